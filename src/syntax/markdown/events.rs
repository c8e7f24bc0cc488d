//! Prepared text → the events of the parser with their ranges, and what all readers of events need.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::Heading;
use super::autolinks::with_autolinks;
use super::chars::{begins_indented, is_indent, joins, without_marks};
use super::form_lines::{HEADING_BELOW, LINE_START, begins_form_line, ends_line, is_typed_heading};
use super::line_pairs::LinesAround;
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
    let events = with_autolinks(parser.collect(), prepared.text());
    if prepared.is_marked() {
        events.into_iter().map(|(event, range)| (unmarked(event), range)).collect()
    } else {
        events
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
    match without_marks(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(clean) => clean.into(),
    }
}

/// What a line break within a paragraph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LineBreak {
    /// Nothing, between two Chinese characters.
    Joined,
    /// A space between words.
    Space,
    /// A line break, as in a form: `活动时间：…⏎活动地点：…`.
    Kept,
    /// A new paragraph, before a line that was typed with an indent.
    Paragraph,
}

/// What the soft break at `index` stands for. Emphasis and links that begin or end next to it do not count.
pub(super) fn soft_break(events: &[SpannedEvent<'_>], index: usize) -> LineBreak {
    let before = last_chars(&events[..index]);
    let is_whole = before.chars().count() < HEADING_BELOW;
    let after = first_chars(&events[index + 1..]);
    if begins_indented(&after) {
        return LineBreak::Paragraph;
    }
    let after = after.trim_start_matches(is_indent);
    if ends_line(&before) || begins_form_line(after) || is_whole && is_typed_heading(&before) {
        return LineBreak::Kept;
    }
    if lines_around(events, index).keeps_break() {
        return LineBreak::Kept;
    }
    match (before.chars().next_back(), after.chars().next()) {
        (Some(before), Some(after)) if joins(before, after) => LineBreak::Joined,
        _ => LineBreak::Space,
    }
}

/// The text that an event shows within its line; empty for emphasis, links and notes, `None` where the line ends or
/// shows something else.
fn text_in_line<'e>(event: &'e Event<'_>) -> Option<&'e str> {
    match event {
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) => Some(text),
        Event::FootnoteReference(_)
        | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
        | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {
            Some("")
        }
        _ => None,
    }
}

/// The lines around the break at `index`.
fn lines_around(events: &[SpannedEvent<'_>], index: usize) -> LinesAround {
    let (start, mut end) = (line_start(events, index), index + 1);
    while is_in_line(events, end) {
        end += 1;
    }
    let mut lines = LinesAround {
        above: String::new(),
        before: first_chars(&events[start..]),
        is_bold: is_bold(&events[start..index]),
        after: first_chars(&events[index + 1..]),
        below: String::new(),
    };
    if 0 < start && is_break(events, start - 1) {
        lines.above = first_chars(&events[line_start(events, start - 1)..]);
    }
    if is_break(events, end) {
        lines.below = first_chars(&events[end + 1..]);
    }
    lines
}

/// Whether these events are one bold text.
fn is_bold(events: &[SpannedEvent<'_>]) -> bool {
    matches!(
        events,
        [(Event::Start(Tag::Strong), _), (Event::Text(_), _), (Event::End(TagEnd::Strong), _)]
    )
}

fn is_break(events: &[SpannedEvent<'_>], at: usize) -> bool {
    matches!(events.get(at), Some((Event::SoftBreak | Event::HardBreak, _)))
}

fn is_in_line(events: &[SpannedEvent<'_>], at: usize) -> bool {
    matches!(events.get(at), Some((event, _)) if text_in_line(event).is_some())
}

/// The index of the first event of the line that ends before `end`.
fn line_start(events: &[SpannedEvent<'_>], end: usize) -> usize {
    let mut start = end;
    while 0 < start && is_in_line(events, start - 1) {
        start -= 1;
    }
    start
}

/// The first characters of the line that begins with these events.
fn first_chars(events: &[SpannedEvent<'_>]) -> String {
    let texts = events.iter().map_while(|(event, _)| text_in_line(event));
    texts.flat_map(str::chars).take(LINE_START).collect()
}

/// The last characters of the line that ends with these events.
fn last_chars(events: &[SpannedEvent<'_>]) -> String {
    let texts = events.iter().rev().map_while(|(event, _)| text_in_line(event));
    let chars = texts.flat_map(|text| text.chars().rev()).take(HEADING_BELOW);
    let mut last: Vec<char> = chars.collect();
    last.reverse();
    last.into_iter().collect()
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

/// The number of an item of a list: the one that was typed where that is greater than the next one, as in `5. …⏎7. …`.
pub(super) fn item_number((_, range): &SpannedEvent<'_>, source: &str, next: u64) -> u64 {
    let text = source.get(range.clone()).unwrap_or_default().trim_start();
    let digits = text.len() - text.trim_start_matches(char::is_numeric).len();
    let typed = text.get(..digits).unwrap_or_default().parse().unwrap_or(next);
    typed.max(next)
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
