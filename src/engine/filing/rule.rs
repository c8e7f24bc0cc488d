//! The class in which a document is numbered: its year, retention and organisation.

use super::document::{DocumentInfo, last_day};
use crate::model::{
    Archive, Class, Day, Detail, DocumentIx, HonourLevel, Keep, Numbering, Pair, PairIx, PlanOwner,
    Record, RecordKind, Retention, SchoolIx, YearRule,
};
use crate::parse::names::{PAIRS_DIR, SCHOOLS_DIR};
use crate::parse::pair_folder;

/// The class of a document; `None` when it is not filed, has no day, or the rule has no fonds.
#[must_use]
pub fn class_of(archive: &Archive, rule: &Numbering, document: DocumentIx) -> Option<Class> {
    Some(Class {
        fonds: rule.fonds.clone()?,
        category: rule.category.clone(),
        year: year_of(archive, rule, document)?,
        retention: retention_of(archive, rule, document)?,
        organisation: organisation_of(archive, rule, document).map(str::to_owned),
    })
}

/// 年度. A plan is filed under its first year; a summary under the last year of its term, but under none that was still
/// to come when it was written; everything else under the year of its day.
#[must_use]
pub fn year_of(archive: &Archive, rule: &Numbering, document: DocumentIx) -> Option<i32> {
    let day = match document {
        DocumentIx::Plan(plan) => archive.plan(plan).period.first,
        DocumentIx::Record(record) => {
            let record = archive.record(record);
            let day = last_day(record)?;
            match record.term {
                Some(term) if record.kind() == RecordKind::Summary => {
                    day.min(archive.calendar.term(term).period.last)
                }
                _ => day,
            }
        }
    };
    Some(year(rule, day))
}

fn year(rule: &Numbering, day: Day) -> i32 {
    match rule.year {
        YearRule::Date => day.year(),
        YearRule::SchoolYear => day.school_year(),
    }
}

/// Whether a document may be filed under a year: a ledger that continues, under any year that it has rows of.
pub(super) fn may_be_of(
    archive: &Archive,
    rule: &Numbering,
    document: DocumentIx,
    given: i32,
) -> bool {
    if let DocumentIx::Record(record) = document
        && let Detail::Ledger(ledger) = &archive.record(record).detail
        && ledger.days.iter().flatten().any(|day| year(rule, *day) == given)
    {
        return true;
    }
    year_of(archive, rule, document).is_none_or(|year| year == given)
}

/// 保管期限: as the document says, else as site.yaml says of its kind, else as schools usually keep it; `None` means
/// that it is not filed.
pub(super) fn retention_of(
    archive: &Archive,
    rule: &Numbering,
    document: DocumentIx,
) -> Option<Retention> {
    let info = DocumentInfo::of(archive, document);
    match info.filing.keep.or(rule.keep[info.kind.place()]) {
        Some(Keep::For(retention)) => Some(retention),
        Some(Keep::Not) => None,
        None => Some(match document {
            DocumentIx::Plan(_) => Retention::Permanent,
            DocumentIx::Record(record) => usual_retention(archive.record(record)),
        }),
    }
}

/// What a school's table of retention periods usually says (docs/domain.md §2.1).
fn usual_retention(record: &Record) -> Retention {
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

/// 机构: for the plan of a pair, the pair's own code, else that of its helper.
fn organisation_of<'r>(
    archive: &Archive,
    rule: &'r Numbering,
    document: DocumentIx,
) -> Option<&'r str> {
    let owner = match document {
        DocumentIx::Record(record) => PlanOwner::School(archive.record(record).school),
        DocumentIx::Plan(plan) => archive.plan(plan).owner,
    };
    match owner {
        PlanOwner::Archive => rule.of_archive.as_deref(),
        PlanOwner::School(school) => code_of_school(rule, school),
        PlanOwner::Pair(pair) => code_of_pair(archive, rule, pair),
    }
}

/// Whether a document stood under an organisation before it was moved: its number keeps that one's code.
pub(super) fn was_of(
    archive: &Archive,
    rule: &Numbering,
    document: DocumentIx,
    code: Option<&str>,
) -> bool {
    let formerly = match document {
        DocumentIx::Plan(plan) => &archive.plan(plan).formerly,
        DocumentIx::Record(record) => &archive.record(record).formerly,
    };
    for former in formerly {
        let was = match former.id.split('/').collect::<Vec<_>>().as_slice() {
            [owners, name, ..] if SCHOOLS_DIR.is(owners) => {
                school_of(archive, name).and_then(|school| code_of_school(rule, school))
            }
            [owners, name, ..] if PAIRS_DIR.is(owners) => {
                pair_of(archive, name).and_then(|pair| code_of_pair(archive, rule, pair))
            }
            _ => rule.of_archive.as_deref(),
        };
        if was == code {
            return true;
        }
    }
    false
}

/// The school that has or had a folder.
fn school_of(archive: &Archive, folder: &str) -> Option<SchoolIx> {
    let schools = &archive.schools;
    let now = schools.iter().position(|school| school.id == folder);
    let had = || schools.iter().position(|school| school.formerly.iter().any(|one| one == folder));
    now.or_else(had).map(SchoolIx)
}

/// The pair that has or had a folder.
fn pair_of(archive: &Archive, folder: &str) -> Option<PairIx> {
    let pairs = &archive.pairs;
    let now = pairs.iter().position(|pair| pair.folder == folder);
    let had = |pair: &Pair| pair.formerly.iter().any(|one| pair_folder(&one.id) == folder);
    now.or_else(|| pairs.iter().position(had)).map(PairIx)
}

/// The code of a pair, else that of its helper.
fn code_of_pair<'r>(archive: &Archive, rule: &'r Numbering, pair: PairIx) -> Option<&'r str> {
    match rule.of_pairs.iter().find(|(owner, _)| *owner == pair) {
        Some((_, code)) => Some(code),
        None => code_of_school(rule, *archive.pair(pair).helpers.first()?),
    }
}

fn code_of_school(rule: &Numbering, school: SchoolIx) -> Option<&str> {
    let (_, code) = rule.of_schools.iter().find(|(owner, _)| *owner == school)?;
    Some(code)
}
