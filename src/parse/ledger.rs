//! ledgers/*.md with their CSV tables (MODEL.md §2).

use rustc_hash::FxHashMap;

use super::document::{Document, text};
use super::filing::filing;
use super::map_reader::{MapReader, Spanned};
use super::names::*;
use super::references::References;
use super::values::{holds_placeholder, is_placeholder, number};
use crate::diagnostics::{Diagnostic, NotCounted, Problem, Span};
use crate::error::Error;
use crate::model::{
    Body, Cell, Column, ColumnRole, Day, Detail, Ledger, PairOf, Record, SchoolIx, TextKey,
};
use crate::privacy;
use crate::syntax::csv::{self, Sums};
use crate::syntax::text::{fold_width, nfc};
use crate::syntax::yaml::Found;

/// The most bytes of a table.
pub(crate) const MAX_TABLE: usize = 64 * 1024 * 1024;
/// The most rows of a table.
const MAX_ROWS: usize = 1_500_000;
/// The most columns of a table.
const MAX_COLUMNS: usize = 512;

/// A ledger and the CSV file that it claims. `bytes` reads a file of the archive.
pub(crate) struct Reading<'a> {
    pub(crate) known: &'a References,
    pub(crate) school: SchoolIx,
    /// The files beside it, as on disk.
    pub(crate) beside: &'a [String],
    pub(crate) bytes: &'a dyn Fn(&str) -> Result<Vec<u8>, Error>,
}

