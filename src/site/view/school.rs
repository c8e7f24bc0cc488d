//! The page of a school.

use serde::Serialize;

use crate::engine::progress::Owner;
use crate::l10n::labels::Labels;
use crate::model::{Digest, RecordKind, SchoolIx};
use crate::site::fragments::answer::{Answer, AnswerLinks, answer, standings};
use crate::site::fragments::answer_places::PlaceKind;
use crate::site::fragments::card::{Card, cards};
use crate::site::fragments::completeness::{OwnerRow, owner_row};
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::sheets_of;
use crate::site::fragments::follow_ups::{FollowUpsInShort, in_short};
use crate::site::fragments::lists::{Group, by_term_in_short, kind_title, section};
use crate::site::fragments::overview;
use crate::site::fragments::pair_line::{PairLine, pair_line};
use crate::site::fragments::reading::{ReadingView, reading_view};
use crate::site::fragments::school_now::{ThisTerm, this_term};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, past_rows, rows};
use crate::site::fragments::todo::{IN_FULL, Todo, TodoScope, todo};
use crate::site::model::filing::FilingOwner;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

/// One page per school.
pub(crate) struct SchoolPages;

impl PageKind for SchoolPages {
    type Key<'s> = SchoolIx;
    type View<'s> = SchoolPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<SchoolIx> {
        (0..site.archive.schools.len()).map(SchoolIx).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: SchoolIx) -> &'s str {
        &site.routes.schools[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: SchoolIx) -> SchoolPage<'s> {
        school(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: SchoolIx) -> Digest {
        inputs.school_with_pairs(key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: SchoolIx) -> Option<Document<'s>> {
        Some(facets.school(key))
    }
}

/// The most targets that are drawn as cards; the others are in a table.
const MOST_CARDS: usize = 12;

template_struct! {
    /// `schools/<id>/index.html`: one school.
    #[derive(Debug, Serialize)]
    pub(crate) struct SchoolPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How its targets stand, in a sentence.
        answer: Answer<'s>,
        /// What is to be done now.
        todo: Todo<'s>,
        /// The term that runs, or the latest one.
        this_term: Option<ThisTerm<'s>>,
        /// How many of its targets have each status.
        tally: Tally,
        /// Its targets that run, worst first, 12 at most; where none runs, those that are over.
        cards: Vec<Card<'s>>,
        /// Its targets that are not in `cards`.
        others: Vec<TargetRow<'s>>,
        /// Its targets that missed periods which are over, the latest first.
        past: Vec<TargetRow<'s>>,
        /// The problems found at it or by its visits; none without any.
        follow_ups: Option<FollowUpsInShort<'s>>,
        /// Its part of targets that judge many schools, with all figures and records.
        accounts: Vec<Account<'s>>,
        /// Chart of its visits by month; empty without visits.
        #[shown_as(Html)]
        visits: String,
        /// The pairs it is in.
        pairs: Vec<PairLine<'s>>,
        /// Its own plans, then those of its pairs.
        plans: Vec<Link<'s>>,
        /// Its completeness check (四有).
        haves: OwnerRow<'s>,
        /// Its records by kind.
        kinds: Vec<KindOfRecords<'s>>,
    }
}

template_struct! {
    /// A school's part of a target that judges many schools.
    #[derive(Debug, Serialize)]
    struct Account<'s> {
        /// The name of the indicator.
        title: &'s str,
        /// The plan.
        plan: Link<'s>,
        /// The indicator's page.
        indicator: Link<'s>,
        /// The figures and records of the school.
        reading: ReadingView<'s>,
    }
}

template_struct! {
    /// A school's records of one kind.
    #[derive(Debug, Serialize)]
    struct KindOfRecords<'s> {
        /// The name of the kind.
        title: &'static str,
        /// For its `id`.
        anchor: &'static str,
        /// How many there are.
        count: usize,
        /// The records by term, the latest first; long terms are shortened.
        groups: Vec<Group<'s>>,
    }
}

impl Page for SchoolPage<'_> {
    const TEMPLATE: Template = template!("school.html");

    fn text(&self) -> String {
        let mut text = String::new();
        push_facts(&self.facts, &mut text);
        text
    }
}

