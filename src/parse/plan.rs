//! plans/*.md (docs/content-model.md §2).

use rustc_hash::FxHashMap;

use super::document::Document;
use super::filing::filing;
use super::former_ids::{FormerKind, former_ids};
use super::labels::relabel;
use super::map_reader::MapReader;
use super::names::*;
use super::references::References;
use super::scalars::period;
use super::scope::{kept_schools, scope};
use crate::diagnostics::{BilingualName, Problem, ReferenceKind, SpannedProblem};
use crate::model::{
    Action, Aggregate, Figure, Indicator, IndicatorIx, Level, Pace, Plan, PlanOwner, Scope, Target,
    Team, Waiver,
};
use crate::syntax::span::Spanned;
use crate::syntax::text::fold_width;

/// The most times that an action may be due.
const MAX_TIMES: u32 = 100_000;

/// A plan; `None` when its title or its period is missing or wrong.
pub(crate) fn plan(
    mut document: Document,
    owner: PlanOwner,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Plan> {
    relabel(&mut document.front, PLAN_FIELDS, problems);
    let map = MapReader::new(&document.front, PLAN_FIELDS, problems)?;
    let title = map.required_text(TITLE, "2024年城乡结对帮扶计划", problems);
    // A plan is judged under any title.
    let title = title.or_else(|| map.placeholder(&TITLE));
    let before = problems.len();
    let start = map.required_day(START, problems);
    let end = map.required_day(END, problems);
    let period = period(start.as_ref(), end.as_ref(), problems);
    let after = problems.len();
    let team = map.map(&TEAM, TEAM_FIELDS, problems).map(|team| Team {
        leader: team.string(&LEADER, problems),
        deputies: team.strings(&DEPUTIES, problems),
        members: team.strings(&MEMBERS, problems),
    });
    let targets = targets(&map, owner, references, &document.file, problems);
    let actions = actions(&map, &document.file, problems);
    let based_on = map.unsplit_texts(&BASED_ON, problems);
    let draft = map.flag(&DRAFT, problems);
    let formerly = former_ids(&map, FormerKind::Plan, &document.id, problems);
    let filing = filing(&map, problems);
    let note = map.string(&NOTE, problems);
    let public_until = map.day(&PUBLIC_UNTIL, problems).map(|day| day.value);
    let correction = map.string(&CORRECTION, problems);
    if !draft && map.has(&TARGETS) {
        for (_, problem) in &mut problems[before..after] {
            if let Problem::Placeholder { found } = problem {
                *problem = Problem::UnjudgedPlan { found: std::mem::take(found) };
            }
        }
    }
    Some(Plan {
        id: document.id,
        file: document.file,
        title: title?.value,
        owner,
        period: period?,
        team,
        targets,
        actions,
        based_on: based_on.into_iter().map(|text| text.value).collect(),
        note,
        public_until,
        correction,
        draft,
        formerly,
        body: document.body,
        attachments: document.attachments,
        filing,
    })
}

/// The ids used so far in a list of a file.
struct UsedIds<'f> {
    file: &'f str,
    lines: FxHashMap<String, u32>,
}

impl UsedIds<'_> {
    fn new(file: &str) -> UsedIds<'_> {
        UsedIds { file, lines: FxHashMap::default() }
    }

    /// Adds an id. One that is used already is reported, and not added.
    fn add(&mut self, id: &Spanned<String>, problems: &mut Vec<SpannedProblem>) -> bool {
        if let Some(line) = self.lines.get(&id.value) {
            let (found, file) = (id.value.clone(), self.file.to_owned());
            problems.push((id.span, Problem::DuplicateId { found, file, line: *line }));
            return false;
        }
        self.lines.insert(id.value.clone(), id.span.start.line);
        true
    }
}

