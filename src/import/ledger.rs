//! A spreadsheet → a ledger: the roles of its columns, as far as the table tells them.

use csv::StringRecord;

use super::filled_cells;
use super::ledger_head::{LedgerHead, is_day, is_figure, is_month};
use super::month_ledger::{MonthTable, is_of_months};
use super::sheet::SheetRows;
use super::writer::LineWriter;
use crate::diagnostics::{ImportNote, ImportPlace};
use crate::l10n::{Lang, pick};
use crate::model::ColumnRole;
use crate::parse::names::{AS, COLUMNS, MONTHS, NAME, ROLES, SHEET, TABLE, TITLE};
use crate::privacy::telling_label;
use crate::scaffold::quote;
use crate::syntax::spreadsheet::{is_footer, total_row};
use crate::syntax::workbook::NO_RESULT;

/// The most characters of a title.
const MAX_TITLE: usize = 40;
/// How many rows below the header are looked at.
const SAMPLE: usize = 200;
/// Names of persons, which are never published.
const NAMES: [&str; 10] = [
    "姓名",
    "学生姓名",
    "幼儿姓名",
    "家长姓名",
    "监护人",
    "户主",
    "名字",
    "受助人",
    "学生",
    "家长",
];

/// The text of a ledger's file, its title, and what was decided.
pub(super) struct LedgerText {
    pub(super) title: String,
    pub(super) lines: LineWriter,
    pub(super) notes: Vec<ImportNote>,
}

/// The file of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct TableFile<'n> {
    /// The title of a table that has none.
    pub(super) stem: &'n str,
    /// What its name ends in: it is named for the title.
    pub(super) ending: &'n str,
    /// The sheet, unless it is the first.
    pub(super) sheet: Option<&'n str>,
}

/// A ledger over a table with a head. `months`: what a table with a column a month says.
pub(super) fn ledger(
    sheet: &SheetRows,
    (head, months): (&LedgerHead, Option<&MonthTable>),
    table: TableFile<'_>,
    measures: &[String],
    lang: Lang,
) -> LedgerText {
    let above = sheet.rows.get(..head.at).unwrap_or_default();
    let found = title_above(above);
    let mut title = found.unwrap_or(table.stem).to_owned();
    if let Some(name) = table.sheet.filter(|name| !title.contains(name.trim())) {
        // The sheets of a file often have one title.
        title.push_str(&format!("（{}）", name.trim()));
    }
    let number = sheet.numbers.get(head.at).copied().unwrap_or(1);
    let place = ImportPlace::Cell(number, 1);
    let mut lines = LineWriter::default();
    lines.push_own("---");
    lines.key("", pick(lang, TITLE.zh, TITLE.en), &title, &place);
    let file = format!("{}{}", crate::scaffold::file_name(&title), table.ending);
    lines.push_own(&format!("{}: {}", pick(lang, TABLE.zh, TABLE.en), quote(&file)));
    // A text is one table, whichever sheet it was.
    if let Some(name) = table.sheet.filter(|_| table.ending != ".csv") {
        lines.push_own(&format!("{}: {}", pick(lang, SHEET.zh, SHEET.en), quote(name)));
    }
    lines.push(&format!("{}:", pick(lang, COLUMNS.zh, COLUMNS.en)), &place);
    let entries = first_entries(sheet, head.end());
    let (mut has_date, mut roles, mut said) = (months.is_some(), Vec::new(), Vec::new());
    for (column, name) in head.names.iter().enumerate() {
        if name.is_empty() || months.is_some() && is_of_months(name) {
            continue;
        }
        let role = role_of(name, &entries, column, measures, has_date);
        has_date |= role == ColumnRole::Date;
        roles.push((column, role));
        let role = role_word(role, lang);
        said.push(format!("{name}：{role}"));
        let row = head.row_of(sheet, column);
        let number = sheet.numbers.get(row).copied().unwrap_or(number);
        let place = ImportPlace::Cell(number, column as u32 + 1);
        let (key, as_key) = (pick(lang, NAME.zh, NAME.en), pick(lang, AS.zh, AS.en));
        lines.push(&format!("  - {key}: {}", quote(name)), &place);
        lines.push(&format!("    {as_key}: {role}"), &place);
    }
    if let Some(months) = months {
        said.extend(month_lines(&mut lines, months, &place, lang));
    }
    lines.push_own("---");
    let mut notes = vec![ImportNote::ColumnsRead(said)];
    let mut left_out = rows_around(sheet, head, &roles);
    left_out.retain(|text| Some(text.as_str()) != found);
    if !left_out.is_empty() {
        notes.push(ImportNote::RowsNotCounted(left_out));
    }
    LedgerText { title, lines, notes }
}

