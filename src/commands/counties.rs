//! EDGE: the data of the archives that sources.yaml names, read from the folders that lie in this one.
//!
//! No link is followed, and no more is read of a file than it may have. Whatever fails concerns that one archive only.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::origin::Origin;
use crate::diagnostics::WhyMissing;
use crate::engine::federation::{
    ARCHIVE, Federation, Files, MAX_ARCHIVE, MAX_PROGRESS, PROGRESS, Published, read,
};
use crate::model::{CountySource, Sources};
use crate::source::Source;

/// Reads every archive, several at once.
pub(super) fn federation(sources: &Sources, origin: &Origin) -> Federation {
    let read: Vec<_> = sources.list.par_iter().map(|it| county(it, origin)).collect();
    Federation::new(sources, read)
}

fn county(source: &CountySource, origin: &Origin) -> Result<Published, WhyMissing> {
    let folder = Folder::find(source, origin)?;
    let archive = folder.bytes(ARCHIVE, MAX_ARCHIVE)?;
    let progress = folder.bytes(PROGRESS, MAX_PROGRESS)?;
    read(Files { archive: &archive, progress: &progress })
}

/// The paths of the files that the roll-up rests on, from the root: a copy of this archive needs them too.
pub(super) fn files(sources: &Sources, origin: &Origin) -> Vec<(String, Vec<u8>)> {
    let of_county = |source: &CountySource| {
        let folder = Folder::find(source, origin).ok()?;
        let file = |name, limit| Some((folder.path(name), folder.bytes(name, limit).ok()?));
        Some([file(ARCHIVE, MAX_ARCHIVE), file(PROGRESS, MAX_PROGRESS)])
    };
    sources.list.iter().filter_map(of_county).flatten().flatten().collect()
}

/// The folder of an archive's data.
struct Folder<'o> {
    /// From the root, with `/`.
    path: String,
    lies: Lies<'o>,
}

enum Lies<'o> {
    /// On disk, below this root.
    On(&'o Path),
    /// In a revision.
    In(Box<dyn Source>),
}

impl<'o> Folder<'o> {
    /// The folder itself, or the `data` in it: whole sites are copied too.
    fn find(source: &CountySource, origin: &'o Origin) -> Result<Folder<'o>, WhyMissing> {
        let lies = match origin {
            Origin::Folder(root) => Lies::On(root),
            Origin::Revision { .. } => {
                let none =
                    |_| WhyMissing::NotThere { path: format!("{}/{ARCHIVE}", source.folder) };
                Lies::In(origin.open(&source.folder).map_err(none)?)
            }
        };
        let mut folder = Folder { path: source.folder.clone(), lies };
        let inner = format!("{}/data", source.folder);
        if !folder.has(ARCHIVE) {
            folder.path = inner;
            if !folder.has(ARCHIVE) {
                folder.path = source.folder.clone();
            }
        }
        Ok(folder)
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    fn has(&self, name: &str) -> bool {
        match &self.lies {
            Lies::On(root) => root.join(self.path(name)).symlink_metadata().is_ok(),
            Lies::In(source) => source.size(&self.path(name)).is_some(),
        }
    }

    /// The bytes of a file; one more than allowed of a larger one, so that it is seen to be too large.
    fn bytes(&self, name: &'static str, limit: u64) -> Result<Vec<u8>, WhyMissing> {
        let path = self.path(name);
        match &self.lies {
            Lies::On(root) => {
                let file = plain_file(root, &path)?;
                let mut bytes = Vec::new();
                let read =
                    File::open(file).and_then(|it| it.take(limit + 1).read_to_end(&mut bytes));
                read.map(|_| bytes).map_err(|_| WhyMissing::Unreadable { path })
            }
            Lies::In(source) => match source.size(&path) {
                None => Err(WhyMissing::NotThere { path }),
                Some(size) if limit < size => Err(WhyMissing::TooLarge { file: name, limit }),
                Some(_) => source.bytes(&path).map_err(|_| WhyMissing::Unreadable { path }),
            },
        }
    }
}

/// A file below the root to which no link leads, at any step of the way.
fn plain_file(root: &Path, path: &str) -> Result<PathBuf, WhyMissing> {
    let mut file = root.to_owned();
    let mut walked = String::new();
    let mut steps = path.split('/').peekable();
    while let Some(step) = steps.next() {
        file.push(step);
        walked = if walked.is_empty() { step.to_owned() } else { format!("{walked}/{step}") };
        let kind = match fs::symlink_metadata(&file) {
            Ok(it) => it.file_type(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(WhyMissing::NotThere { path: path.to_owned() });
            }
            Err(_) => return Err(WhyMissing::Unreadable { path: walked }),
        };
        let is_last = steps.peek().is_none();
        if kind.is_symlink() || is_last && !kind.is_file() {
            return Err(WhyMissing::Link { path: walked });
        }
    }
    Ok(file)
}
