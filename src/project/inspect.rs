//! Looks into the files next to records before anything is published. Files that were looked into and hold nothing
//! personal are remembered by their stamps.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::attachment::{self, AttachmentFinding, AttachmentLook, Unread, look_into};
use crate::diagnostics::{BilingualName, Diagnostic, Problem, Span};
use crate::incremental::{ArtifactKey, Store, program_digest};
use crate::model::{Archive, Detail, Digest, RecordKind};
use crate::parse;
use crate::parse::names::RECORD_DIRS;
use crate::source::{self, Source};
use crate::syntax::file_name::medium_of;
use crate::syntax::workbook::is_spreadsheet;

/// The most bytes of a file that is looked into.
const MAX_FILE: u64 = 128 * 1024 * 1024;

/// Which files are looked into, and what is known of them.
#[derive(Default)]
pub(crate) struct Inspection<'c> {
    /// What earlier runs found.
    pub(crate) cache: Option<&'c mut AttachmentCache>,
    /// The paths of the files to look into; `None` for all.
    pub(crate) wanted: Option<&'c (dyn Fn(&str) -> bool + Sync)>,
}

/// The files that hold nothing personal, by path and stamp, with what was not read of them.
#[derive(Default)]
pub(crate) struct AttachmentCache {
    clean: BTreeMap<Digest, Option<Unread>>,
    /// Where the cache lasts from one run to the next.
    store: Option<Store>,
}

impl AttachmentCache {
    /// The cache of an archive. One that is damaged or of another program is empty.
    pub(crate) fn stored_in(store: Store) -> AttachmentCache {
        let stored = store.get(ArtifactKey::Attachments, program_digest());
        let files = stored.and_then(|bytes| postcard::from_bytes::<Vec<(Digest, u8)>>(&bytes).ok());
        let mut clean = BTreeMap::new();
        for (file, unread) in files.unwrap_or_default() {
            clean.insert(file, UNREAD.get(usize::from(unread)).copied().flatten());
        }
        AttachmentCache { clean, store: Some(store) }
    }

    /// Remembers these files and no others.
    fn replace(&mut self, clean: BTreeMap<Digest, Option<Unread>>) {
        if clean == self.clean {
            return;
        }
        if let Some(store) = &self.store {
            let mut files: Vec<(Digest, u8)> = Vec::with_capacity(clean.len());
            for (file, unread) in &clean {
                let number = UNREAD.iter().position(|known| known == unread).unwrap_or(0);
                files.push((*file, number as u8));
            }
            if let Ok(bytes) = postcard::to_stdvec(&files) {
                store.put(ArtifactKey::Attachments, program_digest(), &bytes);
            }
        }
        self.clean = clean;
    }
}

/// What may not have been read, by its number in the cache.
const UNREAD: [Option<Unread>; 5] =
    [None, Some(Unread::Media), Some(Unread::Document), Some(Unread::TooLarge), Some(Unread::Bomb)];

/// What was found in one file, and its key in the cache.
struct Inspected<'p> {
    path: &'p str,
    key: Option<Digest>,
    look: AttachmentLook,
}

/// Personal data in the files next to records, and once that there are documents that cannot be read.
pub(super) fn inspect(
    source: &dyn Source,
    archive: &Archive,
    inspection: Inspection<'_>,
) -> Vec<Diagnostic> {
    let tables = tables(archive);
    let is_read = |path: &&str| tables.contains(path) && path.to_lowercase().ends_with(".csv");
    let mut paths = source.paths();
    paths.retain(|path| {
        is_attachment(path)
            && !is_read(path)
            && inspection.wanted.is_none_or(|is_wanted| is_wanted(path))
    });
    let empty = BTreeMap::new();
    let known = inspection.cache.as_ref().map_or(&empty, |cache| &cache.clean);
    let mut inspected: Vec<Inspected<'_>> =
        paths.into_par_iter().map(|path| inspect_file(source, path, known)).collect();
    for file in &mut inspected {
        // The labels of a ledger's sheet are its columns, of which the ledger says what they are.
        if tables.contains(file.path) {
            file.look.findings.retain(|finding| !finding.found.kind.is_labelled());
        }
        // A workbook among the ledgers that cannot be read is an error of its ledger, and none is ever published.
        if is_workbook_of_ledgers(file.path) {
            file.look.unread = None;
        }
    }
    if let Some(cache) = inspection.cache {
        let mut clean = BTreeMap::new();
        for file in &inspected {
            if let (Some(key), true) = (file.key, file.look.findings.is_empty()) {
                clean.insert(key, file.look.unread);
            }
        }
        cache.replace(clean);
    }
    diagnostics_of(inspected)
}

