//! What was taken from the inbox, and when: `content/.received/<school>/<month>.jsonl`, one hand-in a line.
//!
//! It is in the archive and not in the inbox, where schools may write: a school must not be able to claim that an edit of
//! the county was its own. A name that begins with a dot is read by nothing else and published nowhere. A line is written
//! before the files of its record, so that a run that was killed in between can be told from an edit.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use crate::error::{Error, Operation};
use crate::model::Day;
use crate::output::ArchiveWriter;

/// The folder of the register, below the root.
const FOLDER: &str = "content/.received";
/// The most bytes of one file of the register.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// One hand-in that was taken.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct TakenEntry {
    /// Counts the hand-ins of the school: the largest number of a record is its last.
    pub(super) number: usize,
    /// The id of the record.
    pub(super) record: String,
    /// The id of the school.
    pub(super) school: String,
    /// The day on which it was taken, `2026-11-30`.
    pub(super) date: String,
    /// The title of the record.
    pub(super) title: String,
    /// The name under which it was handed in, masked.
    pub(super) package: String,
    /// Whether it replaced an earlier version.
    pub(super) changed: bool,
    /// The digests of the record's files that it replaced, by path.
    pub(super) old: BTreeMap<String, String>,
    /// The digests of the record's files.
    pub(super) new: BTreeMap<String, String>,
}

/// The register of an archive.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// The lines of each file, by its path below the root.
    files: BTreeMap<String, Vec<TakenEntry>>,
    /// The last entry of each record.
    last: BTreeMap<String, TakenEntry>,
}

impl Register {
    /// Reads the register. A line that is damaged is left out: then its record is taken for one that the county edited.
    pub(super) fn read(root: &Path) -> Result<Register, Error> {
        let mut register = Register::default();
        let folder = root.join(FOLDER);
        match folder.symlink_metadata() {
            Ok(about) if about.is_dir() => {}
            Err(error) if error.kind() != ErrorKind::NotFound => {
                return Err(Error::io(Operation::List, &folder)(error));
            }
            _ => return Ok(register),
        }
        for entry in WalkDir::new(&folder).max_depth(2).sort_by_file_name() {
            let Ok(entry) = entry else { continue };
            let path = entry.path();
            let is_lines = path.extension().is_some_and(|ending| ending == "jsonl");
            let fits = entry.metadata().is_ok_and(|about| about.len() <= MOST_BYTES);
            if !entry.file_type().is_file() || !is_lines || !fits {
                continue;
            }
            let Some(name) = path.strip_prefix(root).ok().and_then(crate::source::slashed) else {
                continue;
            };
            let bytes = fs::read(path).map_err(Error::io(Operation::Read, path))?;
            let text = String::from_utf8_lossy(&bytes);
            let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
            register.files.insert(name, lines.collect());
        }
        for entry in register.files.values().flatten() {
            let last = register.last.get(&entry.record);
            if last.is_none_or(|last| last.number <= entry.number) {
                register.last.insert(entry.record.clone(), entry.clone());
            }
        }
        Ok(register)
    }

    /// The last hand-in of a record.
    pub(super) fn last(&self, record: &str) -> Option<&TakenEntry> {
        self.last.get(record)
    }

    /// The number of the next hand-in of a school.
    pub(super) fn next_number(&self, school: &str) -> usize {
        let mut last = 0;
        for entry in self.of_school(school) {
            last = last.max(entry.number);
        }
        last + 1
    }

    /// The entries of a school, month by month.
    pub(super) fn of_school(&self, school: &str) -> Vec<&TakenEntry> {
        let start = format!("{FOLDER}/{school}/");
        let files = self.files.range(start.clone()..);
        let own = files.take_while(|(path, _)| path.starts_with(&start));
        own.flat_map(|(_, entries)| entries).filter(|entry| entry.school == school).collect()
    }

    /// Adds an entry, unless it is the last one of its record already; writes the file that it belongs to with `writer`.
    /// Returns the path of that file.
    pub(super) fn add(
        &mut self,
        entry: &TakenEntry,
        writer: Option<&ArchiveWriter>,
    ) -> Result<String, Error> {
        let month = entry.date.get(..7).unwrap_or_default();
        let path = format!("{FOLDER}/{}/{month}.jsonl", entry.school);
        let lines = self.files.entry(path.clone()).or_default();
        if lines.iter().rfind(|line| line.record == entry.record) != Some(entry) {
            lines.push(entry.clone());
        }
        if let Some(writer) = writer {
            let mut text = String::new();
            for line in lines.iter() {
                text.push_str(&serde_json::to_string(line).unwrap_or_default());
                text.push('\n');
            }
            writer.replace(&path, text.as_bytes())?;
        }
        self.last.insert(entry.record.clone(), entry.clone());
        Ok(path)
    }
}

/// The month of a day: `2026-11`.
pub(super) fn month_of(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}
