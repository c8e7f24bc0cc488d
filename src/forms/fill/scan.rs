//! Which places a form has, without filling it in.

use super::leaves::texts;
use super::places::{TextPiece, has_place, pieces};
use super::tree::{Element, Node, parse};
use crate::forms::FormFormat;
use crate::forms::package::{PackageProblem, unpacked};

/// The paths of all places of a form and of the lists that it repeats, in its order: `学校.名称`, `活动`.
///
/// # Errors
/// When it cannot be read.
pub(in crate::forms) fn paths_of_places(
    bytes: &[u8],
    format: FormFormat,
) -> Result<Vec<String>, PackageProblem> {
    let folder = match format {
        FormFormat::Word => "word/",
        FormFormat::Excel => "xl/",
    };
    let mut paths = Vec::new();
    for part in unpacked(bytes)? {
        if !part.name.starts_with(folder) || !part.name.ends_with(".xml") || !may_have(&part.bytes)
        {
            continue;
        }
        for element in parse(&part.bytes)?.iter().filter_map(Node::element) {
            collect(element, &mut paths);
        }
    }
    Ok(paths)
}

/// Whether a part may have a place. Word may put each brace of a place into a run of its own.
fn may_have(bytes: &[u8]) -> bool {
    bytes.contains(&b'{') || bytes.windows(3).any(|three| three == "｛".as_bytes())
}

fn collect(element: &Element, paths: &mut Vec<String>) {
    // A paragraph, the text of a cell, and a text that cells of a workbook share.
    if matches!(element.name(), "p" | "is" | "si") {
        let text = texts(element).concat();
        if has_place(&text) {
            for piece in pieces(&text) {
                match piece {
                    TextPiece::Value { path, .. } | TextPiece::Begin { list: path, .. } => {
                        paths.push(path);
                    }
                    TextPiece::Text(_) | TextPiece::End { .. } | TextPiece::Wrong { .. } => {}
                }
            }
        }
    }
    for child in element.elements() {
        collect(child, paths);
    }
}
