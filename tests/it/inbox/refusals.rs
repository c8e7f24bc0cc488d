//! What goes back, and what its note says.

use std::fs;

use super::desk::{Desk, Package, png, sum, visit, zip};
use crate::support::{guidang, stderr, stdout};

const FOLDER: &str = "2024-03-18-送教";
/// The standard's own test number.
const NUMBER: &str = "11010519491231002X";

fn text() -> String {
    visit("第二次送教", "2024-03-18", 4)
}

fn package() -> Package {
    Package::visit("shiyan", FOLDER, &text())
}

/// Hands in one thing that has to come back: nothing is written, and the note holds these words.
#[track_caller]
fn comes_back(desk: &Desk, path: &str, bytes: &[u8], words: &[&str]) -> String {
    let before = desk.content();
    desk.put(path, bytes);
    let output = desk.run(&[]);
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(1), "{path}: {said}");
    assert!(said.contains(&format!("退回 {path}：")), "{path}: {said}");
    assert!(desk.content() == before, "{path}");
    let (school, name) = path.split_once('/').unwrap();
    let note = desk.text(&format!("{school}/退回/{name}.说明.txt"));
    for word in words {
        assert!(note.contains(word), "{path}: {word}: {note}");
    }
    assert_eq!(fs::read(desk.inbox().join(format!("{school}/退回/{name}"))).unwrap(), bytes);
    assert!(!desk.inbox().join(path).exists());
    note
}

#[test]
fn a_note_says_where_and_how_to_fix() {
    let desk = Desk::new();
    let wrong = Package::visit("shiyan", FOLDER, &text().replace("2024-03-18", "2024-02-30"));
    let note = comes_back(&desk, "实幼/送教.zip", &wrong.zip(), &[]);
    crate::support::golden("messages/inbox/note.zh.txt", &note.replace('\r', ""));
    let desk = Desk::new();
    desk.put("实幼/送教.zip", &wrong.zip());
    let args = ["--lang", "en", "receive", "收件箱", "--date", "2024-03-20"];
    assert_eq!(guidang(desk.path(), &args).status.code(), Some(1));
    let note = desk.text("实幼/returned/送教.zip.why.txt");
    crate::support::golden("messages/inbox/note.en.txt", &note.replace('\r', ""));
}

#[test]
fn packages_of_another_school_and_of_no_place_come_back() {
    let desk = Desk::new();
    let other = Package::visit("qinghe", FOLDER, &text());
    comes_back(&desk, "实幼/a.zip", &other.zip(), &["这条记录是“清河镇中心幼儿园”的"]);
    let mut mixed = package();
    mixed.school = "qinghe".to_owned();
    comes_back(&desk, "实幼/b.zip", &mixed.zip(), &["却放在了你校的文件夹里"]);
    for (name, record) in [
        ("c", "pairs/shiyan-qinghe/plans/2024"),
        ("d", "schools/shiyan/../qinghe"),
        ("e", "schools/shiyan/visits/.."),
        ("f", "site.yaml"),
        ("g", "schools/shiyan/学校.yaml"),
    ] {
        let mut nowhere = package();
        nowhere.record = record.to_owned();
        comes_back(&desk, &format!("实幼/{name}.zip"), &nowhere.zip(), &["档案里没有这样的位置"]);
    }
}

#[test]
fn damaged_packages_come_back() {
    let desk = Desk::new();
    let good = package().zip();
    comes_back(&desk, "实幼/半个.zip", &good[..good.len() / 2], &["打不开", "再交一次"]);
    comes_back(&desk, "实幼/空.zip", b"", &["打不开"]);
    comes_back(&desk, "实幼/照片.zip", &png(), &["打不开"]);
    let mut bent = package();
    let manifest = bent.manifest();
    bent.files.insert(format!("{FOLDER}/照片1.png"), b"other".to_vec());
    let mut entries = vec![("送交.json".to_owned(), manifest.clone())];
    entries.extend(bent.files.clone());
    comes_back(
        &desk,
        "实幼/改过.zip",
        &zip(&entries),
        &["“2024-03-18-送教/照片1.png”和打包时不一样"],
    );
    entries.retain(|(path, _)| !path.ends_with(".png"));
    comes_back(
        &desk,
        "实幼/少了.zip",
        &zip(&entries),
        &["少了一个文件：“2024-03-18-送教/照片1.png”"],
    );
    let mut more: Vec<_> = vec![("送交.json".to_owned(), manifest)];
    more.extend(package().files);
    more.push((format!("{FOLDER}/另外.txt"), b"x".to_vec()));
    comes_back(&desk, "实幼/多了.zip", &zip(&more), &["多了一个清单上没有的文件"]);
    comes_back(&desk, "实幼/不是清单.zip", &zip(&[("送交.json", b"{}".to_vec())]), &["读不懂"]);
    let later = package().manifest();
    let later = String::from_utf8(later).unwrap().replace("\"version\":1", "\"version\":9");
    comes_back(
        &desk,
        "实幼/新版.zip",
        &zip(&[("送交.json", later.into_bytes())]),
        &["县里先更新归档程序"],
    );
    comes_back(&desk, "实幼/没有记录.zip", &zip(&[("照片/1.png", png())]), &["里面没有记录"]);
}

