//! What pages offer a reader beyond their text: on a phone, in the dark, in long lists. In a real browser where there is one.

use std::path::Path;

use crate::browser::{must_be_fine, script};
use crate::support::{files, guidang, small_with, stderr};

#[test]
fn a_reader_finds_the_site_handy_on_a_phone_and_in_the_dark() {
    let test = "a_reader_finds_the_site_handy_on_a_phone_and_in_the_dark";
    let Some(mut command) = script("reader.mjs", test) else { return };
    let temp = tempfile::tempdir().unwrap();
    let site = temp.path().join("site");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built = guidang(root, &["build", "-q", "-o", site.to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    let photos = "schools/shiyan-youeryuan/visits/2024-03-13-songjiao.html";
    must_be_fine(&command.arg(&site).arg(photos).output().unwrap());
}

/// Scripts take their words from one file, in the site's language; pages do not repeat them.
#[test]
fn words_of_scripts_stand_in_one_file_in_the_language_of_the_site() {
    for (lang, phrase) in [("zh-CN", "按“{}”排序"), ("en", "Sort by {}")] {
        let site = format!("标题: 档案\n语言: {lang}\n");
        let root = small_with(&[("content/site.yaml", site.as_bytes())]);
        let built = guidang(root.path(), &["build", "-q"]);
        assert!(built.status.success(), "{}", stderr(&built));
        let site = files(&root.path().join("output"));
        let words = String::from_utf8_lossy(&site["static/words.js"]);
        assert!(words.starts_with("window.guidangWords = {") && words.contains(phrase), "{words}");
        for (path, bytes) in &site {
            if path.ends_with(".html") {
                assert!(!String::from_utf8_lossy(bytes).contains(phrase), "{path}");
            }
        }
        // Another language changes the file of a site that is built again.
        let other = if lang == "en" { "zh-CN" } else { "en" };
        let config = format!("标题: 档案\n语言: {other}\n");
        crate::support::write(root.path(), "content/site.yaml", config.as_bytes());
        let built = guidang(root.path(), &["build", "-q"]);
        assert!(built.status.success(), "{}", stderr(&built));
        let again = std::fs::read_to_string(root.path().join("output/static/words.js")).unwrap();
        assert!(!again.contains(phrase), "{again}");
    }
}

/// Figures that no target counts: a page lists a few, a page a school lists many, and none is lost.
#[test]
fn many_uncounted_figures_are_listed_school_by_school() {
    let mut visits = Vec::new();
    for number in 0..600 {
        let school = if number < 590 { "shiyan" } else { "qinghe" };
        let (month, day) = (number % 4 + 3, number / 4 % 28 + 1);
        let path = format!("content/学校/{school}/活动/2023-{month:02}-{day:02}-{number}.md");
        let text = format!(
            "---\n标题: 第{number}次\n日期: 2023-{month:02}-{day:02}\n类型: 送教下乡\n数据:\n  送教课时: {number}\n---\n"
        );
        visits.push((path, text));
    }
    let mut changes: Vec<(&str, &[u8])> = Vec::new();
    for (path, text) in &visits {
        changes.push((path, text.as_bytes()));
    }
    let root = small_with(&changes);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let site = files(&root.path().join("output"));
    let page = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
    let all = page("uncounted.html");
    assert!(all.contains("<span class=\"quiet\">600</span>"), "{all}");
    assert!(all.contains("uncounted/shiyan.html\">") && all.contains("uncounted/qinghe.html\">"));
    let parts = ["uncounted/shiyan.html", "uncounted/shiyan.p2.html", "uncounted/shiyan.p3.html"];
    let mut listed = String::new();
    for path in parts.iter().chain(&["uncounted/qinghe.html"]) {
        let html = page(path);
        assert!(html.len() < 200_000, "{path}: {} bytes", html.len());
        let elements = html.matches('<').count() - html.matches("</").count();
        assert!(elements < 3000, "{path}: {elements} elements");
        listed.push_str(&html);
    }
    for number in 0..600 {
        assert_eq!(listed.matches(&format!(">第{number}次</a>")).count(), 1, "{number}");
    }
    assert!(page(parts[0]).contains("href=\"shiyan.p3.html\""));
}

/// The check of a term names no visit where hundreds lack materials; the counts lead to the schools.
#[test]
fn the_check_of_a_term_stays_light_with_many_schools() {
    let mut written = Vec::new();
    for school in 0..120 {
        let folder = format!("content/学校/x{school:03}");
        let text = format!("名称: 第{school}小学\n学段: 小学\n");
        written.push((format!("{folder}/学校.yaml"), text));
        for day in 10..15 {
            let text = format!(
                "---\n标题: 送教{day}\n日期: 2024-04-{day}\n类型: 送教下乡\n材料: [教案, 照片]\n---\n"
            );
            written.push((format!("{folder}/活动/2024-04-{day}.md"), text));
        }
    }
    let mut changes: Vec<(&str, &[u8])> = Vec::new();
    for (path, text) in &written {
        changes.push((path, text.as_bytes()));
    }
    let root = small_with(&changes);
    let built = guidang(root.path(), &["build", "-q"]);
    assert!(built.status.success(), "{}", stderr(&built));
    let site = files(&root.path().join("output"));
    let page = String::from_utf8_lossy(&site["four-haves/2023-2024-2.html"]);
    let elements = page.matches('<').count() - page.matches("</").count();
    assert!(elements < 3000 && page.len() < 200_000, "{elements} elements, {} bytes", page.len());
    assert!(page.contains("<td class=\"n\"><a href=\"../schools/x000/index.html\">10</a>"));
}
