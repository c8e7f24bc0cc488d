//! Tables of paths, names and manifest lines.

use proptest::prelude::*;

use super::*;

#[test]
fn unsafe_paths_are_recognized() {
    for (path, expected) in [
        ("data/a", None),
        ("data/a..b/...", None),
        ("data/～", None),
        ("../a", Some(PathProblem::Leaves)),
        ("data/..", Some(PathProblem::Leaves)),
        ("data\\..\\a", Some(PathProblem::Leaves)),
        ("/a", Some(PathProblem::Absolute)),
        ("\\\\server\\a", Some(PathProblem::Absolute)),
        ("c:a", Some(PathProblem::Absolute)),
        ("~root/a", Some(PathProblem::Home)),
        ("data\\a", Some(PathProblem::Backslash)),
        ("data//a", Some(PathProblem::NotNormalized)),
        ("data/./a", Some(PathProblem::NotNormalized)),
        ("data/", Some(PathProblem::NotNormalized)),
        ("", Some(PathProblem::NotNormalized)),
        ("data/\0", Some(PathProblem::Nul)),
    ] {
        assert_eq!(path_problem(path), expected, "{path:?}");
    }
}

#[test]
fn names_that_some_system_forbids_are_not_portable() {
    for path in ["data/总结.md", "a b", "com10", "console.txt", ".gitignore"] {
        assert!(is_portable(path), "{path}");
    }
    for path in ["con", "a/NUL.txt", "lpt1.x", "a.", "a ", "a?b", "a\tb", "", "a//b"] {
        assert!(!is_portable(path), "{path}");
    }
    assert!(!is_portable(&"长".repeat(86)));
}

#[test]
fn only_line_ends_and_percent_signs_are_encoded() {
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
fn lines_end_in_lf_cr_or_both() {
    let sum = "0".repeat(32);
    let text = format!("{sum} data/a\r\n{sum}\tdata/b\r{sum}  *data/c d \n");
    let (entries, findings) = parse_manifest(&text, "manifest-md5.txt", 32, Version::Old);
    let read: Vec<(usize, &str)> =
        entries.iter().map(|entry| (entry.line, entry.path.as_str())).collect();
    assert_eq!(read, [(1, "data/a"), (2, "data/b"), (3, "data/c d ")]);
    assert_eq!(findings.len(), 1, "{findings:?}");
}

proptest! {
    #[test]
    fn every_path_survives_a_manifest_line(path in "[^\0]{1,40}", digits in prop::sample::select(vec![32usize, 40, 64, 128])) {
        let path = format!("data/{path}");
        let sum = "ab".repeat(digits / 2);
        let text = manifest_line(&sum, &path).repeat(2);
        let (entries, findings) = parse_manifest(&text, "m", digits, Version::One);
        prop_assert!(findings.is_empty());
        prop_assert_eq!(entries.len(), 2);
        prop_assert!(entries.iter().all(|entry| entry.path == path && entry.sum == sum));
    }

    #[test]
    fn any_text_can_be_parsed_as_a_manifest(text in any::<String>(), old in any::<bool>()) {
        let version = if old { Version::Old } else { Version::One };
        let _ = parse_manifest(&text, "m", 32, version);
    }
}
