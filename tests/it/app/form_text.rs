//! Forms write what a person would write, and leave alone what they were not asked to change.

use guidang::l10n::Lang;
use guidang::scaffold::form_text::{
    FormValue, FormValues, NotEditable, edit, new_record, open, settled,
};
use guidang::schema::form::{FormField, kinds_of_app};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

fn fields(kind: &str) -> Vec<FormField> {
    kinds_of_app(Lang::Zh).iter().find(|known| known.kind == kind).unwrap().fields.clone()
}

fn text(value: &str) -> FormValue {
    FormValue::Text(value.to_owned())
}

fn list(items: &[&str]) -> FormValue {
    FormValue::List(items.iter().map(|item| text(item)).collect())
}

fn map(entries: &[(&str, FormValue)]) -> FormValue {
    FormValue::Map(values(entries))
}

fn values(entries: &[(&str, FormValue)]) -> FormValues {
    entries.iter().map(|(code, value)| ((*code).to_owned(), value.clone())).collect()
}

const VISIT: &str = "\u{feff}---\r\n# 县里的表\r\n标题: \"第1次送教\"   # 照通知\r\n日期: 2024-03-15\r\n\r\n类型: 送教\r\n参加人:   # 一行一人\r\n  - 王老师\r\n  # 组长\r\n  - '李老师'\r\n问题整改:\r\n  - 问题: 玩教具不足   # 一\r\n    期限: 2024-05-01\r\n  - 问题: 教案不齐\r\n数据:\r\n  送教课时: 2   # 两节\r\n# 末尾\r\n---\r\n\r\n第一段\r\n\r\n第二段  \r\n";

