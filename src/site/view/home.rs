//! The home page: the state of the archive, worst first.

use std::cmp::Reverse;

use serde::Serialize;

use crate::model::{RecordIx, RecordKind};
use crate::site::fragments::answer::{Answer, AnswerLinks, answer, standings};
use crate::site::fragments::answer_places::PlaceKind;
use crate::site::fragments::completeness::{Gap, gaps, latest_term_runs};
use crate::site::fragments::county::{
    CountyLine, Coverage, counties_answer, county_lines, coverage, tally_of_all,
};
use crate::site::fragments::lists::{RecordLine, lines};
use crate::site::fragments::overview;
use crate::site::fragments::pair_line::{PairLine, pair_lines};
use crate::site::fragments::school_line::{SchoolLine, school_lines};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, past_row, row};
use crate::site::fragments::todo::{IN_SHORT, Todo, TodoScope, todo};
use crate::site::fragments::townships::schools_by_township;
use crate::site::fragments::wall::{Wall, wall};
use crate::site::model::attention::AttentionList;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};
use crate::site::view::printed_brief::BRIEF;

/// The home page.
pub(crate) struct HomePages;

impl PageKind for HomePages {
    type Key<'s> = ();
    type View<'s> = HomePage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "home",
        path: "index.html",
        label: |labels| labels.home,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "index.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> HomePage<'s> {
        home(ctx)
    }
}

/// The most targets that need attention; `attention.html` lists all of them.
const MOST_ROWS: usize = 18;

/// The most schools; `schools.html` lists all of them.
const MOST_SCHOOLS: usize = 40;

/// The most pairs; `pairs.html` lists all of them.
const MOST_PAIRS: usize = 20;

/// The most schools and pairs that lack something; `four-haves.html` lists more.
const MOST_GAPS: usize = 12;

/// The most new records.
const NEWEST: usize = 10;

/// The most archives that are rolled up; `counties/index.html` lists all of them.
const MOST_COUNTIES: usize = 20;

template_struct! {
    /// The home page.
    #[derive(Debug, Serialize)]
    pub(crate) struct HomePage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The brief on one page; none without targets.
        brief: Option<String>,
        /// How the targets stand, in a sentence.
        answer: Answer<'s>,
        /// How many of all targets have each status.
        tally: Tally,
        /// Schools × targets as tiles; empty with fewer than two schools.
        wall: Wall<'s>,
        /// What is to be done now, 8 owners with 4 items each at most.
        todo: Todo<'s>,
        /// Targets that need attention, worst first, 18 at most.
        attention: Vec<TargetRow<'s>>,
        /// How many targets need attention.
        attention_total: usize,
        /// Targets that missed periods which are over, the latest first, 18 at most.
        past: Vec<TargetRow<'s>>,
        /// How many such targets there are.
        past_total: usize,
        /// The schools by township; if there are more than 40, the first 40.
        schools: Vec<SchoolLine<'s>>,
        /// How many schools there are.
        schools_total: usize,
        /// The numbers of schools, pairs, plans and records, each with its word.
        holdings: [(usize, &'static str); 4],
        /// The pairs; if there are more than 20, the first 20.
        pairs: Vec<PairLine<'s>>,
        /// How many pairs there are.
        pairs_total: usize,
        /// The ten newest records that are not ledgers.
        newest: Vec<RecordLine<'s>>,
        /// What is missing in the latest term, 12 at most.
        gaps: Vec<Gap<'s>>,
        /// How many schools and pairs lack something.
        gaps_total: usize,
        /// Whether the latest term is still running.
        gaps_run: bool,
        /// Chart of visits by school and month; empty with more than 40 schools.
        #[shown_as(Html)]
        visits: String,
        /// Whether the archive has schools or plans of its own; always true without `sources.yaml`.
        has_own: bool,
        /// How many of the rolled-up archives reported; `none` without `sources.yaml`.
        coverage: Option<Coverage>,
        /// How the targets of these archives stand, in a sentence.
        counties_answer: Answer<'s>,
        /// How many targets of these archives have each status.
        counties_tally: Tally,
        /// These archives, worst first, 20 at most.
        counties: Vec<CountyLine<'s>>,
    }
}

impl Page for HomePage<'_> {
    const TEMPLATE: Template = template!("index.html");
}

