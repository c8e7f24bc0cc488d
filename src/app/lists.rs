//! `lists`: what can be chosen in the fields of a school's records, and which figures its plans ask for.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::refusal::Refused;
use super::session::App;
use crate::engine::progress::JudgedScope;
use crate::l10n::{pick, terms};
use crate::model::{Archive, Detail, PlanIx, PlanOwner, RecordKind, SchoolIx};
use crate::parse::names::{LEVELS, SCOPE_EACH, SCOPE_HELPED, SCOPE_HELPER, SCOPE_JOINT};
use crate::project::Snapshot;
use crate::schema;
use crate::schema::types::types_by_kind;

/// The most terms that can be chosen, the latest ones.
const MOST_TERMS: usize = 4;
/// The most names of people that are suggested.
const MOST_PEOPLE: usize = 200;

#[derive(Default, Serialize)]
pub(super) struct Choices {
    /// By the English key of the field.
    lists: BTreeMap<&'static str, Vec<String>>,
    data: Vec<DataKey>,
    targets: Vec<TargetNow>,
}

/// A figure that targets of the school read.
#[derive(Serialize)]
struct DataKey {
    key: String,
    unit: String,
    /// The indicators that read it.
    what: String,
}

/// How a target of the school stands.
#[derive(Serialize)]
struct TargetNow {
    plan: String,
    target: String,
    indicator: String,
    unit: String,
    actual: Option<String>,
    goal: Option<String>,
    status: &'static str,
}

pub(super) fn lists(app: &App, school: &str, kind: &str) -> Result<Choices, Refused> {
    let opened = app.opened()?;
    let (snapshot, archive) = (&*opened.snapshot, &opened.snapshot.archive);
    let at = archive.schools.iter().position(|known| known.id == school).map(SchoolIx);
    let plans = plans_of(snapshot, at);
    let mut choices = Choices::default();
    add_owners(snapshot, at, &plans, &mut choices.lists);
    add_words(snapshot, at, &mut choices.lists);
    let kind = RecordKind::ALL.into_iter().find(|known| schema::code_of(*known) == kind);
    let records = archive.records.iter().map(|record| &**record);
    let types = types_by_kind(archive, records).remove(&kind.unwrap_or(RecordKind::Visit));
    let types = types.unwrap_or_default();
    choices.lists.insert("type", types.into_iter().map(str::to_owned).collect());
    choices.data = data_keys(archive, &plans);
    choices.targets = targets(snapshot, at, &plans);
    Ok(choices)
}

/// The plans that a school works by and that are not over; without a school all plans.
fn plans_of(snapshot: &Snapshot, at: Option<SchoolIx>) -> Vec<PlanIx> {
    let archive = &snapshot.archive;
    let mut plans = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        let is_own = match (plan.owner, at) {
            (_, None) | (PlanOwner::Archive, _) => true,
            (PlanOwner::School(school), Some(at)) => school == at,
            (PlanOwner::Pair(pair), Some(at)) => archive.pair(pair).holds(at),
        };
        if is_own && snapshot.as_of() <= plan.period.last {
            plans.push(PlanIx(index));
        }
    }
    plans
}

fn add_owners(
    snapshot: &Snapshot,
    at: Option<SchoolIx>,
    plans: &[PlanIx],
    lists: &mut BTreeMap<&'static str, Vec<String>>,
) {
    let (archive, today) = (&snapshot.archive, snapshot.as_of());
    let mut schools = Vec::new();
    let mut pairs = Vec::new();
    for pair in &archive.pairs {
        let is_own = at.is_none_or(|at| pair.holds(at));
        if is_own {
            for school in pair.schools() {
                if at.is_some() && Some(school) != at {
                    schools.push(school);
                }
            }
        }
        if is_own && pair.active_on(today) {
            pairs.push(pair.name.clone());
        }
    }
    for number in 0..archive.schools.len() {
        if Some(SchoolIx(number)) != at {
            schools.push(SchoolIx(number));
        }
    }
    let mut listed = BTreeSet::new();
    let mut names = Vec::new();
    for school in schools {
        if listed.insert(school) {
            names.push(archive.school(school).name.clone());
        }
    }
    let mut all = Vec::new();
    for school in &archive.schools {
        all.push(school.name.clone());
    }
    let (mut titles, mut actions) = (Vec::new(), Vec::new());
    for plan in plans {
        let plan = archive.plan(*plan);
        titles.push(plan.title.clone());
        for action in &plan.actions {
            actions.push(action.name.clone());
        }
    }
    let mut school_terms = Vec::new();
    for (_, term) in archive.calendar.terms() {
        if term.period.first <= today {
            school_terms.push(term.name.to_string());
        }
    }
    school_terms.reverse();
    school_terms.truncate(MOST_TERMS);
    lists.insert("to", names);
    for code in ["school", "helper", "helped", "merged_into"] {
        lists.insert(code, all.clone());
    }
    lists.insert("pair", pairs);
    lists.insert("plan", titles);
    lists.insert("action", actions);
    lists.insert("term", school_terms);
}

