//! Files that LibreOffice has converted are read as those of Word and Excel are, and what we write can be printed by it.
//!
//! It takes some seconds, so it runs only where `GUIDANG_LIBREOFFICE` is set; with `required` (in CI) it must be there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::poppler::pages;
use crate::support::{files, guidang, of_tests, small_with, stderr, write};
use crate::workbooks::with_everything;

/// Whether LibreOffice is to be tried.
fn is_wanted() -> bool {
    let Some(wanted) = std::env::var_os("GUIDANG_LIBREOFFICE") else {
        eprintln!("SKIPPED: GUIDANG_LIBREOFFICE is not set");
        return false;
    };
    let is_there = Command::new("soffice").arg("--version").output();
    let is_there = is_there.is_ok_and(|output| output.status.success());
    assert!(
        is_there || wanted != "required",
        "GUIDANG_LIBREOFFICE=required, but there is no soffice"
    );
    is_there
}

/// Converts files of a folder into another format, below `out`.
#[track_caller]
fn convert(folder: &Path, out: &str, format: &str, names: &[&str]) -> PathBuf {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let out = folder.join(out);
    let output = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", format, "--outdir"])
        .arg(&out)
        .args(names)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    out
}

/// The texts of the records that an import of a file writes, by path.
#[track_caller]
fn imported(file: &Path) -> BTreeMap<String, String> {
    let root = small_with(&[]);
    let before = files(&root.path().join("content"));
    let args = ["import", file.to_str().unwrap(), "--school", "实幼"];
    let output = guidang(root.path(), &args);
    assert!(output.status.success(), "{}: {}", file.display(), stderr(&output));
    let mut texts = BTreeMap::new();
    for (path, bytes) in files(&root.path().join("content")) {
        if path.ends_with(".md") && !before.contains_key(&path) {
            texts.insert(path, String::from_utf8(bytes).unwrap());
        }
    }
    texts
}

