//! A portal over several archives, through the program: it is built from the data that their own builds publish.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{SMALL, archive, copy, files, guidang, of_tests, stderr, write};

const SITE: &str = "标题: 白鹭市教育帮扶汇总\n单位: 白鹭市教育局\n截至日: 2024-07-10\n";
const SENSITIVE: &str = "指标:\n  - 名称: 送教课时\n    单位: 课时\n    方向: 不低于\n    汇总: 合计\n  - 名称: 资助人数\n    单位: 人\n    方向: 不低于\n    汇总: 合计\n    敏感: 是\n  - 名称: 在校人数\n    单位: 人\n    方向: 不低于\n    汇总: 最新\n  - 名称: 看活动次数\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n    类型: 看一日活动\n";
const PLAN: &str = "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-06-30\n目标:\n  - 指标: 送教课时\n    值: 10\n  - 指标: 资助人数\n    值: 3\n---\n";

/// A county like the small archive, with a plan of its own, these hours and these pupils; its published site.
pub fn county(hours: &str, pupils: &str) -> tempfile::TempDir {
    let visit = format!(
        "---\n标题: 送教\n日期: 2024-04-10\n类型: 送教下乡\n数据:\n  送教课时: {hours}\n  资助人数: {pupils}\n---\n"
    );
    let root = archive(SMALL);
    write(root.path(), "content/指标.yaml", SENSITIVE.as_bytes());
    write(root.path(), "content/计划/2024.md", PLAN.as_bytes());
    write(root.path(), "content/学校/qinghe/活动/2024-04-10.md", visit.as_bytes());
    let output = guidang(root.path(), &["build", "--as-of", "2024-07-05"]);
    assert!(output.status.success(), "{}", stderr(&output));
    root
}

/// A portal over counties of these names; each is copied whole, or not at all.
pub fn portal(counties: &[(&str, Option<&Path>)]) -> tempfile::TempDir {
    let root = archive(&[("content/site.yaml", SITE)]);
    let mut sources = "下级档案:\n".to_owned();
    for (at, (name, data)) in counties.iter().enumerate() {
        sources += &format!(
            "  - 名称: {name}\n    文件夹: counties/{at}\n    网址: https://c{at}.example/x\n"
        );
        if let Some(data) = data {
            copy(&data.join("output/data"), &root.path().join(format!("counties/{at}")));
        }
    }
    write(root.path(), "content/下级档案.yaml", sources.as_bytes());
    root
}

/// Builds a portal. Returns its messages and every file of its site.
fn built(root: &Path) -> (String, BTreeMap<String, Vec<u8>>) {
    let output = guidang(root, &["build"]);
    assert!(output.status.success(), "{}", stderr(&output));
    (stderr(&output), files(&root.join("output")))
}

fn json(files: &BTreeMap<String, Vec<u8>>, path: &str) -> Value {
    serde_json::from_slice(&files[path]).unwrap()
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("no {path} in {:?}", files.keys()));
    std::str::from_utf8(bytes).unwrap()
}

/// The figure of the county's own plan in its progress.json.
fn own_figure(root: &Path, indicator: &str) -> Value {
    let bytes = fs::read(root.join("output/data/progress.json")).unwrap();
    let progress: Value = serde_json::from_slice(&bytes).unwrap();
    let targets = progress["targets"].as_array().unwrap();
    let is_own = |value: &&Value| value["indicator"] == indicator && value["plan"] == "计划/2024";
    targets.iter().find(is_own).unwrap()["periods"][0]["actual"].clone()
}

fn rollup<'v>(counties: &'v Value, indicator: &str) -> &'v Value {
    let all = counties["indicators"].as_array().unwrap();
    all.iter().find(|value| value["indicator"] == indicator).unwrap()
}

/// A portal speaks of where targets stand now, as the counties' own pages do; data of older releases is read as well.
#[test]
fn a_county_is_shown_as_it_stands_now() {
    let monthly = "---\n标题: 全县计划\n开始: 2024-03-01\n结束: 2024-12-31\n目标:\n  - {指标: 送教课时, 值: 1, 每: 月}\n---\n";
    let root = county("6", "20");
    write(root.path(), "content/计划/2024.md", monthly.as_bytes());
    for as_of in ["2024-04-20", "2024-12-31"] {
        let output = guidang(root.path(), &["build", "--as-of", as_of]);
        assert!(output.status.success(), "{}", stderr(&output));
        let path = root.path().join("output/data/progress.json");
        let newer = fs::read_to_string(&path).unwrap();
        let mut older: Value = serde_json::from_str(&newer).unwrap();
        for target in older["targets"].as_array_mut().unwrap() {
            for key in ["current", "open"] {
                target.as_object_mut().unwrap().remove(key).unwrap();
            }
        }
        for data in [newer, older.to_string()] {
            fs::write(&path, data).unwrap();
            let (_, files) = built(portal(&[("甲县", Some(root.path()))]).path());
            let page = text(&files, "counties/jiaxian/index.html");
            let cards =
                page.split("id=\"targets\"").nth(1).unwrap().split("</section>").next().unwrap();
            let (now, other) = match as_of {
                "2024-04-20" => ("已达成", "不达标"),
                _ => ("未达成", "已达成"),
            };
            assert!(cards.contains(now) && !cards.contains(other), "{as_of}: {cards}");
        }
    }
}

