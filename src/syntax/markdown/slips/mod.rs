//! Slips of the input method: what was meant as Markdown and would be printed as it was typed.
//!
//! `！[现场](照片1.jpg)`, `＃ 标题`, `＊＊重点＊＊`, a table without its second line, rows pasted from Word
//! (docs/content-model.md §6). Code is left alone.

mod brackets;
mod fences;
mod lines;
mod slip;
mod stars;
mod tables;
#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::events::events;
use super::prepare::{PreparedText, prepare};
use super::span_map::SpanMap;
use slip::BodyLine;
pub use slip::{Slip, SlipKind};

/// Finds the slips of a body, in order.
#[must_use]
pub fn slips(body: &str) -> Vec<Slip> {
    if !may_have_slips(body) {
        return Vec::new();
    }
    let lines = lines(body);
    let mut slips = Vec::new();
    for line in &lines {
        brackets::find(line, &mut slips);
        stars::find(line, &mut slips);
        stars::find_open(line, &mut slips);
        lines::find(line, &mut slips);
    }
    lines::find_dashes(&lines, &mut slips);
    lines::find_underlines(&lines, &mut slips);
    fences::find(&lines, &mut slips);
    if memchr::memchr2(b'|', b'\t', body.as_bytes()).is_some() || body.contains(tables::LINES) {
        tables::find(&lines, &mut slips);
        tables::find_odd_rows(&lines, &mut slips);
    }
    words::find(body, &lines, &mut slips);
    let has_fence = lines.iter().any(|line| fences::is_fence(line.text));
    if slips.is_empty() && !has_fence {
        return slips;
    }
    let prepared = prepare(body);
    let blocks = ParsedBlocks::of(body, &prepared, &mut slips);
    drop_named_stars(body, &mut slips);
    slips.retain(|slip| match slip.kind {
        SlipKind::OpenFence | SlipKind::BlockName => true,
        SlipKind::OpenBold => {
            let stars = slip.range.start + body[slip.range.clone()].find("**").unwrap_or_default();
            is_within(&blocks.texts, stars) && !is_within(&blocks.code, stars)
        }
        SlipKind::ExtraCells | SlipKind::MissingCells | SlipKind::BelowTable => {
            is_within(&blocks.tables, slip.range.start)
        }
        SlipKind::Table | SlipKind::WideTable | SlipKind::DrawnTable | SlipKind::TabRows => {
            !is_within(&blocks.code, slip.range.start)
                && !is_within(&blocks.tables, slip.range.start)
        }
        _ => !is_within(&blocks.code, slip.range.start),
    });
    slips.sort_by_key(|slip| (slip.range.start, slip.range.end));
    let map = SpanMap::new(body, &prepared);
    for slip in &mut slips {
        slip.at = map.span_in_body(slip.range.start, slip.range.end);
    }
    slips
}

/// Where the Markdown parser finds what decides about slips.
#[derive(Default)]
struct ParsedBlocks {
    code: Vec<Range<usize>>,
    tables: Vec<Range<usize>>,
    /// What is printed as it is written.
    texts: Vec<Range<usize>>,
}

impl ParsedBlocks {
    /// Those of a body; blocks that are never closed are added to `slips`.
    fn of(body: &str, prepared: &PreparedText<'_>, slips: &mut Vec<Slip>) -> ParsedBlocks {
        let mut blocks = ParsedBlocks::default();
        for (event, range) in events(prepared) {
            let range = prepared.source_offset(range.start)..prepared.source_offset(range.end);
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    if matches!(&kind, CodeBlockKind::Fenced(_))
                        && let Some(slip) = fences::open(body, &range)
                    {
                        slips.push(slip);
                    }
                    if let CodeBlockKind::Fenced(info) = kind {
                        slips.extend(fences::misnamed(body, &range, &info));
                    }
                    blocks.code.push(range);
                }
                Event::Text(_) => blocks.texts.push(range),
                Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => blocks.code.push(range),
                Event::Start(Tag::Table(_)) => blocks.tables.push(range),
                _ => {}
            }
        }
        blocks
    }
}

/// Removes stars that are a part of another slip.
fn drop_named_stars(body: &str, slips: &mut Vec<Slip>) {
    let mut bold = Vec::new();
    for slip in slips.iter() {
        if matches!(slip.kind, SlipKind::Bold | SlipKind::SpacedBold) {
            bold.push(slip.range.clone());
        }
    }
    slips.retain(|slip| {
        let stars = slip.range.start + body[slip.range.clone()].find("**").unwrap_or_default();
        slip.kind != SlipKind::OpenBold || !is_within(&bold, stars)
    });
}

/// What only texts with slips hold, as a rule.
const SIGNS: [&str; 56] = [
    "＃",
    "＊＊",
    "*＊",
    "＊*",
    "｜",
    "－",
    "＞",
    "】",
    "］",
    "!(",
    "！（",
    "｀｀｀",
    "···",
    "‘‘",
    "’’",
    "‘’",
    "’‘",
    "'''",
    "´´´",
    "““",
    "””",
    "“”",
    "！[",
    "#######",
    "g]",
    "G]",
    "g》",
    "G》",
    "]（",
    "] (",
    "```",
    "~~~",
    "\n---",
    ")[",
    "）[",
    "==",
    "++",
    "～～",
    "[^",
    "│",
    "┃",
    "║",
    "︱",
    "∣",
    "¦",
    "+-",
    "┌",
    "├",
    "╔",
    "\u{fffd}",
    "锟斤拷",
    "\n*",
    "\n+",
    "\u{3000}#",
    "][",
    "! [",
];

