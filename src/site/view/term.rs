//! The page of a term: its summaries, its targets, and each school's records.

use serde::Serialize;

use crate::engine::seal::Seal;
use crate::model::{Day, Period, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::site::fragments::answer::{Answer, AnswerLinks, answer, standings_in_term};
use crate::site::fragments::answer_places::place_kind;
use crate::site::fragments::counted_link::CountedLink;
use crate::site::fragments::follow_ups::{FollowUpsInShort, in_short};
use crate::site::fragments::lists::{Group, KindCount, RecordLine, by_school, kind_counts, lines};
use crate::site::fragments::status::{Tally, tally};
use crate::site::fragments::target_row::{TargetRow, row_at};
use crate::site::fragments::target_summary::{TargetSummary, in_term};
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::lookup::MOST_OF_TERM;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// One page per term that has records or plans.
pub(crate) struct TermPages;

impl PageKind for TermPages {
    type Key<'s> = TermIx;
    type View<'s> = TermPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<TermIx> {
        site.terms().filter(|term| site.is_term_used(*term)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: TermIx) -> &'s str {
        &site.routes.terms[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: TermIx) -> TermPage<'s> {
        term(ctx, key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: TermIx) -> Option<Document<'s>> {
        Some(facets.term(key))
    }
}

/// The most summaries that are listed for a long term.
const MOST_SUMMARIES: usize = 40;

/// The most targets that need attention, and the most other targets; the pages of plans have all of them.
const MOST_TARGETS: usize = 24;

template_struct! {
    /// `terms/<id>.html`: one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// Its first and last day, in words.
        days: String,
        /// How many records of each kind it has; kinds without records are left out.
        counts: Vec<KindCount>,
        /// How the targets of the term stand, in a sentence.
        answer: Answer<'s>,
        /// How many targets of the term have each status.
        tally: Tally,
        /// The targets that need attention, worst first, 24 at most.
        attention: Vec<TargetRow<'s>>,
        /// The other targets, 24 at most.
        others: Vec<TargetRow<'s>>,
        /// How many targets need attention.
        attention_total: usize,
        /// How many other targets there are.
        others_total: usize,
        /// The problems that its visits found; none without any.
        follow_ups: Option<FollowUpsInShort<'s>>,
        /// Its summaries; in a long term 40 at most.
        summaries: Vec<RecordLine<'s>>,
        /// How many summaries there are.
        summaries_total: usize,
        /// Its records by school; empty in a long term.
        schools: Vec<Group<'s>>,
        /// In a long term, the pages of the schools' records of it.
        parts: Vec<CountedLink<'s>>,
        /// The pages of its months that have records.
        months: Vec<Link<'s>>,
        /// The address of the page of its visits; `none` without visits.
        visits_href: Option<String>,
        /// The day on which it was closed; `none` while it is open.
        sealed: Option<String>,
        /// The corrections made after it was closed.
        corrections: Vec<CorrectionLine<'s>>,
        /// The previous term.
        prev: Option<Link<'s>>,
        /// The next term.
        next: Option<Link<'s>>,
    }
}

template_struct! {
    /// A correction made after a term was closed.
    #[derive(Debug, Serialize)]
    struct CorrectionLine<'s> as "Correction" {
        /// The day of the correction.
        day: String,
        /// The corrected record; `none` when it is not shown, or when something else was corrected.
        link: Option<Link<'s>>,
        /// What was corrected; empty for a record.
        what: &'s str,
        /// The reason.
        reason: &'s str,
    }
}

impl Page for TermPage<'_> {
    const TEMPLATE: Template = template!("term.html");
}