/// The home page.
fn home(ctx: PageCtx<'_>) -> HomePage<'_> {
    let site = ctx.site;
    let attention = site.attention_pages().all(AttentionList::Targets);
    let (schools_total, pairs_total) = (site.archive.schools.len(), site.archive.pairs.len());
    let plans = site.shown_plans().count();
    let records = site.lookup.by_kind.iter().map(Vec::len).sum();
    let mut gaps = gaps(ctx);
    let gaps_total = gaps.len();
    gaps.truncate(MOST_GAPS);
    let past = site.attention_pages().all(AttentionList::PastTargets);
    let standings = standings(ctx, 0..site.readings.targets.len());
    let wall = wall(ctx, &standings);
    let targets = if wall.groups.is_empty() { "plans.html" } else { "#wall" };
    HomePage {
        page: ctx.frame(&*site.archive.site.title, "home", Vec::new()),
        brief: (!site.readings.targets.is_empty()).then(|| ctx.to(BRIEF)),
        answer: answer(ctx, &standings, PlaceKind::Schools, AnswerLinks { targets, todo: "#todo" }),
        tally: site.tally(0..site.readings.targets.len()),
        wall,
        todo: todo(ctx, TodoScope::Archive, IN_SHORT),
        attention_total: attention.len(),
        attention: attention.iter().take(MOST_ROWS).map(|reading| row(ctx, *reading)).collect(),
        past_total: past.len(),
        past: past.iter().take(MOST_ROWS).map(|reading| past_row(ctx, *reading)).collect(),
        schools: first_schools(ctx),
        schools_total,
        holdings: site.words.holdings(schools_total, pairs_total, plans, records),
        pairs: first_pairs(ctx),
        pairs_total,
        newest: lines(ctx, newest_records(site)),
        gaps,
        gaps_total,
        gaps_run: latest_term_runs(ctx),
        visits: visits_chart(ctx),
        has_own: site.federation.is_none() || schools_total > 0 || !site.archive.plans.is_empty(),
        coverage: site.federation.map(|federation| coverage(ctx, federation)),
        counties_answer: site
            .federation
            .map(|federation| counties_answer(ctx, federation))
            .unwrap_or_default(),
        counties_tally: site
            .federation
            .map(|federation| tally_of_all(ctx, federation))
            .unwrap_or_default(),
        counties: worst_counties(ctx),
    }
}

/// The first schools, by township: none is ranked.
fn first_schools(ctx: PageCtx<'_>) -> Vec<SchoolLine<'_>> {
    let mut schools = school_lines(ctx);
    schools.truncate(MOST_SCHOOLS);
    schools
}

/// The first pairs, in the archive's order: none is ranked.
fn first_pairs(ctx: PageCtx<'_>) -> Vec<PairLine<'_>> {
    let mut pairs = pair_lines(ctx);
    pairs.truncate(MOST_PAIRS);
    pairs
}

/// The archives that are rolled up, worst first.
fn worst_counties(ctx: PageCtx<'_>) -> Vec<CountyLine<'_>> {
    let Some(federation) = ctx.site.federation else { return Vec::new() };
    let mut counties = county_lines(ctx, federation);
    counties.truncate(MOST_COUNTIES);
    counties
}

/// The newest records, the latest first. Ledgers are left out: rows are added to them every day, and they would leave
/// no room for other records.
fn newest_records(site: &Site<'_>) -> Vec<RecordIx> {
    let mut newest = Vec::new();
    for kind in RecordKind::ALL {
        if kind != RecordKind::Ledger {
            newest.extend(site.lookup.by_kind[kind as usize].iter().take(NEWEST).copied());
        }
    }
    newest.sort_by_key(|record| (Reverse(site.lookup.day(*record)), *record));
    newest.truncate(NEWEST);
    newest
}

/// The chart of visits by school and month; empty when there are too many schools for it.
fn visits_chart(ctx: PageCtx<'_>) -> String {
    if ctx.site.archive.schools.len() > MOST_SCHOOLS {
        return String::new();
    }
    overview::visits_by_month(ctx, &schools_by_township(ctx.site.archive))
}
