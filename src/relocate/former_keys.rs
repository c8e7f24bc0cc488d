//! Writes keys into the YAML of a file: `closed`, `merged_into`, the first `formerly`. Comments and the order of what is
//! there stay.

use super::messages::Refusal;
use super::references::entries;
use crate::diagnostics::BilingualName;
use crate::parse::names::is_known_key;
use crate::syntax::front_matter;
use crate::syntax::span::Span;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{self, Node};

/// The YAML of a file.
pub(super) struct YamlPart {
    pub(super) root: Node,
    /// The line below its last line: that of the second fence, or of the end of the file.
    end_line: u32,
}

impl YamlPart {
    /// The front matter of a record, or the whole of another file; `None` where it cannot be read.
    pub(super) fn of(text: &str, has_body: bool) -> Option<YamlPart> {
        let (text, line) = match has_body {
            true => {
                let parts = front_matter::split(text).ok()?;
                (parts.yaml, parts.yaml_line)
            }
            false => (text, 1),
        };
        let document = yaml::parse(text, line, &is_known_key).ok()?;
        let lines = text.split_inclusive('\n').count() as u32;
        Some(YamlPart { root: document.root, end_line: line + lines })
    }

    fn entries(&self) -> &[(Node, Node)] {
        entries(&self.root)
    }

    /// The entry of a key.
    pub(super) fn entry(&self, key: BilingualName) -> Option<&(Node, Node)> {
        for entry in self.entries() {
            if let Some(name) = entry.0.text()
                && key.is(name)
            {
                return Some(entry);
            }
        }
        None
    }

    /// A key in the language in which the other keys are written.
    fn spelled(&self, key: BilingualName) -> &'static str {
        let mut han = 0;
        for (name, _) in self.entries() {
            if let Some(name) = name.text()
                && !name.is_ascii()
            {
                han += 1;
            }
        }
        if self.entries().len() < 2 * han { key.zh } else { key.en }
    }
}

/// What a key that is added holds.
pub(super) enum NewValue<'a> {
    /// A scalar, on the line of the key.
    Scalar(&'a str),
    /// The first item of a list, which gets a line of its own: each later item adds one line and changes none, so that
    /// git still knows the file again when it was moved several times.
    FirstItem(&'a str),
}

/// Adds a key at the end of the YAML.
pub(super) fn add_key(
    (key, value): (BilingualName, NewValue<'_>),
    part: &YamlPart,
    (path, edits): (&str, &mut TextEdits),
) -> Result<(), Refusal> {
    let key = part.spelled(key);
    let shown = match value {
        NewValue::Scalar(value) | NewValue::FirstItem(value) => format!("{key}: {value}"),
    };
    let refusal = || Refusal::NoPlace { path: path.to_owned(), line: shown.clone() };
    // A map in braces has no line for it.
    let (first, _) = part.entries().first().ok_or_else(refusal)?;
    let start = edits.line_start(first.span.start.line).ok_or_else(refusal)?;
    let first_at = edits.range(Span { len: 0, ..first.span }).ok_or_else(refusal)?.start;
    let indent = edits.slice(&(start..first_at)).to_owned();
    if !indent.chars().all(|ch| ch == ' ') {
        return Err(refusal());
    }
    let at = edits.line_start(part.end_line).ok_or_else(refusal)?;
    let end = edits.line_end();
    let before = if edits.ends_a_line(at) { "" } else { end };
    let lines = match value {
        NewValue::Scalar(value) => format!("{indent}{key}: {value}{end}"),
        NewValue::FirstItem(item) => format!("{indent}{key}:{end}{indent}  - {item}{end}"),
    };
    edits.replace(at..at, format!("{before}{lines}"));
    Ok(())
}
