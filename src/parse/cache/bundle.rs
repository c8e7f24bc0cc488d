//! CacheEntry records ↔ bytes on a shelf, many to a bundle, so that a change of one writes one bundle anew.
//!
//! A bundle: a line that says what it is, a sum of the rest, which program wrote it and what records could refer to,
//! then record after record, each with its length before it. One that is not whole, or not ours, is as good as none.

use std::sync::{Mutex, PoisonError};

use super::*;

const MARK: &[u8] = b"guidang records 1\n";
/// How many there are.
const COUNT: usize = 64;

/// The bundles of an archive.
pub(super) struct CacheShards {
    shelf: Box<dyn CacheStorage>,
    program: Digest,
    known: Digest,
    all: Vec<Bundle>,
}

/// A bundle as it lies on the shelf; nothing in it where there is none.
#[derive(Default)]
struct Bundle {
    /// What its records could refer to.
    known: Option<Digest>,
    /// How many records are in it.
    count: usize,
    /// By path; taken out one by one, by many threads.
    kept: Mutex<FxHashMap<Digest, CacheEntry>>,
}

/// What is written of a record. Problems are not: a record that has any is read each time.
#[derive(Serialize, Deserialize)]
struct Entry<'k> {
    /// First, so that it can be read alone.
    #[serde(borrow)]
    path: Cow<'k, str>,
    from: Digest,
    reads: Cow<'k, [ReadFile]>,
    record: Cow<'k, Option<Arc<Record>>>,
}

impl CacheShards {
    pub(super) fn new(shelf: Box<dyn CacheStorage>, program: Digest) -> CacheShards {
        let all = (0..COUNT).map(|_| Bundle::default()).collect();
        CacheShards { shelf, program, known: Digest::of_bytes(&[]), all }
    }

    /// Everything that is kept, as far as it is whole.
    pub(super) fn load(&mut self) {
        let read = |at: usize| self.open(&self.shelf.load(&at.to_string())?);
        self.all = (0..COUNT).into_par_iter().map(|at| read(at).unwrap_or_default()).collect();
    }

    /// A bundle; none when anything about it is not right.
    fn open(&self, bytes: &[u8]) -> Option<Bundle> {
        let (known, frames) = self.frames(bytes)?;
        let mut kept = FxHashMap::default();
        for frame in &frames {
            let entry: Entry<'_> = postcard::from_bytes(frame).ok()?;
            let (reads, record) = (entry.reads.into_owned(), entry.record.into_owned());
            let it = CacheEntry { from: entry.from, reads, record, told: Vec::new() };
            kept.insert(Digest::of(&*entry.path), it);
        }
        Some(Bundle { known: Some(known), count: frames.len(), kept: Mutex::new(kept) })
    }

