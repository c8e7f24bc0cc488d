//! A repository that receives pushes: which of them it accepts (docs/security.md).
//!
//! A push is judged as a whole: its references first, then every object that it brings, whatever reference brings it,
//! then who changed what in each commit, and at last the content of each branch.

mod authorship;
mod content;
mod objects;
mod pusher;
mod ref_names;
mod references;
mod tree_sizes;

use std::env;

use authorship::twins;

use super::origin::ROOT_SETTING;
use super::review::SubmissionReview;
use crate::diagnostics::{Diagnostic, NotAllowed, ObjectProblem, Problem};
use crate::engine::lint;
use crate::engine::submission::Rules;
use crate::error::{Error, Operation, UsageError};
use crate::l10n::Lang;
use crate::model::AllowedText;
use crate::parse::{self, Parsed};
use crate::source::git::{ObjectId, RefUpdate, Repository, Revision};

pub(crate) use pusher::PUSHER_SETTING;

/// The branch that everyone works from.
pub(crate) const BRANCH_SETTING: &str = "guidang.branch";
/// The former name of that setting.
const OLD_BRANCH_SETTING: &str = "guidang.protected";
/// The accounts that may do everything, whatever access.yaml says.
pub(crate) const ADMIN_SETTING: &str = "guidang.admin";
/// The folder that a web server shows.
pub(crate) const PUBLISH_SETTING: &str = "guidang.publish";
/// The largest file that may be pushed, in bytes.
const MAX_FILE_SETTING: &str = "guidang.maxFileSize";
const DEFAULT_MAX_FILE: u64 = 20 * 1024 * 1024;
/// The most bytes of all files of a push together. A push is compressed, so git's own limit does not bound them.
const MAX_PUSH_SETTING: &str = "guidang.maxPushSize";
/// The most branches and tags of one push.
const MAX_REFERENCES: usize = 100;
const DEFAULT_MAX_PUSH: u64 = 2 * 1024 * 1024 * 1024;

/// A repository that receives pushes, and its settings.
pub(crate) struct PushReceiver {
    pub(crate) repository: Repository,
    /// The folder of the archive in the repository.
    pub(crate) prefix: String,
    /// The branch that everyone works from.
    pub(crate) protected: String,
    administrators: Vec<String>,
    pusher: String,
    max_file: u64,
    max_push: u64,
}

/// The verdict on a push; it is accepted if nothing is wrong.
pub(crate) struct PushReview {
    /// The language of the archive.
    pub(crate) lang: Lang,
    /// What is wrong with the push or one of its references as a whole.
    pub(crate) refused: Vec<Problem>,
    /// What is wrong with files on the way, where no branch could be reviewed.
    pub(crate) findings: Vec<Diagnostic>,
    /// The reviewed branches and tags.
    pub(crate) reviews: Vec<BranchReview>,
    /// Whether a problem lies in a commit before the last.
    pub(crate) concerns_history: bool,
}

/// The review of a branch or tag.
pub(crate) struct BranchReview {
    pub(crate) name: String,
    pub(crate) review: SubmissionReview,
}

impl PushReview {
    pub(crate) fn is_accepted(&self) -> bool {
        self.refused.is_empty()
            && self.findings.is_empty()
            && !self.reviews.iter().any(|branch| branch.review.has_errors())
    }
}

/// The rules by which a push is judged: those of the shared branch before it.
struct Rulebook {
    parsed: Option<Parsed>,
    /// Whether the shared branch exists.
    has_shared: bool,
}

impl PushReceiver {
    /// The repository around the current folder, where git runs its hooks.
    pub(crate) fn here() -> Result<PushReceiver, Error> {
        let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
        let (repository, _) = Repository::of(&here)?;
        PushReceiver::of(repository)
    }

    pub(crate) fn of(repository: Repository) -> Result<PushReceiver, Error> {
        let size = |name: &str| repository.setting(name).and_then(|text| text.parse().ok());
        Ok(PushReceiver {
            prefix: repository.setting(ROOT_SETTING).unwrap_or_default(),
            protected: shared_branch(&repository)?,
            administrators: repository.settings(ADMIN_SETTING),
            pusher: pusher::pusher(&repository),
            max_file: size(MAX_FILE_SETTING).unwrap_or(DEFAULT_MAX_FILE),
            max_push: size(MAX_PUSH_SETTING).unwrap_or(DEFAULT_MAX_PUSH),
            repository,
        })
    }

    /// Whether an update is one of the branch that everyone works from.
    pub(crate) fn is_protected(&self, update: &RefUpdate) -> bool {
        update.name.is_branch(&self.protected)
    }

    /// The last commit of the shared branch.
    pub(crate) fn tip(&self) -> Option<ObjectId> {
        self.repository.resolve(&format!("refs/heads/{}", self.protected), "commit").ok()
    }

