//! What has changed between a revision and now, both evaluated on the same day.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::TargetFilter;
use super::rows::{figure_text, target_name, whom};
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{JudgedScope, Readings};
use crate::l10n::{Lang, pick, terms};
use crate::model::{ActionStatus, Archive, Exact, Status};
use crate::site::data;

/// The figure of a period in one of the two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct ComparedFigure {
    /// As people read it; for a sensitive indicator no more than the public may know.
    pub(super) actual: String,
    pub(super) status: Status,
    /// The figure of a sensitive indicator, where it is shown.
    #[serde(skip)]
    sensitive: Option<Exact>,
}

/// Plan, target, scope, first and last day.
type FigureKey = (String, String, String, String, String);

/// A target in words.
#[derive(Debug, Clone)]
struct TargetNames {
    /// As [`target_name`] gives it.
    name: String,
    /// The school, pair or organisation that it is about.
    whom: String,
}

/// What is compared of a revision.
struct RevisionState {
    /// Differences of sensitive figures from 1 to below this are not told, and how that is said.
    small_cell: Exact,
    unpublished: &'static str,
    /// The figures, each with its target and whom it is about.
    figures: BTreeMap<FigureKey, (ComparedFigure, TargetNames)>,
    /// The status of each measure, by plan and id.
    actions: BTreeMap<(String, String), ActionStatus>,
    /// The titles of published records, by id.
    records: BTreeMap<String, String>,
}

impl RevisionState {
    fn new(
        (archive, readings): (&Archive, &Readings),
        filter: &TargetFilter,
        lang: Lang,
    ) -> RevisionState {
        let mut actions = BTreeMap::new();
        for reading in &readings.actions {
            let index = reading.action;
            if filter.has_plan(index.plan, archive) {
                let plan = archive.plan(index.plan);
                let key = (plan.id.clone(), plan.actions[index.action].id.clone());
                actions.insert(key, reading.status);
            }
        }
        let mut records = BTreeMap::new();
        for record in &archive.records {
            if data::is_published(record, readings.as_of) {
                records.insert(record.id.clone(), record.title.clone());
            }
        }
        let figures = figures((archive, readings), filter, lang);
        let small_cell = Exact::whole(archive.site.small_cell.into());
        let unpublished = pick(lang, "不公开", "withheld");
        RevisionState { small_cell, unpublished, figures, actions, records }
    }

    /// Of two figures of a sensitive indicator that differ by a few people, shows neither.
    fn withhold_small_difference(&self, sides: &mut [Option<ComparedFigure>; 2]) {
        let [Some(before), Some(now)] = sides else { return };
        let (Some(one), Some(other)) = (&before.sensitive, &now.sensitive) else { return };
        let difference = (one - other).abs();
        if Exact::whole(0) < difference && difference < self.small_cell {
            for figure in [before, now] {
                self.unpublished.clone_into(&mut figure.actual);
            }
        }
    }
}

fn figures(
    (archive, readings): (&Archive, &Readings),
    filter: &TargetFilter,
    lang: Lang,
) -> BTreeMap<FigureKey, (ComparedFigure, TargetNames)> {
    let suppressed = SuppressedFigures::find(archive, readings);
    let mut figures = BTreeMap::new();
    for (index, reading) in readings.targets.iter().enumerate() {
        if !filter.has_target(reading, archive) {
            continue;
        }
        let plan = archive.plan(reading.plan);
        let scope = match reading.scope {
            JudgedScope::Joint => "joint".to_owned(),
            JudgedScope::School(school) => archive.school(school).id.clone(),
        };
        for (number, period) in reading.periods.iter().enumerate() {
            let key = (
                plan.id.clone(),
                plan.targets[reading.target].id.clone(),
                scope.clone(),
                period.period.first.to_string(),
                period.period.last.to_string(),
            );
            let actual = figure_text(archive, reading, (index, number), &suppressed, lang);
            let is_shown = suppressed.figure(index, number).is_none();
            let is_sensitive = archive.indicator(plan.targets[reading.target].indicator).sensitive;
            let sensitive = period.actual.clone().filter(|_| is_shown && is_sensitive);
            let figure = ComparedFigure { actual, status: period.status, sensitive };
            let name = target_name(archive, &plan.targets[reading.target]);
            figures.insert(key, (figure, TargetNames { name, whom: whom(archive, reading) }));
        }
    }
    figures
}

/// What has changed.
#[derive(Debug, Serialize)]
pub(crate) struct ProgressChanges {
    as_of: String,
    pub(super) targets: Vec<FigureChange>,
    pub(super) actions: Vec<ActionChange>,
    pub(super) records_added: Vec<RecordName>,
    pub(super) records_removed: Vec<RecordName>,
}

