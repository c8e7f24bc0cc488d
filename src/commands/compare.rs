//! `guidang status --compare REV`: what changes between a revision and now, both judged on the same day.

use std::collections::BTreeMap;

use serde::Serialize;

use super::status::{Keep, figure_of, whom};
use super::{say, terminal::Terminal};
use crate::check::Checked;
use crate::cli::StatusFormat;
use crate::export::{self, small::Withheld};
use crate::fault::Fault;
use crate::lang::Lang;
use crate::model::{ActionStatus, Archive, Status};
use crate::progress::{JudgedScope, Readings};
use crate::words;

/// So many records are named; the others are counted.
const MOST_RECORDS: usize = 20;

/// Prints what changes.
pub(super) fn run(
    (before, now): (&Checked, &Checked),
    (keep_before, keep): (&Keep, &Keep),
    format: StatusFormat,
    terminal: &Terminal,
) -> Result<(), Fault> {
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
    terminal.result(&text)
}

/// A figure on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Figure {
    /// As people read it; of a sensitive indicator no more than anybody may know.
    actual: String,
    status: Status,
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
        let withheld = Withheld::find(archive, readings);
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
        let action = |it: &crate::progress::ActionReading| {
            let plan = archive.plan(it.action.plan);
            ((plan.id.clone(), plan.actions[it.action.action].id.clone()), it.status)
        };
        let published =
            archive.records.iter().filter(|it| export::is_published(it, readings.as_of));
        State {
            figures,
            actions: actions.map(action).collect(),
            records: published.map(|it| (it.id.clone(), it.title.clone())).collect(),
        }
    }
}

/// What changes.
#[derive(Debug, Serialize)]
struct Changes {
    as_of: String,
    targets: Vec<FigureChange>,
    actions: Vec<ActionChange>,
    records_added: Vec<RecordName>,
    records_removed: Vec<RecordName>,
}

#[derive(Debug, Serialize)]
struct FigureChange {
    plan: String,
    target: String,
    scope: String,
    whom: String,
    start: String,
    end: String,
    before: Option<Figure>,
    now: Option<Figure>,
}

#[derive(Debug, Serialize)]
struct ActionChange {
    plan: String,
    action: String,
    before: Option<ActionStatus>,
    now: Option<ActionStatus>,
}

#[derive(Debug, Serialize)]
struct RecordName {
    id: String,
    title: String,
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

    fn is_empty(&self) -> bool {
        self.targets.is_empty()
            && self.actions.is_empty()
            && self.records_added.is_empty()
            && self.records_removed.is_empty()
    }

    fn text(&self, lang: Lang) -> String {
        if self.is_empty() {
            return format!("{}\n", say(lang, "没有变化", "nothing changes"));
        }
        let mut out = String::new();
        for it in &self.targets {
            let (figure, status) = (it.figures(), it.statuses(lang));
            let line = match lang {
                Lang::Zh => {
                    format!(
                        "{} {}（{}—{}）：{figure}，{status}\n",
                        it.whom, it.target, it.start, it.end
                    )
                }
                Lang::En => {
                    format!(
                        "{} {} ({} to {}): {figure}, {status}\n",
                        it.whom, it.target, it.start, it.end
                    )
                }
            };
            out.push_str(&line);
        }
        for it in &self.actions {
            let colon = say(lang, "：", ": ");
            out.push_str(&format!("{}{colon}{}\n", it.action, it.statuses(lang)));
        }
        out.push_str(&records(&self.records_added, say(lang, "新增", "added"), lang));
        out.push_str(&records(&self.records_removed, say(lang, "减少", "removed"), lang));
        out
    }

