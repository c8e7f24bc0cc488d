//! Where a line of YAML stands in the model, as far as that tells keys from texts.

use crate::diagnostics::BilingualName;
use crate::parse::names::{
    ACTION_FIELDS, ACTIONS, COLUMN_FIELDS, COLUMNS, DATA, FOLDER_FIELDS, FOLDERS, Fields,
    INDICATOR_FIELDS, INDICATORS, NUMBERING, NUMBERING_FIELDS, ORGANISATIONS, REPLIES,
    REPLY_FIELDS, RETENTION_FIELDS, RETENTIONS, TARGET_FIELDS, TARGETS, TEAM, TEAM_FIELDS,
    TERM_FIELDS, TERMS, WAIVED, WAIVER_FIELDS, is_known_key,
};

/// What a map is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Here {
    /// The whole of a file.
    Root,
    /// One of the model's maps below the root, with its keys.
    Fields(Fields),
    /// `数据:`, whose keys are measures.
    Data,
    /// Unknown.
    Other,
}

/// What the model expects below a key that has nothing beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Below {
    /// A map.
    Map(Here),
    /// A list of maps.
    Maps(Here),
    /// Texts, or nobody knows: a line `组长：王老师` may be just that.
    Texts,
}

/// Keys of the root whose values are maps or lists of maps.
const NESTED: &[(BilingualName, Below)] = &[
    (DATA, Below::Map(Here::Data)),
    (TEAM, Below::Map(Here::Fields(TEAM_FIELDS))),
    (TARGETS, Below::Maps(Here::Fields(TARGET_FIELDS))),
    (ACTIONS, Below::Maps(Here::Fields(ACTION_FIELDS))),
    (COLUMNS, Below::Maps(Here::Fields(COLUMN_FIELDS))),
    (TERMS, Below::Maps(Here::Fields(TERM_FIELDS))),
    (INDICATORS, Below::Maps(Here::Fields(INDICATOR_FIELDS))),
    (REPLIES, Below::Maps(Here::Fields(REPLY_FIELDS))),
    (NUMBERING, Below::Map(Here::Fields(NUMBERING_FIELDS))),
];

/// Keys of `numbering` whose values are; the keys of organisations are names.
const OF_NUMBERING: &[(BilingualName, Below)] = &[
    (RETENTIONS, Below::Map(Here::Fields(RETENTION_FIELDS))),
    (FOLDERS, Below::Maps(Here::Fields(FOLDER_FIELDS))),
    (ORGANISATIONS, Below::Map(Here::Data)),
];

impl Here {
    /// What is expected below one of its keys.
    pub(super) fn below(self, key: &str) -> Below {
        match self {
            Here::Root => {
                NESTED.iter().find(|(it, _)| it.is(key)).map_or(Below::Texts, |(_, it)| *it)
            }
            Here::Fields(fields) if fields == TARGET_FIELDS && WAIVED.is(key) => {
                Below::Map(Here::Fields(WAIVER_FIELDS))
            }
            Here::Fields(fields) if fields == NUMBERING_FIELDS => {
                let found = OF_NUMBERING.iter().find(|(it, _)| it.is(key));
                found.map_or(Below::Texts, |(_, it)| *it)
            }
            Here::Fields(_) | Here::Data | Here::Other => Below::Texts,
        }
    }

    /// Whether a text is surely a key where a map of this kind is expected but has not begun.
    pub(super) fn expects(self, key: &str) -> bool {
        match self {
            Here::Root | Here::Data => true,
            Here::Fields(fields) => fields.iter().any(|it| it.is(key)),
            Here::Other => false,
        }
    }

    /// Whether a text is one of its keys even when the colon has no space after it.
    pub(super) fn knows(self, key: &str, value: &str) -> bool {
        let number = |it: &str| it.starts_with(|it: char| it.is_ascii_digit());
        is_known_key(key) || self == Here::Data && number(value) && !number(key)
    }
}

/// Whether a key may hold a map or maps: then a text there was meant as `key: value`.
pub(super) fn is_nested(key: &str) -> bool {
    WAIVED.is(key) || NESTED.iter().chain(OF_NUMBERING).any(|(it, _)| it.is(key))
}