fn edited(changes: &[(&str, Option<FormValue>)]) -> String {
    let fields = fields("visit");
    let opened = open(VISIT.as_bytes(), &fields, false).unwrap();
    let mut values = opened.values;
    for (code, value) in changes {
        match value {
            Some(value) => values.insert((*code).to_owned(), value.clone()),
            None => values.remove(*code),
        };
    }
    let values = settled(&fields, &values).unwrap();
    let bytes = edit(VISIT.as_bytes(), &fields, false, &values, &opened.body).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_new_record_is_what_a_person_would_write() {
    let given = values(&[
        ("title", text("  送教: 第1次 ")),
        ("date", text("2024-03-15")),
        ("type", text("送教、听评课")),
        ("place", text("")),
        ("people", text("王老师")),
        ("attendance", text("24")),
        ("cost", text("800元")),
        ("data", FormValue::List(vec![map(&[("key", text("送教课时")), ("value", text("2"))])])),
        (
            "follow_ups",
            FormValue::List(vec![map(&[
                ("problem", text("玩教具不足")),
                ("due", text("2024-05-01")),
            ])]),
        ),
    ]);
    let fields = fields("visit");
    let settled = settled(&fields, &given).unwrap();
    assert_eq!(
        new_record(&fields, &settled, "\r\n第一段\r\n\r\n第二段\n\n", Lang::Zh),
        "---\n标题: \"送教: 第1次\"\n日期: 2024-03-15\n类型:\n  - 送教\n  - 听评课\n参加人: 王老师\n参加人数: 24\n经费: 800元\n问题整改:\n  - 问题: 玩教具不足\n    期限: 2024-05-01\n数据:\n  送教课时: 2\n---\n\n第一段\n\n第二段\n"
    );
}

#[test]
fn nothing_changes_where_nothing_was_changed() {
    assert_eq!(edited(&[]), VISIT);
}

#[test]
fn only_a_changed_value_is_written_anew() {
    let check = |changes: &[(&str, Option<FormValue>)], old: &str, new: &str| {
        assert!(VISIT.contains(old), "{old}");
        assert_eq!(edited(changes), VISIT.replacen(old, new, 1));
    };
    check(&[("title", Some(text("第二次：送教")))], "\"第1次送教\"", "\"第二次：送教\"");
    check(&[("date", Some(text("2024-03-16")))], "2024-03-15", "2024-03-16");
    check(&[("place", Some(text("多功能厅")))], "参加人:   #", "地点: 多功能厅\r\n参加人:   #");
    check(&[("type", None)], "类型: 送教\r\n", "");
    check(
        &[("type", Some(list(&["送教", "讲座"])))],
        "类型: 送教\r\n",
        "类型:\r\n  - 送教\r\n  - 讲座\r\n",
    );
    check(
        &[("people", Some(list(&["王老师", "赵老师", "李老师"])))],
        "王老师\r\n",
        "王老师\r\n  - 赵老师\r\n",
    );
    check(&[("people", Some(list(&["王老师"])))], "  - '李老师'\r\n", "");
    let item = |problem: &str, more: &[(&str, FormValue)]| {
        let mut all = vec![("problem", text(problem))];
        all.extend_from_slice(more);
        map(&all)
    };
    let first = item("玩教具不足", &[("due", text("2024-05-01"))]);
    let follow_ups = |items: Vec<FormValue>| [("follow_ups", Some(FormValue::List(items)))];
    let done = item("教案不齐", &[("done", text("2024-04-01"))]);
    check(
        &follow_ups(vec![first.clone(), done]),
        "教案不齐\r\n",
        "教案不齐\r\n    销号: 2024-04-01\r\n",
    );
    check(
        &follow_ups(vec![item("教案不齐", &[])]),
        "  - 问题: 玩教具不足   # 一\r\n    期限: 2024-05-01\r\n",
        "",
    );
    let third = item("新问题", &[]);
    check(
        &follow_ups(vec![first, item("教案不齐", &[]), third]),
        "教案不齐\r\n",
        "教案不齐\r\n  - 问题: 新问题\r\n",
    );
    let pair = |key: &str, value: &str| map(&[("key", text(key)), ("value", text(value))]);
    let data = |rows: Vec<FormValue>| [("data", Some(FormValue::List(rows)))];
    check(&data(vec![pair("送教课时", "3")]), "送教课时: 2 ", "送教课时: 3 ");
    check(
        &data(vec![pair("送教课时", "2"), pair("听课人数", "9")]),
        "# 两节\r\n",
        "# 两节\r\n  听课人数: 9\r\n",
    );
    check(&[("data", None)], "数据:\r\n  送教课时: 2   # 两节\r\n", "");
}

#[test]
fn the_text_below_changes_alone() {
    let fields = fields("visit");
    let opened = open(VISIT.as_bytes(), &fields, false).unwrap();
    assert_eq!(opened.body, "第一段\n\n第二段");
    let write = |body: &str| {
        let bytes = edit(VISIT.as_bytes(), &fields, false, &opened.values, body).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    assert_eq!(write("第一段\n另起"), VISIT.replace("第一段\r\n\r\n第二段", "第一段\r\n另起"));
    assert_eq!(write(""), VISIT.split("\r\n\r\n第一段").next().unwrap().to_owned() + "\r\n");
    let short = "---\n标题: a\n---";
    let values = open(short.as_bytes(), &fields, false).unwrap().values;
    let bytes = edit(short.as_bytes(), &fields, false, &values, "正文").unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), "---\n标题: a\n---\n\n正文\n");
}

#[test]
fn keys_that_a_form_does_not_know_stay() {
    let old = "---\n标题: a\n自定: 1   # x\n类型: {a: 1}\n---\n";
    let fields = fields("visit");
    let opened = open(old.as_bytes(), &fields, false).unwrap();
    assert_eq!(opened.kept, ["自定", "类型"]);
    let mut values = opened.values;
    values.insert("title".to_owned(), text("b"));
    let bytes = edit(old.as_bytes(), &fields, false, &values, "").unwrap();
    assert_eq!(String::from_utf8(bytes).unwrap(), old.replace(": a", ": b"));
}

#[test]
fn what_cannot_be_edited_by_lines_is_refused() {
    let fields = fields("visit");
    for (text, why) in [
        ("标题: a\n", NotEditable::Syntax),
        ("---\n{标题: a, 日期: b}\n---\n", NotEditable::Layout),
        ("---\n- a\n---\n", NotEditable::Layout),
        ("---\n标题: [a\n---\n", NotEditable::Syntax),
    ] {
        assert_eq!(open(text.as_bytes(), &fields, false).unwrap_err(), why, "{text}");
    }
    assert_eq!(open(b"---\n\xb1\xea: a\n---\n", &fields, false), Err(NotEditable::Encoding));
    let wrong = values(&[("title", list(&["a"]))]);
    assert_eq!(settled(&fields, &wrong).unwrap_err().code, "title");
    let unknown = values(&[("nothing", text("a"))]);
    assert_eq!(settled(&fields, &unknown).unwrap_err().code, "nothing");
}

