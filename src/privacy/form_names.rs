//! A child's name in one field of a form and the family's hardship in another: together they tell whose hardship it is.

use super::label::{announces_hardship, is_name_label};
use super::value::{is_name, is_withheld};
use super::words::ends_with_any;

/// The most lines or rows between the name and the hardship: those of one form.
const MAX_LINES: usize = 12;
/// The most characters of a label.
pub(super) const MAX_LABEL: usize = 12;
/// The most cells between a label and its value: those that were merged away.
pub(super) const MAX_MERGED: usize = 3;
/// How the answer begins that no hardship is there.
const DENIALS: [char; 2] = ['否', '没'];

/// Brings names and hardships of one form together. `P` is the place of a name.
pub(super) struct FormNames<P> {
    /// The names that no hardship was found for yet, with their lines.
    waiting: Vec<(usize, P)>,
    /// The last line that told of hardship.
    told_at: Option<usize>,
    found: Vec<P>,
}

impl<P> FormNames<P> {
    pub(super) fn new() -> FormNames<P> {
        FormNames { waiting: Vec::new(), told_at: None, found: Vec::new() }
    }

    /// A name whose hardship stands beside it.
    pub(super) fn add_told(&mut self, place: P) {
        self.found.push(place);
    }

    /// Looks at a field of a line. `place` is that of the value.
    pub(super) fn add_field(&mut self, line: usize, label: &str, value: &str, place: P) {
        if MAX_LABEL * 4 < label.len() {
            return;
        }
        if is_name_label(label) && is_name(value) {
            self.waiting.push((line, place));
        } else if announces_hardship(label) && tells(value) {
            self.told_at = Some(line);
        }
    }

    /// Ends a line: names wait for some lines only.
    pub(super) fn end_line(&mut self, line: usize) {
        self.waiting.retain(|(at, _)| line - at <= MAX_LINES);
        if self.told_at.is_some_and(|told| line - told <= MAX_LINES) {
            for (_, place) in self.waiting.drain(..) {
                self.found.push(place);
            }
        }
    }

    /// The places of the names, in the order in which their hardships were found.
    pub(super) fn into_found(self) -> Vec<P> {
        self.found
    }
}

/// Whether what follows after a label about hardship says something of one family.
fn tells(value: &str) -> bool {
    let counts = value.chars().any(char::is_numeric) && value.contains(['人', '户', '名', '次']);
    let is_label = announces_hardship(value) && is_head_of_column(value);
    !value.is_empty() && !counts && !is_label && !is_withheld(value) && !value.starts_with(DENIALS)
}

/// Whether a word ends as the head of a column does: then it is no answer.
fn is_head_of_column(word: &str) -> bool {
    const ENDINGS: [&str; 9] =
        ["类别", "类型", "情况", "原因", "等级", "档次", "标准", "金额", "项目"];
    ends_with_any(word, &ENDINGS)
}

/// The names in the cells of a form that also tells of hardship, as rows and columns: `姓名 | 张某 | 困难类别 | 低保`, a
/// label and its value in each row, or both in one cell.
pub(super) fn names_in_form(rows: &[Vec<&str>]) -> Vec<(usize, usize)> {
    let mut names = FormNames::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut label: Option<(usize, &str)> = None;
        for (column, cell) in cells.iter().enumerate() {
            if cell.is_empty() {
                continue;
            }
            if let Some((label, value)) = cell.split_once(['：', ':']) {
                names.add_field(row, label.trim(), value.trim(), (row, column));
            } else if let Some((at, label)) = label
                && column - at <= MAX_MERGED
            {
                names.add_field(row, label, cell, (row, column));
            }
            let is_label = !cell.is_ascii() && cell.len() <= MAX_LABEL * 4;
            label = is_label.then_some((column, *cell));
        }
        names.end_line(row);
    }
    names.into_found()
}
