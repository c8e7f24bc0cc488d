//! The forms of a site: a record is written in a page, and what comes out is what a person would have written.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::browser;
use crate::support::{SMALL, age, guidang, of_tests, small_with, stderr, write};

const RECORD: &str = "\
---
标题: \"送教：音乐“小星星”\"
日期: 2024-04-18
时间: \"8:00—11:30\"
类型: 送教
地点: 多功能厅
参加人:
  - 王老师
  - 李老师
参加人数: 24
帮扶需求: \"希望增加示范课。\\n下学期再来。\"
问题整改:
  - 问题: 玩教具不足
    期限: 2024-06-30
其他:
  天气: 晴
数据:
  送教课时: 2
---

## 活动过程

唱了两首歌。
";

fn with_forms(setting: &str) -> tempfile::TempDir {
    let site = format!("{}{setting}", SMALL[0].1);
    small_with(&[("content/site.yaml", site.as_bytes())])
}

fn build(root: &Path) {
    let built = guidang(root, &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
}

/// The files of a zip by their paths.
fn unpacked(zip: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(fs::File::open(zip).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().into_owned(), bytes);
    }
    files
}

#[test]
fn a_site_has_forms_only_where_it_asks_for_them() {
    let root = with_forms("");
    build(root.path());
    assert!(!root.path().join("output/form").exists());
    let root = with_forms("填报: 是\n");
    build(root.path());
    let index = fs::read_to_string(root.path().join("output/form/index.html")).unwrap();
    for school in ["shiyan", "qinghe"] {
        assert!(root.path().join(format!("output/form/{school}.html")).is_file());
        assert!(index.contains(&format!("href=\"{school}.html\"")), "{index}");
    }
}

/// The data of a form stand in a script element, and names are written by people.
#[test]
fn a_name_cannot_leave_the_data_of_a_form() {
    let name = "</script><script>alert(1)</script>".replace('/', "");
    let school = format!("名称: '{name}'\n学段: 幼儿园\n简称: 清河园\n");
    let site = format!("{}填报: 是\n", SMALL[0].1);
    let root = small_with(&[
        ("content/site.yaml", site.as_bytes()),
        ("content/学校/qinghe/学校.yaml", school.as_bytes()),
    ]);
    build(root.path());
    let page = fs::read_to_string(root.path().join("output/form/shiyan.html")).unwrap();
    assert!(page.contains("\\u003cscript>alert(1)"), "{page}");
    assert!(!page.contains("<script>alert(1)"), "{page}");
}

#[test]
fn a_record_filled_in_in_a_browser_is_handed_in_as_a_package_that_checks_clean() {
    let root = with_forms("填报: 是\n");
    build(root.path());
    let package = root.path().join("package.zip");
    let test = "a_record_filled_in_in_a_browser_is_handed_in_as_a_package_that_checks_clean";
    let Some(mut script) = browser::script("form.mjs", test) else { return };
    let output = script
        .arg(root.path().join("output"))
        .arg("form/shiyan.html")
        .arg(photo())
        .arg(&package)
        .output()
        .unwrap();
    browser::must_be_fine(&output);
    let name = String::from_utf8(output.stdout).unwrap();
    assert_eq!(name.trim(), "云岭县实验幼儿园-2024-04-18-送教-音乐-小星星.zip");

    let files = unpacked(&package);
    let folder = "2024-04-18-送教-音乐-小星星";
    let record = format!("{folder}/index.md");
    assert_eq!(String::from_utf8_lossy(&files[&record]), RECORD);
    let list: Value = serde_json::from_slice(&files["送交.json"]).unwrap();
    assert_eq!(list["format"], "guidang-hand-in");
    assert_eq!(list["school"], "shiyan");
    assert_eq!(list["record"], format!("schools/shiyan/visits/{folder}"));
    let listed = list["files"].as_array().unwrap();
    assert_eq!(listed.len(), 2);
    for file in listed {
        let bytes = &files[file["path"].as_str().unwrap()];
        let digest: String =
            Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(file["sha256"], digest);
    }

    // The county takes it as it is.
    let inbox = root.path().join("收件夹");
    write(&inbox, "shiyan/送交.zip", &fs::read(&package).unwrap());
    age(&inbox);
    let received = guidang(root.path(), &["receive", "收件夹"]);
    assert!(received.status.success(), "{}", stderr(&received));
    for (path, bytes) in &files {
        if path != "送交.json" {
            let taken = root.path().join(format!("content/学校/shiyan/活动/{path}"));
            assert!(fs::read(&taken).is_ok_and(|taken| taken == *bytes), "{path} was not taken");
        }
    }
    let checked = guidang(root.path(), &["check", "--strict"]);
    assert!(checked.status.success(), "{}", stderr(&checked));
}

fn photo() -> std::path::PathBuf {
    of_tests("../content/学校/机关幼儿园/活动/2024-04-10-送教下乡/照片1.jpg")
}