/// Writes the columns that the head of a table of months does not name: the day, and what stands below the months.
/// Returns what each is.
fn month_lines(
    lines: &mut LineWriter,
    months: &MonthTable,
    place: &ImportPlace,
    lang: Lang,
) -> Vec<String> {
    let mut said = Vec::new();
    let (name_key, as_key) = (pick(lang, NAME.zh, NAME.en), pick(lang, AS.zh, AS.en));
    let day = (pick(lang, "月份", "month").to_owned(), ColumnRole::Date);
    for (name, role) in std::iter::once(&day).chain(&months.columns) {
        let word = role_word(*role, lang);
        said.push(format!("{name}：{word}"));
        lines.push(&format!("  - {name_key}: {}", quote(name)), place);
        lines.push(&format!("    {as_key}: {word}"), place);
        if *role == ColumnRole::Date {
            let key = pick(lang, MONTHS.zh, MONTHS.en);
            lines.push(&format!("    {key}: {}", months.year), place);
        }
    }
    said
}

/// What tells the year and the measure of a table of months: the lines above its head, then the names of its sheet and
/// its file.
pub(super) fn month_sources<'s>(
    sheet: &'s SheetRows,
    head: &LedgerHead,
    table: TableFile<'s>,
) -> Vec<&'s str> {
    let mut sources = Vec::new();
    for row in sheet.rows.get(..head.at).unwrap_or_default() {
        sources.extend(filled_cells(row));
    }
    sources.extend(table.sheet);
    sources.push(table.stem);
    sources
}

/// The rows that are no entries: titles and lines above the head, totals, and who made and checked the table below.
fn rows_around(sheet: &SheetRows, head: &LedgerHead, roles: &[(usize, ColumnRole)]) -> Vec<String> {
    let mut rows = Vec::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let is_entry = head.end() <= at && !is_total_or_remark(row, roles);
        let is_head = (head.at..head.end()).contains(&at);
        let mut filled = filled_cells(row);
        // Our own sign for a formula without a result is nothing that stands in the file.
        filled.retain(|cell| *cell != NO_RESULT);
        if !is_entry && !is_head && !filled.is_empty() {
            rows.push(filled.join(" "));
        }
    }
    rows
}

/// Whether the reader of ledgers takes a row for totals or for a remark below the table.
fn is_total_or_remark(row: &[String], roles: &[(usize, ColumnRole)]) -> bool {
    let (mut has_day, mut has_number) = (false, false);
    for (column, role) in roles {
        let cell = row.get(*column).map_or("", String::as_str);
        has_day |= *role == ColumnRole::Date && is_day(cell);
        has_number |= *role == ColumnRole::Data && is_figure(cell);
    }
    let record = StringRecord::from(row.to_vec());
    !has_day && (total_row(&record).is_some() || is_footer(&record) && !has_number)
}

/// The title above the header: the first row of a single cell, unless that is a whole sentence.
fn title_above(rows: &[Vec<String>]) -> Option<&str> {
    for row in rows {
        if let [cell] = filled_cells(row)[..] {
            return (cell.chars().count() <= MAX_TITLE).then_some(cell);
        }
    }
    None
}

/// The word for a role.
fn role_word(role: ColumnRole, lang: Lang) -> &'static str {
    for (word, known) in ROLES {
        if *known == role {
            return word.in_language(lang);
        }
    }
    ""
}

/// The first rows from one on, without totals and remarks.
fn first_entries(sheet: &SheetRows, first: usize) -> Vec<&[String]> {
    let mut entries = Vec::new();
    for row in sheet.rows.iter().skip(first).take(SAMPLE) {
        let record = StringRecord::from(row.clone());
        if total_row(&record).is_none() && !is_footer(&record) {
            entries.push(row.as_slice());
        }
    }
    entries
}

/// The role of a column, by its name and its cells in the first entries.
fn role_of(
    name: &str,
    entries: &[&[String]],
    column: usize,
    measures: &[String],
    has_date: bool,
) -> ColumnRole {
    if telling_label(name).is_some() || NAMES.contains(&name) {
        return ColumnRole::Secret;
    }
    if measures.iter().any(|measure| measure == name) {
        return ColumnRole::Data;
    }
    let mut values = Vec::new();
    for row in entries {
        if let Some(cell) = row.get(column)
            && !matches!(cell.trim(), "" | NO_RESULT)
        {
            values.push(cell.trim());
        }
    }
    let mut days = 0;
    for value in &values {
        days += usize::from(is_day(value) || is_month(value));
    }
    // One named so is it even where a cell is wrong: the parser then says which.
    let says_date = name.contains("日期") || name.contains("date") || name.contains("Date");
    let may_say_date = name.contains("时间") || name.contains("月份");
    let is_date = says_date && (0 < days || values.is_empty() || name == "日期")
        || may_say_date && (values.len() < 2 * days || values.is_empty())
        || 0 < days && days == values.len();
    if !has_date && is_date {
        return ColumnRole::Date;
    }
    ColumnRole::Text
}
