//! What the template engine says, as data: it tells most of its errors as texts.

use std::collections::BTreeMap;

use tera::ErrorKind;

use super::error::{Flaw, Spot, ThemeErrorKind, Thing};
use super::tags::{Piece, tags};
use crate::parse::nearest_name;
use crate::site::theme::builtin::TEMPLATES;

/// The engine's filters, tests and functions; it has no list of them to ask for.
pub(in crate::site) const FILTERS: &[&str] = &[
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
    "wordcount",
];
const TESTS: &[&str] = &[
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];
const FUNCTIONS: &[&str] = &["range", "super", "throw"];

/// The templates of a theme, to look places and names up in.
pub(super) struct Templates<'t> {
    /// The folder of the theme: `themes/qing`.
    pub(super) folder: &'t str,
    /// Its own templates by their name in the engine: `theme/index.html`.
    pub(super) own: &'t BTreeMap<String, String>,
}

impl Templates<'_> {
    /// What is wrong, by what the engine says. `page`: the template that was rendered.
    pub(super) fn flaws(&self, error: &tera::Error, page: &str) -> Vec<Flaw> {
        match error.kind() {
            ErrorKind::SyntaxError(it) | ErrorKind::RenderingError(it) => {
                let span = it.span();
                let width = match span.end_line == span.start_line {
                    true => span.end_col.saturating_sub(span.start_col),
                    false => 1,
                };
                vec![self.flaw(
                    it.message(),
                    it.filename(),
                    (span.start_line, span.start_col + 1, width),
                )]
            }
            ErrorKind::Msg(said) => {
                let told: Vec<Flaw> = said.split("\n\n").filter_map(|it| self.told(it)).collect();
                if told.is_empty() {
                    vec![self.whole(page, ThemeErrorKind::Said(said.clone()))]
                } else {
                    told
                }
            }
            ErrorKind::MissingParent { current, parent } => {
                let names = self.names_like(parent);
                let what = ThemeErrorKind::Nothing {
                    of: Thing::Template,
                    name: parent.clone(),
                    meant: nearest_name(parent, names.iter().map(String::as_str)),
                };
                vec![self.at_parent(current, parent, what)]
            }
            ErrorKind::CircularExtend { tpl, inheritance_chain } => {
                let parent = self.parent(tpl).unwrap_or_default();
                let own = tpl.split_once('/').map_or(tpl.as_str(), |it| it.1);
                let what = if parent == own && TEMPLATES.iter().any(|it| it.0 == own) {
                    ThemeErrorKind::OwnName { name: own.to_owned() }
                } else {
                    ThemeErrorKind::Circle { names: self.files(inheritance_chain) }
                };
                vec![self.at_parent(tpl, parent, what)]
            }
            ErrorKind::CircularInclude { tpl, include_chain } => {
                vec![self.whole(tpl, ThemeErrorKind::Circle { names: self.files(include_chain) })]
            }
            other => {
                vec![self.whole(page, ThemeErrorKind::Said(other.to_string().trim().to_owned()))]
            }
        }
    }

    /// An error that the engine tells as `error: message`, ` --> file:line:column`, and an excerpt.
    fn told(&self, report: &str) -> Option<Flaw> {
        let mut lines = report.lines();
        let message = lines.next()?.strip_prefix("error: ")?;
        let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let column = place.next()?.parse().ok()?;
        let line = place.next()?.parse().ok()?;
        Some(self.flaw(message, place.next()?, (line, column, 1)))
    }

    fn flaw(
        &self,
        message: &str,
        name: &str,
        (line, column, width): (usize, usize, usize),
    ) -> Flaw {
        let text = self.text(name);
        let mut spot = Spot::at(text, line, column, width);
        let what = self.what(message, name, &spot);
        // The engine shows a whole call; what is wrong is the name in it.
        if let ThemeErrorKind::Nothing { name, .. } = &what {
            let rest: String = spot.source.chars().skip(spot.column - 1).collect();
            if let Some((before, _)) = rest.split_once(name.as_str()) {
                spot.column += before.chars().count();
                spot.width = name.chars().count();
            }
        }
        Flaw { file: self.file(name), spot: Some(spot), what }
    }

    fn what(&self, message: &str, file: &str, spot: &Spot) -> ThemeErrorKind {
        if let Some((name, known)) = undefined(message, "Variable `") {
            return ThemeErrorKind::value(name, "", known);
        }
        if let Some((name, known)) = undefined(message, "Field `") {
            let before = path_before(&spot.source, spot.column);
            return ThemeErrorKind::value(&format!("{before}{name}"), &before, known);
        }
        let things = [
            ("Unknown filter `", Thing::Filter),
            ("Unknown test `", Thing::Test),
            ("Unknown function `", Thing::Function),
            ("Unknown component `", Thing::Component),
            ("Unknown template `", Thing::Template),
            ("Block `", Thing::Block),
        ];
        for (start, of) in things {
            let Some(name) = message.strip_prefix(start).and_then(|it| it.split('`').next()) else {
                continue;
            };
            let meant = nearest_name(name, self.names(of, name, file).iter().map(String::as_str));
            return ThemeErrorKind::Nothing { of, name: name.to_owned(), meant };
        }
        let kinds = message.strip_prefix("Invalid type for the value, expected `");
        let kinds = kinds.and_then(|it| it.trim_end_matches('`').split_once("` but got `"));
        if let Some((wanted, found)) = kinds {
            return ThemeErrorKind::WrongKind {
                found: found.to_owned(),
                wanted: wanted.to_owned(),
            };
        }
        if message == "Unexpected end of input" {
            return ThemeErrorKind::Unfinished;
        }
        let found = message.strip_prefix("Found ").map(|it| it.trim_end_matches('.'));
        let found = found.and_then(|it| {
            it.split_once(" but expected ").or_else(|| it.split_once(" but was expecting "))
        });
        match found {
            Some((found, expected)) => {
                {
                    // The engine lists every kind of value.
                    let expected = (!expected.contains("ident")).then(|| expected.to_owned());
                    ThemeErrorKind::Unexpected { found: found.to_owned(), expected }
                }
            }
            None => ThemeErrorKind::Said(message.to_owned()),
        }
    }

    /// The names that there are of a thing.
    fn names(&self, of: Thing, wanted: &str, file: &str) -> Vec<String> {
        let owned = |names: &[&str]| names.iter().map(|it| (*it).to_owned()).collect();
        match of {
            Thing::Filter => owned(FILTERS),
            Thing::Test => owned(TESTS),
            Thing::Function => owned(FUNCTIONS),
            Thing::Template => self.names_like(wanted),
            Thing::Component => {
                let all =
                    TEMPLATES.iter().map(|it| it.1).chain(self.own.values().map(String::as_str));
                all.flat_map(|text| named(text, "component")).collect()
            }
            Thing::Block => {
                let page = file.split_once('/').map_or(file, |it| it.1);
                let above = TEMPLATES.iter().filter(|it| it.0 == page || it.0 == "base.html");
                above.flat_map(|it| named(it.1, "block")).collect()
            }
        }
    }

    /// The names of templates, with the layer where the wanted one names it.
    fn names_like(&self, wanted: &str) -> Vec<String> {
        let layer = if wanted.contains('/') { "builtin/" } else { "" };
        let own = self.own.keys().filter_map(|it| it.strip_prefix("theme/")).map(str::to_owned);
        TEMPLATES.iter().map(|it| format!("{layer}{}", it.0)).chain(own).collect()
    }

    /// The template that a template extends.
    fn parent(&self, name: &str) -> Option<&str> {
        let quoted = tags(self.text(name)).into_iter().find_map(|tag| {
            let is_extends = tag.tokens.iter().any(|it| it.is == Piece::Name("extends"));
            tag.tokens.iter().find_map(|it| match it.is {
                Piece::Quoted(parent) if is_extends => Some(parent),
                _ => None,
            })
        });
        quoted.filter(|it| !it.is_empty())
    }

    fn at_parent(&self, name: &str, parent: &str, what: ThemeErrorKind) -> Flaw {
        let text = self.text(name);
        let at = text.find("extends").and_then(|it| Some(it + text[it..].find(parent)?));
        let spot = at.map(|at| Spot::of(text, at, parent.chars().count()));
        Flaw { file: self.file(name), spot, what }
    }

    fn whole(&self, name: &str, what: ThemeErrorKind) -> Flaw {
        Flaw { file: self.file(name), spot: None, what }
    }

    fn text(&self, name: &str) -> &str {
        let builtin =
            || TEMPLATES.iter().find(|(it, _)| name.strip_prefix("builtin/") == Some(*it));
        let own = self.own.get(name).map(String::as_str);
        own.or_else(|| builtin().map(|it| it.1)).unwrap_or_default()
    }

    /// A template's file as people know it.
    pub(super) fn file(&self, name: &str) -> String {
        match name.strip_prefix("theme/") {
            Some(under) => format!("{}/{under}", self.folder),
            None => name.to_owned(),
        }
    }

    fn files(&self, names: &[String]) -> Vec<String> {
        names.iter().map(|it| self.file(it)).collect()
    }
}

