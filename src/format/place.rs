//! The place of a line of YAML in the model, as far as it is needed to tell keys from texts.

use crate::diagnostics::BilingualName;
use crate::parse::names::{
    ACTION_FIELDS, ACTIONS, ALLOW, ALLOW_FIELDS, CLOSES, CLOSING_FIELDS, COLUMN_FIELDS, COLUMNS,
    DATA, FOLDER_FIELDS, FOLDERS, FOLLOW_UP_FIELDS, FOLLOW_UPS, Fields, INDICATOR_FIELDS,
    INDICATORS, NUMBERING, NUMBERING_FIELDS, ORGANISATIONS, OTHER, REPLIES, REPLY_FIELDS,
    RETENTION_FIELDS, RETENTIONS, TARGET_FIELDS, TARGETS, TEAM, TEAM_FIELDS, TERM_FIELDS, TERMS,
    WAIVED, WAIVER_FIELDS, is_known_key,
};

/// The kind of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum MapKind {
    /// The whole file.
    Root,
    /// One of the model's maps below the root, with its keys.
    Fields(Fields),
    /// `数据:`, whose keys are the names of measures.
    Data,
    /// `其他:`, whose keys are labels of a form, and whose values are texts.
    Labels,
    /// Unknown.
    Other,
}

/// What the model expects below a key without a value on its line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Below {
    /// A map.
    Map(MapKind),
    /// A list of maps.
    Maps(MapKind),
    /// Texts, or something unknown: a line `组长：王老师` can be just a text.
    Texts,
}

/// Keys of the root whose values are maps or lists of maps.
const NESTED: &[(BilingualName, Below)] = &[
    (DATA, Below::Map(MapKind::Data)),
    (OTHER, Below::Map(MapKind::Labels)),
    (FOLLOW_UPS, Below::Maps(MapKind::Fields(FOLLOW_UP_FIELDS))),
    (CLOSES, Below::Maps(MapKind::Fields(CLOSING_FIELDS))),
    (ALLOW, Below::Maps(MapKind::Fields(ALLOW_FIELDS))),
    (TEAM, Below::Map(MapKind::Fields(TEAM_FIELDS))),
    (TARGETS, Below::Maps(MapKind::Fields(TARGET_FIELDS))),
    (ACTIONS, Below::Maps(MapKind::Fields(ACTION_FIELDS))),
    (COLUMNS, Below::Maps(MapKind::Fields(COLUMN_FIELDS))),
    (TERMS, Below::Maps(MapKind::Fields(TERM_FIELDS))),
    (INDICATORS, Below::Maps(MapKind::Fields(INDICATOR_FIELDS))),
    (REPLIES, Below::Maps(MapKind::Fields(REPLY_FIELDS))),
    (NUMBERING, Below::Map(MapKind::Fields(NUMBERING_FIELDS))),
];

/// Keys of `numbering` whose values are maps or lists of maps. The keys of organisations are names.
const OF_NUMBERING: &[(BilingualName, Below)] = &[
    (RETENTIONS, Below::Map(MapKind::Fields(RETENTION_FIELDS))),
    (FOLDERS, Below::Maps(MapKind::Fields(FOLDER_FIELDS))),
    (ORGANISATIONS, Below::Map(MapKind::Data)),
];

impl MapKind {
    /// What is expected below one of its keys.
    pub(super) fn below(self, key: &str) -> Below {
        match self {
            MapKind::Root => below_in(NESTED, key),
            MapKind::Fields(fields) if fields == TARGET_FIELDS && WAIVED.is(key) => {
                Below::Map(MapKind::Fields(WAIVER_FIELDS))
            }
            MapKind::Fields(fields) if fields == NUMBERING_FIELDS => below_in(OF_NUMBERING, key),
            MapKind::Fields(_) | MapKind::Data | MapKind::Labels | MapKind::Other => Below::Texts,
        }
    }

    /// Whether a text is certainly a key where a map of this kind is expected but has not begun.
    pub(super) fn expects(self, key: &str) -> bool {
        match self {
            MapKind::Root | MapKind::Data | MapKind::Labels => true,
            MapKind::Fields(fields) => fields.iter().any(|field| field.is(key)),
            MapKind::Other => false,
        }
    }

    /// Whether a text is one of its keys even when the colon has no space after it.
    pub(super) fn knows(self, key: &str, value: &str) -> bool {
        is_known_key(key)
            || self == MapKind::Data && starts_with_digit(value) && !starts_with_digit(key)
    }
}

fn below_in(table: &[(BilingualName, Below)], key: &str) -> Below {
    match table.iter().find(|(name, _)| name.is(key)) {
        Some((_, below)) => *below,
        None => Below::Texts,
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|ch: char| ch.is_ascii_digit())
}

/// Whether a key can hold a map or maps. If so, a text as its value was meant as `key: value`.
pub(super) fn is_nested(key: &str) -> bool {
    WAIVED.is(key) || NESTED.iter().chain(OF_NUMBERING).any(|(name, _)| name.is(key))
}
