//! Adds items to the list of an indicators.yaml as a person would: at its end, with its indentation and line ends, and
//! nothing else is touched.

use super::super::yaml_keys::{dash_indent, is_key, value_of};
use crate::parse::names::INDICATORS;
use crate::syntax::yaml::{self, Node, NodeKind};

/// Why nothing could be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AppendRefusal {
    /// The list is written in brackets on one line.
    InBrackets,
    /// The file is not a map with a list.
    NoList,
}

/// One item of a list of indicators, with its comments, indented by two spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct IndicatorItem<'t> {
    pub(super) name: &'t str,
    pub(super) text: &'t str,
}

/// The items of a preset's own indicators.yaml, which begin with `  - name: `.
pub(super) fn items(text: &str) -> Vec<IndicatorItem<'_>> {
    let mut items = Vec::new();
    let mut starts = Vec::new();
    for (at, _) in text.match_indices("\n  - ") {
        starts.push(at + 1);
    }
    starts.push(text.len());
    for pair in starts.windows(2) {
        let &[start, end] = pair else { continue };
        let text = &text[start..end];
        let first = text.lines().next().unwrap_or_default();
        let (_, name) = first.split_once(": ").unwrap_or_default();
        items.push(IndicatorItem { name: name.trim(), text });
    }
    items
}

/// An indicators.yaml with items added.
///
/// # Errors
/// When the list is not one to which lines can be added.
pub fn append_indicators(text: &str, items: &[&str]) -> Result<String, AppendRefusal> {
    let ending = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let Ok(document) = yaml::parse(text, 1, &|_| true) else { return Err(AppendRefusal::NoList) };
    let NodeKind::Map(entries) = &document.root.kind else { return Err(AppendRefusal::NoList) };
    if let Some((last, _)) = entries.last()
        && !is_key(last, INDICATORS)
    {
        return Err(AppendRefusal::NoList);
    }
    let (mut text, indent) = match value_of(entries, INDICATORS) {
        None => (format!("{}指标:{ending}", ended(text, ending)), 2),
        Some(list) => with_open_list(text, list, ending)?,
    };
    for item in items {
        for line in item.lines() {
            let line = line.strip_prefix("  ").unwrap_or(line);
            if !line.is_empty() {
                text.push_str(&" ".repeat(indent));
            }
            text.push_str(line);
            text.push_str(ending);
        }
    }
    Ok(text)
}

/// The text with a list that lines can be added to, and the indentation of its items.
fn with_open_list(text: &str, list: &Node, ending: &str) -> Result<(String, usize), AppendRefusal> {
    let line_number = list.span.start.line.saturating_sub(1) as usize;
    let line = text.lines().nth(line_number).unwrap_or_default();
    match &list.kind {
        NodeKind::Scalar { .. } if list.is_empty() => Ok((ended(text, ending), 2)),
        NodeKind::Seq(items) if items.is_empty() => {
            let (Some(open), Some(close)) = (line.find('['), line.find(']')) else {
                return Err(AppendRefusal::InBrackets);
            };
            if close < open {
                return Err(AppendRefusal::InBrackets);
            }
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            if let Some(line) = lines.get_mut(line_number) {
                line.replace_range(open..=close, "");
                line.truncate(line.trim_end().len());
            }
            Ok((lines.join(ending) + ending, 2))
        }
        NodeKind::Seq(items) => match items.first().and_then(|item| dash_indent(text, item)) {
            Some(indent) => Ok((ended(text, ending), indent)),
            None => Err(AppendRefusal::InBrackets),
        },
        NodeKind::Scalar { .. } | NodeKind::Map(_) => Err(AppendRefusal::NoList),
    }
}

/// The text with a line end at its end.
fn ended(text: &str, ending: &str) -> String {
    match text.is_empty() || text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}{ending}"),
    }
}
