//! Pictures and links in full-width brackets, or with a space between the brackets.

use super::super::href::{AddressKind, address_kind};
use super::super::marks::names_file;
use super::slip::{BodyLine, Slip, SlipKind};
use crate::syntax::ascii::is_digits;
use crate::syntax::file_name::names_picture;

/// The most bytes between round brackets that are taken for an address.
const MAX_ADDRESS: usize = 250;
/// The most spaces between the brackets.
const MAX_GAP: usize = 2;

/// What stands around a text in square brackets and an address in round ones.
struct Brackets<'a> {
    /// What stands before the first bracket: `!`, `！` or nothing.
    exclamation: Option<char>,
    /// Whether only white space stands before them.
    is_first: bool,
    /// Whether the square brackets are `[` and `]`.
    is_square: bool,
    /// Whether all of it is as Markdown wants it.
    is_right: bool,
    label: &'a str,
    address: &'a str,
}

/// Finds pictures and links in one line.
pub(super) fn find(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    bare_pictures(line, slips);
    misbracketed_pictures(line, slips);
    reversed(line, slips);
    if !text.contains([']', '】', '］']) {
        return;
    }
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut skip_to = 0;
    for (at, ch) in text.char_indices() {
        match ch {
            _ if at < skip_to => {}
            '[' | '【' | '［' => open.push((at, ch)),
            ']' | '】' | '］' => {
                let Some((from, first)) = open.pop() else { continue };
                let Some((brackets, end)) = read(text, from, first, at, ch) else { continue };
                let before = brackets.exclamation.map_or(0, char::len_utf8);
                if let Some((kind, is_certain)) = judge(&brackets) {
                    let write = written(&brackets, kind);
                    let range = line.start + from - before..line.start + end;
                    slips.push(Slip::new(kind, range, write, is_certain));
                    skip_to = end;
                }
            }
            _ => {}
        }
    }
}

/// Finds pictures with two pairs of square brackets, `![现场][照片.jpg]`, or with a space behind the sign, `! [现场](照片.jpg)`.
fn misbracketed_pictures(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    for (at, _) in text.match_indices('!') {
        let behind = &text[at + 1..];
        let inner = behind.trim_start_matches(' ');
        let gap = behind.len() - inner.len();
        let Some(inner) = inner.strip_prefix('[') else { continue };
        let Some((label, rest)) = inner.split_once(']') else { continue };
        let closing = match rest.chars().next() {
            Some('[') if gap == 0 => ']',
            Some('(') if 0 < gap && text[..at].trim().is_empty() => ')',
            _ => continue,
        };
        let Some((address, after)) = rest[1..].split_once(closing) else { continue };
        let is_near = label.len() + address.len() <= MAX_ADDRESS;
        if is_near && names_picture(address.trim()) {
            let range = line.start + at..line.start + text.len() - after.len();
            let write = format!("![{}]({})", label.trim(), address.trim());
            slips.push(Slip::new(SlipKind::Image, range, write, false));
        }
    }
}

