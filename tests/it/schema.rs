//! `guidang schema`: the schemas it writes are published, accept every record of the samples, and refuse damaged ones.
//! The validator is another program's, and the YAML is read as an editor reads it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use guidang::diagnostics::Code;
use guidang::diagnostics::explain::{Stored, explanation};
use guidang::l10n::Lang;
use guidang::schema::kind_of;
use guidang::source::decode;
use jsonschema::Validator;
use serde_json::Value;

use crate::fixtures::NOT_YET;
use crate::support::{SMALL, files, golden, guidang, of_tests, small_with, stderr, stdout};

/// The schemas that the command writes, by name.
fn written() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().unwrap();
    let output = guidang(folder.path(), &["schema", "-o", "a/b"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let text = |(name, bytes)| (name, String::from_utf8(bytes).unwrap());
    files(&folder.path().join("a/b")).into_iter().map(text).collect()
}

fn validators() -> BTreeMap<String, Validator> {
    let validator = |(name, text): (String, String)| {
        let schema: Value = serde_json::from_str(&text).unwrap();
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name} is no schema");
        let kind = name.strip_suffix(".json").unwrap().to_owned();
        (kind, jsonschema::draft7::new(&schema).unwrap())
    };
    written().into_iter().map(validator).collect()
}

/// The YAML of a file: all of it, or the front matter between the lines of `---`.
fn yaml(path: &str, text: &str) -> Value {
    let yaml = match path.ends_with(".md") {
        true => text.trim_start().strip_prefix("---\n").unwrap().split("\n---").next().unwrap(),
        false => text,
    };
    let read: serde_yaml::Value =
        serde_yaml::from_str(yaml).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::to_value(read).unwrap()
}

/// The errors that the schema finds in a file; none for a file without a schema.
fn refusals(validators: &BTreeMap<String, Validator>, path: &str, text: &str) -> Vec<String> {
    let Some(kind) = kind_of(path) else { return Vec::new() };
    let value = yaml(path, text);
    let messages = validators[kind].iter_errors(&value);
    messages.map(|error| format!("{path} {}: {error}", error.instance_path())).collect()
}

/// Asserts that every record below a folder is valid. Returns their number.
#[track_caller]
fn all_fit(validators: &BTreeMap<String, Validator>, root: &Path) -> usize {
    let mut count = 0;
    for (path, bytes) in files(root) {
        let hidden = path.split('/').any(|part| part.starts_with(['.', '_']));
        if hidden || kind_of(&path).is_none() {
            continue;
        }
        let text = decode(&bytes).unwrap().text;
        assert_eq!(refusals(validators, &path, &text), [""; 0], "{}", root.display());
        count += 1;
    }
    count
}

#[test]
fn the_published_schemas_are_those_the_command_writes() {
    for (name, text) in written() {
        golden(&format!("../docs/schema/{name}"), &text);
    }
    let published = files(&of_tests("../docs/schema")).into_keys();
    assert!(published.eq(written().into_keys()), "docs/schema holds other files too");
}

#[test]
fn every_record_of_the_sample_and_the_fixtures_is_valid() {
    let validators = validators();
    assert!(all_fit(&validators, &of_tests("../content")) > 100);
    for fixture in fs::read_dir(of_tests("fixtures")).unwrap() {
        let root = fixture.unwrap().path();
        if NOT_YET.contains(&root.file_name().unwrap().to_str().unwrap()) {
            continue;
        }
        let content = root.join("content");
        assert!(!content.is_dir() || all_fit(&validators, &content) > 5);
    }
}