#[test]
fn totals_are_the_sums_of_what_the_counties_publish() {
    let (a, b) = (county("6", "20"), county("2.5", "30"));
    let root = portal(&[("甲县", Some(a.path())), ("乙县", Some(b.path())), ("丙县", None)]);
    let (messages, files) = built(root.path());
    assert!(
        messages.contains("下级档案.yaml:9:10: 警告[missing-source]: 没有汇总“丙县”"),
        "{messages}"
    );
    let counties = json(&files, "data/counties.json");
    let hours = rollup(&counties, "送教课时");
    let lessons =
        |root: &Path| own_figure(root, "送教课时").as_str().unwrap().parse::<f64>().unwrap();
    let total = hours["totals"][0]["sum"].as_str().unwrap();
    assert_eq!(total.parse::<f64>().unwrap(), lessons(a.path()) + lessons(b.path()));
    assert_eq!(hours["totals"][0]["counties"], 2);
    let states: Vec<&str> = counties["counties"]
        .as_array()
        .unwrap()
        .iter()
        .map(|value| value["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["reported", "reported", "missing"]);
    // The pages show the same figures, and link to the counties' sites.
    let page = text(&files, hours["href"].as_str().unwrap());
    assert!(page.contains(&format!("<b>{total}课时</b>")), "{page}");
    let one = text(&files, "counties/jiaxian/index.html");
    assert!(one.contains("https://c0.example/x/plans/2024.html"), "{one}");
    let list = text(&files, "counties/index.html");
    assert!(list.contains("缺报") && list.contains("找不到counties/2/archive.json"), "{list}");
    let home = text(&files, "index.html");
    assert!(home.contains("counties/jiaxian/index.html") && home.contains("缺报1个"), "{home}");
    // The answer says how all their targets stand and where most are in trouble, in the figures of the tally below it.
    for page in [home, list] {
        let standing = page.split("class=\"standing\"").nth(1).unwrap();
        let answer = standing.split("<p class=\"answer\">").nth(1).unwrap();
        let answer = answer.split("<svg").next().unwrap();
        let total: usize = standing
            .split("<ul class=\"tally\">")
            .nth(1)
            .and_then(|tally| tally.split("</ul>").next())
            .unwrap()
            .split("<b>")
            .skip(1)
            .map(|count| count.split('<').next().unwrap().parse::<usize>().unwrap())
            .sum();
        assert!(answer.contains(&format!("{total}个目标")), "{total} in {answer}");
        assert!(answer.contains("2个</a>未达成，涉及"), "{answer}");
        assert!(answer.contains("乙县</a>（2）"), "{answer}");
        assert!(!answer.contains("甲县") && !answer.contains("丙县"), "{answer}");
    }
    assert!(!home.contains("id=\"newest\""), "a portal without schools has no empty sections");
    // The same input gives the same bytes.
    assert_eq!(built(root.path()).1, files);
}

#[test]
fn a_suppressed_figure_stays_suppressed_in_the_portal() {
    let (a, b) = (county("6", "3"), county("2", "30"));
    assert_eq!(own_figure(a.path(), "资助人数"), Value::Null);
    let root = portal(&[("甲县", Some(a.path())), ("乙县", Some(b.path()))]);
    let (_, files) = built(root.path());
    let counties = json(&files, "data/counties.json");
    let pupils = rollup(&counties, "资助人数");
    assert_eq!(pupils["totals"][0]["sum"], Value::Null);
    assert_eq!(pupils["totals"][0]["suppressed"], 1);
    assert_eq!(pupils["rows"][0]["suppressed"], true);
    let page = text(&files, pupils["href"].as_str().unwrap());
    assert!(page.contains("不公开") && page.contains("含不公开的数据，不合计"), "{page}");
    assert!(!page.contains(">33人<") && !page.contains(">3人<"), "{page}");
}

#[test]
fn a_broken_county_does_not_stop_the_build() {
    let good = county("6", "20");
    let root = portal(&[
        ("甲县", Some(good.path())),
        ("乙县", Some(good.path())),
        ("丙县", Some(good.path())),
    ]);
    let published_file = |at: usize, name: &str| root.path().join(format!("counties/{at}/{name}"));
    let progress = fs::read(published_file(1, "progress.json")).unwrap();
    fs::write(published_file(1, "progress.json"), &progress[..progress.len() / 2]).unwrap();
    let archive = fs::read_to_string(published_file(2, "archive.json")).unwrap();
    let with_number = archive.replacen("云岭县结对帮扶档案", "云岭县13812345678<b>", 1);
    fs::write(published_file(2, "archive.json"), with_number).unwrap();
    let (messages, files) = built(root.path());
    assert!(messages.contains("没有汇总“乙县”：progress.json第"), "{messages}");
    assert!(
        messages.contains("没有汇总“丙县”：数据里有个人信息：手机号（138••••5678）"),
        "{messages}"
    );
    for (path, bytes) in &files {
        assert!(!String::from_utf8_lossy(bytes).contains("13812345678"), "{path}");
    }
    assert_eq!(guidang(root.path(), &["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn markup_in_a_countys_texts_is_escaped() {
    let good = county("6", "20");
    let root = portal(&[("<i>甲</i>&县", Some(good.path()))]);
    let path = root.path().join("counties/0/archive.json");
    let hostile = fs::read_to_string(&path)
        .unwrap()
        .replace("云岭县结对帮扶档案", "<script>alert(1)</script>");
    fs::write(&path, hostile.replace("全县计划", "\\\" onclick=\\\"x")).unwrap();
    let (_, files) = built(root.path());
    for (path, bytes) in files.iter().filter(|file| file.0.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        assert!(!page.contains("<script>alert") && !page.contains("<i>甲"), "{path}");
        assert!(!page.contains("\" onclick=\""), "{path}");
    }
}

#[cfg(unix)]
#[test]
fn symbolic_links_are_not_followed() {
    let good = county("6", "20");
    let root = portal(&[("甲县", None), ("乙县", Some(good.path()))]);
    let data = good.path().join("output/data");
    fs::create_dir_all(root.path().join("counties")).unwrap();
    std::os::unix::fs::symlink(&data, root.path().join("counties/0")).unwrap();
    let progress = root.path().join("counties/1/progress.json");
    fs::remove_file(&progress).unwrap();
    std::os::unix::fs::symlink(data.join("progress.json"), &progress).unwrap();
    let (messages, _) = built(root.path());
    assert!(messages.contains("没有汇总“甲县”：counties/0是链接"), "{messages}");
    assert!(messages.contains("没有汇总“乙县”：counties/1/progress.json是链接"), "{messages}");
}

#[test]
fn every_fixture_can_be_rolled_up() {
    let root = archive(&[("content/site.yaml", SITE)]);
    let mut sources = "sources:\n".to_owned();
    let mut wanted = 0;
    for fixture in ["01", "02", "03", "07", "11"] {
        let county = root.path().join(format!("counties/{fixture}"));
        let to = county.to_str().unwrap();
        let output = guidang(&of_tests(&format!("fixtures/{fixture}")), &["build", "-o", to]);
        assert!(output.status.success(), "{fixture}: {}", stderr(&output));
        sources += &format!("  - {{name: '{fixture}', folder: counties/{fixture}}}\n");
        let bytes = fs::read(county.join("data/progress.json")).unwrap();
        let progress: Value = serde_json::from_slice(&bytes).unwrap();
        wanted += progress["targets"].as_array().unwrap().len();
    }
    write(root.path(), "content/sources.yaml", sources.as_bytes());
    let (messages, files) = built(root.path());
    assert!(!messages.contains("missing-source"), "{messages}");
    let counties = json(&files, "data/counties.json");
    let counted: u64 = counties["counties"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|value| value["targets"].as_object().unwrap().values())
        .map(|value| value.as_u64().unwrap())
        .sum();
    assert!(0 < counted && counted <= wanted as u64, "{counted} of {wanted}");
}

#[test]
fn portal_data_files_match_their_schemas() {
    let (a, b) = (county("6", "3"), county("2", "30"));
    let root = portal(&[("甲县", Some(a.path())), ("乙县", Some(b.path())), ("丙县", None)]);
    let (_, files) = built(root.path());
    let package = json(&files, "data/datapackage.json");
    assert_eq!(
        (&package["format"], &package["format_version"]),
        (&"guidang-data".into(), &1.into())
    );
    let mut judged = 0;
    for resource in package["resources"].as_array().unwrap() {
        let path = format!("data/{}", resource["path"].as_str().unwrap());
        assert!(files.contains_key(&path), "{path}");
        if resource.get("jsonSchema").is_some() {
            let schema = jsonschema::draft7::new(&resource["jsonSchema"]).unwrap();
            let value = json(&files, &path);
            let wrong: Vec<String> =
                schema.iter_errors(&value).map(|value| value.to_string()).collect();
            assert_eq!(wrong, [""; 0], "{path}");
            judged += 1;
        }
    }
    assert_eq!(judged, 3);
}

#[test]
fn a_bag_of_a_portal_holds_the_county_data_it_rolls_up() {
    let a = county("6", "20");
    let root = portal(&[("甲县", Some(a.path()))]);
    let output = guidang(root.path(), &["archive", "-o", "bag"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let bag = files(&root.path().join("bag"));
    assert!(bag.contains_key("data/source/counties/0/progress.json"), "{:?}", bag.keys());
    assert!(bag.contains_key("data/site/counties/jiaxian/index.html"));
    let output = guidang(root.path(), &["verify", "bag"]);
    assert!(output.status.success(), "{}", stderr(&output));
}
