//! Raw trees of a push: entries that would leave the folder of a clone, or overwrite git's own files.
//!
//! Git checks the same where `receive.fsckObjects` is set. A server whose settings were changed must not accept them
//! either, because nobody could clone the archive any more.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::ObjectProblem;
use crate::engine::lint::folded;
use crate::source::git::ObjectId;
use crate::syntax::ascii::is_digits;

/// What is wrong with a raw tree. `id_bytes` is the length of an object's id: 20, or 32 with SHA-256.
#[must_use]
pub fn tree_problems(raw: &[u8], id_bytes: usize) -> Vec<ObjectProblem> {
    let mut problems = Vec::new();
    let mut previous: Option<Entry<'_>> = None;
    let mut names = BTreeSet::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let Some((entry, after)) = next_entry(rest, id_bytes) else {
            problems.push(ObjectProblem::BrokenTree);
            break;
        };
        rest = after;
        let is_in_order = previous.is_none_or(|previous| previous.is_before(entry));
        if !entry.has_known_mode() || !is_in_order || !names.insert(entry.name) {
            problems.push(ObjectProblem::BrokenTree);
            break;
        }
        if is_dangerous(entry.name) {
            let name = String::from_utf8_lossy(entry.name).into_owned();
            problems.push(ObjectProblem::EntryName { name });
        }
        previous = Some(entry);
    }
    problems
}

/// The entries of a raw tree that some system takes for the same: names that differ in case or in their Unicode form.
#[must_use]
pub fn name_twins(raw: &[u8], id_bytes: usize) -> Vec<(String, String)> {
    let mut twins = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut rest = raw;
    while let Some((entry, after)) = next_entry(rest, id_bytes) {
        rest = after;
        let name = String::from_utf8_lossy(entry.name).into_owned();
        let key = folded(&name).into_owned();
        match seen.get(&key) {
            Some(first) => twins.push((first.clone(), name)),
            None => {
                seen.insert(key, name);
            }
        }
    }
    twins
}

/// What a raw tree holds itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreeContent {
    /// The number of its files.
    pub files: u64,
    /// Its folders.
    pub folders: Vec<ObjectId>,
}

impl TreeContent {
    /// What a raw tree holds, up to the first entry that cannot be read.
    #[must_use]
    pub fn of(raw: &[u8], id_bytes: usize) -> TreeContent {
        let mut content = TreeContent::default();
        let mut rest = raw;
        while let Some((entry, after)) = next_entry(rest, id_bytes) {
            rest = after;
            match ObjectId::new(&hex(entry.id)) {
                Some(id) if entry.mode == b"40000" => content.folders.push(id),
                _ => content.files += 1,
            }
        }
        content
    }
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        text.push(DIGITS[usize::from(byte >> 4)].into());
        text.push(DIGITS[usize::from(byte & 15)].into());
    }
    text
}

#[derive(Clone, Copy)]
struct Entry<'t> {
    mode: &'t [u8],
    name: &'t [u8],
    id: &'t [u8],
}

impl Entry<'_> {
    fn has_known_mode(&self) -> bool {
        matches!(self.mode, b"40000" | b"100644" | b"100755" | b"100664" | b"120000" | b"160000")
    }

    /// Whether an entry stands before another one, as git orders them: a folder as if its name ended in `/`.
    fn is_before(self, other: Entry<'_>) -> bool {
        let own = self.name.iter().copied().chain(self.slash());
        own.lt(other.name.iter().copied().chain(other.slash()))
    }

    fn slash(self) -> Option<u8> {
        (self.mode == b"40000").then_some(b'/')
    }
}

/// Parses `<mode> <name> NUL <id>`.
fn next_entry(bytes: &[u8], id_bytes: usize) -> Option<(Entry<'_>, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let (mode, rest) = (bytes.get(..space)?, bytes.get(space + 1..)?);
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (name, rest) = (rest.get(..end)?, rest.get(end + 1..)?);
    let (id, rest) = rest.split_at_checked(id_bytes)?;
    Some((Entry { mode, name, id }, rest))
}

/// Files that git reads in a folder of records. Spelled otherwise they would be read on some systems only.
pub(super) const GIT_FILES: [&str; 4] = [".gitattributes", ".gitignore", ".gitmodules", ".mailmap"];
/// What Windows may call these files when it shortens names, up to the number.
const SHORT_NAMES: [&str; 10] = [
    "git~", "gitatt~", "gitign~", "gitmod~", "mailma~", "gi7d29~", "gi250a~", "gi7eba~", "ma30ed~",
    "gita~",
];

/// Whether a name leaves the folder, or some system takes it for one of git's own.
fn is_dangerous(name: &[u8]) -> bool {
    if name.is_empty() || name.contains(&b'/') {
        return true;
    }
    let text = String::from_utf8_lossy(name);
    // Windows takes `\` for `/`.
    text.split('\\').any(|part| is_dangerous_part(part, &text))
}

