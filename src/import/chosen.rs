//! `content/forms/labels.yaml`: which key a person has chosen for a label of the county's forms.

use super::label::{LabelTarget, field_named, normalised};
use crate::diagnostics::{BilingualName, ImportRefusal};
use crate::parse::names::{FOLLOW_UP_FIELDS, VISIT_FIELDS, few_names, nearest_owned};
use crate::scaffold::quote;
use crate::syntax::yaml::{self, NodeKind};

/// The key of the map of labels.
const LABELS: BilingualName = BilingualName { en: "labels", zh: "标签" };
/// The text of the record.
const TEXT: BilingualName = BilingualName { en: "text", zh: "正文" };
/// Nothing: the label is left out.
const LEFT_OUT: BilingualName = BilingualName { en: "leave_out", zh: "略过" };
const BEGINNING: &str = "# 表上的标签 → 记录的键，由 guidang import --label 写入，可以手工修改。\n\
                         # Labels of forms and the keys they stand for.\n标签:\n";

/// The labels that people have chosen keys for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChosenLabels {
    /// Each label in its plain form, and the key as written.
    entries: Vec<(String, String)>,
}

impl ChosenLabels {
    /// Reads the file. What is not understood is left out.
    #[must_use]
    pub fn read(text: &str) -> ChosenLabels {
        let mut labels = ChosenLabels::default();
        let Ok(document) = yaml::parse(text, 1, &|_| false) else { return labels };
        let NodeKind::Map(sections) = &document.root.kind else { return labels };
        for (key, section) in sections {
            let NodeKind::Map(entries) = &section.kind else { continue };
            if key.text().is_some_and(|key| LABELS.is(key)) {
                for (label, key) in entries {
                    let (label, key) = (label.text(), key.text());
                    labels.add(label.unwrap_or_default(), key.unwrap_or_default());
                }
            }
        }
        labels
    }

    fn add(&mut self, label: &str, key: &str) {
        let label = normalised(label);
        self.entries.retain(|(known, _)| *known != label);
        if !label.is_empty() {
            self.entries.push((label, key.trim().to_owned()));
        }
    }

    /// Adds a choice such as `活动负责人=主持人`.
    ///
    /// # Errors
    /// When there is no such key.
    pub fn choose(&mut self, label: &str, key: &str) -> Result<(), ImportRefusal> {
        if target_of(key.trim()).is_none() {
            let mut names = Vec::new();
            for field in VISIT_FIELDS.iter().chain(FOLLOW_UP_FIELDS).chain([&TEXT, &LEFT_OUT]) {
                names.push(field.zh);
            }
            let known = match nearest_owned(key, names.iter().copied()) {
                Some(nearest) => vec![nearest],
                None => few_names(names.into_iter().take(8)),
            };
            return Err(ImportRefusal::UnknownKey { key: key.to_owned(), known });
        }
        self.add(label, key);
        Ok(())
    }

    /// The first choice of a key that does not exist: somebody has changed the file by hand.
    ///
    /// # Errors
    /// That choice.
    pub fn check(&self) -> Result<(), ImportRefusal> {
        for (label, key) in &self.entries {
            ChosenLabels::default().choose(label, key)?;
        }
        Ok(())
    }

    /// What a label in its plain form stands for.
    pub(super) fn target(&self, label: &str) -> Option<LabelTarget> {
        let (_, key) = self.entries.iter().find(|(known, _)| known == label)?;
        target_of(key)
    }

    /// The text of the file with these choices. What a person wrote there stays as long as it can.
    #[must_use]
    pub fn added_to(&self, before: &str) -> String {
        let known = ChosenLabels::read(before);

        let mut text =
            if before.trim().is_empty() { BEGINNING.to_owned() } else { before.to_owned() };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        for entry in &self.entries {
            if !known.entries.contains(entry) {
                text.push_str(&line_of(entry));
            }
        }
        if ChosenLabels::read(&text) == *self {
            return text;
        }
        let mut text = BEGINNING.to_owned();
        for entry in &self.entries {
            text.push_str(&line_of(entry));
        }
        text
    }
}

/// The line of a choice in the file.
fn line_of((label, key): &(String, String)) -> String {
    format!("  {}: {}\n", quote(label), quote(key))
}

fn target_of(key: &str) -> Option<LabelTarget> {
    if TEXT.is(key) {
        return Some(LabelTarget::Text);
    }
    if LEFT_OUT.is(key) {
        return Some(LabelTarget::LeftOut);
    }
    match field_named(VISIT_FIELDS, key) {
        Some(field) => Some(LabelTarget::Key(field)),
        None => field_named(FOLLOW_UP_FIELDS, key).map(LabelTarget::FollowUp),
    }
}
