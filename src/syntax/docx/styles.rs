//! `styles.xml`: which styles are headings, which number their paragraphs, and which hide their text.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::package::WordError;
use crate::syntax::xml::{local_attribute, local_name};

/// How many styles may rest on each other.
const MAX_BASED: usize = 12;
/// The most styles that are read; a document that was copied about for years has some thousand.
const MAX_STYLES: usize = 100_000;

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles(BTreeMap<String, ParagraphStyle>);

/// What a style says of its paragraphs.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct ParagraphStyle {
    /// The level of a heading.
    pub(super) level: Option<u8>,
    /// The id of its numbering.
    pub(super) numbering: Option<String>,
    /// The depth in it, from 0.
    pub(super) depth: Option<usize>,
    /// Whether its text is hidden.
    pub(super) hides: Option<bool>,
    based_on: Option<String>,
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn read(xml: &str) -> Result<Styles, WordError> {
        let mut styles = BTreeMap::new();
        let mut open: Option<(String, ParagraphStyle)> = None;
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().or(Err(WordError::Unreadable))? {
                Event::Eof => return Ok(Styles(styles)),
                Event::DocType(_) => return Err(WordError::DocumentType),
                Event::Start(tag) | Event::Empty(tag) => {
                    if local_name(tag.name().as_ref()) == "style" {
                        let id = local_attribute(&tag, "styleId").unwrap_or_default();
                        open = Some((id, ParagraphStyle::default()));
                    } else if let Some((_, style)) = &mut open {
                        style.add(&tag);
                    }
                }
                Event::End(tag) if local_name(tag.name().as_ref()) == "style" => {
                    if let Some((id, style)) = open.take()
                        && styles.len() < MAX_STYLES
                    {
                        styles.insert(id, style);
                    }
                }
                _ => {}
            }
        }
    }

    /// What a style says, with what it inherits.
    pub(super) fn of(&self, id: &str) -> ParagraphStyle {
        let mut style = ParagraphStyle::default();
        let mut next = Some(id);
        for _ in 0..MAX_BASED {
            let Some(found) = next.and_then(|id| self.0.get(id)) else { break };
            style.level = style.level.or(found.level);
            if style.numbering.is_none() {
                style.numbering.clone_from(&found.numbering);
            }
            style.depth = style.depth.or(found.depth);
            style.hides = style.hides.or(found.hides);
            next = found.based_on.as_deref();
        }
        style
    }
}

impl ParagraphStyle {
    fn add(&mut self, tag: &BytesStart<'_>) {
        let value = local_attribute(tag, "val").unwrap_or_default();
        match local_name(tag.name().as_ref()) {
            "name" => self.level = level_of_name(&value).or(self.level),
            "basedOn" => self.based_on = Some(value),
            "outlineLvl" => self.level = self.level.or(level_of_outline(&value)),
            "numId" => self.numbering = Some(value),
            "ilvl" => self.depth = value.parse().ok(),
            "vanish" => self.hides = Some(!matches!(value.as_str(), "0" | "false" | "off")),
            _ => {}
        }
    }
}

/// The level of a heading, by the name of its style: `heading 1`, `标题 1`, `Title`.
fn level_of_name(name: &str) -> Option<u8> {
    let lower = name.trim().to_lowercase();
    if matches!(lower.as_str(), "title" | "标题") {
        return Some(0);
    }
    let number = lower.strip_prefix("heading").or(lower.strip_prefix("标题"))?;
    number.trim().parse().ok().filter(|level| (1..=9).contains(level))
}

/// The level of a heading, by its level in the outline: from 0, and 9 is no heading.
pub(super) fn level_of_outline(value: &str) -> Option<u8> {
    let level: u8 = value.parse().ok()?;
    (level < 9).then_some(level + 1)
}
