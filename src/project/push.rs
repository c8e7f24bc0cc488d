//! A repository that receives pushes: which of them it accepts.

use std::env;
use std::process::Command;
use std::sync::Arc;

use super::origin::ROOT_SETTING;
use super::review::SubmissionReview;
use crate::diagnostics::{self, BilingualName, Diagnostic, NotAllowed, Problem, Span};
use crate::engine::submission::{self, Change, Changes, Rules};
use crate::error::{Error, Operation};
use crate::source::git::{ObjectId, RefUpdate, Repository, Revision, UnreadableKind};
use crate::{parse, privacy, source};

/// The branch that everyone works from; by default the one that HEAD names.
const PROTECTED: &str = "guidang.protected";
/// The folder that a web server shows.
pub(crate) const PUBLISH_SETTING: &str = "guidang.publish";
/// The environment variable that holds the pusher's name, where the server is not one that we know.
const PUSHER_VARIABLE: &str = "guidang.pusherEnv";
/// The largest file that may be pushed, in bytes.
const MAX_FILE: &str = "guidang.maxFileSize";
const DEFAULT_MAX_FILE: u64 = 20 * 1024 * 1024;

/// A repository that receives pushes, and its settings.
pub(crate) struct PushReceiver {
    pub(crate) repository: Repository,
    /// The folder of the archive in the repository.
    pub(crate) prefix: String,
    protected: Option<String>,
    max_file: u64,
}

/// Whether the update of a branch is accepted.
pub(crate) enum PushVerdict {
    /// There is nothing to review.
    Accepted,
    /// The update is refused as a whole.
    Refused(Problem),
    /// The content was reviewed; the update is accepted unless that found errors.
    Reviewed(SubmissionReview),
}

impl PushReceiver {
    /// The repository around the current folder, where git runs its hooks.
    pub(crate) fn here() -> Result<PushReceiver, Error> {
        let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
        let (repository, _) = Repository::of(&here)?;
        let protected = match repository.setting(PROTECTED) {
            Some(branch) => Some(branch),
            None => match repository.text(["symbolic-ref", "--short", "HEAD"]) {
                Ok(head) => Some(head.trim().to_owned()),
                Err(_) => None,
            },
        };
        let max_file = repository.setting(MAX_FILE).and_then(|text| text.parse().ok());
        Ok(PushReceiver {
            prefix: repository.setting(ROOT_SETTING).unwrap_or_default(),
            protected,
            max_file: max_file.unwrap_or(DEFAULT_MAX_FILE),
            repository,
        })
    }

    /// Whether an update is one of the branch that everyone works from.
    pub(crate) fn is_protected(&self, update: &RefUpdate) -> bool {
        self.protected.as_ref() == Some(&update.branch)
    }

    /// The last commit of the protected branch.
    pub(crate) fn tip(&self) -> Option<ObjectId> {
        let branch = self.protected.as_ref()?;
        self.repository.resolve(&format!("refs/heads/{branch}"), "commit").ok()
    }

    /// Reviews the update of a branch.
    pub(crate) fn review(&self, update: &RefUpdate) -> Result<PushVerdict, Error> {
        let is_protected = self.is_protected(update);
        let branch = update.branch.clone();
        let Some(new) = &update.new else {
            return Ok(if is_protected {
                PushVerdict::Refused(Problem::NotAllowed(NotAllowed::BranchDeleted { branch }))
            } else {
                PushVerdict::Accepted
            });
        };
        if let Some(old) = &update.old
            && is_protected
            && !self.repository.is_ancestor(old, new)?
        {
            let problem = Problem::NotAllowed(NotAllowed::Forced { branch });
            return Ok(PushVerdict::Refused(problem));
        }
        let tree = match self.content(new) {
            Ok(tree) if !tree.is_empty() => Arc::new(tree),
            _ => return Ok(self.review_without_content(update)),
        };
        let base = self.base(update, new, is_protected)?;
        let changes = self.repository.changes(base.as_ref(), new, &self.prefix)?;
        let old = || base.as_ref().map(|base| self.content(base)).transpose();
        let mut review = SubmissionReview::of(&tree, &old, &changes)?;
        review.diagnostics.extend(self.personal_data_in_history(new, &tree)?);
        review.diagnostics.extend(self.unwanted_files(&tree, &changes));
        review.diagnostics.extend(self.foreign(base.as_ref(), &changes)?);
        diagnostics::sort(&mut review.diagnostics);
        Ok(PushVerdict::Reviewed(review))
    }

    fn content(&self, commit: &ObjectId) -> Result<Revision, Error> {
        Revision::open(&self.repository, commit.as_str(), &self.prefix, "content")
    }