#[test]
fn paths_out_of_a_package_lead_nowhere() {
    for path in [
        "../out.md",
        "../../content/site.yaml",
        "/etc/out",
        "C:\\out.md",
        "..\\..\\out.md",
        "~/out",
        "a/../../out.md",
    ] {
        let desk = Desk::new();
        let mut entries = vec![("送交.json".to_owned(), package().manifest())];
        entries.extend(package().files);
        entries.push((path.to_owned(), b"out".to_vec()));
        let before = crate::support::files(&desk.path().join("content"));
        comes_back(&desk, "实幼/a.zip", &zip(&entries), &["不能用的文件名"]);
        assert!(crate::support::files(&desk.path().join("content")) == before);
        assert!(!desk.path().join("out.md").exists() && !desk.inbox().join("out.md").exists());
    }
    // A list that names a file outside of the package.
    let desk = Desk::new();
    let bytes = fs::read(desk.path().join("content/site.yaml")).unwrap();
    let manifest = format!(
        r#"{{"format":"guidang-hand-in","version":1,"school":"shiyan","record":"schools/shiyan/visits/x","files":[{{"path":"../../content/site.yaml","sha256":"{}"}}]}}"#,
        sum(&bytes)
    );
    comes_back(
        &desk,
        "实幼/b.zip",
        &zip(&[("送交.json", manifest.into_bytes())]),
        &["不能用的文件名"],
    );
}

