//! access.yaml (MODEL.md §2).

use super::map_reader::{MapReader, Spanned, not_the_shape, text_of};
use super::names::{ACCESS, ACCESS_FIELDS, ALL};
use super::references::References;
use crate::diagnostics::{Problem, Shape};
use crate::model::{Access, Grant};
use crate::syntax::yaml::{Found, Kind, Node};

/// Who may change what. A pusher whose line is wrong may change nothing.
pub(crate) fn access(node: &Node, known: &References, found: &mut Vec<Found>) -> Access {
    let mut access = Access::default();
    let Some(form) = MapReader::new(node, ACCESS_FIELDS, found) else { return access };
    let Some(map) = form.node(&ACCESS) else {
        form.missing(ACCESS, "jiaoyuju: 全部", found);
        return access;
    };
    let Kind::Map(lines) = &map.kind else {
        found.push(not_the_shape(map, Shape::Map));
        return access;
    };
    for (pusher, what) in lines {
        let Some(pusher) = text_of(pusher, found) else { continue };
        let grant = grant(what, known, found);
        access.grants.insert(pusher.it, grant);
    }
    access
}

fn grant(node: &Node, known: &References, found: &mut Vec<Found>) -> Grant {
    let (mut schools, mut pairs) = (Vec::new(), Vec::new());
    let items: Vec<&Node> = match &node.kind {
        Kind::Seq(items) => items.iter().collect(),
        Kind::Scalar { .. } => vec![node],
        Kind::Map(_) => {
            found.push(not_the_shape(node, Shape::List));
            return Grant::Of { schools, pairs };
        }
    };
    for item in items {
        let Some(name) = text_of(item, found) else { continue };
        if ALL.is(&name.it) {
            return Grant::All;
        }
        let (mut of_school, mut of_pair) = (Vec::new(), Vec::new());
        let school = known.school(&name, &mut of_school);
        let pair = known.pair(&name, &mut of_pair);
        match (school, pair) {
            (None, None) => found.extend(nearer(of_school, of_pair)),
            (Some(_), Some(pair)) => found.push(ambiguous(&name, known, pair)),
            (school, pair) => {
                schools.extend(school);
                pairs.extend(pair);
            }
        }
    }
    Grant::Of { schools, pairs }
}

/// What is told of a name that is neither: as a school, unless only a pair is near.
fn nearer(of_school: Vec<Found>, of_pair: Vec<Found>) -> Vec<Found> {
    let is_near = |it: &Found| !matches!(it.1, Problem::UnknownReference { nearest: None, .. });
    match of_pair.iter().any(is_near) && !of_school.iter().any(is_near) {
        true => of_pair,
        false => of_school,
    }
}

fn ambiguous(name: &Spanned<String>, known: &References, pair: crate::model::PairIx) -> Found {
    let named = crate::diagnostics::Named::Pair;
    let candidates = vec![name.it.clone(), known.pairs[pair.0].id.clone()];
    (name.at, Problem::AmbiguousReference { named, found: name.it.clone(), candidates })
}
