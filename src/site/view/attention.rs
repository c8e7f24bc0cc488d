//! Every target that needs attention: on one page, or on several with counts by indicator and school.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{IndicatorIx, SchoolIx};
use crate::site::fragments::action_row::{ActionRow, measure_row};
use crate::site::fragments::answer::standings;
use crate::site::fragments::answer_places::standings_by_school;
use crate::site::fragments::counted_link::CountedLink;
use crate::site::fragments::filing::part_links;
use crate::site::fragments::follow_ups::{FollowUpRow, overdue_rows};
use crate::site::fragments::target_row::{TargetRow, past_row, row};
use crate::site::fragments::townships::townships;
use crate::site::model::attention::{AttentionKey, AttentionList, PATH};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The pages of all targets that need attention.
pub(crate) struct AttentionPages;

impl PageKind for AttentionPages {
    type Key<'s> = AttentionKey;
    type View<'s> = AttentionPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<AttentionKey> {
        site.attention_pages().keys()
    }

    fn path<'s>(site: &'s Site<'s>, key: AttentionKey) -> &'s str {
        site.attention_pages().path(key)
    }

    fn view<'s>(ctx: PageCtx<'s>, key: AttentionKey) -> AttentionPage<'s> {
        attention(ctx, key)
    }
}

/// The most problems; `follow-ups.html` lists more.
const MOST_FOLLOW_UPS: usize = 50;

template_struct! {
    /// `attention.html`, `attention.p2.html`, `attention-past.html` …: every target that needs attention. Where one page
    /// cannot list all, each list has pages of its own, and the first page counts by indicator and by school.
    #[derive(Debug, Serialize)]
    pub(crate) struct AttentionPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Whether it is the first page, or the only one.
        is_first: bool,
        /// The targets, worst first.
        rows: Vec<TargetRow<'s>>,
        /// Overdue measures of plans that are not over, the latest first.
        overdue: Vec<ActionRow<'s>>,
        /// Overdue problems that visits found, 50 at most; on the first page.
        follow_ups: Vec<FollowUpRow<'s>>,
        /// How many such problems there are.
        follow_ups_total: usize,
        /// Targets that missed periods which are over, the latest first.
        past: Vec<TargetRow<'s>>,
        /// Measures of plans that are over and were not carried out often enough, the latest first.
        past_overdue: Vec<ActionRow<'s>>,
        /// Links to all parts of the list that the page shows; empty if it has only one.
        parts: Vec<Link<'s>>,
        /// The other lists, on pages of their own; on the first page.
        lists: Vec<CountedLink<'s>>,
        /// The indicators of the targets, where there is more than one page.
        indicators: Vec<CountedLink<'s>>,
        /// The schools that the targets are about, leading to what each has to do, where there is more than one page; in the
        /// order of the site, by township.
        schools: Vec<AttentionSchool<'s>>,
    }
}

template_struct! {
    /// How many of the targets that need attention are about a school.
    #[derive(Debug, Serialize)]
    pub(crate) struct AttentionSchool<'s> {
        /// What it has to do, on its page.
        link: Link<'s>,
        /// Its township.
        township: Option<&'s str>,
        /// How many.
        count: usize,
    }
}

impl Page for AttentionPage<'_> {
    const TEMPLATE: Template = template!("attention.html");
}

