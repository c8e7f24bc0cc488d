//! What a new version changes: lines of the text, and files.

use super::decide::Digests;

/// The most lines that are shown.
const MOST_LINES: usize = 60;

/// What differs between two versions of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Differences {
    /// Lines of the text that are gone.
    pub(super) removed: Vec<String>,
    /// Lines of the text that are new.
    pub(super) added: Vec<String>,
    /// How many more lines differ than are listed.
    pub(super) more: usize,
    /// Files that are new.
    pub(super) new_files: Vec<String>,
    /// Files that have other contents.
    pub(super) changed_files: Vec<String>,
    /// Files that are gone.
    pub(super) gone_files: Vec<String>,
}

/// Compares two versions. The lines between the first and the last difference are listed.
pub(super) fn differences(
    (old_text, new_text): (&str, &str),
    (old, new): (&Digests, &Digests),
    text_path: &str,
) -> Differences {
    let mut differences = Differences::default();
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old_text.lines().collect(), new_text.lines().collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let start = old_lines.iter().zip(&new_lines).take_while(same).count();
    let (old_rest, new_rest) = (&old_lines[start..], &new_lines[start..]);
    let end = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(same).count();
    let removed = &old_rest[..old_rest.len() - end];
    let added = &new_rest[..new_rest.len() - end];
    differences.removed = shown(removed);
    differences.added = shown(added);
    let listed = differences.removed.len() + differences.added.len();
    let all = removed.iter().chain(added).filter(|line| !line.trim().is_empty()).count();
    differences.more = all.saturating_sub(listed);
    for (path, digest) in new {
        match old.get(path) {
            None => differences.new_files.push(path.clone()),
            Some(held) if held != digest && path != text_path => {
                differences.changed_files.push(path.clone());
            }
            Some(_) => {}
        }
    }
    differences.gone_files = old.keys().filter(|path| !new.contains_key(*path)).cloned().collect();
    differences
}

fn shown(lines: &[&str]) -> Vec<String> {
    let written = lines.iter().filter(|line| !line.trim().is_empty());
    written.take(MOST_LINES / 2).copied().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_between_the_first_and_the_last_difference_are_listed() {
        let (old, new) = ("a\nb\nc\nd\n", "a\nB\n\nc\nd\n");
        let digests = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(path, digest)| ((*path).to_owned(), (*digest).to_owned())).collect()
        };
        let before: Digests = digests(&[("x/index.md", "1"), ("x/1.jpg", "1"), ("x/2.jpg", "1")]);
        let after: Digests = digests(&[("x/index.md", "2"), ("x/1.jpg", "2"), ("x/3.jpg", "1")]);
        let found = differences((old, new), (&before, &after), "x/index.md");
        assert_eq!((found.removed, found.added), (vec!["b".to_owned()], vec!["B".to_owned()]));
        assert_eq!(found.new_files, ["x/3.jpg"]);
        assert_eq!(found.changed_files, ["x/1.jpg"]);
        assert_eq!(found.gone_files, ["x/2.jpg"]);
        let long = "z\n".repeat(100);
        assert_eq!(differences(("", &long), (&before, &before), "").more, 70);
    }
}
