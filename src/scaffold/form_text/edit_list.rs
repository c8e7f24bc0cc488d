//! Edits of lists and of pairs, item by item.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Step, align};
use super::edit::Editor;
use super::file::{FileRow, item_rows, rows};
use super::read::read_map;
use super::value::{FormValue, pair_of};
use super::write::{item_lines, pair_line, pair_value};
use crate::scaffold::quote;
use crate::schema::form::FormField;
use crate::syntax::span::Span;
use crate::syntax::yaml::{Node, NodeKind};

impl Editor<'_> {
    /// Edits the pairs of a map of labels; false, with nothing done, where it must be written again.
    pub(super) fn edit_pairs(
        &mut self,
        field: &FormField,
        entries: &[(Node, Node)],
        end: u32,
        wanted: &[FormValue],
    ) -> bool {
        let Some(rows) = rows(self.lines, entries, end) else { return false };
        let Some(first) = rows.first().copied() else { return false };
        let mut names = BTreeSet::new();
        for row in wanted {
            if !names.insert(pair_of(row).unwrap_or_default().0) {
                return false;
            }
        }
        for ((key, _), row) in entries.iter().zip(&rows) {
            if !names.contains(key.text().unwrap_or_default().trim()) {
                self.remove(*row);
            }
        }
        let mut places = BTreeMap::new();
        for (at, (key, _)) in entries.iter().enumerate() {
            if let Some(name) = key.text() {
                places.entry(name.trim()).or_insert(at);
            }
        }
        let mut line = first.first;
        for pair in wanted {
            let (name, text) = pair_of(pair).unwrap_or_default();
            let own_line = pair_line(field, pair, &" ".repeat(first.indent));
            let Some(&at) = places.get(name) else {
                self.insert(line, &[own_line]);
                continue;
            };
            line = rows[at].end;
            let value = &entries[at].1;
            if value.text().is_some_and(|old| old.trim() == text) || joined(value) == text {
                continue;
            }
            match self.single_line(value) {
                Some(range) => self.edits.replace(range, pair_value(field, text)),
                None => self.replace_rows(entries[at].0.span, rows[at], &[own_line]),
            }
        }
        true
    }

    /// Edits the items of a list; false, with nothing done, where it must be written again.
    pub(super) fn edit_items(
        &mut self,
        field: &FormField,
        items: &[Node],
        end: u32,
        wanted: &[FormValue],
    ) -> bool {
        let Some(rows) = item_rows(self.lines, items, end) else { return false };
        let Some(first) = rows.first().copied() else { return false };
        let mut old = Vec::new();
        for item in items {
            old.push(match &item.kind {
                NodeKind::Scalar { text, .. } => FormValue::Text(text.trim().to_owned()),
                NodeKind::Map(entries) => FormValue::Map(read_map(entries, &field.fields).0),
                NodeKind::Seq(_) => return false,
            });
        }
        let (steps, removed) = align(&old, wanted);
        for at in removed {
            self.remove(rows[at]);
        }
        let indent = " ".repeat(first.indent);
        let mut line = first.first;
        for (step, wanted) in steps.iter().zip(wanted) {
            let lines = item_lines(field, wanted, &indent, self.lang);
            match step {
                Step::Keep(at) => line = rows[*at].end,
                Step::Change(at) => {
                    line = rows[*at].end;
                    self.change_item(field, &items[*at], rows[*at], wanted, &lines);
                }
                Step::Insert => self.insert(line, &lines),
            }
        }
        true
    }

    fn change_item(
        &mut self,
        field: &FormField,
        item: &Node,
        row: FileRow,
        wanted: &FormValue,
        lines: &[String],
    ) {
        if let (NodeKind::Map(entries), FormValue::Map(values)) = (&item.kind, wanted)
            && self.edit_map(entries, row.first, row.end, &field.fields, values)
        {
            return;
        }
        match (self.single_line(item), wanted) {
            (Some(range), FormValue::Text(text)) => {
                self.edits.replace(range, quote(text));
            }
            _ => self.replace_rows(Span::new(row.first, row.indent as u32 + 1, 0), row, lines),
        }
    }
}

/// The texts of a list as one text.
fn joined(node: &Node) -> String {
    let NodeKind::Seq(items) = &node.kind else { return String::new() };
    let texts: Vec<&str> = items.iter().filter_map(Node::text).map(str::trim).collect();
    texts.join("、")
}
