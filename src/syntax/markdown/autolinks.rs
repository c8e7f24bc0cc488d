//! Bare web addresses in texts → links, as people expect of `详见https://edu.example/a?b=1。`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::chars::without_marks;
use super::href::{AddressKind, address_kind};

/// An event of the parser and its range in the text.
type ParsedEvent<'a> = (Event<'a>, Range<usize>);

/// Replaces each bare web address outside links, images and code by a link. `source` is the text that was parsed.
pub(super) fn with_autolinks<'a>(
    events: Vec<ParsedEvent<'a>>,
    source: &'a str,
) -> Vec<ParsedEvent<'a>> {
    let addresses = addresses(source);
    if addresses.is_empty() {
        return events;
    }
    let mut linker = Linker { source, linked: Vec::with_capacity(events.len() + 8) };
    let mut closed = 0_usize;
    let mut index = 0;
    while let Some((event, range)) = events.get(index) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                closed = closed.saturating_sub(1);
            }
            Event::Text(text) if closed == 0 && text.len() == range.len() => {
                if let Some(next) = linker.link_texts(&events, index, &addresses) {
                    index = next;
                    continue;
                }
            }
            _ => {}
        }
        linker.linked.push(events[index].clone());
        index += 1;
    }
    linker.linked
}

struct Linker<'a> {
    source: &'a str,
    linked: Vec<ParsedEvent<'a>>,
}

impl<'a> Linker<'a> {
    /// Links the addresses that begin in the text at `index`; returns the index of the first event that was not used,
    /// `None` if there are none.
    fn link_texts(
        &mut self,
        events: &[ParsedEvent<'a>],
        index: usize,
        addresses: &[Range<usize>],
    ) -> Option<usize> {
        let (mut from, mut index) = (events[index].1.start, index);
        let first = addresses.partition_point(|address| address.start < from);
        let mut is_linked = false;
        for address in &addresses[first..] {
            if events[index].1.end <= address.start {
                break;
            }
            let Some(last) = last_of_address(events, index, address.end) else { continue };
            self.push_text(from..address.start);
            self.push_link(address);
            (from, index, is_linked) = (address.end, last, true);
            let (Event::Text(text), range) = &events[last] else { break };
            if text.len() != range.len() {
                // The end of an escaped character, which is no slice of the source: nothing of it is left over.
                from = range.end;
            }
        }
        if !is_linked {
            return None;
        }
        self.push_text(from..events[index].1.end);
        Some(index + 1)
    }

    fn push_text(&mut self, range: Range<usize>) {
        if let Some(text) = self.source.get(range.clone())
            && !text.is_empty()
        {
            self.linked.push((Event::Text(CowStr::from(text)), range));
        }
    }

    fn push_link(&mut self, range: &Range<usize>) {
        let written = self.source.get(range.clone()).unwrap_or_default();
        let address = CowStr::from(unescaped(&without_marks(written)));
        let link = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: address.clone(),
            title: CowStr::from(""),
            id: CowStr::from(""),
        };
        self.linked.push((Event::Start(link), range.clone()));
        self.linked.push((Event::Text(address), range.clone()));
        self.linked.push((Event::End(TagEnd::Link), range.clone()));
    }
}

/// The index of the text in which an address ends that begins in the text at `index`. `None` if something other than
/// text and whole emphasis stands between: `_` within an address is no emphasis.
fn last_of_address(events: &[ParsedEvent<'_>], index: usize, end: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, (event, range)) in events.get(index..)?.iter().enumerate() {
        match event {
            Event::Text(_) if depth == 0 && end <= range.end => return Some(index + offset),
            Event::Text(_) if range.end <= end => {}
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => depth += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {
                depth = depth.checked_sub(1)?;
                if depth == 0 && end <= range.end {
                    return (range.end == end).then_some(index + offset);
                }
            }
            _ => return None,
        }
    }
    None
}

/// The ranges of the bare web addresses of a text, in order.
fn addresses(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(offset) = source.get(from..).and_then(|rest| rest.find("://")) {
        let colon = from + offset;
        from = colon + "://".len();
        let Some(start) = scheme_start(source, colon) else { continue };
        let end = from + length_of_rest(&source[from..]);
        let is_host = source[from..end].starts_with(|ch: char| ch.is_ascii_alphanumeric());
        if is_host && address_kind(&source[start..end]) == AddressKind::Web {
            found.push(start..end);
        }
        from = end;
    }
    found
}

/// Where `http` or `https` before the colon begins, unless it is the end of another word.
fn scheme_start(source: &str, colon: usize) -> Option<usize> {
    let before = &source.as_bytes()[..colon];
    for scheme in ["https", "http"] {
        let Some(start) = colon.checked_sub(scheme.len()) else { continue };
        if before[start..].eq_ignore_ascii_case(scheme.as_bytes()) {
            let is_whole =
                start == 0 || !matches!(before[start - 1], b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z');
            return is_whole.then_some(start);
        }
    }
    None
}

/// The length of an address after `://`: up to a space, a sign that no address holds, or Chinese text; without the
/// punctuation of the sentence around it.
fn length_of_rest(rest: &str) -> usize {
    let is_part = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"`|{}^".contains(byte);
    let bytes = rest.as_bytes();
    let mut end = bytes.iter().take_while(|byte| is_part(byte)).count();
    let count = |sign: u8| bytes[..end].iter().filter(|byte| **byte == sign).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    while let Some(last) = end.checked_sub(1).map(|at| bytes[at]) {
        match last {
            b'?' | b'!' | b'.' | b',' | b':' | b';' | b'*' | b'_' | b'~' | b'\'' | b'[' | b']'
            | b'(' | b'\\' => {}
            b')' if 0 < unopened => unopened -= 1,
            _ => break,
        }
        end -= 1;
    }
    end
}

/// An address without the escapes of Markdown: `a\_b`, `&amp;`.
fn unescaped(address: &str) -> String {
    let mut plain = String::with_capacity(address.len());
    let mut chars = address.chars().peekable();
    while let Some(ch) = chars.next() {
        let is_escape = ch == '\\' && chars.peek().is_some_and(char::is_ascii_punctuation);
        if !is_escape {
            plain.push(ch);
        }
    }
    plain.replace("&amp;", "&")
}
