//! Finds the places of a text: `{{ 学校.名称 }}`, `{{#每 活动}}` … `{{/每}}`.

use std::ops::Range;

use crate::forms::values::problem::PlaceProblem;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum TextPiece {
    /// Text that stays.
    Text(Range<usize>),
    /// The place of a value.
    Value { at: Range<usize>, path: String },
    /// The beginning of a repetition over a list, of whose things only those count whose value is the one asked for.
    Begin { at: Range<usize>, list: String, filters: Vec<(String, String)> },
    /// The end of a repetition.
    End { at: Range<usize> },
    /// A place that says nothing.
    Wrong { at: Range<usize>, problem: PlaceProblem },
}

impl TextPiece {
    /// Where the piece stands.
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            TextPiece::Text(at)
            | TextPiece::Value { at, .. }
            | TextPiece::Begin { at, .. }
            | TextPiece::End { at }
            | TextPiece::Wrong { at, .. } => at,
        }
    }
}

/// The most bytes that a place may have between its braces.
const MAX_PLACE: usize = 400;

/// Whether a text may hold a place.
pub(super) fn has_place(text: &str) -> bool {
    text.contains("{{") || text.contains("｛｛")
}

/// The pieces of a text, without gaps. Input methods type full-width braces, which are braces too.
pub(super) fn pieces(text: &str) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.get(from..) {
        let Some(found) = next_of(rest, &["{{", "｛｛"], usize::MAX) else { break };
        let start = from + found.start;
        let inside = from + found.end;
        if from < start {
            pieces.push(TextPiece::Text(from..start));
        }
        let after = text.get(inside..).unwrap_or_default();
        let Some(close) = next_of(after, &["}}", "｝｝"], MAX_PLACE) else {
            let text: String = after.chars().take(20).collect();
            let problem = PlaceProblem::Unclosed { text };
            pieces.push(TextPiece::Wrong { at: start..inside, problem });
            from = inside;
            continue;
        };
        let at = start..inside + close.end;
        let content = after.get(..close.start).unwrap_or_default().trim();
        from = at.end;
        pieces.push(place(at, content));
    }
    if from < text.len() {
        pieces.push(TextPiece::Text(from..text.len()));
    }
    pieces
}

/// The first of some marks in a text, if at most so many bytes stand before it. Nothing beyond is read: else a text with
/// many places would be read to its end for each of them.
fn next_of(text: &str, marks: &[&str], most: usize) -> Option<Range<usize>> {
    for (at, _) in text.char_indices() {
        if most < at {
            break;
        }
        let rest = text.get(at..)?;
        for mark in marks {
            if rest.starts_with(mark) {
                return Some(at..at + mark.len());
            }
        }
    }
    None
}

/// The piece that stands between braces.
fn place(at: Range<usize>, content: &str) -> TextPiece {
    let content = content.replace('＃', "#").replace('／', "/");
    if let Some(rest) = content.strip_prefix('#') {
        let mut words = rest.split_whitespace().peekable();
        if let Some(&("每" | "each")) = words.peek() {
            words.next();
        }
        let Some(list) = words.next() else {
            return TextPiece::Wrong { at, problem: PlaceProblem::Empty };
        };
        let mut filters = Vec::new();
        for word in words {
            match word.split_once(['=', '＝']) {
                Some((name, value)) => filters.push((name.to_owned(), value.to_owned())),
                None => {
                    let problem = PlaceProblem::Unknown { written: word.to_owned(), nearest: None };
                    return TextPiece::Wrong { at, problem };
                }
            }
        }
        return TextPiece::Begin { at, list: list.to_owned(), filters };
    }
    if content.starts_with('/') {
        return TextPiece::End { at };
    }
    if content.is_empty() {
        return TextPiece::Wrong { at, problem: PlaceProblem::Empty };
    }
    TextPiece::Value { at, path: content }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn paths(text: &str) -> Vec<String> {
        let mut paths = Vec::new();
        for piece in pieces(text) {
            match piece {
                TextPiece::Value { path, .. } => paths.push(path),
                TextPiece::Begin { list, filters, .. } => paths.push(format!("#{list}{filters:?}")),
                TextPiece::End { .. } => paths.push("/".to_owned()),
                TextPiece::Wrong { problem, .. } => paths.push(format!("{problem:?}")),
                TextPiece::Text(_) => {}
            }
        }
        paths
    }

    #[test]
    fn places_are_found_in_every_spelling() {
        assert_eq!(paths("甲{{ 学校.名称 }}乙{{term.name}}"), ["学校.名称", "term.name"]);
        assert_eq!(paths("｛｛学校.名称｝｝"), ["学校.名称"]);
        assert_eq!(
            paths("{{#每 活动 类型=送教}}{{序号}}{{/每}}"),
            ["#活动[(\"类型\", \"送教\")]", "序号", "/"]
        );
        assert_eq!(
            paths("{{#each visits}}{{/}}{{＃活动}}{{／每}}"),
            ["#visits[]", "/", "#活动[]", "/"]
        );
        assert_eq!(paths("{{ 学校"), ["Unclosed { text: \" 学校\" }"]);
        assert_eq!(paths("{{}}{ {a}} }}"), ["Empty"]);
    }

    proptest! {
        #[test]
        fn pieces_leave_no_gap(text in "[{}｛｝#/ a学.=]{0,40}") {
            let mut end = 0;
            for piece in pieces(&text) {
                prop_assert_eq!(piece.range().start, end);
                end = piece.range().end;
                prop_assert!(text.get(piece.range().clone()).is_some());
            }
            prop_assert_eq!(end, text.len());
        }
    }
}
