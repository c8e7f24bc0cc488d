//! A type that one record alone has and that is nearly one that several have: 送敎 beside 送教 (docs/content-model.md §6).

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::near_texts::is_slip;
use crate::diagnostics::{Diagnostic, Misreading, Problem};
use crate::model::{Archive, Detail, Reads, Record};

/// The fewest records whose type is taken for one that is meant.
const FREQUENT: usize = 2;

/// A type: how many records have it, and the first of them with its spelling.
struct Uses<'a> {
    count: usize,
    first: &'a Record,
    name: &'a str,
}

/// Reports types of visits that one record has, if they differ by a slip from one that several have. What indicators count
/// is compared when a record is read.
pub(super) fn rare_types(archive: &Archive) -> Vec<Diagnostic> {
    let mut types: BTreeMap<&str, Uses<'_>> = BTreeMap::new();
    for record in &archive.records {
        if record.draft || !matches!(record.detail, Detail::Visit(_)) {
            continue;
        }
        for of_type in &record.types {
            let new = Uses { count: 0, first: record, name: &of_type.name };
            types.entry(of_type.folded()).or_insert(new).count += 1;
        }
    }
    let frequent = by_shape(&types);
    let mut diagnostics = Vec::new();
    for (folded, uses) in &types {
        if FREQUENT <= uses.count || is_counted(archive, folded) {
            continue;
        }
        let Some(other) = nearest(folded, &frequent) else { continue };
        let Some(known) = types.get(other) else { continue };
        if is_counted(archive, other) {
            continue;
        }
        let misreading = Misreading::RareType {
            found: uses.name.to_owned(),
            nearest: known.name.to_owned(),
            uses: known.count,
        };
        let (file, span) = (&uses.first.file, uses.first.at);
        diagnostics.push(Diagnostic::new(file, span, Problem::Misread(misreading)));
    }
    diagnostics
}

/// A type without one of its characters and where that was, or its characters in order: types of one shape may be a slip
/// apart.
type TypeShape = (Option<usize>, String);

/// The frequent types by their shapes, the first by name of each shape.
fn by_shape<'a>(types: &BTreeMap<&'a str, Uses<'_>>) -> FxHashMap<TypeShape, &'a str> {
    let mut frequent: Vec<&str> = Vec::new();
    for (folded, uses) in types {
        if FREQUENT <= uses.count {
            frequent.push(folded);
        }
    }
    let mut shapes = FxHashMap::default();
    for folded in frequent {
        for shape in shapes_of(folded) {
            shapes.entry(shape).or_insert(folded);
        }
    }
    shapes
}

fn shapes_of(folded: &str) -> Vec<TypeShape> {
    let chars: Vec<char> = folded.chars().collect();
    let mut sorted = chars.clone();
    sorted.sort_unstable();
    let mut shapes = vec![(None, sorted.into_iter().collect())];
    for at in 0..chars.len() {
        let mut rest: String = chars[..at].iter().collect();
        rest.extend(&chars[at + 1..]);
        shapes.push((Some(at), rest));
    }
    shapes
}

/// The frequent type that differs by a slip: by one character, or by two that changed places.
fn nearest<'a>(folded: &str, frequent: &FxHashMap<TypeShape, &'a str>) -> Option<&'a str> {
    for (at, rest) in shapes_of(folded) {
        let Some(other) = frequent.get(&(at, rest)).copied() else { continue };
        let is_near = match at {
            None => strsim::damerau_levenshtein(folded, other) == 1,
            Some(_) => is_slip(folded, other),
        };
        if is_near {
            return Some(other);
        }
    }
    None
}

/// Whether an indicator counts visits of a type.
fn is_counted(archive: &Archive, folded: &str) -> bool {
    for indicator in &archive.indicators {
        let Reads::Records { types, .. } = &indicator.reads else { continue };
        for counted in types {
            if counted.folded() == folded {
                return true;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_types() {
        let types = ["送教", "家访", "看一日活动"];
        let mut frequent = FxHashMap::default();
        for known in types {
            for shape in shapes_of(known) {
                frequent.insert(shape, known);
            }
        }
        for (found, expected) in [
            ("送敎", Some("送教")),
            ("教送", Some("送教")),
            ("家放", Some("家访")),
            ("看一日话动", Some("看一日活动")),
            ("看一日动活", Some("看一日活动")),
            ("支教", None),
            ("走访", None),
            ("听评课", None),
        ] {
            assert_eq!(nearest(found, &frequent), expected, "{found}");
        }
    }
}
