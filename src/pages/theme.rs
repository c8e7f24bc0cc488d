//! Templates and static files → bytes of pages. The only file that says `tera`.
//!
//! Two layers: the theme that is built into the program, and over it the archive's own `themes/<name>/`. A template
//! there replaces the built-in one of the same name, or changes a block of it (`{% extends "builtin/plan.html" %}`);
//! a file under `static/` replaces the built-in one of the same path.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};
use unicode_width::UnicodeWidthStr;

use super::builtin::{STATIC, TEMPLATES};
use super::labels::Labels;
use crate::fault::Fault;
use crate::lang::Lang;

/// What a template may say. A view struct and its template have the same name.
pub trait Page: Serialize {
    /// The file of the template: `plan.html`.
    const TEMPLATE: &'static str;

    /// What of it the search finds besides its title, as lines. Nothing that the page does not show.
    fn text(&self) -> String {
        String::new()
    }
}

/// A theme, ready to render with from many threads.
pub struct Theme {
    tera: Tera,
    zh: Value,
    en: Value,
    own: BTreeMap<String, String>,
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Theme {
    /// The built-in theme with the files of an archive's theme over it: paths relative to its folder (`plan.html`,
    /// `static/theme.css`) and their bytes. Files that are neither templates nor under `static/` are left alone.
    ///
    /// # Errors
    /// When a template cannot be read.
    pub fn load(files: Vec<(String, Vec<u8>)>) -> Result<Theme, ThemeError> {
        let mut own = BTreeMap::new();
        let mut statics: BTreeMap<String, Cow<'static, [u8]>> = STATIC
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)))
            .collect();
        for (path, bytes) in files {
            if path.starts_with("static/") {
                statics.insert(path, Cow::Owned(bytes));
            } else if path.ends_with(".html") {
                let text =
                    String::from_utf8(bytes).map_err(|_| ThemeError::plain(&path, "not UTF-8"))?;
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                own.insert(format!("theme/{path}"), text);
            }
        }
        let mut tera = Tera::default();
        let added = tera.set_fallback_prefixes(["theme/", "builtin/"]).and_then(|()| {
            let builtin = TEMPLATES
                .iter()
                .map(|(name, text)| (format!("builtin/{name}"), (*text).to_owned()));
            let own = own.iter().map(|(name, text)| (name.clone(), text.clone()));
            tera.add_raw_templates(builtin.chain(own))
        });
        if let Err(error) = added {
            return Err(ThemeError::of(&error, "", &own));
        }
        let words = |lang| Value::from_serializable(Labels::of(lang));
        Ok(Theme { tera, zh: words(Lang::Zh), en: words(Lang::En), own, files: statics })
    }

    /// Renders a page. Templates find the words of the language under `w`.
    ///
    /// # Errors
    /// When the template names something that the page does not have.
    pub fn render<P: Page>(&self, page: &P, lang: Lang) -> Result<String, ThemeError> {
        let words = if lang == Lang::Zh { &self.zh } else { &self.en };
        Context::from_serialize(page)
            .and_then(|mut context| {
                context.insert_value("w", words.clone());
                self.tera.render(P::TEMPLATE, &context)
            })
            .map_err(|error| ThemeError::of(&error, P::TEMPLATE, &self.own))
    }

    /// The static files, by their path in the site: `static/site.css`.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path.as_str(), &**bytes))
    }
}

/// What is wrong with a template, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError {
    /// The template, as a path under `themes/`: `default/plan.html`, or `plan.html` of the archive's own theme.
    pub file: String,
    /// The line, from 1; 0 when it is about the file as a whole.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters it is about.
    pub width: usize,
    /// The line as it stands in the template.
    pub source: String,
    /// What the template engine says.
    pub why: String,
}

impl ThemeError {
    fn plain(file: &str, why: &str) -> ThemeError {
        let (file, why) = (file.to_owned(), why.to_owned());
        ThemeError { file, line: 0, column: 0, width: 0, source: String::new(), why }
    }

    fn of(error: &tera::Error, template: &str, own: &BTreeMap<String, String>) -> ThemeError {
        let report = match error.kind() {
            ErrorKind::SyntaxError(it) | ErrorKind::RenderingError(it) => it,
            // Several unknown names at once, a missing parent, a circle: told in full by the engine.
            other => return ThemeError::plain(template, other.to_string().trim()),
        };
        let name = report.filename();
        let builtin =
            || TEMPLATES.iter().find(|(it, _)| name.strip_prefix("builtin/") == Some(*it));
        let text = own.get(name).map(String::as_str).or_else(|| builtin().map(|it| it.1));
        let span = report.span();
        let source = text.and_then(|it| it.lines().nth(span.start_line.saturating_sub(1)));
        let width = if span.end_line == span.start_line {
            span.end_col.saturating_sub(span.start_col)
        } else {
            1
        };
        ThemeError {
            file: name.strip_prefix("theme/").unwrap_or(name).to_owned(),
            line: span.start_line,
            column: span.start_col + 1,
            width: width.max(1),
            source: source.unwrap_or_default().replace('\t', " "),
            why: report.message().to_owned(),
        }
    }

    /// The error in words: the place, the line, a caret under what is wrong.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let why = match lang {
            Lang::Zh => in_chinese(&self.why),
            Lang::En => self.why.clone(),
        };
        let word = if lang == Lang::Zh { "主题模板有误" } else { "error in the theme" };
        if self.line == 0 {
            let place =
                if self.file.is_empty() { String::new() } else { format!("{}: ", self.file) };
            return format!("{place}{word}: {why}");
        }
        let mut text = format!("{}:{}:{}: {word}: {why}", self.file, self.line, self.column);
        let before: String = self.source.chars().take(self.column.saturating_sub(1)).collect();
        let wrong: String =
            self.source.chars().skip(self.column.saturating_sub(1)).take(self.width).collect();
        let number = self.line.to_string();
        let indent = " ".repeat(number.len());
        let _ = write!(text, "\n {number} | {}", self.source);
        let _ = write!(
            text,
            "\n {indent} | {}{}",
            " ".repeat(before.width()),
            "^".repeat(wrong.width().max(1))
        );
        text
    }
}

/// The engine's commonest sentences in Chinese; others are left as they are.
fn in_chinese(why: &str) -> String {
    let missing = |start: &str, noun: &str| {
        let rest = why.strip_prefix(start)?;
        let (name, rest) = rest.split_once("` is not defined.")?;
        let known = rest.split_once(": ").map(|it| it.1).unwrap_or_default();
        let known = if known.is_empty() {
            String::new()
        } else {
            format!("，可用的有：{}", known.replace(", ", "、"))
        };
        Some(format!("没有{noun}“{name}”{known}"))
    };
    missing("Variable `", "变量")
        .or_else(|| missing("Field `", "字段"))
        .unwrap_or_else(|| why.to_owned())
}

impl From<ThemeError> for Fault {
    fn from(error: ThemeError) -> Fault {
        Fault::said(error.message(Lang::Zh), error.message(Lang::En))
    }
}
