//! A school's page, and the list of all schools.

use crate::l10n::labels::Labels;
use serde::Serialize;

use crate::engine::progress::Owner;
use crate::model::Digest;
use crate::model::{RecordIx, RecordKind, SchoolIx};
use crate::site::fragments::card::{Card, cards};
use crate::site::fragments::completeness::{OwnerRow, owner_row};
use crate::site::fragments::facts::{Fact, Facts, push_facts};
use crate::site::fragments::filing::sheets_of;
use crate::site::fragments::lists::{Group, by_term_in_short, kind_title, section};
use crate::site::fragments::overview;
use crate::site::fragments::pair_line::{PairLine, pair_line};
use crate::site::fragments::reading::{ReadingView, reading_view};
use crate::site::fragments::status::Tally;
use crate::site::fragments::target_row::{TargetRow, rows};
use crate::site::model::filing::Whose;
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

/// A page a school.
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

/// So many targets are drawn; the others stand in a table.
const MOST_CARDS: usize = 12;

template_struct! {
    /// `schools/<id>/index.html`: one school.
    #[derive(Debug, Serialize)]
    pub(crate) struct SchoolPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// How its targets stand.
        tally: Tally,
        /// Its targets, worst first, 12 at most.
        cards: Vec<Card<'s>>,
        /// Its other targets.
        others: Vec<TargetRow<'s>>,
        /// Its part of targets that judge many schools, in full.
        accounts: Vec<Account<'s>>,
        /// Chart of its visits by month; empty without visits.
        #[shown_as(Html)]
        visits: String,
        /// The pairs it is in.
        pairs: Vec<PairLine<'s>>,
        /// Its own plans.
        plans: Vec<Link<'s>>,
        /// Its four haves.
        haves: OwnerRow<'s>,
        /// Its records by kind.
        kinds: Vec<KindOfRecords<'s>>,
    }
}

template_struct! {
    /// A target of another owner's plan: a school's part of it.
    #[derive(Debug, Serialize)]
    struct Account<'s> {
        /// The indicator.
        title: &'s str,
        /// The plan.
        plan: Link<'s>,
        /// The indicator's page.
        indicator: Link<'s>,
        /// The account.
        reading: ReadingView<'s>,
    }
}

template_struct! {
    /// A school's records of one kind.
    #[derive(Debug, Serialize)]
    struct KindOfRecords<'s> {
        /// The kind.
        title: &'static str,
        /// For its `id`.
        anchor: &'static str,
        /// How many.
        count: usize,
        /// By term, the latest first.
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
    let it = site.archive.school(at);
    let mut readings = site.lookup.readings_of_school[at.0].clone();
    readings.sort_by_key(|reading| (site.readings.targets[*reading].status, *reading));
    let accounts =
        readings.iter().filter(|reading| site.is_told_by_schools(**reading)).map(|reading| {
            let of = &site.readings.targets[*reading];
            let indicator = site.archive.plan(of.plan).targets[of.target].indicator;
            Account {
                title: &site.archive.indicator(indicator).name,
                plan: ctx.plan(of.plan),
                indicator: ctx.indicator(indicator),
                // Its bullet stands on the card above already.
                reading: ReadingView {
                    scope: None,
                    bullet: String::new(),
                    ..reading_view(ctx, *reading)
                },
            }
        });
    let mut plans = site.lookup.plans_of_school[at.0].clone();
    plans.extend(
        site.lookup.pairs_of_school[at.0]
            .iter()
            .flat_map(|pairs_of_school| &site.lookup.plans_of_pair[pairs_of_school.0]),
    );
    let kind = |kind: RecordKind| {
        let records: Vec<RecordIx> = site.lookup.by_school[at.0]
            .iter()
            .copied()
            .filter(|school| site.archive.record(*school).kind() == kind)
            .collect();
        let groups = by_term_in_short(ctx, at, kind, &records);
        KindOfRecords {
            title: kind_title(ctx, kind),
            anchor: section(kind),
            count: records.len(),
            groups,
        }
    };
    SchoolPage {
        page: ctx.frame(
            &*it.name,
            "schools",
            vec![ctx.link(ctx.pick("学校", "Schools"), "schools.html")],
        ),
        facts: facts(ctx, at),
        tally: site.tally(readings.iter().copied()),
        accounts: accounts.collect(),
        others: rows(ctx, readings.split_off(readings.len().min(MOST_CARDS))),
        cards: cards(ctx, readings),
        visits: overview::visits_by_year(ctx, at),
        pairs: site.lookup.pairs_of_school[at.0]
            .iter()
            .map(|pairs_of_school| pair_line(ctx, *pairs_of_school))
            .collect(),
        plans: plans.into_iter().map(|plan| ctx.plan(plan)).collect(),
        haves: owner_row(ctx, Owner::School(at)),
        kinds: RecordKind::ALL.into_iter().map(kind).filter(|it| it.count > 0).collect(),
    }
}

fn facts(ctx: PageCtx<'_>, at: SchoolIx) -> Vec<Fact<'_>> {
    let labels = Labels::of(ctx.site.lang());
    let it = ctx.site.archive.school(at);
    let comma = ctx.pick("、", ", ");
    let mut facts = Facts::default();
    facts
        .text(labels.level, Some(ctx.site.words.level(it.level)))
        .text(labels.township, it.township.as_deref())
        .text(labels.area, it.area.as_deref())
        .text(labels.grade, it.grade.as_deref())
        .text(labels.titles, Some(it.honours.join(comma)))
        .text(labels.head, it.head.as_deref())
        .number(labels.classes, it.classes)
        .number(labels.pupils, it.pupils)
        .number(labels.boarders, it.boarders)
        .number(labels.teachers, it.teachers)
        .text(labels.departments, Some(it.departments.join(comma)))
        .text(labels.code, it.code.as_deref())
        .text(labels.note, it.note.as_deref());
    facts.filing_links(labels.folders_title, sheets_of(ctx, Whose::School(at)));
    facts.0
}
