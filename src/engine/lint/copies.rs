//! Copies of records that a file manager made: the name of another record with an addition, and its title.

use crate::diagnostics::{Diagnostic, Problem, Span};
use crate::model::{Archive, Record};

/// The words that file managers add to the name of a copy.
const COPY_WORDS: [&str; 3] = ["副本", "Copy", "copy"];

/// Reports a record that is a copy of another one in the same folder.
pub(super) fn copy_of_another(archive: &Archive, record: &Record) -> Option<Diagnostic> {
    let original_id = original_of(&record.id)?;
    let index = archive.records.binary_search_by(|other| (*other.id).cmp(original_id)).ok()?;
    let original = &archive.records[index];
    if original.title != record.title {
        return None;
    }
    let name = original.file.trim_end_matches("/index.md").rsplit('/').next().unwrap_or_default();
    let problem = Problem::CopyOf { original: name.to_owned() };
    Some(Diagnostic::new(&record.file, Span::first(), problem))
}

/// `送教记录` for `送教记录 - 副本 (2)`, `送教记录（1）` and `送教记录 - Copy`; `None` for names that are no copies.
fn original_of(id: &str) -> Option<&str> {
    let without_number = without_copy_number(id);
    let rest = without_number.unwrap_or(id);
    let without_word = COPY_WORDS.iter().find_map(|word| rest.strip_suffix(word));
    let original = match without_word {
        Some(name) => name.trim_end_matches([' ', '-', '－', '_', '—']),
        None => without_number?,
    };
    (!original.is_empty() && !original.ends_with('/')).then_some(original)
}

/// The name without a number in brackets at its end.
fn without_copy_number(name: &str) -> Option<&str> {
    let inside = name.strip_suffix([')', '）'])?;
    let before_digits = inside.trim_end_matches(|ch: char| ch.is_ascii_digit());
    if before_digits.len() == inside.len() {
        return None;
    }
    Some(before_digits.strip_suffix(['(', '（'])?.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn additions_of_file_managers_are_recognised() {
        for id in [
            "a/送教 - 副本",
            "a/送教 - 副本 (2)",
            "a/送教（1）",
            "a/送教 (12)",
            "a/送教 - Copy",
            "a/送教_副本",
        ] {
            assert_eq!(original_of(id), Some("a/送教"), "{id}");
        }
        for id in ["a/送教", "a/送教（一）", "a/副本", "a/(1)", "a/2024-03-15", "a/送教（县级）"]
        {
            assert_eq!(original_of(id), None, "{id}");
        }
    }
}
