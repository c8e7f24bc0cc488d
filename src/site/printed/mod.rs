//! Printed documents in the form of an official one (GB/T 9704-2012): term summaries, plans, visits, the four haves.
//!
//! A [`Paper`] holds all that is printed as plain data, without links and without HTML, so that the print version in
//! the browser and the PDF say the same: what the school wrote first, then what guidang adds as 附件.

mod parts;
mod sheet;
mod text;

use serde::Serialize;

pub(crate) use self::parts::{Annex, Part};
use self::parts::{checklist_part, haves_part, honours_part, records_part, standing_charts};
use self::parts::{measures_part, pictures_part, targets_part, visits_part, wanted_part};
pub use self::sheet::{FilingTable, Printed, Sheet};
use self::text::{Reference, Text};
use super::layout::{Frame, PageCtx};
use super::reading::TargetSummary;
use super::theme::Page;
use super::view::{Stamp, four_haves_of, in_term, plan_facts, record_facts, stamp};
use crate::engine::filing;
use crate::l10n::labels::Labels;
use crate::model::{Day, Detail, PlanIx, PlanOwner, RecordIx, RecordKind, TermIx};
use crate::syntax::markdown::blocks::Block;

/// So many targets of a summary are drawn through the term.
const MOST_COURSES: usize = 4;

/// `paper.html`, and what a PDF is made of.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Paper<'s> {
    page: Frame<'s>,
    /// 归档章, when the paper has a file number.
    stamp: Option<Stamp>,
    /// `summary`, `plan`, `visit`, `four_haves`.
    kind: &'static str,
    /// Who issues it.
    organisation: String,
    /// Below the title: the term, the days.
    subtitle: Option<String>,
    facts: Vec<PaperFact<'s>>,
    body: Vec<Block>,
    /// Where the body leads to, numbered from 1.
    references: Vec<Reference>,
    /// Sections of the document itself.
    parts: Vec<Part>,
    annexes: Vec<Annex>,
    /// The day of the document, in words; a line to fill in when there is none.
    date: Option<String>,
    /// The same for machines: `2024-07-03`. Of a document without a day, the first of its period.
    day: String,
    author: Option<&'s str>,
    approved_by: Option<&'s str>,
    id: &'s str,
    /// The page that it prints.
    back: String,
}

impl Page for Paper<'_> {
    const TEMPLATE: &'static str = "paper.html";
}

/// A line above the text.
#[derive(Debug, Serialize)]
struct PaperFact<'s> {
    label: &'s str,
    text: String,
}

fn paper_facts<'s>(facts: Vec<super::view::Fact<'s>>, comma: &str) -> Vec<PaperFact<'s>> {
    let said = |it: super::view::Fact<'s>| {
        let links: Vec<&str> = it.links.iter().map(|it| &*it.text).collect();
        PaperFact { label: it.label, text: it.text.unwrap_or_else(|| links.join(comma)) }
    };
    facts.into_iter().filter(|it| !it.is_filing()).map(said).collect()
}

