//! The body of a printed document: its blocks, and the targets of its links as numbered references.

use serde::Serialize;

use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::l10n::quotes::nested;
use crate::model::{Body, DocumentIx, RecordIx};
use crate::parse::ChartType;
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::body;
use crate::site::fragments::embedded;
use crate::site::fragments::filing::file_number;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;
use crate::syntax::markdown;
use crate::syntax::markdown::blocks::{
    Block, BlockCallbacks, BodyBlockKind, TableCell, TextRun, blocks,
};

template_struct! {
    /// Where a printed text led to.
    #[derive(Debug, Serialize)]
    pub(super) struct Reference {
        /// Its number.
        number: usize,
        /// Title, day and file number, or the address.
        text: String,
    }
}

/// The body of a plan or a record.
pub(super) struct PrintedText {
    pub(super) blocks: Vec<Block>,
    pub(super) references: Vec<Reference>,
}

impl PrintedText {
    /// Converts a body; `file` is where it was written, `record` its record unless it is a plan's.
    pub(super) fn new(
        ctx: PageCtx<'_>,
        body: &Body,
        file: &str,
        record: Option<RecordIx>,
    ) -> PrintedText {
        let reading_blocks = match record.and_then(|record| ctx.site.blocks.get(&record)) {
            Some(blocks) => blocks.as_slice(),
            None => &[],
        };
        let mut references: Vec<Reference> = Vec::new();
        let mut number = 0;
        let asked = BlockCallbacks {
            note: &mut |href: &str| {
                let text = link_text(ctx, href, file)?;
                Some(reference_number(&mut references, text))
            },
            picture: &mut |href: &str| {
                let LinkTarget::File(path) = resolve(href, file, ctx.site.paths()).ok()? else {
                    return None;
                };
                Some((image(ctx, &path, Size::Page)?.src, path))
            },
            block: &mut |info: &str| {
                markdown::figures_of(info)?;
                number += 1;
                let block = (*reading_blocks.get(number - 1)?)?;
                Some(draw_block(ctx, block, record, number))
            },
        };
        let blocks = blocks(&body.text, asked);
        PrintedText { blocks, references }
    }
}

/// The readings whose progress over time the text of a record shows, so that no annex draws it again.
pub(super) fn readings_with_trends(ctx: PageCtx<'_>, record: RecordIx) -> Vec<usize> {
    let mut shown = Vec::new();
    for block in ctx.site.blocks.get(&record).into_iter().flatten().flatten() {
        if matches!(block.kind, BlockKind::Chart(ChartType::Pace)) {
            shown.extend(body::readings(ctx, *block, Some(record)));
        }
    }
    shown
}

/// The number of the reference with this text, which is added if it is new.
fn reference_number(references: &mut Vec<Reference>, text: String) -> usize {
    for known in &*references {
        if known.text == text {
            return known.number;
        }
    }
    let number = references.len() + 1;
    references.push(Reference { number, text });
    number
}

/// What a link leads to, in words; `None` for a target in the same document or one that is not published.
fn link_text(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<String> {
    let site = ctx.site;
    match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => Some(href.to_owned()),
        LinkTarget::SamePage(_) => None,
        LinkTarget::Record(at, _) => {
            let record = site.archive.record(at);
            site.href_of_record(at)?;
            let day = site.lookup.day(at).map(|day| site.words.day(day));
            Some(title_and_source(ctx, &record.title, day, DocumentIx::Record(at)))
        }
        LinkTarget::Plan(at, _) => {
            let plan = site.archive.plan(at);
            site.href_of_plan(at)?;
            let days = Some(site.words.days(plan.period));
            Some(title_and_source(ctx, &plan.title, days, DocumentIx::Plan(at)))
        }
        LinkTarget::File(path) => {
            site.routes.attachments.get(&path)?;
            path.rsplit('/').next().map(str::to_owned)
        }
    }
}

/// `《第一次送教》（2024年3月15日，档号J012-WS·2024-Y-0001）`
fn title_and_source(
    ctx: PageCtx<'_>,
    title: &str,
    days: Option<String>,
    document: DocumentIx,
) -> String {
    let labels = Labels::of(ctx.site.lang());
    let number = file_number(ctx, document);
    let number = number.map(|number| ctx.site.words.join(labels.file_number, &number));
    let known: Vec<String> = days.into_iter().chain(number).collect();
    let title = match ctx.site.lang() {
        Lang::Zh => nested(&format!("《{title}》")),
        Lang::En => nested(&format!("“{title}”")),
    };
    if known.is_empty() {
        return title;
    }
    let known = known.join(ctx.pick("，", ", "));
    format!("{title}{}{known}{}", labels.open_bracket, labels.shut_bracket)
}

/// The charts or the table that replace a ```chart or ```table block, each under the name of its target and school.
fn draw_block(
    ctx: PageCtx<'_>,
    block: TargetBlock,
    record: Option<RecordIx>,
    number: usize,
) -> Vec<Block> {
    let readings = body::readings(ctx, block, record);
    let of_type = match block.kind {
        BlockKind::Table => return table_blocks(ctx, &readings),
        BlockKind::Chart(of_type) => of_type,
    };
    let mut drawn = Vec::new();
    for reading in readings {
        let mut summary = TargetSummary::of(ctx, reading);
        summary.tag = format!("block{number}-");
        let text = body::dated_sentence(ctx, &summary);
        let caption = vec![TextRun { text, ..TextRun::default() }];
        drawn.push(block_title(embedded::title(ctx, &summary)));
        drawn.push(chart_block(ctx, &summary, of_type, caption));
    }
    drawn
}

/// The line above a chart or a table: a paragraph with a level, which stays with what follows.
fn block_title(text: String) -> Block {
    let runs = vec![TextRun { text, strong: true, ..TextRun::default() }];
    Block { level: 1, runs, ..Block::new(BodyBlockKind::Paragraph) }
}

/// The chart of a reading; a bullet chart if it has none of the type asked for.
fn chart_block(
    ctx: PageCtx<'_>,
    summary: &TargetSummary<'_>,
    of_type: ChartType,
    caption: Vec<TextRun>,
) -> Block {
    let mut chart = match of_type {
        ChartType::Pace => reading_charts::trend(ctx, summary),
        ChartType::Months => reading_charts::strip(ctx, summary),
        ChartType::Bullet => String::new(),
    };
    if chart.is_empty() {
        chart = reading_charts::bullet(ctx, summary);
    }
    Block { src: chart, runs: caption, ..Block::new(BodyBlockKind::Chart) }
}

/// The figures of the readings of one target under its name; nothing without readings.
fn table_blocks(ctx: PageCtx<'_>, readings: &[usize]) -> Vec<Block> {
    let Some(table) = embedded::table(ctx, readings) else { return Vec::new() };
    let mut head = Vec::new();
    for (name, is_figure) in &table.head {
        head.push(cell(*name, *is_figure));
    }
    let mut rows = Vec::new();
    for row in table.rows {
        let mut cells = Vec::new();
        for (text, (_, is_figure)) in row.into_iter().zip(&table.head) {
            cells.push(cell(text, *is_figure));
        }
        rows.push(cells);
    }
    vec![block_title(table.title), Block { head, rows, ..Block::new(BodyBlockKind::Table) }]
}

fn cell(text: impl Into<String>, is_figure: bool) -> TableCell {
    let align = if is_figure { "right" } else { "left" };
    TableCell { runs: vec![TextRun { text: text.into(), ..TextRun::default() }], align }
}
