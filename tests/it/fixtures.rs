//! Archives with the expected progress, written by an independent implementation.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{guidang, of_tests, stderr};

/// Fixtures that need what is not built yet. One that passes must leave the list.
pub(crate) const NOT_YET: &[&str] = &[];

#[test]
fn every_fixture_reproduces_its_expected_figures() {
    let mut compared = 0;
    for entry in fs::read_dir(of_tests("fixtures")).unwrap() {
        let root = entry.unwrap().path();
        let Ok(expected) = fs::read(root.join("expected.json")) else { continue };
        let name = root.file_name().unwrap().to_str().unwrap();
        let difference = difference(&root, &serde_json::from_slice(&expected).unwrap());
        match (NOT_YET.contains(&name), difference) {
            (false, None) | (true, Some(_)) => compared += 1,
            (false, Some(difference)) => panic!("{}: {difference}", root.display()),
            (true, None) => panic!("{name} passes: take it off the list"),
        }
    }
    assert_eq!(compared, 14);
}

/// The first thing in which the built progress differs from what is expected.
fn difference(root: &Path, want: &Value) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let output = guidang(root, &["build", "-o", site.to_str().unwrap()]);
    if !output.status.success() {
        return Some(stderr(&output));
    }
    let got: Value =
        serde_json::from_slice(&fs::read(site.join("data/progress.json")).unwrap()).unwrap();
    if got["as_of"] != want["as_of"] {
        return Some(format!("as_of is {}", got["as_of"]));
    }
    for key in ["targets", "actions"] {
        let (got, want) = (got[key].as_array().unwrap(), want[key].as_array().unwrap());
        for (got, want) in got.iter().zip(want) {
            if let Some(name) =
                want.as_object().unwrap().keys().find(|name| got[*name] != want[*name])
            {
                return Some(format!("{name}\n got: {got}\nwant: {want}"));
            }
        }
        if got.len() != want.len() {
            return Some(format!("{} {key} instead of {}", got.len(), want.len()));
        }
    }
    None
}
