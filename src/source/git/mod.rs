//! Runs the git program: revisions as a [`Source`](super::Source), what a push changes, who committed what when.
//!
//! The program is run rather than linked as a library: it is installed wherever records arrive by git, it respects the
//! quarantine of a push through its inherited environment, and it reads ten thousand records in a fifth of a second.
//! Without a repository nothing here is needed.

mod batch;
mod blobs;
mod change;
mod command;
mod commit_text;
mod history;
mod index;
mod objects;
mod ref_update;
mod revision;
mod tree_diff;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

pub use change::{Change, Changes, from_archive_root};
use command::no_git;
pub use commit_text::CommitText;
pub use history::why_unknown;
pub use objects::{ObjectKind, PushedObject};
pub use ref_update::{RefName, RefUpdate, parse_ref_updates};
pub use revision::{Revision, UnreadableEntry, UnreadableKind};
pub use tree_diff::{ChangedEntry, EntryMode, TreePair};

use crate::error::{Error, UsageError};
use crate::syntax::ascii::is_hex;

/// A repository, and the folder in which git is run.
#[derive(Debug, Clone)]
pub struct Repository {
    folder: PathBuf,
}

/// The id of a commit, tree or blob, as git writes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(String);

impl ObjectId {
    /// The id, if the text is one: 40 or 64 hexadecimal digits.
    #[must_use]
    pub fn new(text: &str) -> Option<ObjectId> {
        let is_hex = is_hex(text);
        (matches!(text.len(), 40 | 64) && is_hex).then(|| ObjectId(text.to_owned()))
    }

    /// Whether the id is all zeros, which stands for nothing: the old side of a new branch, the new side of a deleted
    /// one.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.bytes().all(|byte| byte == b'0')
    }

    /// The id as git writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Repository {
    /// The repository that contains a folder, and the folder's path in it (`""` at the top).
    ///
    /// # Errors
    /// When the folder is in no repository, or git cannot be run.
    pub fn of(folder: &Path) -> Result<(Repository, String), Error> {
        let repository = Repository { folder: folder.to_owned() };
        match repository.text(["rev-parse", "--show-prefix"]) {
            Ok(prefix) => Ok((repository, prefix.trim_end_matches(['\n', '/']).to_owned())),
            Err(Error::Usage(_)) => {
                Err(UsageError::NotARepository { path: folder.to_owned() }.into())
            }
            Err(error) => Err(error),
        }
    }

    /// The repository that contains a folder, if there is one.
    ///
    /// # Errors
    /// When something lies there that should be a repository, and git cannot be run or cannot read it.
    pub fn around(folder: &Path) -> Result<Option<Repository>, Error> {
        let repository = Repository { folder: folder.to_owned() };
        match repository.text(["rev-parse", "--show-prefix"]) {
            Ok(_) => Ok(Some(repository)),
            Err(error) if has_git_folder(folder) => Err(error),
            Err(_) => Ok(None),
        }
    }

    /// The folder in which git is run.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether the repository has no working tree.
    ///
    /// # Errors
    /// When git fails.
    pub fn is_bare(&self) -> Result<bool, Error> {
        Ok(self.text(["rev-parse", "--is-bare-repository"])?.trim() == "true")
    }

    /// The path of a file or folder of git's own, such as `hooks`.
    ///
    /// # Errors
    /// When git fails.
    pub fn own_path(&self, name: &str) -> Result<PathBuf, Error> {
        let path = self.text(["rev-parse", "--git-path", name])?;
        Ok(self.folder.join(path.trim_end_matches('\n')))
    }

    /// A setting, if it is set.
    #[must_use]
    pub fn setting(&self, name: &str) -> Option<String> {
        let value = self.text(["config", "--get", name]).ok()?;
        let value = value.trim_end_matches('\n');
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// Sets a setting of this repository.
    ///
    /// # Errors
    /// When git fails.
    pub fn set(&self, name: &str, value: &str) -> Result<(), Error> {
        self.text(["config", name, value]).map(drop)
    }

    /// The object of a kind that a name stands for: `resolve("main", "commit")`.
    ///
    /// # Errors
    /// When there is no such object.
    pub fn resolve(&self, name: &str, kind: &str) -> Result<ObjectId, Error> {
        let wanted = format!("{name}^{{{kind}}}");
        let no_revision = || UsageError::NoRevision { name: name.to_owned() }.into();
        match self.text(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
            // Old versions of git repeat `--end-of-options` in their output.
            Ok(id) => id.lines().last().and_then(ObjectId::new).ok_or_else(no_revision),
            Err(Error::Usage(_)) => Err(no_revision()),
            Err(error) => Err(error),
        }
    }

    /// Whether `old` is part of the history of `new`.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn is_ancestor(&self, old: &ObjectId, new: &ObjectId) -> Result<bool, Error> {
        let mut command = self.command(["merge-base", "--is-ancestor", old.as_str(), new.as_str()]);
        Ok(command.output().map_err(no_git)?.status.success())
    }

    /// All values of a setting that can be set several times.
    #[must_use]
    pub fn settings(&self, name: &str) -> Vec<String> {
        let values = self.text(["config", "--get-all", name]).unwrap_or_default();
        values.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// The branches, without `refs/heads/`.
    ///
    /// # Errors
    /// When git fails.
    pub fn branches(&self) -> Result<Vec<String>, Error> {
        let listed = self.text(["for-each-ref", "--format=%(refname)", "refs/heads/"])?;
        let names = listed.lines().filter_map(|line| line.strip_prefix("refs/heads/"));
        Ok(names.map(str::to_owned).collect())
    }

    /// The branch that HEAD names, whether it exists or not; `None` when HEAD names none.
    #[must_use]
    pub fn head_branch(&self) -> Option<String> {
        let head = self.text(["symbolic-ref", "--quiet", "HEAD"]).ok()?;
        head.trim().strip_prefix("refs/heads/").map(str::to_owned)
    }

    /// The day of a commit, as its committer wrote it; empty when it cannot be read.
    #[must_use]
    pub fn day_of(&self, commit: &ObjectId) -> String {
        let day = self.text(["log", "-1", "--format=%cs", commit.as_str()]);
        day.unwrap_or_default().trim().to_owned()
    }

    /// The last commit that two commits have in common.
    #[must_use]
    pub fn merge_base(&self, one: &ObjectId, other: &ObjectId) -> Option<ObjectId> {
        let base = self.text(["merge-base", one.as_str(), other.as_str()]).ok()?;
        ObjectId::new(base.trim())
    }

    /// The output of git as text.
    ///
    /// # Errors
    /// When git cannot be run or fails.
    pub fn text<const N: usize>(&self, args: [&str; N]) -> Result<String, Error> {
        let bytes = self.run(args)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The output of git.
    ///
    /// # Errors
    /// When git cannot be run or fails.
    pub fn run<I: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = I>,
    ) -> Result<Vec<u8>, Error> {
        let output = self.command(args).output().map_err(no_git)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(UsageError::Git { said }.into());
        }
        Ok(output.stdout)
    }
}

/// Whether a folder or one above it has what a repository has.
fn has_git_folder(folder: &Path) -> bool {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.ancestors().any(|above| above.join(".git").symlink_metadata().is_ok())
}
