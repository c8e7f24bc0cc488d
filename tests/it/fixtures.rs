//! Archives with the expected progress, written by an independent implementation.

use std::fs;

use serde_json::Value;

use crate::support::{guidang, of_tests, stderr};

#[test]
fn every_fixture_reproduces_its_expected_figures() {
    let mut compared = 0;
    for entry in fs::read_dir(of_tests("fixtures")).unwrap() {
        let root = entry.unwrap().path();
        let Ok(expected) = fs::read(root.join("expected.json")) else { continue };
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        let output = guidang(&root, &["build", "-o", site.to_str().unwrap()]);
        assert!(output.status.success(), "{}: {}", root.display(), stderr(&output));
        let got: Value =
            serde_json::from_slice(&fs::read(site.join("data/progress.json")).unwrap()).unwrap();
        let want: Value = serde_json::from_slice(&expected).unwrap();
        assert_eq!(got["as_of"], want["as_of"], "{}", root.display());
        for key in ["targets", "actions"] {
            let (got, want) = (got[key].as_array().unwrap(), want[key].as_array().unwrap());
            assert_eq!(got.len(), want.len(), "{}: {key}", root.display());
            for (got, want) in got.iter().zip(want) {
                assert_eq!(got, want, "{}", root.display());
            }
        }
        assert_eq!(got, want, "{}", root.display());
        compared += 1;
    }
    assert_eq!(compared, 14);
}
