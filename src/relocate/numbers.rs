//! File numbers stay with what was moved: the ids behind them follow, line by line.

use super::ids::{Named, NewNames};
use super::references::yaml_scalar;
use crate::syntax::text_edits::TextEdits;

/// Rewrites the ids of numbers.yaml. Retired numbers keep what they were given to.
pub(super) fn numbers(names: &NewNames<'_>, edits: &mut TextEdits) {
    let text = edits.written().to_owned();
    let (mut start, mut is_retired) = (0, false);
    for line in text.split_inclusive('\n') {
        let at = start;
        start += line.len();
        let content = line.trim();
        if !line.starts_with([' ', '\t']) && content.ends_with(':') {
            is_retired = matches!(content, "retired:" | "注销:");
        }
        let Some((number, value)) = content.split_once(": ") else { continue };
        if is_retired || content.starts_with('#') {
            continue;
        }
        let value = value.trim();
        let Some(id) = scalar(value) else { continue };
        if let Some(new) = names.of(Named::Document, &id) {
            let leading = line.len() - line.trim_start().len();
            let offset = content[number.len() + 2..].find(value).unwrap_or_default();
            let begin = at + leading + number.len() + 2 + offset;
            edits.replace(begin..begin + written_len(value), yaml_scalar(&new));
        }
    }
}

/// The id that a value means.
fn scalar(value: &str) -> Option<String> {
    if value.starts_with('"') {
        return serde_json::from_str(value).ok();
    }
    if let Some(rest) = value.strip_prefix('\'') {
        return Some(rest.strip_suffix('\'')?.replace("''", "'"));
    }
    Some(value.get(..written_len(value))?.to_owned())
}

/// The length of a value without the comment behind it.
fn written_len(value: &str) -> usize {
    if value.starts_with(['"', '\'']) {
        return value.len();
    }
    value.split(" #").next().unwrap_or_default().trim_end().len()
}
