//! The lines of a record, and where each came from.

use crate::diagnostics::ImportPlace;
use crate::scaffold::quote;

/// Lines with their origins.
#[derive(Debug, Default)]
pub(super) struct LineWriter {
    pub(super) text: String,
    /// The origin of each line.
    pub(super) origins: Vec<Option<ImportPlace>>,
}

impl LineWriter {
    /// Adds a text of one or more lines.
    pub(super) fn push(&mut self, text: &str, place: &ImportPlace) {
        for line in text.split('\n') {
            self.text.push_str(line);
            self.text.push('\n');
            self.origins.push(Some(place.clone()));
        }
    }

    /// Adds lines that came from nowhere.
    pub(super) fn push_own(&mut self, text: &str) {
        for line in text.split('\n') {
            self.text.push_str(line);
            self.text.push('\n');
            self.origins.push(None);
        }
    }

    /// A blank line, unless there is one.
    pub(super) fn blank_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.push_own("");
        }
    }

    /// A key and its value. `indent` stands before the key.
    pub(super) fn key(&mut self, indent: &str, key: &str, value: &str, place: &ImportPlace) {
        let inner = format!("{}  ", " ".repeat(indent.chars().count()));
        self.push(&format!("{indent}{key}: {}", yaml_value(value, &inner)), place);
    }
}

/// A value as YAML: figures and dates as they are, several lines as a block, other texts quoted where they must be.
fn yaml_value(text: &str, indent: &str) -> String {
    let is_figure = |ch: char| ch.is_ascii_digit() || matches!(ch, '.' | '/' | '%' | '-');
    if text.starts_with(|ch: char| ch.is_ascii_digit()) && text.chars().all(is_figure) {
        return text.to_owned();
    }
    let is_block = text.contains('\n')
        && text.chars().all(|ch| ch == '\n' || !ch.is_control())
        && !text.contains(['\u{2028}', '\u{2029}', '\u{feff}', '\u{85}'])
        && text.lines().all(|line| !line.starts_with(char::is_whitespace));
    if !is_block {
        return quote(text);
    }
    let mut block = "|-".to_owned();
    for line in text.lines() {
        block.push('\n');
        if !line.is_empty() {
            block.push_str(indent);
            block.push_str(line.trim_end());
        }
    }
    block
}
