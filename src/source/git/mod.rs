//! EDGE: the git program. Revisions as a [`Source`](super::Source), what a push changes, and who wrote what when.
//!
//! The program itself is asked rather than a library: it is there wherever records come by git, it obeys the quarantine
//! of a push through the environment that it inherits, and reading ten thousand records through it takes a fifth of a
//! second. Nothing here is needed without a repository.

mod change;
mod history;
mod revision;

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub use history::why_unknown;
pub use revision::{Other, OtherKind, Revision};

use crate::error::{Error, Operation, UsageError};

/// A repository: where git is run.
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
        let fits = matches!(text.len(), 40 | 64) && text.bytes().all(|it| it.is_ascii_hexdigit());
        fits.then(|| ObjectId(text.to_owned()))
    }

    /// Whether it stands for nothing: the old side of a new branch, the new side of a deleted one.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.0.bytes().all(|it| it == b'0')
    }

    /// As git writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Repository {
    /// The repository that a folder lies in, with the folder's place in it (`""` at the top).
    ///
    /// # Errors
    /// When there is none, or git cannot be run.
    pub fn of(folder: &Path) -> Result<(Repository, String), Error> {
        let repository = Repository { folder: folder.to_owned() };
        match repository.text(["rev-parse", "--show-prefix"]) {
            Ok(prefix) => Ok((repository, prefix.trim_end_matches(['\n', '/']).to_owned())),
            Err(Error::Usage(_)) => {
                Err(UsageError::NotARepository { path: folder.to_owned() }.into())
            }
            Err(fault) => Err(fault),
        }
    }

    /// Where git is run.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Whether it has no working tree.
    ///
    /// # Errors
    /// When git fails.
    pub fn is_bare(&self) -> Result<bool, Error> {
        Ok(self.text(["rev-parse", "--is-bare-repository"])?.trim() == "true")
    }

    /// A file or folder of the repository's own, such as `hooks`.
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
        Some(value.trim_end_matches('\n').to_owned()).filter(|it| !it.is_empty())
    }

    /// Sets a setting of this repository.
    ///
    /// # Errors
    /// When git fails.
    pub fn set(&self, name: &str, value: &str) -> Result<(), Error> {
        self.text(["config", name, value]).map(drop)
    }

    /// The object that a name stands for: `resolve("main", "commit")`.
    ///
    /// # Errors
    /// When there is no such object.
    pub fn resolve(&self, name: &str, kind: &str) -> Result<ObjectId, Error> {
        let wanted = format!("{name}^{{{kind}}}");
        let no_such = || UsageError::NoRevision { name: name.to_owned() }.into();
        match self.text(["rev-parse", "--verify", "--quiet", "--end-of-options", &wanted]) {
            // Of old, git repeats `--end-of-options` in what it prints.
            Ok(id) => id.lines().last().and_then(ObjectId::new).ok_or_else(no_such),
            Err(Error::Usage(_)) => Err(no_such()),
            Err(fault) => Err(fault),
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

    /// What git prints, as text.
    ///
    /// # Errors
    /// When git cannot be run, or says no.
    pub fn text<const N: usize>(&self, args: [&str; N]) -> Result<String, Error> {
        let bytes = self.run(args)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// What git prints.
    ///
    /// # Errors
    /// When git cannot be run, or says no.
    pub fn run<I: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = I>,
    ) -> Result<Vec<u8>, Error> {
        let output = self.command(args).output().map_err(no_git)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => {
                let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
                Err(UsageError::Git { said }.into())
            }
        }
    }

    fn command<I: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            // What git says is told to people only when it fails; what it prints must not depend on the machine.
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .args(["-c", "core.quotepath=false", "-c", "log.showSignature=false"])
            .args(args)
            .stdin(Stdio::null());
        command
    }
}

fn no_git(error: io::Error) -> Error {
    Error::Io { operation: Operation::RunGit, path: "git".into(), source: error }
}
