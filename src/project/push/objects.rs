//! Every object that a push brings: its size, its form, and personal data in it.

use std::collections::{BTreeMap, HashMap};

use super::PushReceiver;
use super::tree_sizes::NewTrees;
use crate::attachment::{AttachmentLook, Unread, look_within};
use crate::diagnostics::{
    BilingualName, Diagnostic, NotAllowed, ObjectProblem, Problem, PushedText, Span,
};
use crate::engine::submission::{self, TreeContent};
use crate::error::Error;
use crate::privacy::{self, PersonalDataMatch};
use crate::source::git::{CommitText, ObjectId, ObjectKind, PushedObject, from_archive_root};

/// The most bytes of a commit or an annotated tag.
const MAX_MESSAGE: u64 = 1024 * 1024;
/// The most bytes that are unpacked of all files of a push.
const MAX_UNPACKED: usize = 512 * 1024 * 1024;
/// So many problems are reported; the first ones are enough to refuse a push.
const MOST_PROBLEMS: usize = 200;

/// What a look at the objects of a push found.
#[derive(Default)]
pub(super) struct PushedObjects {
    /// What is wrong with objects that are no files.
    pub(super) refused: Vec<Problem>,
    /// What is wrong with files.
    pub(super) findings: Vec<Diagnostic>,
    /// The commits.
    pub(super) commits: Vec<(ObjectId, CommitText)>,
    /// The folders.
    trees: NewTrees,
    /// The paths of entries that some system takes for another one, with its path.
    pub(super) twins: BTreeMap<String, String>,
    /// Whether git can list the trees.
    pub(super) is_sound: bool,
    /// The bytes that may still be unpacked of its files.
    left: usize,
    /// What was found in the content of files. The check of a branch need not look into them again.
    pub(super) looks: HashMap<ObjectId, AttachmentLook>,
}

impl PushReceiver {
    /// Looks at every object that these references would bring.
    pub(super) fn look_at_objects(&self, tips: &[ObjectId]) -> Result<PushedObjects, Error> {
        let mut pushed = PushedObjects { left: MAX_UNPACKED, ..PushedObjects::default() };
        let Some(objects) = self.repository.pushed_objects(tips)? else {
            pushed.refuse(ObjectProblem::TooMany);
            return Ok(pushed);
        };
        let size: u64 = objects.iter().map(|object| object.size).sum();
        if self.max_push < size {
            let (size, limit) = (megabytes(size), megabytes(self.max_push));
            pushed.refuse(ObjectProblem::PushTooLarge { size, limit });
            return Ok(pushed);
        }
        let mut readable = Vec::new();
        for object in &objects {
            if self.has_good_size(object, &mut pushed) {
                readable.push(object);
            }
        }
        let has_messages_only = pushed.refused.is_empty();
        let before = pushed.refused.len();
        self.repository.read_objects(&readable, &mut |index, bytes| {
            if let Some(object) = readable.get(index) {
                self.look_at(object, &bytes, &mut pushed);
            }
        })?;
        if let Some(problem) = self.size_problem(&pushed.trees, &pushed.commits)? {
            pushed.refuse(problem);
        }
        let new = pushed.refused.get(before..).unwrap_or_default();
        let is_broken =
            |problem: &Problem| matches!(problem, Problem::NotAllowed(NotAllowed::Objects(_)));
        pushed.is_sound = has_messages_only && !new.iter().any(is_broken);
        pushed.refused.dedup();
        Ok(pushed)
    }

    /// Reports an object that is too large to be read.
    fn has_good_size(&self, object: &PushedObject, pushed: &mut PushedObjects) -> bool {
        match object.kind {
            ObjectKind::Commit | ObjectKind::Tag if MAX_MESSAGE < object.size => {
                pushed.refuse(ObjectProblem::LongMessage { commit: short(&object.id) });
                false
            }
            ObjectKind::Blob if self.max_file < object.size => {
                let (size, limit) = (megabytes(object.size), megabytes(self.max_file));
                let problem = Problem::NotAllowed(NotAllowed::TooLarge { size, limit });
                pushed.report(&self.path(object), problem);
                false
            }
            _ => true,
        }
    }

