//! What is taken, where it goes, and what the receipt says.

use std::fs;

use super::desk::{DATE, Desk, Package, png, visit, zip};
use crate::support::{guidang, stderr, stdout};

const FOLDER: &str = "2024-03-18-送教";
const PLACE: &str = "学校/shiyan/活动/2024-03-18-送教";

fn package() -> Package {
    Package::visit("shiyan", FOLDER, &visit("第二次送教", "2024-03-18", 4))
}

#[test]
fn a_package_becomes_a_record_with_a_receipt() {
    let desk = Desk::new();
    desk.put("实幼/送教.zip", &package().zip());
    let before = desk.content();
    assert_eq!(
        desk.receive(0),
        format!("收下 实幼/送教.zip → schools/shiyan/visits/{FOLDER}\n")
            .replace("schools", "学校")
            .replace("visits", "活动")
    );
    let mut want = before;
    for (path, bytes) in package().files {
        want.insert(format!("学校/shiyan/活动/{path}"), bytes);
    }
    assert_eq!(desk.content(), want);
    desk.checks_clean();
    assert_eq!(
        desk.names("实幼"),
        ["回执.html", "已收/2024-03-20/送教.zip", "已收/2024-03-20/送教.zip.回执.txt"]
    );
    assert_eq!(
        desk.text("实幼/已收/2024-03-20/送教.zip.回执.txt"),
        "\u{feff}回执\r\n\r\n云岭县实验幼儿园：\r\n2024-03-20收到“送教.zip”，已收入档案。\r\n\r\n\
         记录：第二次送教\r\n编号：学校/shiyan/活动/2024-03-18-送教\r\n日期：2024-03-18\r\n\
         计入：送教课时（2024年结对计划）\r\n文件：2024-03-18-送教/index.md\r\n文件：2024-03-18-送教/照片1.png\r\n"
    );
    let page = desk.text("实幼/回执.html");
    assert!(page.contains("<td>2024-03-20</td><td>第二次送教</td>"), "{page}");
    let again = desk.receive(0);
    assert_eq!(again, "", "nothing is left to take");
    assert_eq!(desk.content(), want);
}

#[test]
fn what_only_is_told_writes_nothing() {
    let desk = Desk::new();
    desk.put("实幼/a.zip", &package().zip());
    desk.put("实幼/b.zip", &package().zip());
    desk.put("实幼/c.doc", b"x");
    let before = crate::support::files(desk.path());
    let told = desk.run(&["-n"]);
    assert_eq!(told.status.code(), Some(1));
    let lines = stdout(&told);
    assert!(lines.contains("收下 实幼/a.zip") && lines.contains("已有 实幼/b.zip"), "{lines}");
    assert!(lines.contains("退回 实幼/c.doc"), "{lines}");
    assert!(stderr(&told).contains("什么也没有写"), "{}", stderr(&told));
    let mut after = crate::support::files(desk.path());
    after.retain(|path, _| !path.starts_with(".guidang-cache"));
    assert!(after == before);
}

#[test]
fn the_same_package_twice_is_taken_once() {
    let desk = Desk::new();
    desk.put("实幼/送教.zip", &package().zip());
    desk.receive(0);
    let content = desk.content();
    desk.put("实幼/送教.zip", &package().zip());
    desk.put("实幼/副本.zip", &package().zip());
    let lines = desk.receive(0);
    assert_eq!(lines.matches("已有 ").count(), 2, "{lines}");
    assert_eq!(desk.content(), content);
    let receipt = desk.text("实幼/已收/2024-03-20/送教 (2).zip.回执.txt");
    assert!(receipt.contains("档案里已经有了（2024-03-20收下），没有重复收"), "{receipt}");
    assert_eq!(desk.names("实幼/已收").len(), 6);
}

#[test]
fn a_changed_package_is_a_new_version_with_its_differences() {
    let desk = Desk::new();
    desk.put("实幼/送教.zip", &package().zip());
    desk.receive(0);
    let mut changed = Package::visit("shiyan", FOLDER, &visit("第二次送教", "2024-03-18", 6));
    let photo = changed.files.remove(&format!("{FOLDER}/照片1.png")).unwrap();
    changed.files.insert(format!("{FOLDER}/签到.png"), photo);
    desk.put("实幼/改.zip", &changed.zip());
    assert!(desk.receive(0).starts_with("更新 实幼/改.zip → "));
    let content = desk.content();
    assert!(content.contains_key(&format!("{PLACE}/签到.png")));
    assert!(!content.contains_key(&format!("{PLACE}/照片1.png")));
    assert_eq!(content[&format!("{PLACE}/index.md")], changed.files[&format!("{FOLDER}/index.md")]);
    let receipt = desk.text("实幼/已收/2024-03-20/改.zip.回执.txt");
    for line in [
        "-   送教课时: 4",
        "+   送教课时: 6",
        "新增文件：2024-03-18-送教/签到.png",
        "去掉的文件：2024-03-18-送教/照片1.png",
    ] {
        assert!(
            receipt.contains(&line.replace("-   ", "- ").replace("+   ", "+ "))
                || receipt.contains(line),
            "{line}: {receipt}"
        );
    }
    desk.checks_clean();
}