/// The printed version of a record.
pub(in crate::site) fn record(here: PageCtx<'_>, at: RecordIx) -> Paper<'_> {
    match here.site.archive.record(at).kind() {
        RecordKind::Summary => summary(here, at),
        _ => visit(here, at),
    }
}

/// The printed version of a summary: its text, then the term's targets, visits, honours and records of its school.
fn summary(here: PageCtx<'_>, at: RecordIx) -> Paper<'_> {
    let site = here.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let term = site.lookup.term(at);
    let mut parts = Vec::new();
    if let Some(term) = term {
        let days = site.archive.calendar.term(term).period;
        let readings = &site.lookup.readings_of_school[it.school.0];
        let mut standings: Vec<TargetSummary<'_>> =
            readings.iter().filter_map(|reading| in_term(here, *reading, days)).collect();
        standings.sort_by_key(|it| (it.current.status, it.reading));
        let own = site.lookup.by_school[it.school.0].iter().copied();
        let mut records: Vec<RecordIx> =
            own.filter(|it| site.lookup.term(*it) == Some(term)).collect();
        records.sort_by_key(|it| (site.lookup.day(*it), *it));
        parts.push((labels.term_targets, vec![targets_part(here, &standings)]));
        let courses = standing_charts(here, &standings, MOST_COURSES);
        parts.push((labels.charts, courses));
        parts.push((labels.visits_by_type, vec![visits_part(here, &records)]));
        parts.push((labels.honours, vec![honours_part(here, &records)]));
        parts.push((labels.record_list, vec![records_part(here, &records, at)]));
    }
    let Detail::Summary(detail) = &it.detail else { return visit(here, at) };
    Paper {
        subtitle: term.map(|it| site.archive.calendar.term(it).name.clone()),
        author: detail.author.as_deref(),
        approved_by: detail.approved_by.as_deref(),
        annexes: annexes(parts),
        ..document(here, at)
    }
}

/// The printed version of a visit: what is known of it, its text, its files.
fn visit(here: PageCtx<'_>, at: RecordIx) -> Paper<'_> {
    let site = here.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let files = parts::files_part(here, &it.attachments);
    let pictures = pictures_part(here, &it.attachments);
    Paper {
        facts: paper_facts(record_facts(here, at), here.say("、", ", ")),
        parts: vec![parts::data_part(here, at)].into_iter().filter(|it| !it.is_empty()).collect(),
        annexes: annexes(vec![(labels.files, vec![files]), (labels.pictures, vec![pictures])]),
        ..document(here, at)
    }
}

/// What the documents of all records have.
fn document(here: PageCtx<'_>, at: RecordIx) -> Paper<'_> {
    let site = here.site;
    let it = site.archive.record(at);
    let text = Text::of(here, &it.body, &it.file, Some(at));
    let day = site.lookup.day(at);
    Paper {
        page: frame(here, &it.title, it.draft),
        stamp: stamp(here, filing::Paper::Record(at)),
        kind: it.kind().code(),
        organisation: site.archive.school(it.school).name.clone(),
        subtitle: None,
        facts: Vec::new(),
        body: text.blocks,
        references: text.references,
        parts: Vec::new(),
        annexes: Vec::new(),
        date: day.map(|it| site.words.day(it)),
        day: day.unwrap_or(site.readings.as_of).to_string(),
        author: None,
        approved_by: None,
        id: &it.id,
        back: here.to(&site.routes.records[at.0]),
    }
}

/// The printed version of a plan: its text, its targets and measures; as 附件 both sides' 考核表, and how it stands.
pub(in crate::site) fn plan(here: PageCtx<'_>, at: PlanIx) -> Paper<'_> {
    let site = here.site;
    let it = site.archive.plan(at);
    let labels = Labels::of(site.lang());
    let text = Text::of(here, &it.body, &it.file, None);
    let readings = super::lookup::readings_of(site.readings, at);
    let standings: Vec<TargetSummary<'_>> =
        readings.map(|it| TargetSummary::telling(site, it)).collect();
    let checklists = super::checklist::checklists(here, at);
    let checklists = checklists.iter().map(|it| checklist_part(here, it)).collect();
    let organisation = match it.owner {
        PlanOwner::Archive => {
            let site = &site.archive.site;
            site.organisation.as_ref().unwrap_or(&site.title).clone()
        }
        PlanOwner::School(school) => site.archive.school(school).name.clone(),
        PlanOwner::Pair(pair) => site.archive.school(site.archive.pair(pair).helper).name.clone(),
    };
    let parts = vec![wanted_part(here, at), measures_part(here, at)];
    Paper {
        page: frame(here, &it.title, it.draft),
        stamp: stamp(here, filing::Paper::Plan(at)),
        kind: "plan",
        organisation,
        subtitle: Some(site.words.days(it.period)),
        facts: paper_facts(plan_facts(here, at), here.say("、", ", ")),
        body: text.blocks,
        references: text.references,
        parts: parts.into_iter().filter(|it| !it.is_empty()).collect(),
        annexes: annexes(vec![
            (labels.assessment, checklists),
            (labels.standing, vec![targets_part(here, &standings)]),
            (labels.files, vec![parts::files_part(here, &it.attachments)]),
        ]),
        date: None,
        day: it.period.first.to_string(),
        author: None,
        approved_by: None,
        id: &it.id,
        back: here.to(&site.routes.plans[at.0]),
    }
}

/// The printed version of a term's four haves.
pub(in crate::site) fn four_haves(here: PageCtx<'_>, term: TermIx) -> Paper<'_> {
    let site = here.site;
    let labels = Labels::of(site.lang());
    let matrix = four_haves_of(here, term);
    let owner = &site.archive.site;
    let title = site.words.join(&site.archive.calendar.term(term).name, labels.four_haves);
    let parts = [
        haves_part(labels.schools, &matrix.marks, &matrix.schools, here),
        haves_part(labels.pairs, &matrix.marks, &matrix.pairs, here),
    ];
    let as_of: Day = site.readings.as_of;
    Paper {
        page: frame(here, &title, false),
        stamp: None,
        kind: "four_haves",
        organisation: owner.organisation.as_ref().unwrap_or(&owner.title).clone(),
        subtitle: Some(labels.four_haves_full.to_owned()),
        facts: Vec::new(),
        body: Vec::new(),
        references: Vec::new(),
        parts: parts.into_iter().filter(|it| !it.is_empty()).collect(),
        annexes: Vec::new(),
        date: Some(site.words.day(as_of)),
        day: as_of.to_string(),
        author: None,
        approved_by: None,
        id: "four-haves",
        back: here.to(&site.routes.haves[term.0]),
    }
}

fn frame<'s>(here: PageCtx<'s>, title: &str, draft: bool) -> Frame<'s> {
    let mut page = here.frame(title.to_owned(), "print", Vec::new());
    page.draft = draft;
    page
}

/// Those that hold anything, numbered.
fn annexes(all: Vec<(&'static str, Vec<Part>)>) -> Vec<Annex> {
    let filled = all.into_iter().filter_map(|(title, mut parts)| {
        parts.retain(|it| !it.is_empty());
        (!parts.is_empty()).then_some((title, parts))
    });
    let numbered = filled.enumerate();
    numbered.map(|(at, (title, parts))| Annex { number: at + 1, title, parts }).collect()
}

/// Whether a kind of record has a printed version.
pub(in crate::site) fn is_printed(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Summary | RecordKind::Visit)
}
