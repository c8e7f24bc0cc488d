//! Tables: a telling label over a filled cell, a telling label beside one, names in a table or a form about hardship.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::form_names::{MAX_MERGED, names_in_form};
use super::label::{
    LABELS, Label, is_about_hardship, is_hardship, is_name_label, telling, telling_column,
};
use super::labelled::may_hold_label;
use super::simplified::simplified;
use super::table_head::head_of;
use super::value::{is_name, reveals};

/// The most characters of a cell that is a label.
const MAX_LABEL: usize = 16;
/// The most columns of a table that are looked at.
const MAX_COLUMNS: usize = 512;
/// What a name is reported as.
pub const NAME: &str = "姓名";

/// How the labels of a table stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableShape {
    /// The first row holds the names of the columns.
    Headed,
    /// Anywhere, as in the sheets of a form.
    Free,
}

/// A filled cell that tells something about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TellingCell {
    /// Its row, from 0.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// The label over it or beside it.
    pub label: &'static str,
}

/// The cells of a table that tell something about a person, by their labels.
#[must_use]
pub fn telling_cells<T: AsRef<str>>(rows: &[Vec<T>], shape: TableShape) -> Vec<TellingCell> {
    if let Some(rows) = simplified_rows(rows) {
        return telling_cells(&rows, shape);
    }
    let mut plain: Vec<Vec<&str>> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut texts = Vec::with_capacity(row.len().min(MAX_COLUMNS));
        for text in row.iter().take(MAX_COLUMNS) {
            texts.push(bare(text.as_ref()));
        }
        plain.push(texts);
    }
    let head = match shape {
        TableShape::Headed => head_of(&plain),
        TableShape::Free => 0..0,
    };
    let mut cells = Vec::new();
    let mut columns = Columns::default();
    for (row, texts) in plain.iter().enumerate() {
        let mut labels: Vec<Option<&'static Label>> = Vec::with_capacity(texts.len());
        for text in texts {
            labels.push(label_of(text));
        }
        let is_header = head.contains(&row);
        columns.read_names(texts, is_header, shape);
        let has_value = columns.names.is_some() && texts.iter().any(|text| is_hardship(text));
        let mut before: Option<(usize, &'static Label)> = None;
        for (column, text) in texts.iter().enumerate() {
            let beside = before.filter(|(at, _)| column - at <= MAX_MERGED);
            let over = columns.above.get(column).copied().flatten();
            let is_form = shape == TableShape::Headed && head.end <= row;
            let is_named = columns.names == Some(column) && !is_header;
            let label = if labels.get(column).copied().flatten().is_some() {
                None
            } else if let Some((_, label)) =
                beside.filter(|(_, label)| reveals(label, text, is_form))
            {
                Some(label.word)
            } else if let Some(label) =
                over.filter(|label| reveals(label, text, shape == TableShape::Headed))
            {
                Some(label.word)
            } else if is_named && (columns.has_hardship || has_value) && is_name(text) {
                Some(NAME)
            } else {
                None
            };
            cells.extend(label.map(|label| TellingCell { row, column, label }));
            if !text.is_empty() {
                before = labels.get(column).copied().flatten().map(|label| (column, label));
            }
        }
        let is_blank = texts.iter().all(|text| text.is_empty());
        columns.read_labels(&labels, is_header, is_blank, shape);
    }
    add_names(&plain, &mut cells);
    cells
}

/// A table with simplified characters; `None` where it has no others.
fn simplified_rows<T: AsRef<str>>(rows: &[Vec<T>]) -> Option<Vec<Vec<String>>> {
    let mut cells = rows.iter().flatten();
    cells.find(|cell| matches!(simplified(cell.as_ref()), Cow::Owned(_)))?;
    let mut plain: Vec<Vec<String>> = Vec::with_capacity(rows.len());
    for row in rows {
        plain.push(row.iter().map(|cell| simplified(cell.as_ref()).into_owned()).collect());
    }
    Some(plain)
}

/// Adds the names in the fields of a form that tells of hardship.
fn add_names(rows: &[Vec<&str>], cells: &mut Vec<TellingCell>) {
    let mut known = FxHashSet::default();
    for cell in &*cells {
        known.insert((cell.row, cell.column));
    }
    let before = cells.len();
    for (row, column) in names_in_form(rows) {
        if !known.contains(&(row, column)) {
            cells.push(TellingCell { row, column, label: NAME });
        }
    }
    if before < cells.len() {
        cells.sort_by_key(|cell| (cell.row, cell.column));
    }
}

/// What the rows above say of each column.
#[derive(Default)]
struct Columns {
    above: Vec<Option<&'static Label>>,
    /// The column of the children's names.
    names: Option<usize>,
    /// Whether another column is about hardship.
    has_hardship: bool,
}

impl Columns {
    /// Reads which column holds names. A head may have two rows.
    fn read_names(&mut self, texts: &[&str], is_header: bool, shape: TableShape) {
        let may_tell = is_header || shape == TableShape::Free && telling_column(texts).is_some();
        if !may_tell {
            return;
        }
        let names = texts.iter().position(|text| is_name_label(text));
        self.names = names.or(self.names.filter(|_| shape == TableShape::Headed));
        self.has_hardship |= texts.iter().any(|text| is_about_hardship(text));
    }

    /// Reads the labels that stand over the rows below.
    fn read_labels(
        &mut self,
        labels: &[Option<&'static Label>],
        is_header: bool,
        is_blank: bool,
        shape: TableShape,
    ) {
        self.above.resize(self.above.len().max(labels.len()), None);
        for (column, place) in self.above.iter_mut().enumerate() {
            let label = labels.get(column).copied().flatten();
            match shape {
                TableShape::Headed if is_header => *place = label.or(*place),
                TableShape::Free if label.is_some() => *place = label,
                TableShape::Free if is_blank => *place = None,
                _ => {}
            }
        }
    }
}

/// A cell without the marks around its text.
fn bare(text: &str) -> &str {
    text.trim_matches(|ch: char| {
        ch.is_whitespace() || matches!(ch, '*' | '_' | '`' | '：' | ':' | '"')
    })
}

/// The label that a cell is.
pub(super) fn label_of(text: &str) -> Option<&'static Label> {
    if MAX_LABEL * 4 < text.len() || !may_hold_label(text) || MAX_LABEL < text.chars().count() {
        return None;
    }
    let common = || LABELS.iter().find(|label| label.is_common && label.word == text);
    telling(text).or_else(common)
}