/// A school's page.
fn school(ctx: PageCtx<'_>, at: SchoolIx) -> SchoolPage<'_> {
    let site = ctx.site;
    let mut readings = site.lookup.readings_of_school[at.0].clone();
    site.sort_worst_first(&mut readings);
    let tally = site.tally(readings.iter().copied());
    let links = AnswerLinks { targets: "#targets-title", todo: "#todo" };
    let standings = standings(ctx, readings.iter().copied());
    let accounts = accounts(ctx, &readings);
    // Open ones stand first; what is over is no card while others run.
    let shown = site.standing(&readings).len().min(MOST_CARDS);
    let others = readings.split_off(shown);
    let pairs = &site.lookup.pairs_of_school[at.0];
    SchoolPage {
        page: ctx.frame(
            &*site.archive.school(at).name,
            "schools",
            vec![ctx.link(ctx.pick("学校", "Schools"), "schools.html")],
        ),
        facts: facts(ctx, at),
        answer: answer(ctx, &standings, PlaceKind::Targets, links),
        todo: todo(ctx, TodoScope::School(at), IN_FULL),
        this_term: this_term(ctx, at),
        tally,
        accounts,
        others: rows(ctx, others),
        past: past_rows(ctx, site.lookup.readings_of_school[at.0].iter().copied()),
        follow_ups: in_short(ctx, FollowUpScope::School(at)),
        cards: cards(ctx, readings),
        visits: overview::visits_by_year(ctx, at),
        pairs: pairs.iter().map(|pair| pair_line(ctx, *pair)).collect(),
        plans: plans(ctx, at),
        haves: owner_row(ctx, Owner::School(at)),
        kinds: kinds(ctx, at),
    }
}

/// The school's part of targets that judge many schools.
fn accounts<'s>(ctx: PageCtx<'s>, readings: &[usize]) -> Vec<Account<'s>> {
    let site = ctx.site;
    let mut accounts = Vec::new();
    for at in readings {
        if !site.is_on_school_pages(*at) {
            continue;
        }
        let reading = &site.readings.targets[*at];
        let indicator = site.archive.plan(reading.plan).targets[reading.target].indicator;
        accounts.push(Account {
            title: &site.archive.indicator(indicator).name,
            plan: ctx.plan(reading.plan),
            indicator: ctx.indicator(indicator),
            // The bullet chart is already on the card above.
            reading: ReadingView { scope: None, bullet: String::new(), ..reading_view(ctx, *at) },
        });
    }
    accounts
}

/// The school's own plans, then those of its pairs.
fn plans(ctx: PageCtx<'_>, at: SchoolIx) -> Vec<Link<'_>> {
    let lookup = &ctx.site.lookup;
    let mut plans: Vec<Link<'_>> =
        lookup.plans_of_school[at.0].iter().map(|plan| ctx.plan(*plan)).collect();
    for pair in &lookup.pairs_of_school[at.0] {
        plans.extend(lookup.plans_of_pair[pair.0].iter().map(|plan| ctx.plan(*plan)));
    }
    plans
}

/// The school's records by kind; kinds without records are left out.
fn kinds(ctx: PageCtx<'_>, at: SchoolIx) -> Vec<KindOfRecords<'_>> {
    let site = ctx.site;
    let mut kinds = Vec::new();
    for kind in RecordKind::ALL {
        let mut records = site.lookup.by_school[at.0].clone();
        records.retain(|record| site.archive.record(*record).kind() == kind);
        if !records.is_empty() {
            kinds.push(KindOfRecords {
                title: kind_title(ctx, kind),
                anchor: section(kind),
                count: records.len(),
                groups: by_term_in_short(ctx, at, kind, &records),
            });
        }
    }
    kinds
}

/// What is known about a school.
fn facts(ctx: PageCtx<'_>, at: SchoolIx) -> Vec<Fact<'_>> {
    let labels = Labels::of(ctx.site.lang());
    let school = ctx.site.archive.school(at);
    let comma = ctx.pick("、", ", ");
    let mut facts = Facts::default();
    facts
        .text(labels.short_names, Some(school.short.join(comma)))
        .text(labels.level, Some(ctx.site.words.level(school.level)))
        .text(labels.township, school.township.as_deref())
        .text(labels.area, school.area.as_deref())
        .text(labels.grade, school.grade.as_deref())
        .text(labels.titles, Some(school.honours.join(comma)))
        .text(labels.head, school.head.as_deref())
        .number(labels.classes, school.classes)
        .number(labels.pupils, school.pupils)
        .number(labels.boarders, school.boarders)
        .number(labels.teachers, school.teachers)
        .text(labels.departments, Some(school.departments.join(comma)))
        .text(labels.code, school.code.as_deref())
        .text(labels.opened, school.opened.map(|day| ctx.site.words.day(day)))
        .text(labels.closed, school.closed.map(|day| ctx.site.words.day(day)))
        .links(labels.merged_into, school.merged_into.map(|into| ctx.school(into)))
        .links(labels.merged_from, ctx.site.lookup.merged_into(at).map(|school| ctx.school(school)))
        .text(labels.formerly, Some(school.formerly.join(comma)))
        .text(labels.note, school.note.as_deref());
    facts.filing_links(labels.folders_title, sheets_of(ctx, FilingOwner::School(at)));
    facts.0
}
