//! Texts as HTML: links lead to pages, and the blocks ```` ```chart ```` and ```` ```table ```` show figures.

use std::fmt::Write as _;

use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::engine::progress::JudgedScope;
use crate::l10n::labels::Labels;
use crate::model::{Body, RecordIx};
use crate::parse::ChartType;
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::image;
use crate::site::fragments::reading_charts;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::lookup::readings_of;
use crate::site::model::page_ctx::PageCtx;
use crate::syntax::markdown;
use crate::syntax::markdown::{LinkKind, SmallImage};

/// The text of a plan or a record. `record` is the record whose blocks are shown; links are relative to `file`.
pub(crate) fn html(ctx: PageCtx<'_>, body: &Body, file: &str, record: Option<RecordIx>) -> String {
    let mut blocks: &[Option<TargetBlock>] = &[];
    if let Some(own) = record.and_then(|record| ctx.site.blocks.get(&record)) {
        blocks = own;
    }
    let mut link = |href: &str, _: LinkKind| address(ctx, href, file);
    let mut number = 0;
    let mut show = |info: &str, _: &str| {
        if !matches!(info.trim(), "chart" | "图" | "table" | "表") {
            return None;
        }
        number += 1;
        let block = (*blocks.get(number - 1)?)?;
        Some(shown(ctx, block, record, number))
    };
    let mut copy = |href: &str| small(ctx, href, file);
    markdown::render_with_copies(&body.text, &mut link, &mut show, &mut copy).html
}

/// What a link of a text leads to, as seen from the page; `None` if that has no page.
fn address(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<String> {
    let site = ctx.site;
    let (path, anchor) = match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => return Some(href.to_owned()),
        LinkTarget::SamePage(anchor) => return Some(format!("#{anchor}")),
        LinkTarget::File(path) => return Some(ctx.to(site.routes.attachments.get(&path)?)),
        LinkTarget::Record(record, anchor) => (site.href_of_record(record)?, anchor),
        LinkTarget::Plan(plan, anchor) => (site.href_of_plan(plan)?, anchor),
    };
    Some(match anchor {
        Some(anchor) => format!("{}#{anchor}", ctx.to(path)),
        None => ctx.to(path),
    })
}

/// How a picture of the archive is shown in a text.
fn small(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<SmallImage> {
    let LinkTarget::File(path) = resolve(href, file, ctx.site.paths()).ok()? else { return None };
    let picture = image(ctx, &path, Size::Page)?;
    Some(SmallImage { width: picture.width?, height: picture.height?, src: picture.src })
}

/// The most readings of several schools that a block shows.
const MOST_SCHOOLS: usize = 4;

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
    others.truncate(MOST_SCHOOLS);
    if own.is_empty() { others } else { own }
}

fn shown(ctx: PageCtx<'_>, block: TargetBlock, record: Option<RecordIx>, number: usize) -> String {
    let mut html = String::new();
    for reading in readings(ctx, block, record) {
        let mut summary = TargetSummary::of(ctx.site, reading);
        summary.tag = format!("block{number}-");
        let mut inside = match block.kind {
            BlockKind::Table => table(ctx, &summary),
            BlockKind::Chart(ChartType::Bullet) => String::new(),
            BlockKind::Chart(ChartType::Pace) => reading_charts::trend(ctx, &summary),
            BlockKind::Chart(ChartType::Months) => reading_charts::strip(ctx, &summary),
        };
        if inside.is_empty() {
            inside = reading_charts::bullet(ctx, &summary, false);
        }
        let (href, text) = (escape(&ctx.reading(reading)), escape(&summary.sentence(ctx)));
        let _ = write!(
            html,
            r#"<figure class="block">{inside}<figcaption><a href="{href}">{text}</a></figcaption></figure>"#
        );
    }
    html
}

/// The figures of a reading as a table.
fn table(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let target = summary.target_text(ctx).unwrap_or_else(|| "—".to_owned());
    let mut rows = String::new();
    for (at, period) in site.readings.targets[summary.reading].periods.iter().enumerate() {
        let name = site.words.period(period.period, summary.target.every, &site.archive.calendar);
        let figure = site.shown_figure(summary.reading, at).text.unwrap_or_else(|| "—".to_owned());
        let status = site.period_label(summary.reading, at).text();
        let _ = write!(
            rows,
            r#"<tr><th scope="row">{}</th><td class="n">{}</td><td class="n">{}</td><td>{status}</td></tr>"#,
            escape(&name),
            escape(&figure),
            escape(&target)
        );
    }
    format!(
        r#"<div class="scroll"><table><thead><tr><th scope="col">{}</th><th scope="col" class="n">{}</th><th scope="col" class="n">{}</th><th scope="col">{}</th></tr></thead><tbody>{rows}</tbody></table></div>"#,
        labels.period, labels.figure, labels.target, labels.status
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
