//! A run over an inbox: item by item, what is good is taken and what is not goes back.
//!
//! The order of a hand-in: a line in the register, the files of the record, the commit, the receipt, and last the original
//! is moved. A run that is killed at any moment leaves the original in its place until all else is done, and the next run
//! does the rest: nothing is lost, and nothing is taken twice.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use super::commit::CommitTarget;
use super::contents::MOST_BYTES;
use super::decide::{self, Decision};
use super::differences::differences;
use super::hand_in::{self, HandIn};
use super::items::{Item, SchoolFolder};
use super::judge::{self, Judge, Verdict};
use super::messages::shown;
use super::names::{NOTE, RECEIPT, RETURNED, TAKEN};
use super::outcome::{Handled, Outcome};
use super::place::ArchivePaths;
use super::receipt::{Origins, Receipt, ReceiptKind, ReturnNote, note, receipt};
use super::refusal::Refusal;
use super::register::{Register, TakenEntry};
use super::{moves, office, take};
use crate::diagnostics::Diagnostic;
use crate::engine::lint::folded;
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::{Archive, Day};
use crate::output::ArchiveWriter;
use crate::project::Snapshot;
use crate::source::OverlaySource;
use crate::source::{FolderSource, Source, decode};

/// The most hand-ins that are judged together.
const MOST_TOGETHER: usize = 64;

/// A hand-in that the checks have to look at.
struct Waiting {
    hand_in: HandIn,
    decision: Decision,
}

/// Where a run writes, and in which words.
#[derive(Clone, Copy)]
pub(super) struct RunSettings<'r> {
    /// The folder of the archive.
    pub(super) root: &'r Path,
    /// The language of receipts.
    pub(super) lang: Lang,
    /// The day of receipts.
    pub(super) date: Day,
}

/// A run over an inbox.
pub(super) struct Run<'r> {
    pub(super) settings: RunSettings<'r>,
    pub(super) snapshot: &'r Snapshot,
    /// None in a run that only tells.
    pub(super) writer: Option<&'r ArchiveWriter>,
    pub(super) register: Register,
    pub(super) judge: Judge,
    pub(super) commits: Option<CommitTarget>,
    pub(super) report: &'r mut dyn FnMut(&Handled) -> Result<(), Error>,
}

