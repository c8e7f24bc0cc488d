//! Descriptions of keys and maps, from the tables of docs/content-reference.md, which are their only source.

use crate::diagnostics::BilingualName;

const REFERENCE: &str = include_str!("../../docs/content-reference.md");

/// The description of a key in a map: its names, and what the reference says about it.
pub(super) fn key(map: &str, key: BilingualName) -> String {
    let names = format!("{} {}", key.zh, key.en);
    let row = section(map).lines().find_map(|line| description(line, key));
    match row.map(plain) {
        Some(row) if !row.is_empty() => format!("{names}：{row}"),
        _ => names,
    }
}

/// What the reference says about a key in a map; empty where it says nothing.
pub(super) fn meaning(map: &str, key: BilingualName) -> String {
    section(map).lines().find_map(|line| description(line, key)).map(plain).unwrap_or_default()
}

/// The third cell of the key's row in a table.
fn description(line: &str, key: BilingualName) -> Option<&str> {
    let mut cells = line.strip_prefix("| ")?.split(" | ");
    if cells.next()? != key.zh || cells.next()? != key.en {
        return None;
    }
    Some(cells.next().unwrap_or_default().trim_end_matches('|').trim())
}

/// The sentence with which the reference introduces a map that has no table.
pub(super) fn map(map: &str) -> Option<String> {
    let first = section(map).lines().map(str::trim).find(|line| !line.is_empty())?;
    if first.starts_with(['|', '#']) { None } else { Some(plain(first)) }
}

/// The part of the reference about a map.
fn section(map: &str) -> &'static str {
    let mark = format!("<!-- fields: {map} -->");
    let after = REFERENCE.split_once(&mark).map_or("", |(_, after)| after);
    let end = after.find("<!-- fields:").unwrap_or(after.len());
    after[..end].split("\n## ").next().unwrap_or_default()
}

/// A text without the marks of Markdown: code, bold, and links except for their texts.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once('[') {
        let Some((words, after)) = link.split_once("](") else { break };
        out.push_str(before);
        out.push_str(words);
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // The page has a section on the field below, an editor has not.
    out.replace(['`', '*'], "").replace("，见下", "").replace("见下", "")
}
