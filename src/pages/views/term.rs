//! A term's page: its summaries, its targets, each school's records; and the list of terms.

use serde::Serialize;

use super::super::frame::{Frame, Here, Link};
use super::super::lists::{Group, RecordLine, by_school, kind_title, lines};
use super::super::row::{TargetRow, rows};
use super::super::status::Tally;
use super::super::theme::Page;
use crate::model::{RecordIx, RecordKind, TermIx};

/// A term with more records than this lists those that are no visits; visits have a page of their own.
const MOST_RECORDS: usize = 300;
/// With more targets than this only those that need attention are listed.
const MOST_TARGETS: usize = 300;

/// `terms.html`.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct TermsPage<'s> {
    page: Frame<'s>,
    terms: Vec<TermLine<'s>>,
    kinds: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct TermLine<'s> {
    link: Link<'s>,
    days: String,
    counts: Vec<usize>,
}

impl Page for TermsPage<'_> {
    const TEMPLATE: &'static str = "terms.html";
}

fn counts(here: Here<'_>, at: TermIx) -> Vec<usize> {
    let mut counts = vec![0; RecordKind::ALL.len()];
    for it in &here.site.lookup.by_term[at.0] {
        counts[here.site.archive.record(*it).kind() as usize] += 1;
    }
    counts
}

/// The list of terms, the latest first.
pub(in crate::pages) fn terms(here: Here<'_>) -> TermsPage<'_> {
    let site = here.site;
    let mut used: Vec<TermIx> =
        site.archive.calendar.terms().map(|it| it.0).filter(|it| site.is_term_used(*it)).collect();
    used.reverse();
    let line = |at: TermIx| TermLine {
        link: here.term(at),
        days: site.words.days(site.archive.calendar.term(at).period),
        counts: counts(here, at),
    };
    TermsPage {
        page: here.frame(here.say("学期", "Terms"), "terms", Vec::new()),
        terms: used.into_iter().map(line).collect(),
        kinds: RecordKind::ALL.into_iter().map(|it| kind_title(here, it)).collect(),
    }
}

/// `term.html`.
#[derive(Debug, Serialize)]
pub(in crate::pages) struct TermPage<'s> {
    page: Frame<'s>,
    days: String,
    counts: Vec<KindCount>,
    tally: Tally,
    targets: Vec<TargetRow<'s>>,
    only_attention: bool,
    summaries: Vec<RecordLine<'s>>,
    schools: Vec<Group<'s>>,
    visits_href: Option<String>,
    prev: Option<Link<'s>>,
    next: Option<Link<'s>>,
}

#[derive(Debug, Serialize)]
struct KindCount {
    title: &'static str,
    count: usize,
}

impl Page for TermPage<'_> {
    const TEMPLATE: &'static str = "term.html";
}

/// A term's page.
pub(in crate::pages) fn term(here: Here<'_>, at: TermIx) -> TermPage<'_> {
    let site = here.site;
    let it = site.archive.calendar.term(at);
    let touches = |reading: &usize| {
        site.readings.targets[*reading]
            .periods
            .iter()
            .any(|period| period.period.cut(it.period).is_some())
    };
    let mut readings: Vec<usize> = (0..site.readings.targets.len()).filter(touches).collect();
    let tally = site.tally(readings.iter().copied());
    let only_attention = readings.len() > MOST_TARGETS;
    if only_attention {
        readings.retain(|it| site.readings.targets[*it].status.needs_attention());
    }
    let records = &site.lookup.by_term[at.0];
    let of_kind = |kind: RecordKind| {
        records.iter().copied().filter(move |it| site.archive.record(*it).kind() == kind)
    };
    let listed: Vec<RecordIx> = match records.len() > MOST_RECORDS {
        true => records
            .iter()
            .copied()
            .filter(|it| site.archive.record(*it).kind() != RecordKind::Visit)
            .collect(),
        false => records.clone(),
    };
    let near = |step: isize| {
        let at = at.0.checked_add_signed(step).map(TermIx)?;
        let known = at.0 < site.lookup.by_term.len() && site.is_term_used(at);
        known.then(|| here.term(at))
    };
    let counts = RecordKind::ALL.into_iter().zip(counts(here, at)).filter(|it| it.1 > 0);
    TermPage {
        page: here.frame(
            &*it.name,
            "terms",
            vec![here.link(here.say("学期", "Terms"), "terms.html")],
        ),
        days: site.words.days(it.period),
        counts: counts
            .map(|(kind, count)| KindCount { title: kind_title(here, kind), count })
            .collect(),
        tally,
        targets: rows(here, readings),
        only_attention,
        summaries: lines(here, of_kind(RecordKind::Summary)),
        schools: by_school(here, &listed),
        visits_href: site.has_visits(at).then(|| here.to(&site.routes.visits[at.0])),
        prev: near(-1),
        next: near(1),
    }
}
