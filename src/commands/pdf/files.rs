//! Where PDFs are written: each whole or not at all, and never over a file that is not ours.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{Error, Operation, UsageError};
use crate::output::MARKER;

/// The folder of the files.
pub(super) struct Files {
    folder: PathBuf,
}

impl Files {
    /// Refuses a folder of sources, and a site, which the next build would replace as a whole.
    pub(super) fn at(folder: &Path, root: &Path) -> Result<Files, Error> {
        let full = absolute(folder);
        for sources in ["content", "themes"].map(|it| absolute(&root.join(it))) {
            if full.starts_with(&sources) {
                return Err(UsageError::Overlaps { output: folder.to_owned(), sources }.into());
            }
        }
        if let Some(site) = full.ancestors().find(|it| it.join(MARKER).exists()) {
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
        Ok(Files { folder: folder.to_owned() })
    }

    /// Writes a PDF beside its place and moves it there.
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
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent).map_err(Error::io(Operation::Save, parent))?;
        let mut name = std::ffi::OsString::from(".");
        name.push(place.file_name().unwrap_or_default());
        name.push(format!(".{}.tmp", std::process::id()));
        let passing = parent.join(name);
        let written = File::create(&passing)
            .and_then(|mut it| it.write_all(bytes).and_then(|()| it.sync_all()))
            .and_then(|()| fs::rename(&passing, &place));
        if written.is_err() {
            let _ = fs::remove_file(&passing);
        }
        written.map_err(Error::io(Operation::Save, &place))
    }
}

/// A PDF of ours names its maker.
fn is_ours(place: &Path) -> bool {
    fs::read(place).is_ok_and(|it| {
        it.starts_with(b"%PDF-")
            && memchr::memmem::find(&it, b"<xmp:CreatorTool>guidang ").is_some()
    })
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}
