//! A text → HTML: its links lead to pages, its ```chart and ```table blocks show figures.

use crate::l10n::labels::Labels;
use std::fmt::Write as _;

use crate::engine::links::{BlockKind, LinkTarget, TargetBlock, resolve};
use crate::engine::progress::JudgedScope;
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

/// The text of a plan or a record. `record`: whose blocks are shown; `file`: where its links start from.
pub(crate) fn html(ctx: PageCtx<'_>, body: &Body, file: &str, record: Option<RecordIx>) -> String {
    let blocks =
        record.and_then(|record| ctx.site.blocks.get(&record)).map_or(&[][..], Vec::as_slice);
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

fn address(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<String> {
    let site = ctx.site;
    let page = |path: Option<&str>, anchor: Option<String>| {
        let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
        path.map(|path| ctx.to(path) + &anchor)
    };
    match resolve(href, file, site.paths()).ok()? {
        LinkTarget::Outside => Some(href.to_owned()),
        LinkTarget::SamePage(anchor) => Some(format!("#{anchor}")),
        LinkTarget::Record(at, anchor) => page(site.href_of_record(at), anchor),
        LinkTarget::Plan(at, anchor) => page(site.href_of_plan(at), anchor),
        LinkTarget::File(path) => {
            site.routes.attachments.get(&path).map(|attachment| ctx.to(attachment))
        }
    }
}

/// How a picture of the archive is shown in a text.
fn small(ctx: PageCtx<'_>, href: &str, file: &str) -> Option<SmallImage> {
    let LinkTarget::File(path) = resolve(href, file, ctx.site.paths()).ok()? else { return None };
    let it = image(ctx, &path, Size::Page)?;
    Some(SmallImage { width: it.width?, height: it.height?, src: it.src })
}

/// The readings that a block is about: the record's school's, else those of all together, else all.
pub(crate) fn readings(
    ctx: PageCtx<'_>,
    block: TargetBlock,
    record: Option<RecordIx>,
) -> Vec<usize> {
    let site = ctx.site;
    let school = record.map(|record| site.archive.record(record).school);
    let of_plan = readings_of(site.readings, block.plan);
    let of_target = of_plan.filter(|plan| site.readings.targets[*plan].target == block.target);
    let (own, others): (Vec<usize>, Vec<usize>) =
        of_target.partition(|target| match site.readings.targets[*target].scope {
            JudgedScope::School(target) => Some(target) == school,
            JudgedScope::Joint => true,
        });
    if own.is_empty() { others.into_iter().take(4).collect() } else { own }
}

fn shown(ctx: PageCtx<'_>, block: TargetBlock, record: Option<RecordIx>, number: usize) -> String {
    let mut html = String::new();
    for reading in readings(ctx, block, record) {
        let mut it = TargetSummary::of(ctx.site, reading);
        it.tag = format!("block{number}-");
        let inside = match block.kind {
            BlockKind::Table => table(ctx, &it),
            BlockKind::Chart(ChartType::Bullet) => reading_charts::bullet(ctx, &it, false),
            BlockKind::Chart(ChartType::Pace) => {
                some(reading_charts::course(ctx, &it), || reading_charts::bullet(ctx, &it, false))
            }
            BlockKind::Chart(ChartType::Months) => {
                some(reading_charts::strip(ctx, &it), || reading_charts::bullet(ctx, &it, false))
            }
        };
        let (href, text) = (escape(&ctx.reading(reading)), escape(&it.sentence(ctx)));
        let _ = write!(
            html,
            r#"<figure class="block">{inside}<figcaption><a href="{href}">{text}</a></figcaption></figure>"#
        );
    }
    html
}

fn some(chart: String, otherwise: impl FnOnce() -> String) -> String {
    if chart.is_empty() { otherwise() } else { chart }
}

/// The figures of a reading as a table.
fn table(ctx: PageCtx<'_>, it: &TargetSummary<'_>) -> String {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let target = it.target_text(ctx).unwrap_or_else(|| "—".to_owned());
    let mut rows = String::new();
    for (at, period) in site.readings.targets[it.reading].periods.iter().enumerate() {
        let name = site.words.period(period.period, it.target.every, &site.archive.calendar);
        let figure = site.shown_figure(it.reading, at).text.unwrap_or_else(|| "—".to_owned());
        let status = crate::l10n::terms::status(period.status, site.lang());
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