/// A term's page.
fn term<'s>(ctx: PageCtx<'s>, at: TermIx) -> TermPage<'s> {
    let site = ctx.site;
    let term = site.archive.calendar.term(at);
    let targets = targets(ctx, term.period);
    let rolled_up = targets.iter().filter(|target| site.is_rolled_up(target.reading));
    let tally = tally(rolled_up.map(|target| target.current.status), site.lang());
    let (attention, others): (Vec<TargetSummary<'_>>, Vec<TargetSummary<'_>>) =
        targets.into_iter().partition(|target| {
            target.current.status.needs_attention() && site.is_rolled_up(target.reading)
        });
    let records = &site.lookup.by_term[at.0];
    let mut summaries = records.clone();
    summaries.retain(|record| site.archive.record(*record).kind() == RecordKind::Summary);
    let summaries_total = summaries.len();
    let is_long = MOST_OF_TERM < records.len();
    if is_long {
        summaries.truncate(MOST_SUMMARIES);
    }
    let seal = site.seals.iter().map(|file| &file.seal).find(|seal| seal.term == term.name);
    TermPage {
        page: ctx.frame(
            &*term.name,
            "terms",
            vec![ctx.link(ctx.pick("学期", "Terms"), "terms.html")],
        ),
        days: site.words.days(term.period),
        counts: kind_counts(ctx, records),
        answer: term_answer(ctx, term.period),
        tally,
        attention_total: attention.len(),
        others_total: others.iter().filter(|other| site.is_rolled_up(other.reading)).count(),
        attention: first_rows(ctx, &attention),
        others: first_rows(ctx, &others),
        follow_ups: in_short(ctx, FollowUpScope::Term(at)),
        summaries: lines(ctx, summaries),
        summaries_total,
        schools: if is_long { Vec::new() } else { by_school(ctx, records) },
        parts: if is_long { school_parts(ctx, at) } else { Vec::new() },
        months: months(ctx, term.period),
        visits_href: site.has_visits(at).then(|| ctx.to(&site.routes.visits[at.0])),
        sealed: seal.and_then(|seal| Day::parse(&seal.sealed).ok()).map(|day| site.words.day(day)),
        corrections: seal.map(|seal| corrections(ctx, seal)).unwrap_or_default(),
        prev: near_term(ctx, at.0.checked_sub(1)),
        next: near_term(ctx, at.0.checked_add(1)),
    }
}

/// How the targets of a term stand, in a sentence.
fn term_answer<'s>(ctx: PageCtx<'s>, term: Period) -> Answer<'s> {
    let standings = standings_in_term(ctx, term);
    let links = AnswerLinks { targets: "#targets", todo: "#targets" };
    answer(ctx, &standings, place_kind(ctx, &standings), links)
}

/// The targets of a term, worst first.
fn targets<'s>(ctx: PageCtx<'s>, period: Period) -> Vec<TargetSummary<'s>> {
    let mut targets: Vec<TargetSummary<'_>> = (0..ctx.site.readings.targets.len())
        .filter_map(|reading| in_term(ctx, reading, period))
        .collect();
    targets.sort_by_key(|target| (target.current.status, target.reading));
    targets
}

/// The rows of the first targets.
fn first_rows<'s>(ctx: PageCtx<'s>, targets: &[TargetSummary<'s>]) -> Vec<TargetRow<'s>> {
    targets.iter().take(MOST_TARGETS).map(|target| row_at(ctx, target)).collect()
}

/// The pages of the schools' records of a term.
fn school_parts(ctx: PageCtx<'_>, at: TermIx) -> Vec<CountedLink<'_>> {
    let site = ctx.site;
    let mut parts = Vec::new();
    for (index, school) in site.archive.schools.iter().enumerate() {
        let Some(page) = site.routes.school_terms.get(&(SchoolIx(index), at)) else { continue };
        let records = site.lookup.by_school[index].iter();
        parts.push(CountedLink {
            link: ctx.link(&*school.name, page),
            count: records.filter(|record| site.lookup.term(**record) == Some(at)).count(),
        });
    }
    parts
}

/// The pages of the months of a period that have records.
fn months(ctx: PageCtx<'_>, days: Period) -> Vec<Link<'_>> {
    let mut months = Vec::new();
    for part in ctx.site.months.parts.iter().filter(|part| part.part == 0) {
        let month = Period { first: part.month, last: part.month.month_end() };
        if month.cut(days).is_some() {
            months.push(ctx.link(ctx.site.words.month(part.month), &part.path));
        }
    }
    months
}

/// A link to a neighbouring term; `None` if there is none or it has no page.
fn near_term(ctx: PageCtx<'_>, index: Option<usize>) -> Option<Link<'_>> {
    let site = ctx.site;
    let term = TermIx(index.filter(|index| *index < site.lookup.by_term.len())?);
    site.is_term_used(term).then(|| ctx.term(term))
}

/// The corrections made after a term was sealed.
fn corrections<'s>(ctx: PageCtx<'s>, seal: &'s Seal) -> Vec<CorrectionLine<'s>> {
    let words = ctx.site.words;
    let mut lines = Vec::new();
    for correction in &seal.corrections {
        let day = Day::parse(&correction.day).map(|day| words.day(day)).unwrap_or_default();
        let record = record_by_id(ctx.site, &correction.subject);
        // The name of a record is shown only as the text of its link: unpublished records stay unnamed. Of a figure, the
        // name of its target is shown.
        let what = match record {
            Some(_) => "",
            None => correction.subject.split(" | ").nth(1).unwrap_or(&correction.subject),
        };
        let link = record.and_then(|record| ctx.record(record));
        lines.push(CorrectionLine { day, link, what, reason: &correction.reason });
    }
    lines
}

/// The record with an id.
fn record_by_id(site: &Site<'_>, id: &str) -> Option<RecordIx> {
    site.archive.records.binary_search_by(|record| record.id.as_str().cmp(id)).ok().map(RecordIx)
}
