//! A revision's files, read from the repository's objects without a checkout.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::{ChildStdin, Stdio};

use rayon::prelude::*;

use super::{ObjectId, Repository, no_git};
use crate::error::{Error, UsageError};
use crate::source::Source;

/// So many blobs are asked of one run of git.
const BLOBS_A_RUN: usize = 2_500;
/// Texts up to this size are read in one go with the others; anything else when it is asked for.
const TEXT_LIMIT: u64 = 64 * 1024 * 1024;

/// The files of one folder of a revision. Paths begin with the folder's name: `content/…`.
#[derive(Debug)]
pub struct Revision {
    repository: Repository,
    files: Vec<Entry>,
    others: Vec<Other>,
    texts: HashMap<String, Vec<u8>>,
}

/// A file of a revision.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    path: String,
    blob: ObjectId,
    size: u64,
}

/// Something in a revision that is no file to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Where. Bytes that are no text are replaced.
    pub path: String,
    /// What.
    pub kind: OtherKind,
}

/// What something is that is no file to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OtherKind {
    /// A symbolic link.
    Link,
    /// Another repository.
    Submodule,
    /// A file whose name is not UTF-8.
    BadName,
}

impl Revision {
    /// Lists `folder` of a tree or commit, where `prefix` is the archive's place in the repository, and reads its texts.
    ///
    /// # Errors
    /// When there is no such revision, or git fails.
    pub fn open(
        repository: &Repository,
        revision: &str,
        prefix: &str,
        folder: &str,
    ) -> Result<Revision, Error> {
        Revision::some(repository, revision, prefix, folder, &|_| true)
    }

    /// The same of some files only.
    ///
    /// # Errors
    /// As [`Revision::open`].
    pub fn some(
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
        let listed = repository.run(args)?;
        let mut found = Revision {
            repository: repository.clone(),
            files: Vec::new(),
            others: Vec::new(),
            texts: HashMap::new(),
        };
        listed.split(|it| *it == 0).filter(|it| !it.is_empty()).for_each(|it| found.list(it));
        found.files.retain(|it| keep(&it.path));
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found.read_texts()?;
        Ok(found)
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.others.is_empty()
    }

    /// What is there and is no file to be read.
    #[must_use]
    pub fn strange(&self) -> &[Other] {
        &self.others
    }

    /// A text that was read with the others.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&Vec<u8>> {
        self.texts.get(path)
    }

    /// The size of every file.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, u64)> {
        self.files.iter().map(|it| (&*it.path, it.size))
    }

    /// One line of `ls-tree -l`: `100644 blob 0123…    1234<Tab>content/…`.
    fn list(&mut self, line: &[u8]) {
        let Some(tab) = line.iter().position(|it| *it == b'\t') else { return };
        let (head, path) = (String::from_utf8_lossy(&line[..tab]), &line[tab + 1..]);
        let mut head = head.split_ascii_whitespace();
        let (mode, _, blob, size) = (head.next(), head.next(), head.next(), head.next());
        let kind = match mode {
            Some("120000") => Some(OtherKind::Link),
            Some("160000") => Some(OtherKind::Submodule),
            _ => None,
        };
        let text = std::str::from_utf8(path);
        if text.is_ok_and(is_hidden) {
            return;
        }
        let blob = blob.and_then(ObjectId::new);
        match (kind, text, blob) {
            (None, Ok(path), Some(blob)) => self.files.push(Entry {
                path: path.to_owned(),
                blob,
                size: size.and_then(|it| it.parse().ok()).unwrap_or(0),
            }),
            (kind, _, _) => self.others.push(Other {
                path: String::from_utf8_lossy(path).into_owned(),
                kind: kind.unwrap_or(OtherKind::BadName),
            }),
        }
    }

    fn read_texts(&mut self) -> Result<(), Error> {
        let wanted: Vec<&Entry> =
            self.files.iter().filter(|it| is_text(&it.path) && it.size <= TEXT_LIMIT).collect();
        let blobs: Vec<&ObjectId> = wanted.iter().map(|it| &it.blob).collect();
        let texts = blobs_of(&self.repository, &blobs)?;
        self.texts = wanted.iter().map(|it| it.path.clone()).zip(texts).collect();
        Ok(())
    }

    fn entry(&self, path: &str) -> Option<&Entry> {
        let at = self.files.binary_search_by(|it| (*it.path).cmp(path)).ok()?;
        self.files.get(at)
    }
}

impl Source for Revision {
    fn paths(&self) -> Vec<&str> {
        self.files.iter().map(|it| &*it.path).collect()
    }

    fn others(&self) -> Vec<&str> {
        self.others.iter().map(|it| &*it.path).collect()
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.entry(path).map(|it| it.size)
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        if let Some(text) = self.texts.get(path) {
            return Ok(text.clone());
        }
        let entry =
            self.entry(path).ok_or_else(|| UsageError::NoRevision { name: path.to_owned() })?;
        self.repository.run(["cat-file", "blob", entry.blob.as_str()])
    }
}

/// The contents of blobs, in order.
///
/// # Errors
/// When git fails, or one is missing.
pub(super) fn blobs_of(
    repository: &Repository,
    blobs: &[&ObjectId],
) -> Result<Vec<Vec<u8>>, Error> {
    // To unpack them is most of the work, and one git uses one core.
    let parts: Result<Vec<_>, Error> =
        blobs.par_chunks(BLOBS_A_RUN).map(|it| blobs_in_turn(repository, it)).collect();
    Ok(parts?.into_iter().flatten().collect())
}

fn blobs_in_turn(repository: &Repository, blobs: &[&ObjectId]) -> Result<Vec<Vec<u8>>, Error> {
    let mut child = repository
        .command(["cat-file", "--batch", "--buffer"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(no_git)?;
    let (input, output) = (child.stdin.take(), child.stdout.take());
    let read = std::thread::scope(|scope| {
        scope.spawn(move || ask(input, blobs));
        let mut output = BufReader::with_capacity(1 << 20, output?);
        blobs.iter().map(|_| next_blob(&mut output)).collect::<Option<Vec<_>>>()
    });
    let _ = child.wait();
    read.ok_or_else(|| UsageError::Git { said: "git cat-file".into() }.into())
}

/// Names the blobs; that git went away shows in what it does not answer.
fn ask(input: Option<ChildStdin>, blobs: &[&ObjectId]) {
    let lines: String = blobs.iter().flat_map(|it| [it.as_str(), "\n"]).collect();
    if let Some(mut input) = input {
        let _ = input.write_all(lines.as_bytes());
    }
}

/// `<id> blob <size>`, the bytes, a line's end.
fn next_blob(output: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    output.read_line(&mut head).ok()?;
    let size: usize = head.trim_end().rsplit_once(" blob ")?.1.parse().ok()?;
    let mut bytes = vec![0; size + 1];
    output.read_exact(&mut bytes).ok()?;
    bytes.pop();
    Some(bytes)
}

fn is_text(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("md" | "yaml" | "yml" | "csv" | "html" | "css" | "js" | "svg"))
}

/// Names that begin with `.` or `_` are skipped at any depth (MODEL.md §1).
fn is_hidden(path: &str) -> bool {
    path.split('/').any(|it| it.starts_with(['.', '_']))
}