fn targets(
    map: &MapReader<'_>,
    owner: PlanOwner,
    references: &References,
    file: &str,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<Target> {
    let mut ids = UsedIds::new(file);
    let mut targets = Vec::new();
    for map in map.maps(&TARGETS, TARGET_FIELDS, problems) {
        let Some((id, target)) = target(&map, owner, references, problems) else { continue };
        if !map.has(&ID)
            && let Some(line) = ids.lines.get(&id.value)
        {
            let second = Problem::SecondTarget { found: id.value, line: *line };
            problems.push((id.span, second));
        } else if ids.add(&id, problems) {
            targets.push(target);
        }
    }
    targets
}

fn target(
    map: &MapReader<'_>,
    owner: PlanOwner,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<(Spanned<String>, Target)> {
    let name = map.required_text(INDICATOR, "送教课时", problems);
    let indicator = match &name {
        Some(name) => indicator(name, references, problems),
        None => None,
    };
    let value = target_figure(map, &VALUE, indicator, references, problems);
    let baseline = target_figure(map, &BASELINE, indicator, references, problems);
    let every = map.choice(&EVERY, EVERIES, problems);
    let levels = levels(map, problems);
    let scope = scope(map, owner, references, problems);
    let pace = map.choice(&PACE, PACES, problems).unwrap_or(Pace::Linear);
    let id = map.text(&ID, problems);
    let waived = waiver(map, problems);
    let aspirational = map.flag(&ASPIRATIONAL, problems);
    let responsible = map.string(&OWNER, problems);
    let note = map.string(&NOTE, problems);

    let (name, indicator, scope) = (name?, indicator?, scope?);
    let kept = kept_schools(owner, &scope, &levels, references);
    if kept == 0 && !levels.is_empty() && !references.incomplete.schools {
        problems.push((map.key_span(&LEVELS_TARGET), Problem::ScopeKeepsNoSchool));
    }
    let Indicator { aggregate, across, name: indicator_name, .. } =
        &references.indicators.list[indicator.0];
    if *aggregate == Aggregate::Last && across.is_none() && scope == Scope::Joint && 1 < kept {
        problems.push((name.span, Problem::AcrossNeeded { indicator: indicator_name.clone() }));
    }
    let at = name.span;
    let id = id.unwrap_or(name);
    let target = Target {
        id: id.value.clone(),
        indicator,
        value,
        every,
        scope,
        levels,
        baseline,
        pace,
        waived,
        aspirational,
        owner: responsible,
        note,
        at,
    };
    Some((id, target))
}

fn indicator(
    name: &Spanned<String>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<IndicatorIx> {
    let indicators = &references.indicators;
    let indicator = indicators.by_name.get(&name.value).copied();
    if indicator.is_none() && !references.incomplete.indicators {
        let found = name.value.clone();
        let names = indicators.list.iter().map(|indicator| indicator.name.as_str());
        let nearest = nearest_owned(&found, names.clone());
        let (named, known) = (ReferenceKind::Indicator, few_names(names));
        let problem = Problem::UnknownReference { named, found, nearest, known };
        problems.push((name.span, problem));
    }
    indicator
}

/// A figure in the unit of the indicator. Without the indicator its unit cannot be judged, and a complaint would only
/// follow from the other error.
fn target_figure(
    map: &MapReader<'_>,
    key: &BilingualName,
    indicator: Option<IndicatorIx>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Figure> {
    let unit = references.indicators.list[indicator?.0].unit.as_str();
    Some(map.figure(key, &[unit], problems)?.value)
}

fn waiver(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Option<Waiver> {
    let map = map.map(&WAIVED, WAIVER_FIELDS, problems)?;
    let reason = map.required_text(REASON, "本学期校舍维修，停办一学期", problems);
    let by = map.required_text(BY_WAIVER, "县教育局督导室", problems);
    let from = map.day(&FROM, problems);
    Some(Waiver { reason: reason?.value, by: by?.value, from: from.map(|day| day.value) })
}

/// The levels of the schools that a target is about; wrong ones are reported.
fn levels(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Vec<Level> {
    let mut levels = Vec::new();
    for Spanned { value: found, span } in map.texts(&LEVELS_TARGET, problems) {
        let folded = fold_width(&found);
        match LEVELS.iter().find(|(name, _)| name.is(&folded)) {
            Some((_, level)) => levels.push(*level),
            None => {
                let allowed: Vec<BilingualName> = LEVELS.iter().map(|(name, _)| *name).collect();
                let nearest = nearest_key(&folded, allowed.iter());
                problems.push((span, Problem::BadChoice { found, nearest, allowed }));
            }
        }
    }
    levels
}

fn actions(map: &MapReader<'_>, file: &str, problems: &mut Vec<SpannedProblem>) -> Vec<Action> {
    let mut ids = UsedIds::new(file);
    let mut actions = Vec::new();
    for map in map.maps(&ACTIONS, ACTION_FIELDS, problems) {
        let name = map.required_text(NAME, "送教下乡", problems);
        let id = map.text(&ID, problems);
        let by = map.day(&BY_ACTION, problems);
        let times = map.integer(&TIMES, 1..=MAX_TIMES, "次", problems).unwrap_or(1);
        let lead = map.string(&LEAD, problems);
        let department = map.string(&DEPARTMENT, problems);
        let place = map.string(&PLACE, problems);
        let quality = map.string(&QUALITY, problems);
        let note = map.string(&NOTE, problems);
        let Some(name) = name else { continue };
        let id = id.unwrap_or_else(|| name.clone());
        if !ids.add(&id, problems) {
            continue;
        }
        actions.push(Action {
            id: id.value,
            name: name.value,
            by: by.map(|day| day.value),
            times,
            lead,
            department,
            place,
            quality,
            note,
            at: map.span(),
        });
    }
    actions
}
