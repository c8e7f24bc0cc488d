//! Body → what the checks need of it, with places.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::events::{Placed, events, headings};
use super::href::clean;
use super::prepare::{Prepared, prepare};
use super::{Heading, LinkKind};

/// A stretch of a body's line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct At {
    /// The line of the body, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
    /// How many characters it has in that line.
    pub len: u32,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkAt {
    /// Its address, as [`super::render`] gives it to `resolve`.
    pub href: String,
    /// Which of the two.
    pub kind: LinkKind,
    /// Where the address stands; of one that is written elsewhere, where the link stands.
    pub at: At,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingAt {
    /// Its level, anchor and text.
    pub heading: Heading,
    /// Where it stands.
    pub at: At,
}

/// A fenced block with a word behind its fence, such as `chart`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockAt {
    /// What stands behind the fence.
    pub info: String,
    /// What stands inside.
    pub content: String,
    /// The line of the fence; the content begins on the next.
    pub line: u32,
}

/// What a body holds besides text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Links and images.
    pub links: Vec<LinkAt>,
    /// HTML, which is shown as text.
    pub raw_html: Vec<At>,
    /// Headings.
    pub headings: Vec<HeadingAt>,
    /// Fenced blocks.
    pub blocks: Vec<BlockAt>,
    /// Images that say nothing to those who cannot see them.
    pub images_without_alt: Vec<At>,
}

/// Reads a body for the checks.
#[must_use]
pub fn outline(body: &str) -> Outline {
    let prepared = prepare(body);
    let events = events(&prepared);
    let places = Places::new(body, &prepared);
    let mut found = Outline::default();
    for (heading, event) in headings(&events) {
        found.headings.push(HeadingAt { heading, at: places.at(&events[event].1) });
    }
    let mut images: Vec<(At, bool)> = Vec::new();
    let mut in_html = false;
    for (number, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let href = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => clean(dest_url),
                };
                let at = places.of_href(range, dest_url);
                found.links.push(LinkAt { href, kind: LinkKind::Link, at });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let at = places.of_href(range, dest_url);
                found.links.push(LinkAt { href: clean(dest_url), kind: LinkKind::Image, at });
                images.push((places.at(range), false));
            }
            Event::End(TagEnd::Image) => {
                let Some((at, has_alt)) = images.pop() else { continue };
                if let Some(outer) = images.last_mut() {
                    outer.1 |= has_alt;
                }
                if !has_alt {
                    found.images_without_alt.push(at);
                }
            }
            Event::Text(it) | Event::Code(it) => {
                if let Some(image) = images.last_mut() {
                    image.1 |= !it.trim().is_empty();
                }
            }
            Event::Start(Tag::HtmlBlock) => in_html = true,
            Event::End(TagEnd::HtmlBlock) => in_html = false,
            Event::Html(_) if in_html => {
                found.raw_html.push(places.at(range));
                in_html = false; // a block is told once, at its first line
            }
            Event::InlineHtml(_) => found.raw_html.push(places.at(range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let content = block_content(&events[number + 1..]);
                let line = places.at(range).line;
                found.blocks.push(BlockAt { info: info.trim().to_owned(), content, line });
            }
            _ => {}
        }
    }
    found.images_without_alt.sort_unstable();
    found
}

fn block_content(events: &[Placed<'_>]) -> String {
    let texts = events.iter().map_while(|(event, _)| match event {
        Event::Text(it) => Some(it.as_ref()),
        _ => None,
    });
    texts.collect()
}

/// Places in the prepared text → lines and columns of the body.
struct Places<'a> {
    body: &'a str,
    prepared: &'a Prepared<'a>,
    lines: Vec<usize>,
    /// How many characters stand before each 256th byte, so that a very long line is not counted again and again.
    counts: Vec<usize>,
}

const STEP: usize = 256;
/// An address is looked for in so many bytes at its link's end.
const WINDOW: usize = 4096;

impl<'a> Places<'a> {
    fn new(body: &'a str, prepared: &'a Prepared<'a>) -> Places<'a> {
        let ends = body.match_indices('\n').map(|(at, _)| at + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        let mut counts = vec![0];
        for piece in body.as_bytes().chunks(STEP) {
            counts.push(counts[counts.len() - 1] + starts(piece));
        }
        Places { body, prepared, lines, counts }
    }

    fn at(&self, range: &Range<usize>) -> At {
        self.in_body(self.prepared.source_of(range.start), self.prepared.source_of(range.end))
    }

    /// Where the address stands in its link.
    fn of_href(&self, range: &Range<usize>, href: &str) -> At {
        let start = self.prepared.source_of(range.start);
        let end = self.prepared.source_of(range.end);
        let from = self.body.ceil_char_boundary(start.max(end.saturating_sub(WINDOW)));
        let link = self.body.get(from..end).unwrap_or_default();
        match link.rfind(href).filter(|_| !href.is_empty()) {
            Some(at) => self.in_body(from + at, from + at + href.len()),
            None => self.in_body(start, end),
        }
    }

    fn in_body(&self, start: usize, end: usize) -> At {
        let line = self.lines.partition_point(|it| *it <= start).max(1);
        let line_end = self.lines.get(line).map_or(self.body.len(), |it| it - 1);
        let shown = self.body.get(start..end.min(line_end)).unwrap_or_default().trim_end();
        At {
            line: line as u32,
            col: (self.chars_before(start) - self.chars_before(self.lines[line - 1]) + 1) as u32,
            len: (self.chars_before(start + shown.len()) - self.chars_before(start)) as u32,
        }
    }

    fn chars_before(&self, at: usize) -> usize {
        let step = at / STEP;
        self.counts[step] + starts(&self.body.as_bytes()[step * STEP..at])
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xC0 != 0x80).count()
}
