//! Printed documents in the form of an official document (GB/T 9704-2012): term summaries, plans, visits and the
//! completeness check (四有).
//!
//! A [`PrintedDocument`] holds everything that is printed as plain data, without links and without HTML, so that the
//! print version in the browser and the PDF agree: first what the school wrote, then what guidang adds as 附件.

mod brief;
mod follow_ups;
mod parts;
mod record_tables;
mod target_tables;
mod text;

use serde::Serialize;

pub(crate) use self::brief::Brief;
pub use self::brief::BriefScope;
pub(in crate::site) use self::brief::brief;
use self::follow_ups::{problems_part, register_parts, settled_part, texts_part};
pub(crate) use self::parts::{Annex, Part};
use self::parts::{pictures_part, summary_charts};
use self::record_tables::{data_part, dated_day, files_part, honours_part};
use self::record_tables::{records_part, visits_part};
use self::target_tables::{checklist_part, completeness_part, measures_part};
use self::target_tables::{plan_targets_part, targets_part};
use self::text::{PrintedText, Reference, readings_with_trends};
use crate::l10n::labels::Labels;
use crate::model::{
    Day, Detail, DocumentIx, PlanIx, PlanOwner, RecordIx, RecordKind, SchoolIx, TermIx,
};
use crate::site::fragments::completeness::term_matrix;
use crate::site::fragments::facts::Fact;
use crate::site::fragments::filing::Stamp;
use crate::site::fragments::filing::stamp;
use crate::site::fragments::follow_ups::owner;
use crate::site::fragments::plan_facts;
use crate::site::fragments::record;
use crate::site::fragments::signature::{SignedSide, sides};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::fragments::target_summary::in_term;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::PageCtx;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::syntax::markdown::blocks::Block;

/// The number of targets of a summary whose trend is drawn.
const MAX_TREND_CHARTS: usize = 4;

template_struct! {
    /// `print/…`: a summary, visit, plan or a term's completeness check (四有) as a printed document (GB/T
    /// 9704-2012). The PDF is made of the same values.
    #[derive(Debug, Serialize)]
    pub(crate) struct PrintedDocument<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Its filing stamp; none without a file number.
        stamp: Option<Stamp>,
        /// `summary`, `visit`, `plan` or `four_haves`.
        kind: &'static str,
        /// Who issues it.
        organisation: String,
        /// The term, the days.
        subtitle: Option<String>,
        /// What is known of it.
        facts: Vec<PaperFact<'s>>,
        /// Its text.
        body: Vec<Block>,
        /// Where the text's links led.
        references: Vec<Reference>,
        /// Sections of the document itself.
        parts: Vec<Part>,
        /// What is added to it.
        annexes: Vec<Annex>,
        /// Its day; none to be filled in by hand.
        date: Option<String>,
        /// Its day for machines: `2024-07-03`.
        day: String,
        /// Who wrote it.
        author: Option<&'s str>,
        /// Who approved it.
        approved_by: Option<&'s str>,
        /// Of a visit: who signs.
        sides: Vec<SignedSide>,
        /// The id of the record; empty of registers and of the completeness check.
        id: &'s str,
        /// The page that it prints.
        back: String,
    }
}

impl Page for PrintedDocument<'_> {
    const TEMPLATE: Template = template!("paper.html");
}

template_struct! {
    /// A line above a printed text.
    #[derive(Debug, Serialize)]
    struct PaperFact<'s> {
        /// What it is.
        label: &'s str,
        /// What it says.
        text: String,
    }
}

/// The facts of a page as text, without those about filing, which the stamp shows.
fn paper_facts<'s>(facts: Vec<Fact<'s>>, comma: &str) -> Vec<PaperFact<'s>> {
    let mut printed = Vec::new();
    for fact in facts {
        if fact.is_filing() {
            continue;
        }
        let mut links: Vec<&str> = Vec::new();
        for link in &fact.links {
            links.push(&link.text);
        }
        let text = match fact.text {
            Some(text) => text,
            None => links.join(comma),
        };
        printed.push(PaperFact { label: fact.label, text });
    }
    printed
}

