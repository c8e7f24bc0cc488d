//! Kinds of values, as templates see them: `text`, `Link`, `list of Row`, `(number, text)`, `text?`.

use std::borrow::Cow;

use super::describe::Shape;
use crate::l10n::labels::Labels;

/// The kind of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    /// Escaped where it is printed.
    Text,
    /// Safe HTML or SVG, to be printed with `| safe`; empty when there is nothing to show.
    Html,
    Number,
    YesNo,
    /// Several values under names.
    Shape(fn() -> Shape),
    /// All words of the interface.
    Words,
    List(&'static Kind),
    /// Values by their index: `it[0]`.
    Tuple(&'static [Kind]),
    /// May be `none`.
    Optional(&'static Kind),
    /// Not known: whatever a template asks of it is accepted.
    Any,
}

/// Marks text that is safe HTML: `#[shown_as(Html)] body: String`.
pub(crate) struct Html;

/// A type whose values templates can use.
pub(crate) trait TemplateValue {
    /// What a template sees of it.
    const KIND: Kind;
}

macro_rules! kinds {
    ($($kind:ident: $($ty:ty),*;)*) => {
        $($(impl TemplateValue for $ty {
            const KIND: Kind = Kind::$kind;
        })*)*
    };
}

kinds! {
    Text: str, String, Cow<'_, str>;
    Html: Html;
    Number: usize, u32, i32, i64;
    YesNo: bool;
    Words: Labels;
}

impl<T: TemplateValue + ?Sized> TemplateValue for &T {
    const KIND: Kind = T::KIND;
}

impl<T: TemplateValue> TemplateValue for Vec<T> {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: TemplateValue, const N: usize> TemplateValue for [T; N] {
    const KIND: Kind = Kind::List(&T::KIND);
}

impl<T: TemplateValue> TemplateValue for Option<T> {
    const KIND: Kind = Kind::Optional(&T::KIND);
}

impl<A: TemplateValue, B: TemplateValue> TemplateValue for (A, B) {
    const KIND: Kind = Kind::Tuple(&[A::KIND, B::KIND]);
}

impl Kind {
    /// The kind of a value under a name, or else the names that there are.
    pub(crate) fn field(self, name: &str) -> Result<Kind, Vec<&'static str>> {
        match self {
            Kind::Any => Ok(Kind::Any),
            Kind::Optional(inner) => inner.field(name),
            Kind::Words if Labels::names().any(|label| label == name) => Ok(Kind::Text),
            Kind::Words => Err(Labels::names().collect()),
            Kind::Shape(shape) => {
                let shape = shape();
                let found = shape.fields().find(|field| field.name == name);
                found
                    .map(|field| field.kind)
                    .ok_or_else(|| shape.fields().map(|field| field.name).collect())
            }
            Kind::Text | Kind::Html | Kind::Number | Kind::YesNo => Err(Vec::new()),
            Kind::List(_) | Kind::Tuple(_) => Err(Vec::new()),
        }
    }

    /// The kind of a value at an index, `[0]`; `None` means an index that is not written out.
    pub(crate) fn at(self, index: Option<usize>) -> Kind {
        match (self, index) {
            (Kind::Optional(inner), _) => inner.at(index),
            (Kind::List(item), _) => *item,
            (Kind::Tuple(kinds), Some(index)) => kinds.get(index).copied().unwrap_or(Kind::Any),
            _ => Kind::Any,
        }
    }

    /// The kind of the items that a loop goes through.
    pub(crate) fn each(self) -> Kind {
        match self {
            Kind::Optional(inner) => inner.each(),
            Kind::List(item) => *item,
            _ => Kind::Any,
        }
    }
}