/// Values of a field that a person might type, in its shape.
fn typed(field: &FormField) -> impl Strategy<Value = Option<FormValue>> {
    let word = "[a-z0-9一二送教，、:#\"'（）%*&! \\-]{0,12}";
    let (shape, inner) = (field.shape, field.fields.clone());
    proptest::collection::vec((word, word), 0..4).prop_map(move |pairs| {
        let items = |make: &dyn Fn(&(String, String), usize) -> FormValue| {
            FormValue::List(pairs.iter().enumerate().map(|(at, pair)| make(pair, at)).collect())
        };
        let first = pairs.first()?;
        Some(match shape {
            "texts" => items(&|(one, _), _| text(one)),
            "data" | "labelled" => items(&|(one, other), at| {
                map(&[("key", text(&format!("{one}{at}"))), ("value", text(other))])
            }),
            "maps" => items(&|(one, other), _| {
                let mut values = FormValues::new();
                for (field, word) in inner.iter().filter(|field| is_plain(field)).zip([one, other])
                {
                    values.insert(field.code.to_owned(), text(word));
                }
                FormValue::Map(values)
            }),
            "map" => {
                let field = inner.iter().find(|field| is_plain(field))?;
                map(&[(field.code, text(&first.0))])
            }
            _ => text(&first.0),
        })
    })
}

fn is_plain(field: &FormField) -> bool {
    !["texts", "data", "labelled", "maps", "map"].contains(&field.shape)
}

/// The lines of a text that are not in another, in order.
fn missing<'t>(text: &'t str, other: &str) -> Vec<&'t str> {
    let mut rest = other.lines();
    text.lines()
        .filter(|line| {
            !rest.clone().any(|known| known == *line) || !rest.any(|known| known == *line)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// One field at random of a file with comments in every corner: what was asked for is read again, and no line goes
    /// that is not that field's.
    #[test]
    fn an_edit_of_one_field_leaves_all_else(at in 0usize..26, seed in proptest::collection::vec(any::<u8>(), 8)) {
        let fields = fields("visit");
        let field = fields[at % fields.len()].clone();
        let opened = open(VISIT.as_bytes(), &fields, false).unwrap();
        let mut runner = proptest::test_runner::TestRunner::new_with_rng(
            ProptestConfig::default(),
            proptest::test_runner::TestRng::from_seed(
                proptest::test_runner::RngAlgorithm::XorShift,
                &[&seed[..], &seed[..]].concat(),
            ),
        );
        let value = typed(&field).new_tree(&mut runner).unwrap().current();
        let mut values = opened.values.clone();
        match value {
            Some(value) => values.insert(field.code.to_owned(), value),
            None => values.remove(field.code),
        };
        let values = settled(&fields, &values).unwrap();
        let bytes = edit(VISIT.as_bytes(), &fields, false, &values, &opened.body).unwrap();
        let edited = String::from_utf8(bytes).unwrap();
        let again = open(edited.as_bytes(), &fields, false).unwrap();
        prop_assert_eq!(&again.values, &values);
        prop_assert_eq!(&again.body, &opened.body);
        let has_line_ends = edited.starts_with('\u{feff}')
            && !edited.replace("\r\n", "").contains(['\r', '\n']);
        prop_assert!(has_line_ends);
        let own = opened.lines.iter().find(|(code, _, _)| *code == field.code);
        let own: Vec<&str> = match own {
            Some((_, first, end)) => VISIT.lines().skip(*first as usize - 1).take((end - first) as usize).collect(),
            None => Vec::new(),
        };
        for line in missing(VISIT, &edited) {
            prop_assert!(own.contains(&line), "{} is gone after an edit of {}", line, field.code);
        }
    }
}
