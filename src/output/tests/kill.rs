//! Kills runs at many moments (`kill -9`) and looks at what they leave.

use super::killed_run::kill_after;
use super::*;

/// The run that is killed.
const RUN: &str = "output::tests::kill::run_until_killed";
const FOLDER: &str = "GUIDANG_TEST_KILL";
const WAY: &str = "GUIDANG_TEST_WAY";
/// How often to kill a run in each of the [`WAYS`].
const ROUNDS: [u64; 4] = [40, 40, 8, 8];

/// Not a test of its own: the run that is killed. Builds two versions in turn until then.
#[test]
fn run_until_killed() {
    let (Ok(folder), Ok(way)) = (std::env::var(FOLDER), std::env::var(WAY)) else { return };
    let (output, ways) = (Path::new(&folder).join("output"), WAYS[way.parse::<usize>().unwrap()]);
    let mut out = io::stdout();
    writeln!(out, "\nready").unwrap();
    out.flush().unwrap();
    loop {
        build(&output, ways, &site("b"));
        build(&output, ways, &site("a"));
    }
}

#[test]
fn killed_at_any_moment_a_whole_site_is_left() {
    for (way, &ways) in WAYS.iter().enumerate() {
        let home = tempdir().unwrap();
        let output = home.path().join("output");
        build(&output, ways, &site("a"));
        let mut leftovers = 0;
        for round in 0..ROUNDS[way] {
            let (folder, way) = (home.path().as_os_str(), way.to_string());
            let variables = [(FOLDER, folder), (WAY, way.as_ref())];
            kill_after(Duration::from_micros(round * 7919 % 4000), RUN, &variables);
            leftovers += usize::from(1 < names_in(home.path()).len());
            if !ways.exchange {
                // Where folders cannot be exchanged, the next run may have to put the site back.
                drop(Stage::open(&output, &[]).unwrap());
            }
            let version = version_of(&output);
            assert!(version.is_some(), "round {round}: {:?}", files_below(&output).keys());
        }
        assert!(0 < leftovers, "the kills hit runs at work");
        build(&output, ways, &site("c"));
        assert_eq!(version_of(&output).as_deref(), Some("c"));
        assert_eq!(names_in(home.path()), ["output"], "nothing is left of {leftovers} killed runs");
    }
}
