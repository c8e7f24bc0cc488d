//! Translates the template engine's errors into [`TemplateError`]s. The engine reports most of them as text only.

use std::collections::BTreeMap;

use tera::ErrorKind;

use super::error::{NameKind, TemplateError, ThemeErrorKind};
use super::spot::TemplateSpot;
use super::tags::{TokenKind, tags};
use super::tera_names::{FILTERS, FUNCTIONS, TESTS};
use crate::parse::nearest_name;
use crate::site::values::template::Template;

/// The templates of a theme, in which positions and names are looked up.
pub(super) struct TemplateSources<'t> {
    /// The folder of the theme: `themes/qing`.
    pub(super) folder: &'t str,
    /// Its own templates by their name in the engine: `theme/index.html`.
    pub(super) own: &'t BTreeMap<String, String>,
    pub(super) builtin: &'t [Template],
}

/// How messages about unknown names begin.
const UNKNOWN_NAMES: [(&str, NameKind); 6] = [
    ("Unknown filter `", NameKind::Filter),
    ("Unknown test `", NameKind::Test),
    ("Unknown function `", NameKind::Function),
    ("Unknown component `", NameKind::Component),
    ("Unknown template `", NameKind::Template),
    ("Block `", NameKind::Block),
];

/// A position in the engine's notation: line, column and width, the first two from 1.
type Position = (usize, usize, usize);

impl TemplateSources<'_> {
    /// The errors that an error of the engine reports. `page` is the template that was rendered.
    pub(super) fn translate(&self, error: &tera::Error, page: &str) -> Vec<TemplateError> {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let width = match span.end_line == span.start_line {
                    true => span.end_col.saturating_sub(span.start_col),
                    false => 1,
                };
                let position = (span.start_line, span.start_col + 1, width);
                vec![self.error_at(report.message(), report.filename(), position)]
            }
            ErrorKind::Msg(message) => self.errors_of_text(message, page),
            ErrorKind::MissingParent { current, parent } => {
                let kind = ThemeErrorKind::UnknownName {
                    kind: NameKind::Template,
                    name: parent.clone(),
                    suggestion: nearest(parent, &self.template_names(parent)),
                };
                vec![self.error_at_parent(current, parent, kind)]
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let parent = self.parent(tpl).unwrap_or_default();
                let own = without_layer(tpl);
                let is_builtin = self.builtin.iter().any(|template| template.file == own);
                let kind = if parent == own && is_builtin {
                    ThemeErrorKind::ExtendsItself { name: own.to_owned() }
                } else {
                    ThemeErrorKind::Cycle { names: self.files(inheritance_chain) }
                };
                vec![self.error_at_parent(tpl, parent, kind)]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                let names = self.files(include_chain);
                vec![self.error_of_file(tpl, ThemeErrorKind::Cycle { names })]
            }
            other => {
                let message = other.to_string().trim().to_owned();
                vec![self.error_of_file(page, ThemeErrorKind::Other(message))]
            }
        }
    }

    /// The errors of a message that contains several reports; the message itself if it contains none.
    fn errors_of_text(&self, message: &str, page: &str) -> Vec<TemplateError> {
        let mut errors = Vec::new();
        for report in message.split("\n\n") {
            errors.extend(self.parse_report(report));
        }
        if errors.is_empty() {
            errors.push(self.error_of_file(page, ThemeErrorKind::Other(message.to_owned())));
        }
        errors
    }

    /// Parses a report of the form `error: message`, ` --> file:line:column`, excerpt.
    fn parse_report(&self, report: &str) -> Option<TemplateError> {
        let mut lines = report.lines();
        let message = lines.next()?.strip_prefix("error: ")?;
        let mut position = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let column = position.next()?.parse().ok()?;
        let line = position.next()?.parse().ok()?;
        Some(self.error_at(message, position.next()?, (line, column, 1)))
    }

    fn error_at(&self, message: &str, template: &str, position: Position) -> TemplateError {
        let (line, column, width) = position;
        let mut spot = TemplateSpot::new(self.text(template), line, column, width);
        let kind = self.classify(message, template, &spot);
        // The engine marks a whole call; narrow the spot to the unknown name in it.
        if let ThemeErrorKind::UnknownName { name, .. } = &kind {
            let rest: String = spot.source.chars().skip(spot.column - 1).collect();
            if let Some((before, _)) = rest.split_once(name.as_str()) {
                spot.column += before.chars().count();
                spot.width = name.chars().count();
            }
        }
        TemplateError { file: self.file(template), spot: Some(spot), kind }
    }

    /// What a message of the engine means.
    fn classify(&self, message: &str, template: &str, spot: &TemplateSpot) -> ThemeErrorKind {
        if let Some((name, known)) = parse_undefined(message, "Variable `") {
            return ThemeErrorKind::unknown_value(name, "", known);
        }
        if let Some((name, known)) = parse_undefined(message, "Field `") {
            let prefix = path_before(&spot.source, spot.column);
            return ThemeErrorKind::unknown_value(&format!("{prefix}{name}"), &prefix, known);
        }
        for (prefix, kind) in UNKNOWN_NAMES {
            if let Some(rest) = message.strip_prefix(prefix) {
                let name = rest.split('`').next().unwrap_or_default();
                let suggestion = nearest(name, &self.names(kind, name, template));
                return ThemeErrorKind::UnknownName { kind, name: name.to_owned(), suggestion };
            }
        }
        if message == "Unexpected end of input" {
            return ThemeErrorKind::UnexpectedEnd;
        }
        parse_wrong_type(message)
            .or_else(|| parse_unexpected(message))
            .unwrap_or_else(|| ThemeErrorKind::Other(message.to_owned()))
    }

    /// The names of a kind that exist in a template.
    fn names(&self, kind: NameKind, wanted: &str, template: &str) -> Vec<String> {
        match kind {
            NameKind::Filter => owned(FILTERS),
            NameKind::Test => owned(TESTS),
            NameKind::Function => owned(FUNCTIONS),
            NameKind::Template => self.template_names(wanted),
            NameKind::Component => {
                let mut names = Vec::new();
                for template in self.builtin {
                    names.extend(defined_names(template.text, "component"));
                }
                for text in self.own.values() {
                    names.extend(defined_names(text, "component"));
                }
                names
            }
            NameKind::Block => {
                let page = without_layer(template);
                let mut names = Vec::new();
                for template in self.builtin {
                    if template.file == page || template.file == "base.html" {
                        names.extend(defined_names(template.text, "block"));
                    }
                }
                names
            }
        }
    }

    /// The names of templates, with the built-in layer if the wanted name has one.
    fn template_names(&self, wanted: &str) -> Vec<String> {
        let layer = if wanted.contains('/') { "builtin/" } else { "" };
        let mut names: Vec<String> =
            self.builtin.iter().map(|template| format!("{layer}{}", template.file)).collect();
        let own = self.own.keys().filter_map(|name| name.strip_prefix("theme/"));
        names.extend(own.map(str::to_owned));
        names
    }

    /// The template that a template extends.
    fn parent(&self, name: &str) -> Option<&str> {
        for tag in tags(self.text(name)) {
            if !tag.names().any(|name| name == "extends") {
                continue;
            }
            for token in tag.tokens {
                if let TokenKind::Quoted(parent) = token.kind {
                    return Some(parent).filter(|parent| !parent.is_empty());
                }
            }
        }
        None
    }

    /// An error at the name of the parent in `extends`.
    fn error_at_parent(&self, name: &str, parent: &str, kind: ThemeErrorKind) -> TemplateError {
        let text = self.text(name);
        let mut spot = None;
        if let Some(statement) = text.find("extends")
            && let Some(distance) = text[statement..].find(parent)
        {
            let width = parent.chars().count();
            spot = Some(TemplateSpot::from_offset(text, statement + distance, width));
        }
        TemplateError { file: self.file(name), spot, kind }
    }

    fn error_of_file(&self, name: &str, kind: ThemeErrorKind) -> TemplateError {
        TemplateError { file: self.file(name), spot: None, kind }
    }

    /// The source of a template; empty if there is no such template.
    fn text(&self, name: &str) -> &str {
        if let Some(own) = self.own.get(name) {
            return own;
        }
        let builtin = name.strip_prefix("builtin/");
        let found = self.builtin.iter().find(|template| builtin == Some(template.file));
        found.map_or("", |template| template.text)
    }

    /// The file of a template as the archive's authors know it.
    pub(super) fn file(&self, name: &str) -> String {
        match name.strip_prefix("theme/") {
            Some(path) => format!("{}/{path}", self.folder),
            None => name.to_owned(),
        }
    }

    fn files(&self, names: &[String]) -> Vec<String> {
        names.iter().map(|name| self.file(name)).collect()
    }
}

