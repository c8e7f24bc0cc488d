//! Writes PDF files: each completely or not at all, and never over a file that is not ours.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Operation, UsageError};
use crate::output::{MARKER, WholeFiles};

/// The folder of the files.
pub(super) struct PdfFolder {
    folder: PathBuf,
    files: WholeFiles,
}

impl PdfFolder {
    /// Refuses a folder of sources, and a site, which the next build would replace as a whole.
    pub(super) fn new(folder: &Path, root: &Path) -> Result<PdfFolder, Error> {
        let full = absolute(folder);
        for name in ["content", "themes"] {
            let sources = absolute(&root.join(name));
            if full.starts_with(&sources) {
                return Err(UsageError::Overlaps { output: folder.to_owned(), sources }.into());
            }
        }
        if let Some(site) = full.ancestors().find(|folder| folder.join(MARKER).exists()) {
            return Err(Error::custom(
                format!(
                    "“{}”是网站的输出文件夹，下次生成会整体替换，PDF会丢失。请用-o换一个文件夹。",
                    site.display()
                ),
                format!(
                    "\"{}\" holds a site, which the next build replaces as a whole. Choose another folder with -o.",
                    site.display()
                ),
            ));
        }
        if folder.exists() && !folder.is_dir() {
            return Err(UsageError::NotAFolder { path: folder.to_owned() }.into());
        }
        Ok(PdfFolder { folder: folder.to_owned(), files: WholeFiles::default() })
    }

    /// Writes a PDF next to its place and moves it there.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let place = self.folder.join(path);
        if place.exists() && !is_ours(&place) {
            return Err(Error::custom(
                format!(
                    "“{}”已经存在，不是由guidang生成的，没有改动。请把它移走，或用-o换一个文件夹。",
                    place.display()
                ),
                format!(
                    "\"{}\" exists and was not made by guidang; it was left alone. Move it away, or choose another folder with -o.",
                    place.display()
                ),
            ));
        }
        self.files.put(&place, bytes).map_err(Error::io(Operation::Save, &place))
    }
}

/// Whether a file is a PDF of ours, which names guidang as its creator.
fn is_ours(place: &Path) -> bool {
    let Ok(bytes) = fs::read(place) else { return false };
    bytes.starts_with(b"%PDF-")
        && memchr::memmem::find(&bytes, b"<xmp:CreatorTool>guidang ").is_some()
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
