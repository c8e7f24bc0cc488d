//! Reads a drawing back: is it well-formed, and where is its text?

use crate::site::charts::svg_writer::NARROWEST;
use crate::site::charts::text_style::SIZES;
use crate::site::charts::width::ems;

/// A piece of text with its bounds: left, top, right, bottom.
#[derive(Debug, Clone)]
#[expect(dead_code, reason = "the text is for the message of a failing test")]
pub(super) struct PlacedText {
    pub(super) class: String,
    pub(super) text: String,
    pub(super) bounds: (f64, f64, f64, f64),
}

impl PlacedText {
    pub(super) fn overlaps(&self, other: &PlacedText) -> bool {
        let (a, b) = (self.bounds, other.bounds);
        a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
    }
}

/// Parses the elements: every tag is closed by its own, every attribute is quoted, every `&` is an entity.
/// Returns the attributes (element, name, value), or what is not well-formed.
pub(super) fn attributes(svg: &str) -> Result<Vec<(String, String, String)>, String> {
    let (mut open, mut attributes, mut rest) = (Vec::new(), Vec::new(), svg);
    while let Some(start) = rest.find('<') {
        check_escaped(&rest[..start])?;
        let end = start + rest[start..].find('>').ok_or("a tag without an end")?;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, is_empty) = match tag.strip_suffix('/') {
            Some(tag) => (tag, true),
            None => (tag, false),
        };
        let (name, mut list) = tag.split_once(' ').unwrap_or((tag, ""));
        if !is_empty {
            open.push(name);
        }
        while !list.is_empty() {
            let (key, after) = list.split_once("=\"").ok_or(format!("not quoted: {list}"))?;
            let (value, after) = after.split_once('"').ok_or(format!("no end: {after}"))?;
            check_escaped(value)?;
            attributes.push((name.to_owned(), key.trim().to_owned(), value.to_owned()));
            list = after;
        }
    }
    if open.is_empty() && rest.is_empty() {
        Ok(attributes)
    } else {
        Err(format!("left: {open:?} {rest}"))
    }
}

fn check_escaped(text: &str) -> Result<(), String> {
    const ENTITIES: [&str; 5] = ["amp;", "lt;", "gt;", "quot;", "#39;"];
    let mut is_escaped = !text.contains(['<', '>', '"']) && !text.chars().any(char::is_control);
    for after in text.split('&').skip(1) {
        is_escaped &= ENTITIES.iter().any(|entity| after.starts_with(entity));
    }
    if is_escaped { Ok(()) } else { Err(format!("not escaped: {text}")) }
}

/// The width and the height of a drawing; of one that fits any screen, on the narrowest.
pub(super) fn size(svg: &str) -> (f64, f64) {
    if let Some((_, rest)) = svg.split_once(" fluid") {
        let (_, rest) = rest.split_once("height=\"").unwrap();
        return (narrowest(svg), rest.split('"').next().unwrap().parse().unwrap());
    }
    let (_, rest) = svg.split_once("viewBox=\"0 0 ").unwrap();
    let (both, _) = rest.split_once('"').unwrap();
    let (width, height) = both.split_once(' ').unwrap();
    (width.parse().unwrap(), height.parse().unwrap())
}

/// The least width of a drawing that fits any screen: one that is too wide scrolls, and its class says how wide it is.
fn narrowest(svg: &str) -> f64 {
    let Some((_, rest)) = svg.split_once(" over w") else { return NARROWEST };
    rest.split(['"', ' ']).next().unwrap().parse::<f64>().unwrap() * 100.0
}

/// Every piece of text with its bounds.
pub(super) fn placed_texts(svg: &str) -> Vec<PlacedText> {
    let width = narrowest(svg);
    svg.split("<text class=\"").skip(1).map(|element| placed_text(element, width)).collect()
}

/// Parses a text element from its class on; `wide` is the width of the chart.
fn placed_text(element: &str, wide: f64) -> PlacedText {
    let (class, rest) = element.split_once("\" x=\"").unwrap();
    let (across, rest) = rest.split_once("\" y=\"").unwrap();
    let (anchor, shift) = across.split_once("\" dx=\"").unwrap_or((across, "0"));
    let shift: f64 = shift.parse().unwrap();
    let x = match anchor.strip_suffix('%') {
        Some(share) => share.parse::<f64>().unwrap() * wide / 100.0 + shift,
        None => anchor.parse::<f64>().unwrap() + shift,
    };
    let (y, rest) = rest.split_once("\">").unwrap();
    let (text, _) = rest.split_once("</text>").unwrap();
    let mut text = match text.rsplit_once("</title>") {
        Some((_, text)) => text.to_owned(),
        None => text.to_owned(),
    };
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    for (entity, ch) in entities {
        text = text.replace(entity, ch);
    }
    let classes: Vec<&str> = class.split(' ').collect();
    let (_, px) = SIZES.into_iter().find(|(size, _)| classes.contains(size)).unwrap();
    let (width, y) = (ems(&text) * px, y.parse::<f64>().unwrap());
    let left = match classes.last() {
        Some(&"m") => x - width / 2.0,
        Some(&"e") => x - width,
        _ => x,
    };
    let bounds = (left, y - px * 0.8, left + width, y + px * 0.15);
    PlacedText { class: class.to_owned(), text, bounds }
}
