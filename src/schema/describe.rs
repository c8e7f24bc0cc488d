//! What docs/content-reference.md says of a key: the tables there are the one place for these words.

use crate::diagnostics::BilingualName;

const REFERENCE: &str = include_str!("../../docs/content-reference.md");

/// What the reference says of a key in a map; nothing where it only lists it.
pub(super) fn key(map: &str, key: BilingualName) -> String {
    let row = section(map).lines().find_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let fits = cells.next()? == key.zh && cells.next()? == key.en;
        fits.then(|| cells.next().unwrap_or_default().trim_end_matches('|').trim())
    });
    let names = format!("{} {}", key.zh, key.en);
    match row.map(plain).filter(|it| !it.is_empty()) {
        Some(row) => format!("{names}：{row}"),
        None => names,
    }
}

/// The sentence with which the reference introduces a map that has no table.
pub(super) fn map(map: &str) -> Option<String> {
    let first = section(map).lines().map(str::trim).find(|it| !it.is_empty())?;
    (!first.starts_with(['|', '#'])).then(|| plain(first))
}

/// The part of the reference about a map.
fn section(map: &str) -> &'static str {
    let mark = format!("<!-- fields: {map} -->");
    let after = REFERENCE.split_once(&mark).map_or("", |(_, after)| after);
    let end = after.find("<!-- fields:").unwrap_or(after.len());
    after[..end].split("\n## ").next().unwrap_or_default()
}

/// Without the marks of Markdown: code, bold, and links but for their text.
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
    // A field of its own stands below in the page, but not in an editor.
    out.replace(['`', '*'], "").replace("，见下", "").replace("见下", "")
}