#[test]
fn bombs_and_large_files_come_back() {
    let desk = Desk::new();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for number in 0..12 {
        out.start_file(format!("x/{number}.txt"), options).unwrap();
        std::io::Write::write_all(&mut out, &vec![b'0'; 18 << 20]).unwrap();
    }
    let bomb = out.finish().unwrap().into_inner();
    comes_back(&desk, "实幼/炸.zip", &bomb, &["这一份太大"]);
    let large = zip(&[("x/index.md", text().into_bytes()), ("x/录像.mp4", vec![0; 21 << 20])]);
    comes_back(&desk, "实幼/大.zip", &large, &["“x/录像.mp4”有21 MB，一个文件最多20 MB"]);
    let many: Vec<(String, Vec<u8>)> =
        (0..2001).map(|number| (format!("x/{number}"), Vec::new())).collect();
    comes_back(&desk, "实幼/多.zip", &zip(&many), &["这一份太大"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let desk = Desk::new();
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    out.add_symlink("x/index.md", "/etc/hostname", options).unwrap();
    comes_back(&desk, "实幼/链接.zip", &out.finish().unwrap().into_inner(), &["是快捷方式或链接"]);
    std::os::unix::fs::symlink("/etc/hostname", desk.inbox().join("实幼/主机.md")).unwrap();
    fs::create_dir(desk.inbox().join("实幼/y")).unwrap();
    fs::write(desk.inbox().join("实幼/y/index.md"), text()).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", desk.inbox().join("实幼/y/附件.txt")).unwrap();
    let output = desk.run(&[]);
    assert_eq!(stdout(&output).matches("退回 ").count(), 2, "{}", stdout(&output));
    // A school that puts a link where receipts go reaches no other folder.
    let desk = Desk::new();
    let target = desk.path().join("elsewhere");
    fs::create_dir(&target).unwrap();
    std::os::unix::fs::symlink(&target, desk.inbox().join("实幼/已收")).unwrap();
    desk.put("实幼/a.zip", &package().zip());
    let other = visit("家访", "2024-03-18", 1).replace("对象校: 清河园\n", "");
    desk.put("qinghe/b.zip", &Package::visit("qinghe", "2024-03-18-家访", &other).zip());
    let output = desk.run(&[]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let lines = stdout(&output);
    assert!(lines.contains("没动 实幼/a.zip") && lines.contains("收下 qinghe/b.zip"), "{lines}");
    assert_eq!(fs::read_dir(&target).unwrap().count(), 0);
    // Without the link the rest is done: the record is there once, and so is its receipt.
    fs::remove_file(desk.inbox().join("实幼/已收")).unwrap();
    assert!(desk.receive(0).starts_with("收下 实幼/a.zip"));
    assert!(desk.inbox().join("实幼/已收/2024-03-20/a.zip.回执.txt").exists());
}

#[test]
fn every_reason_is_said_in_both_languages() {
    use guidang::inbox::Refusal;
    use guidang::l10n::Lang;

    let path = || "2024-03-18-送教/照片1.png".to_owned();
    let record = || "学校/shiyan/活动/2024-03-18-送教".to_owned();
    let all = [
        Refusal::Damaged,
        Refusal::Encrypted,
        Refusal::UnsafeName { path: "../照片.png".to_owned() },
        Refusal::NoFile { path: path() },
        Refusal::Doubled { path: path() },
        Refusal::Hidden,
        Refusal::TooMuch,
        Refusal::FileTooLarge { path: path(), size: 30 << 20, limit: 20 << 20 },
        Refusal::HiddenFile { path: "x/.gitattributes".to_owned() },
        Refusal::NoRecord,
        Refusal::Several { count: 3 },
        Refusal::BadManifest,
        Refusal::LaterVersion,
        Refusal::Missing { path: path() },
        Refusal::Changed { path: path() },
        Refusal::Unlisted { path: path() },
        Refusal::OtherSchool { school: "清河镇中心幼儿园".to_owned() },
        Refusal::NoSuchPlace { record: record() },
        Refusal::UnknownKind,
        Refusal::SeveralInDocument { count: 3 },
        Refusal::OldOffice { ending: "doc".to_owned() },
        Refusal::OtherPacker { ending: "rar".to_owned() },
        Refusal::OtherFile { ending: "jpg".to_owned() },
        Refusal::OtherFile { ending: String::new() },
        Refusal::EditedHere { record: record() },
        Refusal::NotByInbox { record: record() },
        Refusal::Renamed { record: record(), now: record() + "-新名" },
        Refusal::Missing { path: format!("{NUMBER}.png") },
    ];
    for refusal in &all {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| refusal.message(lang));
        let [zh_help, en_help] = [&zh, &en].map(|message| message.help.clone().unwrap_or_default());
        assert!(zh.text.ends_with('。') && zh_help.ends_with('。'), "{zh:?}");
        assert!(en.text.ends_with('.') && en_help.ends_with('.'), "{en:?}");
        for text in [&zh.text, &zh_help, &en.text, &en_help] {
            assert!(!text.contains(NUMBER) && !text.contains(['{', '}']), "{text}");
        }
    }
}

#[test]
fn personal_data_comes_back_and_is_in_no_message() {
    let desk = Desk::new();
    let personal = text().replace("上了示范课。", &format!("学生甲，身份证号{NUMBER}。"));
    let package = Package::visit("shiyan", FOLDER, &personal);
    comes_back(&desk, "实幼/a.zip", &package.zip(), &["1101••••••••••002X"]);
    let mut attached = self::package();
    attached.files.insert(format!("{FOLDER}/名单.txt"), format!("{NUMBER}\n").into_bytes());
    comes_back(&desk, "实幼/b.zip", &attached.zip(), &["名单.txt"]);
    // In the name of what was handed in, and of a file in it.
    desk.put(&format!("实幼/{NUMBER}.zip"), &self::package().zip());
    let mut named = Package::visit("shiyan", "2024-03-19-送教", &visit("第三次", "2024-03-19", 1));
    named.files.insert(format!("2024-03-19-送教/{NUMBER}.png"), png());
    desk.put("实幼/c.zip", &named.zip());
    let output = desk.run(&[]);
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert!(said.contains("收下 实幼/1101") && said.contains("退回 实幼/c.zip"), "{said}");
    assert!(!said.contains(NUMBER), "{said}");
    for (path, bytes) in crate::support::files(desk.path()) {
        let is_own = path.contains(".received")
            || path.ends_with(".html")
            || path.ends_with("回执.txt")
            || path.ends_with("说明.txt");
        if is_own {
            assert!(!String::from_utf8_lossy(&bytes).contains(NUMBER), "{path}");
        }
    }
}

#[test]
fn a_sealed_term_is_not_changed() {
    let desk = Desk { root: crate::support::rich() };
    let late = visit("补交的送教", "2023-10-10", 1).replace("对象校: 清河园\n", "");
    fs::create_dir_all(desk.inbox()).unwrap();
    comes_back(
        &desk,
        "实幼/a.zip",
        &Package::visit("shiyan", "2023-10-10-送教", &late).zip(),
        &["封存"],
    );
}

#[test]
fn edits_made_here_are_not_overwritten() {
    let desk = Desk::new();
    desk.put("实幼/a.zip", &package().zip());
    desk.receive(0);
    let path = desk.path().join(format!("content/学校/shiyan/活动/{FOLDER}/index.md"));
    // Other line ends are no edit.
    let taken = fs::read_to_string(&path).unwrap();
    fs::write(&path, taken.replace('\n', "\r\n")).unwrap();
    let second = Package::visit("shiyan", FOLDER, &visit("第二次送教", "2024-03-18", 5));
    desk.put("实幼/b.zip", &second.zip());
    assert!(desk.receive(0).starts_with("更新"));
    fs::write(&path, fs::read_to_string(&path).unwrap().replace("示范课", "两节示范课")).unwrap();
    let third = Package::visit("shiyan", FOLDER, &visit("第二次送教", "2024-03-18", 6));
    comes_back(
        &desk,
        "实幼/c.zip",
        &third.zip(),
        &["县里收下“学校/shiyan/活动/2024-03-18-送教”以后改过它"],
    );
    // The same as was taken does no harm, and nothing to the edit.
    let before = desk.content();
    desk.put("实幼/d.zip", &second.zip());
    assert!(desk.receive(0).starts_with("已有"));
    assert!(desk.content() == before);
    // A record that did not come by the inbox.
    let text = visit("第一次送教", "2024-03-15", 9);
    let known = Package::visit("shiyan", "2024-03-15-送教", &text);
    comes_back(&desk, "实幼/e.zip", &known.zip(), &["不是从收件箱收的"]);
    // A school cannot claim an edit as its own: the register is not in the inbox.
    assert!(!desk.names("").iter().any(|name| name.contains("jsonl")));
}

#[test]
fn a_record_that_has_another_name_now_is_not_taken_again() {
    let renamed = text().replace("标题:", "曾用名: schools/shiyan/visits/2024-03-18-送教\n标题:");
    let desk = Desk::with(&[("content/学校/shiyan/活动/2024-03-18-新名.md", renamed.as_bytes())]);
    comes_back(
        &desk,
        "实幼/a.zip",
        &package().zip(),
        &["已改名为“学校/shiyan/活动/2024-03-18-新名”"],
    );
}

#[test]
fn other_files_come_back_with_what_to_do() {
    let desk = Desk::new();
    for (name, word) in [
        ("a.doc", "另存为"),
        ("b.wps", "另存为"),
        ("c.rar", "只收.zip"),
        ("d.7z", "只收.zip"),
        ("e.jpg", "放进记录的文件夹"),
        ("没有后缀", "不是记录"),
    ] {
        comes_back(&desk, &format!("实幼/{name}"), b"x", &[word]);
    }
    let text = "---\n标题: 说不清\n---\n";
    comes_back(&desk, "实幼/f.md", text.as_bytes(), &["看不出这是哪一种记录", "活动、总结"]);
    let two = zip(&[("a/index.md", b"x".to_vec()), ("b/index.md", b"x".to_vec())]);
    comes_back(&desk, "实幼/g.zip", &two, &["里面有2条记录"]);
    let hidden =
        zip(&[("a/index.md", self::text().into_bytes()), ("a/.gitattributes", b"x".to_vec())]);
    comes_back(&desk, "实幼/h.zip", &hidden, &["“a/.gitattributes”的名字以“.”"]);
}

#[test]
fn an_error_in_one_hand_in_is_not_counted_against_another() {
    let desk = Desk::new();
    // Each is right alone; the second makes a link in the archive wrong.
    let link = text() + "\n[上次](../2024-03-15-送教.md)\n";
    desk.put("实幼/a.zip", &Package::visit("shiyan", FOLDER, &link).zip());
    let broken = visit("第三次", "2024-03-19", 1) + "\n[没有](../没有这条.md)\n";
    desk.put("实幼/b.zip", &Package::visit("shiyan", "2024-03-19-送教", &broken).zip());
    let lines = desk.receive(1);
    assert!(lines.contains("收下 实幼/a.zip") && lines.contains("退回 实幼/b.zip"), "{lines}");
    // An archive that has an error of its own still takes what is right.
    let desk = Desk::with(&[("content/学校/qinghe/活动/坏.md", b"---\n".as_slice())]);
    desk.put("实幼/a.zip", &package().zip());
    assert!(desk.receive(0).starts_with("收下"));
}

#[test]
fn an_inbox_in_the_content_is_refused() {
    let desk = Desk::new();
    for inbox in ["content", "content/学校", "."] {
        let output = guidang(desk.path(), &["receive", inbox]);
        assert_eq!(output.status.code(), Some(2), "{inbox}: {}", stderr(&output));
        assert!(stderr(&output).contains("收件箱"), "{}", stderr(&output));
    }
    assert_eq!(guidang(desk.path(), &["receive", "没有"]).status.code(), Some(3));
}
