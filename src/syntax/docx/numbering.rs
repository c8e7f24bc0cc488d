//! `numbering.xml`: the numbers that Word prints before the items of a list, which are no text of the document.

use std::collections::BTreeMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::WordMarker;
use super::package::WordError;
use crate::syntax::xml::{local_attribute, local_name};

/// The levels of a list.
const LEVELS: usize = 9;
/// The highest number that is written; a list that begins higher is none.
const MAX_NUMBER: u32 = 99_999;

/// The lists of a document, and how far each is counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels of each kind of list, by its id.
    kinds: BTreeMap<String, Vec<ListLevel>>,
    /// The kind of each list, by the list's id.
    lists: BTreeMap<String, String>,
    /// How far each kind is counted, level by level.
    counts: BTreeMap<String, [u32; LEVELS]>,
}

/// How the items of a level are numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
struct ListLevel {
    format: String,
    /// Such as `%1、`.
    text: String,
    start: u32,
}

impl Default for ListLevel {
    fn default() -> ListLevel {
        ListLevel { format: "decimal".to_owned(), text: String::new(), start: 1 }
    }
}

/// The element that is open while the part is read.
#[derive(Default)]
struct OpenList {
    kind: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

impl Numbering {
    /// Reads `numbering.xml`.
    pub(super) fn read(xml: &str) -> Result<Numbering, WordError> {
        let mut numbering = Numbering::default();
        let mut open = OpenList::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().or(Err(WordError::Unreadable))? {
                Event::Eof => return Ok(numbering),
                Event::DocType(_) => return Err(WordError::DocumentType),
                Event::Start(tag) | Event::Empty(tag) => numbering.add(&tag, &mut open),
                Event::End(tag) => match local_name(tag.name().as_ref()) {
                    "abstractNum" => open.kind = None,
                    "num" => open.list = None,
                    "lvl" => open.level = None,
                    _ => {}
                },
                _ => {}
            }
        }
    }

    fn add(&mut self, tag: &BytesStart<'_>, open: &mut OpenList) {
        let named = |name| local_attribute(tag, name).unwrap_or_default();
        match local_name(tag.name().as_ref()) {
            "abstractNum" => open.kind = Some(named("abstractNumId")),
            "num" => open.list = Some(named("numId")),
            "abstractNumId" => {
                if let Some(list) = &open.list {
                    self.lists.insert(list.clone(), named("val"));
                }
            }
            "lvl" => open.level = named("ilvl").parse().ok().filter(|level| *level < LEVELS),
            "numFmt" | "lvlText" | "start" => {
                let (Some(kind), Some(level)) = (&open.kind, open.level) else { return };
                let levels = self.kinds.entry(kind.clone()).or_default();
                while levels.len() <= level {
                    levels.push(ListLevel::default());
                }
                let Some(level) = levels.get_mut(level) else { return };
                match local_name(tag.name().as_ref()) {
                    "numFmt" => level.format = named("val"),
                    "lvlText" => level.text = named("val").chars().take(40).collect(),
                    _ => level.start = named("val").parse().unwrap_or(1).min(MAX_NUMBER),
                }
            }
            _ => {}
        }
    }

    /// What stands before the next item of a list; `None` when there is no such list, as `0` says that there is none.
    pub(super) fn next(&mut self, list: &str, depth: usize) -> Option<WordMarker> {
        let kind = self.lists.get(list)?;
        let levels = self.kinds.get(kind)?;
        let level = levels.get(depth)?;
        if level.format == "bullet" {
            return Some(WordMarker::Bullet { depth });
        }
        let counts = self.counts.entry(kind.clone()).or_insert([0; LEVELS]);
        let count = counts.get_mut(depth)?;
        *count = if *count == 0 { level.start } else { (*count + 1).min(MAX_NUMBER) };
        for deeper in counts.iter_mut().skip(depth + 1) {
            *deeper = 0;
        }
        if level.format == "none" {
            return None;
        }
        let mut text = level.text.clone();
        for (index, (level, count)) in levels.iter().zip(counts.iter()).enumerate() {
            let number = formatted(&level.format, (*count).max(level.start));
            text = text.replace(&format!("%{}", index + 1), &number);
        }
        Some(WordMarker::Number { depth, text })
    }
}

/// A number as a list prints it.
fn formatted(format: &str, number: u32) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCountingThousand"
        | "taiwaneseCounting"
        | "japaneseCounting"
        | "ideographTraditional" => han_number(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if (1..=20).contains(&number) => {
            char::from_u32(0x2460 + number - 1).unwrap_or('①').to_string()
        }
        "lowerLetter" | "upperLetter" if (1..=26).contains(&number) => {
            let first = if format == "upperLetter" { b'A' } else { b'a' };
            char::from(first + (number - 1) as u8).to_string()
        }
        "lowerRoman" if number < 40 => roman(number),
        "upperRoman" if number < 40 => roman(number).to_uppercase(),
        _ => number.to_string(),
    }
}

/// `12` → `十二`; from a hundred in digits.
fn han_number(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: u32| DIGITS.get(digit as usize).copied().unwrap_or_default();
    match number {
        0 => "〇".to_owned(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number - 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
        _ => number.to_string(),
    }
}

fn roman(number: u32) -> String {
    let mut rest = number;
    let mut text = String::new();
    for (value, letters) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while value <= rest {
            text.push_str(letters);
            rest -= value;
        }
    }
    text
}
