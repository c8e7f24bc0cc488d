//! The elements and texts of XML, one after the other. What is not well formed is stepped over.

use std::borrow::Cow;

/// A piece of XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'x> {
    /// The beginning of an element: its name without a prefix, and its attributes.
    Open {
        name: &'x str,
        attributes: &'x str,
    },
    /// The end of an element; follows at once after one that is empty.
    Close(&'x str),
    Text(Cow<'x, str>),
}

/// Reads pieces from XML.
pub(crate) struct Pieces<'x> {
    rest: &'x str,
    /// The end of an empty element that was just read.
    pending: Option<&'x str>,
}

impl<'x> Pieces<'x> {
    pub(crate) fn new(xml: &'x str) -> Pieces<'x> {
        Pieces { rest: xml, pending: None }
    }

    /// What is between two marks, after the first of which the rest begins.
    fn until(&mut self, mark: &str) -> &'x str {
        match self.rest.split_once(mark) {
            Some((inside, rest)) => {
                self.rest = rest;
                inside
            }
            None => std::mem::take(&mut self.rest),
        }
    }
}

impl<'x> Iterator for Pieces<'x> {
    type Item = Piece<'x>;

    fn next(&mut self) -> Option<Piece<'x>> {
        if let Some(name) = self.pending.take() {
            return Some(Piece::Close(name));
        }
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let Some(tag) = self.rest.strip_prefix('<') else {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                let (text, rest) = self.rest.split_at(end);
                self.rest = rest;
                return Some(Piece::Text(unescaped(text)));
            };
            if let Some(rest) = tag.strip_prefix("![CDATA[") {
                self.rest = rest;
                return Some(Piece::Text(Cow::Borrowed(self.until("]]>"))));
            }
            if let Some(rest) = tag.strip_prefix("!--") {
                self.rest = rest;
                self.until("-->");
                continue;
            }
            self.rest = tag;
            let inside = self.until(">");
            if inside.starts_with(['?', '!']) {
                continue;
            }
            if let Some(name) = inside.strip_prefix('/') {
                return Some(Piece::Close(local(name.trim())));
            }
            let (inside, is_empty) = match inside.strip_suffix('/') {
                Some(inside) => (inside, true),
                None => (inside, false),
            };
            let end = inside.find(|ch: char| ch.is_ascii_whitespace()).unwrap_or(inside.len());
            let (name, attributes) = inside.split_at(end);
            let name = local(name);
            self.pending = is_empty.then_some(name);
            return Some(Piece::Open { name, attributes });
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, by its name with or without a prefix.
pub(crate) fn attribute<'x>(attributes: &'x str, wanted: &str) -> Option<Cow<'x, str>> {
    let mut rest = attributes;
    while let Some((name, value, next)) = next_attribute(rest) {
        if local(name) == wanted || name == wanted {
            return Some(unescaped(value));
        }
        rest = next;
    }
    None
}

/// The fewest bytes of a number of somebody.
const MIN_NUMBER: usize = 11;

/// The values of the attributes that readers see: what a picture shows, what a link leads to, what a sheet is called.
pub(super) fn seen_attributes(attributes: &str) -> Vec<Cow<'_, str>> {
    const SEEN: [&str; 10] = [
        "descr", "title", "name", "Target", "href", "tooltip", "display", "alt", "string", "author",
    ];
    let (mut values, mut rest) = (Vec::new(), attributes);
    while let Some((name, value, next)) = next_attribute(rest) {
        // Variables of documents and kept values of pivot tables; settings are shorter.
        let is_value = matches!(local(name), "val" | "v") && MIN_NUMBER <= value.len();
        if is_value || SEEN.contains(&local(name)) {
            values.push(unescaped(value));
        }
        rest = next;
    }
    values
}

/// The name and the value of the first attribute, and what follows.
fn next_attribute(attributes: &str) -> Option<(&str, &str, &str)> {
    let (name, after) = attributes.split_once('=')?;
    let after = after.trim_start();
    let quote = after.chars().next().filter(|ch| matches!(ch, '"' | '\''))?;
    let (value, next) = after.get(1..)?.split_once(quote)?;
    Some((name.trim(), value, next))
}

/// A text with its entities read.
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, entity)) = rest.split_once('&') {
        out.push_str(before);
        let end = entity.bytes().take(12).position(|byte| byte == b';');
        let Some((name, after)) =
            end.and_then(|end| Some((entity.get(..end)?, entity.get(end + 1..)?)))
        else {
            out.push('&');
            rest = entity;
            continue;
        };
        let ch = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(|number| {
                let code = match number.strip_prefix(['x', 'X']) {
                    Some(hex) => u32::from_str_radix(hex, 16),
                    None => number.parse(),
                };
                code.ok().and_then(char::from_u32)
            }),
        };
        out.extend(ch);
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}
