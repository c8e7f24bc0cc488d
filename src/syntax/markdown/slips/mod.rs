//! Slips of the input method: what was meant as Markdown and would be printed as it was typed.
//!
//! `！[现场](照片1.jpg)`, `＃ 标题`, `＊＊重点＊＊`, a table without its second line, rows pasted from Word
//! (docs/content-model.md §6). Code is left alone.

mod brackets;
mod fences;
mod lines;
mod stars;
mod tables;
#[cfg(test)]
mod tests;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::events::events;
use super::prepare::prepare;
use super::span_map::{BodySpan, SpanMap};

/// What a slip was meant to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SlipKind {
    /// A picture: `！[现场](照片1.jpg)`, `![现场]（照片1.jpg）`.
    Image,
    /// A link to a file or a page: `[教案]（教案.docx）`.
    Link,
    /// A heading: `＃ 标题`, `#标题`.
    Heading,
    /// Bold text: `＊＊重点＊＊`.
    Bold,
    /// A table whose second line is missing or does not fit.
    Table,
    /// A table with full-width lines between its cells: `｜甲｜乙｜`.
    WideTable,
    /// Rows of cells between tabs, as Word and Excel paste them.
    TabRows,
    /// A list: `－ 家访`, `-家访`.
    List,
    /// A quotation: `＞ 原文`.
    Quote,
    /// The line above or below a block: `‘‘‘chart`, `···`.
    Fence,
    /// A block that is never closed.
    OpenFence,
}

/// Something that was meant as Markdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// What it was meant to be.
    pub kind: SlipKind,
    /// Its bytes in the body, within one line.
    pub range: Range<usize>,
    /// Its place.
    pub at: BodySpan,
    /// What to write instead; of a table, what to write as its first and second line.
    pub write: String,
    /// Whether `write` may replace the range without asking.
    pub is_certain: bool,
}

impl Slip {
    fn new(kind: SlipKind, range: Range<usize>, write: String, is_certain: bool) -> Slip {
        Slip { kind, range, at: BodySpan::default(), write, is_certain }
    }
}

/// A line of a body.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    /// Where its text begins in the body.
    start: usize,
    /// Its text, without the white space and the `>` before it and without white space at its end.
    text: &'a str,
    /// Whether four or more columns of white space stand before it.
    is_deep: bool,
}

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
        lines::find(line, &mut slips);
    }
    lines::find_dashes(&lines, &mut slips);
    fences::find(&lines, &mut slips);
    if memchr::memchr2(b'|', b'\t', body.as_bytes()).is_some() || body.contains('｜') {
        tables::find(&lines, &mut slips);
    }
    let has_fence = lines.iter().any(|line| fences::is_fence(line.text));
    if slips.is_empty() && !has_fence {
        return slips;
    }
    let prepared = prepare(body);
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut parsed_tables: Vec<Range<usize>> = Vec::new();
    for (event, range) in events(&prepared) {
        let range = prepared.source_offset(range.start)..prepared.source_offset(range.end);
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                if matches!(kind, CodeBlockKind::Fenced(_))
                    && let Some(slip) = fences::open(body, &range)
                {
                    slips.push(slip);
                }
                code.push(range);
            }
            Event::Code(_) | Event::Html(_) | Event::InlineHtml(_) => code.push(range),
            Event::Start(Tag::Table(_)) => parsed_tables.push(range),
            _ => {}
        }
    }
    slips.retain(|slip| match slip.kind {
        SlipKind::OpenFence => true,
        SlipKind::Table | SlipKind::WideTable | SlipKind::TabRows => {
            !is_within(&code, slip.range.start) && !is_within(&parsed_tables, slip.range.start)
        }
        _ => !is_within(&code, slip.range.start),
    });
    slips.sort_by_key(|slip| (slip.range.start, slip.range.end));
    let map = SpanMap::new(body, &prepared);
    for slip in &mut slips {
        slip.at = map.span_in_body(slip.range.start, slip.range.end);
    }
    slips
}

/// Whether a body holds any of the signs that slips have.
fn may_have_slips(body: &str) -> bool {
    let bytes = body.as_bytes();
    memchr::memchr3(b'|', b'\t', b']', bytes).is_some()
        || memchr::memchr3(b'#', b'`', b'~', bytes).is_some()
        || body.starts_with('-')
        || body.contains("\n-")
        || body.contains(['＃', '＊', '｜', '－', '＞', '】', '｀', '·', '‘', '’', '´', '“', '\''])
}

/// The lines of a body.
fn lines(body: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let is_before = |ch: char| matches!(ch, ' ' | '\t' | '\u{3000}' | '\u{A0}' | '>');
        let text = line.trim_start_matches(is_before);
        let before = &line[..line.len() - text.len()];
        let is_deep = before.ends_with("    ") || before.ends_with('\t');
        lines.push(Line { start: start + before.len(), text: text.trim_end(), is_deep });
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
