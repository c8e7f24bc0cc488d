//! The head of a ledger's table among the rows of a sheet: below titles and lines such as `填报单位：…`, over one row or
//! several.

use super::filled_cells;
use super::sheet::SheetRows;
use crate::model::Day;
use crate::syntax::heads::{head, is_name};
use crate::syntax::months::named_month;
use crate::syntax::spreadsheet::{serial_date, without_time};
use crate::syntax::text::fold_width;

/// How many rows may stand above the head, and how many below tell how wide the table is.
const MAX_TITLE_ROWS: usize = 30;
/// The fewest columns that are months for the table to be one of months.
const FEWEST_MONTHS: usize = 3;
/// What the first cell of a line above the head says: who handed the table in, and when.
const LINE_WORDS: [&str; 7] = ["填报", "填表", "上报", "报送", "制表", "编制", "单位名称"];

/// The head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LedgerHead {
    /// The index of its first row.
    pub(super) at: usize,
    /// How many rows it takes.
    pub(super) rows: usize,
    /// The names of the columns; empty where there is none.
    pub(super) names: Vec<String>,
}

impl LedgerHead {
    /// The index of the first row below.
    pub(super) fn end(&self) -> usize {
        self.at + self.rows
    }

    /// The row in which the name of a column stands.
    pub(super) fn row_of(&self, sheet: &SheetRows, column: usize) -> usize {
        let mut found = self.at;
        for at in self.at..self.end() {
            let row = sheet.rows.get(at).map_or(&[][..], Vec::as_slice);
            let cell = row.get(column).map_or("", String::as_str);
            if !cell.trim().is_empty() {
                found = at;
            }
        }
        found
    }

    /// Whether its columns are the months of a year.
    pub(super) fn is_of_months(&self) -> bool {
        let mut months = 0;
        for name in &self.names {
            months += usize::from(is_month(name));
        }
        FEWEST_MONTHS <= months
    }

    fn width(&self) -> usize {
        filled_cells(&self.names).len()
    }
}

/// The head of a sheet: the first row of names, or the wider one right above the first row with a figure or a day.
pub(super) fn ledger_head(sheet: &SheetRows) -> Option<LedgerHead> {
    let mut body = None;
    for (at, row) in sheet.rows.iter().enumerate().take(MAX_TITLE_ROWS + 3) {
        if is_entry(row) {
            body = Some(at);
            break;
        }
    }
    let mut best: Option<LedgerHead> = None;
    for at in 0..body.unwrap_or(sheet.rows.len()).min(MAX_TITLE_ROWS) {
        let Some(found) = head_at(sheet, at) else { continue };
        let is_better = match &best {
            None => true,
            Some(known) => {
                known.end() <= at && known.width() < found.width() && body == Some(found.end())
            }
        };
        if is_better {
            best = Some(found);
        }
    }
    best
}

/// The head that begins with a row.
fn head_at(sheet: &SheetRows, at: usize) -> Option<LedgerHead> {
    let rows = sheet.rows.get(at..)?;
    let first = filled_cells(rows.first()?);
    if first.len() < 2 || !are_names(&first) {
        return None;
    }
    let found = head(rows);
    let found = LedgerHead { at, rows: found.rows, names: found.names };
    let below = rows.get(found.rows..)?;
    let next = filled_cells(below.first()?);
    let mut widest = 0;
    for row in below.iter().take(MAX_TITLE_ROWS) {
        widest = widest.max(filled_cells(row).len());
    }
    let width = found.width();
    // 填报单位 and its value beside it, above the names of the columns.
    let first = first.first().copied().unwrap_or_default();
    let is_line = says_who(first) && width <= next.len() && are_names(&next);
    (!is_line && width <= 2 * next.len() && widest < 2 * width).then_some(found)
}

/// Whether a cell is a line `填报单位：清河小学`.
fn is_line(cell: &str) -> bool {
    cell.contains(['：', ':'])
}