#[test]
fn two_versions_in_one_run_are_taken_in_the_order_of_their_times() {
    let desk = Desk::new();
    desk.put("实幼/b.zip", &package().zip());
    let later = Package::visit("shiyan", FOLDER, &visit("第二次送教", "2024-03-18", 7));
    desk.put("实幼/a.zip", &later.zip());
    let newer = std::time::SystemTime::now() - std::time::Duration::from_secs(600);
    let file = fs::File::options().write(true).open(desk.inbox().join("实幼/a.zip")).unwrap();
    file.set_modified(newer).unwrap();
    let lines = desk.receive(0);
    assert!(lines.find("收下 实幼/b.zip") < lines.find("更新 实幼/a.zip"), "{lines}");
    assert_eq!(
        desk.content()[&format!("{PLACE}/index.md")],
        later.files[&format!("{FOLDER}/index.md")]
    );
}

#[test]
fn packages_as_windows_repacks_them_are_taken() {
    let package = package();
    let manifest = package.manifest();
    let entries = |outer: &str, slash: &str| {
        let mut entries = vec![(format!("{outer}送交.json"), manifest.clone())];
        for (path, bytes) in &package.files {
            entries.push((format!("{outer}{path}").replace('/', slash), bytes.clone()));
        }
        entries
    };
    let with = |litter: &[&str], outer: &str| {
        let mut entries = entries(outer, "/");
        entries.extend(litter.iter().map(|path| ((*path).to_owned(), b"x".to_vec())));
        entries
    };
    for (name, entries) in [
        ("外面多一层", entries("送教/", "/")),
        ("外面多两层", entries("下载/送教/", "/")),
        ("反斜杠", entries("", "\\")),
        ("苹果", with(&["__MACOSX/._送交.json", ".DS_Store"], "")),
        ("缩略图", with(&["送教/2024-03-18-送教/Thumbs.db", "送教/desktop.ini"], "送教/")),
    ] {
        let desk = Desk::new();
        desk.put("实幼/送教.zip", &zip(&entries));
        let lines = desk.receive(0);
        assert!(lines.starts_with("收下"), "{name}: {lines}");
        let content = desk.content();
        for (path, bytes) in &package.files {
            assert_eq!(content[&format!("学校/shiyan/活动/{path}")], *bytes, "{name}");
        }
    }
}

/// A zip file whose names are in GBK, as 360压缩 and old versions of Windows write them.
fn gbk(bytes: &[u8], names: &[&str]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for name in names {
        let (gbk, _, _) = encoding_rs::GBK.encode(name);
        let gbk = gbk.into_owned();
        let utf8 = name.as_bytes();
        // The entry shrinks: names are padded to the same length by a folder of dots that is not used; so names here
        // have GBK forms of the same length.
        assert_eq!(gbk.len(), utf8.len(), "{name}");
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(utf8.len()).position(|window| window == utf8) {
            bytes[at + found..at + found + utf8.len()].copy_from_slice(&gbk);
            at += found + utf8.len();
        }
    }
    bytes
}

#[test]
fn names_of_another_encoding_are_read() {
    // `é` takes two bytes in either encoding.
    let text = visit("第二次送教", "2024-03-18", 4);
    let entries = [("送教é/index.md".replace("送教", ""), text.into_bytes())];
    let bytes = gbk(&zip(&entries), &["é"]);
    let desk = Desk::new();
    desk.put("实幼/x.zip", &bytes);
    let lines = desk.receive(0);
    assert!(lines.contains("活动/é"), "{lines}");
}

#[test]
fn folders_and_texts_are_taken_as_they_are() {
    let desk = Desk::new();
    let text = visit("文件夹里的送教", "2024-03-18", 1);
    desk.put("实幼/2024-03-18-文件夹/index.md", text.as_bytes());
    desk.put("实幼/2024-03-18-文件夹/照片.png", &png());
    let text = visit("单独的正文", "2024-03-19", 1);
    desk.put("实幼/2024-03-19-单独.md", text.as_bytes());
    let text = visit("带附件的正文", "2024-03-17", 1) + "\n![](照片.png)\n";
    desk.put("实幼/2024-03-17-附件.md", text.as_bytes());
    desk.put("实幼/2024-03-17-附件/照片.png", &png());
    let text = "---\n标题: 教学心得\n日期: 2024-03-16\n---\n\n正文。\n";
    desk.put("实幼/资源/心得.md", text.as_bytes());
    let lines = desk.receive(0);
    assert_eq!(lines.matches("收下 ").count(), 4, "{lines}");
    let content = desk.content();
    for path in [
        "活动/2024-03-18-文件夹/index.md",
        "活动/2024-03-18-文件夹/照片.png",
        "活动/2024-03-19-单独.md",
        "活动/2024-03-17-附件/index.md",
        "活动/2024-03-17-附件/照片.png",
        "资源/心得.md",
    ] {
        assert!(content.contains_key(&format!("学校/shiyan/{path}")), "{path}");
    }
    desk.checks_clean();
    let kept = desk.names("实幼/已收/2024-03-20");
    assert!(kept.contains(&"2024-03-17-附件/照片.png".to_owned()), "{kept:?}");
    assert_eq!(desk.receive(0), "");
}

