//! Links and pictures between documents: relative paths follow what is moved, and what they stand in.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::place::Relocation;
use crate::engine::links::{joined_path, link_path};
use crate::model::Body;
use crate::source::Source;
use crate::syntax::markdown::{self, AddressKind};
use crate::syntax::span::Span;
use crate::syntax::text::nfc;
use crate::syntax::text_edits::TextEdits;

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
    let linked = LinkEdits { file, new_file: &new_file, relocation, known };
    // The addresses that stand below the text: `[计划][p]` … `[p]: ../计划/2024.md`.
    let mut elsewhere: FxHashSet<String> = FxHashSet::default();
    for link in markdown::outline(&body.text).links {
        if markdown::address_kind(&link.href) != AddressKind::Local {
            continue;
        }
        let span = Span::new(body.first_line + link.at.line - 1, link.at.col, link.at.len);
        let target = linked.target(&link.href);
        let Some(range) = edits.range(span) else { continue };
        match linked.target(edits.slice(&range)) == target {
            true => linked.address(range, edits),
            false => elsewhere.extend(target),
        }
    }
    if elsewhere.is_empty() {
        return;
    }
    for (line, number) in body.text.lines().zip(body.first_line..) {
        let Some((col, address)) = definition(line) else { continue };
        let len = address.chars().count() as u32;
        if let Some(target) = linked.target(address)
            && elsewhere.contains(&target)
            && let Some(range) = edits.range(Span::new(number, col, len))
        {
            linked.address(range, edits);
        }
    }
}

/// The address of a line such as `[p]: ../计划/2024.md "标题"`, and its column.
fn definition(line: &str) -> Option<(u32, &str)> {
    let begin = line.trim_start();
    let (label, rest) = begin.strip_prefix('[')?.split_once("]:")?;
    let address = rest.trim_start();
    let address = match address.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?.0,
        None => address.split_whitespace().next()?,
    };
    if label.is_empty() || label.contains(['[', ']']) {
        return None;
    }
    let before = line.get(..address.as_ptr() as usize - line.as_ptr() as usize)?;
    Some((before.chars().count() as u32 + 1, address))
}

/// What addresses of one text become.
struct LinkEdits<'a> {
    file: &'a str,
    new_file: &'a str,
    relocation: &'a Relocation,
    known: &'a KnownPaths<'a>,
}

impl LinkEdits<'_> {
    /// The path that an address leads to before the move, without its anchor.
    fn target(&self, address: &str) -> Option<String> {
        let path = address.split('#').next().filter(|path| !path.is_empty())?;
        joined_path(self.file, &link_path(path))
    }

    /// Rewrites an address if it would not lead to the same file afterwards.
    fn address(&self, range: Range<usize>, edits: &mut TextEdits) {
        let written = edits.slice(&range).to_owned();
        let path = written.split('#').next().unwrap_or_default();
        let anchor = written.get(path.len()..).unwrap_or_default();
        let Some(target) = self.target(&written) else { return };
        // An address that leads nowhere stays: it may be an old one, which is still good.
        let Some(target) = self.known.0.get(nfc(&target).as_str()) else { return };
        let new_target = self.relocation.new_path(target);
        let stays = joined_path(self.new_file, &link_path(path));
        if stays.as_deref().map(nfc) == Some(nfc(&new_target)) {
            return;
        }
        let new_path = encoded(&relative(self.new_file, &new_target), has_encoded_letters(path));
        edits.replace(range, format!("{new_path}{anchor}"));
    }
}

/// Whether letters other than those of ASCII are written as `%E9…`.
fn has_encoded_letters(path: &str) -> bool {
    for code in path.split('%').skip(1) {
        if code.starts_with(is_high_digit) {
            return true;
        }
    }
    false
}

/// Whether a byte that begins with this digit is beyond ASCII.
fn is_high_digit(digit: char) -> bool {
    matches!(digit, '8' | '9' | 'A'..='F' | 'a'..='f')
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

/// A path as an address in Markdown: characters that end an address are encoded, and with `all` every letter that is not
/// of ASCII.
fn encoded(path: &str, all: bool) -> String {
    let mut out = String::with_capacity(path.len());
    for ch in path.chars() {
        let ends_address = ch.is_whitespace() || "()<>#%\\*".contains(ch);
        if !ends_address && (ch.is_ascii() || !all) {
            out.push(ch);
            continue;
        }
        let mut bytes = [0; 4];
        for byte in ch.encode_utf8(&mut bytes).bytes() {
            out.push_str(&format!("%{byte:02X}"));
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
        assert_eq!(encoded("a b/（1）(2).md", false), "a%20b/（1）%282%29.md");
        assert_eq!(encoded("送/a.md", true), "%E9%80%81/a.md");
        assert!(has_encoded_letters("%E9%80%81/a.md") && !has_encoded_letters("a%20b.md"));
    }

    #[test]
    fn addresses_below_a_text_are_found() {
        assert_eq!(definition("[p]: ../x.md \"题\""), Some((6, "../x.md")));
        assert_eq!(definition("  [计划]:<a b.md>"), Some((9, "a b.md")));
        assert_eq!(definition("[p](x.md)"), None);
        assert_eq!(definition("[]: x.md"), None);
    }
}
