//! A ledger's page: its rows without the secret columns, or its totals by month where there are many.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::Digest;
use crate::model::{Cell, Column, ColumnRole, Day, DocumentIx, Figure, Ledger, Period, RecordIx};
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::body;
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::record::{Neighbours, facts, frame, neighbours};
use crate::site::fragments::uses::{UseView, uses};
use crate::site::model::frame::Frame;
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

/// A page a ledger.
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

/// A ledger with more rows than this shows its totals by month instead.
const MOST_ROWS: usize = 500;

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
        /// Its rows; of more than 500 a line a month.
        rows: Vec<RowView>,
        /// Sums, one a column; empty without figures.
        totals: Vec<String>,
        /// Whether `rows` are months.
        by_month: bool,
        /// Whether there are secret columns.
        has_secret: bool,
        /// Its text; empty without one.
        #[shown_as(Html)]
        body: String,
        /// Files beside it.
        attachments: Vec<Attachment<'s>>,
        /// The targets it counts for.
        uses: Vec<UseView<'s>>,
        /// What to say when it counts for none.
        uses_none: &'static str,
        /// The ledgers before and after.
        neighbours: Neighbours<'s>,
        /// Its filing stamp; none without a file number.
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
        let cells = cells.map(String::as_str).filter(|it| !it.is_empty());
        heads.chain(cells).for_each(|head| {
            text.push_str(head);
            text.push('\n');
        });
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
        /// One a column.
        cells: Vec<String>,
    }
}

/// A ledger's page.
fn ledger(ctx: PageCtx<'_>, at: RecordIx) -> LedgerPage<'_> {
    let site = ctx.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let empty = Ledger::default();
    let ledger = match &it.detail {
        crate::model::Detail::Ledger(ledger) => ledger,
        _ => return page(ctx, at, &empty, labels),
    };
    page(ctx, at, ledger, labels)
}

fn page<'s>(
    ctx: PageCtx<'s>,
    at: RecordIx,
    ledger: &'_ Ledger,
    labels: &'static Labels,
) -> LedgerPage<'s> {
    let site = ctx.site;
    let it = site.archive.record(at);
    let table = Table { ctx, at, ledger };
    let by_month = ledger.days.len() > MOST_ROWS;
    let body = body::html(ctx, &it.body, &it.file, Some(at));
    let days = ledger.days.iter().flatten();
    let span =
        days.clone().min().zip(days.max()).and_then(|(first, last)| Period::new(*first, *last));
    let mut all = Facts(facts(ctx, at));
    all.text(labels.rows_count, Some(ledger.days.len().to_string()));
    all.text(labels.term_days, span.map(|span| site.words.days(span)));
    let of_record = match &site.archive.record(at).detail {
        crate::model::Detail::Ledger(it) => it.columns.as_slice(),
        _ => &[],
    };
    LedgerPage {
        page: frame(ctx, at),
        facts: all.0,
        columns: columns(of_record, by_month, labels),
        rows: if by_month { table.months() } else { table.rows() },
        totals: table.totals(by_month),
        by_month,
        has_secret: ledger.columns.iter().any(|column| column.role == ColumnRole::Secret),
        attachments: attachments(ctx, &it.attachments, &body),
        uses: uses(ctx, at),
        uses_none: labels.counts_nowhere,
        neighbours: neighbours(ctx, at),
        stamp: stamp(ctx, DocumentIx::Record(at)),
        id: &it.id,
        body,
    }
}

/// The columns to show: no secret ones, and of months only the figures.
fn columns<'s>(all: &'s [Column], by_month: bool, labels: &'static Labels) -> Vec<ColumnView<'s>> {
    let shown = all.iter().filter(|item| is_shown(item.role, by_month));
    let shown =
        shown.map(|shown| ColumnView { name: &shown.name, number: shown.role == ColumnRole::Data });
    let month = by_month.then_some(ColumnView { name: labels.month, number: false });
    let rows = by_month.then_some(ColumnView { name: labels.rows, number: true });
    month.into_iter().chain(rows).chain(shown).collect()
}

