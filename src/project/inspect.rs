//! Looks into the files next to records before anything is published. Files that were looked into and hold nothing
//! personal are remembered by their stamps.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::attachment::{self, AttachmentFinding, AttachmentLook, Unread, look_into};
use crate::diagnostics::{BilingualName, Diagnostic, Problem, Span};
use crate::engine::submission::Owner;
use crate::incremental::{ArtifactKey, Store, program_digest};
use crate::model::{Archive, Detail, Digest, RecordKind};
use crate::parse;
use crate::parse::names::RECORD_DIRS;
use crate::source::{self, Source};
use crate::syntax::file_name::medium_of;
use crate::syntax::workbook::is_spreadsheet;

/// The most bytes of a file that is looked into.
const MAX_FILE: u64 = 128 * 1024 * 1024;
/// So many files are looked into before what that took is counted.
const BATCH: usize = 64;

/// Gives what a look into the file of a path found already.
pub(crate) type LookedInto<'c> = dyn Fn(&str) -> Option<AttachmentLook> + Sync + 'c;

/// Which files are looked into, and what is known of them.
#[derive(Default)]
pub(crate) struct Inspection<'c> {
    /// What earlier runs found.
    pub(crate) cache: Option<&'c mut AttachmentCache>,
    /// The paths of the files to look into; `None` for all.
    pub(crate) wanted: Option<&'c (dyn Fn(&str) -> bool + Sync)>,
    /// What a look into the file of a path found already: that of a push, whose objects were looked into.
    pub(crate) looked: Option<&'c LookedInto<'c>>,
    /// How much is looked into.
    pub(crate) limits: InspectionLimits,
}

/// The most bytes that are read and unpacked of all files, pictures and films left out. The files are taken in the order
/// of their paths, so that a cached run leaves out the same ones as a clean one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct InspectionLimits {
    /// Of one school or pair, so that none of them uses up what is for all.
    pub(crate) owner: u64,
    /// Of the archive.
    pub(crate) all: u64,
}

impl Default for InspectionLimits {
    fn default() -> InspectionLimits {
        InspectionLimits { owner: 8 * 1024 * 1024 * 1024, all: 64 * 1024 * 1024 * 1024 }
    }
}

/// What may still be looked into.
struct Budget {
    limits: InspectionLimits,
    all: u64,
    owners: BTreeMap<Owner, u64>,
}

impl Budget {
    fn new(limits: InspectionLimits) -> Budget {
        Budget { limits, all: 0, owners: BTreeMap::new() }
    }

    /// Whether a file may be looked into.
    fn has_room(&self, path: &str) -> bool {
        let of_owner = self.owners.get(&Owner::of(path)).copied().unwrap_or_default();
        self.all < self.limits.all && of_owner < self.limits.owner
    }

    /// Counts the bytes that a file took.
    fn spend(&mut self, path: &str, bytes: u64) {
        self.all = self.all.saturating_add(bytes);
        let of_owner = self.owners.entry(Owner::of(path)).or_default();
        *of_owner = of_owner.saturating_add(bytes);
    }
}

/// The files that hold nothing personal, by path and stamp.
#[derive(Default)]
pub(crate) struct AttachmentCache {
    clean: BTreeMap<Digest, CleanFile>,
    /// Where the cache lasts from one run to the next.
    store: Option<Store>,
}

/// A file that holds nothing personal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct CleanFile {
    /// What was not read of it.
    unread: Option<Unread>,
    /// The bytes that were unpacked of it.
    unpacked: u64,
}

impl AttachmentCache {
    /// The cache of an archive. One that is damaged or of another program is empty.
    pub(crate) fn stored_in(store: Store) -> AttachmentCache {
        let stored = store.get(ArtifactKey::Attachments, program_digest());
        let files =
            stored.and_then(|bytes| postcard::from_bytes::<Vec<(Digest, u8, u64)>>(&bytes).ok());
        let mut clean = BTreeMap::new();
        for (file, unread, unpacked) in files.unwrap_or_default() {
            let unread = UNREAD.get(usize::from(unread)).copied().flatten();
            clean.insert(file, CleanFile { unread, unpacked });
        }
        AttachmentCache { clean, store: Some(store) }
    }

