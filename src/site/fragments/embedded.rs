//! What the blocks ```` ```chart ```` and ```` ```table ```` of a text show, on pages and in print alike: whose target
//! it is, and the figures of all its readings in one table.

use crate::engine::progress::JudgedScope;
use crate::l10n::labels::Labels;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;

/// Stands for a value that is absent.
const DASH: &str = "—";

/// The figures of a target, period by period; of one that is judged school by school, of each school.
pub(crate) struct EmbeddedTable {
    /// The target, and whom it is about.
    pub(crate) title: String,
    /// The heads of the columns, and whether these hold figures.
    pub(crate) head: Vec<(&'static str, bool)>,
    pub(crate) rows: Vec<Vec<String>>,
}

/// `送教课时 · 石门小学`: what a chart or table of a reading speaks of, and of whom.
pub(crate) fn title(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> String {
    format!("{} · {}", summary.indicator.name, ctx.scope(summary.reading))
}

/// The table of the readings of one target; `None` without readings.
pub(crate) fn table(ctx: PageCtx<'_>, readings: &[usize]) -> Option<EmbeddedTable> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let first = TargetSummary::of(ctx, *readings.first()?);
    let is_by_school = 1 < readings.len();
    let mut head = vec![
        (labels.period, false),
        (labels.figure, true),
        (labels.target, true),
        (labels.status, false),
    ];
    if is_by_school {
        head.insert(0, (labels.school, false));
    }
    let mut rows = Vec::new();
    for reading in readings {
        let summary = TargetSummary::of(ctx, *reading);
        for row in period_rows(ctx, &summary) {
            let school = is_by_school.then(|| ctx.scope(*reading).into_owned());
            rows.push(school.into_iter().chain(row).collect());
        }
    }
    let title = match first.judged.scope {
        JudgedScope::School(_) if is_by_school => {
            let by_school = ctx.pick("逐校考核", "judged school by school");
            format!("{} · {by_school}", first.indicator.name)
        }
        _ => title(ctx, &first),
    };
    let title = format!("{title} · {}", site.words.as_of(ctx.as_of()));
    Some(EmbeddedTable { title, head, rows })
}

/// The periods of a reading: name, figure, target and status.
fn period_rows(ctx: PageCtx<'_>, summary: &TargetSummary<'_>) -> Vec<[String; 4]> {
    let site = ctx.site;
    let (every, calendar) = (summary.target.every, &site.archive.calendar);
    let target = summary.target_text(ctx).unwrap_or_else(|| DASH.to_owned());
    let mut rows = Vec::new();
    for (at, period) in summary.judged.periods.iter().enumerate() {
        rows.push([
            site.words.period(period.period, every, calendar),
            ctx.shown_figure(summary.reading, at).text.unwrap_or_else(|| DASH.to_owned()),
            target.clone(),
            ctx.period_label(summary.reading, at).text(),
        ]);
    }
    rows
}
