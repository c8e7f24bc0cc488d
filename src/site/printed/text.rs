//! The body of a printed document: its blocks, and the targets of its links as numbered references.

use serde::Serialize;

use super::parts::{DASH, first_chart};
use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::l10n::labels::Labels;
use crate::model::{Body, RecordIx};
use crate::parse::ChartType;
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::body;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;
use crate::syntax::markdown::blocks::{
    Block, BlockCallbacks, BodyBlockKind, TableCell, TextRun, blocks,
};

template_struct! {
    /// Where a printed text led to.
    #[derive(Debug, Serialize)]
    pub(super) struct Reference {
        /// Its number.
        number: usize,
        /// Title and id, or the address.
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
                if !matches!(info, "chart" | "图" | "table" | "表") {
                    return None;
                }
                number += 1;
                let block = (*reading_blocks.get(number - 1)?)?;
                Some(draw_block(ctx, block, record, number))
            },
        };
        let blocks = blocks(&body.text, asked);
        PrintedText { blocks, references }
    }
}

/// The number of the reference with this text, which is added if it is new.
fn reference_number(references: &mut Vec<Reference>, text: String) -> usize {
    if let Some(known) = references.iter().find(|reference| reference.text == text) {
        return known.number;
    }
    let number = references.len() + 1;
    references.push(Reference { number, text });
    number
}

/// What a link leads to, in words; `None` for a target in the same document or one that is not published.
fn link_text(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<String> {
    let site = ctx.site;
    let open = ctx.pick("《", "“");
    let close = ctx.pick("》", "”");
    match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => Some(href.to_owned()),
        LinkTarget::SamePage(_) => None,
        LinkTarget::Record(at, _) => {
            let record = site.archive.record(at);
            site.href_of_record(at)?;
            Some(format!("{open}{}{close} {}", record.title, record.id))
        }
        LinkTarget::Plan(at, _) => {
            let plan = site.archive.plan(at);
            site.href_of_plan(at)?;
            Some(format!("{open}{}{close} {}", plan.title, plan.id))
        }
        LinkTarget::File(path) => {
            site.routes.attachments.get(&path)?;
            path.rsplit('/').next().map(str::to_owned)
        }
    }
}

/// The charts or tables that replace a ```chart or ```table block, one for each reading.
fn draw_block(
    ctx: PageCtx<'_>,
    block: TargetBlock,
    record: Option<RecordIx>,
    number: usize,
) -> Vec<Block> {
    let mut drawn = Vec::new();
    for reading in body::readings(ctx, block, record) {
        let mut summary = TargetSummary::of(ctx.site, reading);
        summary.tag = format!("block{number}-");
        let caption = vec![TextRun { text: summary.sentence(ctx), ..TextRun::default() }];
        drawn.push(match block.kind {
            BlockKind::Table => table_block(ctx, &summary, caption),
            BlockKind::Chart(of_type) => chart_block(ctx, &summary, of_type, caption),
        });
    }
    drawn
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
        chart = reading_charts::bullet(ctx, summary, false);
    }
    Block { src: first_chart(&chart), runs: caption, ..Block::new(BodyBlockKind::Chart) }
}

/// The figures of a reading, period by period.
fn table_block(ctx: PageCtx<'_>, summary: &TargetSummary<'_>, caption: Vec<TextRun>) -> Block {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let target = summary.target_text(ctx);
    let mut rows = Vec::new();
    for (index, period) in site.readings.targets[summary.reading].periods.iter().enumerate() {
        let (every, calendar) = (summary.target.every, &site.archive.calendar);
        let figure = site.shown_figure(summary.reading, index).text;
        rows.push(vec![
            cell(site.words.period(period.period, every, calendar), "left"),
            cell(figure.as_deref().unwrap_or(DASH), "right"),
            cell(target.as_deref().unwrap_or(DASH), "right"),
            cell(site.period_label(summary.reading, index).text(), "left"),
        ]);
    }
    let head = vec![
        cell(labels.period, "left"),
        cell(labels.figure, "right"),
        cell(labels.target, "right"),
        cell(labels.status, "left"),
    ];
    Block { head, rows, runs: caption, ..Block::new(BodyBlockKind::Table) }
}

fn cell(text: impl Into<String>, align: &'static str) -> TableCell {
    TableCell { runs: vec![TextRun { text: text.into(), ..TextRun::default() }], align }
}
