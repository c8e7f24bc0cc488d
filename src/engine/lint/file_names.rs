//! Names of files that not every system can store: the archive is cloned on Windows, unpacked from a USB stick, served
//! by any server.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, FileNameProblem, Problem, Span, Stray};
use crate::parse;
use crate::privacy;
use crate::syntax::file_name::is_device;
use crate::syntax::text::{is_deceptive, is_plain, nfc};

/// What is wrong with the names of files and folders; each is reported once, at the first path that has it.
#[must_use]
pub fn file_names(paths: &[&str]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut seen = SeenPaths::default();
    let mut previous = "";
    for path in paths {
        for hit in privacy::scan(path) {
            let problem = parse::personal_data(hit);
            diagnostics.push(Diagnostic::new(path, Span::first(), problem));
        }
        if let Some(stray) = refused_extension(last_name(path)) {
            diagnostics.push(Diagnostic::new(path, Span::first(), Problem::StrayFile(stray)));
        }
        // Paths are sorted: folders in common with the previous path are checked already.
        let checked = folders_in_common(previous, path);
        previous = path;
        let folder_ends = path.match_indices('/').map(|(at, _)| at);
        for end in folder_ends.chain([path.len()]) {
            if checked <= end
                && let Some(problem) = seen.check(&path[..end])
            {
                diagnostics.push(Diagnostic::new(path, Span::first(), Problem::FileName(problem)));
            }
        }
    }
    diagnostics
}

/// The paths of files and folders seen so far, by what a system may take for the same.
#[derive(Default)]
struct SeenPaths<'p> {
    by_folded: FxHashMap<Cow<'p, str>, &'p str>,
}

impl<'p> SeenPaths<'p> {
    /// Adds a path, and says what is wrong with its last name.
    fn check(&mut self, path: &'p str) -> Option<FileNameProblem> {
        let folded = folded(path);
        match self.by_folded.get(&folded) {
            Some(first) if *first == path => None,
            Some(first) => Some(FileNameProblem::Collides { with: (*first).into() }),
            None => {
                self.by_folded.insert(folded, path);
                name_problem(last_name(path))
            }
        }
    }
}

fn last_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What two paths have in common that a system may take for the same: case and Unicode normal form are folded.
#[must_use]
pub fn folded(path: &str) -> Cow<'_, str> {
    if path.chars().all(|ch| is_plain(ch) && !ch.is_ascii_uppercase()) {
        return Cow::Borrowed(path);
    }
    nfc(&path.to_lowercase()).into()
}

/// Where the names begin in which a path differs from the previous one.
fn folders_in_common(previous: &str, path: &str) -> usize {
    let common = previous.bytes().zip(path.bytes()).take_while(|(one, other)| one == other).count();
    match path.as_bytes()[..common].iter().rposition(|byte| *byte == b'/') {
        Some(slash) => slash + 1,
        None => 0,
    }
}

/// Kinds of files that must not be attached: active content, and photos whose metadata cannot be removed.
fn refused_extension(name: &str) -> Option<Stray> {
    const ACTIVE: [&str; 24] = [
        "svg", "svgz", "html", "htm", "xhtml", "xht", "shtml", "mhtml", "xml", "xsl", "js", "mjs",
        "wasm", "swf", "hta", "exe", "com", "scr", "bat", "cmd", "ps1", "vbs", "jar", "lnk",
    ];
    const WITH_NOTES: [&str; 5] = ["heic", "heif", "avif", "tif", "tiff"];
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.trim_end().to_ascii_lowercase();
    if ACTIVE.contains(&&*extension) {
        Some(Stray::Active)
    } else if WITH_NOTES.contains(&&*extension) {
        Some(Stray::Notes)
    } else {
        None
    }
}

/// What is wrong with a single name.
#[must_use]
pub fn name_problem(name: &str) -> Option<FileNameProblem> {
    for ch in name.chars() {
        match ch {
            '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => {
                return Some(FileNameProblem::Character(ch));
            }
            _ if is_deceptive(ch) => return Some(FileNameProblem::Invisible(ch.into())),
            _ => {}
        }
    }
    if is_device(name) {
        Some(FileNameProblem::Reserved)
    } else if name.ends_with(['.', ' ']) {
        Some(FileNameProblem::Edge)
    } else if name.len() > 255 {
        Some(FileNameProblem::Long)
    } else if name.contains('%') {
        Some(FileNameProblem::Percent)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(paths: &[&str], want: &[&str]) {
        let mut reported = Vec::new();
        for Diagnostic { file, problem, .. } in file_names(paths) {
            let Problem::FileName(problem) = problem else { panic!("{problem:?}") };
            reported.push(format!("{file} {problem:?}"));
        }
        assert_eq!(reported, want);
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
        // A decomposed name alone is fine: some systems write names that way.
        check(&["content/e\u{301}cole.md"], &[]);
    }

    #[test]
    fn names_that_some_system_cannot_store_are_reported() {
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
    fn a_percent_sign_is_a_warning() {
        check(&["content/完成率100%.md"], &["content/完成率100%.md Percent"]);
        let warned = file_names(&["content/100%.md"]);
        assert_eq!(warned[0].problem.severity(), crate::diagnostics::Severity::Warning);
    }

    #[test]
    fn names_that_some_system_takes_for_the_same_are_reported() {
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
