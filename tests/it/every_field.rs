//! Every field of a record goes through Word: typed into a form it comes into the record, and a form that is filled in
//! from the record says the same. The fields are those of the schemas, so that none is forgotten.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::{files, guidang, python_with, small_with, stderr, stdout};

/// Keys that no cell of its own holds: lists and maps, which other tests fill in, and what only a clerk writes.
const NOT_IN_A_CELL: [&str; 8] =
    ["开始", "结束", "问题整改", "销号", "其他", "数据", "曾用名", "草稿"];
/// Keys that `fill` cannot name: they are for filing and publishing, and on no county's form.
const NOT_FILLED: [&str; 3] = ["公示至", "保管期限", "更正"];
/// What is typed where a text alone would be wrong.
const TYPED: [(&str, &str); 16] = [
    ("日期", "2024-04-10"),
    ("时间", "14:30"),
    ("类型", "送教下乡"),
    ("形式", "上门"),
    ("对象校", "清河镇中心幼儿园"),
    ("结对", "实验—清河"),
    ("计划", "2024年结对计划"),
    ("措施", "开学对接"),
    ("参加人数", "12"),
    ("受益人数", "40"),
    ("经费", "200"),
    ("公示至", "2030-01-01"),
    ("保管期限", "30年"),
    ("页数", "3"),
    ("学期", "2023—2024学年第二学期"),
    ("标题", "四月"),
];

/// The Chinese keys of a kind of record.
fn keys(kind: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/schema/{kind}.json"));
    let schema: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    let names = schema["properties"].as_object().unwrap().keys();
    let (english, chinese): (Vec<&String>, Vec<&String>) = names.partition(|name| name.is_ascii());
    // Behind the keys come the labels that forms print for them.
    chinese.into_iter().take(english.len()).cloned().collect()
}

/// Makes a document with a table of labels and values.
fn word(root: &Path, name: &str, rows: &BTreeMap<String, String>) -> Option<()> {
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE")?;
    let script = "import docx, json, sys\ndocument = docx.Document()\ntable = document.add_table(rows=0, cols=2)\nfor label, value in json.loads(sys.argv[2]).items():\n    cells = table.add_row().cells\n    cells[0].text = label\n    cells[1].text = value\nif len(sys.argv) > 3:\n    document.add_paragraph(sys.argv[3])\ndocument.save(sys.argv[1])\n";
    let rows = serde_json::to_string(rows).unwrap();
    let output = Command::new(python)
        .args(["-c", script, name, &rows, "正文一段。"])
        .current_dir(root)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    Some(())
}

/// The texts of the cells of the first table of a document, by their labels.
fn cells(root: &Path, name: &str) -> BTreeMap<String, String> {
    let script = "import docx, json, sys\nprint(json.dumps({row.cells[0].text: row.cells[1].text for row in docx.Document(sys.argv[1]).tables[0].rows}))\n";
    let python = python_with("docx, openpyxl", "GUIDANG_OFFICE").unwrap();
    let output =
        Command::new(python).args(["-c", script, name]).current_dir(root).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Whether two texts are the same but for how a day is written.
fn is_same(filled: &str, typed: &str) -> bool {
    let plain = |text: &str| text.replace(['年', '月'], "-").replace('日', "").replace("-0", "-");
    plain(filled) == plain(typed)
}

#[test]
fn every_field_goes_into_a_record_and_back_into_a_form() {
    for (kind, rest) in [("visit", "2024-04-10-四月"), ("summary", "2024-04-10-四月")] {
        let root = small_with(&[]);
        let mut typed: BTreeMap<String, String> = BTreeMap::new();
        for key in keys(kind) {
            if NOT_IN_A_CELL.contains(&key.as_str()) {
                continue;
            }
            let known = TYPED.iter().find(|(name, _)| *name == key);
            let value = known.map_or_else(|| format!("某{key}"), |(_, value)| (*value).to_owned());
            typed.insert(key, value);
        }
        assert!(6 < typed.len(), "{kind}: {typed:?}");
        if word(root.path(), "表.docx", &typed).is_none() {
            return;
        }
        let before = files(&root.path().join("content"));
        let args = ["import", "表.docx", "--as", kind, "--school", "实幼"];
        let output = guidang(root.path(), &args);
        assert!(output.status.success(), "{kind}: {}", stderr(&output));
        let mut after = files(&root.path().join("content"));
        after.retain(|path, _| !before.contains_key(path) && path.ends_with(".md"));
        let text = String::from_utf8(after.into_values().next().unwrap()).unwrap();
        for (key, value) in &typed {
            let has_line = text.lines().any(|line| {
                line == format!("{key}: {value}") || line == format!("{key}: \"{value}\"")
            });
            assert!(has_line, "{kind}: {key} is not {value}\n---\n{text}");
        }
        assert!(!text.contains("其他:") && text.ends_with("正文一段。\n"), "{kind}: {text}");

        let mut places = typed.clone();
        places.retain(|key, _| !NOT_FILLED.contains(&key.as_str()));
        for (key, place) in &mut places {
            *place = format!("{{{{ 记录.{key} }}}}");
        }
        word(root.path(), "县表.docx", &places);
        let output =
            guidang(root.path(), &["fill", "县表.docx", "--record", rest, "-o", "填.docx"]);
        assert!(output.status.success(), "{kind}: {}", stderr(&output));
        for (key, filled) in cells(root.path(), "填.docx") {
            let expected = if key == "措施" { "开学对接会" } else { &typed[&key] };
            assert!(is_same(&filled, expected), "{kind}: {key} is {filled}, not {expected}");
        }
        // The filled form comes back as the same visit, and that there is one already is said.
        let args = ["import", "填.docx", "--as", kind, "--school", "实幼", "-n"];
        let output = guidang(root.path(), &args);
        let said = stderr(&output);
        assert!(said.contains("档案里已有同一天、同标题的记录"), "{kind}: {said}");
        assert!(output.status.success() && !stdout(&output).contains("其他:"), "{kind}: {said}");
        let args = [&args[..], &["--lang", "en"]].concat();
        let english = stderr(&guidang(root.path(), &args));
        assert!(english.contains("a record of the same day and title"), "{english}");
    }
}
