//! A record: its YAML is repaired, its text only loses what nobody sees.

use super::invisible::stripped;
use super::{Change, Options, punct, yaml};

/// The three parts of a `.md`, by bytes: up to and with the first `---`, the YAML, the rest from the second `---` on.
enum Parts {
    /// No front matter: all of it is a text.
    Text,
    /// A first `---` without a second: nobody can tell where the YAML ends.
    Unclear,
    Both {
        yaml: usize,
        fence: usize,
        body: usize,
    },
}

/// A `.md` with its YAML repaired, and what was changed.
pub(super) fn repaired(text: &str, options: Options) -> (String, Vec<Change>) {
    match parts(text) {
        Parts::Text => body(text, 1, options.punct),
        Parts::Unclear => body(text, 1, false),
        Parts::Both { yaml, fence, body: at } => {
            let line_at = |at: usize| 1 + text[..at].matches('\n').count() as u32;
            let (mut out, mut changes) = body(&text[..yaml], 1, false);
            for (piece, more) in [
                yaml::repaired(&text[yaml..fence], line_at(yaml)),
                body(&text[fence..at], line_at(fence), false),
                body(&text[at..], line_at(at), options.punct),
            ] {
                out.push_str(&piece);
                changes.extend(more);
            }
            (out, changes)
        }
    }
}

/// Finds the two lines `---` as the parser does, save that a fence may hold invisible characters when no clean one is
/// there.
fn parts(text: &str) -> Parts {
    let is_fence = |line: &str| line.trim_end() == "---";
    let mut at = 0;
    let mut lines = text.split_inclusive('\n');
    let yaml = loop {
        let Some(line) = lines.next() else { return Parts::Text };
        at += line.len();
        let clean = stripped(line);
        if is_fence(&clean) {
            break at;
        } else if !clean.trim().is_empty() {
            return Parts::Text;
        }
    };
    let find = |found: &dyn Fn(&str) -> bool| {
        let mut fence = yaml;
        for line in text[yaml..].split_inclusive('\n') {
            if found(line) {
                return Some(Parts::Both { yaml, fence, body: fence + line.len() });
            }
            fence += line.len();
        }
        None
    };
    find(&is_fence).or_else(|| find(&|line| is_fence(&stripped(line)))).unwrap_or(Parts::Unclear)
}

/// A text without invisible characters, with full-width marks if asked for.
fn body(text: &str, first_line: u32, widen: bool) -> (String, Vec<Change>) {
    let mut changes = Vec::new();
    let mut out = String::with_capacity(text.len());
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let clean = stripped(line);
        if clean.len() < line.len() {
            changes.push(Change::Invisible { line: first_line + number as u32 });
        }
        out.push_str(&clean);
    }
    if widen {
        let (wide, lines) = punct::widened(&out);
        changes.extend(lines.into_iter().map(|it| Change::Punct { line: first_line + it }));
        out = wide;
    }
    (out, changes)
}
