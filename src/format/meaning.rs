//! The safety check of the repairs: YAML that could be read before must read the same afterwards.

use super::labels::is_label_of;
use super::place::is_nested;
use super::values;
use crate::parse::names::is_known_key;
use crate::syntax::yaml::{self, Node, NodeKind};

/// Whether the meaning is unchanged: the new text can be read, and its tree equals the old one except for width, quotes
/// and the form of dates. A text that could not be read before has no meaning to lose.
pub(super) fn is_unchanged(before: &str, after: &str) -> bool {
    match (tree(before), tree(after)) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(after)) => is_same(&before, &after, false),
    }
}

fn tree(text: &str) -> Option<Node> {
    Some(yaml::parse(text, 1, &is_known_key).ok()?.root)
}

/// The first line that cannot be read.
pub(super) fn unread_line(yaml: &str, first_line: u32) -> Option<u32> {
    let errors = yaml::parse(yaml, first_line, &is_known_key).err()?;
    errors.iter().map(|error| error.span.start.line).min()
}

/// Whether two nodes mean the same. `nested` says that the model expects maps here, so that a text `送教课时：2` was
/// meant as one.
fn is_same(before: &Node, after: &Node, nested: bool) -> bool {
    match (&before.kind, &after.kind) {
        (NodeKind::Scalar { text, plain }, NodeKind::Scalar { text: after, plain: also }) => {
            values::same(text, after) && (plain == also || values::is_curly(text))
        }
        (NodeKind::Seq(before), NodeKind::Seq(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|(before, after)| is_same(before, after, nested))
        }
        (NodeKind::Map(before), NodeKind::Map(after)) => {
            before.len() == after.len()
                && before.iter().zip(after).all(|((key, value), (key_after, value_after))| {
                    let nested = nested || key.text().is_some_and(is_nested);
                    (is_same(key, key_after, false) || is_relabelled(key, key_after))
                        && is_same(value, value_after, nested)
                })
        }
        (NodeKind::Scalar { plain, .. }, NodeKind::Map(_)) => nested && *plain,
        _ => false,
    }
}

fn is_relabelled(key: &Node, after: &Node) -> bool {
    key.text().zip(after.text()).is_some_and(|(key, after)| is_label_of(key, after))
}
