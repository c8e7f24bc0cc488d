//! Who committed which file and when, from one pass over the history. Files are followed through moves.

use std::collections::{BTreeMap, HashMap};

use super::Repository;
use crate::error::Error;
use crate::model::{Commit, Day, FileHistory, Provenance, WhyUnknown, history_key};

/// Stands before each commit in the output of `git log`, whose `-z` puts NULs between paths.
const LOG_FORMAT: &str = "--format=%x00%x00%an%x1f%cs";
/// Files that share half of their text are one file that was moved, as for `git log --follow`: git compares lines, and
/// one comma changes the whole line of a body of one paragraph.
const ALIKE: &str = "-M50%";
/// Records of one school share much by their fields alone: below this, in percent, records of two days are two records.
const ALIKE_ON_OTHER_DAYS: u32 = 70;
/// So many new files of a commit are compared with deleted ones, where their bytes differ.
const MOST_COMPARED: &str = "-l1000";

impl Repository {
    /// Whether the beginning of the history is missing.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn is_shallow(&self) -> Result<bool, Error> {
        Ok(self.text(["rev-parse", "--is-shallow-repository"])?.trim() == "true")
    }

    /// The history of every file of the archive up to a revision. `prefix` is the place of the archive in the
    /// repository.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn provenance(&self, revision: &str, prefix: &str) -> Result<Provenance, Error> {
        if self.is_shallow()? {
            return Ok(Provenance::Unknown(WhyUnknown::Shallow));
        }
        // From the top of the repository, wherever git is run.
        let folder = format!(":(top,literal){prefix}");
        let folder = if prefix.is_empty() { "." } else { folder.as_str() };
        let args = [
            "log",
            LOG_FORMAT,
            "--name-status",
            ALIKE,
            MOST_COMPARED,
            "-z",
            revision,
            "--",
            folder,
        ];
        match self.run(args) {
            Ok(log) => Ok(Provenance::Known(parse_log(&String::from_utf8_lossy(&log), prefix))),
            // A repository without any commit.
            Err(Error::Usage(_)) => Ok(Provenance::Known(HashMap::new())),
            Err(error) => Err(error),
        }
    }
}

/// Why a folder's history cannot be read, from git's message.
#[must_use]
pub fn why_unknown(error: &Error) -> WhyUnknown {
    let message = error.to_string();
    if message.contains("dubious ownership") || message.contains("safe.directory") {
        WhyUnknown::ForeignOwner
    } else {
        WhyUnknown::NoRepository
    }
}

/// Parses the log: `NUL NUL author US day`, then for every change its letter and its path after a NUL each; a move has
/// two paths. The newest commit stands first.
fn parse_log(log: &str, prefix: &str) -> HashMap<String, FileHistory> {
    let mut reader = LogReader { prefix, ..LogReader::default() };
    let mut parts = log.split('\0');
    let mut begins_commit = false;
    while let Some(part) = parts.next() {
        if part.is_empty() {
            begins_commit = true;
            continue;
        }
        if begins_commit && let Some((author, day)) = part.rsplit_once('\u{1f}') {
            reader.end_commit();
            reader.commit = match Day::parse(day.trim()) {
                Ok(day) => Some(Commit { by: author.to_owned(), day }),
                Err(_) => None,
            };
        } else {
            let letter = part.trim_start_matches('\n');
            let first = parts.next().unwrap_or_default();
            match letter.as_bytes().first() {
                Some(b'R' | b'C') => {
                    let second = parts.next().unwrap_or_default();
                    reader.moved(letter, first, second);
                }
                Some(b'A') => reader.added(first),
                Some(b'D') => reader.deleted(first),
                _ => reader.changed(first),
            }
        }
        begins_commit = false;
    }
    reader.end_commit();
    reader.finish()
}

/// Follows the files of a log from the newest commit to the oldest.
#[derive(Default)]
struct LogReader<'l> {
    prefix: &'l str,
    /// The commit being read.
    commit: Option<Commit>,
    /// What it adds, and what it deletes without moving it.
    added: Vec<&'l str>,
    deleted: Vec<&'l str>,
    /// The moves of the commit: the old key and the key of today.
    moves: Vec<(String, String)>,
    /// Old keys, and the keys of today that they became.
    keys_of_today: HashMap<String, String>,
    files: HashMap<String, FileHistory>,
    /// The commit that moved a file without changing it, in case that none is known that brought it.
    movers: BTreeMap<String, Commit>,
}

