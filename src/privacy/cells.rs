//! Tables: a telling label over a filled cell, a telling label beside one, names in a table about hardship.

use std::ops::Range;

use super::found::PersonalDataMatch;
use super::label::{LABELS, Label, telling, telling_column};
use super::labelled::told;
use super::value::{is_name, reveals};

/// The most characters of a cell that is a label.
const MAX_LABEL: usize = 16;
/// The most columns of a table that are looked at.
const MAX_COLUMNS: usize = 512;

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
    let mut cells = Vec::new();
    let mut above: Vec<Option<&'static Label>> = Vec::new();
    let mut names: Option<usize> = None;
    for (row, texts) in rows.iter().enumerate() {
        let plain: Vec<&str> =
            texts.iter().take(MAX_COLUMNS).map(|text| bare(text.as_ref())).collect();
        let labels: Vec<Option<&'static Label>> = plain.iter().map(|text| label_of(text)).collect();
        let is_header = row == 0 && shape == TableShape::Headed;
        if is_header || shape == TableShape::Free && telling_column(&plain).is_some() {
            names =
                telling_column(&plain).and_then(|name| plain.iter().position(|text| *text == name));
        }
        above.resize(above.len().max(plain.len()), None);
        for (column, text) in plain.iter().enumerate() {
            let over = above.get(column).copied().flatten();
            let beside =
                column.checked_sub(1).and_then(|before| labels.get(before).copied().flatten());
            let is_form = shape == TableShape::Headed && !is_header;
            let label = if labels.get(column).copied().flatten().is_some() {
                None
            } else if let Some(label) = beside.filter(|label| reveals(label, text, is_form)) {
                Some(label.word)
            } else if let Some(label) =
                over.filter(|label| reveals(label, text, shape == TableShape::Headed))
            {
                Some(label.word)
            } else if names == Some(column) && !is_header && is_name(text) {
                Some("姓名")
            } else {
                None
            };
            cells.extend(label.map(|label| TellingCell { row, column, label }));
        }
        let is_blank = plain.iter().all(|text| text.is_empty());
        for (column, place) in above.iter_mut().enumerate() {
            let label = labels.get(column).copied().flatten();
            match shape {
                TableShape::Headed if is_header => *place = label,
                TableShape::Free if label.is_some() => *place = label,
                TableShape::Free if is_blank => *place = None,
                _ => {}
            }
        }
    }
    cells
}

/// A cell without the marks around its text.
fn bare(text: &str) -> &str {
    text.trim_matches(|ch: char| {
        ch.is_whitespace() || matches!(ch, '*' | '_' | '`' | '：' | ':' | '"')
    })
}

/// The label that a cell is.
fn label_of(text: &str) -> Option<&'static Label> {
    if text.is_empty() || MAX_LABEL * 4 < text.len() || MAX_LABEL < text.chars().count() {
        return None;
    }
    let common = || LABELS.iter().find(|label| label.is_common && label.word == text);
    telling(text).or_else(common)
}

/// A cell of a table of Markdown, and its bytes in the text.
#[derive(Debug, Clone)]
struct MarkdownCell<'t> {
    text: &'t str,
    span: Range<usize>,
}

impl AsRef<str> for MarkdownCell<'_> {
    fn as_ref(&self) -> &str {
        self.text
    }
}

/// What the tables of a text in Markdown tell, in order.
pub(super) fn markdown(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    if text.as_bytes().contains(&b'|') {
        of_pipes(text, &mut matches);
    } else if text.as_bytes().contains(&b'\t') {
        of_tabs(text, &mut matches);
    }
    matches
}

/// Adds what rows with tabs tell, as they are pasted from Word and Excel.
fn of_tabs(text: &str, matches: &mut Vec<PersonalDataMatch>) {
    let mut rows: Vec<Vec<MarkdownCell<'_>>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end().contains('\t') {
            rows.push(tab_row(line, at));
        } else {
            tell(&std::mem::take(&mut rows), matches);
        }
        at += line.len();
    }
    tell(&rows, matches);
}

/// The cells of a line between tabs, without the spaces around them.
fn tab_row(line: &str, start: usize) -> Vec<MarkdownCell<'_>> {
    let mut cells = Vec::new();
    let mut from = start;
    for cell in line.split('\t') {
        let text = cell.trim();
        let offset = from + cell.len() - cell.trim_start().len();
        cells.push(MarkdownCell { text, span: offset..offset + text.len() });
        from += cell.len() + 1;
    }
    cells
}

/// Adds what tables between pipes tell.
fn of_pipes(text: &str, matches: &mut Vec<PersonalDataMatch>) {
    let mut rows: Vec<Vec<MarkdownCell<'_>>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.contains('|') {
            rows.push(row(line, at));
        } else if !rows.is_empty() {
            of_table(&std::mem::take(&mut rows), matches);
        }
        at += line.len();
    }
    of_table(&rows, matches);
}

/// Adds what a table tells. The second line of a table separates its header from its rows.
fn of_table(rows: &[Vec<MarkdownCell<'_>>], matches: &mut Vec<PersonalDataMatch>) {
    let Some(line) = rows.iter().position(|row| is_separator(row)) else { return };
    let mut table: Vec<Vec<MarkdownCell<'_>>> = Vec::new();
    table.extend(line.checked_sub(1).and_then(|header| rows.get(header)).cloned());
    table.extend(rows.iter().skip(line + 1).cloned());
    tell(&table, matches);
}

/// Adds what the cells of a table tell, whose first row is its header.
fn tell(table: &[Vec<MarkdownCell<'_>>], matches: &mut Vec<PersonalDataMatch>) {
    for TellingCell { row, column, label } in telling_cells(table, TableShape::Headed) {
        let Some(cell) = table.get(row).and_then(|row| row.get(column)) else { continue };
        matches.push(told(label, cell.span.clone(), cell.text));
    }
}

fn is_separator(row: &[MarkdownCell<'_>]) -> bool {
    !row.is_empty()
        && row.iter().all(|cell| {
            cell.text.contains('-')
                && cell.text.bytes().all(|byte| matches!(byte, b'-' | b':' | b' '))
        })
}

/// The cells of a line, without the spaces around them.
fn row(line: &str, start: usize) -> Vec<MarkdownCell<'_>> {
    let mut cells = Vec::new();
    let bytes = line.as_bytes();
    let begin = line.len() - line.trim_start().len();
    let mut from = begin + usize::from(bytes.get(begin) == Some(&b'|'));
    let end = line.trim_end().len();
    let first = from;
    for at in first..=end {
        let is_border = bytes.get(at) == Some(&b'|')
            && at.checked_sub(1).is_none_or(|before| bytes.get(before) != Some(&b'\\'));
        if (is_border || at == end) && from <= at && (at < end || from < end) {
            let cell = line.get(from..at).unwrap_or_default();
            let text = cell.trim();
            let offset = start + from + cell.len() - cell.trim_start().len();
            cells.push(MarkdownCell { text, span: offset..offset + text.len() });
            from = at + 1;
        }
    }
    cells
}
