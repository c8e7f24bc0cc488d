//! The net below the repairs: YAML that could be read before reads the same afterwards.

use super::place::is_nested;
use super::values;
use crate::syntax::yaml::{self, Kind, Node};

/// Whether nothing was lost: the new tree can be read, and is the old one up to width, quotes and the form of dates.
/// What could not be read before has nothing to lose.
pub(super) fn is_kept(before: &str, after: &str) -> bool {
    let read = |it: &str| yaml::tree(it, 1, &mut Vec::new());
    match (read(before), read(after)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => is_same(&before, &after, false),
    }
}

/// The first line that cannot be read.
pub(super) fn unread_line(yaml: &str, first_line: u32) -> Option<u32> {
    let mut found = Vec::new();
    match yaml::tree(yaml, first_line, &mut found) {
        Some(_) => None,
        None => found.iter().map(|(at, _)| at.start.line).min(),
    }
}

/// `nested`: the model wants a map or maps there, and a text `送教课时：2` was meant as one.
fn is_same(before: &Node, after: &Node, nested: bool) -> bool {
    match (&before.kind, &after.kind) {
        (Kind::Scalar { text, plain }, Kind::Scalar { text: after, plain: also }) => {
            values::same(text, after) && (plain == also || values::is_curly(text))
        }
        (Kind::Seq(before), Kind::Seq(after)) => {
            let same = |(before, after)| is_same(before, after, nested);
            before.len() == after.len() && before.iter().zip(after).all(same)
        }
        (Kind::Map(before), Kind::Map(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|((key, value), (key_after, value_after))| {
                    let nested = nested || key.text().is_some_and(is_nested);
                    is_same(key, key_after, false) && is_same(value, value_after, nested)
                })
        }
        (Kind::Scalar { plain, .. }, Kind::Map(_)) => nested && *plain,
        _ => false,
    }
}
