//! Who committed which file and when, from one pass over the history.

use std::collections::HashMap;

use super::Repository;
use crate::error::Error;
use crate::model::{Commit, Day, FileHistory, Provenance, WhyUnknown};

/// Stands before each commit in the output of `git log`, whose `-z` puts NULs between paths.
const LOG_FORMAT: &str = "--format=%x00%x00%an%x1f%cs";

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
        let folder = if prefix.is_empty() { "." } else { prefix };
        let args = ["log", LOG_FORMAT, "--name-only", "--no-renames", "-z", revision, "--", folder];
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

/// Parses the log: `NUL NUL author US day`, then every path after a NUL (the first also after a line feed).
fn parse_log(log: &str, prefix: &str) -> HashMap<String, FileHistory> {
    let mut files: HashMap<String, FileHistory> = HashMap::new();
    let mut commit = None;
    let mut begins_commit = false;
    for part in log.split('\0') {
        if part.is_empty() {
            begins_commit = true;
            continue;
        }
        if begins_commit && let Some((author, day)) = part.rsplit_once('\u{1f}') {
            commit = match Day::parse(day.trim()) {
                Ok(day) => Some(Commit { by: author.to_owned(), day }),
                Err(_) => None,
            };
        } else if let Some(commit) = &commit {
            let path = part.trim_start_matches('\n');
            let path = match prefix {
                "" => Some(path),
                _ => path.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('/')),
            };
            if let Some(path) = path
                && path.starts_with("content/")
            {
                files.entry(path.to_owned()).or_default().commits.push(commit.clone());
            }
        }
        begins_commit = false;
    }
    files
}
