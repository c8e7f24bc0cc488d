//! What is repaired, what is left alone, and what holds for any file at all.

mod marks;
mod properties;
mod repairs;
mod traps;

use super::{Change, FileShape, Options, format};

/// A file as text → its new text and what was changed, as words: `4 wide-colon`.
fn run(bytes: &[u8], shape: FileShape, punct: bool) -> (String, String) {
    let done = format(bytes, shape, Options { punct }).unwrap();
    let again = format(done.text.as_bytes(), shape, Options { punct }).unwrap();
    assert_eq!(again.text, done.text, "not the same twice");
    assert!(again.changes.is_empty(), "{:?} of {:?}", again.changes, done.text);
    assert_eq!(done.changes.is_empty(), done.text.as_bytes() == bytes, "{:?}", done.changes);
    let words: Vec<String> = done.changes.iter().map(word).collect();
    (done.text, words.join(", "))
}

fn word(change: &Change) -> String {
    let kind = match change {
        Change::Encoding(encoding) => return format!("{encoding:?}"),
        Change::LineEnds => "ends",
        Change::Bom => "bom",
        Change::BomAdded => "bom added",
        Change::Fence { .. } => "fence",
        Change::WideColon { .. } => "colon",
        Change::MissingSpace { .. } => "space",
        Change::TabIndent { .. } => "tab",
        Change::WideIndent { .. } => "indent",
        Change::WideDigits { .. } => "width",
        Change::DateForm { .. } => "date",
        Change::Invisible { .. } => "unseen",
        Change::CurlyQuotes { .. } => "quotes",
        Change::Markdown { .. } => "markdown",
        Change::Label { .. } => "label",
        Change::Punct { .. } => "punct",
    };
    change.line().map_or(kind.to_owned(), |line| format!("{kind} {line}"))
}

/// YAML before → after.
#[track_caller]
fn yaml(before: &str, after: &str, changes: &str) {
    let (text, words) = run(before.as_bytes(), FileShape::Yaml, false);
    assert_eq!((text.as_str(), words.as_str()), (after, changes), "{before}");
}

/// YAML that is right as it is, or that nobody can be sure of.
#[track_caller]
fn left(text: &str) {
    yaml(text, text, "");
}

/// A record before → after.
#[track_caller]
fn record(before: &str, after: &str, changes: &str) {
    let (text, words) = run(before.as_bytes(), FileShape::FrontMatter, false);
    assert_eq!((text.as_str(), words.as_str()), (after, changes), "{before}");
}

/// A body before → after, with `--punct`.
#[track_caller]
fn punct(before: &str, after: &str) {
    let (text, _) = run(before.as_bytes(), FileShape::FrontMatter, true);
    assert_eq!(text, after);
}
