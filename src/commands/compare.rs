//! `guidang status --compare REV`: what changes between a revision and now, both judged on the same day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::status::{Keep, figure_of, whom};
use super::terminal::Terminal;
use crate::cli::StatusFormat;
use crate::engine::disclosure::SuppressedFigures;
use crate::engine::progress::{JudgedScope, Readings};
use crate::error::Error;
use crate::l10n::Lang;
use crate::l10n::terms;
use crate::model::{ActionStatus, Archive, Status};
use crate::project::Snapshot;
use crate::site::data;

/// Prints what changes.
pub(super) fn run(
    (before, now): (&Snapshot, &Snapshot),
    (keep_before, keep): (&Keep, &Keep),
    format: StatusFormat,
    terminal: &Terminal,
) -> Result<(), Error> {
    let lang = terminal.lang;
    let changes = Changes::between(
        &State::of(&before.archive, &before.readings, keep_before, lang),
        &State::of(&now.archive, &now.readings, keep, lang),
        now.readings.as_of.to_string(),
    );
    let text = match format {
        StatusFormat::Json => format!("{}\n", serde_json::to_string(&changes).unwrap_or_default()),
        StatusFormat::Csv => changes.csv(lang),
        StatusFormat::Text => changes.text(lang),
        StatusFormat::Markdown => changes.markdown(lang),
    };
    terminal.print(&text)
}

/// A figure on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Figure {
    /// As people read it; of a sensitive indicator no more than anybody may know.
    pub(super) actual: String,
    pub(super) status: Status,
}

/// Plan, target, scope, first and last day.
type FigureKey = (String, String, String, String, String);

/// One side.
struct State {
    figures: BTreeMap<FigureKey, (Figure, String)>,
    actions: BTreeMap<(String, String), ActionStatus>,
    records: BTreeMap<String, String>,
}

impl State {
    fn of(archive: &Archive, readings: &Readings, keep: &Keep, lang: Lang) -> State {
        let withheld = SuppressedFigures::find(archive, readings);
        let mut figures = BTreeMap::new();
        for (at, reading) in readings.targets.iter().enumerate() {
            if !keep.target(reading, archive) {
                continue;
            }
            let plan = archive.plan(reading.plan);
            let scope = match reading.scope {
                JudgedScope::Joint => "joint".to_owned(),
                JudgedScope::School(school) => archive.school(school).id.clone(),
            };
            for (number, period) in reading.periods.iter().enumerate() {
                let days = period.period;
                let key = (
                    plan.id.clone(),
                    plan.targets[reading.target].id.clone(),
                    scope.clone(),
                    days.first.to_string(),
                    days.last.to_string(),
                );
                let actual = figure_of(archive, reading, (at, number), &withheld, lang);
                let figure = Figure { actual, status: period.status };
                figures.insert(key, (figure, whom(archive, reading)));
            }
        }
        let actions = readings.actions.iter().filter(|it| keep.plan(it.action.plan, archive));
        let action = |it: &crate::engine::progress::ActionReading| {
            let plan = archive.plan(it.action.plan);
            ((plan.id.clone(), plan.actions[it.action.action].id.clone()), it.status)
        };
        let published = archive.records.iter().filter(|it| data::is_published(it, readings.as_of));
        State {
            figures,
            actions: actions.map(action).collect(),
            records: published.map(|it| (it.id.clone(), it.title.clone())).collect(),
        }
    }
}

/// What changes.
#[derive(Debug, Serialize)]
pub(super) struct Changes {
    as_of: String,
    pub(super) targets: Vec<FigureChange>,
    pub(super) actions: Vec<ActionChange>,
    pub(super) records_added: Vec<RecordName>,
    pub(super) records_removed: Vec<RecordName>,
}

#[derive(Debug, Serialize)]
pub(super) struct FigureChange {
    pub(super) plan: String,
    pub(super) target: String,
    scope: String,
    pub(super) whom: String,
    pub(super) start: String,
    pub(super) end: String,
    pub(super) before: Option<Figure>,
    pub(super) now: Option<Figure>,
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

impl Changes {
    fn between(before: &State, now: &State, as_of: String) -> Changes {
        let keys: BTreeMap<&FigureKey, &String> =
            before.figures.iter().chain(&now.figures).map(|(key, it)| (key, &it.1)).collect();
        let targets = keys.into_iter().filter_map(|(key, whom)| {
            let side = |state: &State| state.figures.get(key).map(|it| it.0.clone());
            let (before, now) = (side(before), side(now));
            let (plan, target, scope, start, end) = key.clone();
            (before != now).then(|| {
                let whom = whom.clone();
                FigureChange { plan, target, scope, whom, start, end, before, now }
            })
        });
        let keys: std::collections::BTreeSet<_> =
            before.actions.keys().chain(now.actions.keys()).collect();
        let actions = keys.into_iter().filter_map(|key| {
            let (before, now) = (before.actions.get(key).copied(), now.actions.get(key).copied());
            let (plan, action) = key.clone();
            (before != now).then_some(ActionChange { plan, action, before, now })
        });
        let only = |one: &State, other: &State| {
            let missing = one.records.iter().filter(|(id, _)| !other.records.contains_key(*id));
            let name = |(id, title): (&String, &String)| RecordName {
                id: id.clone(),
                title: title.clone(),
            };
            missing.map(name).collect()
        };
        Changes {
            as_of,
            targets: targets.collect(),
            actions: actions.collect(),
            records_added: only(now, before),
            records_removed: only(before, now),
        }
    }
}

impl FigureChange {
    /// `8课时 → 10课时`, or the one where both are the same.
    pub(super) fn figures(&self) -> String {
        let side =
            |it: &Option<Figure>| it.as_ref().map_or("—".to_owned(), |it| it.actual.clone());
        arrow(&side(&self.before), &side(&self.now))
    }

    pub(super) fn statuses(&self, lang: Lang) -> String {
        let side =
            |it: &Option<Figure>| it.as_ref().map_or("—", |it| terms::status(it.status, lang));
        arrow(side(&self.before), side(&self.now))
    }
}

impl ActionChange {
    pub(super) fn statuses(&self, lang: Lang) -> String {
        let side = |it: Option<ActionStatus>| it.map_or("—", |it| terms::action_status(it, lang));
        arrow(side(self.before), side(self.now))
    }
}

fn arrow(before: &str, now: &str) -> String {
    if before == now { now.to_owned() } else { format!("{before} → {now}") }
}
