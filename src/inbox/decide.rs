//! What a hand-in is to the archive: new, a new version, taken already, or in conflict with an edit.

use std::collections::BTreeMap;

use super::digest;
use super::hand_in::HandIn;
use super::names;
use super::refusal::Refusal;
use super::register::{Register, TakenEntry};
use crate::error::Error;
use crate::model::{Archive, FormerId};
use crate::parse::names::SCHOOLS_DIR;
use crate::source::Source;

/// The digests of files by their paths.
pub(super) type Digests = BTreeMap<String, String>;

/// What becomes of a hand-in, if the checks find nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// A record that the archive does not have.
    New,
    /// A new version of a record that the archive has as it was taken.
    Changed { old: Digests },
    /// The archive has it already. `on`: the day on which it was taken, if it came by the inbox.
    Already { on: Option<String> },
}

/// Compares a hand-in with what the archive holds and what was taken before.
pub(super) fn decide(
    hand_in: &HandIn,
    source: &dyn Source,
    register: &Register,
    archive: &Archive,
) -> Result<Result<Decision, Refusal>, Error> {
    let new = digests(hand_in);
    let mut held = Digests::new();
    for path in &hand_in.existing {
        held.insert(path.clone(), digest::of_content(path, &source.bytes(path)?));
    }
    let last = register.last(&hand_in.id);
    if held.is_empty() {
        return Ok(match renamed(&hand_in.id, archive) {
            Some(now) => Err(Refusal::Renamed { record: hand_in.id.clone(), now }),
            None => Ok(Decision::New),
        });
    }
    if held == new {
        let on = match last {
            Some(last) if last.new == new => Some(last.date.clone()),
            _ => None,
        };
        return Ok(Ok(Decision::Already { on }));
    }
    let Some(last) = last else {
        return Ok(Err(Refusal::NotByInbox { record: hand_in.id.clone() }));
    };
    if last.new == new {
        // The same once more: a run that was killed left a part of it, or the county has edited it since.
        return Ok(Ok(match is_between(&held, last) {
            true if last.old.is_empty() => Decision::New,
            true => Decision::Changed { old: last.old.clone() },
            false => Decision::Already { on: Some(last.date.clone()) },
        }));
    }
    Ok(if held == last.new {
        Ok(Decision::Changed { old: held })
    } else {
        Err(Refusal::EditedHere { record: hand_in.id.clone() })
    })
}

/// The digests of the files of a hand-in.
pub(super) fn digests(hand_in: &HandIn) -> Digests {
    let mut digests = Digests::new();
    for (path, bytes) in &hand_in.files {
        digests.insert(path.clone(), digest::of_content(path, bytes));
    }
    digests
}

/// Whether every file is as it was before the last hand-in or after it.
fn is_between(held: &Digests, last: &TakenEntry) -> bool {
    for (path, digest) in held {
        if last.old.get(path) != Some(digest) && last.new.get(path) != Some(digest) {
            return false;
        }
    }
    true
}

/// The id that a record or plan has now, which had this one.
fn renamed(id: &str, archive: &Archive) -> Option<String> {
    let id = in_english(id);
    for record in &archive.records {
        if was_called(&record.formerly, &id) {
            return Some(record.id.clone());
        }
    }
    for plan in &archive.plans {
        if was_called(&plan.formerly, &id) {
            return Some(plan.id.clone());
        }
    }
    None
}

/// Whether one of the former ids is this one, which has the English spelling.
fn was_called(formerly: &[FormerId], id: &str) -> bool {
    formerly.iter().any(|former| in_english(&former.id) == id)
}

/// An id with the English spelling of its folders: an id that a record had may be written in either.
fn in_english(id: &str) -> String {
    let mut parts: Vec<&str> = id.split('/').collect();
    if let [schools, _, kind, ..] = parts.as_mut_slice() {
        if SCHOOLS_DIR.is(schools) {
            *schools = SCHOOLS_DIR.en;
        }
        if let Some(folder) = names::kind_folder(kind) {
            *kind = folder.en;
        }
    }
    parts.join("/")
}