/// The printed version of a record.
pub(in crate::site) fn record(ctx: PageCtx<'_>, at: RecordIx) -> PrintedDocument<'_> {
    match ctx.site.archive.record(at).kind() {
        RecordKind::Summary => summary(ctx, at),
        _ => visit(ctx, at),
    }
}

/// The printed version of a summary: its text, then targets, visits, honours and records of its school in its term.
fn summary(ctx: PageCtx<'_>, at: RecordIx) -> PrintedDocument<'_> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let Detail::Summary(detail) = &record.detail else { return visit(ctx, at) };
    let (subtitle, annexes) = match site.lookup.term(at) {
        Some(term) => (
            Some(site.archive.calendar.term(term).name.clone()),
            term_annexes(ctx, at, record.school, term),
        ),
        None => (None, Vec::new()),
    };
    PrintedDocument {
        subtitle,
        author: detail.author.as_deref(),
        approved_by: detail.approved_by.as_deref(),
        annexes,
        ..document(ctx, at)
    }
}

/// What is annexed to the summary `at`: the targets and records of a school in a term, up to the summary's own day.
fn term_annexes(ctx: PageCtx<'_>, at: RecordIx, school: SchoolIx, term: TermIx) -> Vec<Annex> {
    let site = ctx.site;
    let ctx = ctx.of_document(at);
    let labels = Labels::of(site.lang());
    let days = site.archive.calendar.term(term).period;
    let mut summaries: Vec<TargetSummary<'_>> = Vec::new();
    for &reading in &site.lookup.readings_of_school[school.0] {
        summaries.extend(in_term(ctx, reading, days));
    }
    summaries.sort_by_key(|summary| (summary.current.status, summary.reading));
    let mut records = Vec::new();
    for &record in &site.lookup.by_school[school.0] {
        if site.lookup.term(record) == Some(term) && dated_day(ctx, record).is_some() {
            records.push(record);
        }
    }
    records.sort_by_cached_key(|record| (dated_day(ctx, *record), *record));
    let day = site.words.as_of(ctx.as_of());
    let targets = Part { title: day, ..targets_part(ctx, &summaries) };
    let shown = readings_with_trends(ctx, at);
    summaries.retain(|summary| !shown.contains(&summary.reading));
    annexes(vec![
        (labels.term_targets, vec![targets]),
        (labels.charts, vec![summary_charts(ctx, &summaries, MAX_TREND_CHARTS)]),
        (labels.visits_by_type, vec![visits_part(ctx, &records)]),
        (labels.honours, vec![honours_part(ctx, &records)]),
        (labels.record_list, vec![records_part(ctx, &records, at)]),
    ])
}

/// The printed version of a visit: its facts, text, figures and files.
fn visit(ctx: PageCtx<'_>, at: RecordIx) -> PrintedDocument<'_> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let files = files_part(ctx, &record.attachments);
    let pictures = pictures_part(ctx, &record.attachments);
    PrintedDocument {
        facts: paper_facts(record::facts(ctx, at), ctx.pick("、", ", ")),
        parts: visit_parts(ctx, at),
        sides: sides(ctx, at),
        annexes: annexes(vec![(labels.files, vec![files]), (labels.pictures, vec![pictures])]),
        ..document(ctx, at)
    }
}

/// What a visit says apart from its text: needs and opinions, problems, figures.
fn visit_parts(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Part> {
    let mut parts = vec![texts_part(ctx, at), problems_part(ctx, at), settled_part(ctx, at)];
    parts.push(data_part(ctx, at));
    without_empty(parts)
}

/// The printed register of a list of problems (问题整改台账).
pub(in crate::site) fn follow_ups(ctx: PageCtx<'_>, scope: FollowUpScope) -> PrintedDocument<'_> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let whose = owner(ctx, scope);
    let title = match &whose {
        Some(owner) => site.words.join(&owner.text, labels.follow_ups_register),
        None => labels.follow_ups_register.to_owned(),
    };
    let organisation = match scope {
        FollowUpScope::School(school) => site.archive.school(school).name.clone(),
        _ => site_organisation(ctx).to_owned(),
    };
    let as_of: Day = site.readings.as_of;
    PrintedDocument {
        page: frame(ctx, &title, false),
        stamp: None,
        kind: "follow_ups",
        organisation,
        subtitle: Some(site.words.as_of(as_of)),
        facts: Vec::new(),
        body: Vec::new(),
        references: Vec::new(),
        parts: register_parts(ctx, scope),
        annexes: Vec::new(),
        date: Some(site.words.day(as_of)),
        day: as_of.to_string(),
        author: None,
        approved_by: None,
        sides: Vec::new(),
        id: "",
        back: site.routes.follow_ups.get(&scope).map(|path| ctx.to(path)).unwrap_or_default(),
    }
}

/// What the documents of all records have in common.
fn document(ctx: PageCtx<'_>, at: RecordIx) -> PrintedDocument<'_> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let text = PrintedText::new(ctx.of_document(at), &record.body, &record.file, Some(at));
    let day = site.lookup.day(at);
    PrintedDocument {
        page: frame(ctx.of_document(at), &record.title, record.draft),
        stamp: stamp(ctx, DocumentIx::Record(at)),
        kind: record.kind().code(),
        organisation: site.archive.school(record.school).name.clone(),
        subtitle: None,
        facts: Vec::new(),
        body: text.blocks,
        references: text.references,
        parts: Vec::new(),
        annexes: Vec::new(),
        date: day.map(|day| site.words.day(day)),
        day: day.unwrap_or(site.readings.as_of).to_string(),
        author: None,
        approved_by: None,
        sides: Vec::new(),
        id: &record.id,
        back: ctx.to(&site.routes.records[at.0]),
    }
}

/// The printed version of a plan: its text, targets and measures; as 附件 the 考核表 of both sides, and the current
/// figures.
pub(in crate::site) fn plan(ctx: PageCtx<'_>, at: PlanIx) -> PrintedDocument<'_> {
    let site = ctx.site;
    let plan = site.archive.plan(at);
    let text = PrintedText::new(ctx, &plan.body, &plan.file, None);
    PrintedDocument {
        page: frame(ctx, &plan.title, plan.draft),
        stamp: stamp(ctx, DocumentIx::Plan(at)),
        kind: "plan",
        organisation: issuer(ctx, plan.owner),
        subtitle: Some(site.words.days(plan.period)),
        facts: paper_facts(plan_facts::facts(ctx, at), ctx.pick("、", ", ")),
        body: text.blocks,
        references: text.references,
        parts: without_empty(vec![plan_targets_part(ctx, at), measures_part(ctx, at)]),
        annexes: plan_annexes(ctx, at),
        date: None,
        day: plan.period.first.to_string(),
        author: None,
        approved_by: None,
        sides: Vec::new(),
        id: &plan.id,
        back: ctx.to(&site.routes.plans[at.0]),
    }
}

fn plan_annexes(ctx: PageCtx<'_>, at: PlanIx) -> Vec<Annex> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let mut checklists = Vec::new();
    for checklist in &crate::site::fragments::checklist::checklists(ctx, at) {
        checklists.push(checklist_part(ctx, checklist));
    }
    let mut summaries: Vec<TargetSummary<'_>> = Vec::new();
    for reading in crate::site::model::lookup::readings_of(site.readings, at) {
        summaries.push(TargetSummary::representative(ctx, reading));
    }
    annexes(vec![
        (labels.assessment, checklists),
        (labels.standing, vec![targets_part(ctx, &summaries)]),
        (labels.files, vec![files_part(ctx, &site.archive.plan(at).attachments)]),
    ])
}

/// The organisation that issues a plan: of a pair, the schools that help.
fn issuer(ctx: PageCtx<'_>, owner: PlanOwner) -> String {
    let archive = ctx.site.archive;
    let schools = match owner {
        PlanOwner::Archive => return site_organisation(ctx).to_owned(),
        PlanOwner::School(school) => vec![school],
        PlanOwner::Pair(pair) => archive.pair(pair).helpers.clone(),
    };
    let mut names: Vec<&str> = Vec::new();
    for school in schools {
        names.push(&archive.school(school).name);
    }
    names.join(ctx.pick("、", ", "))
}

/// The organisation that keeps the archive; the title of the site if it names none.
fn site_organisation<'s>(ctx: PageCtx<'s>) -> &'s str {
    let site = &ctx.site.archive.site;
    site.organisation.as_ref().unwrap_or(&site.title)
}

/// The printed version of a term's completeness check (四有).
pub(in crate::site) fn completeness(ctx: PageCtx<'_>, term: TermIx) -> PrintedDocument<'_> {
    let site = ctx.site;
    let labels = Labels::of(site.lang());
    let matrix = term_matrix(ctx, term);
    let title = site.words.join(&site.archive.calendar.term(term).name, labels.four_haves);
    let parts = without_empty(vec![
        completeness_part(ctx, labels.schools, &matrix.marks, &matrix.schools),
        completeness_part(ctx, labels.pairs, &matrix.marks, &matrix.pairs),
    ]);
    let as_of: Day = site.readings.as_of;
    PrintedDocument {
        page: frame(ctx, &title, false),
        stamp: None,
        kind: "four_haves",
        organisation: site_organisation(ctx).to_owned(),
        subtitle: Some(labels.four_haves_full.to_owned()),
        facts: Vec::new(),
        body: Vec::new(),
        references: Vec::new(),
        parts,
        annexes: Vec::new(),
        date: Some(site.words.day(as_of)),
        day: as_of.to_string(),
        author: None,
        approved_by: None,
        sides: Vec::new(),
        id: "",
        back: ctx.to(&site.routes.completeness[term.0]),
    }
}

fn frame<'s>(ctx: PageCtx<'s>, title: &str, draft: bool) -> Frame<'s> {
    let mut page = ctx.frame(title.to_owned(), "print", Vec::new());
    page.draft = draft;
    page
}

/// The annexes that are not empty, numbered from 1.
fn annexes(all: Vec<(&'static str, Vec<Part>)>) -> Vec<Annex> {
    let mut annexes = Vec::new();
    for (title, parts) in all {
        let parts = without_empty(parts);
        if !parts.is_empty() {
            annexes.push(Annex { number: annexes.len() + 1, title, parts });
        }
    }
    annexes
}

fn without_empty(mut parts: Vec<Part>) -> Vec<Part> {
    parts.retain(|part| !part.is_empty());
    parts
}
