//! access.yaml (docs/content-model.md §2).

use super::former_ids::id_of;
use super::lists::items;
use super::map_reader::MapReader;
use super::names::{ACCESS, ACCESS_FIELDS, ALL, PAIRS_DIR, SCHOOLS_DIR};
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
    let nodes = match &node.kind {
        NodeKind::Seq(nodes) => nodes.as_slice(),
        NodeKind::Scalar { .. } => std::slice::from_ref(node),
        NodeKind::Map(_) => {
            problems.push(wrong_shape(node, Shape::List));
            return Grant::Of { schools, pairs };
        }
    };
    let mut names = Vec::new();
    for item in nodes {
        if let Some(text) = text_of(item, problems) {
            add_names(text, references, &mut names);
        }
    }
    for name in names {
        if ALL.is(&name.value) {
            return Grant::All;
        }
        if MEANS_ALL.contains(&name.value.as_str()) {
            problems.push(meant_all(name));
            continue;
        }
        match named(&name, references) {
            SchoolOrPair::School(school) => schools.push(school),
            SchoolOrPair::Pair(pair) => pairs.push(pair),
            SchoolOrPair::Ambiguous(problem) => problems.push(problem),
            // A school or pair that could not be read may have the name.
            SchoolOrPair::Neither { as_school, as_pair }
                if as_school.is_empty() || as_pair.is_empty() => {}
            SchoolOrPair::Neither { as_school, as_pair } => {
                // It was meant as a pair when only a pair has a similar name.
                let is_pair = has_suggestion(&as_pair) && !has_suggestion(&as_school);
                problems.extend(if is_pair { as_pair } else { as_school });
            }
        }
    }
    Grant::Of { schools, pairs }
}

/// Adds the names that a text lists (docs/content-model.md §2, *Lists*). What names something as a whole is not split.
fn add_names(text: Spanned<String>, references: &References, names: &mut Vec<Spanned<String>>) {
    let listed = items(&text.value);
    let is_whole = listed == [text.value.as_str()]
        || !matches!(named(&text, references), SchoolOrPair::Neither { .. });
    if is_whole {
        names.push(text);
        return;
    }
    for item in listed {
        names.push(Spanned { value: item.to_owned(), span: text.span });
    }
}

/// The school or the pair that a text names: by its name, its folder or the path of its folder.
fn named(text: &Spanned<String>, references: &References) -> SchoolOrPair {
    let path = id_of(&text.value);
    match path.split_once('/') {
        Some((dir, folder)) if SCHOOLS_DIR.is(dir) => {
            let mut problems = Vec::new();
            let folder = Spanned { value: folder.to_owned(), span: text.span };
            match references.school(&folder, &mut problems) {
                Some(school) => SchoolOrPair::School(school),
                None => SchoolOrPair::Neither { as_pair: problems.clone(), as_school: problems },
            }
        }
        Some((dir, _)) if PAIRS_DIR.is(dir) => {
            references.school_or_pair(&Spanned { value: path, span: text.span })
        }
        _ => references.school_or_pair(text),
    }
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