fn is_shown(role: ColumnRole, by_month: bool) -> bool {
    match role {
        ColumnRole::Data => true,
        ColumnRole::Date | ColumnRole::Text => !by_month,
        ColumnRole::Secret => false,
    }
}

struct Table<'t, 's> {
    ctx: PageCtx<'s>,
    at: RecordIx,
    ledger: &'t Ledger,
}

impl Table<'_, '_> {
    fn rows(&self) -> Vec<RowView> {
        (0..self.ledger.days.len()).map(|row| RowView { cells: self.row(row) }).collect()
    }

    fn row(&self, row: usize) -> Vec<String> {
        let site = self.ctx.site;
        let cells = self.ledger.columns.iter().zip(self.ledger.row(row));
        cells
            .filter(|(column, _)| is_shown(column.role, false))
            .map(|(column, cell)| {
                if column.role == ColumnRole::Date {
                    return self.ledger.days[row].map(|day| day.to_string()).unwrap_or_default();
                }
                let cover = column
                    .measure
                    .and_then(|measure| site.withheld.entry(self.at, Some(row as u32), measure));
                if let Some(cover) = cover {
                    return site.covered(cover, "");
                }
                let sensitive =
                    column.measure.is_some_and(|measure| site.withheld.is_sensitive(measure));
                site.shown_cell(cell, sensitive).map(|cell| cell.0).unwrap_or_default()
            })
            .collect()
    }

    /// A line a month: how many rows, and the sum of each column of figures.
    fn months(&self) -> Vec<RowView> {
        let mut months: BTreeMap<Option<Day>, Vec<usize>> = BTreeMap::new();
        for (row, day) in self.ledger.days.iter().enumerate() {
            months.entry(day.map(Day::month_start)).or_default().push(row);
        }
        let line = |(month, rows): (Option<Day>, Vec<usize>)| {
            let name = month.map_or_else(|| "—".to_owned(), |it| self.ctx.site.words.month(it));
            let mut cells = vec![name, rows.len().to_string()];
            cells.extend(self.figures().map(|column| self.sum(column, &rows)));
            RowView { cells }
        };
        months.into_iter().map(line).collect()
    }

    /// The sums of the columns of figures, under the columns that are shown; blank under the others.
    fn totals(&self, by_month: bool) -> Vec<String> {
        let all: Vec<usize> = (0..self.ledger.days.len()).collect();
        if self.figures().next().is_none() || all.is_empty() {
            return Vec::new();
        }
        let shown =
            self.ledger.columns.iter().enumerate().filter(|(_, it)| is_shown(it.role, by_month));
        let totals =
            shown.map(
                |(at, it)| {
                    if it.role == ColumnRole::Data { self.sum(at, &all) } else { String::new() }
                },
            );
        let first = by_month.then(|| vec![String::new(), all.len().to_string()]);
        first.into_iter().flatten().chain(totals).collect()
    }

    fn figures(&self) -> impl Iterator<Item = usize> {
        let columns = self.ledger.columns.iter().enumerate();
        columns.filter(|(_, it)| it.role == ColumnRole::Data).map(|(at, _)| at)
    }

    /// The sum of a column over rows. A column of a sensitive measure in which anything is withheld has no sums:
    /// they would tell what is withheld.
    fn sum(&self, column: usize, rows: &[usize]) -> String {
        let site = self.ctx.site;
        if let Some(measure) = self.ledger.columns[column]
            .measure
            .filter(|measure| site.withheld.is_sensitive(*measure))
        {
            let hidden =
                |row: usize| site.withheld.entry(self.at, Some(row as u32), measure).is_some();
            if (0..self.ledger.days.len()).any(hidden) {
                return site.words.pick("不公开", "withheld").to_owned();
            }
        }
        let number = |row: &usize| match &self.ledger.row(*row)[column] {
            Cell::Number(figure) => Some(*figure),
            Cell::Empty | Cell::Text(_) | Cell::Secret(_) => None,
        };
        let figures: Vec<Figure> = rows.iter().filter_map(number).collect();
        if figures.is_empty() {
            String::new()
        } else {
            figures.into_iter().sum::<Figure>().to_string()
        }
    }
}
