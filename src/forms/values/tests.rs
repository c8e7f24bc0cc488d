//! Every documented value exists, and the documentation is written from the table of values.

use std::path::Path;

use super::names::{ALL, LIST, ROOTS, named};
use crate::diagnostics::BilingualName;

/// `docs/form-values.md`, as the tables give it.
fn document() -> String {
    let mut out = String::from(
        "# 表里能填的值 / What places of a form can name\n\n\
         <!-- Written by `UPDATE=1 cargo test --lib forms::values` from `src/forms/values/names.rs`: change that table. -->\n\n\
         怎样用见[office.zh-CN.md](office.zh-CN.md)。下面每个名字中英文都能写，意思一样；用“.”连起来，如 `{{ 学校.名称 }}`、`{{ 目标.送教课时.实际 }}`。\n\
         Every name can be written in Chinese or in English; join them with dots, such as `{{ school.name }}`.\n",
    );
    for (title, values) in ALL {
        out.push_str(&format!(
            "\n## {} / {}\n\n| 中文 | English | 意思 | meaning |\n|---|---|---|---|\n",
            title.zh, title.en
        ));
        for value in *values {
            let BilingualName { en, zh } = value.name;
            out.push_str(&format!(
                "| `{zh}` | `{en}` | {} | {} |\n",
                value.meaning.zh, value.meaning.en
            ));
        }
    }
    out
}

#[test]
fn the_documentation_lists_the_values() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/form-values.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(written, document(), "look at it, then UPDATE=1 cargo test --lib forms::values");
}

#[test]
fn no_name_means_two_things() {
    for (title, values) in ALL {
        for value in *values {
            let name = value.name;
            assert_eq!(named(values, name.zh), Some(name.en), "{} {}", title.en, name.zh);
            assert_eq!(named(values, name.en), Some(name.en), "{} {}", title.en, name.en);
        }
    }
    assert_eq!(named(LIST, "数量"), Some("count"));
    assert_eq!(named(ROOTS, "名称"), None);
}
