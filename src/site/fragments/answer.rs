//! The answer on top of a page: how its targets stand, where they do not, and what changed since the end of last month.

use serde::Serialize;

use crate::l10n::answers::{AnswerFacts, ChangeCounts, Lead, is_trouble};
use crate::model::{Day, Period, Status};
use crate::site::fragments::answer_places::{AnswerPlaces, PlaceKind};
use crate::site::fragments::status::{StatusLabel, label};
use crate::site::fragments::target_summary::in_term;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// How the targets of a page stand, in a sentence.
    #[derive(Debug, Default, Serialize)]
    pub(crate) struct Answer<'s> {
        /// The sentence in pieces; those with an address lead to what they count.
        pub(crate) sentence: Vec<Link<'s>>,
        /// The targets that were missed or fell behind since the end of last month, and those that no longer are, 30 at
        /// most.
        pub(crate) changes: Vec<StatusChange<'s>>,
        /// How many such targets there are.
        pub(crate) changes_total: usize,
    }
}

template_struct! {
    /// A target that stands otherwise than at the end of last month.
    #[derive(Debug, Serialize)]
    pub(crate) struct StatusChange<'s> {
        /// The target, with whom it is about.
        pub(crate) target: Link<'s>,
        /// How it stood then.
        pub(crate) before: StatusLabel,
        /// How it stands now.
        pub(crate) now: StatusLabel,
    }
}

/// How a target stands that an answer counts, and how it stood at the end of last month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Its place among the readings.
    pub(crate) reading: usize,
    /// How it stands.
    pub(crate) now: Status,
    /// How it stood; `None` where nothing can be compared.
    pub(crate) before: Option<Status>,
}

/// Where the numbers of an answer lead to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AnswerLinks<'l> {
    /// The list of targets.
    pub(crate) targets: &'l str,
    /// What is to be done.
    pub(crate) todo: &'l str,
}

/// The most changes that are listed.
const MOST_CHANGES: usize = 30;

/// The standings of the readings that a tally counts.
pub(crate) fn standings(
    ctx: PageCtx<'_>,
    readings: impl IntoIterator<Item = usize>,
) -> Vec<Standing> {
    let site = ctx.site;
    let mut all: Vec<usize> = readings.into_iter().collect();
    all.retain(|reading| site.is_rolled_up(*reading));
    let mut standings = Vec::with_capacity(all.len());
    for reading in site.standing(&all).iter().copied() {
        let (now, before) = (site.reading_status(reading), site.status_last_month(reading));
        standings.push(Standing { reading, now, before });
    }
    standings
}

/// The standings that the tally of a term counts. Only a term that ran at the end of last month and still runs is compared
/// with that day.
pub(crate) fn standings_in_term(ctx: PageCtx<'_>, term: Period) -> Vec<Standing> {
    let site = ctx.site;
    let past = site
        .last_month()
        .filter(|past| term.contains(past.as_of) && term.contains(site.readings.as_of));
    let past_ctx = past.map(|past| PageCtx { past: Some(past), ..ctx });
    let mut standings = Vec::new();
    for reading in 0..site.readings.targets.len() {
        let Some(summary) = in_term(ctx, reading, term) else { continue };
        if site.is_rolled_up(reading) {
            let before = past_ctx.and_then(|past_ctx| in_term(past_ctx, reading, term));
            let before = before.map(|summary| summary.current.status);
            standings.push(Standing { reading, now: summary.current.status, before });
        }
    }
    standings
}

/// The answer of a page.
pub(crate) fn answer<'s>(
    ctx: PageCtx<'s>,
    standings: &[Standing],
    kind: PlaceKind,
    links: AnswerLinks<'_>,
) -> Answer<'s> {
    let site = ctx.site;
    let mut counts = [0; Status::ALL.len()];
    for standing in standings {
        counts[standing.now as usize] += 1;
    }
    let places = AnswerPlaces::find(ctx, standings, kind);
    let changed = changed(standings);
    let since = site.last_month().map(|past| past.as_of);
    let facts = AnswerFacts {
        counts,
        change: since
            .filter(|_| can_compare(standings, &changed))
            .map(|since| count_changes(since, &changed)),
        places: places.names,
    };
    let rows = changed.iter().take(MOST_CHANGES);
    Answer {
        sentence: linked(ctx, &facts, &places.hrefs, links),
        changes_total: changed.len(),
        changes: rows.filter_map(|standing| change_row(ctx, *standing)).collect(),
    }
}

/// The sentence of an answer. Its numbers lead to `links`, the places that it names to `places`, in the same order.
pub(crate) fn linked<'s>(
    ctx: PageCtx<'s>,
    facts: &AnswerFacts,
    places: &[String],
    links: AnswerLinks<'_>,
) -> Vec<Link<'s>> {
    let mut sentence = Vec::new();
    for piece in ctx.site.words.answer(facts) {
        let href = match piece.lead {
            None => String::new(),
            Some(Lead::Targets) => links.targets.to_owned(),
            Some(Lead::Todo) => links.todo.to_owned(),
            Some(Lead::Changes) => "#changes".to_owned(),
            Some(Lead::Place(index)) => places.get(index).cloned().unwrap_or_default(),
        };
        sentence.push(Link { text: piece.text.into(), href });
    }
    sentence
}

/// Whether anything can be said about changes. That nothing changed is said only where nothing is withheld.
fn can_compare(standings: &[Standing], changed: &[Standing]) -> bool {
    let is_known = standings.iter().all(|standing| {
        standing.now != Status::Withheld && standing.before != Some(Status::Withheld)
    });
    let is_compared = standings.iter().any(|standing| standing.before.is_some());
    is_compared && (is_known || !changed.is_empty())
}

/// The standings that are in trouble now or were, but not both. Where one of the two days is withheld, nothing is said.
fn changed(standings: &[Standing]) -> Vec<Standing> {
    let mut changed = standings.to_vec();
    changed.retain(|standing| match standing.before {
        None | Some(Status::Withheld) => false,
        Some(before) => {
            standing.now != Status::Withheld && is_trouble(standing.now) != is_trouble(before)
        }
    });
    changed.sort_by_key(|standing| (standing.now, standing.reading));
    changed
}

fn count_changes(since: Day, changed: &[Standing]) -> ChangeCounts {
    let new = changed.iter().filter(|standing| is_trouble(standing.now)).count();
    ChangeCounts { since, new, gone: changed.len() - new }
}

fn change_row(ctx: PageCtx<'_>, standing: Standing) -> Option<StatusChange<'_>> {
    let site = ctx.site;
    let indicator = &site.archive.indicator(site.target_of(standing.reading).indicator).name;
    let text = format!("{}{}{indicator}", ctx.scope(standing.reading), ctx.pick("：", ": "));
    Some(StatusChange {
        target: Link { text: text.into(), href: ctx.reading(standing.reading) },
        before: label(standing.before?, site.lang()),
        now: label(standing.now, site.lang()),
    })
}
