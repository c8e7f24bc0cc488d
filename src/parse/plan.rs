//! plans/*.md (MODEL.md §2).

use rustc_hash::FxHashMap;

use super::document::Document;
use super::filing::filing;
use super::map_reader::{MapReader, Spanned};
use super::names::*;
use super::references::References;
use crate::diagnostics::{Key, Named, Problem, Span};
use crate::model::{
    Action, Aggregate, Body, IndicatorIx, Pace, Plan, PlanOwner, SchoolIx, Scope, Target, Team,
    Waiver,
};
use crate::syntax::yaml::{Found, Kind};

/// A plan; none when its period cannot be told.
pub(crate) fn plan(
    document: &Document,
    owner: PlanOwner,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<Plan> {
    let form = MapReader::new(&document.front, PLAN_FIELDS, found)?;
    let title = form.required(TITLE, "2024年城乡结对帮扶计划", found);
    let (start, end) = (form.required_day(START, found), form.required_day(END, found));
    let period = form.range(start, end, found);
    let team = form.form(&TEAM, TEAM_FIELDS, found).map(|it| Team {
        leader: it.words(&LEADER, found),
        deputies: it.list(&DEPUTIES, found),
        members: it.list(&MEMBERS, found),
    });
    let targets = targets(&form, owner, known, &document.file, found);
    let actions = actions(&form, &document.file, found);
    let based_on = form.whole_texts(&BASED_ON, found).into_iter().map(|it| it.it).collect();
    let draft = form.flag(&DRAFT, found);
    let filing = filing(&form, found);
    Some(Plan {
        id: document.id.clone(),
        file: document.file.clone(),
        title: title?.it,
        owner,
        period: period?,
        team,
        targets,
        actions,
        based_on,
        draft,
        body: Body { text: document.body.text.clone(), first_line: document.body.first_line },
        attachments: document.attachments.clone(),
        filing,
    })
}

/// Tells an id that was given before in the same file.
fn once(
    ids: &mut FxHashMap<String, u32>,
    id: &Spanned<String>,
    file: &str,
    found: &mut Vec<Found>,
) -> bool {
    if let Some(line) = ids.get(&id.it) {
        found.push((
            id.at,
            Problem::DuplicateId { found: id.it.clone(), file: file.to_owned(), line: *line },
        ));
        return false;
    }
    ids.insert(id.it.clone(), id.at.start.line);
    true
}

fn targets(
    form: &MapReader<'_>,
    owner: PlanOwner,
    known: &References,
    file: &str,
    found: &mut Vec<Found>,
) -> Vec<Target> {
    let mut ids = FxHashMap::default();
    let mut targets = Vec::new();
    for form in form.forms(&TARGETS, TARGET_FIELDS, found) {
        let Some((id, target)) = target(&form, owner, known, found) else { continue };
        if once(&mut ids, &id, file, found) {
            targets.push(target);
        }
    }
    targets
}

fn target(
    form: &MapReader<'_>,
    owner: PlanOwner,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<(Spanned<String>, Target)> {
    let name = form.required(INDICATOR, "送教课时", found);
    let indicator = name.as_ref().and_then(|it| indicator(it, known, found));
    let units: Vec<&str> =
        indicator.iter().map(|it| known.indicators.list[it.0].unit.as_str()).collect();
    // Without its indicator the unit cannot be judged: that would only follow from the other error.
    let mut figure = |key: &Key| match indicator {
        Some(_) => form.figure(key, &units, found).map(|it| it.it),
        None => None,
    };
    let (value, baseline) = (figure(&VALUE), figure(&BASELINE));
    let every = form.choice(&EVERY, EVERIES, found);
    let scope = scope(form, owner, known, found);
    let pace = form.choice(&PACE, PACES, found).unwrap_or(Pace::Linear);
    let id = form.text(&ID, found);
    let waived = form.form(&WAIVED, WAIVER_FIELDS, found).and_then(|it| {
        let reason = it.required(REASON, "本学期校舍维修，停办一学期", found);
        let by = it.required(BY_WAIVER, "县教育局督导室", found);
        Some(Waiver { reason: reason?.it, by: by?.it })
    });
    let aspirational = form.flag(&ASPIRATIONAL, found);
    let (owner_, note) = (form.words(&OWNER, found), form.words(&NOTE, found));
    let (name, indicator, scope) = (name?, indicator?, scope?);
    let of = &known.indicators.list[indicator.0];
    let alone = matches!(owner, PlanOwner::School(_));
    if of.aggregate == Aggregate::Last && of.across.is_none() && scope == Scope::Joint && !alone {
        found.push((name.at, Problem::AcrossNeeded { indicator: of.name.clone() }));
    }
    let at = name.at;
    let id = id.unwrap_or(name);
    let target = Target {
        id: id.it.clone(),
        indicator,
        value,
        every,
        scope,
        baseline,
        pace,
        waived,
        aspirational,
        owner: owner_,
        note,
        at,
    };
    Some((id, target))
}

fn indicator(
    name: &Spanned<String>,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<IndicatorIx> {
    let indicator = known.indicators.by_name.get(&name.it).copied();
    if indicator.is_none() && !known.unsure.indicators {
        let names = known.indicators.list.iter().map(|it| it.name.as_str());
        let nearest = nearest(&name.it, names).map(str::to_owned);
        let problem =
            Problem::UnknownReference { named: Named::Indicator, found: name.it.clone(), nearest };
        found.push((name.at, problem));
    }
    indicator
}

/// The scope; none when what is written cannot be told.
fn scope(
    form: &MapReader<'_>,
    owner: PlanOwner,
    known: &References,
    found: &mut Vec<Found>,
) -> Option<Scope> {
    let Some(node) = form.node(&SCOPE) else { return Some(Scope::Joint) };
    let of_pair = |scope, at: Span, text: &str, found: &mut Vec<Found>| match owner {
        PlanOwner::Pair(_) => Some(scope),
        PlanOwner::Archive | PlanOwner::School(_) => {
            found.push((at, Problem::ScopeNeedsPair { found: text.to_owned() }));
            None
        }
    };
    if let Kind::Scalar { .. } = node.kind {
        let Spanned { it: text, at } = form.text(&SCOPE, found)?;
        if SCOPE_JOINT.is(&text) {
            return Some(Scope::Joint);
        } else if SCOPE_EACH.is(&text) {
            return Some(Scope::Each);
        } else if SCOPE_HELPER.is(&text) {
            return of_pair(Scope::Helper, at, &text, found);
        } else if SCOPE_HELPED.is(&text) {
            return of_pair(Scope::Helped, at, &text, found);
        }
    }
    let mut schools: Vec<SchoolIx> = Vec::new();
    for text in form.texts(&SCOPE, found) {
        let before = found.len();
        match known.school(&text, found) {
            Some(school) if !known.applies(owner, school) => {
                let school = owner_name(owner, known);
                found.push((
                    text.at,
                    Problem::NotForSchool { named: Named::School, found: text.it, school },
                ));
            }
            Some(school) if schools.contains(&school) => {}
            Some(school) => schools.push(school),
            None if matches!(node.kind, Kind::Scalar { .. }) => {
                let allowed = vec![SCOPE_JOINT, SCOPE_EACH, SCOPE_HELPER, SCOPE_HELPED];
                if let (Some(nearest), true) =
                    (nearest_key(&text.it, allowed.iter()), found.len() > before)
                {
                    found.truncate(before);
                    found.push((
                        text.at,
                        Problem::BadChoice { found: text.it, allowed, nearest: Some(nearest) },
                    ));
                }
            }
            None => {}
        }
    }
    (!schools.is_empty()).then_some(Scope::Schools(schools))
}

fn owner_name(owner: PlanOwner, known: &References) -> String {
    match owner {
        PlanOwner::Archive => String::new(),
        PlanOwner::School(school) => known.schools[school.0].name.clone(),
        PlanOwner::Pair(pair) => known.pairs[pair.0].name.clone(),
    }
}

fn actions(form: &MapReader<'_>, file: &str, found: &mut Vec<Found>) -> Vec<Action> {
    let mut ids = FxHashMap::default();
    let mut actions = Vec::new();
    for form in form.forms(&ACTIONS, ACTION_FIELDS, found) {
        let name = form.required(NAME, "送教下乡", found);
        let id = form.text(&ID, found);
        let by = form.day(&BY_ACTION, found).map(|it| it.it);
        let times = form.whole(&TIMES, 1..=100_000, "次", found).unwrap_or(1);
        let mut words = |key| form.words(key, found);
        let (lead, department, place) = (words(&LEAD), words(&DEPARTMENT), words(&PLACE));
        let (quality, note) = (words(&QUALITY), words(&NOTE));
        let Some(name) = name else { continue };
        let id = id.unwrap_or_else(|| name.clone());
        if !once(&mut ids, &id, file, found) {
            continue;
        }
        let at = form.at();
        actions.push(Action {
            id: id.it,
            name: name.it,
            by,
            times,
            lead,
            department,
            place,
            quality,
            note,
            at,
        });
    }
    actions
}
