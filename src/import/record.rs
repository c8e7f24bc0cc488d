//! A gathered record → the text of its file, line by line with the origin of each.

use super::draft::{BodyPart, Draft};
use super::markdown::{MarkdownWriter, PictureNames};
use super::writer::LineWriter;
use crate::diagnostics::ImportPlace;
use crate::l10n::Lang;
use crate::parse::names::{CLOSES, DATA, FOLLOW_UP_FIELDS, FOLLOW_UPS, OTHER, PROBLEM, RECORD};
use crate::scaffold::quote;

/// Writes the file of a record in the language of the archive. `below`: what stands below its text, such as notes.
pub(super) fn write(
    draft: &Draft<'_>,
    lang: Lang,
    pictures: &PictureNames,
    below: &[BodyPart],
) -> LineWriter {
    let mut lines = LineWriter::default();
    lines.push_own("---");
    for key in draft.keys {
        if let Some((_, value, place)) = draft.fields.iter().find(|(known, ..)| known == key) {
            lines.key("", key.in_language(lang), value, place);
        }
        if *key == FOLLOW_UPS {
            follow_ups(draft, lang, &mut lines);
        } else if *key == CLOSES && !draft.closings.is_empty() {
            lines.push_own(&format!("{}:", CLOSES.in_language(lang)));
            for closing in &draft.closings {
                lines.key("  - ", RECORD.in_language(lang), &closing.record, &closing.place);
                lines.key("    ", PROBLEM.in_language(lang), &closing.problem, &closing.place);
            }
        } else if *key == OTHER {
            map(OTHER.in_language(lang), &draft.other, &mut lines);
        } else if *key == DATA {
            map(DATA.in_language(lang), &draft.data, &mut lines);
        }
    }
    lines.push_own("---");
    let mut writer = MarkdownWriter::new(&mut lines, pictures);
    for part in draft.body.iter().chain(below) {
        match part {
            BodyPart::Heading(text, place) => writer.heading(text, place),
            BodyPart::Block(block, place) => writer.block(block, place),
        }
    }
    lines
}

fn map(key: &str, entries: &[(String, String, ImportPlace)], lines: &mut LineWriter) {
    if entries.is_empty() {
        return;
    }
    lines.push_own(&format!("{key}:"));
    for (name, value, place) in entries {
        lines.key("  ", &quote(name), value, place);
    }
}

fn follow_ups(draft: &Draft<'_>, lang: Lang, lines: &mut LineWriter) {
    if draft.follow_ups.is_empty() {
        return;
    }
    lines.push_own(&format!("{}:", FOLLOW_UPS.in_language(lang)));
    for follow_up in &draft.follow_ups {
        let mut indent = "  - ";
        for key in FOLLOW_UP_FIELDS {
            let value = follow_up.values.iter().find(|(known, _)| known == key);
            if let Some((_, value)) = value {
                lines.key(indent, key.in_language(lang), value, &follow_up.place);
                indent = "    ";
            }
        }
    }
}
