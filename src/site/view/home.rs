//! The home page: where the archive stands, worst first; and the whole list of what needs attention.

use serde::Serialize;

use crate::model::{RecordIx, RecordKind, SchoolIx};
use crate::site::fragments::completeness::{Gap, gaps, latest_term_runs};
use crate::site::fragments::county::{CountyLine, Coverage, county_lines, coverage, tally_of_all};
use crate::site::fragments::lists::{RecordLine, lines};
use crate::site::fragments::overview;
use crate::site::fragments::pair_line::{PairLine, pair_lines};
use crate::site::fragments::school_line::{SchoolLine, school_lines};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, row};
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

/// So many rows of what needs attention; the others have a page of their own.
const MOST_ROWS: usize = 18;

const MOST_SCHOOLS: usize = 40;

const MOST_PAIRS: usize = 20;

const MOST_GAPS: usize = 12;

const NEWEST: usize = 10;

const MOST_COUNTIES: usize = 20;

template_struct! {
    /// The home page.
    #[derive(Debug, Serialize)]
    pub(crate) struct HomePage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How all targets stand.
        tally: Tally,
        /// Targets that need attention, worst first, 18 at most.
        attention: Vec<TargetRow<'s>>,
        /// How many need attention.
        attention_total: usize,
        /// The schools; of more than 40 the worst 40.
        schools: Vec<SchoolLine<'s>>,
        /// How many schools there are.
        schools_total: usize,
        /// How many schools, pairs, plans and records, each with its word.
        holdings: [(usize, &'static str); 4],
        /// The pairs; of more than 20 the worst 20.
        pairs: Vec<PairLine<'s>>,
        /// How many pairs there are.
        pairs_total: usize,
        /// The ten newest records, without ledgers.
        newest: Vec<RecordLine<'s>>,
        /// What is missing in the latest term, 12 at most.
        gaps: Vec<Gap<'s>>,
        /// How many schools and pairs lack something.
        gaps_total: usize,
        /// Whether that term still runs.
        gaps_run: bool,
        /// Chart of visits by school and month; empty with more than 40 schools.
        #[shown_as(Html)]
        visits: String,
        /// Whether it has schools or plans of its own; without archives to roll up always yes.
        has_own: bool,
        /// Which archives reported; none without sources.yaml.
        coverage: Option<Coverage>,
        /// How the targets of these archives stand.
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
    let attention = site.attention();
    let mut schools = school_lines(ctx);
    let (schools_total, pairs_total) = (schools.len(), site.archive.pairs.len());
    // Of many schools only the worst find room here; few keep their order, so that each is where it was.
    if schools.len() > MOST_SCHOOLS {
        schools.sort_by_key(|school| school.rank);
        schools.truncate(MOST_SCHOOLS);
    }
    let mut pairs = pair_lines(ctx);
    if pairs.len() > MOST_PAIRS {
        pairs.sort_by_key(|pair| pair.rank);
        pairs.truncate(MOST_PAIRS);
    }
    let of_schools: Vec<SchoolIx> = (0..schools_total).map(SchoolIx).collect();
    let mut gaps = gaps(ctx);
    let gaps_total = gaps.len();
    gaps.truncate(MOST_GAPS);
    let plans = (0..site.archive.plans.len())
        .filter(|index| site.lookup.is_plan_shown(crate::model::PlanIx(*index)));
    let records = site.lookup.by_kind.iter().map(Vec::len).sum();
    // Ledgers are written into every day: they would leave no room for what is new.
    let kinds = RecordKind::ALL.into_iter().filter(|item| *item != RecordKind::Ledger);
    let mut newest: Vec<RecordIx> = kinds
        .flat_map(|kind| site.lookup.by_kind[kind as usize].iter().take(NEWEST).copied())
        .collect();
    newest.sort_by_key(|newest| (std::cmp::Reverse(site.lookup.day(*newest)), *newest));
    let federation = site.federation;
    let mut counties =
        federation.map(|federation| county_lines(ctx, federation)).unwrap_or_default();
    counties.truncate(MOST_COUNTIES);
    let has_plans = !site.archive.plans.is_empty();
    HomePage {
        has_own: federation.is_none() || 0 < schools_total || has_plans,
        coverage: federation.map(|federation| coverage(ctx, federation)),
        counties_tally: federation
            .map(|federation| tally_of_all(ctx, federation))
            .unwrap_or_default(),
        counties,
        page: ctx.frame(&*site.archive.site.title, "home", Vec::new()),
        tally: site.tally(0..site.readings.targets.len()),
        attention_total: attention.len(),
        attention: attention.iter().take(MOST_ROWS).map(|attention| row(ctx, *attention)).collect(),
        schools,
        schools_total,
        pairs,
        pairs_total,
        holdings: site.words.holdings(schools_total, pairs_total, plans.count(), records),
        newest: lines(ctx, newest.into_iter().take(NEWEST)),
        gaps,
        gaps_total,
        gaps_run: latest_term_runs(ctx),
        visits: if schools_total <= MOST_SCHOOLS {
            overview::visits_by_month(ctx, &of_schools)
        } else {
            String::new()
        },
    }
}
