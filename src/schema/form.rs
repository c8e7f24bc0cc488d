//! The fields of a form for each kind of record that people fill in: the same keys, required keys and choices as those of
//! the schemas.

use std::sync::OnceLock;

use serde::Serialize;

use super::shape::{self, Shape};
use super::{describe, fields};
use crate::diagnostics::BilingualName;
use crate::l10n::Lang;
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
    /// The English key.
    pub code: &'static str,
    /// What is filled in: `text`, `texts`, `day`, `number`, `flag`, `choice`, `data`, `labelled`, `map` or `maps`.
    pub shape: &'static str,
    /// Whether it cannot be left out.
    pub required: bool,
    /// Whether a form shows it only when asked for more fields.
    pub rare: bool,
    /// What the reference says about it; empty in English.
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

/// The kinds of records that a form offers, with their fields.
#[must_use]
pub fn kinds(lang: Lang) -> Vec<FormKind> {
    let mut kinds = Vec::new();
    for (folder, kind) in RECORD_DIRS {
        if KINDS.contains(kind) {
            let map = shape::record(*kind);
            kinds.push(FormKind {
                kind: map,
                folder: spelled(*folder, lang),
                id_folder: folder.en,
                fields: fields_of(map, lang),
            });
        }
    }
    kinds
}

/// The kinds of files that the local app edits, with all their fields: those of administrators are rare.
#[must_use]
pub fn kinds_of_app(lang: Lang) -> &'static [FormKind] {
    // The reference is searched for each field once; the app asks while somebody types.
    static KINDS: [OnceLock<Vec<FormKind>>; 2] = [const { OnceLock::new() }; 2];
    let known = match lang {
        Lang::Zh => &KINDS[0],
        Lang::En => &KINDS[1],
    };
    known.get_or_init(|| make_kinds_of_app(lang))
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
        folder: spelled(folder, lang),
        id_folder: folder.en,
        fields: all_fields_of(map, lang),
    }
}

fn fields_of(map: &str, lang: Lang) -> Vec<FormField> {
    let mut form = all_fields_of(map, lang);
    form.retain(|field| !LEFT_OUT.contains(&field.name));
    form
}

fn all_fields_of(map: &str, lang: Lang) -> Vec<FormField> {
    let mut form = Vec::new();
    for key in fields(map) {
        let Some(shape) = shape::of(*key) else { continue };
        let is_day_of_visit = map == "visit" && *key == DATE;
        form.push(FormField {
            key: spelled(*key, lang),
            code: key.en,
            name: *key,
            shape: shape_name(&shape),
            required: is_day_of_visit || shape::required(map).contains(key),
            rare: RARE.contains(key) || LEFT_OUT.contains(key),
            help: match lang {
                Lang::Zh => without_must(&describe::meaning(map, *key)),
                Lang::En => String::new(),
            },
            choices: choices(&shape, lang),
            fields: match shape {
                Shape::Map(inner) | Shape::Maps(inner) => all_fields_of(inner, lang),
                _ => Vec::new(),
            },
        });
    }
    form
}

/// A description without the remark that the field is required, which a form shows beside its name.
fn without_must(description: &str) -> String {
    let rest = description.strip_prefix("必填").unwrap_or(description);
    rest.trim_start_matches(['；', '，', ' ']).to_owned()
}

fn spelled(name: BilingualName, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => name.zh,
        Lang::En => name.en,
    }
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
    names.into_iter().map(|name| spelled(name, lang)).collect()
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

    #[test]
    fn the_fields_of_a_visit_have_shapes_choices_and_help() {
        let visits = kinds(Lang::Zh).into_iter().find(|kind| kind.kind == "visit").unwrap();
        assert_eq!((visits.folder, visits.id_folder), ("活动", "visits"));
        let field = |code: &str| visits.fields.iter().find(|field| field.code == code).unwrap();
        assert_eq!((field("title").key, field("title").required), ("标题", true));
        assert_eq!((field("date").shape, field("date").required), ("day", true));
        assert_eq!((field("people").shape, field("attendance").shape), ("texts", "number"));
        assert_eq!((field("data").shape, field("other").shape), ("data", "labelled"));
        assert_eq!(field("follow_ups").fields[0].key, "问题");
        assert!(!field("people").help.is_empty());
    }
}
