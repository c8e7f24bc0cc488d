//! Takes what is in an inbox into the archive, or hands it back.

use std::path::Path;
use std::sync::Arc;

use super::commit::CommitTarget;
use super::items;
use super::judge::Judge;
use super::messages::shown;
use super::outcome::{Handled, InboxReport, Outcome};
use super::register::Register;
use super::run::{Run, RunSettings};
use super::settled::settled;
use super::{moves, page};
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::Day;
use crate::output::ArchiveWriter;
use crate::project::Snapshot;
use crate::source::FileChanges;

/// An inbox, and the archive that it is for.
pub struct Inbox<'a> {
    /// The folder of the archive.
    pub root: &'a Path,
    /// The folder with a folder for each school.
    pub inbox: &'a Path,
    /// The archive as it is.
    pub snapshot: &'a Snapshot,
    /// The language of receipts.
    pub lang: Lang,
    /// The day of receipts.
    pub date: Day,
    /// Whether each hand-in becomes a commit.
    pub commit: bool,
}

impl Inbox<'_> {
    /// Takes in what is there; without a writer only tells what would become of it. Each hand-in is given to `report`
    /// when it is done.
    ///
    /// # Errors
    /// When a folder or file cannot be read or written. What is wrong with a hand-in is no error.
    pub fn receive(
        &self,
        writer: Option<&ArchiveWriter>,
        report: &mut dyn FnMut(&Handled) -> Result<(), Error>,
    ) -> Result<InboxReport, Error> {
        let commits = match self.commit {
            true => Some(CommitTarget::of(self.root)?),
            false => None,
        };
        let mut blocked: Vec<(String, Error)> = Vec::new();
        let mut folders = items::folders(self.inbox, &self.snapshot.archive)?;
        if writer.is_some() {
            // A school that blocks its own folder blocks no other.
            folders.schools.retain(|folder| match moves::finish(folder) {
                Ok(()) => true,
                Err(error) => {
                    blocked.push((folder.name.clone(), error));
                    false
                }
            });
        }
        let settled = settled(&folders.schools);
        blocked.extend(settled.failed);
        let judge = Judge { base: Arc::clone(&self.snapshot.source), accepted: FileChanges::new() };
        let register = Register::read(self.root)?;
        let settings = RunSettings { root: self.root, lang: self.lang, date: self.date };
        let snapshot = self.snapshot;
        let mut run = Run { settings, snapshot, writer, register, judge, commits, report };
        run.all(settled.whole.into())?;
        if writer.is_some() {
            let is_english = self.lang == Lang::En;
            for folder in &folders.schools {
                let school = snapshot.archive.school(folder.school);
                if let Err(error) = page::write(folder, school, &run.register, is_english) {
                    blocked.push((folder.name.clone(), error));
                }
            }
        }
        for (folder, error) in &blocked {
            let why = shown(&error.message(self.lang));
            let (name, outcome) = (shown(folder), Outcome::Left { why });
            (run.report)(&Handled { name, record: String::new(), outcome })?;
        }
        Ok(InboxReport {
            unknown: folders.unknown.iter().map(|name| shown(name)).collect(),
            unfinished: settled.unfinished.iter().map(|name| shown(name)).collect(),
        })
    }
}

/// What is in an inbox and was not handled, with sizes and times, without looking at the archive.
#[must_use]
pub fn waiting(inbox: &Path) -> Vec<(String, u64, u64)> {
    items::all_stamps(inbox)
}
