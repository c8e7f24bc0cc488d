//! A school's page, and the list of all schools.

use serde::Serialize;

use super::super::filing::Whose;
use super::super::layout::{Frame, Link, PageCtx};
use super::super::lists::{Group, by_term_in_short, kind_title, section};
use super::super::overview;
use super::super::reading::{ReadingView, TargetSummary, reading_view};
use super::super::reading_charts;
use super::super::status::Tally;
use super::super::target_row::{TargetRow, rows};
use super::super::theme::Page;
use super::completeness::{OwnerRow, owner_row};
use super::facts::{Fact, Facts, say};
use super::filing::sheets_of;
use super::pair::{PairLine, pair_line};
use crate::engine::progress::Owner;
use crate::model::{RecordIx, RecordKind, SchoolIx, Status};

/// The visits of so many schools are drawn on one page; of more, home draws those that are behind.
const MOST_DRAWN: usize = 60;
/// So many targets are drawn; the others stand in a table.
const MOST_CARDS: usize = 12;

/// One school in a list.
#[derive(Debug, Serialize)]
pub(in crate::site) struct SchoolLine<'s> {
    pub(in crate::site) link: Link<'s>,
    pub(in crate::site) level: &'static str,
    pub(in crate::site) township: Option<&'s str>,
    pub(in crate::site) tally: Tally,
    pub(in crate::site) records: usize,
    pub(in crate::site) last: String,
    /// For sorting the worst first.
    #[serde(skip)]
    pub(in crate::site) rank: (Option<Status>, std::cmp::Reverse<usize>),
}

/// All schools, in their order.
pub(in crate::site) fn school_lines(here: PageCtx<'_>) -> Vec<SchoolLine<'_>> {
    let site = here.site;
    let line = |at: usize| {
        let it = &site.archive.schools[at];
        let readings = &site.lookup.readings_of_school[at];
        let rolled = || {
            readings
                .iter()
                .filter(|it| site.is_rolled_up(**it))
                .map(|it| site.readings.targets[*it].status)
        };
        let worst = rolled().min();
        SchoolLine {
            link: here.school(SchoolIx(at)),
            level: site.words.level(it.level),
            township: it.township.as_deref(),
            tally: site.tally(readings.iter().copied()),
            records: site.lookup.by_school[at].len(),
            last: site.lookup.by_school[at]
                .first()
                .and_then(|it| site.lookup.day(*it))
                .map(|it| site.words.day(it))
                .unwrap_or_default(),
            rank: (
                worst.or(Some(Status::Met)),
                std::cmp::Reverse(rolled().filter(|it| Some(*it) == worst).count()),
            ),
        }
    };
    (0..site.archive.schools.len()).map(line).collect()
}

/// `schools.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct SchoolsPage<'s> {
    page: Frame<'s>,
    schools: Vec<SchoolLine<'s>>,
    visits: String,
}

impl Page for SchoolsPage<'_> {
    const TEMPLATE: &'static str = "schools.html";
}

/// The list of all schools.
pub(in crate::site) fn schools(here: PageCtx<'_>) -> SchoolsPage<'_> {
    let all: Vec<SchoolIx> = (0..here.site.archive.schools.len()).map(SchoolIx).collect();
    SchoolsPage {
        page: here.frame(here.say("学校", "Schools"), "schools", Vec::new()),
        schools: school_lines(here),
        visits: match all.len() {
            0..=MOST_DRAWN => overview::visits_by_month(here, &all),
            _ => String::new(),
        },
    }
}

/// `school.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct SchoolPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    tally: Tally,
    cards: Vec<Card<'s>>,
    /// The others, where they are many.
    others: Vec<TargetRow<'s>>,
    /// Full accounts of targets that judge many schools: this school's part.
    accounts: Vec<Account<'s>>,
    visits: String,
    pairs: Vec<PairLine<'s>>,
    plans: Vec<Link<'s>>,
    haves: OwnerRow<'s>,
    kinds: Vec<KindOfRecords<'s>>,
}

/// A target with its bullet.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Card<'s> {
    pub(in crate::site) row: TargetRow<'s>,
    pub(in crate::site) bullet: String,
}

