//! A table with a column a month → the columns of its ledger: the year of its first month, and what its figures are.

use csv::StringRecord;

use super::ledger_head::LedgerHead;
use super::sheet::SheetRows;
use crate::model::ColumnRole;
use crate::syntax::months::{is_total_head, month_of_head};
use crate::syntax::spreadsheet::{is_footer, total_row};
use crate::syntax::text::fold_width;

/// The first month of a school year.
const SCHOOL_YEAR_BEGINS: u32 = 8;
/// The most rows that name measures.
const MAX_NAMED_ROWS: usize = 100;

/// What a table of months says of itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct MonthTable {
    /// The year of its first month.
    pub(super) year: i32,
    /// The columns whose figures stand below the months, with their roles.
    pub(super) columns: Vec<(String, ColumnRole)>,
}

/// The table of months below a head. `sources`: what stands above the head, and the names of the sheet and the file.
/// `None` when neither the head nor the sources tell the year and the measure.
pub(super) fn month_table(
    sheet: &SheetRows,
    head: &LedgerHead,
    sources: &[&str],
    measures: &[String],
) -> Option<MonthTable> {
    let mut first = None;
    for name in &head.names {
        first = first.or(month_of_head(name));
    }
    let first = first?;
    let year = match first.year {
        Some(year) => year,
        None => sources.iter().find_map(|text| year_in(text, first.month))?,
    };
    let rows = rows_of_measures(sheet, head, measures);
    if !rows.is_empty() {
        return Some(MonthTable { year, columns: rows });
    }
    let measure = sources.iter().find_map(|text| measure_in(text, measures))?;
    Some(MonthTable { year, columns: vec![(measure, ColumnRole::Data)] })
}

/// Whether the head of a column names a month, or the total of the months.
pub(super) fn is_of_months(name: &str) -> bool {
    month_of_head(name).is_some() || is_total_head(name)
}

/// What each row holds, where one of them is named for a measure.
fn rows_of_measures(
    sheet: &SheetRows,
    head: &LedgerHead,
    measures: &[String],
) -> Vec<(String, ColumnRole)> {
    let Some(label) = label_column(sheet, head, measures) else { return Vec::new() };
    let mut columns: Vec<(String, ColumnRole)> = Vec::new();
    for row in sheet.rows.iter().skip(head.end()) {
        let record = StringRecord::from(row.clone());
        let name = row.get(label).map_or("", |cell| cell.trim());
        let is_known = columns.iter().any(|(known, _)| known == name);
        if name.is_empty() || is_known || total_row(&record).is_some() || is_footer(&record) {
            continue;
        }
        let is_measure = measures.iter().any(|measure| measure == name);
        let role = if is_measure { ColumnRole::Data } else { ColumnRole::Text };
        columns.push((name.to_owned(), role));
    }
    if columns.len() <= MAX_NAMED_ROWS { columns } else { Vec::new() }
}

/// The column in which a row is named for a measure.
fn label_column(sheet: &SheetRows, head: &LedgerHead, measures: &[String]) -> Option<usize> {
    for row in sheet.rows.iter().skip(head.end()) {
        for (column, cell) in row.iter().enumerate() {
            if measures.iter().any(|measure| measure == cell.trim()) {
                return Some(column);
            }
        }
    }
    None
}

/// The longest name of a measure in a text.
fn measure_in(text: &str, measures: &[String]) -> Option<String> {
    let mut longest: Option<&String> = None;
    for measure in measures {
        let is_longer = longest.is_none_or(|known| known.len() < measure.len());
        if is_longer && text.contains(measure.as_str()) {
            longest = Some(measure);
        }
    }
    longest.cloned()
}

/// The year of a table's first month, by a text: `2024年`, or `2024-2025学年`, whose months of spring are of the next year.
fn year_in(text: &str, first_month: u32) -> Option<i32> {
    let text = fold_width(text);
    let bytes = text.as_bytes();
    for start in 0..bytes.len().saturating_sub(3) {
        let digits = &bytes[start..start + 4];
        let is_year = digits.iter().all(u8::is_ascii_digit)
            && (digits.starts_with(b"20") || digits.starts_with(b"19"));
        let is_alone = !start.checked_sub(1).is_some_and(|at| bytes[at].is_ascii_digit())
            && !bytes.get(start + 4).is_some_and(u8::is_ascii_digit);
        if !is_year || !is_alone {
            continue;
        }
        let year: i32 = text.get(start..start + 4)?.parse().ok()?;
        let is_school_year = text[start..].contains("学年") && first_month < SCHOOL_YEAR_BEGINS;
        return Some(year + i32::from(is_school_year));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_the_first_month_is_told_by_the_title() {
        for (text, month, year) in [
            ("2024年送教统计表", 1, Some(2024)),
            ("2024-2025学年送教统计表", 9, Some(2024)),
            ("2024—2025学年第二学期", 3, Some(2025)),
            ("２０２４年", 3, Some(2024)),
            ("送教统计表20240301", 3, None),
            ("送教统计表", 3, None),
        ] {
            assert_eq!(year_in(text, month), year, "{text}");
        }
    }
}