impl Reading<'_> {
    /// The ledger, if it can be read. Problems of the table go to `out`, with the table's own name.
    pub(crate) fn ledger(
        &self,
        document: Document,
        found: &mut Vec<Found>,
        out: &mut Vec<Diagnostic>,
    ) -> Result<Option<Record>, Error> {
        let Some(form) = MapReader::new(&document.front, LEDGER_FIELDS, found) else {
            return Ok(None);
        };
        let title = form.required(TITLE, "2024年营养餐台账", found);
        let table = form.required(TABLE, "2024营养餐.csv", found);
        if !form.has(&COLUMNS) {
            form.missing(COLUMNS, "（每列一项，写明名称与作为）", found);
        }
        let columns = self.columns(&form, found);
        let draft = form.flag(&DRAFT, found);
        let correction = form.words(&CORRECTION, found);
        let filing = filing(&form, found);
        let note = form.words(&NOTE, found);
        let path = table.as_ref().and_then(|it| self.table_path(it, found));
        let (Some(title), Some(path)) = (title, path) else { return Ok(None) };
        if columns.is_empty() {
            return Ok(None);
        }
        let mut in_table = Vec::new();
        let bytes = (self.bytes)(&path)?;
        let ledger = text(&bytes, MAX_TABLE, &mut in_table).and_then(|it| {
            drop(bytes);
            self.table(&it, &path, &columns, found, &mut in_table)
        });
        out.extend(
            in_table.into_iter().map(|(span, problem)| Diagnostic::new(&path, span, problem)),
        );
        let Some(ledger) = ledger else { return Ok(None) };
        let latest = ledger.days.iter().flatten().max().copied();
        let mut attachments = document.attachments;
        attachments.retain(|it| *it != ledger.table);
        let mut body = Body { text: document.body.text, first_line: document.body.first_line };
        if let (true, Some(note)) = (body.text.trim().is_empty(), note) {
            body.text = note;
        }
        Ok(Some(Record {
            id: document.id,
            file: document.file,
            title: title.it,
            school: self.school,
            day: None,
            first_day: None,
            term: latest.and_then(|it| self.known.calendar.term_of(it)),
            of_type: None,
            plan: None,
            pair: PairOf::None,
            data: Vec::new(),
            people: Vec::new(),
            public_until: None,
            draft,
            correction,
            body,
            attachments,
            filing,
            at: form.at_key(&TITLE),
            detail: Detail::Ledger(ledger),
        }))
    }

    fn columns(&self, form: &MapReader<'_>, found: &mut Vec<Found>) -> Vec<Spanned<Column>> {
        let mut columns: Vec<Spanned<Column>> = Vec::new();
        for form in form.forms(&COLUMNS, COLUMN_FIELDS, found) {
            let name = form.required(NAME, "日期", found);
            let role = form.required_choice(AS, ROLES, found);
            let (Some(name), Some(role)) = (name, role) else { continue };
            if let Some(first) = columns.iter().find(|it| it.it.name == name.it) {
                let line = first.at.start.line;
                found.push((name.at, Problem::DuplicateKey { found: name.it, line }));
                continue;
            }
            if role == ColumnRole::Date && columns.iter().any(|it| it.it.role == ColumnRole::Date) {
                found.push((form.at_key(&AS), Problem::SecondDateColumn));
                continue;
            }
            let measure = self.known.indicators.by_key.get(&name.it).copied();
            let read = measure.filter(|it| {
                let uses = self.known.indicators.uses(*it);
                match role {
                    ColumnRole::Data => true,
                    ColumnRole::Text | ColumnRole::Secret => uses.texts,
                    ColumnRole::Date => false,
                }
            });
            if role == ColumnRole::Data && read.is_none() && !self.known.unsure.indicators {
                let why = NotCounted::UnreadColumn { column: name.it.clone() };
                found.push((name.at, Problem::NotCounted(why)));
            }
            columns
                .push(Spanned { it: Column { name: name.it, role, measure: read }, at: name.at });
        }
        if !columns.is_empty() && columns.iter().all(|it| it.it.role != ColumnRole::Date) {
            found.push((form.at_key(&COLUMNS), Problem::NoDateColumn));
        }
        columns
    }

    /// The CSV file beside the record.
    fn table_path(&self, table: &Spanned<String>, found: &mut Vec<Found>) -> Option<String> {
        let name = table.it.strip_prefix("./").unwrap_or(&table.it);
        if name.contains("..") || name.contains(['/', '\\', ':']) || name.starts_with(['.', '_']) {
            found.push((table.at, Problem::UnsafePath { found: table.it.clone() }));
            return None;
        }
        let beside = self.beside;
        let base = |path: &String| path.rsplit('/').next().unwrap_or(path).to_owned();
        if let Some(path) = beside.iter().find(|it| nfc(&base(it)) == name) {
            return Some(path.clone());
        }
        let names: Vec<String> =
            beside.iter().map(base).filter(|it| it.to_lowercase().ends_with(".csv")).collect();
        let nearest = nearest_owned(name, names.iter().map(String::as_str)).or_else(|| match names
            .as_slice()
        {
            [only] => Some(only.clone()),
            _ => None,
        });
        found.push((table.at, Problem::MissingAttachment { found: table.it.clone(), nearest }));
        None
    }

    fn table(
        &self,
        csv: &str,
        path: &str,
        columns: &[Spanned<Column>],
        found: &mut Vec<Found>,
        in_table: &mut Vec<Found>,
    ) -> Option<Ledger> {
        let names: Vec<&str> = columns.iter().map(|it| it.it.name.as_str()).collect();
        let mut reader = ::csv::ReaderBuilder::new()
            .flexible(true)
            .has_headers(false)
            .delimiter(csv::delimiter(csv, &names))
            .from_reader(csv.as_bytes());
        let mut row = ::csv::StringRecord::new();
        let mut first = Vec::new();
        while first.len() < csv::HEADER_WITHIN && reader.read_record(&mut row).unwrap_or(false) {
            first.push(row.clone());
        }
        if first.is_empty() {
            in_table.push((
                Span::first(),
                Problem::MissingColumn {
                    column: columns[0].it.name.clone(),
                    table: file_name(path).into(),
                    nearest: None,
                },
            ));
            return None;
        }
        let at = csv::header_row(&first, &names);
        let header = self.header(&first[at], path, columns, found, in_table)?;
        let mut sums = Sums::new(header.len());
        let mut ledger = Ledger { table: path.to_owned(), columns: header, ..Ledger::default() };
        for row in &first[at + 1..] {
            self.row_or_sum(row, &mut ledger, &mut sums, in_table);
        }
        // The text is UTF-8 and rows are flexible: nothing is left to fail.
        while reader.read_record(&mut row).unwrap_or(false) {
            if MAX_ROWS <= ledger.days.len() {
                in_table.push((Span::first(), Problem::TooLarge { limit: MAX_ROWS as u64 }));
                return None;
            }
            self.row_or_sum(&row, &mut ledger, &mut sums, in_table);
        }
        Some(ledger)
    }

    /// A row of the table, unless it is blank or only sums up others.
    fn row_or_sum(
        &self,
        row: &::csv::StringRecord,
        ledger: &mut Ledger,
        sums: &mut Sums,
        in_table: &mut Vec<Found>,
    ) {
        if row.iter().all(|it| it.trim().is_empty()) {
            return;
        }
        let line = row.position().map_or(0, |it| it.line() as u32);
        match csv::sum_row(row) {
            Some(sum) => self.compare_sums(row, line, (ledger, sums, sum), in_table),
            None => {
                let before = in_table.len();
                self.row(row, line, ledger, in_table);
                let cells = ledger.row(ledger.days.len() - 1);
                let numbers = cells.iter().enumerate().filter_map(|(at, it)| match it {
                    Cell::Number(figure) => Some((at, figure.exact())),
                    Cell::Empty | Cell::Text(_) | Cell::Secret(_) => None,
                });
                let numbers: Vec<_> = numbers.collect();
                numbers.iter().for_each(|(at, figure)| sums.add(*at, figure));
                let dated = ledger.days.last().is_some_and(Option::is_some);
                let has_days = ledger.columns.iter().any(|it| it.role == ColumnRole::Date);
                if let (Some((at, _)), false, true) = (numbers.first(), dated, has_days)
                    && in_table.len() == before
                {
                    let span = Span::new(line, column_of(row, *at), 0);
                    in_table.push((span, Problem::NotCounted(NotCounted::RowWithoutDate)));
                }
            }
        }
    }

    /// 合计 and 小计 count for nothing; where they differ from what the rows come to, somebody should look.
    fn compare_sums(
        &self,
        row: &::csv::StringRecord,
        line: u32,
        (ledger, sums, sum): (&Ledger, &mut Sums, csv::Sum),
        in_table: &mut Vec<Found>,
    ) {
        let label = row.iter().map(str::trim).find(|it| !it.is_empty()).unwrap_or_default();
        for (at, column) in ledger.columns.iter().enumerate() {
            let text = row.get(at).unwrap_or_default().trim();
            if column.role != ColumnRole::Data || text.is_empty() || text == label {
                continue;
            }
            let uses = column.measure.map(|it| self.known.indicators.uses(it));
            let units: Vec<&str> =
                uses.iter().flat_map(|it| &it.units).map(String::as_str).collect();
            let Ok(stated) = number(text, &units) else { continue };
            let (stated, rows) = (stated.exact(), sums.of(sum, at));
            if stated != *rows {
                let apart = if stated < *rows { rows - &stated } else { &stated - rows };
                let problem = Problem::NotCounted(NotCounted::SumDiffers {
                    label: label.to_owned(),
                    stated: stated.truncated(9),
                    rows: rows.truncated(9),
                    apart: apart.truncated(9),
                });
                let span = Span::new(line, column_of(row, at), text.chars().count() as u32);
                in_table.push((span, problem));
            }
        }
        sums.after(sum);
    }

    /// The columns in the order of the CSV.
    fn header(
        &self,
        row: &::csv::StringRecord,
        path: &str,
        columns: &[Spanned<Column>],
        found: &mut Vec<Found>,
        in_table: &mut Vec<Found>,
    ) -> Option<Vec<Column>> {
        let headers: Vec<String> = row.iter().map(|it| nfc(it.trim())).collect();
        if headers.len() > MAX_COLUMNS {
            in_table.push((Span::first(), Problem::TooLarge { limit: MAX_COLUMNS as u64 }));
            return None;
        }
        let before = found.len() + in_table.len();
        let by_name: FxHashMap<&str, &Column> =
            columns.iter().map(|it| (it.it.name.as_str(), &it.it)).collect();
        let mut seen: Vec<&str> = Vec::new();
        let mut ordered = Vec::new();
        for (at, header) in headers.iter().enumerate() {
            if header.is_empty() && headers[at..].iter().all(String::is_empty) {
                break; // trailing commas
            }
            let header_line = row.position().map_or(1, |it| it.line() as u32);
            let span = Span::new(header_line, column_of(row, at), header.chars().count() as u32);
            if seen.contains(&header.as_str()) {
                in_table.push((span, Problem::DuplicateKey { found: header.clone(), line: 1 }));
                continue;
            }
            seen.push(header);
            match by_name.get(header.as_str()) {
                Some(column) => ordered.push((*column).clone()),
                None => {
                    let table = file_name(path).to_owned();
                    in_table.push((span, Problem::UnknownColumn { found: header.clone(), table }));
                }
            }
        }
        for column in columns.iter().filter(|it| !seen.contains(&it.it.name.as_str())) {
            let nearest = nearest_owned(&column.it.name, headers.iter().map(String::as_str));
            let (column_, table) = (column.it.name.clone(), file_name(path).to_owned());
            found.push((column.at, Problem::MissingColumn { column: column_, table, nearest }));
        }
        let readable = found.len() + in_table.len() == before;
        in_table.extend(telling_columns(row, &ordered));
        readable.then_some(ordered)
    }

    fn row(
        &self,
        row: &::csv::StringRecord,
        line: u32,
        ledger: &mut Ledger,
        in_table: &mut Vec<Found>,
    ) {
        let mut day = None;
        for at in 0..ledger.columns.len() {
            let column = &ledger.columns[at];
            let text = row.get(at).unwrap_or_default().trim();
            let span = || Span::new(line, column_of(row, at), text.chars().count() as u32);
            let cell = if text.is_empty() {
                Cell::Empty
            } else {
                match column.role {
                    ColumnRole::Date => {
                        day = day_of(text, span(), in_table);
                        Cell::Empty
                    }
                    ColumnRole::Data => self.data_cell(text, column, span, in_table),
                    ColumnRole::Text | ColumnRole::Secret if csv::is_lost(text) => {
                        in_table.push((span(), Problem::LostNumber { found: text.to_owned() }));
                        Cell::Empty
                    }
                    ColumnRole::Text => Cell::Text(nfc(text).into()),
                    ColumnRole::Secret => Cell::Secret(TextKey::of(&nfc(text))),
                }
            };
            ledger.cells.push(cell);
        }
        let extra =
            row.iter().enumerate().skip(ledger.columns.len()).find(|(_, it)| !it.trim().is_empty());
        if let Some((at, text)) = extra {
            let span = Span::new(line, column_of(row, at), text.chars().count() as u32);
            in_table.push((span, Problem::ExtraCell { found: text.trim().to_owned() }));
        }
        ledger.days.push(day);
        ledger.lines.push(line);
    }

    fn data_cell(
        &self,
        text: &str,
        column: &Column,
        span: impl Fn() -> Span,
        in_table: &mut Vec<Found>,
    ) -> Cell {
        let uses = column.measure.map(|it| self.known.indicators.uses(it));
        if is_placeholder(text) {
            in_table.push((span(), Problem::Placeholder { found: text.to_owned() }));
            return Cell::Empty;
        }
        let units: Vec<&str> = uses.iter().flat_map(|it| &it.units).map(String::as_str).collect();
        match number(text, &units) {
            Ok(figure) => Cell::Number(figure),
            Err(_) if uses.is_some_and(|it| it.texts && !it.number) => Cell::Text(nfc(text).into()),
            Err(why) => {
                in_table.push((span(), Problem::BadNumber { found: text.to_owned(), why }));
                Cell::Empty
            }
        }
    }
}

