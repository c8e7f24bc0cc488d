//! What is wrong with a theme's templates, where, and how it is said.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::error::Error;
use crate::l10n::Lang;
use crate::parse::nearest_name;
use crate::privacy::redact;

/// What is wrong with a theme: every fault that could be found at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError(pub(super) Vec<Flaw>);

/// One fault of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flaw {
    /// The template: `themes/qing/plan.html`, or `builtin/plan.html` of the theme in the program.
    pub(super) file: String,
    /// None when it is about the file as a whole.
    pub(super) spot: Option<Spot>,
    pub(super) what: ThemeErrorKind,
}

/// The place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// How many characters it is about.
    pub(super) width: usize,
    /// The line as it stands in the template.
    pub(super) source: String,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ThemeErrorKind {
    /// A value that the page does not have.
    NoValue { path: String, meant: Option<String>, known: Vec<String> },
    /// A filter, component, template … that there is not.
    Nothing { of: Thing, name: String, meant: Option<String> },
    /// A template that extends or includes itself in the end.
    Circle { names: Vec<String> },
    /// A template that extends the one of its own name, which is itself.
    OwnName { name: String },
    /// The file is not UTF-8.
    NotUtf8,
    /// The template ends before what it began.
    Unfinished,
    /// Something else is written than can stand there; `expected` is none for a value of any kind.
    Unexpected { found: String, expected: Option<String> },
    /// A value of a kind that a filter or test does not take, in the engine's names of kinds.
    WrongKind { found: String, wanted: String },
    /// The engine's own words.
    Said(String),
}

/// What a template can ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Filter,
    Test,
    Function,
    Component,
    Template,
    Block,
}

impl ThemeErrorKind {
    /// A value that is not there. `before`: what of the path there is, with its dot; `known`: what there is after it.
    pub(super) fn value(path: &str, before: &str, known: Vec<&str>) -> ThemeErrorKind {
        let name = path.strip_prefix(before).unwrap_or(path);
        let meant = nearest_name(name, known.iter().copied()).map(|it| format!("{before}{it}"));
        let known = known.into_iter().map(|it| format!("{before}{it}")).collect();
        ThemeErrorKind::NoValue { path: path.to_owned(), meant, known }
    }

    fn zh(&self) -> String {
        let or = |meant: &Option<String>| match meant {
            Some(meant) => format!("，是不是想写“{meant}”？"),
            None => "。".to_owned(),
        };
        match self {
            ThemeErrorKind::NoValue { path, meant: None, known } if !known.is_empty() => {
                format!("没有“{path}”这个值。这里可用的有：{}。", some(known, "、", "……"))
            }
            ThemeErrorKind::NoValue { path, meant, .. } => {
                format!("没有“{path}”这个值{}", or(meant))
            }
            ThemeErrorKind::Nothing { of, name, meant } => {
                let noun = match of {
                    Thing::Filter => "过滤器",
                    Thing::Test => "判断",
                    Thing::Function => "函数",
                    Thing::Component => "组件",
                    Thing::Template => "模板",
                    Thing::Block => "区块",
                };
                format!("没有“{name}”这个{noun}{}", or(meant))
            }
            ThemeErrorKind::Circle { names } => {
                format!("模板互相引用，没有尽头：{}。", names.join(" → "))
            }
            ThemeErrorKind::OwnName { name } => {
                format!("模板不能继承自己。要改内置的同名模板，请写“builtin/{name}”。")
            }
            ThemeErrorKind::NotUtf8 => "文件不是UTF-8编码，请另存为UTF-8。".to_owned(),
            ThemeErrorKind::Unfinished => "模板没有写完：有标记、区块或组件没有结束。".to_owned(),
            ThemeErrorKind::Unexpected { found, expected } => {
                let expected = expected.as_deref().unwrap_or("一个值（名字、数字或引号里的文字）");
                format!("这里是{found}，应为{expected}。")
            }
            ThemeErrorKind::WrongKind { found, wanted } => {
                format!("这里要{}，得到的是{}。", kind_zh(wanted), kind_zh(found))
            }
            ThemeErrorKind::Said(said) => said.clone(),
        }
    }

