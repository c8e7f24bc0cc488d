//! Prepared text → the events of the parser with their ranges, and what all readers of events need.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Heading;
use super::chars::{MARK, begins_indented, is_indent, joins};
use super::prepare::PreparedText;
use super::slug::AnchorSet;

/// An event and its range in the prepared text.
pub(super) type SpannedEvent<'a> = (Event<'a>, Range<usize>);

/// Parses a prepared body.
pub(super) fn events<'a>(prepared: &'a PreparedText<'_>) -> Vec<SpannedEvent<'a>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(prepared.text(), options).into_offset_iter();
    if prepared.is_marked() {
        parser.map(|(event, range)| (unmarked(event), range)).collect()
    } else {
        parser.collect()
    }
}

/// Removes the marks of `prepare` from the texts of an event.
fn unmarked(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(text) => Event::Text(clean(text)),
        Event::Code(text) => Event::Code(clean(text)),
        Event::Html(text) => Event::Html(clean(text)),
        Event::InlineHtml(text) => Event::InlineHtml(clean(text)),
        Event::FootnoteReference(text) => Event::FootnoteReference(clean(text)),
        Event::Start(Tag::FootnoteDefinition(text)) => {
            Event::Start(Tag::FootnoteDefinition(clean(text)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(text))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(text))))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (clean(dest_url), clean(title));
            Event::Start(Tag::Link { link_type, dest_url, title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title) = (clean(dest_url), clean(title));
            Event::Start(Tag::Image { link_type, dest_url, title, id })
        }
        other => other,
    }
}

fn clean(text: CowStr<'_>) -> CowStr<'_> {
    if text.contains(MARK) { text.replace(MARK, "").into() } else { text }
}

/// What a line break within a paragraph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// Nothing, between two Chinese characters.
    Joined,
    /// A space between words.
    Space,
    /// A new paragraph, before a line that was typed with an indent.
    Paragraph,
}

/// What the soft break at `index` stands for. Emphasis and links that begin or end next to it do not count.
pub(super) fn soft_break(events: &[SpannedEvent<'_>], index: usize) -> LineBreak {
    let before = events[..index].iter().rev().map(|(event, _)| neighbour(event));
    let after = events[index + 1..].iter().map(|(event, _)| neighbour(event));
    let (Neighbour::Text(before), Neighbour::Text(after)) = (visible(before), visible(after))
    else {
        return LineBreak::Space;
    };
    if begins_indented(after) {
        return LineBreak::Paragraph;
    }
    let after = after.trim_start_matches(is_indent);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) if joins(before, after) => LineBreak::Joined,
        _ => LineBreak::Space,
    }
}

/// What is next to a line break.
#[derive(Clone, Copy)]
enum Neighbour<'e> {
    Text(&'e str),
    /// The beginning or end of emphasis or of a link: what is beyond it counts.
    Invisible,
    Other,
}

fn neighbour<'e>(event: &'e Event<'_>) -> Neighbour<'e> {
    match event {
        Event::Text(text) if text.is_empty() => Neighbour::Invisible,
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => Neighbour::Text(text),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
            Neighbour::Invisible
        }
        _ => Neighbour::Other,
    }
}

/// The first of the neighbours that is not invisible.
fn visible<'e>(mut neighbours: impl Iterator<Item = Neighbour<'e>>) -> Neighbour<'e> {
    neighbours
        .find(|neighbour| !matches!(neighbour, Neighbour::Invisible))
        .unwrap_or(Neighbour::Other)
}

/// The plain text from `start` to the end of the tag that was opened just before it, and the index of that end.
pub(super) fn plain_text(events: &[SpannedEvent<'_>], start: usize) -> (String, usize) {
    let (mut text, mut depth) = (String::new(), 0usize);
    for (index, (event, _)) in events.iter().enumerate().skip(start) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return (text.trim().to_owned(), index),
            Event::End(_) => depth -= 1,
            Event::Text(part) | Event::Code(part) | Event::InlineHtml(part) => text.push_str(part),
            Event::SoftBreak if soft_break(events, index) == LineBreak::Joined => {}
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    (text.trim().to_owned(), events.len())
}

/// The content of a code block whose first event is at `start`, and the index of its end.
pub(super) fn code_content(events: &[SpannedEvent<'_>], start: usize) -> (String, usize) {
    let mut content = String::new();
    let mut end = start;
    while let Some((Event::Text(text), _)) = events.get(end) {
        content.push_str(text);
        end += 1;
    }
    (content, end)
}

/// Whether an event of `Strikethrough` strikes text out. A single `~` does not: people write ranges with it
/// (`63%~68%`).
pub(super) fn is_strikethrough((_, range): &SpannedEvent<'_>, source: &str) -> bool {
    source.get(range.clone()).is_some_and(|text| text.starts_with("~~"))
}

/// The headings of a body, with the indexes of their first events. The title of the page is its only `h1`: the
/// outermost headings of a body are `h2` however many `#` they have, and no level is skipped on the way down, so that
/// screen readers find one outline.
pub(super) fn headings(events: &[SpannedEvent<'_>]) -> Vec<(Heading, usize)> {
    let mut anchors = AnchorSet::default();
    let mut headings = Vec::new();
    let mut outer: Vec<HeadingLevel> = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            while outer.pop_if(|above| *above >= *level).is_some() {}
            outer.push(*level);
            let (text, _) = plain_text(events, index + 1);
            let id = anchors.unique_anchor(&text);
            let level = u8::try_from(outer.len() + 1).unwrap_or(6).min(6);
            headings.push((Heading { level, id, text }, index));
        }
    }
    headings
}
