//! The keys of a map → the fields they name, and what is wrong with those that name none.

use super::labels::{key_of_label, other_spelling};
use super::map_reader::MapEntry;
use super::meanings::{meant_fields, nearest_label};
use super::names::{
    ATTENDANCE, DATA, FOLLOW_UP_FIELDS, Fields, HELPED, HELPER, MEASURE_FOLLOW_UP, NUMBERING,
    OTHER, PEOPLE, TEAM, TITLE, WAIVED, has_field, home_of, nearest_field,
};
use super::scalars::{curly_quotes, in_curly_quotes};
use super::values::number;
use crate::diagnostics::{
    BilingualName, Elsewhere, Misreading, NumberProblem, Oddity, Problem, SpannedProblem,
};
use crate::syntax::text::{hidden_in, without_hidden};
use crate::syntax::yaml::{Node, NodeKind};

/// Keys whose values are maps. Lines below one that are not indented are read as keys of the map above.
const MAP_KEYS: [BilingualName; 5] = [DATA, OTHER, TEAM, NUMBERING, WAIVED];
/// Words in keys that people invent for files next to a record.
const FILE_WORDS: [&str; 8] =
    ["附件", "照片", "图片", "视频", "相册", "文件", "photo", "attachment"];
/// How the names of files next to a record end.
const FILE_ENDINGS: [&str; 11] =
    ["jpg", "jpeg", "png", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "mp4"];
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
                let problem = keys.unknown(text, value, map, fields);
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
    fn unknown(
        &mut self,
        text: &str,
        value: &Node,
        map: &[(Node, Node)],
        fields: Fields,
    ) -> Problem {
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
        let is_record = has_field(fields, TITLE.en);
        let found = text.to_owned();
        if is_record && is_file_name(value) {
            let place = Elsewhere::Folder;
            return Problem::Odd(Oddity::BelongsElsewhere { found, place });
        }
        let nearest = if elsewhere.is_some() { None } else { nearest_field(text, fields) };
        let mut fields_meant = other_fields(text, nearest.is_some(), fields);
        if fields_meant == [PEOPLE] && is_figure(value) {
            fields_meant = vec![ATTENDANCE];
        }
        if let Some(problem) = other_word(text, &fields_meant, map) {
            self.meant.extend(&fields_meant);
            return problem;
        }
        if let Some((field, _)) = nearest {
            self.meant.push(field);
        }
        if is_record && elsewhere.is_none() && nearest.is_none() {
            let lower = text.to_lowercase();
            if FILE_WORDS.iter().any(|word| lower.contains(word)) {
                let place = Elsewhere::Folder;
                return Problem::Odd(Oddity::BelongsElsewhere { found, place });
            }
            if has_field(fields, DATA.en) && is_figure(value) {
                let meant = Vec::new();
                return Problem::Odd(Oddity::BelongsInData { found, is_known: false, meant });
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

/// The fields that a word means which is none of them. A word that differs from a field by a slip may be no slip of a label
/// too.
fn other_fields(text: &str, is_slip: bool, fields: Fields) -> Vec<BilingualName> {
    let mut meant = meant_fields(text, fields);
    if meant.is_empty() && !is_slip {
        meant.extend(nearest_label(text, fields));
    }
    meant
}

/// The problem of a word that means these fields: those that the map does not have, else that it stands there already.
fn other_word(text: &str, meant: &[BilingualName], map: &[(Node, Node)]) -> Option<Problem> {
    let mut absent = meant.to_vec();
    let mut written = None;
    for (key, _) in map {
        let Some(known) = key.text() else { continue };
        let before = absent.len();
        absent.retain(|field| !field.is(known));
        if absent.len() < before && written.is_none() {
            written = Some((known.to_owned(), key.span.start.line));
        }
    }
    let found = text.to_owned();
    match written {
        Some((first, line)) if absent.is_empty() => Some(other_spelling(found, first, line)),
        _ if absent.is_empty() => None,
        _ => Some(Problem::Misread(Misreading::OtherWord { found, fields: absent })),
    }
}

/// Whether a value is the name of a file.
fn is_file_name(value: &Node) -> bool {
    let lower = value.text().unwrap_or_default().trim().to_lowercase();
    lower.rsplit_once('.').is_some_and(|(_, ending)| FILE_ENDINGS.contains(&ending))
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
    let character = hidden_in(text)?;
    let clean = without_hidden(text);
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