fn is_dangerous_part(part: &str, whole: &str) -> bool {
    // A Mac ignores these characters in names, Windows what follows a colon, and dots and spaces at the end.
    let seen: String = part.chars().filter(|ch| !is_ignored(*ch)).collect();
    let seen = seen.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if matches!(&*seen, "." | "..") {
        return true;
    }
    let seen = seen.trim_end_matches(['.', ' ']);
    if seen.is_empty() && part.starts_with('.') {
        return true;
    }
    seen == ".git" || is_short_name(seen) || (GIT_FILES.contains(&seen) && seen != whole)
}

fn is_short_name(name: &str) -> bool {
    for short in SHORT_NAMES {
        if let Some(number) = name.strip_prefix(short) {
            return is_digits(number);
        }
    }
    false
}

/// The characters that the file system of a Mac leaves out when it compares names.
fn is_ignored(ch: char) -> bool {
    matches!(ch, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{206a}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut raw = Vec::new();
        for (mode, name) in entries {
            raw.extend_from_slice(format!("{mode} {name}\0").as_bytes());
            raw.extend_from_slice(&[7; 20]);
        }
        raw
    }

    #[test]
    fn ordinary_trees_are_fine() {
        let entries = [
            ("100644", ".gitattributes"),
            ("100644", ".gitignore"),
            ("100644", "a.md"),
            ("40000", "a"),
            ("100755", "a0"),
            ("100644", "git"),
            ("100644", "…md"),
        ];
        assert_eq!(tree_problems(&tree(&entries), 20), []);
        let content = TreeContent::of(&tree(&entries), 20);
        let folder = ObjectId::new(&"07".repeat(20)).unwrap();
        assert_eq!(content, TreeContent { files: 6, folders: vec![folder] });
        assert_eq!(tree_problems(&[], 20), []);
    }

    #[test]
    fn names_that_some_system_takes_for_the_same_are_twins() {
        let names = ["_A.txt", "_a.txt", "e\u{301}.md", "É.md", "b.txt"];
        let entries: Vec<_> = names.iter().map(|name| ("100644", *name)).collect();
        let twins = name_twins(&tree(&entries), 20);
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(twins, [pair("_A.txt", "_a.txt"), pair("e\u{301}.md", "É.md")]);
        assert_eq!(name_twins(b"nonsense", 20), []);
    }

    #[test]
    fn names_of_gits_own_are_found_in_every_spelling() {
        for name in [
            "..",
            ".",
            "",
            "a/b",
            ".git",
            ".GIT",
            ".Git ",
            ".git.",
            ".git...  ",
            ".git::$INDEX_ALLOCATION",
            ".git:x",
            "git~1",
            "GIT~12",
            ".g\u{200c}it",
            "\u{feff}.git",
            ".gi\u{206f}t",
            "a\\..\\b",
            ".git\\config",
            "a\\.git",
            ".GITMODULES",
            ".gitattributes ",
            ".gitatt\u{200d}ributes",
            "GITMOD~1",
            "gi7eba~1",
            "...",
            ". ",
            "..\u{200d}",
        ] {
            let problems = tree_problems(&tree(&[("100644", name)]), 20);
            assert_eq!(problems, [ObjectProblem::EntryName { name: name.to_owned() }], "{name:?}");
        }
    }

    #[test]
    fn trees_that_git_would_not_write_are_broken() {
        let broken = [ObjectProblem::BrokenTree];
        for entries in [
            &[("100644", "b"), ("100644", "a")][..],
            &[("100644", "a"), ("100644", "a")],
            &[("100644", "a"), ("40000", "a")],
            &[("100644", "a"), ("100644", "a.md"), ("40000", "a")],
            &[("40000", "a"), ("100644", "a.md")],
            &[("040000", "a")],
            &[("100600", "a")],
        ] {
            assert_eq!(tree_problems(&tree(entries), 20), broken, "{entries:?}");
        }
        assert_eq!(tree_problems(b"100644 a\0short", 20), broken);
        assert_eq!(tree_problems(b"nonsense", 20), broken);
    }

    #[test]
    fn no_bytes_make_it_fail() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 33) as usize
        };
        const PARTS: [&[u8]; 8] =
            [b"40000 ", b"100644 ", b"a", b".git", b"\0", &[7; 20], b" ", b"\xff"];
        for _ in 0..20_000 {
            let mut raw = Vec::new();
            for _ in 0..next() % 12 {
                raw.extend_from_slice(PARTS[next() % PARTS.len()]);
            }
            let content = TreeContent::of(&raw, 20);
            assert!(content.files + content.folders.len() as u64 <= raw.len() as u64);
            let _ = tree_problems(&raw, 20);
        }
    }
}
