//! The local app in a real Chromium, driven as people do (docs/interface.md §6.2).
//! With `GUIDANG_SHOTS=docs/screenshots` the first test takes the pictures of `docs/app.zh-CN.md`, the second that of two texts.

use crate::browser;
use crate::spreadsheets::{C, xlsx};
use crate::support::{SMALL, archive, guidang, of_tests, stderr, write};

const PROGRAM: &str = env!("CARGO_BIN_EXE_guidang");

/// A ledger as a school keeps it in Excel.
fn workbook() -> Vec<u8> {
    let rows: [(u32, &[C]); 3] = [
        (1, &[C::Text("日期"), C::Text("内容"), C::Text("送教课时")]),
        (2, &[C::Text("2024-04-10"), C::Text("听评课"), C::Number(2.0)]),
        (3, &[C::Text("2024-04-17"), C::Text("送教"), C::Number(3.0)]),
    ];
    xlsx(&[("送教", &rows)])
}

#[test]
fn an_archive_is_made_in_the_browser_from_nothing() {
    let test = "an_archive_is_made_in_the_browser_from_nothing";
    let Some(mut script) = browser::script("app.mjs", test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let photo = of_tests("../content/学校/机关幼儿园/活动/2024-04-10-送教下乡/照片1.jpg");
    write(folder.path(), "送教台账.xlsx", &workbook());
    let book = folder.path().join("送教台账.xlsx");
    let output = script.arg(PROGRAM).arg(folder.path()).arg(photo).arg(book).output().unwrap();
    browser::must_be_fine(&output);
    let root = folder.path().join("档案");
    let checked = guidang(&root, &["check"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
    assert!(root.join("output/index.html").is_file());
}

#[test]
fn nothing_that_was_written_is_lost_or_overwritten_unseen() {
    let test = "nothing_that_was_written_is_lost_or_overwritten_unseen";
    let Some(mut script) = browser::script("app-care.mjs", test) else { return };
    let root = archive(SMALL);
    let record = "content/学校/shiyan/活动/2024-03-15-送教.md";
    browser::must_be_fine(&script.arg(PROGRAM).arg(root.path()).arg(record).output().unwrap());
}
