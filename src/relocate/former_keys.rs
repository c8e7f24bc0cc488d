//! Writes keys into the YAML of a file: `formerly`, `closed`, `merged_into`. Comments and the order of what is there stay.

use super::messages::Refusal;
use super::references::{entries, yaml_scalar};
use crate::diagnostics::BilingualName;
use crate::parse::names::{FORMERLY, is_known_key};
use crate::syntax::front_matter;
use crate::syntax::span::Span;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml::{self, Node, NodeKind};

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

/// Adds a line with a key at the end of the YAML.
pub(super) fn add_key(
    (key, value): (BilingualName, &str),
    part: &YamlPart,
    (path, edits): (&str, &mut TextEdits),
) -> Result<(), Refusal> {
    let line = format!("{}: {value}", part.spelled(key));
    let refusal = || Refusal::NoPlace { path: path.to_owned(), line: line.clone() };
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
    edits.replace(at..at, format!("{before}{indent}{line}{end}"));
    Ok(())
}

/// Adds an old id to `formerly`, and takes the new one out: what comes back to an old place is no longer formerly there.
pub(super) fn add_former(
    (old, new): (&str, &str),
    part: &YamlPart,
    (path, edits): (&str, &mut TextEdits),
) -> Result<(), Refusal> {
    let old = yaml_scalar(old);
    let Some((key, value)) = part.entry(FORMERLY) else {
        return add_key((FORMERLY, &old), part, (path, edits));
    };
    let line = format!("{}: {old}", key.text().unwrap_or(FORMERLY.en));
    let refusal = || Refusal::NoPlace { path: path.to_owned(), line: line.clone() };
    let mut kept: Vec<&Node> = Vec::new();
    match &value.kind {
        NodeKind::Seq(items) => kept.extend(items),
        NodeKind::Scalar { .. } => kept.push(value),
        NodeKind::Map(_) => return Err(refusal()),
    }
    let drops_one = kept.iter().any(|node| node.text() == Some(new));
    let last = kept.last().copied();
    // Where nothing has to go, the new item joins the list in the form that it has.
    if let (NodeKind::Seq(_), Some(last), false) = (&value.kind, last, drops_one) {
        let range = edits.range(last.span).ok_or_else(refusal)?;
        let line_start = edits.line_start(last.span.start.line).ok_or_else(refusal)?;
        let before = edits.slice(&(line_start..range.start)).to_owned();
        if before.trim_start().starts_with('-') && !before.contains(['[', ',']) {
            let next = edits.line_start(last.span.start.line + 1).ok_or_else(refusal)?;
            let end = edits.line_end();
            let start = if edits.ends_a_line(next) { "" } else { end };
            edits.replace(next..next, format!("{start}{before}{old}{end}"));
        } else {
            edits.replace(range.end..range.end, format!(", {old}"));
        }
        return Ok(());
    }
    rewrite((key, value), (&kept, new, &old), edits).ok_or_else(refusal)
}

/// Where a list in brackets ends, which may be some lines below its key; `None` where the list has none.
fn end_of_brackets(key_end: usize, items: &[&Node], edits: &TextEdits) -> Option<usize> {
    let rest = edits.written().get(key_end..)?;
    let open = rest.find('[')?;
    if !rest.get(..open)?.trim_start_matches(':').trim().is_empty() {
        return None;
    }
    let mut at = key_end + open + 1;
    for item in items {
        at = at.max(edits.range(item.span)?.end);
    }
    let mut in_comment = false;
    for (offset, ch) in edits.written().get(at..)?.char_indices() {
        match ch {
            '\n' => in_comment = false,
            _ if in_comment => {}
            '#' => in_comment = true,
            ']' => return Some(at + offset + 1),
            // The end of a quoted item.
            ',' | '"' | '\'' => {}
            ch if ch.is_whitespace() => {}
            _ => return None,
        }
    }
    None
}

/// Writes the list again on the line of its key; a comment there stays.
fn rewrite(
    (key, value): (&Node, &Node),
    (kept, new, old): (&[&Node], &str, &str),
    edits: &mut TextEdits,
) -> Option<()> {
    let mut items: Vec<String> = Vec::new();
    for node in kept {
        let text = node.text()?;
        if text != new && !text.is_empty() {
            items.push(yaml_scalar(text));
        }
    }
    items.push(old.to_owned());
    let list = match items.as_slice() {
        [one] => one.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    let key_end = edits.range(key.span)?.end;
    if let Some(end) = end_of_brackets(key_end, kept, edits) {
        edits.replace(key_end..end, format!(": {list}"));
        return Some(());
    }
    let line_end = edits.line_start(key.span.start.line + 1)?;
    let last_line = kept.iter().map(|node| node.span.start.line).max();
    if last_line.is_none_or(|line| line == key.span.start.line) {
        let rest = edits.slice(&(key_end..line_end)).to_owned();
        let comment = match rest.find(" #") {
            Some(at) if !value.text().is_some_and(|text| text.contains(" #")) => rest.get(at..)?,
            _ => rest.get(rest.trim_end().len()..)?,
        };
        edits.replace(key_end..line_end, format!(": {list}{comment}"));
    } else {
        let after = edits.line_start(last_line? + 1)?;
        let end = edits.line_end();
        edits.replace(key_end..after, format!(": {list}{end}"));
    }
    Some(())
}
