//! Habits of Chinese input methods, recognised line by line where the YAML parser would only stumble (MODEL.md §6).

use crate::diagnostics::{Problem, Span, YamlTrouble};
use crate::syntax::yaml::{Found, Kind, Node};

/// Whether a tree that parsed still shows such a habit: a root that is one text, or a key that begins with a wide space.
pub(crate) fn suspicious(node: &Node) -> bool {
    fn wide_key(node: &Node) -> bool {
        match &node.kind {
            Kind::Scalar { .. } => false,
            Kind::Seq(items) => items.iter().any(wide_key),
            Kind::Map(entries) => entries.iter().any(|(key, value)| {
                key.text().is_some_and(|it| it.starts_with(is_wide_space)) || wide_key(value)
            }),
        }
    }
    matches!(&node.kind, Kind::Scalar { .. }) && !node.is_empty() || wide_key(node)
}

/// The habits found in a piece of YAML.
pub(crate) fn lint(yaml: &str, first_line: u32, known: &dyn Fn(&str) -> bool) -> Vec<Found> {
    let line = |(number, text): (usize, &str)| {
        let (col, len, trouble) = habit(text, known)?;
        Some((Span::new(first_line + number as u32, col, len), Problem::Yaml(trouble)))
    };
    yaml.lines().enumerate().filter_map(line).collect()
}

/// The habit of one line, with its column and length.
fn habit(line: &str, known: &dyn Fn(&str) -> bool) -> Option<(u32, u32, YamlTrouble)> {
    if line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> ") || line == "=======" {
        return Some((1, line.chars().count() as u32, YamlTrouble::ConflictMarker));
    }
    let mut col = 0;
    let mut rest = line;
    while let Some(it) = rest.chars().next() {
        match it {
            '\t' => return Some((col + 1, 1, YamlTrouble::TabIndent)),
            it if is_wide_space(it) => return Some((col + 1, 1, YamlTrouble::WideIndent)),
            ' ' => {}
            '-' if rest[1..].starts_with([' ', '\u{3000}']) => {}
            _ => break,
        }
        col += 1;
        rest = &rest[it.len_utf8()..];
    }
    if rest.is_empty() || rest.starts_with(['#', '"', '\'']) {
        return None;
    }
    let colon = rest.find([':', '：'])?;
    let (key, after) = rest.split_at(colon);
    let key = key.trim_end();
    let wide = after.starts_with('：');
    let value = after.trim_start_matches([':', '：']).trim();
    let plausible = !key.is_empty()
        && key.chars().count() <= 12
        && !key.contains(|it: char| it.is_whitespace() || "，。、,.".contains(it));
    if wide && (known(key) || plausible) {
        let at = col + key.chars().count() as u32 + 1;
        return Some((at, 1, YamlTrouble::WideColon { key: key.into(), value: value.into() }));
    }
    let glued = !wide && !after[1..].is_empty() && !after[1..].starts_with(' ');
    if glued && known(key) {
        let at = col + key.chars().count() as u32 + 1;
        let (key, value) = (key.into(), value.into());
        return Some(match after[1..].starts_with(is_wide_space) {
            true => (at + 1, 1, YamlTrouble::WideSpace { key, value }),
            false => (at, 1, YamlTrouble::NoSpace { key, value }),
        });
    }
    None
}

/// The habit behind a text that stands where keys were expected (`送教课时：2` below `数据:`), and how many characters
/// stand before its place.
pub(crate) fn of_text(text: &str, known: &dyn Fn(&str) -> bool) -> Option<(u32, YamlTrouble)> {
    let first = text.lines().next()?;
    let (col, _, trouble) =
        habit(first, &|key| known(key) || !key.is_empty() && !key.contains(' '))?;
    Some((col - 1, trouble))
}

fn is_wide_space(it: char) -> bool {
    matches!(it, '\u{3000}' | '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}')
}
