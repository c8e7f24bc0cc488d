//! What ends a run: a wrong request, or a folder that cannot be read or written.
//!
//! Only the edges (`read`, `write`, the command line) return a [`Error`]; what is wrong *in* the
//! records is a diagnostic and never ends a run early.

use std::io;
use std::path::{Path, PathBuf};

/// Why a run had to stop.
#[derive(Debug)]
pub enum Error {
    /// The request cannot be carried out as it was made: exit code 2.
    Usage(UsageError),
    /// The operating system refused something: exit code 3.
    Io {
        /// What was being done.
        operation: Operation,
        /// To which file or folder.
        path: PathBuf,
        /// The system's own reason.
        source: io::Error,
    },
}

/// A request that cannot be carried out, and what to do instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UsageError {
    /// No folder with `content/` here or above.
    NoRoot {
        /// Where the search began.
        from: PathBuf,
    },
    /// The folder lies in no git repository.
    NotARepository {
        /// The folder.
        path: PathBuf,
    },
    /// No such commit or branch, or no archive in it.
    NoRevision {
        /// The name.
        name: String,
    },
    /// Git refused what it was asked.
    Git {
        /// What it said.
        said: String,
    },
    /// A folder that should be empty is not.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file that should be new is there already.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The output is a file.
    NotAFolder {
        /// The output.
        path: PathBuf,
    },
    /// The output holds files and was not made by guidang.
    NotOurs {
        /// The output.
        path: PathBuf,
    },
    /// The output holds a git repository, which replacing the folder would destroy.
    Repository {
        /// The output.
        path: PathBuf,
    },
    /// The output is a disk or a mounted folder, which cannot be swapped for another.
    MountPoint {
        /// The output.
        path: PathBuf,
    },
    /// The output is, holds or lies in a folder of sources.
    Overlaps {
        /// The output.
        output: PathBuf,
        /// The folder of sources, e.g. `content`.
        sources: PathBuf,
    },
    /// A page or file of the site has a name that does not work everywhere.
    SitePath {
        /// The path in the site, e.g. `a/con.html`.
        path: String,
    },
    /// Two pages or files of the site have one path, or differ in case only.
    SameSitePath {
        /// The path in the site.
        path: String,
    },
    /// Anything else, said in both languages.
    Message {
        /// The sentence in Chinese.
        zh: String,
        /// The sentence in English.
        en: String,
    },
}

/// What was being done when the operating system refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Listing a folder.
    List,
    /// Reading a file.
    Read,
    /// Writing a file of the new site, or the folder it lies in.
    Write,
    /// Writing a file that has nothing to do with a site: a new record, the standard output.
    Save,
    /// Preparing the staging folder beside the output.
    Stage,
    /// Running the git program.
    RunGit,
    /// Putting the new site in the place of the old one.
    Swap,
    /// Writing a bag.
    Pack,
    /// Taking a port, to show a site while it is written.
    Listen,
}

impl Error {
    /// A wrong request that no other variant tells, in both languages.
    pub(crate) fn custom(zh: impl Into<String>, en: impl Into<String>) -> Error {
        UsageError::Message { zh: zh.into(), en: en.into() }.into()
    }

    /// The exit code of a run that ends so: 2 or 3.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Usage(_) => 2,
            Error::Io { .. } => 3,
        }
    }

    /// Turns a refusal of the system into a fault: `.map_err(Error::io(Operation::Read, path))`.
    pub(crate) fn io(
        operation: Operation,
        path: impl AsRef<Path>,
    ) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io { operation, path: path.as_ref().to_owned(), source }
    }
}

impl From<UsageError> for Error {
    fn from(usage: UsageError) -> Error {
        Error::Usage(usage)
    }
}

impl std::error::Error for Error {}
