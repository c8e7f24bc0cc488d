//! Kills a process that writes (`kill -9`) at many moments and looks at what it leaves.

use std::time::Duration;

use super::*;
use crate::output::tests::killed_run::kill_after;

/// The process that is killed.
const RUN: &str = "output::archive_writer::tests::kill::write_until_killed";
const FOLDER: &str = "GUIDANG_TEST_KILLED_WRITER";
const ROUNDS: u64 = 100;

fn text(version: &str) -> Vec<u8> {
    version.repeat(40_000).into_bytes()
}

/// Not a test of its own: the process that is killed. Writes two texts in turn until then.
#[test]
fn write_until_killed() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    let writer = locked(&folder).unwrap();
    let mut out = io::stdout();
    writeln!(out, "\nready").unwrap();
    out.flush().unwrap();
    loop {
        for version in ["b", "a"] {
            writer.replace("content/numbers.yaml", &text(version)).unwrap();
        }
    }
}

#[test]
fn killed_at_any_moment_a_whole_file_is_left_and_the_next_run_tidies_up() {
    let (_home, root) = home();
    fs::write(root.join("content/numbers.yaml"), text("a")).unwrap();
    let mut leftovers = 0;
    for round in 0..ROUNDS {
        let folder = [(FOLDER, root.as_os_str())];
        kill_after(Duration::from_micros(round * 7919 % 3000), RUN, &folder);
        let left = fs::read(root.join("content/numbers.yaml")).unwrap();
        assert!(left == text("a") || left == text("b"), "round {round}: {} bytes", left.len());
        leftovers += names_in(&root.join("content")).len() - 1;
        if round % 10 == 0 {
            drop(locked(&root).unwrap());
            assert_eq!(names_in(&root.join("content")), ["numbers.yaml"]);
        }
    }
    drop(locked(&root).unwrap());
    assert_eq!(names_in(&root.join("content")), ["numbers.yaml"], "nothing is left of {leftovers}");
    assert!(0 < leftovers, "the kills hit a process at work");
}