fn add_words(
    snapshot: &Snapshot,
    at: Option<SchoolIx>,
    lists: &mut BTreeMap<&'static str, Vec<String>>,
) {
    let archive = &snapshot.archive;
    let lang = archive.site.language;
    let mut people = BTreeSet::new();
    for record in &archive.records {
        if at.is_none_or(|at| record.school == at) && people.len() < MOST_PEOPLE {
            people.extend(record.people.iter().cloned());
            if let Detail::Visit(visit) = &record.detail {
                people.extend(visit.host.iter().chain(&visit.recorder).cloned());
                people.extend(visit.speakers.iter().cloned());
            }
        }
    }
    for code in ["people", "host", "speakers", "recorder", "owner", "lead", "author"] {
        lists.insert(code, people.iter().cloned().collect());
    }
    let mut indicators = Vec::new();
    for indicator in &archive.indicators {
        indicators.push(indicator.name.to_string());
    }
    lists.insert("indicator", indicators);
    let mut levels = Vec::new();
    for (level, _) in LEVELS {
        levels.push(level.in_language(lang).to_owned());
    }
    lists.insert("levels", levels);
    lists.insert(
        "scope",
        [SCOPE_JOINT, SCOPE_EACH, SCOPE_HELPER, SCOPE_HELPED]
            .map(|scope| scope.in_language(lang).to_owned())
            .to_vec(),
    );
    lists.insert("record", open_visits(archive, at));
}

/// Visits with problems that are not settled.
fn open_visits(archive: &Archive, at: Option<SchoolIx>) -> Vec<String> {
    let mut visits = Vec::new();
    for record in &archive.records {
        let Detail::Visit(visit) = &record.detail else { continue };
        let is_open = visit.follow_ups.iter().any(|problem| problem.done.is_none());
        if is_open && at.is_none_or(|at| record.school == at) {
            visits.push(record.id.clone());
        }
    }
    visits
}

/// The figures that targets of some plans read, with their units.
fn data_keys(archive: &Archive, plans: &[PlanIx]) -> Vec<DataKey> {
    let mut known: BTreeMap<&str, (String, BTreeSet<&str>)> = BTreeMap::new();
    for plan in plans {
        for target in &archive.plan(*plan).targets {
            let indicator = archive.indicator(target.indicator);
            let measures = indicator.measures();
            for measure in &measures {
                let key = archive.measures[measure.0 as usize].as_str();
                let entry = known.entry(key).or_default();
                if measures.len() == 1 {
                    entry.0 = indicator.unit.to_string();
                }
                entry.1.insert(&indicator.name);
            }
        }
    }
    let mut keys = Vec::new();
    for (key, (unit, names)) in known {
        let names: Vec<&str> = names.into_iter().collect();
        let what = names.join(pick(archive.site.language, "、", ", "));
        keys.push(DataKey { key: key.to_owned(), unit, what });
    }
    keys
}

/// How the targets of some plans stand for a school.
fn targets(snapshot: &Snapshot, at: Option<SchoolIx>, plans: &[PlanIx]) -> Vec<TargetNow> {
    let archive = &snapshot.archive;
    let mut targets = Vec::new();
    for reading in &snapshot.true_readings().targets {
        let is_own = match (reading.scope, at) {
            (JudgedScope::School(school), Some(at)) => school == at,
            _ => true,
        };
        if !is_own || !plans.contains(&reading.plan) {
            continue;
        }
        let plan = archive.plan(reading.plan);
        let Some(target) = plan.targets.get(reading.target) else { continue };
        let indicator = archive.indicator(target.indicator);
        let today = snapshot.as_of();
        let current = reading.periods.iter().rfind(|period| period.period.first <= today);
        let actual = match current {
            Some(period) => period.actual.as_ref(),
            None => None,
        };
        targets.push(TargetNow {
            plan: plan.title.clone(),
            target: target.id.clone(),
            indicator: indicator.name.to_string(),
            unit: indicator.unit.to_string(),
            actual: actual.map(|figure| terms::number(figure, &indicator.unit)),
            goal: target.value.map(|value| value.to_string()),
            status: terms::status(reading.current, archive.site.language),
        });
    }
    targets
}