impl Run<'_> {
    fn archive(&self) -> &Archive {
        &self.snapshot.archive
    }

    /// Takes in items, some at a time. Two versions of one record are never judged together.
    pub(super) fn all(&mut self, mut items: VecDeque<Item>) -> Result<(), Error> {
        while !items.is_empty() {
            let current = self.current();
            let snapshot = self.snapshot;
            let paths = ArchivePaths::of(&*current, snapshot.archive.site.language);
            let labels = office::labels(&*current, self.archive())?;
            let (mut batch, mut bytes, mut ids) = (Vec::new(), 0, BTreeSet::new());
            while let Some(item) = items.pop_front() {
                let hand_in = match hand_in::open(&item, self.archive(), &paths, &labels) {
                    Ok(Ok(hand_in)) => hand_in,
                    Ok(Err(refusals)) => {
                        self.give_back(&item, &refusals)?;
                        continue;
                    }
                    Err(error) => {
                        self.leave(&item, &error)?;
                        continue;
                    }
                };
                let is_full = MOST_TOGETHER <= batch.len() || MOST_BYTES < bytes;
                if is_full || !ids.insert(folded(&hand_in.id).into_owned()) {
                    items.push_front(item);
                    break;
                }
                match decide::decide(&hand_in, &*current, &self.register, self.archive())? {
                    Err(refusal) => self.give_back(&item, &[refusal])?,
                    Ok(Decision::Already { on }) => self.already(&hand_in, on)?,
                    Ok(decision) => {
                        bytes += hand_in.bytes();
                        batch.push(Waiting { hand_in, decision });
                    }
                }
            }
            self.settle(&batch)?;
        }
        Ok(())
    }

    /// The archive as it is now; in a run that only tells, as it would be.
    fn current(&self) -> Arc<dyn Source> {
        if self.judge.accepted.is_empty() {
            return Arc::clone(&self.judge.base);
        }
        let (base, changes) = (Arc::clone(&self.judge.base), self.judge.accepted.clone());
        Arc::new(OverlaySource::new(base, changes))
    }

    /// Judges hand-ins, takes the good ones and hands the others back.
    fn settle(&mut self, batch: &[Waiting]) -> Result<(), Error> {
        let before = self.current();
        let hand_ins: Vec<&HandIn> = batch.iter().map(|waiting| &waiting.hand_in).collect();
        let verdicts = self.judge.judge(&hand_ins)?;
        for (Waiting { hand_in, decision }, verdict) in batch.iter().zip(verdicts) {
            if verdict.is_good() {
                self.take(hand_in, decision, &verdict, &*before)?;
            } else {
                self.refuse(hand_in, &verdict.errors)?;
            }
        }
        if self.writer.is_some() {
            self.judge.base = Arc::new(FolderSource::open(self.settings.root, "content")?);
            self.judge.accepted.clear();
        }
        Ok(())
    }

    fn take(
        &mut self,
        hand_in: &HandIn,
        decision: &Decision,
        verdict: &Verdict,
        before: &dyn Source,
    ) -> Result<(), Error> {
        let item = &hand_in.item;
        let new = decide::digests(hand_in);
        let (kind, old, outcome) = match decision {
            Decision::Changed { old } => (ReceiptKind::Changed, old.clone(), Outcome::Changed),
            _ => (ReceiptKind::New, Default::default(), Outcome::Taken),
        };
        let known = self.register.last(&hand_in.id).filter(|last| last.new == new);
        let school = self.archive().school(item.folder.school);
        let entry = match known.filter(|last| self.is_interrupted(item, last)) {
            Some(last) => last.clone(),
            None => TakenEntry {
                number: self.register.next_number(&school.id),
                record: hand_in.id.clone(),
                school: school.id.clone(),
                date: self.settings.date.to_string(),
                title: shown(&verdict.title),
                package: shown(item.name()),
                changed: kind == ReceiptKind::Changed,
                old: old.clone(),
                new: new.clone(),
            },
        };
        let path = hand_in.text_path().to_owned();
        let differences = (kind == ReceiptKind::Changed).then(|| {
            let old_text = text_of(before.bytes(&path).ok());
            let new_text = text_of(hand_in.files.get(&path).cloned());
            differences((&old_text, &new_text), (&old, &new), &path)
        });
        if let Some(writer) = self.writer {
            let register_path = self.register.add(&entry, Some(writer))?;
            take::write(self.settings.root, writer, hand_in)?;
            self.commit(hand_in, &entry, register_path)?;
        } else {
            self.register.add(&entry, None)?;
        }
        let mut paper = self.receipt(hand_in, &entry, verdict, kind);
        paper.differences = differences;
        match self.file(hand_in, &paper) {
            Ok(()) => self.tell(item, &hand_in.id, outcome),
            Err(error) => self.leave(item, &error),
        }
    }

    /// A hand-in that the archive has already: the rest of a run that was killed, or the same once more.
    fn already(&mut self, hand_in: &HandIn, on: Option<String>) -> Result<(), Error> {
        let item = &hand_in.item;
        let verdict = judge::about_record(self.snapshot, hand_in);
        let last = self.register.last(&hand_in.id).cloned();
        let interrupted = last.filter(|last| on.is_some() && self.is_interrupted(item, last));
        if let Some(entry) = interrupted {
            if let Some(writer) = self.writer {
                let register_path = self.register.add(&entry, Some(writer))?;
                self.commit(hand_in, &entry, register_path)?;
            }
            let (kind, outcome) = match entry.changed {
                true => (ReceiptKind::Changed, Outcome::Changed),
                false => (ReceiptKind::New, Outcome::Taken),
            };
            return match self.file(hand_in, &self.receipt(hand_in, &entry, &verdict, kind)) {
                Ok(()) => self.tell(item, &hand_in.id, outcome),
                Err(error) => self.leave(item, &error),
            };
        }
        let entry = TakenEntry { date: self.settings.date.to_string(), ..TakenEntry::default() };
        let kind = ReceiptKind::Already(on);
        match self.file(hand_in, &self.receipt(hand_in, &entry, &verdict, kind)) {
            Ok(()) => self.tell(item, &hand_in.id, Outcome::Already),
            Err(error) => self.leave(item, &error),
        }
    }

    /// Whether an item is the one of this entry, and still waits to be moved.
    fn is_interrupted(&self, item: &Item, entry: &TakenEntry) -> bool {
        let taken = [TAKEN.zh, TAKEN.en].map(|taken| {
            item.folder.path.join(taken).join(&entry.date).join(item.name()).symlink_metadata()
        });
        entry.package == shown(item.name()) && taken.iter().all(Result::is_err)
    }

    fn commit(&self, hand_in: &HandIn, entry: &TakenEntry, register: String) -> Result<(), Error> {
        let Some(commits) = &self.commits else { return Ok(()) };
        let mut paths: Vec<String> = judge::changes_of(hand_in).into_keys().collect();
        paths.extend(entry.old.keys().filter(|path| !entry.new.contains_key(*path)).cloned());
        paths.push(register);
        let school = &self.archive().school(hand_in.item.folder.school).name;
        let (title, id) = (&entry.title, &entry.record);
        let message = match (self.settings.lang, entry.changed) {
            (Lang::Zh, false) => format!("收：{title}\n\n{id}"),
            (Lang::Zh, true) => format!("收新的一版：{title}\n\n{id}"),
            (Lang::En, false) => format!("Receive {title}\n\n{id}"),
            (Lang::En, true) => format!("Receive a new version of {title}\n\n{id}"),
        };
        commits.commit(school, &message, &paths)
    }

    fn receipt(
        &self,
        hand_in: &HandIn,
        entry: &TakenEntry,
        verdict: &Verdict,
        kind: ReceiptKind,
    ) -> Receipt {
        let below = |path: &String| path.strip_prefix(&hand_in.folder).unwrap_or(path).to_owned();
        Receipt {
            school: self.archive().school(hand_in.item.folder.school).name.clone(),
            name: hand_in.item.name().to_owned(),
            date: entry.date.clone(),
            kind,
            record: hand_in.id.clone(),
            title: verdict.title.clone(),
            day: verdict.day.clone(),
            is_draft: verdict.is_draft,
            counts_for: verdict.counts_for.clone(),
            files: hand_in.files.keys().map(below).collect(),
            differences: None,
            warnings: verdict.warnings.clone(),
            origins: self.origins(hand_in),
            notes: hand_in.imported.notes.clone(),
        }
    }

    /// How the files of a hand-in are named to whoever made it.
    fn origins(&self, hand_in: &HandIn) -> Origins {
        let is_imported = !hand_in.imported.origins.is_empty();
        Origins {
            folder: hand_in.folder.clone(),
            text: hand_in.text_path().to_owned(),
            document: is_imported.then(|| hand_in.item.name().to_owned()),
            lines: Arc::clone(&hand_in.imported.origins),
        }
    }

    /// Writes the receipt and moves the original beside it.
    fn file(&self, hand_in: &HandIn, paper: &Receipt) -> Result<(), Error> {
        if self.writer.is_none() {
            return Ok(());
        }
        let (item, lang) = (&hand_in.item, self.settings.lang);
        let folder = format!("{}/{}", TAKEN.in_language(lang), paper.date);
        let name = moves::free_name(item, &folder);
        let source = self.with(hand_in);
        let text = receipt(paper, &source, lang);
        write_beside(&item.folder, &folder, &name, RECEIPT.in_language(lang), &text)?;
        moves::move_item(item, &folder, &name)
    }

    /// Hands back what the checks refuse.
    fn refuse(&mut self, hand_in: &HandIn, errors: &[Diagnostic]) -> Result<(), Error> {
        let source = self.with(hand_in);
        let why = match errors.first() {
            Some(first) => first.message(self.settings.lang).text,
            None => String::new(),
        };
        let origins = self.origins(hand_in);
        let note = NoteParts { refusals: &[], errors, origins: &origins, source: &source };
        if let Err(error) = self.hand_back(&hand_in.item, &note) {
            return self.leave(&hand_in.item, &error);
        }
        let outcome = Outcome::Returned { why: crate::diagnostics::visible(&why) };
        self.tell(&hand_in.item, &hand_in.id, outcome)
    }

    /// Hands back what is no record that the archive could take.
    fn give_back(&mut self, item: &Item, refusals: &[Refusal]) -> Result<(), Error> {
        let why = refusals.first().map(|refusal| refusal.message(self.settings.lang).text);
        let source = Arc::clone(&self.judge.base);
        let origins = Origins::default();
        let note = NoteParts { refusals, errors: &[], origins: &origins, source: &*source };
        if let Err(error) = self.hand_back(item, &note) {
            return self.leave(item, &error);
        }
        self.tell(item, "", Outcome::Returned { why: why.unwrap_or_default() })
    }

    fn hand_back(&self, item: &Item, parts: &NoteParts<'_>) -> Result<(), Error> {
        if self.writer.is_none() {
            return Ok(());
        }
        let lang = self.settings.lang;
        let folder = RETURNED.in_language(lang);
        let name = moves::free_name(item, folder);
        let school = &self.archive().school(item.folder.school).name;
        let NoteParts { refusals, errors, origins, source } = *parts;
        let text = ReturnNote { school, name: item.name(), refusals, errors, origins };
        let text = note(&text, source, lang);
        write_beside(&item.folder, folder, &name, NOTE.in_language(lang), &text)?;
        moves::move_item(item, folder, &name)
    }

    /// Leaves an item where it is: it cannot be read, or its school's folder cannot be written. No other waits for it.
    fn leave(&mut self, item: &Item, error: &Error) -> Result<(), Error> {
        let why = shown(&error.message(self.settings.lang));
        self.tell(item, "", Outcome::Left { why })
    }

    fn tell(&mut self, item: &Item, record: &str, outcome: Outcome) -> Result<(), Error> {
        let name = shown(&format!("{}/{}", item.folder.name, item.path));
        (self.report)(&Handled { name, record: shown(record), outcome })
    }

    /// The archive with one hand-in, for the lines that a note quotes.
    fn with(&self, hand_in: &HandIn) -> OverlaySource {
        let changes = judge::changes_of(hand_in);
        OverlaySource::new(Arc::clone(&self.judge.base), changes)
    }
}

/// What a note is made from.
struct NoteParts<'n> {
    refusals: &'n [Refusal],
    errors: &'n [Diagnostic],
    origins: &'n Origins,
    source: &'n dyn Source,
}

/// Writes a text beside where an item is moved to. No link in the school's folder is followed.
fn write_beside(
    folder: &SchoolFolder,
    below: &str,
    name: &str,
    ending: &str,
    text: &str,
) -> Result<(), Error> {
    let path = format!("{below}/{name}{ending}");
    ArchiveWriter::unlocked(&folder.path)?.replace(&path, text.as_bytes())
}

fn text_of(bytes: Option<Vec<u8>>) -> String {
    match decode(&bytes.unwrap_or_default()) {
        Ok(decoded) => decoded.text,
        Err(_) => String::new(),
    }
}
