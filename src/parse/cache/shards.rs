//! Cache entries ↔ bytes in a storage, many to a shard, so that a changed record rewrites one shard.
//!
//! A shard is a sequence of entries, each with its length (4 bytes, little endian) before it. The storage guards its
//! bytes with a checksum; a shard that still cannot be decoded counts as missing.

use std::sync::{Mutex, PoisonError};

use super::*;

/// How many shards a cache has.
const COUNT: usize = 64;

/// The shards of an archive.
pub(super) struct CacheShards {
    storage: Box<dyn CacheStorage>,
    program: Digest,
    /// Digest of the program and of all that records may refer to.
    inputs: Digest,
    shards: Vec<Shard>,
}

/// A loaded shard; empty where the storage has none.
#[derive(Default)]
struct Shard {
    /// What its entries were saved with.
    inputs: Option<Digest>,
    /// How many entries it has in the storage.
    count: usize,
    /// By digest of the path. Many threads move entries out.
    entries: Mutex<FxHashMap<Digest, CacheEntry>>,
}

/// An entry as it is written. Problems are not: a record that has any is parsed in every run.
#[derive(Serialize, Deserialize)]
struct StoredRecord<'k> {
    /// First, so that it can be decoded alone.
    #[serde(borrow)]
    path: Cow<'k, str>,
    place: Digest,
    files: Cow<'k, [ReadFile]>,
    record: Cow<'k, Option<Arc<Record>>>,
}

impl CacheShards {
    pub(super) fn new(storage: Box<dyn CacheStorage>, program: Digest) -> CacheShards {
        let shards = (0..COUNT).map(|_| Shard::default()).collect();
        CacheShards { storage, program, inputs: program, shards }
    }

    /// Loads every shard that can be decoded.
    pub(super) fn load(&mut self) {
        let storage = &self.storage;
        let load =
            |number: usize| storage.load(number).and_then(|(inputs, bytes)| decode(inputs, &bytes));
        self.shards =
            (0..COUNT).into_par_iter().map(|number| load(number).unwrap_or_default()).collect();
    }

    /// Drops the shards whose records could refer to other things than `references`.
    pub(super) fn keep_only_with(&mut self, references: Digest) {
        self.inputs = Digest::of(&(self.program, references));
        for shard in &mut self.shards {
            if shard.inputs != Some(self.inputs) {
                *shard = Shard::default();
            }
        }
    }

    /// Moves the entry of a file out.
    pub(super) fn take(&self, path: &str) -> Option<CacheEntry> {
        let entries = &self.shards[shard_of(path)].entries;
        entries.lock().unwrap_or_else(PoisonError::into_inner).remove(&Digest::of(path))
    }

    /// An entry as it is written; `None` for one with problems, or longer than a length can say.
    pub(super) fn encode(&self, path: &str, entry: &CacheEntry) -> Option<Vec<u8>> {
        if !entry.problems.is_empty() {
            return None;
        }
        let stored = StoredRecord {
            path: Cow::Borrowed(path),
            place: entry.place,
            files: Cow::Borrowed(&entry.files),
            record: Cow::Borrowed(&entry.record),
        };
        let bytes = postcard::to_stdvec(&stored).ok()?;
        u32::try_from(bytes.len()).is_ok().then_some(bytes)
    }

    /// Saves the shards in which anything changed.
    pub(super) fn save(&mut self, files: &[&str], updates: Vec<EntryUpdate>) {
        let stored: usize = self.shards.iter().map(|shard| shard.count).sum();
        if stored == updates.len() && updates.iter().all(is_unchanged) {
            return self.storage.finished(); // the usual case
        }
        let mut by_shard: Vec<FxHashMap<&str, EntryUpdate>> = Vec::new();
        by_shard.resize_with(COUNT, FxHashMap::default);
        for (path, update) in files.iter().zip(updates) {
            by_shard[shard_of(path)].insert(path, update);
        }
        let shards = std::mem::take(&mut self.shards);
        let shards: Vec<_> = shards.into_iter().zip(by_shard).collect();
        shards.into_par_iter().enumerate().for_each(|(number, (shard, updates))| {
            if let Some(bytes) = self.changed(number, &shard, &updates) {
                self.storage.save(number, self.inputs, &bytes);
            }
        });
        self.storage.finished();
    }

    /// The new bytes of a shard; `None` means that it is unchanged.
    fn changed(
        &self,
        number: usize,
        shard: &Shard,
        updates: &FxHashMap<&str, EntryUpdate>,
    ) -> Option<Vec<u8>> {
        let unchanged = updates.values().filter(|update| is_unchanged(update)).count();
        let mut written: Vec<(&str, &[u8])> = Vec::new();
        written.extend(updates.iter().filter_map(|(path, update)| match update {
            EntryUpdate::Encoded(Some(bytes)) => Some((*path, &**bytes)),
            _ => None,
        }));
        if unchanged == shard.count && written.is_empty() {
            return None;
        }
        written.sort_unstable();
        // The old bytes are loaded a second time rather than kept in memory, as few shards change. Where another run has
        // replaced them meanwhile, its entries are as good, and records that it lacks are parsed again the next time.
        let old = match self.storage.load(number) {
            Some((inputs, bytes)) if inputs == self.inputs => bytes,
            _ => Vec::new(),
        };
        let mut bytes = Vec::with_capacity(old.len());
        for frame in frames(&old).unwrap_or_default() {
            let Ok((path, _)) = postcard::take_from_bytes::<&str>(frame) else { continue };
            if updates.get(path).is_some_and(is_unchanged) {
                push_frame(&mut bytes, frame)?;
            }
        }
        for (_, frame) in written {
            push_frame(&mut bytes, frame)?;
        }
        Some(bytes)
    }
}

fn is_unchanged(update: &EntryUpdate) -> bool {
    matches!(update, EntryUpdate::Unchanged)
}

/// A shard; `None` when an entry cannot be decoded.
fn decode(inputs: Digest, bytes: &[u8]) -> Option<Shard> {
    let frames = frames(bytes)?;
    let mut entries = FxHashMap::default();
    for frame in &frames {
        let stored: StoredRecord<'_> = postcard::from_bytes(frame).ok()?;
        let entry = CacheEntry {
            place: stored.place,
            files: stored.files.into_owned(),
            record: stored.record.into_owned(),
            problems: Vec::new(),
        };
        entries.insert(Digest::of(&*stored.path), entry);
    }
    Some(Shard { inputs: Some(inputs), count: frames.len(), entries: Mutex::new(entries) })
}

/// The entries of a shard as they are written; `None` when it ends too early.
fn frames(mut bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let mut frames = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk()?;
        let (frame, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        frames.push(frame);
        bytes = rest;
    }
    Some(frames)
}

fn push_frame(bytes: &mut Vec<u8>, frame: &[u8]) -> Option<()> {
    bytes.extend_from_slice(&u32::try_from(frame.len()).ok()?.to_le_bytes());
    bytes.extend_from_slice(frame);
    Some(())
}

/// The shard of a record: FNV-1a of its path, both halves mixed.
fn shard_of(path: &str) -> usize {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in path.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (hash ^ hash >> 32) as usize % COUNT
}