fn nearest(name: &str, known: &[String]) -> Option<String> {
    nearest_name(name, known.iter().map(String::as_str))
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// `builtin/plan.html` → `plan.html`
fn without_layer(name: &str) -> &str {
    name.split_once('/').map_or(name, |(_, path)| path)
}

/// ``Variable `a` is not defined. Available variables: b, c`` → `a`, [`b`, `c`].
fn parse_undefined<'m>(message: &'m str, prefix: &str) -> Option<(&'m str, Vec<&'m str>)> {
    let (name, rest) = message.strip_prefix(prefix)?.split_once("` is not defined")?;
    let known = match rest.split_once(": ") {
        Some((_, known)) => known.split(", ").collect(),
        None => Vec::new(),
    };
    Some((name, known))
}

/// ``Invalid type for the value, expected `string` but got `array` ``
fn parse_wrong_type(message: &str) -> Option<ThemeErrorKind> {
    let types = message.strip_prefix("Invalid type for the value, expected `")?;
    let (expected, found) = types.trim_end_matches('`').split_once("` but got `")?;
    Some(ThemeErrorKind::WrongType { found: found.to_owned(), expected: expected.to_owned() })
}

/// ``Found `%}` but expected …``
fn parse_unexpected(message: &str) -> Option<ThemeErrorKind> {
    let tokens = message.strip_prefix("Found ")?.trim_end_matches('.');
    let (found, expected) =
        tokens.split_once(" but expected ").or_else(|| tokens.split_once(" but was expecting "))?;
    // For a value the engine lists every kind of token that can begin one.
    let is_any_value = expected.contains("ident");
    let expected = (!is_any_value).then(|| expected.to_owned());
    Some(ThemeErrorKind::Unexpected { found: found.to_owned(), expected })
}

/// The part of a path before a name, with its dot: `page.` of `{{ page.titel }}`.
fn path_before(line: &str, column: usize) -> String {
    let mut path = Vec::new();
    let before: Vec<char> = line.chars().take(column - 1).collect();
    for &ch in before.iter().rev() {
        match ch {
            '?' => {}
            '_' | '.' | '[' | ']' => path.push(ch),
            _ if ch.is_alphanumeric() => path.push(ch),
            _ => break,
        }
    }
    path.iter().rev().collect()
}

/// The names of the blocks or components that a template defines.
fn defined_names(text: &str, statement: &str) -> Vec<String> {
    let mut defined = Vec::new();
    for tag in tags(text) {
        let mut names = tag.names();
        if tag.is_statement && names.next() == Some(statement) {
            defined.extend(names.next().map(str::to_owned));
        }
    }
    defined
}
