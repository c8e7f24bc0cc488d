//! The page of a ledger: its rows without the secret columns, or its totals by month if it has many rows.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::disclosure::SummedRows;
use crate::l10n::labels::Labels;
use crate::l10n::terms::grouped;
use crate::model::{
    Aggregate, Cell, Column, ColumnRole, Day, Detail, Digest, DocumentIx, Figure, Ledger, Period,
    Reads, RecordIx,
};
use crate::site::data::SpreadsheetTable;
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::body;
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::record::{Neighbours, facts, frame, neighbours};
use crate::site::fragments::serves::{Serves, serves};
use crate::site::fragments::uses::{UseView, uses};
use crate::site::model::frame::Frame;
use crate::site::model::href::csv_path;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::search::plain_text;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// One page per ledger.
pub(crate) struct LedgerPages;

impl PageKind for LedgerPages {
    type Key<'s> = RecordIx;
    type View<'s> = LedgerPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<RecordIx> {
        site.shown_records().filter(|record| site.is_ledger(*record)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: RecordIx) -> &'s str {
        &site.routes.records[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: RecordIx) -> LedgerPage<'s> {
        ledger(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: RecordIx) -> Digest {
        inputs.record(key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: RecordIx) -> Option<Document<'s>> {
        Some(facets.record(key))
    }
}

template_struct! {
    /// One ledger.
    #[derive(Debug, Serialize)]
    pub(crate) struct LedgerPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// Its columns, without the secret ones.
        columns: Vec<ColumnView<'s>>,
        /// Its rows; if there are more than 500, one row per month.
        rows: Vec<RowView>,
        /// The sums, one cell per column; empty without columns of figures.
        totals: Vec<String>,
        /// Whether `rows` are months.
        by_month: bool,
        /// Whether it has secret columns.
        has_secret: bool,
        /// All its rows, without the secret columns, as a CSV file.
        csv: String,
        /// Its text; empty without text.
        #[shown_as(Html)]
        body: String,
        /// The files attached to it.
        attachments: Vec<Attachment<'s>>,
        /// All that it serves; none where it serves nothing.
        serves: Option<Serves<'s>>,
        /// The targets it counts for.
        uses: Vec<UseView<'s>>,
        /// The ledgers before and after.
        neighbours: Neighbours<'s>,
        /// Its filing stamp; `none` without a file number.
        stamp: Option<Stamp>,
        /// Its id.
        id: &'s str,
    }
}

impl Page for LedgerPage<'_> {
    const TEMPLATE: Template = template!("ledger.html");

    fn text(&self) -> String {
        let mut text = String::new();
        plain_text(&self.body, &mut text);
        push_facts(&self.facts, &mut text);
        let heads = self.columns.iter().map(|column| column.name);
        let cells = self.rows.iter().flat_map(|row| &row.cells).chain(&self.totals);
        let cells = cells.map(String::as_str).filter(|cell| !cell.is_empty());
        for words in heads.chain(cells) {
            text.push_str(words);
            text.push('\n');
        }
        say_files(&self.attachments, &mut text);
        text
    }
}

template_struct! {
    /// A column of a ledger that is shown.
    #[derive(Debug, Serialize)]
    struct ColumnView<'s> as "Column" {
        /// Its heading.
        name: &'s str,
        /// Whether it holds figures.
        number: bool,
    }
}

template_struct! {
    /// A row of a ledger, or a month of one with many rows.
    #[derive(Debug, Serialize)]
    struct RowView as "LedgerRow" {
        /// One cell per column.
        cells: Vec<String>,
    }
}

/// A ledger without rows or columns.
static EMPTY: Ledger = Ledger {
    table: String::new(),
    other_sheets: Vec::new(),
    columns: Vec::new(),
    days: Vec::new(),
    lines: Vec::new(),
    cells: Vec::new(),
};