    /// Reviews a push.
    pub(crate) fn review(&self, updates: &[RefUpdate]) -> Result<PushReview, Error> {
        let rulebook = self.rulebook()?;
        let mut review = PushReview {
            lang: rulebook.lang(),
            refused: self.reference_problems(updates, &rulebook)?,
            findings: Vec::new(),
            reviews: Vec::new(),
            concerns_history: false,
        };
        lint::drop_allowed(rulebook.allowed(), &mut review.refused);
        let has_good_references = review.refused.is_empty();
        if MAX_REFERENCES < updates.len() {
            review.refused.push(Problem::NotAllowed(NotAllowed::Objects(ObjectProblem::TooMany)));
            return Ok(review);
        }
        let mut tips: Vec<ObjectId> = Vec::new();
        tips.extend(updates.iter().filter_map(|update| update.new.clone()));
        let pushed = self.look_at_objects(&tips)?;
        review.refused.extend(pushed.refused);
        review.findings = pushed.findings;
        if !pushed.is_sound {
            return Ok(review); // what is wrong with the objects would stop git below
        }
        let own = self.own_changes(&pushed.commits, &rulebook)?;
        review.findings.extend(self.unwanted_entries(&own.entries));
        review.findings.extend(twins(&own.entries, &pushed.twins));
        if has_good_references && own.refused.is_empty() {
            let own = (own.entries.as_slice(), &pushed.looks);
            self.review_branches(updates, own, &rulebook, &mut review)?;
        }
        review.refused.extend(own.refused);
        lint::drop_allowed(rulebook.allowed(), &mut review.refused);
        for branch in &review.reviews {
            // A text that the push itself allows, by somebody who may.
            lint::drop_allowed(&branch.review.allowed, &mut review.refused);
        }
        Ok(review)
    }

    /// Who there is, and who may do what, by the shared branch as it is; no records.
    fn rulebook(&self) -> Result<Rulebook, Error> {
        let Some(tip) = self.tip() else { return Ok(Rulebook { parsed: None, has_shared: false }) };
        let is_rule = |path: &str| path.ends_with(".yaml") && !path.starts_with("content/seals/");
        let (repository, prefix) = (&self.repository, &self.prefix);
        let tree = Revision::open_filtered(repository, tip.as_str(), prefix, "content", &is_rule);
        let tree = match tree {
            Ok(tree) => tree,
            // The branch has no such folder. Anything else must not open the archive to everyone.
            Err(Error::Usage(UsageError::NoRevision { .. })) => {
                return Ok(Rulebook { parsed: None, has_shared: true });
            }
            Err(error) => return Err(error),
        };
        Ok(Rulebook { parsed: Some(parse::archive(&tree)?), has_shared: true })
    }

    /// Whether the pusher may change everything.
    fn may_change_everything(&self, rulebook: &Rulebook) -> bool {
        match self.rules(rulebook) {
            Some(rules) => rules.grants_everything(&self.pusher),
            None => true,
        }
    }

    fn rules<'a>(&'a self, rulebook: &'a Rulebook) -> Option<Rules<'a>> {
        let parsed = rulebook.parsed.as_ref()?;
        Some(Rules {
            access: parsed.access.as_ref(),
            archive: &parsed.archive,
            administrators: &self.administrators,
        })
    }
}

impl Rulebook {
    /// The texts that are no personal data.
    fn allowed(&self) -> &[AllowedText] {
        self.parsed.as_ref().map_or(&[], |parsed| &parsed.archive.site.allow)
    }

    fn lang(&self) -> Lang {
        self.parsed.as_ref().map_or(Lang::Zh, |parsed| parsed.archive.site.language)
    }
}

/// The branch that a repository shall be guarded by: the one that is asked for, or that was named before, or that HEAD
/// names and exists. In an empty repository it is the one that HEAD names, or `main` where that is git's old default.
///
/// # Errors
/// When the name is none, or several branches exist and HEAD names none of them.
pub(crate) fn shared_branch_of(
    repository: &Repository,
    asked: Option<&str>,
) -> Result<String, Error> {
    if let Some(asked) = asked {
        return match repository.text(["check-ref-format", &format!("refs/heads/{asked}")]) {
            Ok(_) if !asked.starts_with('-') => Ok(asked.to_owned()),
            _ => Err(Error::custom(
                format!("“{asked}”不能用作分支名，例如可用main。"),
                format!("\"{asked}\" is no name of a branch; try main."),
            )),
        };
    }
    for setting in [BRANCH_SETTING, OLD_BRANCH_SETTING] {
        if let Some(branch) = repository.setting(setting) {
            return Ok(branch);
        }
    }
    let (branches, head) = (repository.branches()?, repository.head_branch());
    match (branches.as_slice(), head) {
        (_, Some(head)) if branches.contains(&head) => Ok(head),
        ([], Some(head)) if head != "master" => Ok(head),
        ([], _) => Ok("main".to_owned()),
        ([only], _) => Ok(only.clone()),
        (several, _) => {
            let names = several.join(", ");
            Err(Error::custom(
                format!("HEAD指的分支不存在，请写明哪个是共用分支：--branch 分支（现有：{names}）"),
                format!(
                    "HEAD names no branch that exists; say which is the shared one: --branch BRANCH (there are: {names})"
                ),
            ))
        }
    }
}

/// The branch that the settings name. Where they name none: the one that HEAD names if it exists, else `main` or `master`
/// if there is one, else the one that HEAD names.
fn shared_branch(repository: &Repository) -> Result<String, Error> {
    for setting in [BRANCH_SETTING, OLD_BRANCH_SETTING] {
        if let Some(branch) = repository.setting(setting) {
            return Ok(branch);
        }
    }
    let branches = repository.branches()?;
    let head = repository.head_branch();
    if let Some(head) = head.as_ref().filter(|head| branches.contains(head)) {
        return Ok(head.clone());
    }
    let usual =
        ["main", "master"].into_iter().find(|usual| branches.iter().any(|name| name == usual));
    Ok(match (usual, head) {
        (Some(usual), _) => usual.to_owned(),
        (None, Some(head)) => head,
        (None, None) => "main".to_owned(),
    })
}