#[derive(Debug, Serialize)]
pub(super) struct FigureChange {
    pub(super) plan: String,
    /// The id of the target.
    target: String,
    /// The target in words.
    pub(super) name: String,
    scope: String,
    pub(super) whom: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) before: Option<ComparedFigure>,
    pub(super) now: Option<ComparedFigure>,
}

#[derive(Debug, Serialize)]
pub(super) struct ActionChange {
    pub(super) plan: String,
    pub(super) action: String,
    before: Option<ActionStatus>,
    now: Option<ActionStatus>,
}

#[derive(Debug, Serialize)]
pub(super) struct RecordName {
    id: String,
    pub(super) title: String,
}

impl ProgressChanges {
    /// Compares two checked archives, each with its own filter.
    pub(crate) fn between(
        before: (&Archive, &Readings, &TargetFilter),
        now: (&Archive, &Readings, &TargetFilter),
        lang: Lang,
    ) -> ProgressChanges {
        let as_of = now.1.as_of.to_string();
        let before = RevisionState::new((before.0, before.1), before.2, lang);
        let now = RevisionState::new((now.0, now.1), now.2, lang);
        ProgressChanges {
            as_of,
            targets: figure_changes(&before, &now),
            actions: action_changes(&before, &now),
            records_added: records_only_in(&now, &before),
            records_removed: records_only_in(&before, &now),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
            && self.actions.is_empty()
            && self.records_added.is_empty()
            && self.records_removed.is_empty()
    }
}

fn figure_changes(before: &RevisionState, now: &RevisionState) -> Vec<FigureChange> {
    let mut keys: BTreeMap<&FigureKey, &TargetNames> = BTreeMap::new();
    for (key, (_, names)) in before.figures.iter().chain(&now.figures) {
        keys.insert(key, names);
    }
    let mut changes = Vec::new();
    for (key, names) in keys {
        let mut sides = [before, now].map(|state| Some(state.figures.get(key)?.0.clone()));
        now.withhold_small_difference(&mut sides);
        let [before, now] = sides;
        if before != now {
            let (plan, target, scope, start, end) = key.clone();
            let TargetNames { name, whom } = names.clone();
            let change = FigureChange { plan, target, name, scope, whom, start, end, before, now };
            changes.push(change);
        }
    }
    changes
}

fn action_changes(before: &RevisionState, now: &RevisionState) -> Vec<ActionChange> {
    let keys: BTreeSet<_> = before.actions.keys().chain(now.actions.keys()).collect();
    let mut changes = Vec::new();
    for key in keys {
        let (before, now) = (before.actions.get(key).copied(), now.actions.get(key).copied());
        if before != now {
            let (plan, action) = key.clone();
            changes.push(ActionChange { plan, action, before, now });
        }
    }
    changes
}

fn records_only_in(one: &RevisionState, other: &RevisionState) -> Vec<RecordName> {
    let mut names = Vec::new();
    for (id, title) in &one.records {
        if !other.records.contains_key(id) {
            names.push(RecordName { id: id.clone(), title: title.clone() });
        }
    }
    names
}

impl FigureChange {
    /// `8课时 → 10课时`, or the one figure where both are the same.
    pub(super) fn figures(&self) -> String {
        arrow(actual_of(self.before.as_ref()), actual_of(self.now.as_ref()))
    }

    /// The statuses, in the manner of [`FigureChange::figures`].
    pub(super) fn statuses(&self, lang: Lang) -> String {
        arrow(status_of(self.before.as_ref(), lang), status_of(self.now.as_ref(), lang))
    }
}

impl ActionChange {
    pub(super) fn statuses(&self, lang: Lang) -> String {
        arrow(action_status_of(self.before, lang), action_status_of(self.now, lang))
    }
}

fn actual_of(figure: Option<&ComparedFigure>) -> &str {
    match figure {
        Some(figure) => &figure.actual,
        None => "—",
    }
}

fn status_of(figure: Option<&ComparedFigure>, lang: Lang) -> &'static str {
    match figure {
        Some(figure) => terms::status(figure.status, lang),
        None => "—",
    }
}

fn action_status_of(status: Option<ActionStatus>, lang: Lang) -> &'static str {
    match status {
        Some(status) => terms::action_status(status, lang),
        None => "—",
    }
}

fn arrow(before: &str, now: &str) -> String {
    if before == now { now.to_owned() } else { format!("{before} → {now}") }
}