#[test]
fn folders_of_schools_go_by_any_of_their_names() {
    let desk = Desk::new();
    desk.put("云岭县实验幼儿园/a.zip", &package().zip());
    let other = visit("家访", "2024-03-18", 1).replace("对象校: 清河园\n", "");
    desk.put("清河园/b.zip", &Package::visit("qinghe", "2024-03-18-家访", &other).zip());
    desk.put("没有这所学校/c.zip", &package().zip());
    let output = desk.run(&[]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output).matches("收下 ").count(), 2, "{}", stdout(&output));
    assert!(
        stderr(&output).contains("“没有这所学校”不是哪一所学校的文件夹"),
        "{}",
        stderr(&output)
    );
    assert!(desk.inbox().join("没有这所学校/c.zip").exists());
}

#[test]
fn fifty_packages_at_once_are_what_was_handed_in() {
    let desk = Desk::new();
    let mut want = desk.content();
    for number in 0..50 {
        let (school, inbox) =
            if number % 2 == 0 { ("shiyan", "实幼") } else { ("qinghe", "qinghe") };
        let folder = format!("2024-03-18-第{number}次");
        let text = visit(&format!("第{number}次"), "2024-03-18", 1).replace("对象校: 清河园\n", "");
        let mut package = Package::visit(school, &folder, &text);
        if number == 33 {
            package.files.insert(
                format!("{folder}/index.md"),
                text.replace("2024-03-18", "2024-13-18").into_bytes(),
            );
        } else {
            for (path, bytes) in &package.files {
                want.insert(format!("学校/{school}/活动/{path}"), bytes.clone());
            }
        }
        desk.put(&format!("{inbox}/{number}.zip"), &package.zip());
    }
    let lines = desk.receive(1);
    assert_eq!(
        (lines.matches("收下 ").count(), lines.matches("退回 ").count()),
        (49, 1),
        "{lines}"
    );
    assert_eq!(desk.content(), want);
    let receipts = |school: &str| {
        desk.names(&format!("{school}/已收/{DATE}"))
            .iter()
            .filter(|name| name.ends_with(".回执.txt"))
            .count()
    };
    assert_eq!((receipts("实幼"), receipts("qinghe")), (25, 24));
    desk.checks_clean();
}

#[test]
fn the_report_says_who_handed_in_what() {
    let desk = Desk::new();
    desk.put("实幼/a.zip", &package().zip());
    desk.put("实幼/b.doc", b"x");
    desk.receive(1);
    let report = |args: &[&str]| stdout(&desk.run(&[&["--report"], args].concat()));
    assert_eq!(
        report(&[]),
        "2024-03收到的材料\n\n清河镇中心幼儿园  没有交\n云岭县实验幼儿园  新收1份，退回待改1份\n    2024-03-20  第二次送教\n"
    );
    let csv = report(&["--format", "csv"]);
    assert!(
        csv.contains(
            "2024-03,云岭县实验幼儿园,2024-03-20,第二次送教,学校/shiyan/活动/2024-03-18-送教,新收,1"
        ),
        "{csv}"
    );
    assert!(csv.contains("2024-03,清河镇中心幼儿园,,,,,0"), "{csv}");
    let json: serde_json::Value = serde_json::from_str(&report(&["--format", "json"])).unwrap();
    assert_eq!(json["schools"][1]["taken"][0]["date"], "2024-03-20");
    let other = guidang(desk.path(), &["receive", "收件箱", "--report", "--date", "2024-04-01"]);
    assert!(stdout(&other).contains("云岭县实验幼儿园  退回待改1份"), "{}", stdout(&other));
}

#[test]
fn the_inbox_speaks_english_and_chinese() {
    let desk = Desk::new();
    desk.put("实幼/a.zip", &package().zip());
    desk.put("实幼/b.rar", b"x");
    let args = ["--lang", "en", "receive", "收件箱", "--date", DATE];
    let output = guidang(desk.path(), &args);
    assert!(
        stdout(&output).contains("returned 实幼/b.rar: This is a .rar file; only .zip is taken."),
        "{}",
        stdout(&output)
    );
    assert!(desk.text("实幼/taken/2024-03-20/a.zip.receipt.txt").contains("Counts for: 送教课时"));
    assert!(desk.text("实幼/returned/b.rar.why.txt").contains("pack it as .zip"));
    let alias = guidang(desk.path(), &["收件", "收件箱", "--report", "--date", DATE]);
    assert!(stdout(&alias).contains("新收1份"), "{}", stderr(&alias));
}
