//! Tables of what bags say.

use proptest::prelude::*;

use super::path::{decode, encode, is_portable, trouble};
use super::*;

#[test]
fn paths_that_may_not_be_followed() {
    for (path, expected) in [
        ("data/a", None),
        ("data/a..b/...", None),
        ("data/～", None),
        ("../a", Some(PathTrouble::Leaves)),
        ("data/..", Some(PathTrouble::Leaves)),
        ("data\\..\\a", Some(PathTrouble::Leaves)),
        ("/a", Some(PathTrouble::Absolute)),
        ("\\\\server\\a", Some(PathTrouble::Absolute)),
        ("c:a", Some(PathTrouble::Absolute)),
        ("~root/a", Some(PathTrouble::Home)),
        ("data\\a", Some(PathTrouble::Backslash)),
        ("data//a", Some(PathTrouble::Crooked)),
        ("data/./a", Some(PathTrouble::Crooked)),
        ("data/", Some(PathTrouble::Crooked)),
        ("", Some(PathTrouble::Crooked)),
        ("data/\0", Some(PathTrouble::Nul)),
    ] {
        assert_eq!(trouble(path), expected, "{path:?}");
    }
}

#[test]
fn names_that_every_system_holds() {
    for path in ["data/总结.md", "a b", "com10", "console.txt", ".gitignore"] {
        assert!(is_portable(path), "{path}");
    }
    for path in ["con", "a/NUL.txt", "lpt1.x", "a.", "a ", "a?b", "a\tb", "", "a//b"] {
        assert!(!is_portable(path), "{path}");
    }
    assert!(!is_portable(&"长".repeat(86)));
}

#[test]
fn only_three_characters_are_encoded() {
    for (path, written) in
        [("a b", "a b"), ("a%b", "a%25b"), ("a\r\nb", "a%0D%0Ab"), ("%0A", "%250A")]
    {
        assert_eq!(encode(path), written);
        assert_eq!(decode(written, Version::One), path);
    }
    for (written, one, old) in [
        ("%0a", "\n", "\n"),
        ("%25", "%", "%25"),
        ("%20%", "%20%", "%20%"),
        ("%2", "%2", "%2"),
        ("%中", "%中", "%中"),
    ] {
        assert_eq!(decode(written, Version::One), one);
        assert_eq!(decode(written, Version::Old), old);
    }
}

#[test]
fn lines_end_in_three_ways() {
    let sum = "0".repeat(32);
    let text = format!("{sum} data/a\r\n{sum}\tdata/b\r{sum}  *data/c d \n");
    let (entries, findings) = parse_manifest(&text, "manifest-md5.txt", 32, Version::Old);
    let read: Vec<(usize, &str)> = entries.iter().map(|it| (it.line, it.path.as_str())).collect();
    assert_eq!(read, [(1, "data/a"), (2, "data/b"), (3, "data/c d ")]);
    assert_eq!(findings.len(), 1, "{findings:?}");
}

proptest! {
    #[test]
    fn every_path_comes_back_from_a_line(path in "[^\0]{1,40}", digits in prop::sample::select(vec![32usize, 40, 64, 128])) {
        let path = format!("data/{path}");
        let sum = "ab".repeat(digits / 2);
        let text = manifest_line(&sum, &path).repeat(2);
        let (entries, findings) = parse_manifest(&text, "m", digits, Version::One);
        prop_assert!(findings.is_empty());
        prop_assert_eq!(entries.len(), 2);
        prop_assert!(entries.iter().all(|it| it.path == path && it.sum == sum));
    }

    #[test]
    fn no_text_is_too_strange_for_a_manifest(text in any::<String>(), old in any::<bool>()) {
        let version = if old { Version::Old } else { Version::One };
        let _ = parse_manifest(&text, "m", 32, version);
    }
}
