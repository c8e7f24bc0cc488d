//! What is refused, and what happens when the disk refuses.

use std::process::Command;

use super::*;
use crate::l10n::Lang;

fn refusal(output: &Path, sources: &[&Path]) -> UsageError {
    match Stage::open(output, sources) {
        Err(Error::Usage(usage)) => usage,
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("{} was accepted", output.display()),
    }
}

#[test]
fn a_folder_that_is_not_ours_is_refused_and_untouched() {
    for name in ["notes.txt", "index.html", ".hidden", ".gitignore.bak"] {
        let home = filled(name);
        let output = home.path().join("output");
        assert!(matches!(refusal(&output, &[]), UsageError::NotOurs { .. }), "{name}");
        assert_eq!(names_in(&output), [name]);
        assert_eq!(names_in(home.path()), ["output"]);
    }
    for name in ["", ".gitignore", ".guidang"] {
        let home = if name.is_empty() { tempdir().unwrap() } else { filled(name) };
        assert!(Stage::open(&home.path().join("output"), &[]).is_ok(), "{name}");
    }
    let home = filled(".guidang");
    let output = home.path().join("output");
    fs::create_dir(output.join(".git")).unwrap();
    assert!(matches!(refusal(&output, &[]), UsageError::Repository { .. }));
    assert!(matches!(refusal(&output.join(".guidang"), &[]), UsageError::NotAFolder { .. }));
}

#[test]
fn a_folder_filled_meanwhile_is_not_replaced() {
    for ways in WAYS {
        let home = tempdir().unwrap();
        let output = home.path().join("output");
        let stage = open(&output, ways);
        stage.put("a", b"a").unwrap();
        fs::create_dir(&output).unwrap();
        fs::write(output.join("mine"), "mine").unwrap();
        assert_eq!(stage.publish().unwrap_err().exit_code(), 2);
        assert_eq!(names_in(home.path()), ["output"]);
        assert_eq!(names_in(&output), ["mine"]);
    }
}

#[test]
fn an_output_that_touches_the_sources_is_refused() {
    let home = tempdir().unwrap();
    let root = home.path();
    fs::create_dir_all(root.join("content/schools")).unwrap();
    let content = root.join("content");
    for output in [
        "",
        "content",
        "content/",
        "content/schools",
        "content/new/deep",
        "./content/../content",
        "content/schools/../..",
        "content/new",
    ] {
        let usage = refusal(&root.join(output), &[&content]);
        assert!(matches!(usage, UsageError::Overlaps { .. }), "{output}: {usage:?}");
    }
    for output in ["output", "contents", "a/b/content"] {
        assert!(Stage::open(&root.join(output), &[&content]).is_ok(), "{output}");
    }
    assert!(matches!(refusal(Path::new("/"), &[&content]), UsageError::Overlaps { .. }));
    assert!(matches!(refusal(Path::new("/"), &[]), UsageError::MountPoint { .. }));
    assert!(matches!(refusal(&content, &[&root.join("content")]), UsageError::Overlaps { .. }));
}

#[cfg(unix)]
#[test]
fn a_link_into_the_sources_is_refused() {
    use std::os::unix::fs::symlink;
    let home = tempdir().unwrap();
    let content = home.path().join("content");
    fs::create_dir(&content).unwrap();
    symlink("content", home.path().join("output")).unwrap();
    let usage = refusal(&home.path().join("output/new"), &[&content]);
    assert!(matches!(usage, UsageError::Overlaps { .. }));
    symlink("content/nowhere", home.path().join("dangling")).unwrap();
    let usage = refusal(&home.path().join("dangling"), &[&content]);
    assert!(matches!(usage, UsageError::Overlaps { .. }));
}

#[test]
fn unsound_and_repeated_paths_are_refused() {
    let home = tempdir().unwrap();
    let stage = open(&home.path().join("output"), WAYS[0]);
    stage.put("a/b.html", b"").unwrap();
    for path in ["../x", "/x", "a\\b", "con.html", "a/../../x", ".guidang", ".Guidang", ""] {
        let fault = stage.put(path, b"").unwrap_err();
        assert!(matches!(fault, Error::Usage(UsageError::SitePath { .. })), "{path}");
        assert_eq!(fault.exit_code(), 2);
        assert!(stage.copy(path, home.path()).is_err());
    }
    for path in ["a/b.html", "a/B.html", "A/b.html"] {
        let fault = stage.put(path, b"").unwrap_err();
        assert!(matches!(fault, Error::Usage(UsageError::SameSitePath { .. })), "{path}");
    }
    assert_eq!(stage.put("a/b.html/c", b"").unwrap_err().exit_code(), 3);
}

