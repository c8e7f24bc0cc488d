//! Names of files that every system can hold: the archive is cloned on Windows, unpacked from a stick, served by anyone.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, FileNameTrouble, Problem, Span, Stray};
use crate::parse;
use crate::privacy;
use crate::syntax::text::{is_plain, nfc};

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
/// The same, followed by a digit.
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// What is wrong with the names of files and folders; told once, at the first path that has it.
#[must_use]
pub fn file_names(paths: &[&str]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let mut seen: FxHashMap<Cow<'_, str>, &str> = FxHashMap::default();
    let mut before = "";
    for path in paths {
        // Paths are sorted: the folders that the one before lies in too were looked at with it.
        let known = folders_in_common(before, path);
        before = path;
        let name = path.rsplit('/').next().unwrap_or(path);
        for it in privacy::scan(path) {
            let problem = parse::personal_data(it.kind, it.masked);
            out.push(Diagnostic::new(path, Span::first(), problem));
        }
        if let Some(stray) = refused_ending(name) {
            out.push(Diagnostic::new(path, Span::first(), Problem::StrayFile(stray)));
        }
        let tell = |trouble| Diagnostic::new(path, Span::first(), Problem::FileName(trouble));
        // A folder's path stands for all that lies in it.
        for end in
            path.match_indices('/').map(|(at, _)| at).chain([path.len()]).filter(|it| known <= *it)
        {
            let whole = &path[..end];
            let folded = folded(whole);
            match seen.get(&folded) {
                Some(first) if *first == whole => continue,
                Some(first) => out.push(tell(FileNameTrouble::Collides { with: (*first).into() })),
                None => {
                    seen.insert(folded, whole);
                    out.extend(trouble(whole.rsplit('/').next().unwrap_or(whole)).map(tell));
                }
            }
        }
    }
    out
}

/// What two names have in common that a system may take for one.
fn folded(path: &str) -> Cow<'_, str> {
    let is_folded = |it: char| is_plain(it) && !it.is_ascii_uppercase();
    if path.chars().all(is_folded) { Cow::Borrowed(path) } else { nfc(&path.to_lowercase()).into() }
}

/// Where the names begin in which a path differs from another.
fn folders_in_common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    other.as_bytes()[..same].iter().rposition(|it| *it == b'/').map_or(0, |it| it + 1)
}

/// Files that nobody may put beside a record.
fn refused_ending(name: &str) -> Option<Stray> {
    const ACTIVE: [&str; 24] = [
        "svg", "svgz", "html", "htm", "xhtml", "xht", "shtml", "mhtml", "xml", "xsl", "js", "mjs",
        "wasm", "swf", "hta", "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "jar", "lnk",
    ];
    const WITH_NOTES: [&str; 5] = ["heic", "heif", "avif", "tif", "tiff"];
    let ending = name.rsplit_once('.')?.1.trim_end().to_ascii_lowercase();
    if ACTIVE.contains(&&*ending) {
        Some(Stray::Active)
    } else if WITH_NOTES.contains(&&*ending) {
        Some(Stray::Notes)
    } else {
        None
    }
}

fn trouble(name: &str) -> Option<FileNameTrouble> {
    let bad = name.chars().find_map(|it| match it {
        '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => Some(FileNameTrouble::Character(it)),
        _ if is_invisible(it) => Some(FileNameTrouble::Invisible(it.into())),
        _ => None,
    });
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let numbered = |device: &&str| {
        stem.strip_prefix(*device).is_some_and(|it| matches!(it.as_bytes(), [b'1'..=b'9']))
    };
    if bad.is_some() {
        bad
    } else if DEVICES.contains(&&*stem) || NUMBERED_DEVICES.iter().any(numbered) {
        Some(FileNameTrouble::Reserved)
    } else if name.ends_with(['.', ' ']) {
        Some(FileNameTrouble::Edge)
    } else if name.len() > 255 {
        Some(FileNameTrouble::Long)
    } else {
        None
    }
}

/// Control characters, zero-width ones, and those that turn the direction of a text: `总结<RLO>dm.exe`.
fn is_invisible(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], want: &[&str]) {
        let words = |it: &Diagnostic| {
            let Problem::FileName(trouble) = &it.problem else { panic!("{it:?}") };
            format!("{} {trouble:?}", it.file)
        };
        assert_eq!(file_names(paths).iter().map(words).collect::<Vec<_>>(), want);
    }

    #[test]
    fn plain_names_are_fine() {
        check(
            &[
                "content/学校/a/活动/2024-03-15-送教 （1）.md",
                "content/con-1.md",
                "content/a.b/c.jpg",
            ],
            &[],
        );
        // A decomposed name alone is only what some systems make of it.
        check(&["content/e\u{301}cole.md"], &[]);
    }

    #[test]
    fn names_that_some_system_cannot_hold() {
        check(&["content/CON.md"], &["content/CON.md Reserved"]);
        check(&["content/lpt1/a.md", "content/lpt1/b.md"], &["content/lpt1/a.md Reserved"]);
        check(&["content/a .md", "content/b. "], &["content/b.  Edge"]);
        check(&["content/a:b.md"], &["content/a:b.md Character(':')"]);
        check(&["content/a\u{202e}b.md"], &["content/a\u{202e}b.md Invisible(8238)"]);
        check(&["content/a\nb.md"], &["content/a\nb.md Invisible(10)"]);
        check(
            &[&format!("content/{}", "长".repeat(86))],
            &[&format!("content/{} Long", "长".repeat(86))],
        );
    }

    #[test]
    fn names_that_some_system_cannot_tell_apart() {
        check(
            &["content/A.md", "content/a.md"],
            &["content/a.md Collides { with: \"content/A.md\" }"],
        );
        check(
            &["content/e\u{301}.md", "content/é.md"],
            &["content/é.md Collides { with: \"content/e\\u{301}.md\" }"],
        );
        check(
            &["content/Dir/a.md", "content/dir/b.md", "content/dir/c.md"],
            &["content/dir/b.md Collides { with: \"content/Dir\" }"],
        );
    }
}
