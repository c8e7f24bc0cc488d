//! A term's page: its summaries, its targets, each school's records; and the list of terms.

use serde::Serialize;

use crate::engine::seal::{Correction, Seal};
use crate::model::{Day, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::site::fragments::lists::{Group, RecordLine, by_school, kind_title, lines};
use crate::site::fragments::status::{Tally, tally};
use crate::site::fragments::target_row::{TargetRow, row_at};
use crate::site::fragments::target_summary::{TargetSummary, in_term};
use crate::site::fragments::term_counts::counts;
use crate::site::model::frame::Frame;
use crate::site::model::lookup::MOST_OF_TERM;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// A page a term in which anything happened or was planned.
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
}

/// So many summaries are listed where the schools have pages of the term.
const MOST_SUMMARIES: usize = 40;

/// So many targets that need attention are listed, and so many of the others: the plans' pages have them all.
const MOST_TARGETS: usize = 24;

template_struct! {
    /// `terms/<id>.html`: one term.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// From when to when.
        days: String,
        /// How many records of each kind.
        counts: Vec<KindCount>,
        /// How the targets of the term stand.
        tally: Tally,
        /// Those that need attention, worst first, 24 at most.
        attention: Vec<TargetRow<'s>>,
        /// The others, 24 at most.
        others: Vec<TargetRow<'s>>,
        /// How many need attention.
        attention_total: usize,
        /// How many others there are.
        others_total: usize,
        /// Its summaries; of a long term 40 at most.
        summaries: Vec<RecordLine<'s>>,
        /// How many summaries there are.
        summaries_total: usize,
        /// Its records by school, unless they are many.
        schools: Vec<Group<'s>>,
        /// Of a long term: the schools' pages of it.
        parts: Vec<SchoolPart<'s>>,
        /// Its page of visits.
        visits_href: Option<String>,
        /// Since when it is closed.
        sealed: Option<String>,
        /// What was changed since then.
        corrections: Vec<CorrectionLine<'s>>,
        /// The term before.
        prev: Option<Link<'s>>,
        /// The term after.
        next: Option<Link<'s>>,
    }
}

template_struct! {
    /// What was changed after a term was closed.
    #[derive(Debug, Serialize)]
    struct CorrectionLine<'s> as "Correction" {
        /// When.
        day: String,
        /// The record, where it is shown.
        link: Option<Link<'s>>,
        /// What else was changed; empty of a record.
        what: &'s str,
        /// Why.
        reason: &'s str,
    }
}

template_struct! {
    /// A school's page of a term.
    #[derive(Debug, Serialize)]
    struct SchoolPart<'s> {
        /// The page.
        link: Link<'s>,
        /// How many records it lists.
        count: usize,
    }
}

template_struct! {
    /// How many records of a kind a term has.
    #[derive(Debug, Serialize)]
    struct KindCount {
        /// The kind.
        title: &'static str,
        /// How many.
        count: usize,
    }
}

impl Page for TermPage<'_> {
    const TEMPLATE: Template = template!("term.html");
}

/// What was changed after sealing; of a figure, its target.
fn corrections<'s>(ctx: PageCtx<'s>, seal: &'s Seal) -> Vec<CorrectionLine<'s>> {
    let line = |correction: &'s Correction| {
        let records = &ctx.site.archive.records;
        let at =
            records.binary_search_by(|record| record.id.cmp(&correction.what)).ok().map(RecordIx);
        let day =
            Day::parse(&correction.day).map(|parse| ctx.site.words.day(parse)).unwrap_or_default();
        let link = at.and_then(|index| ctx.record(index));
        // A record that is not shown is not named either.
        let what = if at.is_some() {
            ""
        } else {
            correction.what.split(" | ").nth(1).unwrap_or(&correction.what)
        };
        CorrectionLine { day, link, what, reason: &correction.reason }
    };
    seal.corrections.iter().map(line).collect()
}

/// A term's page.
fn term<'s>(ctx: PageCtx<'s>, at: TermIx) -> TermPage<'s> {
    let site = ctx.site;
    let it = site.archive.calendar.term(at);
    let mut standings: Vec<TargetSummary<'_>> = (0..site.readings.targets.len())
        .filter_map(|reading| in_term(ctx, reading, it.period))
        .collect();
    standings.sort_by_key(|standing| (standing.current.status, standing.reading));
    let rolled_up = standings.iter().filter(|standing| site.is_rolled_up(standing.reading));
    let tally = tally(rolled_up.map(|rolled_up| rolled_up.current.status), site.lang());
    let (attention, others): (Vec<TargetSummary<'_>>, Vec<TargetSummary<'_>>) =
        standings.into_iter().partition(|standing| standing.current.status.needs_attention());
    let rows = |standings: &[TargetSummary<'s>]| -> Vec<TargetRow<'s>> {
        standings.iter().take(MOST_TARGETS).map(|standing| row_at(ctx, standing)).collect()
    };
    let records = &site.lookup.by_term[at.0];
    let of_kind = |kind: RecordKind| {
        records.iter().copied().filter(move |record| site.archive.record(*record).kind() == kind)
    };
    let is_long = MOST_OF_TERM < records.len();
    let part = |school: usize| {
        let page = site.routes.school_terms.get(&(SchoolIx(school), at)).filter(|_| is_long)?;
        let of_term = |record: &&RecordIx| site.lookup.term(**record) == Some(at);
        Some(SchoolPart {
            link: ctx.link(&*site.archive.schools[school].name, page),
            count: site.lookup.by_school[school].iter().filter(of_term).count(),
        })
    };
    let most = if is_long { MOST_SUMMARIES } else { usize::MAX };
    let near = |step: isize| {
        let at = at.0.checked_add_signed(step).map(TermIx)?;
        let known = at.0 < site.lookup.by_term.len() && site.is_term_used(at);
        known.then(|| ctx.term(at))
    };
    let seal = site.seals.iter().map(|file| &file.seal).find(|seal| seal.term == it.name);
    let counts = RecordKind::ALL.into_iter().zip(counts(ctx, at)).filter(|it| it.1 > 0);
    TermPage {
        page: ctx.frame(
            &*it.name,
            "terms",
            vec![ctx.link(ctx.pick("学期", "Terms"), "terms.html")],
        ),
        days: site.words.days(it.period),
        counts: counts
            .map(|(kind, count)| KindCount { title: kind_title(ctx, kind), count })
            .collect(),
        tally,
        attention_total: attention.len(),
        others_total: others.len(),
        attention: rows(&attention),
        others: rows(&others),
        summaries: lines(ctx, of_kind(RecordKind::Summary).take(most)),
        summaries_total: of_kind(RecordKind::Summary).count(),
        schools: if is_long { Vec::new() } else { by_school(ctx, records) },
        parts: (0..site.archive.schools.len()).filter_map(part).collect(),
        visits_href: site.has_visits(at).then(|| ctx.to(&site.routes.visits[at.0])),
        sealed: seal.and_then(|seal| Day::parse(&seal.sealed).ok()).map(|it| site.words.day(it)),
        corrections: seal.map(|seal| corrections(ctx, seal)).unwrap_or_default(),
        prev: near(-1),
        next: near(1),
    }
}