/// Finds pictures in one pair of brackets: `![照片.jpg]`, `！（照片.jpg）`.
fn bare_pictures(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    for (at, sign) in text.match_indices(['!', '！']) {
        let Some(rest) = text.get(at + sign.len()..) else { continue };
        let Some(first) = rest.chars().next() else { continue };
        let Some(inner) = rest.get(first.len_utf8()..) else { continue };
        let closing: &[char] = match first {
            '[' | '【' | '［' => &[']', '】', '］'],
            '(' | '（' => &[')', '）'],
            _ => continue,
        };
        let near = inner.char_indices().take_while(|(at, _)| *at <= MAX_ADDRESS);
        let Some((length, last)) = near.into_iter().find(|(_, ch)| closing.contains(ch)) else {
            continue;
        };
        let (name, after) = (&inner[..length], &inner[length + last.len_utf8()..]);
        let goes_on = after.trim_start().starts_with(['(', '（', '[', ':', '：']);
        // `![[照片.jpg]]`, as some note programs write it.
        let is_double = name.starts_with('[') && after.starts_with(']');
        let name = if is_double { name.trim_start_matches('[').trim() } else { name.trim() };
        let after = if is_double { &after[1..] } else { after };
        if goes_on || !names_picture(name) {
            continue;
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let end = text.len() - after.len();
        let range = line.start + at..line.start + end;
        slips.push(Slip::new(SlipKind::Image, range, format!("![{stem}]({name})"), false));
    }
}

/// Finds links whose brackets are the wrong way round: `(教育局)[https://…]`.
fn reversed(line: &BodyLine<'_>, slips: &mut Vec<Slip>) {
    let text = line.text;
    for sign in [")[", "）["] {
        for (at, _) in text.match_indices(sign) {
            let (before, inner) = (&text[..at], &text[at + sign.len()..]);
            let mut near = before.char_indices().rev().take(MAX_ADDRESS);
            let open = near.find(|(_, ch)| matches!(ch, '(' | '（'));
            let close = inner.char_indices().take(MAX_ADDRESS).find(|(_, ch)| *ch == ']');
            let (Some((open, bracket)), Some((length, _))) = (open, close) else { continue };
            let (address, after) = (inner[..length].trim(), &inner[length + 1..]);
            let label = before[open + bracket.len_utf8()..].trim();
            let is_of_link = before[..open].ends_with(']') || after.starts_with(['(', '[']);
            let leads = address_kind(address) == AddressKind::Web || names_file(address);
            if label.is_empty() || is_of_link || !leads {
                continue;
            }
            let range = line.start + open..line.start + text.len() - after.len();
            slips.push(Slip::new(SlipKind::Link, range, format!("[{label}]({address})"), false));
        }
    }
}

/// Reads the brackets around `label`, and where they end; `None` if no round brackets follow.
fn read(
    text: &str,
    from: usize,
    first: char,
    at: usize,
    last: char,
) -> Option<(Brackets<'_>, usize)> {
    let before = text.get(..from)?;
    let exclamation = before.chars().next_back().filter(|ch| matches!(ch, '!' | '！'));
    let outside = before.len() - exclamation.map_or(0, char::len_utf8);
    let rest = text.get(at + last.len_utf8()..)?;
    let gap = rest.len() - rest.trim_start_matches(' ').len();
    let opening = rest[gap..].chars().next().filter(|ch| matches!(ch, '(' | '（'))?;
    let inner = &rest[gap + opening.len_utf8()..];
    let (length, closing) = match length_in_brackets(inner) {
        Some(found) => found,
        // The bracket behind the name of a picture was forgotten.
        None if exclamation.is_some()
            && inner.len() <= MAX_ADDRESS
            && names_picture(inner.trim()) =>
        {
            (inner.len(), ' ')
        }
        None => return None,
    };
    let address = inner.get(..length)?;
    let is_square = (first, last) == ('[', ']');
    let brackets = Brackets {
        exclamation,
        is_first: before[..outside].trim().is_empty(),
        is_square,
        is_right: is_square
            && gap == 0
            && (opening, closing) == ('(', ')')
            && exclamation != Some('！'),
        label: text.get(from + first.len_utf8()..at)?.trim(),
        address: address.trim(),
    };
    let end = (text.len() - inner.len() + length + closing.len_utf8()).min(text.len());
    (gap <= MAX_GAP).then_some((brackets, end))
}

/// The length of the text up to the bracket that closes the one before it, and that bracket.
fn length_in_brackets(inner: &str) -> Option<(usize, char)> {
    let mut depth = 0_usize;
    for (at, ch) in inner.char_indices() {
        match ch {
            _ if MAX_ADDRESS < at => return None,
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some((at, ch)),
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether brackets are a slip, what they were meant to be, and whether that is certain.
fn judge(brackets: &Brackets<'_>) -> Option<(SlipKind, bool)> {
    if brackets.is_right {
        return None;
    }
    let address = brackets.address;
    let is_page = address_kind(address) == AddressKind::Web;
    let is_file = names_file(address) || is_page;
    match brackets.exclamation {
        Some('!') if brackets.is_square => Some((SlipKind::Image, is_file)),
        Some(_) if names_picture(address) => Some((SlipKind::Image, true)),
        Some(_) if brackets.is_first => Some((SlipKind::Image, false)),
        Some(_) => None,
        // `[1] (https://…)` is a reference, `[x] (a.pdf)` a task, 【来源】（https://…） prose.
        None if !is_file || brackets.label.len() <= 1 => None,
        None if is_digits(brackets.label) => None,
        None if brackets.label.starts_with('^') => None,
        None if !brackets.is_square && is_page => None,
        None => Some((SlipKind::Link, true)),
    }
}

/// The brackets as Markdown wants them.
fn written(brackets: &Brackets<'_>, kind: SlipKind) -> String {
    let sign = if kind == SlipKind::Image { "!" } else { "" };
    let Brackets { label, address, .. } = brackets;
    let needs_angles = address.contains([' ', '（', '(']) && !names_file(address);
    match needs_angles {
        true => format!("{sign}[{label}](<{address}>)"),
        false => format!("{sign}[{label}]({address})"),
    }
}
