//! Keys of YAML trees, in either spelling.

use crate::diagnostics::BilingualName;
use crate::syntax::yaml::{Node, NodeKind};

/// Whether a key is spelled like a name.
pub(super) fn is_key(key: &Node, name: BilingualName) -> bool {
    key.text().is_some_and(|text| name.is(text))
}

/// The entries of a map; none for anything else.
pub(super) fn entries_of(node: &Node) -> &[(Node, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => &[],
    }
}

/// The items of a list; none for anything else.
pub(super) fn items_of(node: &Node) -> &[Node] {
    match &node.kind {
        NodeKind::Seq(items) => items,
        NodeKind::Scalar { .. } | NodeKind::Map(_) => &[],
    }
}

/// The value of a key in a map.
pub(super) fn value_of(entries: &[(Node, Node)], name: BilingualName) -> Option<&Node> {
    entries.iter().find(|(key, _)| is_key(key, name)).map(|(_, value)| value)
}

/// The line of a text in which a node begins, and the indentation of its dash where it is an item of a block list.
pub(super) fn dash_indent(text: &str, item: &Node) -> Option<usize> {
    let line = text.lines().nth(item.span.start.line.saturating_sub(1) as usize)?;
    let item = line.trim_start_matches(' ');
    item.starts_with("- ").then_some(line.len() - item.len())
}
