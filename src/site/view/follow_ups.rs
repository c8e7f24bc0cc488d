//! The lists of problems found at visits (问题整改): of the archive, a term, a school, a pair.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::follow_ups::FollowUpReading;
use crate::l10n::labels::Labels;
use crate::model::FollowUpStatus;
use crate::site::fragments::follow_ups::{FollowUpCount, FollowUpRow, counts, owner, row};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::navigation::{NavEntry, NavGroup, NavPresence};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// One page per list that has any problem.
pub(crate) struct FollowUpsPages;

impl PageKind for FollowUpsPages {
    type Key<'s> = FollowUpScope;
    type View<'s> = FollowUpsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "follow-ups",
        path: "follow-ups.html",
        label: |labels| labels.follow_ups,
        group: NavGroup::More,
        presence: NavPresence::WithFollowUps,
    }];

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FollowUpScope> {
        site.lookup.follow_ups.scopes().collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: FollowUpScope) -> &'s str {
        site.routes.follow_ups.get(&key).map_or("", String::as_str)
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FollowUpScope) -> FollowUpsPage<'s> {
        follow_ups(ctx, key)
    }
}

/// The most problems that are not settled, and the most that are; the lists of schools and terms have the others.
const MOST_ROWS: usize = 500;

template_struct! {
    /// `follow-ups.html` and the lists of terms, schools and pairs: the problems found at visits.
    #[derive(Debug, Serialize)]
    pub(crate) struct FollowUpsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How many problems have each status.
        counts: Vec<FollowUpCount>,
        /// Those that are not settled: overdue ones first, 500 at most.
        rows: Vec<FollowUpRow<'s>>,
        /// How many are not settled.
        rows_total: usize,
        /// Those that are settled, the latest first, 500 at most.
        settled: Vec<FollowUpRow<'s>>,
        /// How many are settled.
        settled_total: usize,
        /// Of the whole archive: the lists of the terms, the latest first.
        terms: Vec<Link<'s>>,
        /// The data file, seen from this page.
        csv: String,
    }
}

impl Page for FollowUpsPage<'_> {
    const TEMPLATE: Template = template!("follow-ups.html");
}

fn follow_ups(ctx: PageCtx<'_>, scope: FollowUpScope) -> FollowUpsPage<'_> {
    let site = ctx.site;
    let table = &site.lookup.follow_ups;
    let (mut open, mut settled) = (Vec::new(), Vec::new());
    for reading in table.list(scope) {
        match reading.status {
            FollowUpStatus::Done => settled.push(*reading),
            FollowUpStatus::Open | FollowUpStatus::Overdue => open.push(*reading),
        }
    }
    let labels = Labels::of(site.lang());
    let (title, crumbs) = match owner(ctx, scope) {
        None => (Cow::Borrowed(labels.follow_ups), Vec::new()),
        Some(owner) => (
            Cow::Owned(site.words.join(&owner.text, labels.follow_ups)),
            vec![ctx.link(labels.follow_ups, "follow-ups.html"), owner],
        ),
    };
    let mut page = ctx.frame(title, "follow-ups", crumbs);
    page.print = site.routes.printed_follow_ups.get(&scope).map(|path| ctx.to(path));
    FollowUpsPage {
        page,
        counts: counts(ctx, table.counts(scope)),
        rows_total: open.len(),
        rows: rows(ctx, &open),
        settled_total: settled.len(),
        settled: rows(ctx, &settled),
        terms: if scope == FollowUpScope::Archive { terms(ctx) } else { Vec::new() },
        csv: ctx.to("data/follow-ups.csv"),
    }
}

/// The first rows of a list.
fn rows<'s>(ctx: PageCtx<'s>, readings: &[FollowUpReading]) -> Vec<FollowUpRow<'s>> {
    let mut rows = Vec::new();
    for reading in readings.iter().take(MOST_ROWS) {
        rows.extend(row(ctx, *reading));
    }
    rows
}

/// The lists of the terms, the latest first.
fn terms(ctx: PageCtx<'_>) -> Vec<Link<'_>> {
    let site = ctx.site;
    let mut links = Vec::new();
    for (scope, path) in site.routes.follow_ups.iter().rev() {
        if let FollowUpScope::Term(term) = scope {
            links.push(ctx.link(&*site.archive.calendar.term(*term).name, path));
        }
    }
    links
}