    fn look_at(&self, object: &PushedObject, bytes: &[u8], pushed: &mut PushedObjects) {
        match object.kind {
            ObjectKind::Tree => {
                let id_bytes = object.id.as_str().len() / 2;
                for problem in submission::tree_problems(bytes, id_bytes) {
                    pushed.refuse(problem);
                }
                for (one, other) in submission::name_twins(bytes, id_bytes) {
                    pushed.add_twins(&self.path(object), &one, &other);
                }
                let content = TreeContent::of(bytes, id_bytes);
                pushed.trees.insert(object.id.clone(), content);
            }
            ObjectKind::Commit | ObjectKind::Tag => {
                let text = CommitText::parse(bytes);
                let commit = short(&object.id);
                let place = PushedText::Message { commit: commit.clone() };
                pushed.report_text(&place, &text.message);
                pushed.report_text(&PushedText::Person { commit }, &text.people);
                if object.kind == ObjectKind::Commit {
                    pushed.commits.push((object.id.clone(), text));
                }
            }
            ObjectKind::Blob => {
                let path = self.path(object);
                let look = look_within(bytes, &mut pushed.left);
                if look.unread == Some(Unread::Bomb) {
                    pushed.report(&path, Problem::UnpacksTooLarge);
                }
                for hit in certain(&look) {
                    let (kind, masked) = named(hit);
                    let print = hit.print;
                    pushed.report(&path, Problem::PersonalHistory { kind, masked, print });
                }
                pushed.looks.insert(object.id.clone(), look);
            }
        }
    }

    /// The path of an object from the archive's root.
    fn path(&self, object: &PushedObject) -> String {
        from_archive_root(&object.path, &self.prefix)
    }
}

impl PushedObjects {
    fn refuse(&mut self, problem: ObjectProblem) {
        let problem = Problem::NotAllowed(NotAllowed::Objects(problem));
        if self.refused.len() < MOST_PROBLEMS && !self.refused.contains(&problem) {
            self.refused.push(problem);
        }
    }

    /// Notes two entries of a folder that some system takes for the same.
    fn add_twins(&mut self, folder: &str, one: &str, other: &str) {
        let slash = if folder.is_empty() { "" } else { "/" };
        let path = |name: &str| format!("{folder}{slash}{name}");
        if self.twins.len() < MOST_PROBLEMS {
            self.twins.insert(path(one), path(other));
            self.twins.insert(path(other), path(one));
        }
    }

    fn report(&mut self, path: &str, problem: Problem) {
        if self.findings.len() < MOST_PROBLEMS {
            self.findings.push(Diagnostic::new(path, Span::first(), problem));
        }
    }

    fn report_text(&mut self, place: &PushedText, text: &str) {
        for hit in privacy::scan(text) {
            if hit.kind.is_certain() && self.refused.len() < MOST_PROBLEMS {
                let (kind, masked) = named(&hit);
                let (place, print) = (place.clone(), hit.print);
                self.refused.push(Problem::PersonalPush { place, kind, masked, print });
            }
        }
    }
}

/// The personal data beyond doubt in a file.
fn certain(look: &AttachmentLook) -> Vec<&PersonalDataMatch> {
    let found = look.findings.iter().map(|finding| &finding.found);
    found.filter(|hit| hit.kind.is_certain()).collect()
}

fn named(hit: &PersonalDataMatch) -> (BilingualName, String) {
    let (en, zh) = hit.kind.names();
    (BilingualName { en, zh }, hit.masked.clone())
}

/// The first digits of an id.
fn short(id: &ObjectId) -> String {
    id.as_str().chars().take(7).collect()
}

pub(super) fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}
