//! The description of the data files, judged by the frictionless tools. Without them the test prints that it is skipped;
//! with `GUIDANG_FRICTIONLESS=required` (in CI) it then fails.

use std::path::Path;
use std::process::Command;

use crate::support::{guidang, python_with, rich, stderr};

const VALIDATE: &str = "
import sys
from frictionless import Package, validate
report = validate(sys.argv[1])
for task in report.tasks:
    for error in task.errors:
        print(task.name, error.message)
for error in report.errors:
    print(error.message)
rows = Package(sys.argv[1]).get_resource('entries').read_rows()
print(len(rows), sorted(rows[0].keys()))
sys.exit(0 if report.valid else 1)
";

fn validate(root: &Path, count: usize) {
    let Some(python) = python_with("frictionless", "GUIDANG_FRICTIONLESS") else { return };
    let site = tempfile::tempdir().unwrap();
    let built = guidang(root, &["build", "-q", "-o", site.path().join("s").to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    let package = site.path().join("s/data/datapackage.json");
    let output = Command::new(&python).args(["-c", VALIDATE]).arg(package).output().unwrap();
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(output.status.success(), "{said}{}", stderr(&output));
    let columns = "['date', 'measure', 'record', 'school', 'value']";
    assert!(said.contains(columns) && said.starts_with(&count.to_string()), "{said}");
}

#[test]
fn the_frictionless_tools_accept_the_data_package() {
    let root = rich();
    validate(root.path(), 3);
}
