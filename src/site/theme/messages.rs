//! The words of theme errors in both languages.

use super::error::{NameKind, ThemeErrorKind};

impl ThemeErrorKind {
    pub(super) fn zh(&self) -> String {
        match self {
            ThemeErrorKind::UnknownValue { path, suggestion: None, known } if !known.is_empty() => {
                format!("没有“{path}”这个值。这里可用的有：{}。", join_first(known, "、", "……"))
            }
            ThemeErrorKind::UnknownValue { path, suggestion, .. } => {
                format!("没有“{path}”这个值{}", question_zh(suggestion))
            }
            ThemeErrorKind::UnknownName { kind, name, suggestion } => {
                format!("没有“{name}”这个{}{}", noun_zh(*kind), question_zh(suggestion))
            }
            ThemeErrorKind::Cycle { names } => {
                format!("模板互相引用，没有尽头：{}。", names.join(" → "))
            }
            ThemeErrorKind::ExtendsItself { name } => {
                format!("模板不能继承自己。要改内置的同名模板，请写“builtin/{name}”。")
            }
            ThemeErrorKind::NotUtf8 => "文件不是UTF-8编码，请另存为UTF-8。".to_owned(),
            ThemeErrorKind::UnexpectedEnd => {
                "模板没有写完：有标记、区块或组件没有结束。".to_owned()
            }
            ThemeErrorKind::Unexpected { found, expected } => {
                let expected = expected.as_deref().unwrap_or("一个值（名字、数字或引号里的文字）");
                format!("这里是{found}，应为{expected}。")
            }
            ThemeErrorKind::WrongType { found, expected } => {
                format!("这里要{}，得到的是{}。", type_zh(expected), type_zh(found))
            }
            ThemeErrorKind::Other(message) => message.clone(),
        }
    }

    pub(super) fn en(&self) -> String {
        match self {
            ThemeErrorKind::UnknownValue { path, suggestion: None, known } if !known.is_empty() => {
                format!(
                    "there is no value \"{path}\"; available here: {}.",
                    join_first(known, ", ", " …")
                )
            }
            ThemeErrorKind::UnknownValue { path, suggestion, .. } => {
                format!("there is no value \"{path}\"{}", question_en(suggestion))
            }
            ThemeErrorKind::UnknownName { kind, name, suggestion } => {
                format!("there is no {} \"{name}\"{}", noun_en(*kind), question_en(suggestion))
            }
            ThemeErrorKind::Cycle { names } => {
                format!(
                    "the templates extend or include each other in a cycle: {}.",
                    names.join(" → ")
                )
            }
            ThemeErrorKind::ExtendsItself { name } => {
                format!(
                    "a template cannot extend itself. To change the built-in one of this name, write \"builtin/{name}\"."
                )
            }
            ThemeErrorKind::NotUtf8 => "the file is not UTF-8; save it as UTF-8.".to_owned(),
            ThemeErrorKind::UnexpectedEnd => {
                "the template ends too early: a tag, block or component is not closed.".to_owned()
            }
            ThemeErrorKind::Unexpected { found, expected } => {
                let expected =
                    expected.as_deref().unwrap_or("a value (a name, a number, a text in quotes)");
                format!("found {found}, expected {expected}.")
            }
            ThemeErrorKind::WrongType { found, expected } => {
                format!("expected a value of type {expected}, found {found}.")
            }
            ThemeErrorKind::Other(message) => message.clone(),
        }
    }
}

/// The Chinese word for a type of the template engine.
fn type_zh(name: &str) -> &str {
    match name {
        "string" => "文字",
        "array" => "列表",
        "map" => "一组值",
        "bool" => "是或否",
        "none" => "空值",
        "integer" | "float" | "number" | "u64" | "i64" | "f64" => "数字",
        other => other,
    }
}

/// Joins the first names of a list, with `more` after them if it is longer.
fn join_first(names: &[String], separator: &str, more: &str) -> String {
    const MAX_NAMES: usize = 16;
    let first = names[..names.len().min(MAX_NAMES)].join(separator);
    if MAX_NAMES < names.len() { first + more } else { first }
}

fn question_zh(suggestion: &Option<String>) -> String {
    match suggestion {
        Some(name) => format!("，是不是想写“{name}”？"),
        None => "。".to_owned(),
    }
}

fn question_en(suggestion: &Option<String>) -> String {
    match suggestion {
        Some(name) => format!("; did you mean \"{name}\"?"),
        None => ".".to_owned(),
    }
}

fn noun_zh(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Filter => "过滤器",
        NameKind::Test => "判断",
        NameKind::Function => "函数",
        NameKind::Component => "组件",
        NameKind::Template => "模板",
        NameKind::Block => "区块",
    }
}

fn noun_en(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Filter => "filter",
        NameKind::Test => "test",
        NameKind::Function => "function",
        NameKind::Component => "component",
        NameKind::Template => "template",
        NameKind::Block => "block",
    }
}
