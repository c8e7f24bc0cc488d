//! access.yaml (docs/content-model.md §2).

use super::map_reader::MapReader;
use super::names::{ACCESS, ACCESS_FIELDS, ALL};
use super::references::{References, SchoolOrPair};
use super::scalars::{text_of, wrong_shape};
use crate::diagnostics::{Problem, ReferenceKind, Shape, SpannedProblem};
use crate::model::{Access, Grant};
use crate::syntax::span::Spanned;
use crate::syntax::yaml::{Node, NodeKind};

/// Who may change what. A pusher whose entry is wrong may change nothing.
pub(crate) fn access(
    node: &Node,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Access {
    let mut access = Access::default();
    let Some(map) = MapReader::new(node, ACCESS_FIELDS, problems) else { return access };
    let Some(grants) = map.node(&ACCESS) else {
        map.report_missing(ACCESS, "jiaoyuju: 全部", problems);
        return access;
    };
    let NodeKind::Map(entries) = &grants.kind else {
        problems.push(wrong_shape(grants, Shape::Map));
        return access;
    };
    for (pusher, names) in entries {
        let Some(pusher) = text_of(pusher, problems) else { continue };
        let grant = grant(names, references, problems);
        access.grants.insert(pusher.value, grant);
    }
    access
}

fn grant(node: &Node, references: &References, problems: &mut Vec<SpannedProblem>) -> Grant {
    let (mut schools, mut pairs) = (Vec::new(), Vec::new());
    let items = match &node.kind {
        NodeKind::Seq(items) => items.as_slice(),
        NodeKind::Scalar { .. } => std::slice::from_ref(node),
        NodeKind::Map(_) => {
            problems.push(wrong_shape(node, Shape::List));
            return Grant::Of { schools, pairs };
        }
    };
    for item in items {
        let Some(name) = text_of(item, problems) else { continue };
        if ALL.is(&name.value) {
            return Grant::All;
        }
        if MEANS_ALL.contains(&name.value.as_str()) {
            problems.push(meant_all(name));
            continue;
        }
        match references.school_or_pair(&name) {
            SchoolOrPair::School(school) => schools.push(school),
            SchoolOrPair::Pair(pair) => pairs.push(pair),
            SchoolOrPair::Ambiguous(problem) => problems.push(problem),
            SchoolOrPair::Neither { as_school, as_pair } => {
                // It was meant as a pair when only a pair has a similar name.
                let is_pair = has_suggestion(&as_pair) && !has_suggestion(&as_school);
                problems.extend(if is_pair { as_pair } else { as_school });
            }
        }
    }
    Grant::Of { schools, pairs }
}

/// What people write for everything.
const MEANS_ALL: [&str; 9] =
    ["所有", "全县", "全体", "所有学校", "全部学校", "全部权限", "*", "everything", "every"];

fn meant_all(name: Spanned<String>) -> SpannedProblem {
    let nearest = if name.value.is_ascii() { ALL.en } else { ALL.zh };
    let problem = Problem::UnknownReference {
        named: ReferenceKind::School,
        found: name.value,
        nearest: Some(nearest.to_owned()),
        known: Vec::new(),
    };
    (name.span, problem)
}

/// Whether one of the problems is more than an unknown name that resembles no other.
fn has_suggestion(problems: &[SpannedProblem]) -> bool {
    problems
        .iter()
        .any(|(_, problem)| !matches!(problem, Problem::UnknownReference { nearest: None, .. }))
}
