//! What kind of thing a value is, as the tables write it: `text`, `Link`, `list of Row`, `(number, text)`, `text?`.

use super::{Shape, shape};
use crate::l10n::labels::Labels;

/// The kind of a value.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::site) enum Kind {
    /// Escaped where it is printed.
    Text,
    /// Safe HTML or SVG, to be printed with `| safe`; empty when there is nothing to show.
    Html,
    Number,
    YesNo,
    /// Several values under names.
    Shape(&'static Shape),
    /// All words of the interface.
    Words,
    List(Box<Kind>),
    /// Values by their place: `it[0]`.
    Places(Vec<Kind>),
    /// May be `none`.
    Maybe(Box<Kind>),
    /// Not known: whatever is asked of it is let through.
    Any,
}

impl Kind {
    /// Reads a kind as the tables write it. What is no kind is [`Kind::Any`]; a test finds such.
    pub(in crate::site) fn parse(text: &str) -> Kind {
        if let Some(of) = text.strip_prefix("list of ") {
            return Kind::List(Box::new(Kind::parse(of)));
        }
        if let Some(of) = text.strip_suffix('?') {
            return Kind::Maybe(Box::new(Kind::parse(of)));
        }
        if let Some(inner) = text.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
            let kinds: Vec<Kind> = inner.split(", ").map(Kind::parse).collect();
            return match <[Kind; 1]>::try_from(kinds) {
                Ok([single]) => single,
                Err(several) => Kind::Places(several),
            };
        }
        match text {
            "text" => Kind::Text,
            "html" => Kind::Html,
            "number" => Kind::Number,
            "yes/no" => Kind::YesNo,
            "Words" => Kind::Words,
            _ => shape(text).map_or(Kind::Any, Kind::Shape),
        }
    }

    /// The kind of a value under a name, or the names that there are.
    pub(in crate::site) fn field(&self, name: &str) -> Result<Kind, Vec<&'static str>> {
        match self {
            Kind::Any => Ok(Kind::Any),
            Kind::Maybe(of) => of.field(name),
            Kind::Words => {
                if Labels::names().any(|it| it == name) {
                    Ok(Kind::Text)
                } else {
                    Err(Labels::names().collect())
                }
            }
            Kind::Shape(shape) => {
                let found = shape.values.iter().find(|it| it.0 == name);
                found
                    .map(|it| Kind::parse(it.1))
                    .ok_or_else(|| shape.values.iter().map(|it| it.0).collect())
            }
            Kind::Text | Kind::Html | Kind::Number | Kind::YesNo => Err(Vec::new()),
            Kind::List(_) | Kind::Places(_) => Err(Vec::new()),
        }
    }

    /// The kind of a value at a place, `[0]`.
    pub(in crate::site) fn at(&self, place: Option<usize>) -> Kind {
        match (self, place) {
            (Kind::Maybe(of), _) => of.at(place),
            (Kind::List(of), _) => (**of).clone(),
            (Kind::Places(all), Some(place)) => all.get(place).cloned().unwrap_or(Kind::Any),
            _ => Kind::Any,
        }
    }

    /// The kind of what a loop goes through.
    pub(in crate::site) fn each(&self) -> Kind {
        match self {
            Kind::Maybe(of) => of.each(),
            Kind::List(of) => (**of).clone(),
            _ => Kind::Any,
        }
    }
}
