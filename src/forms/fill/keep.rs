//! Which rows of a document stay on one page with the next.

use super::tree::{Element, Node};

/// Lets a page end below a repeated row: only the last copy stays with what stands below, such as the lines to sign on.
pub(super) fn release_row(node: &mut Node) {
    if let Some(row) = node.element_mut()
        && row.name() == "tr"
    {
        strip_keep_next(row);
    }
}

fn strip_keep_next(element: &mut Element) {
    if element.name() == "pPr" {
        element
            .children
            .retain(|child| child.element().is_none_or(|element| element.name() != "keepNext"));
        return;
    }
    element.children.iter_mut().filter_map(Node::element_mut).for_each(strip_keep_next);
}