/// Findings that are not reported of the same file already: the cells of a ledger's sheet are read as records, too.
pub(super) fn without_known(mut found: Vec<Diagnostic>, known: &[Diagnostic]) -> Vec<Diagnostic> {
    if found.is_empty() {
        return found;
    }
    let mut prints = FxHashSet::default();
    for diagnostic in known {
        if let Problem::PersonalData { print, .. } = &diagnostic.problem {
            prints.insert((&*diagnostic.file, *print));
        }
    }
    found.retain(|diagnostic| match &diagnostic.problem {
        Problem::PersonalAttachment { print, .. } => !prints.contains(&(&*diagnostic.file, *print)),
        _ => true,
    });
    found
}

/// Whether a file is a workbook in a folder of ledgers: a table of one, or reported as no ledger's table.
fn is_workbook_of_ledgers(path: &str) -> bool {
    // content/学校/qinghe/台账/送教.xlsx; a record of another kind may have a folder of that name.
    let Some(folder) = path.split('/').nth(3) else { return false };
    let mut dirs = RECORD_DIRS.iter().filter(|(_, kind)| *kind == RecordKind::Ledger);
    is_spreadsheet(path) && dirs.any(|(dir, _)| dir.is(folder))
}

/// The tables of ledgers. Those in CSV are read as records.
fn tables(archive: &Archive) -> FxHashSet<&str> {
    let mut tables = FxHashSet::default();
    for record in &archive.records {
        if let Detail::Ledger(ledger) = &record.detail {
            tables.insert(ledger.table.as_str());
        }
    }
    tables
}

/// Whether a file is not read in another way: as a record, a seal or the list of file numbers.
fn is_attachment(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let folders = path.matches('/').count();
    let is_record = lower.ends_with(".md");
    // A file of that ending in the folder of a record is published as it is.
    let is_owner = lower.ends_with(".yaml") && folders == 3 && parse::owner_folder(path).is_some();
    let is_own = path.starts_with("content/seals/") || folders < 2;
    !is_record && !is_owner && !is_own
}

fn inspect_file<'p>(
    source: &dyn Source,
    path: &'p str,
    known: &BTreeMap<Digest, Option<Unread>>,
) -> Inspected<'p> {
    let key = source.stamp(path).map(|stamp| Digest::of(&(source.stamped_name(path), stamp)));
    if let Some(unread) = key.and_then(|key| known.get(&key)) {
        let look = AttachmentLook { unread: *unread, ..AttachmentLook::default() };
        return Inspected { path, key, look };
    }
    Inspected { path, key, look: look_at(source, path) }
}

/// Looks into a file. Of pictures and films only the first bytes are read.
fn look_at(source: &dyn Source, path: &str) -> AttachmentLook {
    let unread = |unread| AttachmentLook { unread: Some(unread), ..AttachmentLook::default() };
    if let Some(on_disk) = source.on_disk(path)
        && source::head(&on_disk).is_ok_and(|head| attachment::is_media(&head))
    {
        return unread(Unread::Media);
    }
    if source.size(path).is_some_and(|size| MAX_FILE < size) {
        return unread(Unread::TooLarge);
    }
    match source.bytes(path) {
        Ok(bytes) => look_into(&bytes),
        Err(_) => unread(Unread::Document),
    }
}

