//! The data of the archives that `sources.yaml` names, read from their folders inside this archive.
//!
//! No link is followed, and no more of a file is read than its limit allows. A failure concerns only the archive that it
//! occurs in.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::origin::Origin;
use crate::diagnostics::WhyMissing;
use crate::engine::federation::{
    ARCHIVE, CountyFiles, Federation, MAX_ARCHIVE, MAX_PROGRESS, PROGRESS, Published, read,
};
use crate::model::{CountySource, Sources};
use crate::source::Source;

/// The files that an archive publishes, and the most bytes that each may have.
const FILES: [(&str, u64); 2] = [(ARCHIVE, MAX_ARCHIVE), (PROGRESS, MAX_PROGRESS)];

/// Reads all archives that are named, in parallel.
pub(crate) fn read_federation(sources: &Sources, origin: &Origin) -> Federation {
    let published: Vec<_> =
        sources.list.par_iter().map(|source| read_published(source, origin)).collect();
    Federation::new(sources, published)
}

fn read_published(source: &CountySource, origin: &Origin) -> Result<Published, WhyMissing> {
    let folder = DataFolder::find(source, origin)?;
    let archive = folder.bytes(ARCHIVE, MAX_ARCHIVE)?;
    let progress = folder.bytes(PROGRESS, MAX_PROGRESS)?;
    read(CountyFiles { archive: &archive, progress: &progress })
}

/// The files that the roll-up is computed from, by their paths from the root: a copy of this archive needs them too.
/// CountyFiles that cannot be read are left out.
pub(crate) fn published_files(sources: &Sources, origin: &Origin) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for source in &sources.list {
        let Ok(folder) = DataFolder::find(source, origin) else { continue };
        for (name, limit) in FILES {
            if let Ok(bytes) = folder.bytes(name, limit) {
                files.push((folder.path(name), bytes));
            }
        }
    }
    files
}

/// The folder with the data of one archive.
struct DataFolder<'o> {
    /// From the root, separated by `/`.
    path: String,
    location: Location<'o>,
}

enum Location<'o> {
    /// On disk, below this root.
    Disk(&'o Path),
    Revision(Box<dyn Source>),
}

impl<'o> DataFolder<'o> {
    /// The folder that is named, or `data` inside it: some people copy a whole site.
    fn find(source: &CountySource, origin: &'o Origin) -> Result<DataFolder<'o>, WhyMissing> {
        let location = match origin {
            Origin::Folder(root) => Location::Disk(root),
            Origin::Revision { .. } => match origin.open(&source.folder) {
                Ok(tree) => Location::Revision(tree),
                Err(_) => {
                    let path = format!("{}/{ARCHIVE}", source.folder);
                    return Err(WhyMissing::NotThere { path });
                }
            },
        };
        let mut folder = DataFolder { path: source.folder.clone(), location };
        if !folder.has(ARCHIVE) {
            folder.path = format!("{}/data", source.folder);
            if !folder.has(ARCHIVE) {
                folder.path = source.folder.clone(); // the one that a message should name
            }
        }
        Ok(folder)
    }

    fn path(&self, name: &str) -> String {
        format!("{}/{name}", self.path)
    }

    fn has(&self, name: &str) -> bool {
        match &self.location {
            Location::Disk(root) => root.join(self.path(name)).symlink_metadata().is_ok(),
            Location::Revision(source) => source.size(&self.path(name)).is_some(),
        }
    }

    /// The bytes of a file. Of a file on disk that is too large, one byte more than the limit is read, so that the
    /// reader of the data sees that it is too large.
    fn bytes(&self, name: &'static str, limit: u64) -> Result<Vec<u8>, WhyMissing> {
        let path = self.path(name);
        match &self.location {
            Location::Disk(root) => {
                let file = plain_file(root, &path)?;
                read_at_most(&file, limit + 1).map_err(|_| WhyMissing::Unreadable { path })
            }
            Location::Revision(source) => match source.size(&path) {
                None => Err(WhyMissing::NotThere { path }),
                Some(size) if limit < size => Err(WhyMissing::TooLarge { file: name, limit }),
                Some(_) => source.bytes(&path).map_err(|_| WhyMissing::Unreadable { path }),
            },
        }
    }
}

fn read_at_most(file: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file below the root, if no folder on the way and not the file itself is a link.
fn plain_file(root: &Path, path: &str) -> Result<PathBuf, WhyMissing> {
    let mut file = root.to_owned();
    let mut walked = String::new();
    let mut steps = path.split('/').peekable();
    while let Some(step) = steps.next() {
        file.push(step);
        if !walked.is_empty() {
            walked.push('/');
        }
        walked.push_str(step);
        let kind = match fs::symlink_metadata(&file) {
            Ok(metadata) => metadata.file_type(),
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