/// A ledger's page.
fn ledger(ctx: PageCtx<'_>, at: RecordIx) -> LedgerPage<'_> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let ledger = match &record.detail {
        Detail::Ledger(ledger) => ledger,
        _ => &EMPTY,
    };
    let table = Table { ctx, at, ledger };
    let by_month = ledger.is_summed_by_month();
    let body = body::html(ctx, &record.body, &record.file, Some(at));
    let mut all_facts = Facts(facts(ctx, at));
    all_facts.text(labels.rows_count, Some(ledger.days.len().to_string()));
    all_facts.text(labels.term_days, span(ledger).map(|span| site.words.days(span)));
    LedgerPage {
        page: frame(ctx, at),
        facts: all_facts.0,
        columns: columns(&ledger.columns, by_month, labels),
        rows: if by_month { table.months() } else { table.rows() },
        totals: table.totals(by_month),
        by_month,
        has_secret: ledger.columns.iter().any(|column| column.role == ColumnRole::Secret),
        csv: ctx.to(&csv_path(&site.routes.records[at.0])),
        attachments: attachments(ctx, &record.attachments, &body),
        serves: serves(ctx, at),
        uses: uses(ctx, at),
        neighbours: neighbours(ctx, at),
        stamp: stamp(ctx, DocumentIx::Record(at)),
        id: &record.id,
        body,
    }
}

/// The public columns of every ledger that has a page, as CSV: (path in the site, bytes). The file that a school handed
/// in is never published, because it may have secret columns.
pub(crate) fn csv_files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for at in LedgerPages::keys(site) {
        let page = &*site.routes.records[at.0];
        if let Detail::Ledger(ledger) = &site.archive.record(at).detail {
            let table = Table { ctx: PageCtx::new(site, page), at, ledger };
            files.push((csv_path(page), table.csv()));
        }
    }
    files
}

/// The days from the first row of a ledger to the last; `None` when no row has a day.
fn span(ledger: &Ledger) -> Option<Period> {
    let first = ledger.days.iter().flatten().min()?;
    let last = ledger.days.iter().flatten().max()?;
    Period::new(*first, *last)
}

/// The columns to show: never secret ones, and by month only those of figures.
fn columns<'s>(all: &'s [Column], by_month: bool, labels: &'static Labels) -> Vec<ColumnView<'s>> {
    let mut columns = Vec::new();
    if by_month {
        columns.push(ColumnView { name: labels.month, number: false });
        columns.push(ColumnView { name: labels.rows, number: true });
    }
    for column in all {
        if is_shown(column.role, by_month) {
            let number = column.role == ColumnRole::Data;
            columns.push(ColumnView { name: &column.name, number });
        }
    }
    columns
}

/// Whether columns of a role are shown.
fn is_shown(role: ColumnRole, by_month: bool) -> bool {
    match role {
        ColumnRole::Data => true,
        ColumnRole::Date | ColumnRole::Text => !by_month,
        ColumnRole::Secret => false,
    }
}

/// The rows of a ledger, as its page shows them.
struct Table<'t, 's> {
    ctx: PageCtx<'s>,
    at: RecordIx,
    ledger: &'t Ledger,
}

impl Table<'_, '_> {
    /// All rows.
    fn rows(&self) -> Vec<RowView> {
        (0..self.ledger.days.len()).map(|row| RowView { cells: self.row(row) }).collect()
    }

    /// The shown cells of one row.
    fn row(&self, row: usize) -> Vec<String> {
        let mut cells = Vec::new();
        for (column, cell) in self.ledger.columns.iter().zip(self.ledger.row(row)) {
            if is_shown(column.role, false) {
                cells.push(self.cell(row, column, cell));
            }
        }
        cells
    }

