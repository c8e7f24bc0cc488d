//! Who committed which file and when: one pass over the history.

use std::collections::HashMap;

use super::Repository;
use crate::error::Error;
use crate::model::{Commit, Day, FileHistory, Provenance, WhyUnknown};

impl Repository {
    /// Whether the beginning of the history is missing.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn is_shallow(&self) -> Result<bool, Error> {
        Ok(self.text(["rev-parse", "--is-shallow-repository"])?.trim() == "true")
    }

    /// The history of every file below the archive's place, up to a revision.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn provenance(&self, revision: &str, prefix: &str) -> Result<Provenance, Error> {
        if self.is_shallow()? {
            return Ok(Provenance::Unknown(WhyUnknown::Shallow));
        }
        let format = "--format=%x00%x00%an%x1f%cs";
        let place = if prefix.is_empty() { "." } else { prefix };
        let args = ["log", format, "--name-only", "--no-renames", "-z", revision, "--", place];
        match self.run(args) {
            Ok(listed) => Ok(Provenance::Known(files(&String::from_utf8_lossy(&listed), prefix))),
            // A repository without any commit.
            Err(Error::Usage(_)) => Ok(Provenance::Known(HashMap::new())),
            Err(fault) => Err(fault),
        }
    }
}

/// Why a folder's history cannot be read, from what git said.
#[must_use]
pub fn why_unknown(fault: &Error) -> WhyUnknown {
    let said = fault.to_string();
    match said.contains("dubious ownership") || said.contains("safe.directory") {
        true => WhyUnknown::ForeignOwner,
        false => WhyUnknown::NoRepository,
    }
}

/// `NUL NUL author US day`, then every path behind a NUL (the first behind a line's end too).
fn files(listed: &str, prefix: &str) -> HashMap<String, FileHistory> {
    let mut files: HashMap<String, FileHistory> = HashMap::new();
    let mut commit = None;
    let mut begins = false;
    for part in listed.split('\0') {
        if part.is_empty() {
            begins = true;
            continue;
        }
        if let Some((by, day)) = part.rsplit_once('\u{1f}').filter(|_| begins) {
            commit = Day::parse(day.trim()).ok().map(|day| Commit { by: by.to_owned(), day });
        } else if let Some(commit) = &commit {
            let path = part.trim_start_matches('\n');
            let path = match prefix {
                "" => Some(path),
                _ => path.strip_prefix(prefix).and_then(|it| it.strip_prefix('/')),
            };
            if let Some(path) = path.filter(|it| it.starts_with("content/")) {
                files.entry(path.to_owned()).or_default().commits.push(commit.clone());
            }
        }
        begins = false;
    }
    files
}
