//! The fields of a form for each kind of record that people fill in: the same keys, required keys and choices as those of
//! the schemas.

use std::sync::OnceLock;

use serde::Serialize;

use super::shape::{self, Shape};
use super::{describe, fields};
use crate::diagnostics::BilingualName;
use crate::l10n::Lang;
use crate::l10n::app_words::{body_help, field_help, field_label, kind_name};
use crate::model::RecordKind;
use crate::parse::names::{
    CORRECTION, DATE, DOCUMENT_NUMBER, DRAFT, END, FORMERLY, INDICATORS_FILE, PAGES, PAIRS_DIR,
    PLANS_DIR, PUBLIC_UNTIL, RECORD_DIRS, RETENTION, SCHOOLS_DIR, SITE_FILE, START, YES_NO,
};

/// A kind of record that can be filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormKind {
    /// Its name: `visit`.
    pub kind: &'static str,
    /// Its name as people read it: `活动`.
    pub name: &'static str,
    /// What a form says next to its text.
    pub body_help: &'static str,
    /// The folder of its records, in the language of the archive: `活动`.
    pub folder: &'static str,
    /// The folder as ids have it: `visits`.
    pub id_folder: &'static str,
    /// Its fields, in the order of the reference.
    pub fields: Vec<FormField>,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormField {
    /// The key to write, in the language of the archive.
    pub key: &'static str,
    /// Its name as people read it: the key, or in English its words.
    pub label: String,
    /// The English key.
    pub code: &'static str,
    /// What is filled in: `text`, `texts`, `day`, `number`, `flag`, `choice`, `data`, `labelled`, `map` or `maps`.
    pub shape: &'static str,
    /// Whether it cannot be left out.
    pub required: bool,
    /// Whether a form shows it only when asked for more fields.
    pub rare: bool,
    /// What a form says next to it: in its own words, or else in those of the reference (in Chinese only).
    pub help: String,
    /// What can be chosen.
    pub choices: Vec<&'static str>,
    /// The fields of each item.
    pub fields: Vec<FormField>,
    /// Both spellings of the key.
    #[serde(skip)]
    pub(crate) name: BilingualName,
}

/// The kinds of records that people fill in by hand; a ledger is handed in as a table.
const KINDS: [RecordKind; 5] = [
    RecordKind::Visit,
    RecordKind::Summary,
    RecordKind::Resource,
    RecordKind::Honour,
    RecordKind::Question,
];

/// Keys that the administrator of an archive writes.
const LEFT_OUT: [BilingualName; 5] = [DOCUMENT_NUMBER, DRAFT, FORMERLY, PAGES, RETENTION];

/// Keys that most records do without.
const RARE: [BilingualName; 4] = [CORRECTION, END, PUBLIC_UNTIL, START];

/// Kinds in each language, made once: the reference is searched for each of their fields.
type KindsByLang = [OnceLock<Vec<FormKind>>; 2];

/// The kinds of records that a form offers, with their fields.
#[must_use]
pub fn kinds(lang: Lang) -> &'static [FormKind] {
    static MADE: KindsByLang = [const { OnceLock::new() }; 2];
    MADE[lang as usize].get_or_init(|| make_kinds(lang))
}

fn make_kinds(lang: Lang) -> Vec<FormKind> {
    let mut kinds = Vec::new();
    for kind in kinds_of_app(lang) {
        if KINDS.map(shape::record).contains(&kind.kind) {
            let mut kind = kind.clone();
            kind.fields.retain(|field| !LEFT_OUT.contains(&field.name));
            kinds.push(kind);
        }
    }
    kinds
}

/// The kinds of files that the local app edits, with all their fields: those of administrators are rare.
#[must_use]
pub fn kinds_of_app(lang: Lang) -> &'static [FormKind] {
    static MADE: KindsByLang = [const { OnceLock::new() }; 2];
    MADE[lang as usize].get_or_init(|| make_kinds_of_app(lang))
}

fn make_kinds_of_app(lang: Lang) -> Vec<FormKind> {
    let mut kinds = Vec::new();
    for (folder, kind) in RECORD_DIRS {
        kinds.push(kind_of_app(shape::record(*kind), *folder, lang));
    }
    kinds.push(kind_of_app("plan", PLANS_DIR, lang));
    kinds.push(kind_of_app("school", SCHOOLS_DIR, lang));
    kinds.push(kind_of_app("pair", PAIRS_DIR, lang));
    kinds.push(kind_of_app("indicators", INDICATORS_FILE, lang));
    kinds.push(kind_of_app("site", SITE_FILE, lang));
    kinds
}

fn kind_of_app(map: &'static str, folder: BilingualName, lang: Lang) -> FormKind {
    FormKind {
        kind: map,
        name: kind_name(map, lang),
        body_help: body_help(map, lang),
        folder: folder.in_language(lang),
        id_folder: folder.en,
        fields: all_fields_of(map, map, lang),
    }
}

