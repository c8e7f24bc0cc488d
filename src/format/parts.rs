//! Formats a record: repairs its fences and its YAML, and removes invisible characters from its text.

use super::changes::{Change, Options, Piece};
use super::fences::{Parts, is_fence, parts};
use super::invisible::stripped;
use super::{punct, yaml};

/// A `.md` with its fences and YAML repaired.
pub(super) fn repaired(text: &str, options: Options) -> Piece {
    match parts(text) {
        // Its fields may be in it without fences: wide marks would spoil them.
        Parts::Text | Parts::Unclear => body(text, 1, false),
        Parts::Both { yaml, fence, body: at } => {
            let mut whole = Piece::default();
            for piece in [
                fenced(&text[..yaml], 1),
                yaml::repaired(&text[yaml..fence], line_of(text, yaml)),
                fenced(&text[fence..at], line_of(text, fence)),
                body(&text[at..], line_of(text, at), options.punct),
            ] {
                whole.text.push_str(&piece.text);
                whole.changes.extend(piece.changes);
                whole.left = whole.left.or(piece.left);
            }
            whole
        }
    }
}

/// The line of a place, from 1.
fn line_of(text: &str, at: usize) -> u32 {
    1 + text[..at].matches('\n').count() as u32
}

/// Blank lines and a fence, which becomes `---`.
fn fenced(text: &str, first_line: u32) -> Piece {
    let mut piece = body(text, first_line, false);
    let ended = piece.text.strip_suffix('\n').unwrap_or(&piece.text);
    let begin = ended.rfind('\n').map_or(0, |end| end + 1);
    if !is_fence(&ended[begin..]) {
        let end = &piece.text[ended.len()..];
        let line = first_line + piece.text[..begin].matches('\n').count() as u32;
        piece.text = [&piece.text[..begin], "---", end].concat();
        piece.changes.push(Change::Fence { line });
    }
    piece
}

/// A text without invisible characters, with full-width marks if asked for.
fn body(text: &str, first_line: u32, widen: bool) -> Piece {
    let mut piece = Piece::default();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let clean = stripped(line);
        if clean.len() < line.len() {
            piece.changes.push(Change::Invisible { line: first_line + number as u32 });
        }
        piece.text.push_str(&clean);
    }
    if widen {
        let (wide, lines) = punct::widened(&piece.text);
        for line in lines {
            piece.changes.push(Change::Punct { line: first_line + line });
        }
        piece.text = wide;
    }
    piece
}
