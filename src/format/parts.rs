//! Formats a record: repairs its fences and its YAML, and removes invisible characters and certain slips from its text.

use super::changes::{Change, Options, Piece};
use super::fences::{Parts, is_fence, parts};
use super::invisible::stripped;
use super::labels::LabelSet;
use super::{punct, yaml};
use crate::syntax::markdown::{self, SlipKind};

/// A `.md` with its fences and YAML repaired.
pub(super) fn repaired(text: &str, options: Options) -> Piece {
    match parts(text) {
        // Its fields may be in it without fences: wide marks would spoil them.
        Parts::Text | Parts::Unclear => visible(text, 1),
        Parts::Both { yaml, fence, body: at } => {
            let mut whole = Piece::default();
            for piece in [
                fenced(&text[..yaml], 1),
                yaml::repaired(&text[yaml..fence], line_of(text, yaml), LabelSet::Record),
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
    let mut piece = visible(text, first_line);
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

/// A text without invisible characters.
fn visible(text: &str, first_line: u32) -> Piece {
    let mut piece = Piece::default();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let clean = stripped(line);
        if clean.len() < line.len() {
            piece.changes.push(Change::Invisible { line: first_line + number as u32 });
        }
        piece.text.push_str(&clean);
    }
    piece
}

/// The text of a record without invisible characters and certain slips, with full-width marks if asked for.
fn body(text: &str, first_line: u32, widen: bool) -> Piece {
    let mut piece = visible(text, first_line);
    // A repaired fence changes what the lines below it are, so slips are sought again.
    for _ in 0..MOST_ROUNDS {
        let Some((repaired, lines)) = without_slips(&piece.text) else { break };
        piece.text = repaired;
        piece
            .changes
            .extend(lines.into_iter().map(|line| Change::Markdown { line: first_line + line }));
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

/// How often slips are sought in one text.
const MOST_ROUNDS: usize = 8;

/// The text with its certain slips repaired, and their lines from 0; `None` if it has none. Of fences and other slips
/// the fences come first.
fn without_slips(text: &str) -> Option<(String, Vec<u32>)> {
    let mut slips = markdown::slips(text);
    slips.retain(|slip| slip.is_certain);
    if slips.iter().any(|slip| slip.kind == SlipKind::Fence) {
        slips.retain(|slip| slip.kind == SlipKind::Fence);
    }
    let (mut out, mut copied, mut lines) = (String::new(), 0, Vec::new());
    for slip in slips {
        let Some(before) = text.get(copied..slip.range.start) else { continue };
        out.push_str(before);
        out.push_str(&slip.write);
        copied = slip.range.end;
        lines.push(slip.at.line - 1);
    }
    out.push_str(text.get(copied..)?);
    (!lines.is_empty()).then_some((out, lines))
}
