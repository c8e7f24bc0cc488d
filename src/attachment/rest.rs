//! What documents of office programs show besides their paragraphs and cells.

use super::looker::Looker;
use super::xml::{Piece, Pieces, seen_attributes};
use crate::diagnostics::AttachmentPlace;

/// Searches a part that holds no paragraphs: links, headers of sheets, lists of choices, texts that were linked.
/// `is_sheet`: the values of cells were looked at with the labels around them.
pub(super) fn look_at_rest(looker: &mut Looker, xml: &str, is_sheet: bool) {
    let mut is_cell = false;
    for piece in Pieces::new(xml) {
        match piece {
            Piece::Open { name, attributes } => {
                is_cell = is_sheet && matches!(name, "v" | "t");
                look_at_attributes(looker, attributes);
            }
            Piece::Close(_) => is_cell = false,
            Piece::Text(text) if !is_cell && !text.trim().is_empty() => {
                looker.search(&text, &AttachmentPlace::Somewhere);
            }
            Piece::Text(_) => {}
        }
    }
}

/// Searches what attributes show to readers.
pub(super) fn look_at_attributes(looker: &mut Looker, attributes: &str) {
    for value in seen_attributes(attributes) {
        looker.search(&value, &AttachmentPlace::Somewhere);
    }
}
