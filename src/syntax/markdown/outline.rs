//! Body → what the checks need of it, with spans.

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::events::{code_content, events, headings};
use super::href::clean;
use super::prepare::prepare;
use super::span_map::{BodySpan, SpanMap};
use super::{Heading, LinkKind};

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineLink {
    /// Its address, as [`super::render`] passes it to `resolve`.
    pub href: String,
    /// Whether it is a link or an image.
    pub kind: LinkKind,
    /// The span of the address, or of the link when the address is written elsewhere.
    pub at: BodySpan,
}

/// A heading and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineHeading {
    /// Its level, anchor and text.
    pub heading: Heading,
    /// Its span.
    pub at: BodySpan,
}

/// A fenced code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FencedBlock {
    /// The text after the fence, such as `chart`.
    pub info: String,
    /// The lines between the fences.
    pub content: String,
    /// The line of the first fence; the content begins on the next one.
    pub line: u32,
}

/// What a body contains other than text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outline {
    /// Links and images.
    pub links: Vec<OutlineLink>,
    /// HTML, which is shown as text.
    pub raw_html: Vec<BodySpan>,
    /// Headings.
    pub headings: Vec<OutlineHeading>,
    /// Fenced blocks.
    pub blocks: Vec<FencedBlock>,
    /// Images without a description for people who cannot see them.
    pub images_without_alt: Vec<BodySpan>,
}

/// Reads a body for the checks.
#[must_use]
pub fn outline(body: &str) -> Outline {
    let prepared = prepare(body);
    let events = events(&prepared);
    let spans = SpanMap::new(body, &prepared);
    let mut outline = Outline::default();
    for (heading, index) in headings(&events) {
        outline.headings.push(OutlineHeading { heading, at: spans.span(&events[index].1) });
    }
    let mut open_images: Vec<(BodySpan, bool)> = Vec::new();
    let mut begins_html = false;
    for (index, (event, range)) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let href = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => clean(dest_url),
                };
                let at = spans.span_of_address(range, dest_url);
                outline.links.push(OutlineLink { href, kind: LinkKind::Link, at });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let (href, at) = (clean(dest_url), spans.span_of_address(range, dest_url));
                outline.links.push(OutlineLink { href, kind: LinkKind::Image, at });
                open_images.push((spans.span(range), false));
            }
            Event::End(TagEnd::Image) => {
                let Some((span, has_alt)) = open_images.pop() else { continue };
                if let Some((_, outer_has_alt)) = open_images.last_mut() {
                    *outer_has_alt |= has_alt;
                }
                if !has_alt {
                    outline.images_without_alt.push(span);
                }
            }
            Event::Text(text) | Event::Code(text) => {
                if let Some((_, has_alt)) = open_images.last_mut() {
                    *has_alt |= !text.trim().is_empty();
                }
            }
            // A block of HTML is reported once, at its first line.
            Event::Start(Tag::HtmlBlock) => begins_html = true,
            Event::End(TagEnd::HtmlBlock) => begins_html = false,
            Event::Html(_) if begins_html => {
                outline.raw_html.push(spans.span(range));
                begins_html = false;
            }
            Event::InlineHtml(_) => outline.raw_html.push(spans.span(range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let (content, _) = code_content(&events, index + 1);
                let (info, line) = (info.trim().to_owned(), spans.span(range).line);
                outline.blocks.push(FencedBlock { info, content, line });
            }
            _ => {}
        }
    }
    outline.images_without_alt.sort_unstable();
    outline
}
