//! ledgers/*.md (docs/content-model.md §2). The table of a ledger is read in `table.rs`.

use csv::StringRecord;

use super::document::{Document, personal_data, text};
use super::filing::filing;
use super::former_ids::{FormerKind, former_ids};
use super::labels::relabel;
use super::map_reader::MapReader;
use super::names::*;
use super::record::{body_or_note, note_beside};
use super::references::References;
use super::table::{MAX_TABLE, TableSpec, TableText, read_table};
use super::table_header::line_of;
use crate::diagnostics::{Diagnostic, NotCounted, Oddity, Problem, SpannedProblem};
use crate::error::Error;
use crate::model::{Column, ColumnRole, Detail, Ledger, MeasureIx, PairOf, Record, SchoolIx};
use crate::privacy;
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::nfc;
use crate::syntax::workbook::{self, WorkbookError, is_spreadsheet};

/// Reads ledgers together with the tables that they name.
pub(crate) struct LedgerParser<'a> {
    pub(crate) references: &'a References,
    pub(crate) school: SchoolIx,
    /// The files next to the ledger, as on disk.
    pub(crate) siblings: &'a [String],
    /// Reads a file of the archive.
    pub(crate) read: &'a dyn Fn(&str) -> Result<Vec<u8>, Error>,
}

