//! What spreadsheets do to the cells of a table (docs/domain.md §5): rows of totals, dates with a time or as serial
//! numbers, long numbers in exponential form.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};
use csv::StringRecord;

use super::text::fold_width;
use crate::syntax::ascii::is_digits;

/// The serial numbers that are taken for dates: 1982 to 2064.
const DATE_SERIALS: RangeInclusive<u64> = 30_000..=60_000;

/// A row of totals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TotalRow {
    /// 小计: the total of the rows since the previous one.
    Subtotal,
    /// 合计: the total of all rows.
    Total,
}

/// The most characters of the label of a row of totals.
const MAX_LABEL: usize = 12;
/// What the first cell of a row below a table says that is no entry: who made it, who checked it.
const FOOTER_WORDS: [&str; 14] = [
    "制表",
    "填表",
    "审核",
    "复核",
    "经办",
    "负责人",
    "校长",
    "大写",
    "盖章",
    "签字",
    "签名",
    "备注",
    "说明",
    "注：",
];

/// The kind of totals in a row, by the label in its first cell that is not empty: 合计, 本页合计, 合计（元）. A later cell
/// counts too where it holds nothing else than such a label.
pub(crate) fn total_row(row: &StringRecord) -> Option<TotalRow> {
    total_cell(row).and_then(total_label)
}

/// The cell that says that a row holds totals.
pub(crate) fn total_cell(row: &StringRecord) -> Option<&str> {
    let first = label_of(row).filter(|first| total_label(first).is_some());
    first.or_else(|| total_word(row))
}

/// A cell that holds nothing else than the label of a total.
pub(crate) fn total_word(row: &StringRecord) -> Option<&str> {
    row.iter().map(str::trim).find(|cell| TOTAL_WORDS.contains(cell))
}

/// Whether a text is the label of totals.
pub(crate) fn is_total(text: &str) -> bool {
    total_label(text) == Some(TotalRow::Total)
}

/// The labels of totals.
const TOTAL_WORDS: [&str; 8] =
    ["小计", "合计", "总计", "共计", "累计", "本页合计", "本月合计", "本页总计"];

/// The kind of totals that a label names.
fn total_label(label: &str) -> Option<TotalRow> {
    let label: String = label.chars().filter(|ch| !ch.is_whitespace()).collect();
    if MAX_LABEL < label.chars().count() {
        return None;
    }
    let is_part =
        ["小计", "本页合计", "本月合计", "本页总计"].iter().any(|word| label.contains(word));
    if is_part {
        return Some(TotalRow::Subtotal);
    }
    let is_total = ["合计", "总计", "共计", "累计"].iter().any(|word| label.contains(word));
    is_total.then_some(TotalRow::Total)
}

/// Whether a row is a remark below the table, by its first cell that is not empty.
pub(crate) fn is_footer(row: &StringRecord) -> bool {
    label_of(row).is_some_and(|first| FOOTER_WORDS.iter().any(|word| first.contains(word)))
}

/// The first cell of a row that is not empty, unless it begins with a digit, as a date does.
fn label_of(row: &StringRecord) -> Option<&str> {
    let first = row.iter().map(str::trim).find(|cell| !cell.is_empty())?;
    (!first.starts_with(|ch: char| ch.is_ascii_digit())).then_some(first)
}

/// Whether a cell holds what a spreadsheet shows for what it cannot show or work out.
pub(crate) fn is_sheet_error(text: &str) -> bool {
    const ERRORS: [&str; 7] = ["#REF!", "#VALUE!", "#N/A", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"];
    ERRORS.contains(&text) || 3 <= text.len() && text.bytes().all(|byte| byte == b'#')
}

/// Whether a cell holds the dash that accounts write for nothing.
pub(crate) fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|ch| matches!(ch, '-' | '－' | '—' | '–' | '―'))
}

/// A date without the time that spreadsheets add: `2024/3/15 0:00` → `2024/3/15`.
pub(crate) fn without_time(text: &str) -> &str {
    match text.rsplit_once([' ', 'T']) {
        Some((day, time)) if is_time(time.trim()) => day.trim_end(),
        _ => text,
    }
}

/// Whether a text is a time such as `0:00` or `08:30:00`.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    matches!(parts.len(), 2 | 3) && parts.iter().all(|part| part.len() <= 2 && is_digits(part))
}

/// The day of a serial number: `45366` is 2024-03-15.
pub(crate) fn serial_date(text: &str) -> Option<NaiveDate> {
    let text = fold_width(text);
    let serial: u64 = text.strip_suffix(".0").unwrap_or(&text).parse().ok()?;
    if !DATE_SERIALS.contains(&serial) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

/// Whether a long number was saved as `1.1E+17`, which loses its digits.
pub(crate) fn is_lost_number(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    mantissa.parse::<f64>().is_ok() && exponent.strip_prefix('+').is_some_and(is_digits)
}
