//! The rows with the names of the columns in a table: titles may stand above them, and there may be two.

use std::ops::Range;

use super::cells::label_of;
use super::label::{is_about_hardship, is_name_label, telling_column};
use super::value::{is_name, reveals};

/// The most rows in which the head is looked for.
const MAX_TITLES: usize = 12;

/// The rows of the head of a table. Without any that looks like one it is the first row.
pub(super) fn head_of(rows: &[Vec<&str>]) -> Range<usize> {
    let mut start = 0;
    if !rows.first().is_some_and(|row| has_label(row)) {
        for (number, row) in rows.iter().enumerate().take(MAX_TITLES) {
            if is_head(row) {
                start = number;
                break;
            }
        }
    }
    let has_two = match (rows.get(start), rows.get(start + 1)) {
        (Some(first), Some(second)) => is_head(second) && !is_form(first),
        _ => false,
    };
    start..(start + 1 + usize::from(has_two)).min(rows.len())
}

fn has_label(row: &[&str]) -> bool {
    for cell in row {
        if label_of(cell).is_some() || is_name_label(cell) {
            return true;
        }
    }
    false
}

/// Whether a row below others is a head that tells: names of columns and nothing else.
fn is_head(row: &[&str]) -> bool {
    let (mut filled, mut known, mut telling) = (0, 0, telling_column(row).is_some());
    let mut has_names = false;
    let mut has_label = false;
    for cell in row {
        if cell.is_empty() {
            continue;
        }
        if cell.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        let label = label_of(cell);
        filled += 1;
        known += usize::from(label.is_some() || is_name_label(cell) || is_about_hardship(cell));
        has_names |= is_name_label(cell);
        has_label |= label.is_some();
        telling |= matches!(label, Some(label) if !label.is_common);
    }
    telling |= has_names && has_label;
    let is_wide = 3 <= filled || 2 == filled && known == filled;
    telling && is_wide && !is_form(row)
}

/// Whether a label of a row has its value beside it.
fn is_form(row: &[&str]) -> bool {
    let mut before: Option<&str> = None;
    for cell in row {
        if cell.is_empty() {
            continue;
        }
        if let Some(before) = before {
            let is_named = is_name_label(before) && is_name(cell);
            let is_told = match (label_of(before), label_of(cell)) {
                (Some(label), None) => reveals(label, cell, false),
                _ => false,
            };
            if is_named || is_told {
                return true;
            }
        }
        before = Some(cell);
    }
    false
}
