//! Slips within the text of a line: signs of other programs, references to notes that are not there, and what a
//! chat or a wrong encoding leaves.

use super::super::form_lines::is_han;
use super::slip::{BodyLine, Slip, SlipKind};

/// The most bytes between two signs, and of the name of a note.
const MAX_INSIDE: usize = 120;
/// What a text in GBK becomes when it is read as UTF-8 and saved.
const DAMAGED: [&str; 2] = ["\u{fffd}", "锟斤拷"];
/// What WeChat and QQ copy in place of a picture, a film, a recording or a file.
const PASTED: [&str; 5] = ["[图片]", "[视频]", "[语音]", "[文件]", "[动画表情]"];
/// The most damaged places that are reported of one body.
const MOST_DAMAGED: usize = 3;

/// Finds these slips in the lines of a body.
pub(super) fn find(body: &str, lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    let mut damaged = 0;
    for line in lines {
        other_signs(line, slips);
        pasted(line, slips);
        let at = DAMAGED.iter().filter_map(|sign| Some((line.text.find(sign)?, sign.len()))).min();
        if let Some((at, length)) = at.filter(|_| damaged < MOST_DAMAGED) {
            let start = line.start + at;
            slips.push(Slip::new(SlipKind::Damaged, start..start + length, String::new(), false));
            damaged += 1;
        }
    }
    if body.contains("[^") {
        notes(lines, slips);
    }
}

/// Finds text between signs that other programs read: `==重点==`, `++重点++`, `～～删去～～`.
fn other_signs(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    for (sign, wanted) in [("==", "**"), ("++", "**"), ("～～", "~~")] {
        let mut from = 0;
        while let Some(at) = line.text.get(from..).and_then(|rest| rest.find(sign)) {
            let open = from + at;
            from = open + sign.len();
            let Some(word) = word_before(&line.text[from..], sign) else { continue };
            let end = from + word.len() + sign.len();
            if is_marked(word) && (sign == "==" || is_apart(line.text, open, end)) {
                let write = format!("{wanted}{word}{wanted}");
                let range = line.start + open..line.start + end;
                slips.push(Slip::new(SlipKind::OtherSigns, range, write, false));
                from = end;
            }
        }
    }
}

/// The text before the next of the signs, if that is near.
fn word_before<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let near = text.get(..text.floor_char_boundary(MAX_INSIDE))?;
    near.get(..near.find(sign)?)
}

/// Whether signs may stand around a text to mark it.
fn is_marked(word: &str) -> bool {
    word.contains(is_han) && word.trim() == word && !word.starts_with(['=', '+', '～'])
}

/// Whether a text with its signs stands apart. `～～` is also a sign of good cheer: `谢谢～～辛苦了～～`.
fn is_apart(text: &str, open: usize, end: usize) -> bool {
    let (before, after) = (&text[..open], &text[end..]);
    !before.ends_with(char::is_alphanumeric) || after.starts_with(char::is_alphanumeric)
}

/// Whether a body may hold what a chat copies in place of a picture.
pub(super) fn holds_pasted(body: &str) -> bool {
    memchr::memchr_iter(b'[', body.as_bytes())
        .any(|at| PASTED.iter().any(|word| body[at..].starts_with(word)))
}

/// Finds what a chat copies in place of a picture; a link with such a text is a link.
fn pasted(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    if !line.text.contains('[') {
        return;
    }
    for word in PASTED {
        for (at, found) in line.text.match_indices(word) {
            let before = &line.text[..at];
            let after = &line.text[at + found.len()..];
            let is_link = after.starts_with(['(', '（', '[', ':', '：']);
            if !is_link && !before.ends_with(['!', '！', '\\', ']']) {
                let range = line.start + at..line.start + at + found.len();
                slips.push(Slip::new(SlipKind::Pasted, range, String::new(), false));
            }
        }
    }
}

/// Finds references to notes that the body does not have.
fn notes(lines: &[BodyLine<'_>], slips: &mut Vec<Slip>) {
    let (mut known, mut references) = (Vec::new(), Vec::new());
    for line in lines {
        let text = line.text;
        let mut from = 0;
        while let Some(open) = text.get(from..).and_then(|rest| rest.find("[^")).map(|at| from + at)
        {
            let inside = &text[open + 2..];
            let near = inside.get(..inside.floor_char_boundary(MAX_INSIDE)).unwrap_or_default();
            from = open + 2;
            let Some(length) = near.find(']') else { continue };
            let (name, after) = (&inside[..length], &inside[length + 1..]);
            // `[^_^]` is a face.
            let is_name = name.contains(char::is_alphanumeric);
            if !is_name || name.contains(char::is_whitespace) || name.contains('[') {
                continue;
            }
            if open == 0 && after.starts_with([':', '：']) {
                known.push(name);
            } else {
                references.push((name, line.start + open..line.start + open + length + 3));
            }
        }
    }
    known.sort_unstable();
    for (name, range) in references {
        if known.binary_search(&name).is_err() {
            let write = format!("[^{name}]: ");
            slips.push(Slip::new(SlipKind::OpenNote, range, write, false));
        }
    }
}
