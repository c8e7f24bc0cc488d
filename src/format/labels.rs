//! Labels of forms among the keys of a file → the keys they stand for: `活动主题: 送教` → `标题: 送教`.

use super::head::{bare, head};
use crate::diagnostics::BilingualName;
use crate::model::Day;
use crate::parse::labels::{ACTIVITY_FORM, ACTIVITY_TIME, key_of_label};
use crate::parse::names::{FOLLOW_UP_FIELDS, FORM, HELPED, HELPER, TYPE};
use crate::syntax::text::fold_width;

/// The labels that may stand in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LabelSet {
    /// Those of records.
    Record,
    /// Those of pairs: nothing else has keys of these names.
    Pair,
}

/// The labels of one file that can be replaced.
#[derive(Debug)]
pub(super) struct Labels {
    set: LabelSet,
    /// The keys of the file as they are written.
    written: Vec<String>,
}

impl Labels {
    pub(super) fn of(set: LabelSet, lines: &[&str]) -> Labels {
        let mut written = Vec::new();
        for line in lines.iter().filter(|line| !line.starts_with([' ', '\t', '-'])) {
            if let Some(head) = head(line) {
                written.push(bare(head.key).to_owned());
            }
        }
        Labels { set, written }
    }

    /// The key that a label at the root of the file stands for. `None` where it is no label, where its value decides,
    /// or where the key is written in another way too.
    pub(super) fn standard(&self, label: &str, value: &str) -> Option<&'static str> {
        let key = self.key(label)?;
        if label == ACTIVITY_TIME && Day::parse(&fold_width(value)).is_err() {
            return None;
        }
        let times =
            self.written.iter().filter(|other| key.is(other) || self.key(other) == Some(key));
        (times.count() == 1).then_some(key.zh)
    }

    /// The key that a label stands for.
    fn key(&self, label: &str) -> Option<BilingualName> {
        let key = key_of_label(label)?;
        if FOLLOW_UP_FIELDS.contains(&key) {
            return None; // a key of the lists in a visit, not of the record
        }
        let is_of_pair = key == HELPER || key == HELPED;
        if is_of_pair != (self.set == LabelSet::Pair) {
            return None;
        }
        Some(if label == ACTIVITY_FORM && self.says_type() { FORM } else { key })
    }

    /// Whether a key other than 活动形式 says the type.
    fn says_type(&self) -> bool {
        self.written.iter().any(|other| {
            other != ACTIVITY_FORM && (TYPE.is(other) || key_of_label(other) == Some(TYPE))
        })
    }
}

/// Whether a key may have become another one.
pub(super) fn is_label_of(label: &str, key: &str) -> bool {
    key_of_label(label).is_some_and(|standard| standard.is(key))
        || label == ACTIVITY_FORM && FORM.is(key)
}