#[test]
fn what_libreoffice_has_converted_is_imported_alike() {
    if !is_wanted() {
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    for name in ["visit.docx", "visits.xlsx"] {
        fs::copy(of_tests("office").join(name), temp.path().join(name)).unwrap();
    }
    let expected = imported(&temp.path().join("visits.xlsx"));
    assert_eq!(expected.len(), 2);
    // There and back, so that every format is both read and written by it.
    convert(temp.path(), "ods", "ods", &["visits.xlsx"]);
    convert(temp.path(), "xls", "xls", &["visits.xlsx"]);
    convert(temp.path(), "again", "xlsx", &["ods/visits.ods"]);
    for name in ["ods/visits.ods", "xls/visits.xls", "again/visits.xlsx"] {
        assert_eq!(imported(&temp.path().join(name)), expected, "{name}");
    }
    let expected = imported(&temp.path().join("visit.docx"));
    convert(temp.path(), "odt", "odt", &["visit.docx"]);
    convert(temp.path(), "word", "docx", &["odt/visit.odt"]);
    let found = imported(&temp.path().join("word/visit.docx"));
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    let (text, expected) = (&found.values().next().unwrap(), &expected.values().next().unwrap());
    for line in expected.lines().filter(|line| !line.starts_with("![")) {
        assert!(text.contains(line), "{line} is lost: {text}");
    }
}

#[test]
fn a_ledger_counts_the_same_whatever_program_saved_it() {
    if !is_wanted() {
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    let table = "日期,教师,送教课时\n2024-03-12,某人,2\n2024-04-16,某人,1.5\n2024-05-21,某人,3\n";
    fs::write(temp.path().join("t.csv"), table).unwrap();
    let utf8 = "Text - txt - csv (StarCalc):44,34,76";
    for format in ["xlsx", "xls", "ods"] {
        convert(temp.path(), "tables", format, &[&format!("--infilter={utf8}"), "t.csv"]);
    }
    let progress = |ending: &str, bytes: &[u8]| {
        let ledger = format!(
            "---\n标题: 送教台账\n表: 送教.{ending}\n列:\n  - 名称: 日期\n    作为: 日期\n  - 名称: 教师\n    作为: 保密\n  - 名称: 送教课时\n    作为: 数据\n---\n"
        );
        let root = small_with(&[("content/学校/shiyan/台账/送教.md", ledger.as_bytes())]);
        write(root.path(), &format!("content/学校/shiyan/台账/送教.{ending}"), bytes);
        let built = guidang(root.path(), &["build", "-q"]);
        assert!(built.status.success(), "{ending}: {}", stderr(&built));
        fs::read_to_string(root.path().join("output/data/progress.json")).unwrap()
    };
    let expected = progress("csv", table.as_bytes());
    assert!(expected.contains("10.5"), "4 from a visit, 6.5 from the ledger: {expected}");
    for ending in ["xlsx", "xls", "ods"] {
        let bytes = fs::read(temp.path().join(format!("tables/t.{ending}"))).unwrap();
        assert_eq!(progress(ending, &bytes), expected, "{ending}");
    }
}

/// Each form, and what must be on its pages when it is printed.
#[test]
fn forms_print_whole_with_the_signatures_on_one_page() {
    if !is_wanted() {
        return;
    }
    let root = with_everything();
    let run = |args: &[&str]| {
        let output = guidang(root.path(), args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
    };
    let problem = "---\n标题: 走访\n日期: 2024-05-06\n类型: 送教下乡\n对象校: 清河园\n问题整改:\n  - 问题: 大班午餐等待超过十五分钟，值日生够不着碗柜\n    整改措施: 分两批就餐，值日生提前摆碗\n    责任人: 王老师\n    期限: 2024-06-30\n---\n\n走访。\n";
    write(
        root.path(),
        "content/学校/shiyan/活动/2024-05-06-走访很长的名字也要看得全.md",
        problem.as_bytes(),
    );
    let blank: [(&[&str], &str, &[&str]); 5] = [
        (&["visit"], "a.docx", &["结对帮扶活动记录表", "对方意见", "（签字）"]),
        (&["summary"], "b.docx", &["学期工作总结", "（签字）"]),
        (&["follow-ups"], "c.docx", &["大班午餐等待", "2024-06-30", "（签字）"]),
        (&["follow-ups"], "d.xlsx", &["看得全", "着碗柜", "（签字）"]),
        (&["ledger", "资助发放"], "e.xlsx", &["寄宿", "（签字）"]),
    ];
    let mut wanted: Vec<(&str, &[&str])> = Vec::new();
    for (kind, name, texts) in blank {
        run(&[&["template"], kind, &["--school", "实幼", "-o", name]].concat());
        wanted.push((name, texts));
    }
    wanted[4].1 = &["资助项目", "（签字）"];
    let filled: [(&str, &str, &[&str], &[&str]); 5] = [
        (
            "送教下乡活动记录表",
            "f.docx",
            &["--record", "2024-05-06-走访很长的名字也要看得全"],
            &["着碗柜", "2024-06-30", "（签字）"],
        ),
        ("结对帮扶考核表", "g.docx", &["--pair", "实验—清河"], &["4课时", "（签字）"]),
        ("学期工作总结", "h.docx", &["--record", "学期总结"], &["互相听课", "（签字）"]),
        ("资助发放登记表", "i.xlsx", &["--school", "shiyan"], &["寄宿补助", "6000", "（签字）"]),
        ("帮扶活动统计表", "j.xlsx", &[], &["第一次送教", "（签字）"]),
    ];
    for (form, name, choice, texts) in filled {
        let place = format!("表-{name}");
        run(&["template", "form", form, "-o", &place]);
        run(&[&["fill", &place, "-o", name], choice].concat());
        wanted.push((name, texts));
    }
    let names: Vec<&str> = wanted.iter().map(|(name, _)| *name).collect();
    let out = convert(root.path(), "pdf", "pdf", &names);
    for (name, texts) in wanted {
        let pdf = out.join(name.replace(".docx", ".pdf").replace(".xlsx", ".pdf"));
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let pages = pages(&pdf);
        let lines = pages.iter().flatten().map(|line| line.text.as_str());
        let all = squeezed(&lines.collect::<String>());
        for text in texts {
            assert!(all.contains(&squeezed(text)), "{name}: {text} is not printed: {all}");
        }
        assert!(pages.len() <= 2, "{name} takes {} pages", pages.len());
        for (number, lines) in pages.iter().enumerate() {
            for line in lines {
                let width =
                    if name.ends_with("xlsx") || line.right > 596.0 { 842.0 } else { 596.0 };
                assert!(0.0 < line.left && line.right < width, "{name}, page {number}: {line:?}");
            }
        }
        if name.ends_with("docx") {
            // Where one signs stands together, and never alone on a page.
            let signed: Vec<usize> = (0..pages.len())
                .filter(|page| pages[*page].iter().any(|line| line.text.contains("（签字）")))
                .collect();
            assert_eq!(signed.len(), 1, "{name}: {signed:?}");
            assert!(3 < pages[signed[0]].len(), "{name}: the signatures stand alone");
        }
    }
}
