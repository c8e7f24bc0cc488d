//! Upgrading: older archives are read as they are, and everything says which version made it.

use std::fs;
use std::path::Path;

use crate::support::{copy, files, guidang, small_with, stderr, stdout};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Archives as the versions in `tests/older/` wrote them. They are never changed; each release adds what its `init` writes.
#[test]
fn archives_of_older_versions_are_read_as_they_are() {
    let older = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older");
    let mut count = 0;
    for version in fs::read_dir(older).unwrap() {
        for archive in fs::read_dir(version.unwrap().path()).unwrap() {
            let root = tempfile::tempdir().unwrap();
            copy(&archive.unwrap().path(), root.path());
            let before = files(root.path());
            for command in [&["check", "--strict"][..], &["build", "-q", "-o", "site"]] {
                let done = guidang(root.path(), command);
                assert!(done.status.success(), "{command:?}: {}", stderr(&done));
            }
            let after = files(root.path());
            assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)));
            count += 1;
        }
    }
    assert!(2 <= count, "{count} archives");
}

#[test]
fn the_program_and_the_foot_of_every_page_say_the_version() {
    assert_eq!(stdout(&guidang(Path::new("."), &["--version"])), format!("guidang {VERSION}\n"));
    let root = small_with(&[]);
    assert!(guidang(root.path(), &["build", "-q"]).status.success());
    for page in ["index.html", "about.html", "schools.html"] {
        let html = fs::read_to_string(root.path().join("output").join(page)).unwrap();
        let foot = html.split("<footer").nth(1).unwrap_or_else(|| panic!("{page} has no foot"));
        assert!(foot.contains(&format!("由归档（guidang）生成 {VERSION}")), "{page}: {foot}");
    }
    let changes = include_str!("../../docs/CHANGELOG.md");
    assert!(changes.contains("## Unreleased"), "changes are written down as they are made");
}
