//! What git will commit next: files that were moved are moved there too, as `git mv` does.

use std::collections::BTreeMap;

use super::Repository;
use super::command::MOST_LISTED;
use crate::error::{Error, UsageError};

/// So many paths fit on a command line, on Windows too.
const MOST_PATHS: usize = 100;
/// The most bytes that git answers to a change of its index.
const MOST_ANSWERED: u64 = 1 << 20;

impl Repository {
    /// The files of git below some paths, and their entries in its index: `100644 <object> 0`. Paths are relative to the
    /// folder in which git is run; an entry's own path is from the top of the repository.
    ///
    /// # Errors
    /// When git fails.
    pub fn index_entries(&self, paths: &[String]) -> Result<BTreeMap<String, String>, Error> {
        let mut entries = BTreeMap::new();
        for line in self.listed(&["ls-files", "--stage", "--full-name"], paths)? {
            if let Some((entry, path)) = line.split_once('\t') {
                entries.insert(path.to_owned(), entry.to_owned());
            }
        }
        Ok(entries)
    }

    /// The files below some paths whose changes are neither committed nor staged.
    ///
    /// # Errors
    /// When git fails.
    pub fn changed_below(&self, paths: &[String]) -> Result<Vec<String>, Error> {
        self.listed(&["diff", "--name-only"], paths)
    }

    /// The lines that git gives for some paths, as many at once as a command line holds.
    fn listed(&self, command: &[&str], paths: &[String]) -> Result<Vec<String>, Error> {
        let mut lines = Vec::new();
        for some in paths.chunks(MOST_PATHS) {
            let mut args = vec!["--literal-pathspecs"];
            args.extend(command);
            args.extend(["-z", "--"]);
            args.extend(some.iter().map(String::as_str));
            let listed = self.run_bounded(args, &[], MOST_LISTED)?.unwrap_or_default();
            let listed = String::from_utf8_lossy(&listed).into_owned();
            let filled = listed.split('\0').filter(|line| !line.is_empty());
            lines.extend(filled.map(str::to_owned));
        }
        Ok(lines)
    }

    /// Changes the index: `moved` is what `git update-index --index-info` reads; then the files of `changed`, relative to
    /// the folder in which git is run, are read again. Doing so twice does no harm.
    ///
    /// # Errors
    /// When git fails.
    pub fn update_index(&self, moved: &str, changed: &[String]) -> Result<(), Error> {
        let moved = self.run_bounded(
            ["update-index", "-z", "--index-info"],
            moved.as_bytes(),
            MOST_ANSWERED,
        )?;
        let mut paths = String::new();
        for path in changed {
            paths.push_str(path);
            paths.push('\0');
        }
        let read =
            self.run_bounded(["update-index", "-z", "--stdin"], paths.as_bytes(), MOST_ANSWERED)?;
        match (moved, read) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err(UsageError::Git { said: String::new() }.into()),
        }
    }
}
