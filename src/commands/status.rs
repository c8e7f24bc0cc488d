//! `guidang status`: progress in the terminal, worst first.

use unicode_width::UnicodeWidthStr;

use super::terminal::Terminal;
use super::{Exit, find_root, read_archive, say};
use crate::cli::{Globals, StatusFormat};
use crate::diag;
use crate::export;
use crate::fault::Fault;
use crate::lang::Lang;
use crate::model::{Archive, PlanOwner, SchoolIx, Status};
use crate::progress::{JudgedScope, PeriodReading, Readings, TargetReading};
use crate::words;

/// What was asked for.
pub(super) struct Asked<'a> {
    pub(super) format: StatusFormat,
    pub(super) school: Option<&'a str>,
    pub(super) plan: Option<&'a str>,
    pub(super) as_of: Option<crate::model::Day>,
}

pub(super) fn run(asked: &Asked<'_>, globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Fault> {
    let root = find_root(globals)?;
    let (_, checked) = read_archive(&root, asked.as_of, globals, terminal)?;
    let (errors, _) = diag::count(&checked.diagnostics);
    if errors > 0 {
        terminal.diagnostics(&checked.diagnostics, &root);
        let counts = terminal.counts(&checked.diagnostics);
        terminal.tell(&format!("{}{counts}", say(terminal.lang, "内容有错误，先改好再看进度：", "mend the errors first: ")));
        return Ok(Exit::ContentErrors);
    }
    let archive = &checked.archive;
    let mut readings = checked.readings;
    let keep = Keep::new(asked, archive)?;
    readings.targets.retain(|it| keep.target(it, archive));
    readings.actions.retain(|it| keep.plan(it.action.plan, archive));
    let lang = terminal.lang;
    match asked.format {
        StatusFormat::Json => {
            let bytes = export::progress(archive, &readings);
            terminal.result(&String::from_utf8_lossy(&bytes))?;
        }
        StatusFormat::Csv => terminal.result(&csv(&rows(archive, &readings, lang), lang))?,
        StatusFormat::Text => terminal.result(&text(&rows(archive, &readings, lang), &readings, lang))?,
    }
    Ok(Exit::Done)
}

/// Which targets are shown.
struct Keep {
    school: Option<SchoolIx>,
    plan: Option<String>,
}

impl Keep {
    fn new(asked: &Asked<'_>, archive: &Archive) -> Result<Keep, Fault> {
        let school = asked.school.map(|name| {
            let named = |it: &crate::model::School| it.id == name || it.name == name || it.short.iter().any(|it| it == name);
            archive.schools.iter().position(named).map(SchoolIx).ok_or_else(|| {
                let names = archive.schools.iter().flat_map(|it| [it.name.as_str(), it.id.as_str()]);
                unknown("学校", "school", name, names)
            })
        });
        if let Some(name) = asked.plan
            && !archive.plans.iter().any(|it| it.id == name || it.title == name)
        {
            let names = archive.plans.iter().flat_map(|it| [it.title.as_str(), it.id.as_str()]);
            return Err(unknown("计划", "plan", name, names));
        }
        Ok(Keep { school: school.transpose()?, plan: asked.plan.map(str::to_owned) })
    }

    fn plan(&self, plan: crate::model::PlanIx, archive: &Archive) -> bool {
        let plan = archive.plan(plan);
        let named = self.plan.as_ref().is_none_or(|it| plan.id == *it || plan.title == *it);
        named && self.school.is_none_or(|it| archive.schools_of(plan).contains(&it))
    }

    fn target(&self, reading: &TargetReading, archive: &Archive) -> bool {
        let of_school = match (self.school, reading.scope) {
            (Some(school), JudgedScope::School(it)) => it == school,
            _ => true,
        };
        of_school && self.plan(reading.plan, archive)
    }
}

fn unknown<'a>(zh: &str, en: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Fault {
    let nearest = crate::parse::nearest_name(name, names);
    let (zh_hint, en_hint) = match nearest {
        Some(it) => (format!("，是不是“{it}”？"), format!("; did you mean `{it}`?")),
        None => (String::new(), String::new()),
    };
    Fault::Usage { zh: format!("没有名为“{name}”的{zh}{zh_hint}"), en: format!("there is no {en} called `{name}`{en_hint}") }
}

/// A target in words.
struct Row {
    status: Status,
    whom: String,
    plan: String,
    target: String,
    actual: String,
    value: String,
    expected: String,
    period: String,
}