#[test]
fn an_attachment_that_is_gone_is_named() {
    let home = tempdir().unwrap();
    let stage = open(&home.path().join("output"), WAYS[0]);
    let fault = stage.copy("a.jpg", &home.path().join("gone.jpg")).unwrap_err();
    assert_eq!(fault.exit_code(), 3);
    assert!(fault.message(Lang::Zh).contains("gone.jpg"));
}

const FOLDER: &str = "GUIDANG_TEST_MOUNT";

/// Runs `test` again in a name space of its own, where this user may mount things.
#[cfg(target_os = "linux")]
#[expect(clippy::print_stderr, reason = "a test that could not run must say so")]
fn in_own_mounts(test: &str, script: &str) {
    let home = tempdir().unwrap();
    let can = Command::new("unshare")
        .args(["--map-root-user", "--mount", "mount", "-t", "tmpfs", "none"])
        .arg(home.path())
        .output();
    if !can.is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: {test}: this machine lets no test mount a small disk (unshare)");
        return;
    }
    let ran = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-ec"])
        .arg(format!("{script}\nexec \"$@\""))
        .arg("sh")
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", &format!("output::tests::faults::{test}"), "--nocapture"])
        .env(FOLDER, home.path())
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(String::from_utf8_lossy(&ran.stdout).contains("1 passed"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site() {
    let Some(home) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        let script = "mount -t tmpfs -o size=256k none \"$GUIDANG_TEST_MOUNT\"";
        return in_own_mounts("a_full_disk_leaves_the_old_site", script);
    };
    let output = home.join("output");
    build(&output, WAYS[0], &site("a"));
    let stage = open(&output, WAYS[0]);
    let page = [b'x'; 10_000];
    let put = |i: usize| stage.put(&format!("p/{i}.html"), &page).err();
    let fault = (0..100).find_map(put).expect("a disk of 256 KiB is full soon");
    assert_eq!(fault.exit_code(), 3);
    let message = fault.message(Lang::Zh);
    assert!(message.contains("磁盘空间已满") && message.contains("output/p/"), "{message}");
    drop(stage);
    assert_eq!(version_of(&output).as_deref(), Some("a"));
    assert_eq!(names_in(&home), ["output"]);
    build(&output, WAYS[0], &site("b"));
    assert_eq!(version_of(&output).as_deref(), Some("b"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_disk_leaves_the_old_site() {
    let Some(home) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        let script = "mount -t tmpfs -o size=256k none \"$GUIDANG_TEST_MOUNT\"";
        return in_own_mounts("a_read_only_disk_leaves_the_old_site", script);
    };
    let output = home.join("output");
    build(&output, WAYS[0], &site("a"));
    let remount = |how| Command::new("mount").args(["-o", how]).arg(&home).status().unwrap();
    assert!(!is_read_only(&home) && names_in(&home) == ["output"]);
    assert!(remount("remount,ro").success());
    assert!(is_read_only(&home));
    let Err(fault) = Stage::open(&output, &[]) else { panic!("opened on a read-only disk") };
    assert_eq!(fault.exit_code(), 3);
    assert!(fault.message(Lang::Zh).contains("磁盘是只读的"), "{fault}");
    assert_eq!(version_of(&output).as_deref(), Some("a"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_mount_point_cannot_be_the_output() {
    let Some(home) = std::env::var_os(FOLDER).map(PathBuf::from) else {
        let script = "cd \"$GUIDANG_TEST_MOUNT\"; mkdir disk bound twin
            mount -t tmpfs none disk; mount --bind twin bound";
        return in_own_mounts("a_mount_point_cannot_be_the_output", script);
    };
    assert!(matches!(refusal(&home.join("disk"), &[]), UsageError::MountPoint { .. }));
    for ways in WAYS {
        // A folder bound to another of the same disk shows only when it is to be renamed.
        let stage = open(&home.join("bound"), ways);
        stage.put("a", b"a").unwrap();
        let fault = stage.publish().unwrap_err();
        assert!(matches!(fault, Error::Usage(UsageError::MountPoint { .. })), "{fault}");
    }
    build(&home.join("disk/site"), WAYS[0], &site("a"));
    assert_eq!(names_in(&home), ["bound", "disk", "twin"]);
}
