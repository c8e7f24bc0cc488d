//! Every field of the forms that schools keep today has a place in a record, and the sample archive shows it
//! (`docs/form-fields.csv`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{files, guidang, stderr};

/// What real forms of visits, home visits and lesson observations ask for, as keys.
const ASKED: [&str; 27] = [
    "标题",
    "日期",
    "时间",
    "地点",
    "主持人",
    "主讲人",
    "记录人",
    "参加人",
    "参加人数",
    "受益人数",
    "学科",
    "年级",
    "课题",
    "形式",
    "类型",
    "正文",
    "问题整改.问题",
    "问题整改.整改措施",
    "问题整改.责任人",
    "问题整改.期限",
    "问题整改.销号",
    "销号.记录",
    "帮扶需求",
    "对方意见",
    "经费",
    "数据",
    "签字",
];

/// The ten forms.
const FORMS: [&str; 10] = [
    "送教走访",
    "家访",
    "听评课",
    "专题讲座",
    "捐赠",
    "营养餐检查",
    "控辍劝返",
    "资助发放",
    "师徒结对",
    "联合教研",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a record of the sample.
fn record(id: &str) -> String {
    let file: PathBuf = root().join(format!("content/{id}.md"));
    let file = if file.exists() { file } else { root().join(format!("content/{id}/index.md")) };
    fs::read_to_string(&file).unwrap_or_else(|_| panic!("no {}", file.display()))
}

/// Whether a record fills in a key; `问题整改.期限` is a key within another one.
fn fills_in(text: &str, key: &str) -> bool {
    let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    if key == "正文" {
        return !body.trim().is_empty();
    }
    let front: serde_yaml::Value = serde_yaml::from_str(front).unwrap();
    let mut values = vec![&front];
    for part in key.split('.') {
        let mut inner = Vec::new();
        for value in values {
            match value.get(part) {
                Some(serde_yaml::Value::Sequence(items)) => inner.extend(items),
                Some(value) => inner.push(value),
                None => {}
            }
        }
        values = inner;
    }
    values.iter().any(|value| !value.is_null())
}

#[test]
fn every_field_of_the_forms_has_a_place_and_the_sample_shows_it() {
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("site");
    let built = guidang(root(), &["build", "-q", "-o", site.to_str().unwrap()]);
    assert!(built.status.success(), "{}", stderr(&built));
    let visits: Vec<String> = files(&site)
        .into_iter()
        .filter(|(path, _)| path.contains("/visits/") && path.ends_with(".html"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let (mut forms, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut table = csv::Reader::from_path(root().join("docs/form-fields.csv")).unwrap();
    for row in table.records() {
        let row = row.unwrap();
        let (form, field, key, id) = (&row[0], &row[1], &row[2], &row[3]);
        let is_there = match key {
            // On paper this very record has a place for both signatures.
            "签字" => {
                visits.iter().any(|page| page.contains(id) && page.contains("受援校（签字）"))
            }
            key => fills_in(&record(id), key),
        };
        assert!(is_there, "{form}, {field}: {id} has no {key}");
        forms.insert(form.to_owned());
        keys.insert(key.to_owned());
    }
    for form in FORMS {
        assert!(forms.contains(form), "no {form}");
    }
    for key in ASKED {
        assert!(keys.contains(key), "no form shows {key}");
    }
}
