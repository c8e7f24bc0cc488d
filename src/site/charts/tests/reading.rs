//! Reads a drawing back: is it well-formed, and where does its text stand?

use crate::site::charts::pen::SIZES;
use crate::site::charts::width::ems;

/// A piece of text with the box it takes: left, top, right, bottom.
#[derive(Debug, Clone)]
#[expect(dead_code, reason = "the text is for the message of a failing test")]
pub(super) struct Words {
    pub(super) class: String,
    pub(super) text: String,
    pub(super) area: (f64, f64, f64, f64),
}

impl Words {
    pub(super) fn touches(&self, other: &Words) -> bool {
        let (a, b) = (self.area, other.area);
        a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
    }
}

/// Walks through the elements: every tag closed by its own, every attribute quoted, every `&` an entity.
/// Returns the attributes `(element, name, value)` and what is not well-formed, if anything.
pub(super) fn attributes(svg: &str) -> Result<Vec<(String, String, String)>, String> {
    let (mut open, mut found, mut rest) = (Vec::new(), Vec::new(), svg);
    while let Some(at) = rest.find('<') {
        plain(&rest[..at])?;
        let end = at + rest[at..].find('>').ok_or("a tag without an end")?;
        let tag = &rest[at + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop() != Some(name) {
                return Err(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |it| (it, true));
        let (name, mut list) = tag.split_once(' ').unwrap_or((tag, ""));
        if !alone {
            open.push(name);
        }
        while !list.is_empty() {
            let (key, after) = list.split_once("=\"").ok_or(format!("not quoted: {list}"))?;
            let (value, after) = after.split_once('"').ok_or(format!("no end: {after}"))?;
            plain(value)?;
            found.push((name.to_owned(), key.trim().to_owned(), value.to_owned()));
            list = after;
        }
    }
    if open.is_empty() && rest.is_empty() {
        Ok(found)
    } else {
        Err(format!("left: {open:?} {rest}"))
    }
}

fn plain(text: &str) -> Result<(), String> {
    let entity = |piece: &str| {
        ["amp;", "lt;", "gt;", "quot;", "#39;"].iter().any(|it| piece.starts_with(it))
    };
    let odd = text.contains(['<', '>', '"']) || text.chars().any(char::is_control);
    if odd || !text.split('&').skip(1).all(entity) {
        return Err(format!("not escaped: {text}"));
    }
    Ok(())
}

/// The width and the height of a drawing.
pub(super) fn size(svg: &str) -> (f64, f64) {
    let (_, rest) = svg.split_once("viewBox=\"0 0 ").unwrap();
    let (both, _) = rest.split_once('"').unwrap();
    let (width, height) = both.split_once(' ').unwrap();
    (width.parse().unwrap(), height.parse().unwrap())
}

/// Every piece of text with its box.
pub(super) fn words(svg: &str) -> Vec<Words> {
    let read = |piece: &str| {
        let (class, rest) = piece.split_once("\" x=\"").unwrap();
        let (x, rest) = rest.split_once("\" y=\"").unwrap();
        let (y, rest) = rest.split_once("\">").unwrap();
        let (text, _) = rest.split_once("</text>").unwrap();
        let text = text.rsplit_once("</title>").map_or(text, |it| it.1);
        let entities =
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let text = entities.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
        let px = SIZES.iter().find(|it| class.split(' ').any(|class| class == it.0)).unwrap().1;
        let (wide, x, y) = (ems(&text) * px, x.parse::<f64>().unwrap(), y.parse::<f64>().unwrap());
        let left = match class.rsplit(' ').next() {
            Some("m") => x - wide / 2.0,
            Some("e") => x - wide,
            _ => x,
        };
        let area = (left, y - px * 0.8, left + wide, y + px * 0.15);
        Words { class: class.to_owned(), text, area }
    };
    svg.split("<text class=\"").skip(1).map(read).collect()
}
