//! Links and pictures between documents: relative paths follow what is moved, and what they stand in.

use super::place::Relocation;
use super::text_edits::TextEdits;
use crate::engine::links::{joined_path, link_path};
use crate::model::Body;
use crate::source::Source;
use crate::syntax::markdown::{self, AddressKind};
use crate::syntax::span::Span;
use crate::syntax::text::nfc;
use rustc_hash::FxHashMap;

/// The paths of all files, by their spelling in NFC.
pub(super) struct KnownPaths<'a>(FxHashMap<String, &'a str>);

impl<'a> KnownPaths<'a> {
    pub(super) fn of(source: &'a dyn Source) -> KnownPaths<'a> {
        let mut paths = FxHashMap::default();
        for path in source.paths() {
            paths.insert(nfc(path), path);
        }
        KnownPaths(paths)
    }
}

/// Rewrites the links of a text. `file` is its path before the move.
pub(super) fn links(
    (file, body): (&str, &Body),
    relocation: &Relocation,
    known: &KnownPaths<'_>,
    edits: &mut TextEdits,
) {
    if !body.text.contains(['[', '<']) {
        return;
    }
    let new_file = relocation.new_path(file);
    for link in markdown::outline(&body.text).links {
        if markdown::address_kind(&link.href) != AddressKind::Local {
            continue;
        }
        let span = Span::new(body.first_line + link.at.line - 1, link.at.col, link.at.len);
        let Some(range) = edits.range(span) else { continue };
        let written = edits.slice(&range).to_owned();
        // An address that is written elsewhere, or in another way, stays: old paths are good.
        let (path, anchor) = match written.split_once('#') {
            Some((path, _)) => (path, written.get(path.len()..).unwrap_or_default()),
            None => (written.as_str(), ""),
        };
        let target = joined_path(file, &link_path(path));
        if path.is_empty()
            || target.is_none()
            || target != joined_path(file, &link_path(&link.href))
        {
            continue;
        }
        let Some(target) = target.and_then(|target| known.0.get(nfc(&target).as_str())) else {
            continue;
        };
        let new_target = relocation.new_path(target);
        let new_path = relative(&new_file, &new_target);
        if joined_path(&new_file, &link_path(path)).as_deref().map(nfc) == Some(nfc(&new_target)) {
            continue; // still right as it stands
        }
        edits.replace(range, format!("{}{anchor}", encoded(&new_path)));
    }
}

/// The path from a file to another one.
fn relative(from: &str, to: &str) -> String {
    let mut from: Vec<&str> = from.split('/').collect();
    from.pop();
    let to: Vec<&str> = to.split('/').collect();
    let same = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let same = same.min(to.len() - 1);
    let up = "../".repeat(from.len() - same);
    format!("{up}{}", to[same..].join("/"))
}

/// A path as an address in Markdown: characters that end an address are encoded.
fn encoded(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for ch in path.chars() {
        match ch {
            ' ' => out.push_str("%20"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '#' => out.push_str("%23"),
            '%' => out.push_str("%25"),
            '\\' => out.push_str("%5C"),
            '*' => out.push_str("%2A"),
            _ if ch.is_whitespace() => {
                let mut bytes = [0; 4];
                for byte in ch.encode_utf8(&mut bytes).bytes() {
                    out.push_str(&format!("%{byte:02X}"));
                }
            }
            _ => out.push(ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file() {
        for (from, to, path) in [
            ("content/a/x.md", "content/a/y.md", "y.md"),
            ("content/a/x.md", "content/b/y.md", "../b/y.md"),
            ("content/a/x/index.md", "content/a/x/照片.jpg", "照片.jpg"),
            ("content/a/x.md", "content/a/x.md", "x.md"),
            ("content/a/b/x.md", "content/y.md", "../../y.md"),
        ] {
            assert_eq!(relative(from, to), path);
        }
        assert_eq!(encoded("a b/（1）(2).md"), "a%20b/（1）%282%29.md");
    }
}