fn day_of(text: &str, span: Span, in_table: &mut Vec<Found>) -> Option<Day> {
    if holds_placeholder(text) {
        in_table.push((span, Problem::Placeholder { found: text.to_owned() }));
        return None;
    }
    match Day::parse(&fold_width(csv::without_time(text))) {
        Ok(day) => Some(day),
        Err(why) => {
            if let Some(day) = csv::serial_day(text) {
                let day_text = day.to_string();
                in_table
                    .push((span, Problem::SerialDate { found: text.to_owned(), day: day_text }));
                return Some(day);
            }
            in_table.push((span, Problem::BadDate { found: text.to_owned(), why }));
            None
        }
    }
}

/// The column of a cell in its line, from 1: right where no cell before it is quoted.
fn column_of(row: &::csv::StringRecord, at: usize) -> u32 {
    row.iter().take(at).map(|it| it.chars().count() as u32 + 1).sum::<u32>() + 1
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Columns that tell of somebody by their very name. A secret one may tell what is only counted, such as 户主, but no
/// number that identifies: it stays in the history.
fn telling_columns(row: &::csv::StringRecord, columns: &[Column]) -> Vec<Found> {
    let open = |it: &&Column| matches!(it.role, ColumnRole::Data | ColumnRole::Text);
    let shown: Vec<&str> = columns.iter().filter(open).map(|it| it.name.as_str()).collect();
    let beside_hardship = privacy::telling_column(&shown);
    let tells = |it: &Column| match privacy::telling_label(&it.name) {
        Some(label) => it.role != ColumnRole::Secret || privacy::identifies(label),
        None => beside_hardship == Some(it.name.as_str()),
    };
    let told = columns.iter().filter(|it| tells(it)).map(|it| {
        let at = row.iter().position(|header| nfc(header.trim()) == it.name).unwrap_or(0);
        let line = row.position().map_or(1, |it| it.line() as u32);
        let span = Span::new(line, column_of(row, at), it.name.chars().count() as u32);
        (span, Problem::PersonalColumn { column: it.name.clone() })
    });
    told.collect()
}