/// ``Variable `a` is not defined. Available variables: b, c`` → `a`, [`b`, `c`].
fn undefined<'m>(message: &'m str, start: &str) -> Option<(&'m str, Vec<&'m str>)> {
    let (name, rest) = message.strip_prefix(start)?.split_once("` is not defined")?;
    let known = rest.split_once(": ").map(|it| it.1.split(", ").collect());
    Some((name, known.unwrap_or_default()))
}

/// What stands before a name in a path, with its dot: `page.` of `{{ page.titel }}`.
fn path_before(line: &str, column: usize) -> String {
    let before: Vec<char> = line.chars().take(column - 1).collect();
    let is_of_path = |it: &char| it.is_alphanumeric() || matches!(it, '_' | '.' | '?' | '[' | ']');
    let start = before.iter().rposition(|it| !is_of_path(it)).map_or(0, |it| it + 1);
    before[start..].iter().filter(|it| **it != '?').collect()
}

/// The names of the blocks or components that a template defines.
fn named(text: &str, statement: &str) -> Vec<String> {
    let name = |tag: &super::tags::Tag<'_>| {
        let mut names = tag.tokens.iter().filter_map(|it| match it.is {
            Piece::Name(name) => Some(name),
            _ => None,
        });
        (tag.is_statement && names.next() == Some(statement))
            .then(|| names.next().map(str::to_owned))?
    };
    tags(text).iter().filter_map(name).collect()
}