/// The bytes with which [`SIGNS`] begin.
static BEGINNINGS: [bool; 256] = {
    let mut beginnings = [false; 256];
    let mut sign = 0;
    while sign < SIGNS.len() {
        beginnings[SIGNS[sign].as_bytes()[0] as usize] = true;
        sign += 1;
    }
    beginnings
};

/// Whether bytes begin with one of the [`SIGNS`]. Each of them has two bytes at least, and most bytes differ in these.
fn begins_with_sign(bytes: &[u8]) -> bool {
    let [first, second, ..] = bytes else { return false };
    for sign in SIGNS {
        let sign = sign.as_bytes();
        if sign[0] == *first && sign[1] == *second && bytes.starts_with(sign) {
            return true;
        }
    }
    false
}

/// Whether a text holds one of the [`SIGNS`].
fn holds_sign(bytes: &[u8]) -> bool {
    let may_begin = |byte: &u8| BEGINNINGS.get(usize::from(*byte)).copied().unwrap_or_default();
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(may_begin) {
        rest = rest.get(at..).unwrap_or_default();
        let is_usual = match rest {
            // A full-width bracket begins a sign only before a square one.
            [0xef, 0xbc, 0x89, after, ..] => *after != b'[',
            // ，：；、。
            [0xef, 0xbc, 0x8c | 0x9a | 0x9b, ..] | [0xe3, 0x80, 0x81 | 0x82, ..] => true,
            _ => false,
        };
        if !is_usual && begins_with_sign(rest) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// Whether a body holds signs of slips. Most bodies hold none, and their lines need not be looked at.
fn may_have_slips(body: &str) -> bool {
    let bytes = body.as_bytes();
    let is_heading_without_space = |at: usize| {
        let after = bytes.get(at + 1).copied().unwrap_or(b' ');
        !matches!(after, b'#' | b' ' | b'\t' | b'\r' | b'\n')
    };
    let is_dash_without_space = |at: usize| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        matches!(before, None | Some(b'\n' | b' ' | b'\t' | b'>' | 0x80..))
            && bytes.get(at + 1).is_some_and(|after| !after.is_ascii())
    };
    let is_star_by_space = |at: usize| {
        let is_space = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_whitespace);
        let is_wide = bytes.get(at + 2..).is_some_and(|rest| rest.starts_with(&[0xe3, 0x80, 0x80]));
        let before = bytes.get(..at).unwrap_or_default();
        let ends_bold = || {
            let line = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
            memchr::memchr(b'*', before.get(line..).unwrap_or_default()).is_some()
        };
        // The first stars of a line, as in `- **重点**`, begin bold text: a space before them is right.
        is_space(before.last()) && ends_bold() || is_space(bytes.get(at + 2)) || is_wide
    };
    memchr::memchr2(b'|', b'\t', bytes).is_some()
        || memchr::memchr_iter(b'#', bytes).any(is_heading_without_space)
        || memchr::memchr_iter(b'-', bytes).any(is_dash_without_space)
        || memchr::memmem::find_iter(bytes, b"**").any(is_star_by_space)
        || memchr::memmem::find(bytes, b"**").is_some() && body.lines().any(stars::may_be_open)
        || holds_sign(bytes)
        || body.contains("](") && body.contains('）')
        || words::holds_pasted(body)
        || has_broken_picture(body)
}

/// Whether a picture has only one pair of brackets in its line, or a bracket that nothing closes.
fn has_broken_picture(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr::memmem::find_iter(bytes, b"![").any(|at| {
        let rest = bytes.get(at..).unwrap_or_default();
        let near = rest.get(..MAX_PICTURE.min(rest.len())).unwrap_or_default();
        let has = |sign: &[u8]| memchr::memmem::find(near, sign);
        let end = match memchr::memchr(b'\n', near) {
            Some(end) => end,
            None if near.len() < MAX_PICTURE => near.len(),
            None => return false,
        };
        let is_before_end = |found: Option<usize>| found.is_some_and(|found| found < end);
        !(is_before_end(has(b"](")) && is_before_end(has(b")")))
    })
}

/// The most bytes from the beginning of a picture to the end of its line. What is longer is not looked at here, so that
/// many pictures in one line take no time.
const MAX_PICTURE: usize = 500;

/// The lines of a body.
fn lines(body: &str) -> Vec<BodyLine<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let is_before = |ch: char| matches!(ch, ' ' | '\t' | '\u{3000}' | '\u{A0}' | '>');
        let text = line.trim_start_matches(is_before);
        let before = &line[..line.len() - text.len()];
        let is_deep = before.ends_with("    ") || before.ends_with('\t');
        let wide_indent = match before.find(['\u{3000}', '\u{A0}']) {
            Some(at) => before.len() - at,
            None => 0,
        };
        let text = text.trim_end();
        lines.push(BodyLine { start: start + before.len(), text, is_deep, wide_indent });
        start += line.len();
    }
    lines
}

/// Whether an offset is in one of the ranges, which are in the order of their starts.
fn is_within(ranges: &[Range<usize>], at: usize) -> bool {
    let after = ranges.partition_point(|range| range.start <= at);
    // A range may lie within another one: the last few are looked at.
    ranges[..after].iter().rev().take(4).any(|range| range.contains(&at))
}