/// The fields of a map; `holder` is the kind of record or the field that holds it.
fn all_fields_of(map: &str, holder: &str, lang: Lang) -> Vec<FormField> {
    let mut form = Vec::new();
    for key in fields(map) {
        let Some(shape) = shape::of(*key) else { continue };
        let is_day_of_visit = map == "visit" && *key == DATE;
        let choices = choices(&shape, lang);
        // What can be chosen needs no list of it.
        let reference =
            if choices.is_empty() { describe::meaning(map, *key) } else { String::new() };
        form.push(FormField {
            key: key.in_language(lang),
            label: field_label(holder, key.zh, key.en, lang),
            code: key.en,
            name: *key,
            shape: shape_name(&shape),
            required: is_day_of_visit || shape::required(map).contains(key),
            rare: RARE.contains(key) || LEFT_OUT.contains(key),
            help: help(holder, *key, &reference, lang),
            choices,
            fields: match shape {
                Shape::Map(inner) | Shape::Maps(inner) => all_fields_of(inner, key.en, lang),
                _ => Vec::new(),
            },
        });
    }
    form
}

/// What a form says next to a field: in its own words, or else in those of the reference.
fn help(holder: &str, key: BilingualName, reference: &str, lang: Lang) -> String {
    match (field_help(holder, key.en, lang), lang) {
        (Some(help), _) => help.to_owned(),
        (None, Lang::Zh) => without_must(reference),
        (None, Lang::En) => String::new(),
    }
}

/// A description without the remark that the field is required, which a form shows beside its name.
fn without_must(description: &str) -> String {
    let rest = description.strip_prefix("必填").unwrap_or(description);
    rest.trim_start_matches(['；', '，', '。', ' ']).to_owned()
}

fn shape_name(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Texts | Shape::Choices(_) | Shape::Scope => "texts",
        Shape::Day => "day",
        Shape::Figure | Shape::Whole(..) => "number",
        Shape::Flag | Shape::Choice(_) => "choice",
        Shape::Data => "data",
        Shape::Labelled | Shape::Grants => "labelled",
        Shape::Map(_) => "map",
        Shape::Maps(_) => "maps",
    }
}

fn choices(shape: &Shape, lang: Lang) -> Vec<&'static str> {
    let names: Vec<BilingualName> = match shape {
        Shape::Choice(names) | Shape::Choices(names) => names.clone(),
        Shape::Flag => YES_NO.iter().map(|(name, _)| *name).collect(),
        _ => Vec::new(),
    };
    names.into_iter().map(|name| name.in_language(lang)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_offers_every_key_of_its_kind_but_those_of_administrators() {
        for lang in [Lang::Zh, Lang::En] {
            for kind in kinds(lang) {
                let left_out = |key: &&BilingualName| LEFT_OUT.contains(key);
                let known =
                    fields(kind.kind).len() - fields(kind.kind).iter().filter(left_out).count();
                assert_eq!(kind.fields.len(), known, "{}", kind.kind);
            }
        }
    }

    /// The fields of a form with help in Chinese and none in English.
    fn without_english(zh: &[FormField], en: &[FormField], holder: &str, found: &mut Vec<String>) {
        for (zh, en) in zh.iter().zip(en) {
            assert_eq!(zh.code, en.code);
            if !zh.help.is_empty() && en.help.is_empty() {
                found.push(format!("{holder}.{}: {}", zh.code, zh.help));
            }
            without_english(&zh.fields, &en.fields, zh.code, found);
        }
    }

    #[test]
    fn a_field_with_help_in_chinese_has_help_in_english() {
        let mut found = Vec::new();
        for (zh, en) in kinds_of_app(Lang::Zh).iter().zip(kinds_of_app(Lang::En)) {
            without_english(&zh.fields, &en.fields, zh.kind, &mut found);
        }
        assert!(found.is_empty(), "{found:#?}");
        let questions = kinds(Lang::En).iter().find(|kind| kind.kind == "question").unwrap();
        let replies = questions.fields.iter().find(|field| field.code == "replies").unwrap();
        let by = replies.fields.iter().find(|field| field.code == "by").unwrap();
        assert_eq!(by.label, "Replied by");
    }

    #[test]
    fn the_fields_of_a_visit_have_shapes_choices_and_help() {
        let visits = kinds(Lang::Zh).iter().find(|kind| kind.kind == "visit").unwrap();
        assert_eq!((visits.folder, visits.id_folder), ("活动", "visits"));
        let field = |code: &str| visits.fields.iter().find(|field| field.code == code).unwrap();
        assert_eq!((field("title").key, field("title").required), ("标题", true));
        assert_eq!((field("date").shape, field("date").required), ("day", true));
        assert_eq!((field("people").shape, field("attendance").shape), ("texts", "number"));
        assert_eq!((field("data").shape, field("other").shape), ("data", "labelled"));
        assert_eq!(field("follow_ups").fields[0].key, "问题");
        assert_eq!(field("people").help, "参加的老师；不写学生姓名");
        assert_eq!(field("follow_ups").fields[3].help, "哪天以前解决；过了这天还没解决就是逾期");
    }
}