    /// What the records of a bundle could refer to, and the records, as they are written.
    fn frames<'b>(&self, bytes: &'b [u8]) -> Option<(Digest, Vec<&'b [u8]>)> {
        let (sum, rest) = bytes.strip_prefix(MARK)?.split_at_checked(16)?;
        let (head, mut records) = rest.split_at_checked(32)?;
        let (program, known) = head.split_at(16);
        if Digest::of_own(rest).bytes() != *sum || *program != self.program.bytes() {
            return None;
        }
        let mut frames = Vec::new();
        while !records.is_empty() {
            let (size, rest) = records.split_at_checked(4)?;
            let size = u32::from_le_bytes(size.try_into().ok()?);
            let (frame, rest) = rest.split_at_checked(size as usize)?;
            frames.push(frame);
            records = rest;
        }
        Some((Digest::from_bytes(known.try_into().ok()?), frames))
    }

    /// From now on for records that may refer to these things; those that could refer to others are left out.
    pub(super) fn turn_to(&mut self, known: Digest) {
        self.known = known;
        for bundle in self.all.iter_mut().filter(|it| it.known != Some(known)) {
            *bundle = Bundle::default();
        }
    }

    /// What is kept of a file; it is not asked for again.
    pub(super) fn take(&self, path: &str) -> Option<CacheEntry> {
        let kept = &self.all[place(path)].kept;
        kept.lock().unwrap_or_else(PoisonError::into_inner).remove(&Digest::of(path))
    }

    /// A record as it is written; none when there is anything wrong with it, or it is too long.
    pub(super) fn write(&self, path: &str, kept: &CacheEntry) -> Option<Vec<u8>> {
        let entry = Entry {
            path: Cow::Borrowed(path),
            from: kept.from,
            reads: Cow::Borrowed(&kept.reads),
            record: Cow::Borrowed(&kept.record),
        };
        let bytes = kept.told.is_empty().then(|| postcard::to_stdvec(&entry).ok())??;
        u32::try_from(bytes.len()).is_ok().then_some(bytes)
    }

    /// Writes those bundles anew in which anything changed.
    pub(super) fn save(&mut self, files: &[&str], read: Vec<EntryUpdate>) {
        let is_same = read.iter().all(|it| matches!(it, EntryUpdate::Same));
        if is_same && read.len() == self.all.iter().map(|it| it.count).sum::<usize>() {
            return self.shelf.finished(); // nearly always, when anything is built anew
        }
        let mut wanted: Vec<FxHashMap<&str, EntryUpdate>> = Vec::new();
        wanted.resize_with(COUNT, FxHashMap::default);
        for (path, fresh) in files.iter().zip(read) {
            wanted[place(path)].insert(path, fresh);
        }
        let bundles: Vec<_> = std::mem::take(&mut self.all).into_iter().zip(wanted).collect();
        bundles.into_par_iter().enumerate().for_each(|(at, (bundle, wanted))| {
            if let Some(bytes) = self.changed(at, &bundle, wanted) {
                self.shelf.save(&at.to_string(), &bytes);
            }
        });
        self.shelf.finished();
    }

    /// The bytes of a bundle; none when they are as they were.
    fn changed(
        &self,
        at: usize,
        bundle: &Bundle,
        wanted: FxHashMap<&str, EntryUpdate>,
    ) -> Option<Vec<u8>> {
        let is_same = |it: &EntryUpdate| matches!(it, EntryUpdate::Same);
        let same = wanted.values().filter(|it| is_same(it)).count();
        let is_new = |it: &EntryUpdate| matches!(it, EntryUpdate::Written(Some(_)));
        if same == bundle.count && !wanted.values().any(is_new) {
            return None;
        }
        // Read once more rather than kept: few bundles change. Where another run has put another one there since, what that
        // holds is as good, and what it lacks is read anew the next time.
        let old = self.shelf.load(&at.to_string()).unwrap_or_default();
        let known = |it: &(Digest, Vec<&[u8]>)| it.0 == self.known;
        let old = self.frames(&old).filter(known).map(|it| it.1).unwrap_or_default();
        let stays = |frame: &&[u8]| {
            let path = postcard::take_from_bytes::<&str>(frame).map(|it| it.0);
            path.is_ok_and(|it| wanted.get(it).is_some_and(is_same))
        };
        let stays: Vec<&[u8]> = old.into_iter().filter(stays).collect();
        let mut written: Vec<(&str, &[u8])> = wanted
            .iter()
            .filter_map(|(path, it)| match it {
                EntryUpdate::Written(bytes) => Some((*path, bytes.as_deref()?)),
                EntryUpdate::Same | EntryUpdate::New(_) => None,
            })
            .collect();
        written.sort_unstable();
        let mut rest = Vec::new();
        rest.extend_from_slice(&self.program.bytes());
        rest.extend_from_slice(&self.known.bytes());
        for bytes in stays.into_iter().chain(written.into_iter().map(|it| it.1)) {
            rest.extend_from_slice(&u32::try_from(bytes.len()).ok()?.to_le_bytes());
            rest.extend_from_slice(bytes);
        }
        Some([MARK, &Digest::of_own(&rest).bytes(), &rest].concat())
    }
}

/// Which bundle a record lies in.
fn place(path: &str) -> usize {
    let mixed = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, it| {
        (sum ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3)
    });
    (mixed ^ mixed >> 32) as usize % COUNT
}
