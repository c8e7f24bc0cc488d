//! Reads what was handed in into memory, within limits. Nothing is unpacked onto the disk, and no link is followed.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use walkdir::WalkDir;

use super::items::{Item, ItemKind, MOST_FILES};
use super::names;
use super::refusal::Refusal;
use crate::bagit::Finding;
use crate::bagit::container::{ContentLimits, zip_contents};
use crate::error::{Error, Operation};
use crate::source::{has_litter, slashed};

/// The most bytes of one file: what servers take by default in a push.
const MOST_OF_A_FILE: u64 = 20 * 1024 * 1024;
/// The most bytes of one hand-in.
pub(super) const MOST_BYTES: u64 = 200 * 1024 * 1024;

/// The files of a hand-in by their paths in it, or why they are not read.
pub(super) type FilesRead = Result<BTreeMap<String, Vec<u8>>, Vec<Refusal>>;

/// Endings of Word and Excel files that can be imported.
pub(super) const OFFICE: [&str; 4] = ["docx", "xlsx", "xls", "ods"];
/// Endings of files of old office programs and of WPS.
const OLD_OFFICE: [&str; 4] = ["doc", "wps", "et", "dps"];
/// Endings of packed files other than zip.
const PACKERS: [&str; 5] = ["rar", "7z", "tar", "gz", "zst"];

/// Reads an item. Files of a folder above that of the record are left as they are.
pub(super) fn read(item: &Item) -> Result<FilesRead, Error> {
    match item.kind {
        ItemKind::Zip => read_zip(&item.on_disk()),
        ItemKind::Folder => read_folder(&item.on_disk(), item.name()),
        ItemKind::Text => read_text(item),
        ItemKind::NoFile => Ok(Err(vec![Refusal::NoFile { path: item.path.clone() }])),
        ItemKind::Other => {
            let ending = names::ending(item.name());
            let is_of = |endings: &[&str]| endings.contains(&ending.as_str());
            if is_of(&OFFICE) {
                let mut reading = Reading::default();
                reading.add(&item.on_disk(), item.name().to_owned())?;
                return Ok(reading.finish());
            }
            Ok(Err(vec![if is_of(&OLD_OFFICE) {
                Refusal::OldOffice { ending }
            } else if is_of(&PACKERS) {
                Refusal::OtherPacker { ending }
            } else {
                Refusal::OtherFile { ending }
            }]))
        }
    }
}

fn read_zip(path: &Path) -> Result<FilesRead, Error> {
    let limits = ContentLimits {
        packed: MOST_BYTES,
        entries: MOST_FILES,
        file: MOST_OF_A_FILE,
        total: MOST_BYTES,
    };
    let contents = zip_contents(path, limits)?;
    let mut refusals = Vec::new();
    for finding in contents.findings {
        refusals.extend(refusal(finding));
    }
    for (path, size) in contents.large {
        refusals.push(Refusal::FileTooLarge { path, size, limit: MOST_OF_A_FILE });
    }
    refusals.dedup();
    Ok(if refusals.is_empty() { Ok(contents.files) } else { Err(refusals) })
}

/// What a finding means for whoever made the file; `None` for what is no problem here.
fn refusal(finding: Finding) -> Option<Refusal> {
    Some(match finding {
        Finding::NamesInGb18030 { .. } | Finding::Litter { .. } => return None,
        Finding::UnsafeName { path, .. } | Finding::NameNotText { path } => {
            Refusal::UnsafeName { path }
        }
        Finding::Link { path } | Finding::Special { path } => Refusal::NoFile { path },
        Finding::DoubledName { path } => Refusal::Doubled { path },
        Finding::HiddenBytes { .. } | Finding::LyingHeader { .. } => Refusal::Hidden,
        Finding::TooMuch => Refusal::TooMuch,
        Finding::Unreadable { why, .. } if why.to_lowercase().contains("password") => {
            Refusal::Encrypted
        }
        _ => Refusal::Damaged,
    })
}

/// A folder; its files are named below the folder's own name.
fn read_folder(folder: &Path, name: &str) -> Result<FilesRead, Error> {
    let mut reading = Reading::default();
    for (count, entry) in WalkDir::new(folder).sort_by_file_name().into_iter().enumerate() {
        let Ok(entry) = entry else { continue };
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(below) = slashed(below) else {
            let path = below.to_string_lossy().into_owned();
            reading.refusals.push(Refusal::UnsafeName { path });
            continue;
        };
        if entry.file_type().is_dir() || has_litter(&below) {
            continue;
        }
        if MOST_FILES < count {
            reading.refusals.push(Refusal::TooMuch);
            break;
        }
        if !entry.file_type().is_file() {
            reading.refusals.push(Refusal::NoFile { path: below });
            continue;
        }
        reading.add(entry.path(), format!("{name}/{below}"))?;
    }
    Ok(reading.finish())
}

/// A record's text and what has its name. Where the text names the folder beside it, the two stay as they are; otherwise
/// they become the folder of one record.
fn read_text(item: &Item) -> Result<FilesRead, Error> {
    let (mut reading, parent) = (Reading::default(), item.parent());
    let stem = names::stem(item.name()).to_owned();
    reading.add(&item.on_disk(), item.name().to_owned())?;
    if item.companions.is_empty() {
        return Ok(reading.finish());
    }
    let text = reading.files.get(item.name()).cloned().unwrap_or_default();
    let text = String::from_utf8_lossy(&text).into_owned();
    let names_folder = text.contains(&format!("({stem}/")) || text.contains(&format!("(./{stem}/"));
    for companion in &item.companions {
        let path = parent.join(companion);
        if path.symlink_metadata().is_ok_and(|about| about.is_dir()) {
            match read_folder(&path, companion)? {
                Ok(files) => reading.files.extend(files),
                Err(refusals) => reading.refusals.extend(refusals),
            }
        } else if path.symlink_metadata().is_ok_and(|about| about.is_file()) {
            reading.add(&path, format!("{stem}/{companion}"))?;
        } else {
            reading.refusals.push(Refusal::NoFile { path: companion.clone() });
        }
    }
    if !names_folder && let Some(bytes) = reading.files.remove(item.name()) {
        reading.files.insert(format!("{stem}/index.md"), bytes);
    }
    Ok(reading.finish())
}

/// Files that were read so far.
#[derive(Default)]
struct Reading {
    files: BTreeMap<String, Vec<u8>>,
    refusals: Vec<Refusal>,
    bytes: u64,
}

impl Reading {
    fn add(&mut self, path: &Path, name: String) -> Result<(), Error> {
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(Error::io(Operation::Read, path))?;
        let size = file.metadata().map_err(Error::io(Operation::Read, path))?.len();
        if MOST_OF_A_FILE < size {
            self.refusals.push(Refusal::FileTooLarge { path: name, size, limit: MOST_OF_A_FILE });
            return Ok(());
        }
        file.take(MOST_OF_A_FILE)
            .read_to_end(&mut bytes)
            .map_err(Error::io(Operation::Read, path))?;
        self.bytes = self.bytes.saturating_add(bytes.len() as u64);
        if MOST_BYTES < self.bytes {
            self.refusals.push(Refusal::TooMuch);
            return Ok(());
        }
        self.files.insert(name, bytes);
        Ok(())
    }

    fn finish(mut self) -> FilesRead {
        self.refusals.dedup();
        if self.refusals.is_empty() { Ok(self.files) } else { Err(self.refusals) }
    }
}