/// A page of what needs attention.
fn attention(ctx: PageCtx<'_>, key: AttentionKey) -> AttentionPage<'_> {
    let labels = Labels::of(ctx.site.lang());
    let pages = ctx.site.attention_pages();
    let targets = pages.listed(key, AttentionList::Targets).iter();
    let past = pages.listed(key, AttentionList::PastTargets).iter();
    let measures = |list| {
        let listed = pages.listed(key, list).iter();
        listed.map(|at| measure_row(ctx, *at)).collect()
    };
    let (title, crumbs, parts) = match key {
        AttentionKey::All => (labels.attention.to_owned(), Vec::new(), Vec::new()),
        AttentionKey::Part(list, part) => {
            let title = match (list_title(ctx, list), part) {
                (title, 0) => title.to_owned(),
                (title, _) => ctx.site.words.page_of(title, part + 1),
            };
            let up =
                if key.is_first() { Vec::new() } else { vec![ctx.link(labels.attention, PATH)] };
            let path = |part| pages.path(AttentionKey::Part(list, part)).to_owned();
            (title, up, part_links(ctx, pages.parts(list), path))
        }
    };
    let is_first = key.is_first();
    let counts_of_all = is_first && key != AttentionKey::All;
    let follow_ups = ctx.site.lookup.follow_ups.counts(FollowUpScope::Archive).overdue;
    AttentionPage {
        page: ctx.frame(title, "home", crumbs),
        is_first,
        rows: targets.map(|reading| row(ctx, *reading)).collect(),
        overdue: measures(AttentionList::Measures),
        follow_ups: if is_first { overdue_rows(ctx, MOST_FOLLOW_UPS) } else { Vec::new() },
        follow_ups_total: if is_first { follow_ups } else { 0 },
        past: past.map(|reading| past_row(ctx, *reading)).collect(),
        past_overdue: measures(AttentionList::PastMeasures),
        parts,
        lists: if counts_of_all { other_lists(ctx) } else { Vec::new() },
        indicators: if counts_of_all { by_indicator(ctx) } else { Vec::new() },
        schools: if counts_of_all { by_school(ctx) } else { Vec::new() },
    }
}

fn list_title(ctx: PageCtx<'_>, list: AttentionList) -> &'static str {
    let labels = Labels::of(ctx.site.lang());
    match list {
        AttentionList::Targets => labels.attention,
        AttentionList::Measures => labels.actions_overdue,
        AttentionList::PastTargets => labels.past_missed,
        AttentionList::PastMeasures => labels.actions_past,
    }
}

/// The lists that the first page does not show.
fn other_lists(ctx: PageCtx<'_>) -> Vec<CountedLink<'_>> {
    let pages = ctx.site.attention_pages();
    let mut lists = Vec::new();
    for list in AttentionList::ALL {
        let count = pages.all(list).len();
        if list != AttentionList::Targets && count != 0 {
            let path = pages.path(AttentionKey::Part(list, 0));
            lists.push(CountedLink { link: ctx.link(list_title(ctx, list), path), count });
        }
    }
    lists
}

/// How many of the targets each indicator has, the most first.
fn by_indicator(ctx: PageCtx<'_>) -> Vec<CountedLink<'_>> {
    let mut counts: BTreeMap<IndicatorIx, usize> = BTreeMap::new();
    for reading in ctx.site.attention_pages().all(AttentionList::Targets) {
        *counts.entry(ctx.site.target_of(*reading).indicator).or_default() += 1;
    }
    let counted = counts.into_iter();
    most_first(counted.map(|(at, count)| CountedLink { link: ctx.indicator(at), count }).collect())
}

/// How many of the targets are about each school, as its own page counts them: by township and in the order of the site,
/// so that it is no ranking.
fn by_school(ctx: PageCtx<'_>) -> Vec<AttentionSchool<'_>> {
    let targets = ctx.site.attention_pages().all(AttentionList::Targets);
    let standings = standings(ctx, targets.iter().copied());
    let counted: Vec<(SchoolIx, usize)> = standings_by_school(ctx, &standings)
        .into_iter()
        .map(|(school, own)| (school, own.len()))
        .collect();
    let schools: Vec<SchoolIx> = counted.iter().map(|(school, _)| *school).collect();
    let mut rows = Vec::new();
    for (township, places) in townships(ctx.site.archive, &schools) {
        for place in places {
            let (school, count) = counted[place];
            rows.push(AttentionSchool { link: todo_of(ctx, school), township, count });
        }
    }
    rows
}

/// What a school has to do, on its page.
fn todo_of(ctx: PageCtx<'_>, school: SchoolIx) -> Link<'_> {
    let link = ctx.school(school);
    Link { href: format!("{}#todo", link.href), ..link }
}

fn most_first(mut counts: Vec<CountedLink<'_>>) -> Vec<CountedLink<'_>> {
    // The sort is stable: equally many stay in the order of the archive.
    counts.sort_by_key(|counted| std::cmp::Reverse(counted.count));
    counts
}