/// The full account of a target of another owner's plan.
#[derive(Debug, Serialize)]
struct Account<'s> {
    title: &'s str,
    plan: Link<'s>,
    indicator: Link<'s>,
    reading: ReadingView<'s>,
}

/// The records of one kind.
#[derive(Debug, Serialize)]
struct KindOfRecords<'s> {
    title: &'static str,
    anchor: &'static str,
    count: usize,
    groups: Vec<Group<'s>>,
}

impl Page for SchoolPage<'_> {
    const TEMPLATE: &'static str = "school.html";

    fn text(&self) -> String {
        let mut text = String::new();
        say(&self.facts, &mut text);
        text
    }
}

/// The cards of readings, worst first.
pub(in crate::site) fn cards(here: PageCtx<'_>, readings: Vec<usize>) -> Vec<Card<'_>> {
    let mut sorted = readings.clone();
    sorted.sort_by_key(|it| (here.site.readings.targets[*it].status, *it));
    let bullet =
        |it: usize| reading_charts::bullet(here, &TargetSummary::telling(here.site, it), true);
    rows(here, readings)
        .into_iter()
        .zip(sorted)
        .map(|(row, it)| Card { row, bullet: bullet(it) })
        .collect()
}

/// A school's page.
pub(in crate::site) fn school(here: PageCtx<'_>, at: SchoolIx) -> SchoolPage<'_> {
    let site = here.site;
    let it = site.archive.school(at);
    let mut readings = site.lookup.readings_of_school[at.0].clone();
    readings.sort_by_key(|it| (site.readings.targets[*it].status, *it));
    let accounts = readings.iter().filter(|it| site.is_told_by_schools(**it)).map(|reading| {
        let of = &site.readings.targets[*reading];
        let indicator = site.archive.plan(of.plan).targets[of.target].indicator;
        Account {
            title: &site.archive.indicator(indicator).name,
            plan: here.plan(of.plan),
            indicator: here.indicator(indicator),
            // Its bullet stands on the card above already.
            reading: ReadingView {
                scope: None,
                bullet: String::new(),
                ..reading_view(here, *reading)
            },
        }
    });
    let mut plans = site.lookup.plans_of_school[at.0].clone();
    plans.extend(
        site.lookup.pairs_of_school[at.0].iter().flat_map(|it| &site.lookup.plans_of_pair[it.0]),
    );
    let kind = |kind: RecordKind| {
        let records: Vec<RecordIx> = site.lookup.by_school[at.0]
            .iter()
            .copied()
            .filter(|it| site.archive.record(*it).kind() == kind)
            .collect();
        let groups = by_term_in_short(here, at, kind, &records);
        KindOfRecords {
            title: kind_title(here, kind),
            anchor: section(kind),
            count: records.len(),
            groups,
        }
    };
    SchoolPage {
        page: here.frame(
            &*it.name,
            "schools",
            vec![here.link(here.say("学校", "Schools"), "schools.html")],
        ),
        facts: facts(here, at),
        tally: site.tally(readings.iter().copied()),
        accounts: accounts.collect(),
        others: rows(here, readings.split_off(readings.len().min(MOST_CARDS))),
        cards: cards(here, readings),
        visits: overview::visits_by_year(here, at),
        pairs: site.lookup.pairs_of_school[at.0].iter().map(|it| pair_line(here, *it)).collect(),
        plans: plans.into_iter().map(|it| here.plan(it)).collect(),
        haves: owner_row(here, Owner::School(at)),
        kinds: RecordKind::ALL.into_iter().map(kind).filter(|it| it.count > 0).collect(),
    }
}

fn facts(here: PageCtx<'_>, at: SchoolIx) -> Vec<Fact<'_>> {
    let labels = crate::l10n::labels::Labels::of(here.site.lang());
    let it = here.site.archive.school(at);
    let comma = here.say("、", ", ");
    let mut facts = Facts::default();
    facts
        .text(labels.level, Some(here.site.words.level(it.level)))
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
    facts.filing_links(labels.folders_title, sheets_of(here, Whose::School(at)));
    facts.0
}
