//! The error that ends a run: a wrong request, or a file that cannot be read or written.
//!
//! Only the edges (`source`, `output`, the commands …) return an [`Error`]. What is wrong *in* the records is a
//! diagnostic and never ends a run early. The texts are in `l10n/errors.rs`.

use std::io;
use std::path::{Path, PathBuf};

/// Why a run had to stop.
#[derive(Debug)]
pub enum Error {
    /// The request cannot be carried out: exit code 2.
    Usage(UsageError),
    /// The operating system refused something: exit code 3.
    Io {
        /// What was being done.
        operation: Operation,
        /// The file or folder.
        path: PathBuf,
        /// The reason that the system gives.
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
    /// The folder is not in a git repository.
    NotARepository {
        /// The folder.
        path: PathBuf,
    },
    /// No such commit or branch, or no archive in it.
    NoRevision {
        /// The name.
        name: String,
    },
    /// Git failed.
    Git {
        /// Its message.
        said: String,
    },
    /// A folder that should be empty is not.
    NotEmpty {
        /// The folder.
        path: PathBuf,
    },
    /// A file that should be new already exists.
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// Folders are in one another without an end in sight.
    TooDeep {
        /// The beginning of the path.
        path: String,
        /// How many may be in one another.
        deepest: usize,
    },
    /// There is a link, or a device, where a file or a folder of the archive should be.
    IsALink {
        /// The link.
        path: PathBuf,
    },
    /// Another program writes the archive's files.
    Locked {
        /// Its command and number, such as `seal, 4711`; empty when not known.
        holder: String,
    },
    /// The output is a file.
    NotAFolder {
        /// The output.
        path: PathBuf,
    },
    /// The output contains files that guidang did not write.
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
    /// The output is, contains or is inside a folder of sources.
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
    /// Two pages or files of the site have the same path, or paths that differ only in case.
    SameSitePath {
        /// The path in the site.
        path: String,
    },
    /// Any other request that is wrong, with its message in both languages.
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
    /// Writing a file of the new site, or its folder.
    Write,
    /// Writing something that is not part of a site: a new record, the standard output.
    Save,
    /// Preparing the staging folder next to the output.
    Stage,
    /// Writing one of several files that belong together; all that was changed is as it was before.
    Together,
    /// Finishing what an interrupted run began to write.
    Resume,
    /// Running the git program.
    RunGit,
    /// Something that git was asked to do for a move, before which nothing was moved.
    Git,
    /// Waiting for another git program to finish, or for its lock to be removed.
    GitLock,
    /// Replacing the old site by the new one.
    Swap,
    /// Writing a bag.
    Pack,
    /// Opening a port for the preview.
    Listen,
}

impl Error {
    /// An error with a message of its own, in both languages.
    pub(crate) fn custom(zh: impl Into<String>, en: impl Into<String>) -> Error {
        UsageError::Message { zh: zh.into(), en: en.into() }.into()
    }

    /// The exit code of a run that ends with this error: 2 or 3.
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self {
            Error::Usage(_) => 2,
            Error::Io { .. } => 3,
        }
    }

    /// Converts an error of the system: `.map_err(Error::io(Operation::Read, path))`.
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
