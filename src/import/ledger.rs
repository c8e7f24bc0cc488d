//! A spreadsheet → a ledger: the roles of its columns, as far as the table tells them.

use super::filled_cells;
use super::sheet::SheetRows;
use super::writer::LineWriter;
use crate::diagnostics::{ImportNote, ImportPlace};
use crate::l10n::{Lang, pick};
use crate::model::{ColumnRole, Day};
use crate::parse::names::{AS, COLUMNS, NAME, ROLES, SHEET, TABLE, TITLE};
use crate::privacy::telling_label;
use crate::scaffold::quote;
use crate::syntax::spreadsheet::{serial_date, without_time};
use crate::syntax::text::fold_width;

/// How many rows may stand above the header.
const MAX_TITLE_ROWS: usize = 30;
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

/// A ledger over a table; `None` when no row looks like a header.
pub(super) fn ledger(
    sheet: &SheetRows,
    table: TableFile<'_>,
    measures: &[String],
    lang: Lang,
) -> Option<LedgerText> {
    let header = header(sheet)?;
    let names = sheet.rows.get(header)?;
    let above = sheet.rows.get(..header).unwrap_or_default();
    let mut title = title_above(above).unwrap_or(table.stem).to_owned();
    if let Some(name) = table.sheet.filter(|name| !title.contains(name.trim())) {
        // The sheets of a file often have one title.
        title.push_str(&format!("（{}）", name.trim()));
    }
    let number = sheet.numbers.get(header).copied().unwrap_or(1);
    let place = ImportPlace::Cell(number, 1);
    let mut lines = LineWriter::default();
    let mut roles = Vec::new();
    lines.push_own("---");
    lines.key("", pick(lang, TITLE.zh, TITLE.en), &title, &place);
    let file = format!("{}{}", crate::scaffold::file_name(&title), table.ending);
    lines.push_own(&format!("{}: {}", pick(lang, TABLE.zh, TABLE.en), quote(&file)));
    if let Some(name) = table.sheet {
        lines.push_own(&format!("{}: {}", pick(lang, SHEET.zh, SHEET.en), quote(name)));
    }
    lines.push_own(&format!("{}:", pick(lang, COLUMNS.zh, COLUMNS.en)));
    let mut has_date = false;
    for (column, name) in names.iter().enumerate() {
        let name = name.split_whitespace().collect::<Vec<_>>().join("");
        if name.is_empty() {
            continue;
        }
        let role = role_of(&name, sheet, header, column, measures, has_date);
        has_date |= role == ColumnRole::Date;
        let role = role_word(role, lang);
        roles.push(format!("{name}：{role}"));
        let place = ImportPlace::Cell(number, column as u32 + 1);
        let (key, as_key) = (pick(lang, NAME.zh, NAME.en), pick(lang, AS.zh, AS.en));
        lines.push(&format!("  - {key}: {}", quote(&name)), &place);
        lines.push(&format!("    {as_key}: {role}"), &place);
    }
    lines.push_own("---");
    Some(LedgerText { title, lines, notes: vec![ImportNote::ColumnsRead(roles)] })
}

/// The first row with names of columns: several cells, none a figure or a date, with a wider or equally wide row below
/// that has one.
fn header(sheet: &SheetRows) -> Option<usize> {
    for (at, row) in sheet.rows.iter().take(MAX_TITLE_ROWS).enumerate() {
        let names = filled_cells(row);
        let below = match sheet.rows.get(at + 1) {
            Some(below) => filled_cells(below).len(),
            None => 0,
        };
        let fits = 2 <= names.len() && names.len() <= 2 * below;
        if fits && names.iter().all(|cell| !is_figure(cell) && !is_day(cell)) {
            return Some(at);
        }
    }
    None
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
            return pick(lang, word.zh, word.en);
        }
    }
    ""
}

fn role_of(
    name: &str,
    sheet: &SheetRows,
    header: usize,
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
    for row in sheet.rows.iter().skip(header + 1).take(SAMPLE) {
        if let Some(cell) = row.get(column)
            && !cell.trim().is_empty()
        {
            values.push(cell.trim());
        }
    }
    let days = values.iter().filter(|value| is_day(value)).count();
    let says_date = ["日期", "时间", "date", "Date"].iter().any(|word| name.contains(word));
    let is_date = 0 < days && 2 * days > values.len() && (says_date || days == values.len());
    if !has_date && is_date {
        return ColumnRole::Date;
    }
    ColumnRole::Text
}

fn is_figure(text: &str) -> bool {
    let text = fold_width(text.trim());
    !text.is_empty()
        && text.chars().all(|ch| ch.is_ascii_digit() || ".,%-".contains(ch))
        && text.chars().any(|ch| ch.is_ascii_digit())
}

fn is_day(text: &str) -> bool {
    let text = text.trim();
    Day::parse(&fold_width(without_time(text))).is_ok()
        || text.len() == 5 && serial_date(text).is_some()
}