    /// The text of a cell; empty when the cell is.
    fn cell(&self, row: usize, column: &Column, cell: &Cell) -> String {
        let site = self.ctx.site;
        if column.role == ColumnRole::Date {
            return self.ledger.days[row].as_ref().map(ToString::to_string).unwrap_or_default();
        }
        let mut is_sensitive = false;
        if let Some(measure) = column.measure {
            if let Some(cover) = site.withheld.entry(self.at, Some(row as u32), measure) {
                return site.covered(cover, "");
            }
            is_sensitive = site.withheld.is_sensitive(measure);
        }
        site.shown_cell(cell, is_sensitive).map(|(text, _)| text).unwrap_or_default()
    }

    /// All rows as CSV.
    fn csv(&self) -> Vec<u8> {
        let shown = self.ledger.columns.iter().filter(|column| is_shown(column.role, false));
        let heads: Vec<&str> = shown.map(|column| column.name.as_str()).collect();
        let mut table = SpreadsheetTable::new(&heads);
        for row in 0..self.ledger.days.len() {
            let cells = self.row(row);
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            table.row(&cells);
        }
        table.bytes()
    }

    /// One row per month: how many rows, and the sum of each column of figures.
    fn months(&self) -> Vec<RowView> {
        let mut rows_of_month: BTreeMap<Option<Day>, Vec<usize>> = BTreeMap::new();
        for (row, day) in self.ledger.days.iter().enumerate() {
            rows_of_month.entry(day.map(Day::month_start)).or_default().push(row);
        }
        let mut months = Vec::new();
        for (month, rows) in rows_of_month {
            let name = match month {
                Some(month) => self.ctx.site.words.month(month),
                None => "—".to_owned(),
            };
            let mut cells = vec![name, rows.len().to_string()];
            let summed = SummedRows::Month(month);
            cells.extend(self.figures().map(|column| self.sum(column, summed, &rows)));
            months.push(RowView { cells });
        }
        months
    }

    /// The sums of the columns of figures, under the columns that are shown; blank under the others.
    fn totals(&self, by_month: bool) -> Vec<String> {
        let all: Vec<usize> = (0..self.ledger.days.len()).collect();
        if !self.figures().any(|column| self.is_additive(column)) || all.is_empty() {
            return Vec::new();
        }
        let mut totals = Vec::new();
        if by_month {
            totals.push(String::new());
            totals.push(all.len().to_string());
        }
        for (index, column) in self.ledger.columns.iter().enumerate() {
            if column.role == ColumnRole::Data {
                totals.push(self.sum(index, SummedRows::All, &all));
            } else if is_shown(column.role, by_month) {
                totals.push(String::new());
            }
        }
        totals
    }

    /// The columns of figures.
    fn figures(&self) -> impl Iterator<Item = usize> {
        let columns = self.ledger.columns.iter().enumerate();
        columns.filter(|(_, column)| column.role == ColumnRole::Data).map(|(index, _)| index)
    }

    /// The sum of a column over rows, unless a withheld figure could be worked out from it; empty without figures, a dash
    /// where they are not to be added.
    fn sum(&self, column: usize, summed: SummedRows, rows: &[usize]) -> String {
        if !self.is_additive(column) {
            return "—".to_owned();
        }
        if let Some(measure) = self.ledger.columns[column].measure
            && let Some(cover) = self.ctx.site.withheld.sum(self.at, measure, summed)
        {
            return self.ctx.site.covered(cover, "");
        }
        let mut figures: Vec<Figure> = Vec::new();
        for row in rows {
            if let Cell::Number(figure) = &self.ledger.row(*row)[column] {
                figures.push(*figure);
            }
        }
        if figures.is_empty() {
            String::new()
        } else {
            grouped(&figures.into_iter().sum::<Figure>().to_string())
        }
    }

    /// Whether the figures of a column may be added up: some indicator does. Stocks, such as the number of pupils, and
    /// dates are not added.
    fn is_additive(&self, column: usize) -> bool {
        let Some(measure) = self.ledger.columns[column].measure else { return false };
        let indicators = &self.ctx.site.archive.indicators;
        indicators.iter().any(|indicator| {
            indicator.aggregate == Aggregate::Sum && indicator.reads == Reads::Measure(measure)
        })
    }
}
