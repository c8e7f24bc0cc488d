//! Targets in words.

use super::TargetFilter;
use crate::engine::disclosure::{SuppressedFigures, Suppression};
use crate::engine::progress::{JudgedScope, Readings, TargetReading};
use crate::l10n::phrases::Phrases;
use crate::l10n::{Lang, terms};
use crate::model::{Archive, PlanOwner, Status, Target};

/// A target in words.
pub(crate) struct StatusRow {
    /// Now, while the target is open; as a whole once it is over.
    pub(crate) status: Status,
    /// Why it is already missed: `（超过上限）`; empty in every other case.
    pub(crate) reason: &'static str,
    /// Whether it is already missed as a whole, because a period of it was.
    pub(crate) is_lost: bool,
    /// Whether its days are not over yet.
    pub(crate) open: bool,
    /// How many periods that are over were missed.
    pub(crate) missed: usize,
    /// Whether it is kept out of the counts.
    pub(crate) aspirational: bool,
    /// The school, pair or organisation that the target is about.
    pub(crate) whom: String,
    pub(crate) plan: String,
    /// The name of its indicator, as on pages, with its id behind it where that is another: a plan may have several
    /// targets of one indicator.
    pub(crate) target: String,
    pub(crate) actual: String,
    pub(crate) value: String,
    /// What is expected by the day; empty when nothing is.
    pub(crate) expected: String,
    /// The words before it: a floor is reached, a ceiling kept.
    pub(crate) expected_word: &'static str,
    pub(crate) period: String,
}

/// The targets that pass a filter: open ones first, then the worst first.
pub(crate) fn status_rows(
    archive: &Archive,
    readings: &Readings,
    filter: &TargetFilter,
    lang: Lang,
) -> Vec<StatusRow> {
    let suppressed = SuppressedFigures::find(archive, readings);
    let mut rows = Vec::new();
    for (index, reading) in readings.targets.iter().enumerate() {
        if filter.has_target(reading, archive) {
            rows.push(row(archive, (index, reading), readings, &suppressed, lang));
        }
    }
    rows.sort_by_key(|row| (!row.open, row.status)); // stable: within a status by plan, as in the plan, then by scope
    rows
}

fn row(
    archive: &Archive,
    (index, reading): (usize, &TargetReading),
    readings: &Readings,
    suppressed: &SuppressedFigures,
    lang: Lang,
) -> StatusRow {
    let plan = archive.plan(reading.plan);
    let target = &plan.targets[reading.target];
    let unit = &archive.indicator(target.indicator).unit;
    let number = representative_period(reading, readings);
    let period = &reading.periods[number];
    let standing = reading.standing();
    let is_breached = standing == Status::Breached;
    StatusRow {
        status: standing,
        reason: match is_breached {
            true => terms::breach_reason(archive.indicator(target.indicator).direction, lang),
            false => "",
        },
        is_lost: reading.status == Status::Breached && !is_breached,
        open: reading.open,
        missed: reading.missed_before(readings.as_of).len(),
        aspirational: target.aspirational,
        whom: whom(archive, reading),
        plan: plan.title.clone(),
        target: target_name(archive, target),
        actual: figure_text(archive, reading, (index, number), suppressed, lang),
        value: match target.value {
            Some(value) => terms::figure(&value.exact(), unit, lang),
            None => "—".to_owned(),
        },
        expected: match &period.expected {
            Some(expected) => terms::figure(expected, unit, lang),
            None => String::new(),
        },
        expected_word: Phrases(lang).expected(archive.indicator(target.indicator)),
        period: format!("{}—{}", period.period.first, period.period.last),
    }
}

/// The indicator of a target, with the target's id behind it where that is another.
pub(super) fn target_name(archive: &Archive, target: &Target) -> String {
    let name = &archive.indicator(target.indicator).name;
    match (target.id == *name, archive.site.language) {
        (true, _) => name.clone(),
        (false, Lang::Zh) => format!("{name}（{}）", target.id),
        (false, Lang::En) => format!("{name} ({})", target.id),
    }
}

/// The name of the school, pair or organisation that a target is about.
pub(super) fn whom(archive: &Archive, reading: &TargetReading) -> String {
    match (reading.scope, archive.plan(reading.plan).owner) {
        (JudgedScope::School(school), _) | (JudgedScope::Joint, PlanOwner::School(school)) => {
            archive.school(school).name.clone()
        }
        (JudgedScope::Joint, PlanOwner::Pair(pair)) => archive.pair(pair).name.clone(),
        (JudgedScope::Joint, PlanOwner::Archive) => {
            archive.site.organisation.as_ref().unwrap_or(&archive.site.title).clone()
        }
    }
}

/// The figure of a period as the public may read it. `at` is the index of the reading and of the period in it.
pub(super) fn figure_text(
    archive: &Archive,
    reading: &TargetReading,
    at: (usize, usize),
    suppressed: &SuppressedFigures,
    lang: Lang,
) -> String {
    let target = &archive.plan(reading.plan).targets[reading.target];
    let unit = &archive.indicator(target.indicator).unit;
    match (suppressed.figure(at.0, at.1), &reading.periods[at.1].actual) {
        (Some(Suppression::Primary), _) => format!("＜{}", archive.site.small_cell),
        (Some(Suppression::Complementary), _) => {
            (if lang == Lang::Zh { "不公开" } else { "withheld" }).to_owned()
        }
        (None, Some(actual)) => {
            let direction = archive.indicator(target.indicator).direction;
            terms::figure_beside(actual, unit, direction, target.value, lang)
        }
        (None, None) => "—".to_owned(),
    }
}

/// The index of the period that explains how a target stands: the latest that has begun and has that status.
fn representative_period(reading: &TargetReading, readings: &Readings) -> usize {
    let mut latest = None;
    for (index, period) in reading.periods.iter().enumerate().rev() {
        if readings.as_of < period.period.first {
            continue;
        }
        if period.status == reading.standing() {
            return index;
        }
        latest = latest.or(Some(index));
    }
    latest.unwrap_or(0)
}
