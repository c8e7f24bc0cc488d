//! A paper → the class in which it is numbered: year, retention, organisation.

use crate::model::{
    Archive, Class, Day, Detail, Filing, HonourLevel, Keep, Numbering, PaperKind, Plan, PlanIx,
    PlanOwner, Record, RecordIx, RecordKind, Retention, SchoolIx, YearRule,
};

/// What is filed as one item: a plan, or a record with everything beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Paper {
    /// A plan.
    Plan(PlanIx),
    /// A record.
    Record(RecordIx),
}

/// Every plan and every record, drafts too.
pub fn papers(archive: &Archive) -> impl Iterator<Item = Paper> {
    let plans = (0..archive.plans.len()).map(|it| Paper::Plan(PlanIx(it)));
    plans.chain((0..archive.records.len()).map(|it| Paper::Record(RecordIx(it))))
}

/// What plans and records have in common.
#[derive(Debug, Clone, Copy)]
pub struct PaperRef<'a> {
    /// Which it is.
    pub paper: Paper,
    /// Its id.
    pub id: &'a str,
    /// 题名.
    pub title: &'a str,
    /// 成文日期: of a plan its first day, of a ledger that of its latest row.
    pub day: Option<Day>,
    /// 草稿.
    pub draft: bool,
    /// 类型.
    pub of_type: Option<&'a str>,
    /// Its kind.
    pub kind: PaperKind,
    /// What it says about its filing.
    pub filing: &'a Filing,
}

impl<'a> PaperRef<'a> {
    /// A paper of an archive.
    #[must_use]
    pub fn of(archive: &'a Archive, paper: Paper) -> PaperRef<'a> {
        match paper {
            Paper::Plan(at) => {
                let Plan { id, title, period, draft, filing, .. } = archive.plan(at);
                let kind = PaperKind::Plan;
                let (day, of_type) = (Some(period.first), None);
                PaperRef { paper, id, title, day, draft: *draft, of_type, kind, filing }
            }
            Paper::Record(at) => {
                let record = archive.record(at);
                let Record { id, title, draft, filing, .. } = record;
                let kind = PaperKind::Record(record.kind());
                let (day, of_type) = (last_day(record), record.of_type.as_deref());
                PaperRef { paper, id, title, day, draft: *draft, of_type, kind, filing }
            }
        }
    }
}

/// The day of a record; of a ledger that of its latest row.
fn last_day(record: &Record) -> Option<Day> {
    match &record.detail {
        Detail::Ledger(ledger) => ledger.days.iter().flatten().max().copied(),
        _ => record.day,
    }
}

/// The class of a paper; none when it is not filed, has no day, or the rule has no fonds.
#[must_use]
pub fn class_of(archive: &Archive, rule: &Numbering, paper: Paper) -> Option<Class> {
    Some(Class {
        fonds: rule.fonds.clone()?,
        category: rule.category.clone(),
        year: year_of(archive, rule, paper)?,
        retention: retention_of(archive, rule, paper)?,
        organisation: organisation_of(archive, rule, paper).map(str::to_owned),
    })
}

/// 年度. A plan goes to its first year; a summary to the last year of its term, but to none that was still to come when
/// it was written; everything else to its day's.
#[must_use]
pub fn year_of(archive: &Archive, rule: &Numbering, paper: Paper) -> Option<i32> {
    let day = match paper {
        Paper::Plan(at) => Some(archive.plan(at).period.first),
        Paper::Record(at) => {
            let record = archive.record(at);
            let term = record.term.filter(|_| record.kind() == RecordKind::Summary);
            let last = term.map(|it| archive.calendar.term(it).period.last);
            last_day(record).map(|day| last.map_or(day, |it| it.min(day)))
        }
    };
    day.map(|it| year(rule, it))
}

fn year(rule: &Numbering, day: Day) -> i32 {
    match rule.year {
        YearRule::Date => day.year(),
        YearRule::SchoolYear => day.school_year(),
    }
}

/// Whether a paper may stand under a year: a ledger that goes on under any year that it has rows of.
pub(super) fn may_be_of(archive: &Archive, rule: &Numbering, paper: Paper, given: i32) -> bool {
    let of_ledger = match paper {
        Paper::Record(at) => match &archive.record(at).detail {
            Detail::Ledger(ledger) => {
                ledger.days.iter().flatten().any(|it| year(rule, *it) == given)
            }
            _ => false,
        },
        Paper::Plan(_) => false,
    };
    of_ledger || year_of(archive, rule, paper).is_none_or(|it| it == given)
}

/// 保管期限: as the paper says, else as site.yaml says of its kind, else as schools usually keep it; none: not filed.
pub(super) fn retention_of(archive: &Archive, rule: &Numbering, paper: Paper) -> Option<Retention> {
    let it = PaperRef::of(archive, paper);
    let usual = || match paper {
        Paper::Plan(_) => Retention::Permanent,
        Paper::Record(at) => usual(archive.record(at)),
    };
    match it.filing.keep.or(rule.keep[it.kind.place()]) {
        Some(Keep::For(retention)) => Some(retention),
        Some(Keep::Not) => None,
        None => Some(usual()),
    }
}

/// What a school's table of retention usually says (DOMAIN.md §2.1).
fn usual(record: &Record) -> Retention {
    match &record.detail {
        Detail::Honour(Some(level)) if *level != HonourLevel::School => Retention::Permanent,
        Detail::Honour(_) => Retention::Years30,
        _ => match record.kind() {
            RecordKind::Summary => Retention::Permanent,
            RecordKind::Visit | RecordKind::Ledger | RecordKind::Honour => Retention::Years30,
            RecordKind::Resource | RecordKind::Question => Retention::Years10,
        },
    }
}

/// 机构: of a pair's plan the pair's own code, else the helper's.
fn organisation_of<'r>(archive: &Archive, rule: &'r Numbering, paper: Paper) -> Option<&'r str> {
    let of_school = |school: SchoolIx| {
        let found = rule.of_schools.iter().find(|it| it.0 == school);
        found.map(|it| it.1.as_str())
    };
    match paper {
        Paper::Record(at) => of_school(archive.record(at).school),
        Paper::Plan(at) => match archive.plan(at).owner {
            PlanOwner::Archive => rule.of_archive.as_deref(),
            PlanOwner::School(school) => of_school(school),
            PlanOwner::Pair(pair) => {
                let own = rule.of_pairs.iter().find(|it| it.0 == pair);
                own.map(|it| it.1.as_str()).or_else(|| of_school(archive.pair(pair).helper))
            }
        },
    }
}
