//! The files of a revision, read from the repository's objects without a checkout.

use std::collections::HashMap;

use super::blobs::read_blobs;
use super::command::{MOST_LISTED, too_many_files};
use super::{ObjectId, Repository};
use crate::error::{Error, UsageError};
use crate::source::{DEEPEST, Source, has_litter, too_deep};

/// Texts up to this size are read together when the revision is opened; any other file is read on demand.
const MAX_TEXT: u64 = 64 * 1024 * 1024;

/// The files of one folder of a revision. Paths begin with the folder's name: `content/…`.
#[derive(Debug)]
pub struct Revision {
    repository: Repository,
    files: Vec<GitFile>,
    others: Vec<UnreadableEntry>,
    /// What systems and office programs left.
    litter: Vec<String>,
    texts: HashMap<String, Vec<u8>>,
}

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct GitFile {
    path: String,
    blob: ObjectId,
    size: u64,
}

/// An entry of a revision's tree that cannot be read as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableEntry {
    /// Its path. Bytes that are not UTF-8 are replaced.
    pub path: String,
    /// What it is.
    pub kind: UnreadableKind,
}

/// Why an entry of a tree cannot be read as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UnreadableKind {
    /// A symbolic link.
    Link,
    /// Another repository.
    Submodule,
    /// A file whose name is not UTF-8.
    BadName,
}

impl Revision {
    /// Lists `folder` of a tree or commit and reads its texts. `prefix` is the place of the archive in the repository.
    ///
    /// # Errors
    /// When there is no such revision, or git fails.
    pub fn open(
        repository: &Repository,
        revision: &str,
        prefix: &str,
        folder: &str,
    ) -> Result<Revision, Error> {
        Revision::open_filtered(repository, revision, prefix, folder, &|_| true)
    }

    /// Lists those files of `folder` whose paths `keep` accepts, and reads their texts. Links and the like are listed
    /// in any case.
    ///
    /// # Errors
    /// When there is no such revision, or git fails.
    pub fn open_filtered(
        repository: &Repository,
        revision: &str,
        prefix: &str,
        folder: &str,
        keep: &dyn Fn(&str) -> bool,
    ) -> Result<Revision, Error> {
        let tree = match prefix {
            "" => repository.resolve(revision, "tree")?,
            _ => repository.resolve(&format!("{revision}:{prefix}"), "tree")?,
        };
        let args = ["ls-tree", "-r", "-z", "-l", "--full-tree", tree.as_str(), "--", folder];
        let mut revision = Revision {
            repository: repository.clone(),
            files: Vec::new(),
            others: Vec::new(),
            litter: Vec::new(),
            texts: HashMap::new(),
        };
        let listed = repository.run_bounded(args, &[], MOST_LISTED)?.ok_or_else(too_many_files)?;
        for line in listed.split(|byte| *byte == 0) {
            revision.add_entry(line);
        }
        let mut paths = revision.files.iter().map(|file| &file.path);
        if let Some(path) = paths.find(|path| DEEPEST < path.matches('/').count()) {
            return Err(too_deep(path));
        }
        revision.files.retain(|file| keep(&file.path));
        revision.files.sort_by(|a, b| a.path.cmp(&b.path));
        revision.read_texts()?;
        Ok(revision)
    }

    /// Whether the folder is empty or missing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.others.is_empty()
    }

    /// The entries that cannot be read as files.
    #[must_use]
    pub fn unreadable_entries(&self) -> &[UnreadableEntry] {
        &self.others
    }

    /// A text that was read when the revision was opened.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Vec<u8>> {
        self.texts.get(path)
    }

    /// The object that holds the content of a file.
    #[must_use]
    pub fn blob(&self, path: &str) -> Option<&ObjectId> {
        Some(&self.file(path)?.blob)
    }

    /// The size of every file in bytes.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|file| (file.path.as_str(), file.size))
    }

    /// Adds the entry of one line of `ls-tree -l`: `100644 blob 0123…    1234<Tab>content/…`.
    fn add_entry(&mut self, line: &[u8]) {
        let Some(tab) = line.iter().position(|byte| *byte == b'\t') else { return };
        let (head, path) = (String::from_utf8_lossy(&line[..tab]), &line[tab + 1..]);
        let mut head = head.split_ascii_whitespace();
        let (mode, _, blob, size) = (head.next(), head.next(), head.next(), head.next());
        let text = std::str::from_utf8(path);
        if text.is_ok_and(is_hidden) {
            return;
        }
        if let Ok(text) = text
            && has_litter(text)
        {
            self.litter.push(text.to_owned());
            return;
        }
        let kind = match (mode, text, blob.and_then(ObjectId::new)) {
            (Some("120000"), ..) => UnreadableKind::Link,
            (Some("160000"), ..) => UnreadableKind::Submodule,
            (_, Ok(path), Some(blob)) => {
                let size = size.and_then(|size| size.parse().ok()).unwrap_or(0);
                self.files.push(GitFile { path: path.to_owned(), blob, size });
                return;
            }
            _ => UnreadableKind::BadName,
        };
        let path = String::from_utf8_lossy(path).into_owned();
        self.others.push(UnreadableEntry { path, kind });
    }

    fn read_texts(&mut self) -> Result<(), Error> {
        let mut paths = Vec::new();
        let mut blobs = Vec::new();
        for file in &self.files {
            if is_text(&file.path) && file.size <= MAX_TEXT {
                paths.push(file.path.clone());
                blobs.push(&file.blob);
            }
        }
        let texts = read_blobs(&self.repository, &blobs)?;
        self.texts = paths.into_iter().zip(texts).collect();
        Ok(())
    }

    fn file(&self, path: &str) -> Option<&GitFile> {
        let index = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        self.files.get(index)
    }
}

impl Source for Revision {
    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn others(&self) -> Vec<&str> {
        self.others.iter().map(|entry| entry.path.as_str()).collect()
    }

    fn litter(&self) -> Vec<&str> {
        self.litter.iter().map(String::as_str).collect()
    }

    fn size(&self, path: &str) -> Option<u64> {
        Some(self.file(path)?.size)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        if let Some(text) = self.texts.get(path) {
            return Ok(text.clone());
        }
        match self.file(path) {
            Some(file) => self.repository.run(["cat-file", "blob", file.blob.as_str()]),
            None => Err(UsageError::NoRevision { name: path.to_owned() }.into()),
        }
    }
}

/// Whether a file is one that is read as text, by its extension.
fn is_text(path: &str) -> bool {
    let Some((_, extension)) = path.rsplit_once('.') else { return false };
    matches!(
        extension.to_ascii_lowercase().as_str(),
        "md" | "yaml" | "yml" | "csv" | "html" | "css" | "js" | "svg"
    )
}

/// Whether a part of the path begins with `.` or `_`: such files are skipped (docs/content-model.md §1).
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['.', '_']))
}
