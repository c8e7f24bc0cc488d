//! `move`, `close` and `rollover` killed at their system calls: the archive is the old one or the new one, and nothing is lost.
//!
//! `GUIDANG_KILLS=all` kills at every call (some minutes); otherwise at every fifth of each kind. `strace` does the killing; with
//! `GUIDANG_STRACE=required` (in CI) the tests fail where it is not there.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

use crate::support::{RICH, SMALL, archive, files, guidang, stderr, write};

/// The calls by which guidang changes what is on a disk.
const CALLS: [&str; 6] = ["write", "renameat", "renameat2", "unlinkat", "mkdirat", "fsync"];
const SIGKILL: i32 = 9;

/// Whether there is a `strace` that may trace.
fn has_strace() -> bool {
    let works = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let works = works.is_ok_and(|output| output.status.success());
    let is_required = std::env::var_os("GUIDANG_STRACE").is_some_and(|value| value == "required");
    assert!(works || !is_required, "GUIDANG_STRACE=required, but strace does not work");
    if !works {
        eprintln!("SKIPPED: no strace (apt-get install strace)");
    }
    works
}

/// Every how many-th call of a kind is killed.
fn step() -> usize {
    if std::env::var_os("GUIDANG_KILLS").is_some() { 1 } else { 5 }
}

/// Runs guidang and kills it at its `number`-th call of a kind; whether it was killed before it was done.
fn kill_at((call, number): (&str, usize), root: &Path, args: &[&str]) -> bool {
    let output = Command::new("strace")
        .args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:signal=KILL:when={number}")])
        .arg(env!("CARGO_BIN_EXE_guidang"))
        .args(args)
        .current_dir(root)
        .output()
        .unwrap();
    let was_killed =
        output.status.signal() == Some(SIGKILL) || output.status.code() == Some(128 + SIGKILL);
    assert!(was_killed || output.status.success(), "{call} {number}: {}", stderr(&output));
    was_killed
}

/// Puts the content of an archive back as it was.
fn restore(root: &Path, content: &BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            fs::remove_dir_all(path).unwrap();
        } else {
            fs::remove_file(path).unwrap();
        }
    }
    for (path, bytes) in content {
        write(root, &format!("content/{path}"), bytes);
    }
}

/// Kills a command at its calls and has the next command look at what is left, of which `look` says, with the number of
/// the call: whether it is the new archive.
fn kill_at_calls(
    root: &Path,
    args: &[&str],
    look: impl Fn(usize, &BTreeMap<String, Vec<u8>>) -> bool,
) {
    let before = files(&root.join("content"));
    // What the kills left; runs that ended before the call are not counted.
    let (mut old, mut new) = (0, 0);
    for call in CALLS {
        for number in (1..).step_by(step()) {
            restore(root, &before);
            let was_killed = kill_at((call, number), root, args);
            let checked = guidang(root, &["check"]);
            assert!(checked.status.success(), "{call} {number}: {}", stderr(&checked));
            assert!(!root.join(".guidang-move").exists(), "{call} {number}: the journal is left");
            let left = files(&root.join("content"));
            if left == before {
                old += 1;
            } else {
                assert!(look(number, &left), "{call} {number}");
                new += usize::from(was_killed);
            }
            if !was_killed {
                break;
            }
        }
    }
    assert!(0 < old && 0 < new, "the kills hit both sides of the change: {old} old, {new} new");
    eprintln!("killed {args:?}: {old} times the old archive was left, {new} times the new one");
}

#[test]
fn a_move_killed_at_a_system_call_leaves_the_old_or_the_new_archive() {
    if !has_strace() {
        return;
    }
    let whole = archive(SMALL);
    let moved = guidang(whole.path(), &["move", "shiyan", "县实幼"]);
    assert!(moved.status.success(), "{}", stderr(&moved));
    let after = files(&whole.path().join("content"));
    let root = archive(SMALL);
    kill_at_calls(root.path(), &["move", "shiyan", "县实幼"], |_, left| *left == after);
}

#[test]
fn closing_a_term_killed_at_a_system_call_seals_it_wholly_or_not_at_all() {
    if !has_strace() {
        return;
    }
    let term = || {
        let root = archive(SMALL);
        for (path, text) in RICH {
            write(root.path(), path, text.as_bytes());
        }
        root
    };
    let args = ["close", "2023-2024-2", "--date", "2024-07-31", "--accept-gaps"];
    let whole = term();
    let closed = guidang(whole.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    let after = files(&whole.path().join("content"));
    assert!(after.contains_key("seals/2023-2024-2.json") && after.contains_key("numbers.yaml"));
    let root = term();
    let bags = || {
        let names = fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().path());
        names.filter(|path| path.join("bagit.txt").exists()).collect::<Vec<_>>()
    };
    kill_at_calls(root.path(), &args, |number, left| {
        let bag = bags();
        assert_eq!(bag.len(), 1, "call {number}: a sealed term has its bag");
        let verified = guidang(root.path(), &["verify", bag[0].to_str().unwrap()]);
        assert!(verified.status.success(), "call {number}: {}", stderr(&verified));
        *left == after
    });
}

#[test]
fn a_school_year_killed_at_a_system_call_is_prepared_wholly_or_not_at_all() {
    if !has_strace() {
        return;
    }
    let year = || {
        let root = archive(SMALL);
        let folder = root.path().join("content/结对/shiyan-qinghe/计划");
        let plan = fs::read_to_string(folder.join("2024.md")).unwrap() + "\n见[协议](协议.bin)。\n";
        fs::remove_file(folder.join("2024.md")).unwrap();
        write(&folder, "2024/index.md", plan.as_bytes());
        write(&folder, "2024/协议.bin", &[0xff, 0x00, 0xd8]);
        root
    };
    let whole = year();
    let rolled = guidang(whole.path(), &["rollover", "2024"]);
    assert!(rolled.status.success(), "{}", stderr(&rolled));
    let after = files(&whole.path().join("content"));
    assert_eq!(after["结对/shiyan-qinghe/计划/2025/协议.bin"], [0xff, 0x00, 0xd8]);
    let root = year();
    kill_at_calls(root.path(), &["rollover", "2024"], |_, left| *left == after);
}

/// A run that was killed between the bag and the seal leaves the bag; the next one says so, and how to go on.
#[test]
fn a_bag_without_a_seal_is_told_and_closing_again_works() {
    let root = archive(SMALL);
    for (path, text) in RICH {
        write(root.path(), path, text.as_bytes());
    }
    let before = files(&root.path().join("content"));
    let args = ["close", "2023-2024-2", "--date", "2024-07-31", "--accept-gaps", "-o", "包"];
    assert!(guidang(root.path(), &args).status.success());
    let after = files(&root.path().join("content"));
    fs::remove_dir_all(root.path().join("content")).unwrap();
    for (path, bytes) in &before {
        write(root.path(), &format!("content/{path}"), bytes);
    }
    let refused = guidang(root.path(), &args);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("档案包已经在了，学期还没有封存"), "{}", stderr(&refused));
    let refused = guidang(root.path(), &[&args[..], &["--lang", "en"]].concat());
    assert!(stderr(&refused).contains("the term is not sealed"), "{}", stderr(&refused));
    assert_eq!(files(&root.path().join("content")), before);
    fs::remove_dir_all(root.path().join("包")).unwrap();
    let closed = guidang(root.path(), &args);
    assert!(closed.status.success(), "{}", stderr(&closed));
    assert_eq!(files(&root.path().join("content")), after);
}
