//! All figures of an indicator as a table to download, with heads in the site's language (docs/interface.md §4).

use crate::l10n::labels::Labels;
use crate::l10n::terms;
use crate::model::IndicatorIx;
use crate::site::data::SpreadsheetTable;
use crate::site::model::href::csv_path;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;

/// The tables of all indicators that a target asks for: (path in the site, bytes).
pub(crate) fn csv_files(site: &Site<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for at in (0..site.archive.indicators.len()).map(IndicatorIx) {
        let page = &*site.routes.indicators[at.0];
        if !site.lookup.readings_of_indicator[at.0].is_empty() {
            files.push((csv_path(page), csv(PageCtx::new(site, page), at)));
        }
    }
    files
}

/// One row for each period of each reading.
fn csv(ctx: PageCtx<'_>, at: IndicatorIx) -> Vec<u8> {
    let labels = Labels::of(ctx.site.lang());
    let heads = [
        labels.scope,
        labels.plan,
        labels.period,
        labels.from_day,
        labels.to_day,
        labels.figure,
        labels.expected,
        labels.target,
        labels.unit,
        labels.status,
    ];
    let mut table = SpreadsheetTable::new(&heads);
    for reading in &ctx.site.lookup.readings_of_indicator[at.0] {
        for period in 0..ctx.judged(*reading).periods.len() {
            let cells = row(ctx, at, *reading, period);
            table.row(&cells.each_ref().map(String::as_str));
        }
    }
    table.bytes()
}

fn row(ctx: PageCtx<'_>, at: IndicatorIx, reading: usize, period: usize) -> [String; 10] {
    let site = ctx.site;
    let indicator = site.archive.indicator(at);
    let judged = ctx.judged(reading);
    let plan = site.archive.plan(judged.plan);
    let target = &plan.targets[judged.target];
    let days = judged.periods[period].period;
    let bare = |text: Option<String>| text.map(|text| without_unit(&text, &indicator.unit));
    [
        ctx.scope(reading).into_owned(),
        plan.title.clone(),
        site.words.period(days, target.every, &site.archive.calendar),
        days.first.to_string(),
        days.last.to_string(),
        bare(ctx.shown_figure(reading, period).text).unwrap_or_default(),
        bare(ctx.shown_expected(reading, period)).unwrap_or_default(),
        target.value.as_ref().map(ToString::to_string).unwrap_or_default(),
        indicator.unit.clone(),
        terms::status(judged.periods[period].status, site.lang()).to_owned(),
    ]
}

/// A figure as a spreadsheet reads it: without its unit and without separators. What stands for a withheld figure
/// (`＜5`) stays as it is.
fn without_unit(text: &str, unit: &str) -> String {
    text.strip_suffix(unit).unwrap_or(text).trim().replace(',', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_lose_unit_and_separators() {
        assert_eq!(without_unit("150,000元", "元"), "150000");
        assert_eq!(without_unit("98.5%", "%"), "98.5");
        assert_eq!(without_unit("12 lessons", "lessons"), "12");
        assert_eq!(without_unit("＜5人", "人"), "＜5");
        assert_eq!(without_unit("不公开", "人"), "不公开");
    }
}
