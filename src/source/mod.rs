//! Where an archive's files come from: a folder on disk, a revision of a git repository, or memory.
//!
//! A [`Source`] lists files and reads their bytes. It knows nothing of schools, and of the bytes only how they encode
//! text (see [`decode`]).

mod decode;
mod folder;
pub mod git;
mod litter;
mod memory;
mod overlay;
mod stamp;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use decode::{DecodeError, Decoded, Encoding, decode, mistaken_gbk};
pub use folder::FolderSource;
pub use litter::{has_litter, is_litter, is_system_litter};
pub use memory::MemorySource;
pub use overlay::{FileChanges, OverlaySource, PlacedFile, PlacedFiles};
pub use stamp::FileStamp;

use crate::error::{Error, UsageError};

/// The files of an archive. Paths begin with `content/` and use `/` on every system.
pub trait Source: Send + Sync {
    /// The paths of all files, sorted, without those that have a part beginning with `.` or `_`.
    fn paths(&self) -> Vec<&str>;

    /// The paths that exist but cannot be read as files: links, devices, names that are not UTF-8.
    fn others(&self) -> Vec<&str>;

    /// The paths of files and folders that systems and office programs left. They are passed over, and those in such a
    /// folder are not listed.
    fn litter(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The path of a file on disk; `None` when the source is not a folder.
    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        let _ = path;
        None
    }

    /// The size of a file in bytes; `None` when there is no such file.
    fn size(&self, path: &str) -> Option<u64>;

    /// The first bytes of a file, up to [`HEAD`]; `None` where they cannot be read without the whole file.
    fn head(&self, path: &str) -> Option<Vec<u8>> {
        head(&self.on_disk(path)?).ok()
    }

    /// The stamp of a file as it was listed; `None` when a change could go unnoticed.
    fn stamp(&self, path: &str) -> Option<FileStamp> {
        let _ = path;
        None
    }

    /// A name that, together with the stamp of a file, stands for its bytes: its path, or what it is called where it lies.
    fn stamped_name(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When the file cannot be read.
    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error>;
}

/// So many folders may be in one another. Records need five.
const DEEPEST: usize = 320;

/// The refusal of a folder that is too deep, with the beginning of its path.
fn too_deep(path: &str) -> Error {
    let beginning: Vec<&str> = path.split('/').take(6).collect();
    UsageError::TooDeep { path: format!("{}/…", beginning.join("/")), deepest: DEEPEST }.into()
}

/// So many bytes at the beginning of a file identify its format.
const HEAD: u64 = 64;

/// The first bytes of a file, which identify its format.
///
/// # Errors
/// When the file cannot be read.
pub fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// The nearest folder from `start` upward that holds `content/`.
#[must_use]
pub fn root(start: &Path) -> Option<PathBuf> {
    start.ancestors().find(|folder| folder.join("content").is_dir()).map(Path::to_owned)
}

/// A path with `/` on every system; `None` when it is not UTF-8.
pub(crate) fn slashed(path: &Path) -> Option<String> {
    let mut slashed = String::new();
    for component in path.components() {
        if !slashed.is_empty() {
            slashed.push('/');
        }
        slashed.push_str(component.as_os_str().to_str()?);
    }
    Some(slashed)
}
