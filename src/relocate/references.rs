//! References in YAML: the keys of the model that name schools, pairs, plans and records (docs/content-model.md §2).

use std::ops::Range;

use super::ids::{Named, NewNames};
use crate::diagnostics::BilingualName;
use crate::parse::labels::key_of_label;
use crate::parse::list_items;
use crate::parse::names::{
    ACCESS, BASED_ON, CLOSES, HELPED, HELPER, MERGED_INTO, NUMBERING, ORGANISATIONS, PAIR, PLAN,
    RECORD, REPLIES, SCHOOL, SCOPE, TARGET, TARGETS, TO,
};
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{Node, NodeKind};

/// What a file's root map is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RootKind {
    Record,
    Plan,
    Pair,
    School,
    Access,
    Site,
    /// A fenced block of a chart or a table.
    Block,
}

/// Rewrites the references of a map.
pub(super) struct ReferenceEdits<'a> {
    pub(super) names: &'a NewNames<'a>,
    pub(super) edits: &'a mut TextEdits,
}

impl ReferenceEdits<'_> {
    pub(super) fn root(&mut self, kind: RootKind, root: &Node) {
        let list: &[(BilingualName, Named)] = match kind {
            RootKind::Record => {
                self.maps(root, REPLIES, (SCHOOL, Named::School));
                self.maps(root, CLOSES, (RECORD, Named::Document));
                &[(PLAN, Named::Document), (PAIR, Named::Pair), (TO, Named::School)]
            }
            RootKind::Plan => {
                self.maps(root, TARGETS, (SCOPE, Named::School));
                &[(BASED_ON, Named::Document)]
            }
            RootKind::Pair => &[(HELPER, Named::School), (HELPED, Named::School)],
            RootKind::School => &[(MERGED_INTO, Named::School)],
            RootKind::Block => {
                if let Some(target) = value(root, TARGET)
                    && let Some(plan) = value(target, PLAN)
                {
                    self.texts(plan, Named::Document);
                }
                &[]
            }
            RootKind::Access => {
                self.grants(root);
                &[]
            }
            RootKind::Site => {
                self.organisations(root);
                &[]
            }
        };
        for (key, named) in list {
            if let Some(node) = value(root, *key) {
                self.texts(node, *named);
            }
        }
    }

    /// One key of each map of a list.
    fn maps(&mut self, root: &Node, list: BilingualName, (key, named): (BilingualName, Named)) {
        let Some(list) = value(root, list) else { return };
        let NodeKind::Seq(items) = &list.kind else { return };
        for item in items {
            if let Some(node) = value(item, key) {
                self.texts(node, named);
            }
        }
    }

    /// What pushers may change.
    fn grants(&mut self, root: &Node) {
        let Some(access) = value(root, ACCESS) else { return };
        for (_, names) in entries(access) {
            self.texts(names, Named::SchoolOrPair);
        }
    }

    /// The keys of the codes of schools and pairs.
    fn organisations(&mut self, root: &Node) {
        let Some(numbering) = value(root, NUMBERING) else { return };
        let Some(codes) = value(numbering, ORGANISATIONS) else { return };
        for (name, _) in entries(codes) {
            self.text(name, Named::SchoolOrPair);
        }
    }

    /// One text or a list of texts.
    fn texts(&mut self, node: &Node, named: Named) {
        match &node.kind {
            NodeKind::Scalar { .. } => self.text(node, named),
            NodeKind::Seq(items) => {
                for item in items {
                    self.text(item, named);
                }
            }
            NodeKind::Map(_) => {}
        }
    }

    /// A text, which may list several things. One whose bytes are not what they mean (escapes, several lines) stays: old
    /// ids are good.
    fn text(&mut self, node: &Node, named: Named) {
        let NodeKind::Scalar { text, plain } = &node.kind else { return };
        let Some(range) = self.edits.range(node.span) else { return };
        let written = self.edits.slice(&range).to_owned();
        let quote = match written.chars().next() {
            Some(mark @ ('"' | '\'')) if !plain => Some(mark),
            _ => None,
        };
        let start = range.start + quote.map_or(0, char::len_utf8);
        let is_verbatim = match quote {
            Some(mark) => written.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)),
            None => Some(written.as_str()),
        };
        if is_verbatim != Some(text.as_str()) {
            return;
        }
        if let Some(new) = self.names.of(named, text) {
            self.replace(range, new, None);
            return;
        }
        for item in list_items(text) {
            let at = start + (item.as_ptr() as usize - text.as_ptr() as usize);
            if let Some(new) = self.names.of(named, item) {
                self.replace(at..at + item.len(), new, Some(quote));
            }
        }
    }

    /// Writes a new name in the place of a whole scalar, or of a part of one in these quotes.
    fn replace(&mut self, range: Range<usize>, new: String, part_of: Option<Option<char>>) {
        match part_of {
            None => self.edits.replace(range, yaml_scalar(&new)),
            Some(None) if is_plain(&new) => self.edits.replace(range, new),
            Some(Some(mark)) if !new.contains([mark, '\\']) => self.edits.replace(range, new),
            Some(_) => {}
        }
    }
}

/// The value of a key in any of its spellings.
fn value(map: &Node, key: BilingualName) -> Option<&Node> {
    for (name, value) in entries(map) {
        if let Some(name) = name.text()
            && (key.is(name) || key_of_label(name) == Some(key))
        {
            return Some(value);
        }
    }
    None
}

/// The entries of a map; none for anything else.
pub(super) fn entries(node: &Node) -> &[(Node, Node)] {
    match &node.kind {
        NodeKind::Map(entries) => entries,
        NodeKind::Scalar { .. } | NodeKind::Seq(_) => &[],
    }
}

/// A text as a YAML scalar, in quotes unless it is plain beyond doubt.
pub(super) fn yaml_scalar(text: &str) -> String {
    match is_plain(text) {
        true => text.to_owned(),
        false => serde_json::to_string(text).unwrap_or_default(),
    }
}

fn is_plain(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric) && text.chars().all(is_plain_char)
}

fn is_plain_char(ch: char) -> bool {
    ch.is_alphanumeric() || matches!(ch, '/' | '-' | '_' | '.' | '（' | '）')
}
