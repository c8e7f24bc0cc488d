//! The keys of a map → the fields they name, and what is wrong with those that name none.

use super::labels::{key_of_label, other_spelling};
use super::map_reader::MapEntry;
use super::names::{
    DATA, FOLLOW_UP_FIELDS, Fields, HELPED, HELPER, MEASURE_FOLLOW_UP, NUMBERING, OTHER, TEAM,
    TITLE, WAIVED, has_field, home_of, nearest_field,
};
use super::scalars::{curly_quotes, in_curly_quotes};
use super::values::number;
use crate::diagnostics::{
    BilingualName, Elsewhere, NumberProblem, Oddity, Problem, SpannedProblem,
};
use crate::syntax::text::{is_invisible, without_invisible};
use crate::syntax::yaml::{Node, NodeKind};

/// Keys whose values are maps. Lines below one that are not indented are read as keys of the map above.
const MAP_KEYS: [BilingualName; 5] = [DATA, OTHER, TEAM, NUMBERING, WAIVED];
/// Words in keys that people invent for files next to a record.
const FILE_WORDS: [&str; 8] =
    ["附件", "照片", "图片", "视频", "相册", "文件", "photo", "attachment"];
/// Words in keys that people invent for what belongs in the text.
const TEXT_WORDS: [&str; 14] = [
    "备注", "内容", "效果", "反思", "过程", "情况", "小结", "体会", "感想", "收获", "目的", "背景",
    "remark", "comment",
];

/// The entries of a map whose keys are known, in the order written.
pub(super) struct MapKeys<'t> {
    pub(super) entries: Vec<MapEntry<'t>>,
    /// The fields that unknown keys were probably meant to be: that they are missing follows from that.
    pub(super) meant: Vec<BilingualName>,
}

impl<'t> MapKeys<'t> {
    /// Looks up the keys of a map among `fields`, and reports those that are unknown or written twice.
    pub(super) fn of(
        map: &'t [(Node, Node)],
        fields: Fields,
        problems: &mut Vec<SpannedProblem>,
    ) -> MapKeys<'t> {
        let mut keys = MapKeys { entries: Vec::new(), meant: Vec::new() };
        // The last key, if lines below it belong to it but are not indented.
        let mut open_map: Option<&str> = None;
        let mut is_reported = false;
        for (key, value) in map {
            let text = key.text().unwrap_or_default();
            if let Some(field) = fields.iter().find(|field| field.is(text)) {
                keys.add(*field, key, value, problems);
                open_map = is_open_map(field, value).then_some(text);
                is_reported = false;
            } else if let Some(field) = invisible_field(text, fields, key, problems) {
                keys.add(field, key, value, problems);
                open_map = None;
            } else if let Some(parent) = open_map.filter(|_| !is_home_key(text)) {
                if !is_reported {
                    let (parent, found) = (parent.to_owned(), text.to_owned());
                    problems.push((key.span, Problem::Odd(Oddity::NotIndented { parent, found })));
                }
                is_reported = true;
            } else {
                let problem = keys.unknown(text, value, fields);
                problems.push((key.span, problem));
                open_map = None;
            }
        }
        keys
    }

    fn add(
        &mut self,
        field: BilingualName,
        key: &'t Node,
        value: &'t Node,
        problems: &mut Vec<SpannedProblem>,
    ) {
        let Some(first) = self.entries.iter().find(|entry| entry.key == field) else {
            self.entries.push(MapEntry { key: field, key_span: key.span, value });
            return;
        };
        let line = first.key_span.start.line;
        let found = key.text().unwrap_or_default().to_owned();
        // The parser reports a key that is written twice in one spelling.
        let first = if found == field.zh { field.en } else { field.zh };
        problems.push((key.span, other_spelling(found, first.to_owned(), line)));
    }

    /// What is wrong with an unknown key.
    fn unknown(&mut self, text: &str, value: &Node, fields: Fields) -> Problem {
        if let Some(inner) = in_curly_quotes(text.trim()) {
            self.meant.extend(fields.iter().find(|field| field.is(inner)).copied());
            return curly_quotes(inner);
        }
        let mut elsewhere = home_of(text);
        match key_of_label(text) {
            Some(key) if key == HELPER || key == HELPED => elsewhere = home_of(HELPER.zh),
            Some(key) if FOLLOW_UP_FIELDS.contains(&key) && fields != FOLLOW_UP_FIELDS => {
                elsewhere = home_of(MEASURE_FOLLOW_UP.zh);
            }
            _ => {}
        }
        let nearest = if elsewhere.is_some() { None } else { nearest_field(text, fields) };
        if let Some((field, _)) = nearest {
            self.meant.push(field);
        }
        let is_record = has_field(fields, TITLE.en);
        let found = text.to_owned();
        if is_record && elsewhere.is_none() && nearest.is_none() {
            let lower = text.to_lowercase();
            if FILE_WORDS.iter().any(|word| lower.contains(word)) {
                let place = Elsewhere::Folder;
                return Problem::Odd(Oddity::BelongsElsewhere { found, place });
            }
            if has_field(fields, DATA.en) && is_figure(value) {
                return Problem::Odd(Oddity::BelongsInData { found, is_known: false });
            }
            if TEXT_WORDS.iter().any(|word| lower.contains(word)) {
                let place = Elsewhere::Body;
                return Problem::Odd(Oddity::BelongsElsewhere { found, place });
            }
        }
        let nearest = nearest.map(|(_, spelling)| spelling);
        Problem::UnknownField { found, nearest, elsewhere, allowed: fields.to_vec() }
    }
}

/// Whether a key with nothing behind it opens a map.
fn is_open_map(field: &BilingualName, value: &Node) -> bool {
    value.is_empty() && MAP_KEYS.contains(field)
}

/// Whether a key belongs to another kind of map, so that it was hardly meant to be indented.
fn is_home_key(text: &str) -> bool {
    home_of(text).is_some()
}

/// The field that a key names once its invisible characters are removed; they are reported.
fn invisible_field(
    text: &str,
    fields: Fields,
    key: &Node,
    problems: &mut Vec<SpannedProblem>,
) -> Option<BilingualName> {
    let character = text.chars().find(|ch| is_invisible(*ch))?;
    let clean = without_invisible(text);
    let field = fields.iter().find(|field| field.is(clean.trim()))?;
    let (clean, character) = (clean.trim().to_owned(), character as u32);
    problems.push((key.span, Problem::Odd(Oddity::InvisibleInKey { key: clean, character })));
    Some(*field)
}

/// Whether a value is a number, with any unit.
fn is_figure(value: &Node) -> bool {
    let NodeKind::Scalar { text, .. } = &value.kind else { return false };
    match number(text, &[]) {
        Ok(_) => true,
        Err(NumberProblem::OtherUnit { found, .. }) => found.chars().count() <= 3,
        Err(_) => false,
    }
}
