//! Texts as HTML: links lead to pages, and the blocks ```` ```chart ```` and ```` ```table ```` show figures.

use std::fmt::Write as _;

use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::engine::progress::JudgedScope;
use crate::model::{Body, RecordIx};
use crate::parse::ChartType;
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::{image, is_broken};
use crate::site::fragments::embedded;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::PageCtx;
use crate::syntax::markdown;
use crate::syntax::markdown::{LinkKind, SmallImage};

/// The text of a plan or a record. `record` is the record whose blocks are shown; links are relative to `file`.
pub(crate) fn html(ctx: PageCtx<'_>, body: &Body, file: &str, record: Option<RecordIx>) -> String {
    // A document keeps the figures of its own day.
    let dated = record.map_or(ctx, |record| ctx.of_document(record));
    let mut blocks: &[Option<TargetBlock>] = &[];
    if let Some(own) = record.and_then(|record| ctx.site.blocks.get(&record)) {
        blocks = own;
    }
    let mut link = |href: &str, kind: LinkKind| address(ctx, href, kind, file);
    let mut number = 0;
    let mut show = |info: &str, _: &str| {
        markdown::figures_of(info)?;
        number += 1;
        let block = (*blocks.get(number - 1)?)?;
        Some(shown(dated, block, record, number))
    };
    let mut copy = |href: &str| small(ctx, href, file);
    markdown::render_with_copies(&body.text, &mut link, &mut show, &mut copy).html
}

/// What a link of a text leads to, as seen from the page; `None` if that has no page.
fn address(ctx: PageCtx<'_>, href: &str, kind: LinkKind, file: &str) -> Option<String> {
    let site = ctx.site;
    let (path, anchor) = match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => return Some(href.to_owned()),
        LinkTarget::SamePage(anchor) => return Some(format!("#{anchor}")),
        // An image that is no picture becomes a link, and one that could not be published its text.
        LinkTarget::File(path) if !may_be_shown(ctx, &path, kind) => return None,
        LinkTarget::File(path) => return Some(ctx.to(site.routes.attachments.get(&path)?)),
        LinkTarget::Record(record, anchor) => (site.href_of_record(record)?, anchor),
        LinkTarget::Plan(plan, anchor) => (site.href_of_plan(plan)?, anchor),
    };
    Some(match anchor {
        Some(anchor) => format!("{}#{anchor}", ctx.to(path)),
        None => ctx.to(path),
    })
}

fn may_be_shown(ctx: PageCtx<'_>, path: &str, kind: LinkKind) -> bool {
    match kind {
        LinkKind::Image => image(ctx, path, Size::Page).is_some(),
        LinkKind::Link => !is_broken(ctx, path),
    }
}

/// How a picture of the archive is shown in a text.
fn small(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<SmallImage> {
    let LinkTarget::File(path) = resolve(href, file, ctx.site.paths()).ok()? else { return None };
    let picture = image(ctx, &path, Size::Page)?;
    Some(SmallImage { width: picture.width?, height: picture.height?, src: picture.src })
}

/// The most readings of other schools that a block of charts shows, and a table.
const MOST_CHARTS: usize = 4;
const MOST_ROWS: usize = 60;

/// The readings that a block shows: those of the record's school and those of all schools together; if there are none,
/// the first few of other schools.
pub(crate) fn readings(
    ctx: PageCtx<'_>,
    block: TargetBlock,
    record: Option<RecordIx>,
) -> Vec<usize> {
    let site = ctx.site;
    let own_school = record.map(|record| site.archive.record(record).school);
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for at in readings_of(site.readings, block.plan) {
        let reading = &site.readings.targets[at];
        if reading.target != block.target {
            continue;
        }
        match reading.scope {
            JudgedScope::School(school) if Some(school) != own_school => others.push(at),
            JudgedScope::School(_) | JudgedScope::Joint => own.push(at),
        }
    }
    others.truncate(match block.kind {
        BlockKind::Table => MOST_ROWS,
        BlockKind::Chart(_) => MOST_CHARTS,
    });
    if own.is_empty() { others } else { own }
}

/// The charts of a block, one for each reading, or its table; each says of what and of whom it speaks.
fn shown(ctx: PageCtx<'_>, block: TargetBlock, record: Option<RecordIx>, number: usize) -> String {
    let readings = readings(ctx, block, record);
    let of_type = match block.kind {
        BlockKind::Table => return table(ctx, &readings).unwrap_or_default(),
        BlockKind::Chart(of_type) => of_type,
    };
    let mut html = String::new();
    for reading in readings {
        let mut summary = TargetSummary::of(ctx, reading);
        summary.tag = format!("block{number}-");
        let mut inside = match of_type {
            ChartType::Bullet => String::new(),
            ChartType::Pace => reading_charts::trend(ctx, &summary),
            ChartType::Months => reading_charts::strip(ctx, &summary),
        };
        if inside.is_empty() {
            inside = reading_charts::bullet(ctx, &summary);
        }
        let title = escape(&embedded::title(ctx, &summary));
        let (href, text) = (escape(&ctx.reading(reading)), escape(&dated_sentence(ctx, &summary)));
        let _ = write!(
            html,
            r#"<figure class="block"><p class="block-title"><a href="{href}">{title}</a></p>{inside}<figcaption>{text}</figcaption></figure>"#
        );
    }
    html
}

/// A reading in a sentence, with the day of its figure.
pub(crate) fn dated_sentence(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let (sentence, day) = (summary.sentence(ctx), ctx.site.words.as_of(ctx.as_of()));
    format!("{day}{}{sentence}", ctx.pick("，", ": "))
}

/// The figures of a block as a table; `None` without readings.
fn table(ctx: PageCtx<'_>, readings: &[usize]) -> Option<String> {
    let table = embedded::table(ctx, readings)?;
    let href = escape(&ctx.reading(*readings.first()?));
    let title = escape(&table.title);
    let (mut head, mut rows) = (String::new(), String::new());
    for (name, is_figure) in &table.head {
        let class = if *is_figure { r#" class="n""# } else { "" };
        let _ = write!(head, r#"<th scope="col"{class}>{name}</th>"#);
    }
    for row in &table.rows {
        rows.push_str("<tr>");
        for (at, (cell, (_, is_figure))) in row.iter().zip(&table.head).enumerate() {
            let _ = match (at, is_figure) {
                (0, _) => write!(rows, r#"<th scope="row">{}</th>"#, escape(cell)),
                (_, true) => write!(rows, r#"<td class="n">{}</td>"#, escape(cell)),
                (_, false) => write!(rows, "<td>{}</td>", escape(cell)),
            };
        }
        rows.push_str("</tr>");
    }
    Some(format!(
        r#"<figure class="block"><p class="block-title"><a href="{href}">{title}</a></p><div class="scroll"><table><caption class="hidden">{title}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></figure>"#
    ))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
