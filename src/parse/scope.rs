//! `scope` of a target: the schools of which it holds (docs/content-model.md §2).

use super::map_reader::MapReader;
use super::names::*;
use super::references::References;
use crate::diagnostics::{Misreading, Problem, SpannedProblem};
use crate::model::{Level, PlanOwner, SchoolIx, Scope};
use crate::syntax::span::Spanned;
use crate::syntax::yaml::NodeKind;

/// The scope of a target; `None` when what is written is wrong.
pub(crate) fn scope(
    map: &MapReader<'_>,
    owner: PlanOwner,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Scope> {
    let Some(node) = map.node(&SCOPE) else { return Some(Scope::Joint) };
    let is_text = matches!(node.kind, NodeKind::Scalar { .. });
    if is_text {
        let text = map.text(&SCOPE, problems)?;
        if let Some(scope) = named_scope(&text.value) {
            let needs_pair = matches!(scope, Scope::Helper | Scope::Helped);
            if needs_pair && !matches!(owner, PlanOwner::Pair(_)) {
                problems.push((text.span, Problem::ScopeNeedsPair { found: text.value }));
                return None;
            }
            return Some(scope);
        }
    }
    let mut schools = Vec::new();
    for text in map.texts_unless(&SCOPE, &|name| references.has_school(name), problems) {
        if let Some(school) = school(text, is_text, owner, references, problems)
            && !schools.contains(&school)
        {
            schools.push(school);
        }
    }
    (!schools.is_empty()).then_some(Scope::Schools(schools))
}

fn named_scope(text: &str) -> Option<Scope> {
    if SCOPE_JOINT.is(text) {
        Some(Scope::Joint)
    } else if SCOPE_EACH.is(text) {
        Some(Scope::Each)
    } else if SCOPE_HELPER.is(text) {
        Some(Scope::Helper)
    } else if SCOPE_HELPED.is(text) {
        Some(Scope::Helped)
    } else {
        None
    }
}

/// A school to which the plan applies. `is_text`: the scope is a text, so that a name which no school has may be a
/// misspelt scope.
fn school(
    text: Spanned<String>,
    is_text: bool,
    owner: PlanOwner,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<SchoolIx> {
    let before = problems.len();
    if let Some(school) = references.school(&text, problems) {
        if references.applies(owner, school) {
            return Some(school);
        }
        let of_plan: Vec<SchoolIx> = match owner {
            PlanOwner::Archive => Vec::new(),
            PlanOwner::School(school) => vec![school],
            PlanOwner::Pair(pair) => references.pairs[pair.0].schools().collect(),
        };
        let mut known = Vec::with_capacity(of_plan.len());
        for school in of_plan {
            known.push(references.schools[school.0].name.clone());
        }
        let misreading = Misreading::SchoolOutsidePlan { school: text.value, known };
        problems.push((text.span, Problem::Misread(misreading)));
    } else if is_text && problems.len() > before {
        let allowed = vec![SCOPE_JOINT, SCOPE_EACH, SCOPE_HELPER, SCOPE_HELPED];
        if let Some(nearest) = nearest_key(&text.value, allowed.iter()) {
            problems.truncate(before);
            let (found, nearest) = (text.value, Some(nearest));
            problems.push((text.span, Problem::BadChoice { found, allowed, nearest }));
        }
    }
    None
}

/// How many schools a scope has, of those of the levels if there are any (docs/content-model.md §4).
pub(crate) fn kept_schools(
    owner: PlanOwner,
    scope: &Scope,
    levels: &[Level],
    references: &References,
) -> usize {
    let schools = match (owner, scope) {
        (_, Scope::Schools(schools)) => schools.clone(),
        (PlanOwner::Archive, _) => (0..references.schools.len()).map(SchoolIx).collect(),
        (PlanOwner::School(school), _) => vec![school],
        (PlanOwner::Pair(pair), Scope::Helper) => references.pairs[pair.0].helpers.clone(),
        (PlanOwner::Pair(pair), Scope::Helped) => references.pairs[pair.0].helped.clone(),
        (PlanOwner::Pair(pair), _) => references.pairs[pair.0].schools().collect(),
    };
    let is_kept = |school: &&SchoolIx| {
        levels.is_empty() || references.schools[school.0].level.is_among(levels)
    };
    schools.iter().filter(is_kept).count()
}