#[test]
fn records_written_by_init_and_new_are_valid() {
    let (validators, temp) = (validators(), tempfile::tempdir().unwrap());
    for lang in ["zh", "en"] {
        let output = guidang(temp.path(), &["init", lang, "--lang", lang]);
        assert!(output.status.success(), "{}", stderr(&output));
        let root = temp.path().join(lang);
        for kind in ["visit", "summary", "ledger", "resource", "honour", "question", "plan"] {
            let paths = files(&root.join("content")).into_keys();
            let is_school =
                |value: &String| value.starts_with("schools/") || value.starts_with("学校/");
            let school = paths.filter(is_school).min().unwrap();
            let school = school.split('/').nth(1).unwrap();
            let output = guidang(&root, &["new", kind, "--school", school, "--title", "x"]);
            assert!(output.status.success(), "{kind}: {}", stderr(&output));
        }
        assert!(all_fit(&validators, &root) > 10);
    }
}

#[test]
fn the_fixed_examples_are_valid() {
    let validators = validators();
    for code in Code::ALL {
        for lang in [Lang::Zh, Lang::En] {
            for file in explanation(code, lang).after {
                if file.stored == Stored::Utf8 {
                    assert_eq!(
                        refusals(&validators, file.path, file.text),
                        [""; 0],
                        "{}",
                        code.word()
                    );
                }
            }
        }
    }
}

const VISIT: &str = "content/学校/shiyan/活动/2024-04-10.md";
const GOOD: &str = "标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n";

#[test]
fn damaged_records_are_invalid() {
    let validators = validators();
    let visit = |lines: &str| (VISIT, format!("---\n{lines}---\n"));
    let plan = |lines: &str| {
        let head = "标题: 计划\n开始: 2024-03-01\n结束: 2024-12-31\n";
        ("content/计划/a.md", format!("---\n{head}{lines}---\n"))
    };
    let indicator = |lines: &str| {
        let head = "指标:\n  - 名称: 优课率\n    单位: \"%\"\n    方向: 不低于\n";
        ("content/指标.yaml", format!("{head}{lines}"))
    };
    let damaged = [
        visit(&GOOD.replace("标题: 四月送教\n", "")),
        visit(&GOOD.replace("2024-04-10", "")),
        visit(&GOOD.replace("2024-04-10", "4月10日")),
        visit(&GOOD.replace("2024-04-10", "2024.10")),
        visit(&GOOD.replace("日期", "开始")),
        visit(&format!("{GOOD}title: 又一次\n")),
        visit(&format!("{GOOD}place: a\n地点: b\n")),
        visit(&format!("{GOOD}参于人: 李老师\n")),
        visit(&format!("{GOOD}地点: [礼堂, 操场]\n")),
        visit(&format!("{GOOD}草稿: 可能\n")),
        visit(&format!("{GOOD}数据: 3\n")),
        visit(&format!("{GOOD}数据:\n  送教课时: {{a: 1}}\n")),
        plan("目标:\n  - 指标: 送教课时\n    值: 约10\n"),
        plan("目标:\n  - 指标: 送教课时\n    值: 1.1E+17套\n"),
        plan("目标:\n  - 值: 10\n"),
        plan("目标:\n  - 指标: 送教课时\n    每: 节气\n"),
        plan("目标:\n  - 指标: 送教课时\n    不适用: {批准人: 教育局}\n"),
        plan("目标:\n  指标: 送教课时\n"),
        plan("措施:\n  - 编号: 开学对接\n"),
        plan("措施:\n  - 名称: 开学对接\n    次数: 0\n"),
        plan("领导小组: {组长: [王, 李]}\n"),
        indicator("    汇总: 比率\n    分子: 优课节数\n"),
        indicator("    汇总: count\n"),
        indicator("    汇总: 求和\n"),
        ("content/site.yaml", "标题: 档案\n最少天数: 400\n".to_owned()),
        ("content/site.yaml", "标题: 档案\n语言: 法文\n".to_owned()),
        ("content/site.yaml", "标题: 档案\n学期:\n  - {名称: 甲, 开始: 2024-02-26}\n".to_owned()),
        ("content/学校/a/学校.yaml", "名称: 甲校\n学段: 大学\n".to_owned()),
        ("content/结对/a/结对.yaml", "帮扶校: 甲\n开始: 2024-03-01\n".to_owned()),
        ("content/权限.yaml", "权限: 全部\n".to_owned()),
        ("content/学校/a/台账/b.md", "---\n标题: a\n表: b.csv\n---\n".to_owned()),
        (
            "content/学校/a/台账/b.md",
            "---\n标题: a\n表: b.csv\n列: [{名称: a, 作为: 图片}]\n---\n".to_owned(),
        ),
        (
            "content/学校/a/问题/b.md",
            "---\n标题: a\n日期: 2024-03-01\n状态: 不知\n---\n".to_owned(),
        ),
    ];
    for (path, text) in damaged {
        assert!(!refusals(&validators, path, &text).is_empty(), "{path} fits:\n{text}");
    }
}

