//! What was found in an attachment so far, and what of it may still be unpacked.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use crate::diagnostics::AttachmentPlace;
use crate::privacy::{self, Fingerprint, PersonalDataMatch};

/// The most bytes of all that is unpacked from one attachment.
const MAX_UNPACKED: usize = 192 * 1024 * 1024;
/// How many bytes may be unpacked from any attachment, however small.
const FREE_UNPACKED: usize = 8 * 1024 * 1024;
/// How many times its size may be unpacked from an attachment on top of that; documents compress to a fiftieth at best.
const MAX_RATIO: usize = 200;
/// The most findings of one attachment; more say nothing new.
const MAX_FINDINGS: usize = 20;

/// Personal data in an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentFinding {
    /// Where it stands.
    pub place: AttachmentPlace,
    /// What was found; its span is of no use outside the part.
    pub found: PersonalDataMatch,
}

/// Why a file, or a part of it, was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unread {
    /// A picture, a film, a sound: no text.
    Media,
    /// A document of a kind, or in a state, that cannot be read: old Word, a scan, a password, damage.
    Document,
    /// More than is unpacked.
    TooLarge,
    /// Far more than a file of its size normally holds, or more than may be unpacked from all files together.
    Bomb,
}

/// What looking into an attachment found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttachmentLook {
    /// The personal data, in the order of the file.
    pub findings: Vec<AttachmentFinding>,
    /// Why something was not read.
    pub unread: Option<Unread>,
    /// The bytes that were unpacked of it.
    pub unpacked: u64,
}

/// Collects what one attachment holds.
pub(super) struct Looker {
    look: AttachmentLook,
    /// What was reported: the same number in a cell and in its row is one finding.
    seen: FxHashSet<Fingerprint>,
    /// The files packed in others that were not looked into yet; together no larger than the budget.
    packed: VecDeque<(Vec<u8>, usize)>,
    /// The bytes that may still be unpacked.
    budget: usize,
    /// The text that readers of the file see, one line a paragraph or row.
    shown: String,
    /// The most bytes of that text that are kept.
    most_shown: usize,
}

impl Looker {
    /// With nothing found yet, for an attachment of `size` bytes. `left` bytes may still be unpacked from all
    /// attachments together.
    pub(super) fn new(size: usize, left: usize) -> Looker {
        let own = size.saturating_mul(MAX_RATIO).saturating_add(FREE_UNPACKED);
        Looker {
            look: AttachmentLook::default(),
            seen: FxHashSet::default(),
            packed: VecDeque::new(),
            budget: own.min(MAX_UNPACKED).min(left),
            shown: String::new(),
            most_shown: 0,
        }
    }

    /// [`Looker::new`], and with the text that readers see kept up to `most_shown` bytes.
    pub(super) fn keeping(size: usize, most_shown: usize) -> Looker {
        Looker { most_shown, ..Looker::new(size, usize::MAX) }
    }

    /// The text that readers see; empty where personal data was found.
    pub(super) fn into_shown(self) -> String {
        if self.look.findings.is_empty() { self.shown } else { String::new() }
    }

    /// Keeps a text that readers of the file see, as far as there is room for it.
    pub(super) fn show(&mut self, text: &str) {
        let room = self.most_shown.saturating_sub(self.shown.len());
        let text = text.trim();
        if room == 0 || text.is_empty() {
            return;
        }
        self.shown.push_str(text.get(..text.floor_char_boundary(room)).unwrap_or_default());
        self.shown.push('\n');
    }

    /// What was found.
    pub(super) fn into_look(self) -> AttachmentLook {
        self.look
    }

    /// Keeps a file that was packed in another, so deep in all, to be looked into next.
    pub(super) fn push_packed(&mut self, bytes: Vec<u8>, depth: usize) {
        self.packed.push_back((bytes, depth));
    }

    /// The next file that was packed in another, and how deep.
    pub(super) fn next_packed(&mut self) -> Option<(Vec<u8>, usize)> {
        self.packed.pop_front()
    }

    /// Takes so many bytes from the budget; false when there are not so many left.
    pub(super) fn take(&mut self, bytes: usize) -> bool {
        match self.budget.checked_sub(bytes) {
            Some(left) => {
                self.budget = left;
                true
            }
            None => {
                self.budget = 0;
                self.note_unread(Unread::Bomb);
                false
            }
        }
    }

    /// Notes that a file in the attachment is larger than its limit: of itself, or what is left of the budget.
    pub(super) fn note_too_large(&mut self, limit: usize) {
        let is_budget = limit == self.budget;
        self.note_unread(if is_budget { Unread::Bomb } else { Unread::TooLarge });
        if is_budget {
            self.budget = 0;
        }
    }

    /// The bytes that may still be unpacked.
    pub(super) fn budget(&self) -> usize {
        self.budget
    }

    /// Notes that something was not read. A document counts for more than a picture in it.
    pub(super) fn note_unread(&mut self, unread: Unread) {
        self.look.unread = self.look.unread.max(Some(unread));
    }

    /// Whether nothing more needs to be searched.
    pub(super) fn is_full(&self) -> bool {
        MAX_FINDINGS <= self.look.findings.len()
    }

    /// Adds what stands in a text, which is all at one place.
    pub(super) fn search(&mut self, text: &str, place: &AttachmentPlace) {
        for found in privacy::scan(text) {
            self.add(found, place.clone());
        }
    }

    /// Searches a row of cells for numbers that stand in several of them.
    pub(super) fn search_across<T: AsRef<str>>(&mut self, cells: &[T], place: &AttachmentPlace) {
        let mut row = String::new();
        for cell in cells {
            row.push_str(cell.as_ref());
            row.push('|');
        }
        for found in privacy::numbers(&row) {
            if row.get(found.span.clone()).is_some_and(|text| text.contains('|')) {
                self.add(found, place.clone());
            }
        }
    }

    /// Adds a finding, unless the same was found before.
    pub(super) fn add(&mut self, found: PersonalDataMatch, place: AttachmentPlace) {
        if !self.is_full() && self.seen.insert(found.print) {
            self.look.findings.push(AttachmentFinding { place, found });
        }
    }
}
