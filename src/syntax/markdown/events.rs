//! Prepared text → the parser's events with their places, and what several readers of them need.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Heading;
use super::chars::{MARK, begins_indented, joins};
use super::prepare::Prepared;
use super::slug::Anchors;

/// An event and its place in the prepared text.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// Parses a prepared body.
pub(super) fn events<'a>(prepared: &'a Prepared<'_>) -> Vec<Placed<'a>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let parser = Parser::new_ext(prepared.text(), options).into_offset_iter();
    if prepared.is_marked() {
        parser.map(|(event, at)| (unmarked(event), at)).collect()
    } else {
        parser.collect()
    }
}

/// Takes the marks of `prepare` out of everything that is text.
fn unmarked(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Text(it) => Event::Text(clean(it)),
        Event::Code(it) => Event::Code(clean(it)),
        Event::Html(it) => Event::Html(clean(it)),
        Event::InlineHtml(it) => Event::InlineHtml(clean(it)),
        Event::FootnoteReference(it) => Event::FootnoteReference(clean(it)),
        Event::Start(Tag::FootnoteDefinition(it)) => {
            Event::Start(Tag::FootnoteDefinition(clean(it)))
        }
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(it))) => {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(clean(it))))
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

/// What a line break inside a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Between two Chinese characters: nothing.
    Joined,
    /// Between words: a space.
    Space,
    /// Before a line that was typed with an indent: a new paragraph.
    Paragraph,
}

/// What the soft break at `at` is, seen through the ends and starts of emphasis and links beside it.
pub(super) fn soft_break(events: &[Placed<'_>], at: usize) -> Break {
    let before = events[..at].iter().rev().find_map(|(it, _)| side(it)).and_then(|it| it);
    let after = events[at + 1..].iter().find_map(|(it, _)| side(it)).and_then(|it| it);
    let (Some(before), Some(after)) = (before, after) else { return Break::Space };
    if begins_indented(after) {
        return Break::Paragraph;
    }
    let after = after.trim_start_matches(super::chars::is_indent);
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) if joins(before, after) => Break::Joined,
        _ => Break::Space,
    }
}

/// The text of an event; none to look on past it; `Some(None)` where there is no text beside the break.
fn side<'e>(event: &'e Event<'_>) -> Option<Option<&'e str>> {
    match event {
        Event::Text(it) if it.is_empty() => None,
        Event::Text(it) | Event::Code(it) | Event::InlineHtml(it) => Some(Some(it)),
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
            None
        }
        _ => Some(None),
    }
}

/// The plain text from `from` up to the end of the tag opened just before it, and the place of that end.
pub(super) fn plain_text(events: &[Placed<'_>], from: usize) -> (String, usize) {
    let (mut text, mut depth) = (String::new(), 0usize);
    for (at, (event, _)) in events.iter().enumerate().skip(from) {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return (text.trim().to_owned(), at),
            Event::End(_) => depth -= 1,
            Event::Text(it) | Event::Code(it) | Event::InlineHtml(it) => text.push_str(it),
            Event::SoftBreak if soft_break(events, at) == Break::Joined => {}
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    (text.trim().to_owned(), events.len())
}

/// The headings of a body in order, with the places of their first events. The page's title is its only `h1`: the
/// outermost headings of a body are `h2` however many `#` they have, and no level is left out on the way down, so that
/// what is read aloud has one outline.
pub(super) fn headings(events: &[Placed<'_>]) -> Vec<(Heading, usize)> {
    let mut anchors = Anchors::default();
    let mut found = Vec::new();
    let mut outer: Vec<HeadingLevel> = Vec::new();
    for (at, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::Heading { level, .. }) = event {
            while outer.pop_if(|it| *it >= *level).is_some() {}
            outer.push(*level);
            let (text, _) = plain_text(events, at + 1);
            let id = anchors.give(&text);
            let level = u8::try_from(outer.len() + 1).unwrap_or(6).min(6);
            found.push((Heading { level, id, text }, at));
        }
    }
    found
}