#[test]
fn alternative_spellings_are_valid() {
    let validators = validators();
    let plan = "---\n标题: 2024\n开始: 2024年3月1日\n结束: 2024/12/31\n目标:\n  - 指标: 送教课时\n    值: \
                10课时\n    力争: 是\n  - 指标: 优课率\n    value: 98.5%\n  - 指标: 在校人数\n    值: １，２００\n    \
                范围: [清河园, 实幼]\n  -\n措施:\n  - 名称: 对接\n    次数: 2次\n    by: 2024.3.5\nbased_on: \
                关于甲、乙的通知\ndraft: true\n---\n";
    let visit = "---\n标题: no\n开始: 20xx-03-15\n结束: 2024－03－16\n类型: 送教\n地点:\n数据:\n  走访户: [甲, \
                 乙]\n  课时: 约10\n---\n";
    for (path, text) in [("content/计划/a.md", plan), (VISIT, visit)] {
        assert_eq!(refusals(&validators, path, text), [""; 0]);
    }
}

/// A record of each kind with its required keys only.
const LEAST: [(&str, &str); 9] = [
    ("content/site.yaml", "标题: 档案\n"),
    (
        "content/指标.yaml",
        "指标:\n  - 名称: 次\n    单位: 次\n    方向: 不低于\n    汇总: 次数\n    统计记录: 活动\n",
    ),
    ("content/学校/new/学校.yaml", "名称: 甲校\n学段: 小学\n"),
    ("content/结对/new/结对.yaml", "帮扶校: 实幼\n受援校: 清河园\n开始: 2024-03-01\n"),
    ("content/计划/a.md", "---\n标题: 计划\n开始: 2024-03-01\n结束: 2024-12-31\n---\n"),
    (VISIT, "---\n标题: 四月送教\n日期: 2024-04-10\n类型: 送教下乡\n---\n"),
    (
        "content/学校/shiyan/总结/a.md",
        "---\n标题: 总结\n学期: 2023-2024-2\n日期: 2024-07-01\n---\n",
    ),
    ("content/学校/shiyan/荣誉/a.md", "---\n标题: 优课\n日期: 2024-07-01\n---\n"),
    ("content/学校/shiyan/问题/a.md", "---\n标题: 怎样\n日期: 2024-07-01\n---\n"),
];

#[test]
fn a_key_is_required_by_the_schema_exactly_where_check_asks_for_it() {
    let validators = validators();
    for (path, text) in LEAST {
        assert_eq!(refusals(&validators, path, text), [""; 0]);
        let missing = |text: &str| {
            let root = small_with(&[(path, text.as_bytes())]);
            let output = guidang(root.path(), &["check", "--format", "json"]);
            stdout(&output).contains("\"missing-field\"")
        };
        assert!(!missing(text), "{path}: nothing is missing");
        for line in
            text.lines().filter(|line| !["---", "指标:"].contains(line) && !line.contains("- "))
        {
            let less = text.replace(&format!("{line}\n"), "");
            let refused = !refusals(&validators, path, &less).is_empty();
            assert!(refused && missing(&less), "{path} without {line}: schema {refused}");
        }
    }
    for (path, text) in SMALL {
        assert_eq!(refusals(&validators, path, text), [""; 0]);
    }
}