    /// Remembers these files and no others.
    fn replace(&mut self, clean: BTreeMap<Digest, CleanFile>) {
        if clean == self.clean {
            return;
        }
        if let Some(store) = &self.store {
            let mut files: Vec<(Digest, u8, u64)> = Vec::with_capacity(clean.len());
            for (file, CleanFile { unread, unpacked }) in &clean {
                let number = UNREAD.iter().position(|known| known == unread).unwrap_or(0);
                files.push((*file, number as u8, *unpacked));
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
    /// Whether it was left out, as files before it took all that there was.
    is_left_out: bool,
}

impl Inspected<'_> {
    /// The bytes that it took, from its size.
    fn cost(&self, size: u64) -> u64 {
        match self.look.unread {
            _ if self.is_left_out => 0,
            Some(Unread::Media) => 0,
            Some(Unread::TooLarge) if MAX_FILE < size => 0,
            _ => size.saturating_add(self.look.unpacked),
        }
    }
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
    let mut inspected = inspect_files(source, &paths, &inspection, known);
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
                let AttachmentLook { unread, unpacked, .. } = file.look;
                clean.insert(key, CleanFile { unread, unpacked });
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

/// Looks into files as far as the limits go. Those of a batch are looked into at once, and counted before the next.
fn inspect_files<'p>(
    source: &dyn Source,
    paths: &[&'p str],
    inspection: &Inspection<'_>,
    known: &BTreeMap<Digest, CleanFile>,
) -> Vec<Inspected<'p>> {
    let mut budget = Budget::new(inspection.limits);
    let mut inspected: Vec<Inspected<'p>> = Vec::with_capacity(paths.len());
    for batch in paths.chunks(BATCH) {
        let before = inspected.len();
        let look = |path: &&'p str| match budget.has_room(path) {
            true => inspect_file(source, path, inspection.looked, known),
            false => {
                Inspected { path, key: None, look: AttachmentLook::default(), is_left_out: true }
            }
        };
        inspected.par_extend(batch.par_iter().map(look));
        for file in inspected.get(before..).unwrap_or_default() {
            budget.spend(file.path, file.cost(source.size(file.path).unwrap_or_default()));
        }
    }
    inspected
}

fn inspect_file<'p>(
    source: &dyn Source,
    path: &'p str,
    looked: Option<&LookedInto<'_>>,
    known: &BTreeMap<Digest, CleanFile>,
) -> Inspected<'p> {
    let key = source.stamp(path).map(|stamp| Digest::of(&(source.stamped_name(path), stamp)));
    let look = if let Some(clean) = key.and_then(|key| known.get(&key)) {
        let CleanFile { unread, unpacked } = *clean;
        AttachmentLook { unread, unpacked, ..AttachmentLook::default() }
    } else if let Some(look) = looked.and_then(|looked| looked(path)) {
        look
    } else {
        look_at(source, path)
    };
    Inspected { path, key, look, is_left_out: false }
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
    let mut left_out: BTreeMap<Owner, (&str, usize)> = BTreeMap::new();
    for Inspected { path, look, is_left_out, .. } in inspected {
        if is_left_out && medium_of(path).is_none() {
            left_out.entry(Owner::of(path)).or_insert((path, 0)).1 += 1;
        }
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
    for (path, count) in left_out.into_values() {
        diagnostics.push(Diagnostic::new(path, Span::first(), Problem::LeftOut { count }));
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
                let inspection = Inspection { cache: Some(&mut cache), ..Inspection::default() };
                assert_eq!(inspect(&source, &archive, inspection), []);
                let expected = if title == "送" { reads } else { 0 };
                assert_eq!(source.count.into_inner(), expected, "{name} of {title}");
            }
        }
    }

    /// What is left out does not depend on what is known already, and one school leaves the others what is theirs.
    #[test]
    fn no_more_is_looked_into_than_the_limits_allow() {
        let number = b"13800138000";
        let mut files = Vec::new();
        for at in 0..200 {
            files.push((format!("content/学校/甲/活动/{at:03}/表.txt"), b"nobody at all".to_vec()));
        }
        files.push(("content/学校/甲/活动/999/表.txt".to_owned(), number.to_vec()));
        files.push(("content/学校/乙/活动/999/表.txt".to_owned(), number.to_vec()));
        let source = MemorySource::from_iter(files);
        let archive = archive(&MemorySource::default()).unwrap().archive;
        let limited = |owner, all| {
            let limits = InspectionLimits { owner, all };
            let found = inspect(&source, &archive, Inspection { limits, ..Inspection::default() });
            let mut told = Vec::new();
            for diagnostic in found {
                let school = diagnostic.file.split('/').nth(2).unwrap_or_default().to_owned();
                told.push(match diagnostic.problem {
                    Problem::LeftOut { count } => format!("{school} without {count}"),
                    _ => format!("{school} looked into"),
                });
            }
            told
        };
        assert_eq!(limited(1 << 30, 1 << 30), ["乙 looked into", "甲 looked into"]);
        assert_eq!(limited(1300, 1 << 30), ["乙 looked into", "甲 without 74"]);
        assert_eq!(limited(1 << 30, 1), ["乙 looked into", "甲 without 138"]);
    }
}
