//! A record: its fences and its YAML are repaired, its text only loses what nobody sees.

use super::fences::{Parts, is_fence, parts};
use super::invisible::stripped;
use super::{Change, Options, Piece, punct, yaml};

/// A `.md` with its YAML repaired, and what was changed.
pub(super) fn repaired(text: &str, options: Options) -> Piece {
    match parts(text) {
        // Its fields may stand in it unfenced: a wide colon would spoil them.
        Parts::Text | Parts::Unclear => body(text, 1, false),
        Parts::Both { yaml, fence, body: at } => {
            let line_at = |at: usize| 1 + text[..at].matches('\n').count() as u32;
            let mut whole = Piece::default();
            for piece in [
                fenced(&text[..yaml], 1),
                yaml::repaired(&text[yaml..fence], line_at(yaml)),
                fenced(&text[fence..at], line_at(fence)),
                body(&text[at..], line_at(at), options.punct),
            ] {
                whole.text.push_str(&piece.text);
                whole.changes.extend(piece.changes);
                whole.left = whole.left.or(piece.left);
            }
            whole
        }
    }
}

/// Blank lines and a fence: it becomes `---`.
fn fenced(text: &str, first_line: u32) -> Piece {
    let mut piece = body(text, first_line, false);
    let ended = piece.text.strip_suffix('\n').unwrap_or(&piece.text);
    let begin = ended.rfind('\n').map_or(0, |it| it + 1);
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
        piece.changes.extend(lines.into_iter().map(|it| Change::Punct { line: first_line + it }));
        piece.text = wide;
    }
    piece
}
