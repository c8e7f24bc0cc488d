//! ledgers/*.md (docs/content-model.md §2). The CSV table of a ledger is read in `table.rs`.

use super::document::{Document, text};
use super::filing::filing;
use super::map_reader::MapReader;
use super::names::*;
use super::record::body_or_note;
use super::references::References;
use super::table::{MAX_TABLE, read_table};
use crate::diagnostics::{Diagnostic, NotCounted, Problem, SpannedProblem};
use crate::error::Error;
use crate::model::{Column, ColumnRole, Detail, Ledger, MeasureIx, PairOf, Record, SchoolIx};
use crate::syntax::span::Spanned;
use crate::syntax::text::nfc;

/// Reads ledgers together with the CSV files that they name.
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
        document: Document,
        problems: &mut Vec<SpannedProblem>,
        table_diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Record>, Error> {
        let Some(map) = MapReader::new(&document.front, LEDGER_FIELDS, problems) else {
            return Ok(None);
        };
        let title = map.required_text(TITLE, "2024年营养餐台账", problems);
        let table = map.required_text(TABLE, "2024营养餐.csv", problems);
        if !map.has(&COLUMNS) {
            map.report_missing(COLUMNS, "（每列一项，写明名称与作为）", problems);
        }
        let columns = self.columns(&map, problems);
        let draft = map.flag(&DRAFT, problems);
        let correction = map.string(&CORRECTION, problems);
        let filing = filing(&map, problems);
        let note = map.string(&NOTE, problems);
        let path = match table {
            Some(table) => self.table_path(table, problems),
            None => None,
        };
        let (Some(title), Some(path)) = (title, path) else { return Ok(None) };
        if columns.is_empty() {
            return Ok(None);
        }
        let ledger = self.table(&path, &columns, problems, table_diagnostics)?;
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
            people: Vec::new(),
            public_until: None,
            draft,
            correction,
            body: body_or_note(document.body, note),
            attachments,
            filing,
            at: map.key_span(&TITLE),
            detail: Detail::Ledger(ledger),
        }))
    }

    fn table(
        &self,
        path: &str,
        columns: &[Spanned<Column>],
        problems: &mut Vec<SpannedProblem>,
        table_diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Option<Ledger>, Error> {
        let mut table_problems = Vec::new();
        let bytes = (self.read)(path)?;
        let csv = text(&bytes, MAX_TABLE, &mut table_problems);
        drop(bytes); // a table may be large
        let ledger = match csv {
            Some(csv) => {
                let references = self.references;
                read_table(references, &csv, path, columns, problems, &mut table_problems)
            }
            None => None,
        };
        for (span, problem) in table_problems {
            table_diagnostics.push(Diagnostic::new(path, span, problem));
        }
        Ok(ledger)
    }

    fn columns(
        &self,
        map: &MapReader<'_>,
        problems: &mut Vec<SpannedProblem>,
    ) -> Vec<Spanned<Column>> {
        let mut columns: Vec<Spanned<Column>> = Vec::new();
        for map in map.maps(&COLUMNS, COLUMN_FIELDS, problems) {
            let name = map.required_text(NAME, "日期", problems);
            let role = map.required_choice(AS, ROLES, problems);
            let (Some(Spanned { value: name, span }), Some(role)) = (name, role) else { continue };
            if let Some(first) = columns.iter().find(|column| column.value.name == name) {
                let line = first.span.start.line;
                problems.push((span, Problem::DuplicateKey { found: name, line }));
                continue;
            }
            if role == ColumnRole::Date && has_date(&columns) {
                problems.push((map.key_span(&AS), Problem::SecondDateColumn));
                continue;
            }
            let measure = self.measure(&name, role);
            let is_unread = role == ColumnRole::Data && measure.is_none();
            if is_unread && !self.references.incomplete.indicators {
                let why = NotCounted::UnreadColumn { column: name.clone() };
                problems.push((span, Problem::NotCounted(why)));
            }
            columns.push(Spanned { value: Column { name, role, measure }, span });
        }
        if !columns.is_empty() && !has_date(&columns) {
            problems.push((map.key_span(&COLUMNS), Problem::NoDateColumn));
        }
        columns
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

    /// The path of the CSV file next to the ledger.
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
            if sibling.to_lowercase().ends_with(".csv") {
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

fn has_date(columns: &[Spanned<Column>]) -> bool {
    columns.iter().any(|column| column.value.role == ColumnRole::Date)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