/// The problem of personal data in a file.
pub(super) fn attachment_problem(finding: AttachmentFinding) -> Problem {
    let AttachmentFinding { place, found } = finding;
    let (en, zh) = found.kind.names();
    let (masked, certain, print) = (found.masked, found.kind.is_certain(), found.print);
    Problem::PersonalAttachment { kind: BilingualName { en, zh }, masked, certain, print, place }
}

fn diagnostics_of(inspected: Vec<Inspected<'_>>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut first_unread = None;
    let mut endings: Vec<(String, usize)> = Vec::new();
    for Inspected { path, look, .. } in inspected {
        for finding in look.findings {
            diagnostics.push(Diagnostic::new(path, Span::first(), attachment_problem(finding)));
        }
        if look.unread == Some(Unread::Bomb) {
            diagnostics.push(Diagnostic::new(path, Span::first(), Problem::UnpacksTooLarge));
        }
        let ending = ending_of(path);
        // A picture, a film or a sound holds no text even if it is damaged.
        let is_document = medium_of(path).is_none() && !matches!(&*ending, "flv" | "amr");
        if is_document && matches!(look.unread, Some(Unread::Document | Unread::TooLarge)) {
            first_unread.get_or_insert(path);
            match endings.iter_mut().find(|(known, _)| *known == ending) {
                Some((_, count)) => *count += 1,
                None => endings.push((ending, 1)),
            }
        }
    }
    if let Some(path) = first_unread {
        endings.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
        let count = endings.iter().map(|(_, count)| count).sum();
        endings.truncate(5);
        diagnostics.push(Diagnostic::new(
            path,
            Span::first(),
            Problem::NotLookedInto { count, endings },
        ));
    }
    diagnostics
}

/// The ending of a file's name, in small letters: `doc`; the whole name if it has none.
fn ending_of(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
    ending.chars().take(12).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::error::Error;
    use crate::parse::archive;
    use crate::source::{
        FileChanges, FileStamp, MemorySource, OverlaySource, PlacedFile, PlacedFiles,
    };

    /// Counts the files that are read whole.
    struct CountedReads {
        files: OverlaySource,
        count: AtomicUsize,
    }

    impl Source for CountedReads {
        fn paths(&self) -> Vec<&str> {
            self.files.paths()
        }

        fn others(&self) -> Vec<&str> {
            Vec::new()
        }

        fn on_disk(&self, path: &str) -> Option<PathBuf> {
            self.files.on_disk(path)
        }

        fn size(&self, path: &str) -> Option<u64> {
            self.files.size(path)
        }

        fn stamp(&self, path: &str) -> Option<FileStamp> {
            self.files.stamp(path)
        }

        fn stamped_name(&self, path: &str) -> String {
            self.files.stamped_name(path)
        }

        fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
            self.count.fetch_add(1, Ordering::Relaxed);
            self.files.bytes(path)
        }
    }

    /// The path of a record follows its title, so while it is typed the files that were sent have another path each time.
    #[test]
    fn a_file_that_was_sent_is_looked_into_once() {
        let folder = tempfile::tempdir().unwrap();
        let base = Arc::new(MemorySource::default());
        let archive = archive(&*base).unwrap().archive;
        let mut cache = AttachmentCache::default();
        for (name, bytes, reads) in
            [("签到.txt", &b"nobody"[..], 1), ("照片.jpg", b"\xff\xd8\xff\xe0 a picture", 0)]
        {
            let path = folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let about = path.metadata().unwrap();
            let stamp = Some(FileStamp::new(about.len(), 1, 1, 1));
            for title in ["送", "送教", "送教下乡"] {
                let file = PlacedFile { path: path.clone(), size: about.len(), stamp };
                let place = format!("content/学校/甲/活动/{title}/{name}");
                let files = OverlaySource::new(base.clone(), FileChanges::new())
                    .with_files(PlacedFiles::from([(place, file)]));
                let source = CountedReads { files, count: AtomicUsize::new(0) };
                let inspection = Inspection { cache: Some(&mut cache), wanted: None };
                assert_eq!(inspect(&source, &archive, inspection), []);
                let expected = if title == "送" { reads } else { 0 };
                assert_eq!(source.count.into_inner(), expected, "{name} of {title}");
            }
        }
    }
}
