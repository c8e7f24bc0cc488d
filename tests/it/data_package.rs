//! The description of the data files, judged by the frictionless tools. Without them the test prints that it is skipped;
//! with `GUIDANG_FRICTIONLESS=required` (in CI) it then fails.

use std::path::Path;
use std::process::Command;

use crate::support::{SMALL, archive, guidang, python_with, rich, stderr};

const VALIDATE: &str = "
import sys
from frictionless import Package, validate
report = validate(sys.argv[1])
for task in report.tasks:
    for error in task.errors:
        print(task.name, error.message)
for error in report.errors:
    print(error.message)
entries = Package(sys.argv[1]).get_resource('entries')
rows = entries.read_rows()
print(len(rows), sorted(entries.schema.field_names))
sys.exit(0 if report.valid else 1)
";

/// Judges the data of the site that an archive builds, and tells how many entries it has. `None` without the tools.
fn validate(root: &Path) -> Option<usize> {
    let python = python_with("frictionless", "GUIDANG_FRICTIONLESS")?;
    let site = tempfile::tempdir().unwrap();
    let built = guidang(root, &["build", "-q", "-o", site.path().join("s").to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    let package = site.path().join("s/data/datapackage.json");
    let output = Command::new(&python).args(["-c", VALIDATE]).arg(package).output().unwrap();
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{said}{}", stderr(&output));
    let (count, columns) = said.trim_end().split_once(' ').unwrap();
    assert_eq!(columns, "['date', 'measure', 'record', 'school', 'value']");
    Some(count.parse().unwrap())
}

#[test]
fn the_frictionless_tools_accept_the_data_package() {
    if let Some(count) = validate(rich().path()) {
        assert_eq!(count, 3);
    }
}

/// The first rows of `init` have no print version, and rows without one leave the field out.
#[test]
fn the_frictionless_tools_accept_what_a_fresh_archive_publishes() {
    for language in ["zh", "en"] {
        let root = tempfile::tempdir().unwrap();
        let made = guidang(root.path(), &["--lang", language, "init", "."]);
        assert!(made.status.success(), "{}", stderr(&made));
        if let Some(count) = validate(root.path()) {
            assert!(count > 0);
        }
    }
}

#[test]
fn the_frictionless_tools_accept_tables_without_rows() {
    let schools: Vec<(&str, &str)> =
        SMALL.iter().filter(|(path, _)| !path.ends_with(".md")).copied().collect();
    if let Some(count) = validate(archive(&schools).path()) {
        assert_eq!(count, 0);
    }
}
