//! The brief on one page (一页简报): how the targets of the archive or of a pair stand, where, three charts, and what comes next.

use serde::Serialize;

use super::parts::{PaperChart, paper_chart};
use crate::engine::progress::JudgedScope;
use crate::model::PairIx;
use crate::site::fragments::answer::{Answer, AnswerLinks, Standing, answer, standings};
use crate::site::fragments::answer_places::PlaceKind;
use crate::site::fragments::pair_line::readings_of_pair;
use crate::site::fragments::reading_charts::narrow_bullet;
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::fragments::todo::{Todo, TodoLimits, TodoScope, todo};
use crate::site::fragments::wall::{Wall, wall};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// What a brief is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BriefScope {
    /// The whole archive.
    Archive,
    /// A pair.
    Pair(PairIx),
}

template_struct! {
    /// `print/brief.html`, `print/pairs/<id>/brief.html`: the brief on one page. The PDF is made of the same values.
    #[derive(Debug, Serialize)]
    pub(crate) struct Brief<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Who issues it.
        organisation: &'s str,
        /// The term and the day of judgement.
        subtitle: String,
        /// How the targets stand, in a sentence.
        answer: Answer<'s>,
        /// How many targets have each status.
        tally: Tally,
        /// Schools × targets as tiles; of many schools only the counts of each township.
        wall: Wall<'s>,
        /// The bullet charts of three targets, each with its name.
        charts: Vec<PaperChart>,
        /// What is to be done next.
        todo: Todo<'s>,
        /// How many items are not listed, in words; empty if all are.
        more: String,
        /// The day of judgement, in words.
        date: String,
        /// The day of judgement for machines: `2024-07-03`.
        day: String,
        /// The page that it sums up.
        back: String,
    }
}

impl Page for Brief<'_> {
    const TEMPLATE: Template = template!("brief.html");
}

/// The most rows and columns of tiles that fit on the page.
const MOST_ROWS: usize = 16;
const MOST_COLUMNS: usize = 26;

/// The most townships that fit on the page.
const MOST_TOWNSHIPS: usize = 20;

/// How much of what is to be done fits on the page.
const NEXT: TodoLimits = TodoLimits { owners: 5, items: 2 };

/// How many charts a brief has.
const CHARTS: usize = 3;

/// The brief of the archive or of a pair.
pub(in crate::site) fn brief(ctx: PageCtx<'_>, scope: BriefScope) -> Brief<'_> {
    let site = ctx.site;
    let readings = match scope {
        BriefScope::Archive => (0..site.readings.targets.len()).collect(),
        BriefScope::Pair(pair) => readings_of_pair(ctx, pair),
    };
    let standings = standings(ctx, readings.iter().copied());
    let (kind, todo_scope) = match scope {
        BriefScope::Archive => (PlaceKind::Schools, TodoScope::Archive),
        BriefScope::Pair(pair) => (PlaceKind::Targets, TodoScope::Pair(pair)),
    };
    let todo = todo(ctx, todo_scope, NEXT);
    let listed: usize = todo.groups.iter().map(|group| group.items.len()).sum();
    let as_of = site.readings.as_of;
    Brief {
        page: ctx.frame(title(ctx, scope), "print", Vec::new()),
        organisation: site.archive.site.organisation.as_ref().unwrap_or(&site.archive.site.title),
        subtitle: subtitle(ctx),
        answer: answer(ctx, &standings, kind, AnswerLinks { targets: "", todo: "" }),
        tally: site.tally(readings.into_iter()),
        wall: fitting_wall(ctx, &standings),
        charts: charts(ctx, &standings),
        more: site.words.not_listed(todo.total.saturating_sub(listed)),
        todo,
        date: site.words.day(as_of),
        day: as_of.to_string(),
        back: match scope {
            BriefScope::Archive => ctx.to("index.html"),
            BriefScope::Pair(pair) => ctx.pair(pair).href,
        },
    }
}

fn title(ctx: PageCtx<'_>, scope: BriefScope) -> String {
    let site = ctx.site;
    let whose = match scope {
        BriefScope::Archive => &site.archive.site.title,
        BriefScope::Pair(pair) => &site.archive.pair(pair).name,
    };
    format!("{whose}{}", ctx.pick("一页简报", ": brief"))
}

/// The term that runs, or the last one before, and the day of judgement.
fn subtitle(ctx: PageCtx<'_>) -> String {
    let site = ctx.site;
    let as_of = site.readings.as_of;
    let day = site.words.as_of(as_of);
    let begun = site.archive.calendar.terms().filter(|(_, term)| term.period.first <= as_of);
    match begun.last() {
        Some((_, term)) => format!("{}{}{day}", term.name, ctx.pick("，", ", ")),
        None => day,
    }
}

/// The wall as far as it fits on the page: of many schools only the counts of the first townships.
fn fitting_wall<'s>(ctx: PageCtx<'s>, standings: &[Standing]) -> Wall<'s> {
    let mut wall = wall(ctx, standings);
    let mut rows = 0;
    for row in wall.groups.iter().flat_map(|group| &group.rows) {
        // Tiles of one column stand above each other.
        rows += row.cells.iter().map(Vec::len).max().unwrap_or(1);
    }
    if rows <= MOST_ROWS && wall.heads.len() <= MOST_COLUMNS {
        return wall;
    }
    wall.heads.clear();
    wall.groups.truncate(MOST_TOWNSHIPS);
    wall
}

/// The charts of the targets that stand worst, each indicator once; of the archive those of all schools together first.
fn charts(ctx: PageCtx<'_>, standings: &[Standing]) -> Vec<PaperChart> {
    let site = ctx.site;
    let mut sorted = standings.to_vec();
    sorted.sort_by_key(|standing| {
        let scope = site.readings.targets[standing.reading].scope;
        (scope != JudgedScope::Joint, standing.now, standing.reading)
    });
    let (mut charts, mut shown) = (Vec::new(), Vec::new());
    for standing in sorted {
        let summary = TargetSummary::representative(ctx, standing.reading);
        if charts.len() == CHARTS || shown.contains(&summary.target.indicator) {
            continue;
        }
        let svg = narrow_bullet(ctx, &summary);
        if !svg.is_empty() {
            shown.push(summary.target.indicator);
            let scope = ctx.scope(standing.reading);
            let colon = ctx.pick("：", ": ");
            charts.push(paper_chart(svg, format!("{scope}{colon}{}", summary.indicator.name)));
        }
    }
    charts
}
