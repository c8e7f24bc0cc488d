//! What stands in a blank form, before it is laid out for Word or Excel.

use super::super::mark::Mark;
use crate::l10n::Lang;

/// What belongs into a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::forms) enum CellKind {
    Text,
    Date,
    Number,
}

/// A cell to fill in, with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) struct FormField {
    /// A key of the model, or the name of a figure: what `import` reads it by.
    pub(in crate::forms) label: String,
    /// What is known already; empty else.
    pub(in crate::forms) value: String,
    /// What can be chosen; empty for any text.
    pub(in crate::forms) choices: Vec<String>,
    /// Whether other texts than the choices are right.
    pub(in crate::forms) is_open: bool,
    pub(in crate::forms) kind: CellKind,
    pub(in crate::forms) is_required: bool,
    /// Whether its texts are long.
    pub(in crate::forms) is_wide: bool,
    /// A word on how to fill it in; empty where the label says all.
    pub(in crate::forms) hint: String,
}

impl FormField {
    /// A field for any text.
    pub(in crate::forms) fn text(label: &str) -> FormField {
        FormField {
            label: label.to_owned(),
            value: String::new(),
            choices: Vec::new(),
            is_open: true,
            kind: CellKind::Text,
            is_required: false,
            is_wide: false,
            hint: String::new(),
        }
    }
}

/// How many letters wide a text is: a Chinese character is as wide as two.
pub(in crate::forms) fn letters(text: &str) -> u32 {
    let mut width = 0;
    for ch in text.chars() {
        width += if ch.is_ascii() { 1 } else { 2 };
    }
    width
}

/// A table of a form: a row for each of several things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) struct FormTable {
    /// What the table is about: a key of the model, or empty for a form that is nothing else.
    pub(in crate::forms) label: String,
    pub(in crate::forms) columns: Vec<FormField>,
    /// Rows that are filled in already, a text for each column.
    pub(in crate::forms) rows: Vec<Vec<String>>,
    /// A row below them, where a text that begins with `=` is a formula; empty without one.
    pub(in crate::forms) totals: Vec<String>,
}

/// Room for a longer text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) struct FormSection {
    pub(in crate::forms) heading: String,
    /// What stands there already; empty for nothing.
    pub(in crate::forms) text: String,
}

impl FormSection {
    /// Room below a heading.
    pub(in crate::forms) fn blank(heading: &str) -> FormSection {
        FormSection { heading: heading.to_owned(), text: String::new() }
    }
}

/// A blank form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::forms) struct BlankForm {
    pub(in crate::forms) lang: Lang,
    pub(in crate::forms) title: String,
    /// A line below the title: what the form is about.
    pub(in crate::forms) about: String,
    /// By which `import` knows it again; `None` for a form that `fill` fills in.
    pub(in crate::forms) mark: Option<Mark>,
    /// Cells with labels.
    pub(in crate::forms) fields: Vec<FormField>,
    /// Headings of longer texts, as in the records that `new` writes.
    pub(in crate::forms) sections: Vec<FormSection>,
    pub(in crate::forms) table: Option<FormTable>,
    /// Lines to sign on.
    pub(in crate::forms) signatures: Vec<String>,
    /// How to hand the form in, in small print.
    pub(in crate::forms) footer: String,
}