fn rows(archive: &Archive, readings: &Readings, lang: Lang) -> Vec<Row> {
    let mut rows: Vec<Row> = readings.targets.iter().map(|it| row(archive, it, readings, lang)).collect();
    rows.sort_by_key(|it| it.status); // stable: within a status by plan, as in the plan, then by scope
    rows
}

fn row(archive: &Archive, reading: &TargetReading, readings: &Readings, lang: Lang) -> Row {
    let plan = archive.plan(reading.plan);
    let target = &plan.targets[reading.target];
    let indicator = archive.indicator(target.indicator);
    let whom = match (reading.scope, plan.owner) {
        (JudgedScope::School(school), _) | (JudgedScope::Joint, PlanOwner::School(school)) => archive.school(school).name.clone(),
        (JudgedScope::Joint, PlanOwner::Pair(pair)) => archive.pair(pair).name.clone(),
        (JudgedScope::Joint, PlanOwner::Archive) => archive.site.organisation.clone().unwrap_or_else(|| archive.site.title.clone()),
    };
    let period = telling_period(reading, readings);
    let hidden = |it: &crate::model::Exact| export::is_hidden(archive, indicator, it);
    let shown = |it: Option<&crate::model::Exact>| match it {
        Some(it) if hidden(it) => format!("＜{}", archive.site.small_cell),
        Some(it) => words::figure(it, &indicator.unit, lang),
        None => "—".to_owned(),
    };
    Row {
        status: reading.status,
        whom,
        plan: plan.title.clone(),
        target: target.id.clone(),
        actual: shown(period.actual.as_ref()),
        value: target.value.map_or_else(|| "—".into(), |it| words::figure(&it.exact(), &indicator.unit, lang)),
        expected: period.expected.as_ref().map_or_else(String::new, |it| words::figure(it, &indicator.unit, lang)),
        period: format!("{}—{}", period.period.first, period.period.last),
    }
}

/// The period that explains a target's status: the one that has it, the latest such that has begun.
fn telling_period<'a>(reading: &'a TargetReading, readings: &Readings) -> &'a PeriodReading {
    let begun = || reading.periods.iter().rev().filter(|it| it.period.first <= readings.as_of);
    let like = begun().find(|it| it.status == reading.status || reading.status == Status::Breached && it.status == Status::Missed);
    like.or_else(|| begun().next()).unwrap_or(&reading.periods[0])
}

fn text(rows: &[Row], readings: &Readings, lang: Lang) -> String {
    let mut out = String::new();
    let counts = Status::ALL.iter().filter_map(|status| {
        let count = rows.iter().filter(|it| it.status == *status).count();
        (count > 0).then(|| format!("{}{}{count}", words::status(*status, lang), if lang == Lang::Zh { "" } else { " " }))
    });
    let joined = counts.collect::<Vec<_>>().join(say(lang, "、", ", "));
    match lang {
        Lang::Zh => out.push_str(&format!("截至{}，目标{}项：{joined}\n\n", readings.as_of, rows.len())),
        Lang::En => out.push_str(&format!("as of {}, {} targets: {joined}\n\n", readings.as_of, rows.len())),
    }
    let widest = |of: &dyn Fn(&Row) -> &str| rows.iter().map(|it| of(it).width()).max().unwrap_or(0).min(40);
    let (whom, target) = (widest(&|it| &it.whom), widest(&|it| &it.target));
    for row in rows {
        let expected = match (row.expected.as_str(), lang) {
            ("", _) => String::new(),
            (it, Lang::Zh) => format!("（应达{it}）"),
            (it, Lang::En) => format!(" (expected {it})"),
        };
        let status = padded(words::status(row.status, lang), 12);
        let figure = padded(&format!("{} / {}{expected}", row.actual, row.value), 36);
        let line = format!("{status}{}  {}  {figure}  {}  {}", padded(&row.whom, whom), padded(&row.target, target), row.period, row.plan);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn csv(rows: &[Row], lang: Lang) -> String {
    let header = match lang {
        Lang::Zh => ["状态", "对象", "目标", "实际", "目标值", "应达", "周期", "计划"],
        Lang::En => ["status", "whom", "target", "actual", "value", "expected", "period", "plan"],
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    let _ = writer.write_record(header);
    for row in rows {
        let cells = [words::status(row.status, lang), &row.whom, &row.target, &row.actual, &row.value, &row.expected, &row.period, &row.plan];
        let _ = writer.write_record(cells.map(export::safe_cell));
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}