impl<'l> LogReader<'l> {
    /// The path below the archive's folder, if it is one of `content/`.
    fn below(&self, path: &'l str) -> Option<&'l str> {
        let path = match self.prefix {
            "" => path,
            prefix => path.strip_prefix(prefix)?.strip_prefix('/')?,
        };
        path.starts_with("content/").then_some(path)
    }

    /// The key under which the file at a path is known today.
    fn key_of_today(&self, path: &str) -> String {
        let key = history_key(path);
        self.keys_of_today.get(key).map_or(key, String::as_str).to_owned()
    }

    fn changed(&mut self, path: &'l str) {
        if let (Some(path), Some(commit)) = (self.below(path), &self.commit) {
            let commit = commit.clone();
            self.files.entry(self.key_of_today(path)).or_default().commits.push(commit);
        }
    }

    fn added(&mut self, path: &'l str) {
        self.changed(path);
        self.added.extend(self.below(path));
    }

    fn deleted(&mut self, path: &'l str) {
        self.deleted.extend(self.below(path));
    }

    /// A move; `letter` tells how alike the files are: `R100` changed nothing.
    fn moved(&mut self, letter: &str, old: &'l str, new: &'l str) {
        let percent: u32 = letter.get(1..).and_then(|digits| digits.parse().ok()).unwrap_or(100);
        if percent < ALIKE_ON_OTHER_DAYS && are_of_other_days(old, new) {
            self.deleted(old);
            self.added(new);
            return;
        }
        let is_changed = letter != "R100";
        if is_changed {
            self.changed(new);
        }
        let (Some(old), Some(new)) = (self.below(old), self.below(new)) else { return };
        let today = self.key_of_today(new);
        if !is_changed && let Some(commit) = &self.commit {
            self.movers.insert(today.clone(), commit.clone());
        }
        if letter.starts_with('R') {
            self.moves.push((history_key(old).to_owned(), today));
        }
    }

    /// Ends a commit: from here on, the paths before it are those before its moves. A school's folder that was renamed
    /// while its records were changed is recognised by their paths below it.
    fn end_commit(&mut self) {
        let mut tails: HashMap<&str, Vec<&str>> = HashMap::new();
        for path in &self.deleted {
            tails.entry(tail(path)).or_default().push(path);
        }
        for path in &self.added {
            if let Some([old]) = tails.get(tail(path)).map(Vec::as_slice)
                && tail(path).ends_with(".md")
            {
                self.moves.push((history_key(old).to_owned(), self.key_of_today(path)));
            }
        }
        for (old, today) in self.moves.drain(..) {
            if old != today {
                self.keys_of_today.insert(old, today);
            }
        }
        self.added.clear();
        self.deleted.clear();
    }

    fn finish(mut self) -> HashMap<String, FileHistory> {
        for (key, commit) in self.movers {
            let history = self.files.entry(key).or_default();
            if history.commits.is_empty() {
                history.commits.push(commit);
            }
        }
        self.files
    }
}

/// A path below the folder of its school or pair: `活动/2024-03-15.md` of `content/学校/shiyan/活动/2024-03-15.md`.
fn tail(path: &str) -> &str {
    path.splitn(4, '/').nth(3).unwrap_or(path)
}

/// Whether the names of two records begin with two different days.
fn are_of_other_days(old: &str, new: &str) -> bool {
    match (day_of_name(old), day_of_name(new)) {
        (Some(old), Some(new)) => old != new,
        _ => false,
    }
}

/// The day with which a record's name begins.
fn day_of_name(path: &str) -> Option<Day> {
    let name = history_key(path).rsplit('/').next()?;
    Day::parse(name.get(..10)?).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::parse_log;

    /// The history of each key, the newest first: `content/a: 3 2 1` with the days of the month.
    fn histories(commits: &[(&str, &[&str])]) -> String {
        let mut log = String::new();
        for (day, changes) in commits {
            log.push_str(&format!("\0\0李老师\u{1f}2024-03-{day}\0\n"));
            for change in *changes {
                log.push_str(&change.replace(' ', "\0"));
                log.push('\0');
            }
        }
        let mut lines = Vec::new();
        let sorted: BTreeMap<_, _> = parse_log(&log, "").into_iter().collect();
        for (key, history) in sorted {
            let days: Vec<String> =
                history.commits.iter().map(|commit| commit.day.day().to_string()).collect();
            lines.push(format!("{key}: {}", days.join(" ")));
        }
        lines.sort_unstable();
        lines.join("\n")
    }

    #[test]
    fn a_record_that_becomes_a_folder_keeps_its_history() {
        let moved: &[(&str, &[&str])] = &[
            ("20", &["M content/a/index.md"]),
            ("10", &["R100 content/a.md content/a/index.md", "A content/a/照片.jpg"]),
            ("05", &["M content/a.md"]),
            ("01", &["A content/a.md"]),
        ];
        assert_eq!(histories(moved), "content/a/照片.jpg: 10\ncontent/a: 20 5 1");
        // Rewritten at the same time: git sees no move.
        let rewritten: &[(&str, &[&str])] =
            &[("10", &["D content/a.md", "A content/a/index.md"]), ("01", &["A content/a.md"])];
        assert_eq!(histories(rewritten), "content/a: 10 1");
    }

    #[test]
    fn renamed_records_and_folders_keep_their_history() {
        let renamed: &[(&str, &[&str])] = &[
            ("20", &["R100 content/学校/b/活动/y.md content/学校/c/活动/y.md"]),
            ("10", &["R087 content/学校/b/活动/x.md content/学校/b/活动/y.md"]),
            ("01", &["A content/学校/b/活动/x.md"]),
        ];
        assert_eq!(histories(renamed), "content/学校/c/活动/y: 10 1");
        let rewritten: &[(&str, &[&str])] = &[
            ("10", &["D content/学校/b/活动/x.md", "A content/学校/c/活动/x.md"]),
            ("01", &["A content/学校/b/活动/x.md"]),
        ];
        assert_eq!(histories(rewritten), "content/学校/c/活动/x: 10 1");
    }

    #[test]
    fn a_record_of_which_half_was_changed_is_followed_and_one_of_another_day_is_not() {
        let (old, renamed) = ("content/活动/2024-03-01-送教.md", "content/活动/2024-03-01-送课.md");
        let brought: &[&str] = &[&format!("A {old}")];
        let same_day = format!("R052 {old} {renamed}");
        assert_eq!(
            histories(&[("10", &[&same_day]), ("01", brought)]),
            "content/活动/2024-03-01-送课: 10 1"
        );
        let other_day = format!("R052 {old} content/活动/2024-03-08-送教.md");
        assert_eq!(
            histories(&[("10", &[&other_day]), ("01", brought)]),
            "content/活动/2024-03-01-送教: 1\ncontent/活动/2024-03-08-送教: 10"
        );
    }

    #[test]
    fn other_files_do_not_share_a_history() {
        // A new record under the old name of a moved one, two records that change places, an unrelated deletion.
        let reused: &[(&str, &[&str])] = &[
            ("20", &["A content/a.md"]),
            ("10", &["R100 content/a.md content/b.md"]),
            ("01", &["A content/a.md"]),
        ];
        assert_eq!(histories(reused), "content/a: 20\ncontent/b: 1");
        let swapped: &[(&str, &[&str])] = &[
            ("10", &["R100 content/a.md content/b.md", "R100 content/b.md content/a.md"]),
            ("02", &["A content/b.md"]),
            ("01", &["A content/a.md"]),
        ];
        assert_eq!(histories(swapped), "content/a: 2\ncontent/b: 1");
        let unrelated: &[(&str, &[&str])] = &[
            ("10", &["D content/学校/a/活动/x.md", "A content/学校/a/活动/y.md"]),
            ("01", &["A content/学校/a/活动/x.md"]),
        ];
        assert_eq!(histories(unrelated), "content/学校/a/活动/x: 1\ncontent/学校/a/活动/y: 10");
    }

    #[test]
    fn a_file_known_only_by_its_move_has_that_day() {
        assert_eq!(histories(&[("10", &["R100 content/a.md content/b.md"])]), "content/b: 10");
    }
}