    fn en(&self) -> String {
        let or = |meant: &Option<String>| match meant {
            Some(meant) => format!("; did you mean \"{meant}\"?"),
            None => ".".to_owned(),
        };
        match self {
            ThemeErrorKind::NoValue { path, meant: None, known } if !known.is_empty() => {
                format!("there is no value \"{path}\". There are: {}.", some(known, ", ", " …"))
            }
            ThemeErrorKind::NoValue { path, meant, .. } => {
                format!("there is no value \"{path}\"{}", or(meant))
            }
            ThemeErrorKind::Nothing { of, name, meant } => {
                let noun = match of {
                    Thing::Filter => "filter",
                    Thing::Test => "test",
                    Thing::Function => "function",
                    Thing::Component => "component",
                    Thing::Template => "template",
                    Thing::Block => "block",
                };
                format!("there is no {noun} \"{name}\"{}", or(meant))
            }
            ThemeErrorKind::Circle { names } => {
                format!("the templates lead to each other without end: {}.", names.join(" → "))
            }
            ThemeErrorKind::OwnName { name } => {
                format!(
                    "a template cannot extend itself. To change the built-in one of this name, write \"builtin/{name}\"."
                )
            }
            ThemeErrorKind::NotUtf8 => "the file is not UTF-8; save it as UTF-8.".to_owned(),
            ThemeErrorKind::Unfinished => {
                "the template ends too early: a tag, block or component is not closed.".to_owned()
            }
            ThemeErrorKind::Unexpected { found, expected } => {
                let expected =
                    expected.as_deref().unwrap_or("a value (a name, a number, a text in quotes)");
                format!("found {found}, expected {expected}.")
            }
            ThemeErrorKind::WrongKind { found, wanted } => {
                format!("this takes a value of kind {wanted}, and this one is of kind {found}.")
            }
            ThemeErrorKind::Said(said) => said.clone(),
        }
    }
}

fn kind_zh(kind: &str) -> &str {
    match kind {
        "string" => "文字",
        "array" => "列表",
        "map" => "一组值",
        "bool" => "是或否",
        "none" => "空值",
        "integer" | "float" | "number" | "u64" | "i64" | "f64" => "数字",
        other => other,
    }
}

/// The first of many names.
fn some(names: &[String], comma: &str, more: &str) -> String {
    const MOST: usize = 16;
    let first = names.iter().take(MOST).map(String::as_str).collect::<Vec<_>>().join(comma);
    if MOST < names.len() { first + more } else { first }
}

impl ThemeError {
    /// The errors in words, each with the place, the line, a caret under what is wrong.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let told = self.0.iter().map(|it| redact(&it.message(lang)).into_owned());
        told.collect::<Vec<_>>().join("\n")
    }
}

impl Flaw {
    fn message(&self, lang: Lang) -> String {
        let (word, what) = match lang {
            Lang::Zh => ("主题模板有误", self.what.zh()),
            Lang::En => ("error in the theme", self.what.en()),
        };
        let file = &self.file;
        match &self.spot {
            None if file.is_empty() => format!("{word}: {what}"),
            None => format!("{file}: {word}: {what}"),
            Some(it) => {
                format!("{file}:{}:{}: {word}: {what}{}", it.line, it.column, it.excerpt())
            }
        }
    }
}

impl Spot {
    /// The spot of some bytes of a text.
    pub(super) fn of(text: &str, at: usize, characters: usize) -> Spot {
        let before = &text[..at];
        let start = before.rfind('\n').map_or(0, |it| it + 1);
        let line = before.matches('\n').count() + 1;
        Spot::at(text, line, text[start..at].chars().count() + 1, characters)
    }

    /// The spot at a line and column, both from 1.
    pub(super) fn at(text: &str, line: usize, column: usize, width: usize) -> Spot {
        let source = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
        Spot { line, column, width: width.max(1), source: source.replace('\t', " ") }
    }

    fn excerpt(&self) -> String {
        // Templates have long lines: what is far from the spot is left out.
        const BEFORE: usize = 48;
        const AFTER: usize = 32;
        let from = (self.column - 1).saturating_sub(BEFORE);
        let shown: Vec<char> = self.source.chars().skip(from).collect();
        let until = (self.column - 1 - from + self.width + AFTER).min(shown.len());
        let text = |part: &[char]| part.iter().collect::<String>();
        let start = if 0 < from { "…" } else { "" };
        let end = if until < shown.len() { "…" } else { "" };
        let wrong = (self.column - 1 - from).min(until);
        let before = format!("{start}{}", text(&shown[..wrong]));
        let under = text(&shown[wrong..(wrong + self.width).min(until)]);
        let (number, indent) = (self.line.to_string(), " ".repeat(self.line.to_string().len()));
        let mut excerpt = String::new();
        let _ = write!(excerpt, "\n {number} | {start}{}{end}", text(&shown[..until]).trim_end());
        let carets = "^".repeat(under.width().max(1));
        let _ = write!(excerpt, "\n {indent} | {}{carets}", " ".repeat(before.width()));
        excerpt
    }
}

impl From<ThemeError> for Error {
    fn from(error: ThemeError) -> Error {
        Error::custom(error.message(Lang::Zh), error.message(Lang::En))
    }
}