    /// A comment for a merge request.
    fn markdown(&self, lang: Lang) -> String {
        let title = say(lang, "### 进度变化", "### Progress");
        if self.is_empty() {
            return format!("{title}\n\n{}\n", say(lang, "没有变化。", "Nothing changes."));
        }
        let mut out = format!("{title}\n\n");
        if !self.targets.is_empty() {
            out.push_str(say(
                lang,
                "| 对象 | 目标 | 周期 | 数字 | 状态 |\n|---|---|---|---|---|\n",
                "| Whom | Target | Period | Figure | Status |\n|---|---|---|---|---|\n",
            ));
        }
        for it in &self.targets {
            let days = format!("{}—{}", it.start, it.end);
            let cells = [&it.whom, &it.target, &days, &it.figures(), &it.statuses(lang)];
            let cells: Vec<String> = cells.iter().map(|it| plain(it)).collect();
            out.push_str(&format!("| {} |\n", cells.join(" | ")));
        }
        for it in &self.actions {
            out.push_str(&format!(
                "- {}{}{}\n",
                plain(&it.action),
                say(lang, "：", ": "),
                it.statuses(lang)
            ));
        }
        for (list, word) in [
            (&self.records_added, say(lang, "新增", "added")),
            (&self.records_removed, say(lang, "减少", "removed")),
        ] {
            let told = records(list, word, lang);
            if !told.is_empty() {
                out.push_str(&format!("\n{}\n", plain(told.trim_end())));
            }
        }
        out
    }

    fn csv(&self, lang: Lang) -> String {
        let header = match lang {
            Lang::Zh => {
                ["计划", "目标", "对象", "开始", "结束", "原实际", "现实际", "原状态", "现状态"]
            }
            Lang::En => [
                "plan",
                "target",
                "whom",
                "start",
                "end",
                "before",
                "now",
                "status before",
                "status now",
            ],
        };
        let mut writer = csv::Writer::from_writer(Vec::new());
        let _ = writer.write_record(header);
        for it in &self.targets {
            let actual =
                |it: &Option<Figure>| it.as_ref().map_or_else(String::new, |it| it.actual.clone());
            let status = |it: &Option<Figure>| {
                it.as_ref().map_or_else(String::new, |it| words::status(it.status, lang).to_owned())
            };
            let cells = [
                it.plan.clone(),
                it.target.clone(),
                it.whom.clone(),
                it.start.clone(),
                it.end.clone(),
                actual(&it.before),
                actual(&it.now),
                status(&it.before),
                status(&it.now),
            ];
            let _ = writer.write_record(cells.iter().map(|it| export::safe_cell(it)));
        }
        String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
    }
}

impl FigureChange {
    /// `8课时 → 10课时`, or the one where both are the same.
    fn figures(&self) -> String {
        let side =
            |it: &Option<Figure>| it.as_ref().map_or("—".to_owned(), |it| it.actual.clone());
        arrow(&side(&self.before), &side(&self.now))
    }

    fn statuses(&self, lang: Lang) -> String {
        let side =
            |it: &Option<Figure>| it.as_ref().map_or("—", |it| words::status(it.status, lang));
        arrow(side(&self.before), side(&self.now))
    }
}

impl ActionChange {
    fn statuses(&self, lang: Lang) -> String {
        let side = |it: Option<ActionStatus>| it.map_or("—", |it| words::action_status(it, lang));
        arrow(side(self.before), side(self.now))
    }
}

fn arrow(before: &str, now: &str) -> String {
    if before == now { now.to_owned() } else { format!("{before} → {now}") }
}

fn records(list: &[RecordName], word: &str, lang: Lang) -> String {
    if list.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = list.iter().take(MOST_RECORDS).map(|it| it.title.as_str()).collect();
    let (count, more) = (list.len(), MOST_RECORDS < list.len());
    match lang {
        Lang::Zh => {
            format!("{word}记录{count}条：{}{}\n", names.join("、"), if more { "……" } else { "" })
        }
        Lang::En => {
            format!(
                "{count} records {word}: {}{}\n",
                names.join(", "),
                if more { " …" } else { "" }
            )
        }
    }
}

/// Text that stays text in Markdown, within a cell of a table.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for it in text.chars() {
        match it {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '!' | '&' | '@' => {
                out.push('\\');
                out.push(it);
            }
            _ => out.push(it),
        }
    }
    out
}