/// Whether a row is an entry rather than a title or a head: several cells, of which one is a figure or a day.
fn is_entry(row: &[String]) -> bool {
    let filled = filled_cells(row);
    let first = filled.first().copied().unwrap_or_default();
    if filled.len() < 2 || says_who(first) {
        return false;
    }
    let mut is_telling = false;
    for cell in filled {
        if is_line(cell) {
            return false;
        }
        is_telling |= is_figure(cell) || is_day(cell);
    }
    is_telling
}

/// Whether the cells of a row could be names of columns.
fn are_names(cells: &[&str]) -> bool {
    for cell in cells {
        if !is_name(cell) || is_line(cell) {
            return false;
        }
    }
    true
}

/// Whether the first cell of a row says that the row tells who handed the table in, or when.
fn says_who(first: &str) -> bool {
    for word in LINE_WORDS {
        if first.starts_with(word) {
            return true;
        }
    }
    false
}

/// Whether a text is a figure.
pub(super) fn is_figure(text: &str) -> bool {
    let text = fold_width(text.trim());
    let mut has_digit = false;
    for ch in text.chars() {
        if !ch.is_ascii_digit() && !".,%-".contains(ch) {
            return false;
        }
        has_digit |= ch.is_ascii_digit();
    }
    has_digit
}

/// Whether a text is a day, be it as a serial number.
pub(super) fn is_day(text: &str) -> bool {
    let text = text.trim();
    Day::parse(&fold_width(without_time(text))).is_ok()
        || text.len() == 5 && serial_date(text).is_some()
}

/// Whether a text is a month: 3月, 三月, 2024年3月, 三月份.
pub(super) fn is_month(text: &str) -> bool {
    text.contains('月') && named_month(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&[&str]]) -> SheetRows {
        let mut sheet = SheetRows::default();
        for (number, row) in rows.iter().enumerate() {
            sheet.numbers.push(number as u32 + 1);
            sheet.rows.push(row.iter().map(|cell| (*cell).to_owned()).collect());
        }
        sheet
    }

    #[track_caller]
    fn assert_head(rows: &[&[&str]], at: usize, names: &[&str]) {
        let found = ledger_head(&sheet(rows)).unwrap();
        let filled = filled_cells(&found.names);
        assert_eq!((found.at, filled.as_slice()), (at, names));
    }

    #[test]
    fn titles_and_lines_above_a_head_are_no_head() {
        let names = ["日期", "姓名", "项目", "金额"];
        let entry: &[&str] = &["2024-03-05", "某人", "寄宿", "500"];
        for above in [
            &["填报单位：清河小学", "", "填报时间：2024年3月"][..],
            &["填报单位", "清河小学", "填报人", "某人"],
            &["填报单位", "清河小学", "填报日期", "2024-03-31"],
            &["2024年春季资助发放台账", "单位：元"],
            &["资助台账", "表一"],
            &["资助台账"],
        ] {
            assert_head(&[&["清河小学资助台账"], above, &names, entry, entry], 2, &names);
        }
        // A table of texts alone: the first row of names is the head.
        assert_head(
            &[&["姓名", "班级"], &["某甲", "一班"], &["某乙", "二班"]],
            0,
            &["姓名", "班级"],
        );
    }

    #[test]
    fn a_head_of_two_rows_is_one_head() {
        let rows: &[&[&str]] = &[
            &["资助统计表"],
            &["日期", "资助人数", "", "金额"],
            &["", "男", "女", ""],
            &["2024-03-05", "2", "3", "500"],
        ];
        assert_head(rows, 1, &["日期", "资助人数 男", "资助人数 女", "金额"]);
        let head = ledger_head(&sheet(rows)).unwrap();
        assert_eq!((head.row_of(&sheet(rows), 0), head.row_of(&sheet(rows), 2)), (1, 2));
    }

    #[test]
    fn months_are_known() {
        for text in ["3月", "12月", "三月", "2024年3月", "三月份", "03月"] {
            assert!(is_month(text), "{text}");
        }
        for text in ["3月5日", "13月", "月", "每月", "月份"] {
            assert!(!is_month(text), "{text}");
        }
    }
}