impl LedgerParser<'_> {
    /// The ledger; `None` when its record or its table cannot be read. Problems of the table go to
    /// `table_diagnostics`, with the table's own path.
    ///
    /// # Errors
    /// When the table cannot be read from its source.
    pub(crate) fn parse(
        &self,
        mut document: Document,
        problems: &mut Vec<SpannedProblem>,
        table_diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Record>, Error> {
        relabel(&mut document.front, LEDGER_FIELDS, problems);
        let Some(map) = MapReader::new(&document.front, LEDGER_FIELDS, problems) else {
            return Ok(None);
        };
        let title = map.required_text(TITLE, "2024年营养餐台账", problems);
        let table = map.required_text(TABLE, "2024营养餐.csv", problems);
        if !map.has(&COLUMNS) {
            map.report_missing(COLUMNS, "（每列一项，写明名称与作为）", problems);
        }
        let (columns, months) = self.columns(&map, problems);
        let sheet = map.text(&SHEET, problems);
        let header_row = map.integer(&HEADER_ROW, 1..=MAX_HEADER_ROW, "", problems);
        let draft = map.flag(&DRAFT, problems);
        let correction = map.string(&CORRECTION, problems);
        let formerly = former_ids(&map, FormerKind::Record, &document.id, problems);
        let filing = filing(&map, problems);
        let note = map.string(&NOTE, problems);
        let public_until = map.day(&PUBLIC_UNTIL, problems);
        let path = match table {
            Some(table) => self.table_path(table, problems),
            None => None,
        };
        let (Some(title), Some(path)) = (title, path) else { return Ok(None) };
        if columns.is_empty() {
            return Ok(None);
        }
        let spec = TableSpec { path: &path, columns: &columns, header_row, months };
        let ledger = self.table(&spec, sheet.as_ref(), problems, table_diagnostics)?;
        let Some(ledger) = ledger else { return Ok(None) };
        let latest_day = ledger.days.iter().flatten().max();
        let mut attachments = document.attachments;
        attachments.retain(|path| *path != ledger.table);
        Ok(Some(Record {
            id: document.id,
            file: document.file,
            title: title.value,
            school: self.school,
            day: None,
            first_day: None,
            term: latest_day.and_then(|day| self.references.calendar.term_of(*day)),
            of_type: None,
            types: Vec::new(),
            plan: None,
            pair: PairOf::None,
            data: Vec::new(),
            unread: Vec::new(),
            people: Vec::new(),
            public_until: public_until.map(|day| day.value),
            draft,
            correction,
            note: note_beside(&document.body, note.as_ref()),
            formerly,
            body: body_or_note(document.body, note),
            attachments,
            filing,
            at: map.key_span(&TITLE),
            detail: Detail::Ledger(ledger),
        }))
    }

    fn table(
        &self,
        spec: &TableSpec<'_>,
        sheet: Option<&Spanned<String>>,
        problems: &mut Vec<SpannedProblem>,
        table_diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Ledger>, Error> {
        let mut table_problems = Vec::new();
        let bytes = (self.read)(spec.path)?;
        let table = if is_spreadsheet(spec.path) {
            sheet_rows(&bytes, sheet, problems, &mut table_problems).map(TableText::Sheet)
        } else {
            text(&bytes, MAX_TABLE, &mut table_problems).map(TableText::Csv)
        };
        let other_sheets = match &table {
            Some(TableText::Sheet(_)) => {
                workbook::sheets_beside(&bytes, sheet.map(|name| name.value.as_str()))
            }
            _ => Vec::new(),
        };
        drop(bytes); // a table may be large
        let ledger = match table {
            Some(table) => read_table(self.references, &table, spec, problems, &mut table_problems),
            None => None,
        };
        let ledger = ledger.map(|ledger| Ledger { other_sheets, ..ledger });
        for (span, problem) in table_problems {
            table_diagnostics.push(Diagnostic::new(spec.path, span, problem));
        }
        Ok(ledger)
    }

    /// The columns, and the year of the first month where the table has a column a month.
    fn columns(
        &self,
        map: &MapReader<'_>,
        problems: &mut Vec<SpannedProblem>,
    ) -> (Vec<Spanned<Column>>, Option<Spanned<i32>>) {
        let mut columns: Vec<Spanned<Column>> = Vec::new();
        let mut all_have_roles = true;
        let mut months = None;
        for map in map.maps(&COLUMNS, COLUMN_FIELDS, problems) {
            let name = map.required_text(NAME, "日期", problems);
            let role = map.required_choice(AS, ROLES, problems);
            let Some(Spanned { value: name, span }) = name else { continue };
            all_have_roles &= role.is_some();
            // What the column holds is not known; that it is there is.
            let role = role.unwrap_or(ColumnRole::Text);
            if let Some(first) = columns.iter().find(|column| column.value.name == name) {
                let line = first.span.start.line;
                problems.push((span, Problem::DuplicateKey { found: name, line }));
                continue;
            }
            if role == ColumnRole::Date && has_date(&columns) {
                problems.push((map.key_span(&AS), Problem::SecondDateColumn));
                continue;
            }
            months = months.or(months_of(&map, role, problems));
            let measure = self.measure(&name, role);
            let is_unread = role == ColumnRole::Data && measure.is_none();
            if is_unread && !self.references.incomplete.indicators {
                let why = NotCounted::UnreadColumn { column: name.clone() };
                problems.push((span, Problem::NotCounted(why)));
            }
            columns.push(Spanned { value: Column { name, role, measure }, span });
        }
        if !columns.is_empty() && !has_date(&columns) && all_have_roles {
            problems.push((map.key_span(&COLUMNS), Problem::NoDateColumn));
        }
        (columns, months)
    }

    /// The measure that a column holds, if an indicator reads it.
    fn measure(&self, name: &str, role: ColumnRole) -> Option<MeasureIx> {
        let indicators = &self.references.indicators;
        let measure = *indicators.by_key.get(name)?;
        let is_read = match role {
            ColumnRole::Data => true,
            ColumnRole::Text | ColumnRole::Secret => indicators.uses(measure).texts,
            ColumnRole::Date => false,
        };
        is_read.then_some(measure)
    }

    /// The path of the table next to the ledger.
    fn table_path(
        &self,
        table: Spanned<String>,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<String> {
        let Spanned { value: text, span } = table;
        let name = text.strip_prefix("./").unwrap_or(&text);
        if name.contains("..") || name.contains(['/', '\\', ':']) || name.starts_with(['.', '_']) {
            problems.push((span, Problem::UnsafePath { found: text }));
            return None;
        }
        let mut tables = Vec::new();
        for path in self.siblings {
            let sibling = file_name(path);
            if nfc(sibling) == name {
                return Some(path.clone());
            }
            if is_table(sibling) {
                tables.push(sibling);
            }
        }
        let nearest = match (nearest_owned(name, tables.iter().copied()), tables.as_slice()) {
            (None, [only]) => Some((*only).to_owned()),
            (nearest, _) => nearest,
        };
        problems.push((span, Problem::MissingAttachment { found: text, nearest }));
        None
    }
}

/// The years in which a table of months can begin.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2200;
/// The greatest row that can be a header.
const MAX_HEADER_ROW: u32 = 1_048_576;

/// Whether a file can be the table of a ledger, by its name.
pub(super) fn is_table(name: &str) -> bool {
    name.to_lowercase().ends_with(".csv") || is_spreadsheet(name)
}

/// The rows of a spreadsheet; personal data in any cell is reported.
fn sheet_rows(
    bytes: &[u8],
    sheet: Option<&Spanned<String>>,
    problems: &mut Vec<SpannedProblem>,
    table_problems: &mut Vec<SpannedProblem>,
) -> Option<Vec<StringRecord>> {
    if MAX_TABLE < bytes.len() {
        let problem = Problem::TooLarge { limit: MAX_TABLE as u64 };
        table_problems.push((Span::first(), problem));
        return None;
    }
    let error = match workbook::rows(bytes, sheet.map(|name| name.value.as_str())) {
        Ok(rows) => {
            report_personal_data(&rows, table_problems);
            return Some(rows);
        }
        Err(error) => error,
    };
    let problem = match error {
        WorkbookError::TooLarge => Problem::TooLarge { limit: MAX_TABLE as u64 },
        WorkbookError::FarCell(row, column) => {
            Problem::Odd(Oddity::FarCell { cell: workbook::cell_name(row, column) })
        }
        WorkbookError::Unreadable => Problem::Odd(Oddity::NoSpreadsheet { is_page: false }),
        WorkbookError::WebPage => Problem::Odd(Oddity::NoSpreadsheet { is_page: true }),
        WorkbookError::NoSheet(sheets) => {
            let (found, span) = match sheet {
                Some(name) => (name.value.clone(), name.span),
                None => (String::new(), Span::first()),
            };
            problems.push((span, Problem::Odd(Oddity::NoSheet { found, sheets })));
            return None;
        }
    };
    table_problems.push((Span::first(), problem));
    None
}

/// Reports personal data in any cell, those of secret columns included: what is committed stays in the history.
fn report_personal_data(rows: &[StringRecord], problems: &mut Vec<SpannedProblem>) {
    for row in rows {
        let cells: Vec<&str> = row.iter().collect();
        let joined = cells.join("\t");
        for finding in privacy::scan(&joined) {
            let column = joined[..finding.span.start].matches('\t').count() as u32 + 1;
            let span = Span::new(line_of(row).unwrap_or(1), column, 0);
            problems.push((span, personal_data(finding)));
        }
    }
}

/// The year of the first month, which the column of dates says where the table has a column a month.
fn months_of(
    map: &MapReader<'_>,
    role: ColumnRole,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Spanned<i32>> {
    let year = map.integer(&MONTHS, YEARS, "年", problems)?;
    let span = map.key_span(&MONTHS);
    if role != ColumnRole::Date {
        problems.push((span, Problem::Odd(Oddity::MonthsOfNoDate)));
        return None;
    }
    Some(Spanned { value: i32::try_from(year).ok()?, span })
}

fn has_date(columns: &[Spanned<Column>]) -> bool {
    columns.iter().any(|column| column.value.role == ColumnRole::Date)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
