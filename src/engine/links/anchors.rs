//! The headings of texts, which links with an anchor lead to. Each text is parsed once, however many links lead to it.

use std::sync::OnceLock;

use super::resolve::Hint;
use crate::diagnostics::LinkProblem;
use crate::model::{Archive, DocumentIx};
use crate::parse::nearest_name;
use crate::syntax::markdown::{self, Outline};

/// The anchors of a text.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// In the order of the text.
    ids: Vec<String>,
    sorted: Vec<String>,
}

impl Anchors {
    pub(super) fn of(outline: &Outline) -> Anchors {
        let mut ids = Vec::with_capacity(outline.headings.len());
        for heading in &outline.headings {
            ids.push(heading.heading.id.clone());
        }
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        Anchors { ids, sorted }
    }

    /// The problem of a link whose anchor no heading has.
    pub(super) fn missing(&self, anchor: &str, hint: Hint) -> Option<LinkProblem> {
        let is_there = self.sorted.binary_search_by(|id| id.as_str().cmp(anchor)).is_ok();
        if anchor.is_empty() || is_there {
            return None;
        }
        let nearest = match hint {
            Hint::Nearest => nearest_name(anchor, self.ids.iter().map(String::as_str)),
            Hint::None => None,
        };
        Some(LinkProblem::NoAnchor { nearest })
    }
}

/// The anchors of all documents, each worked out when a link first leads to them.
pub(super) struct AnchorCache<'a> {
    archive: &'a Archive,
    plans: Vec<OnceLock<Anchors>>,
    records: Vec<OnceLock<Anchors>>,
}

impl<'a> AnchorCache<'a> {
    pub(super) fn new(archive: &'a Archive) -> AnchorCache<'a> {
        let (mut plans, mut records) = (Vec::new(), Vec::new());
        plans.resize_with(archive.plans.len(), OnceLock::new);
        records.resize_with(archive.records.len(), OnceLock::new);
        AnchorCache { archive, plans, records }
    }

    pub(super) fn of_document(&self, document: DocumentIx) -> &Anchors {
        let (anchors, body) = match document {
            DocumentIx::Plan(plan) => (&self.plans[plan.0], &self.archive.plan(plan).body),
            DocumentIx::Record(record) => {
                (&self.records[record.0], &self.archive.record(record).body)
            }
        };
        anchors.get_or_init(|| Anchors::of(&markdown::outline(&body.text)))
    }
}