    /// A branch without an archive is fine, unless everyone works from it and there was one.
    fn review_without_content(&self, update: &RefUpdate) -> PushVerdict {
        if let Some(old) = &update.old
            && self.is_protected(update)
            && self.content(old).is_ok_and(|old| !old.is_empty())
        {
            let file = BilingualName { en: "content/", zh: "content/" };
            return PushVerdict::Refused(Problem::MissingFile { file });
        }
        PushVerdict::Accepted
    }

    /// What a push is compared with: the branch before it. For other branches it is where they left the protected one, so
    /// that what they merged from it is not counted against them.
    fn base(
        &self,
        update: &RefUpdate,
        new: &ObjectId,
        is_protected: bool,
    ) -> Result<Option<ObjectId>, Error> {
        if is_protected {
            return Ok(update.old.clone());
        }
        let Some(tip) = self.tip() else { return Ok(update.old.clone()) };
        if let Ok(base) = self.repository.text(["merge-base", tip.as_str(), new.as_str()])
            && let Some(base) = ObjectId::new(base.trim())
        {
            return Ok(Some(base));
        }
        Ok(Some(tip))
    }

    /// What the pusher may not change, by the rules of the protected branch as it is.
    fn foreign(
        &self,
        base: Option<&ObjectId>,
        changes: &Changes,
    ) -> Result<Vec<Diagnostic>, Error> {
        let Some(rules) = self.tip().or_else(|| base.cloned()) else { return Ok(Vec::new()) };
        // Who there is, and who may do what, but no records.
        let is_rule = |path: &str| path.ends_with(".yaml") && !path.starts_with("content/seals/");
        let tree = Revision::open_filtered(
            &self.repository,
            rules.as_str(),
            &self.prefix,
            "content",
            &is_rule,
        );
        let Ok(tree) = tree else { return Ok(Vec::new()) };
        let parsed = parse::archive(&tree)?;
        let rules = Rules { access: parsed.access.as_ref(), archive: &parsed.archive };
        Ok(submission::foreign(rules, &self.pusher(), changes))
    }

    /// Personal data in commits before the last: what is pushed stays in the history.
    fn personal_data_in_history(
        &self,
        new: &ObjectId,
        tree: &Revision,
    ) -> Result<Vec<Diagnostic>, Error> {
        let mut problems = Vec::new();
        for (path, bytes) in self.repository.pushed_texts(new, &self.prefix)? {
            if tree.text(&path) == Some(&bytes) {
                continue; // checked with the tree
            }
            let Ok(decoded) = source::decode(&bytes) else { continue };
            for hit in privacy::scan(&decoded.text) {
                if !hit.kind.is_certain() {
                    continue;
                }
                let (en, zh) = hit.kind.names();
                let kind = BilingualName { en, zh };
                let problem = Problem::PersonalHistory { kind, masked: hit.masked };
                problems.push(Diagnostic::new(&path, Span::first(), problem));
            }
        }
        Ok(problems)
    }

    /// Changed files that may not be in the tree: links, submodules, bad names, large files.
    fn unwanted_files(&self, tree: &Revision, changes: &Changes) -> Vec<Diagnostic> {
        let is_changed =
            |path: &str| matches!(changes.get(path), Some(Change::Added | Change::Modified));
        let mut problems = Vec::new();
        for entry in tree.unreadable_entries() {
            if is_changed(&entry.path) {
                let why = match entry.kind {
                    UnreadableKind::Link => NotAllowed::Link,
                    UnreadableKind::Submodule => NotAllowed::Submodule,
                    UnreadableKind::BadName => NotAllowed::BadName,
                };
                problems.push(not_allowed(&entry.path, why));
            }
        }
        for (path, size) in tree.sizes() {
            if self.max_file < size && is_changed(path) {
                let (size, limit) = (megabytes(size), megabytes(self.max_file));
                problems.push(not_allowed(path, NotAllowed::TooLarge { size, limit }));
            }
        }
        problems
    }

    /// The pusher as the server knows them, never as the commits say.
    fn pusher(&self) -> String {
        const KNOWN: [&str; 4] =
            ["GITEA_PUSHER_NAME", "FORGEJO_PUSHER_NAME", "GL_USERNAME", "REMOTE_USER"];
        if let Some(variable) = self.repository.setting(PUSHER_VARIABLE) {
            return variable_value(&variable).unwrap_or_default();
        }
        KNOWN.into_iter().find_map(variable_value).unwrap_or_else(system_user)
    }
}

fn variable_value(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// The account that the program runs under.
fn system_user() -> String {
    if cfg!(windows) {
        return env::var("USERNAME").unwrap_or_default();
    }
    match Command::new("id").arg("-un").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Err(_) => String::new(),
    }
}

fn not_allowed(path: &str, why: NotAllowed) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::NotAllowed(why))
}

fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1024 * 1024)
}
