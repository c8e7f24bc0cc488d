//! A text for paper: its blocks, and what its links led to as numbered references.

use serde::Serialize;

use super::super::body;
use super::super::layout::PageCtx;
use super::super::pictures::image;
use super::super::reading::TargetSummary;
use super::super::reading_charts;
use super::parts::first_chart;
use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::model::{Body, RecordIx};
use crate::parse::ChartType;
use crate::photo::shrink::Size;
use crate::syntax::markdown::blocks::{Asked, Block, BlockIs, Run, TableCell, blocks};

/// Where a link of the text led.
#[derive(Debug, Serialize)]
pub(super) struct Reference {
    number: usize,
    text: String,
}

/// A text of a plan or a record.
pub(super) struct Text {
    pub(super) blocks: Vec<Block>,
    pub(super) references: Vec<Reference>,
}

impl Text {
    pub(super) fn of(here: PageCtx<'_>, body: &Body, file: &str, record: Option<RecordIx>) -> Text {
        let shown = record.and_then(|it| here.site.blocks.get(&it)).map_or(&[][..], Vec::as_slice);
        let mut references: Vec<Reference> = Vec::new();
        let mut number = 0;
        let asked = Asked {
            note: &mut |href: &str| {
                let text = said(here, href, file)?;
                if let Some(known) = references.iter().find(|it| it.text == text) {
                    return Some(known.number);
                }
                let number = references.len() + 1;
                references.push(Reference { number, text });
                Some(number)
            },
            picture: &mut |href: &str| {
                let LinkTarget::File(path) = resolve(href, file, here.site.paths()).ok()? else {
                    return None;
                };
                Some((image(here, &path, Size::Page)?.src, path))
            },
            block: &mut |info: &str| {
                if !matches!(info, "chart" | "图" | "table" | "表") {
                    return None;
                }
                number += 1;
                let block = (*shown.get(number - 1)?)?;
                Some(drawn(here, block, record, number))
            },
        };
        let blocks = blocks(&body.text, asked);
        Text { blocks, references }
    }
}

/// What a link leads to, as paper tells it; none of what is in the same document or not published.
fn said(here: PageCtx<'_>, href: &str, file: &str) -> Option<String> {
    let site = here.site;
    let open = here.say("《", "“");
    let shut = here.say("》", "”");
    match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => Some(href.to_owned()),
        LinkTarget::SamePage(_) => None,
        LinkTarget::Record(at, _) => {
            let it = site.archive.record(at);
            site.href_of_record(at)?;
            Some(format!("{open}{}{shut} {}", it.title, it.id))
        }
        LinkTarget::Plan(at, _) => {
            let it = site.archive.plan(at);
            site.href_of_plan(at)?;
            Some(format!("{open}{}{shut} {}", it.title, it.id))
        }
        LinkTarget::File(path) => {
            site.routes.attachments.get(&path)?;
            path.rsplit('/').next().map(str::to_owned)
        }
    }
}

/// What stands in the place of a ```chart or ```table block.
fn drawn(
    here: PageCtx<'_>,
    block: TargetBlock,
    record: Option<RecordIx>,
    number: usize,
) -> Vec<Block> {
    let one = |reading: usize| {
        let mut it = TargetSummary::of(here.site, reading);
        it.tag = format!("block{number}-");
        let caption = vec![Run { text: it.sentence(here), ..Run::default() }];
        let chart = match block.kind {
            BlockKind::Table => return table(here, &it, caption),
            BlockKind::Chart(ChartType::Pace) => reading_charts::course(here, &it),
            BlockKind::Chart(ChartType::Months) => reading_charts::strip(here, &it),
            BlockKind::Chart(ChartType::Bullet) => String::new(),
        };
        let chart = if chart.is_empty() { reading_charts::bullet(here, &it, false) } else { chart };
        let src = first_chart(&chart);
        Block { src, runs: caption, ..Block::new(BlockIs::Chart) }
    };
    body::readings(here, block, record).into_iter().map(one).collect()
}

/// The figures of a reading, period by period.
fn table(here: PageCtx<'_>, it: &TargetSummary<'_>, caption: Vec<Run>) -> Block {
    let site = here.site;
    let labels = crate::l10n::labels::Labels::of(site.lang());
    let cell =
        |text: String, align| TableCell { runs: vec![Run { text, ..Run::default() }], align };
    let target = it.target_text(here).unwrap_or_else(|| "—".to_owned());
    let periods = site.readings.targets[it.reading].periods.iter().enumerate();
    let row = |(at, period): (usize, &crate::engine::progress::PeriodReading)| {
        let name = site.words.period(period.period, it.target.every, &site.archive.calendar);
        let figure = site.shown_figure(it.reading, at).text.unwrap_or_else(|| "—".to_owned());
        let status = crate::l10n::terms::status(period.status, site.lang()).to_owned();
        vec![
            cell(name, "left"),
            cell(figure, "right"),
            cell(target.clone(), "right"),
            cell(status, "left"),
        ]
    };
    let head = [
        (labels.period, "left"),
        (labels.figure, "right"),
        (labels.target, "right"),
        (labels.status, "left"),
    ];
    Block {
        head: head.into_iter().map(|(text, align)| cell(text.to_owned(), align)).collect(),
        rows: periods.map(row).collect(),
        runs: caption,
        ..Block::new(BlockIs::Table)
    }
}
