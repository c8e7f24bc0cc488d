//! Kept records ↔ bytes on a shelf, many to a bundle, so that a change of one writes one bundle anew.
//!
//! A bundle: a line that says what it is, a SHA-256 of the rest, which program wrote it and what records could refer to,
//! then record after record, each with its length before it. One that is not whole, or not ours, is as good as none.

use sha2::{Digest as _, Sha256};

use super::*;

const MARK: &[u8] = b"guidang records 1\n";
const HEAD: usize = MARK.len() + 32;
const FIXED: usize = HEAD + 32;
/// So many records lie in one, about.
const PER_BUNDLE: usize = 128;

/// The bundles of an archive.
pub(super) struct Bundles {
    shelf: Box<dyn Shelf>,
    program: Digest,
    known: Digest,
    loaded: Vec<Loaded>,
}

/// A bundle as it lies on the shelf.
#[derive(Default)]
struct Loaded {
    bytes: Vec<u8>,
    /// The records in it: path, and where its bytes are.
    entries: Vec<(String, std::ops::Range<usize>)>,
}

/// What is written of a record. Problems are not: a record that has any is read each time.
#[derive(Serialize, Deserialize)]
struct Entry<'k> {
    path: Cow<'k, str>,
    from: Digest,
    reads: Cow<'k, [ReadFile]>,
    record: Cow<'k, Option<Record>>,
}

impl Bundles {
    pub(super) fn new(shelf: Box<dyn Shelf>, program: Digest) -> Bundles {
        let known = Digest::of_bytes(&[]);
        Bundles { shelf, program, known, loaded: Vec::new() }
    }

    /// Everything that still holds.
    pub(super) fn load(&mut self, known: Digest, records: usize) -> FxHashMap<String, Kept> {
        self.known = known;
        let count = (records / PER_BUNDLE).next_power_of_two();
        let read = |at: usize| {
            let bytes = self.shelf.load(&name(count, at))?;
            self.open(bytes)
        };
        let read: Vec<_> =
            (0..count).into_par_iter().map(|at| read(at).unwrap_or_default()).collect();
        let mut all = FxHashMap::default();
        for (loaded, kept) in read {
            all.extend(loaded.entries.iter().map(|it| it.0.clone()).zip(kept));
            self.loaded.push(loaded);
        }
        all
    }

    /// A bundle and what is in it; none when anything about it is not right.
    fn open(&self, bytes: Vec<u8>) -> Option<(Loaded, Vec<Kept>)> {
        let rest = bytes.strip_prefix(MARK)?;
        let (sum, rest) = rest.split_at_checked(32)?;
        if Sha256::digest(rest)[..] != *sum || !rest.starts_with(&self.owner()) {
            return None;
        }
        let (mut at, mut entries, mut kept) = (FIXED, Vec::new(), Vec::new());
        while at < bytes.len() {
            let size = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
            let range = at + 4..at + 4 + size as usize;
            let entry: Entry<'static> = postcard::from_bytes(bytes.get(range.clone())?).ok()?;
            at = range.end;
            entries.push((entry.path.into_owned(), range));
            kept.push(Kept {
                from: entry.from,
                reads: entry.reads.into_owned(),
                record: entry.record.into_owned(),
                told: Vec::new(),
            });
        }
        Some((Loaded { bytes, entries }, kept))
    }

    fn owner(&self) -> [u8; 32] {
        let mut owner = [0; 32];
        owner[..16].copy_from_slice(&self.program.bytes());
        owner[16..].copy_from_slice(&self.known.bytes());
        owner
    }

    /// Writes those bundles anew in which anything changed.
    pub(super) fn save(&mut self, files: &[&str], read: Vec<Fresh>) {
        let loaded = std::mem::take(&mut self.loaded);
        let count = loaded.len();
        let mut wanted: Vec<FxHashMap<&str, Fresh>> = Vec::new();
        wanted.resize_with(count, FxHashMap::default);
        for (path, fresh) in files.iter().zip(read) {
            wanted[place(path, count)].insert(path, fresh);
        }
        let bundles: Vec<_> = loaded.into_iter().zip(wanted).enumerate().collect();
        bundles.into_par_iter().for_each(|(at, (loaded, wanted))| {
            if let Some(bytes) = self.changed(&loaded, &wanted) {
                self.shelf.save(&name(count, at), &bytes);
            }
        });
    }

    /// The bytes of a bundle; none when they are as they were.
    fn changed(&self, loaded: &Loaded, wanted: &FxHashMap<&str, Fresh>) -> Option<Vec<u8>> {
        let stays = |path: &str| matches!(wanted.get(path), Some(Fresh::Same));
        let mut fresh: Vec<(&str, &Kept)> = wanted
            .iter()
            .filter_map(|(path, it)| match it {
                Fresh::New(kept) => Some((*path, &**kept)),
                Fresh::Same => None,
            })
            .filter(|it| it.1.told.is_empty())
            .collect();
        if fresh.is_empty() && loaded.entries.iter().all(|it| stays(&it.0)) {
            return None;
        }
        fresh.sort_unstable_by_key(|it| it.0);
        let mut rest = Vec::with_capacity(loaded.bytes.len());
        rest.extend_from_slice(&self.owner());
        let mut push = |bytes: &[u8]| {
            let Ok(size) = u32::try_from(bytes.len()) else { return };
            rest.extend_from_slice(&size.to_le_bytes());
            rest.extend_from_slice(bytes);
        };
        for (path, range) in loaded.entries.iter().filter(|it| stays(&it.0)) {
            let _ = path;
            push(&loaded.bytes[range.clone()]);
        }
        for (path, kept) in fresh {
            let entry = Entry {
                path: Cow::Borrowed(path),
                from: kept.from,
                reads: Cow::Borrowed(&kept.reads),
                record: Cow::Borrowed(&kept.record),
            };
            // What cannot be written is read anew the next time.
            if let Ok(bytes) = postcard::to_stdvec(&entry) {
                push(&bytes);
            }
        }
        Some([MARK, &Sha256::digest(&rest)[..], &rest].concat())
    }
}

/// Which bundle a record lies in.
fn place(path: &str, count: usize) -> usize {
    let digest = path.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |sum, it| {
        (sum ^ u64::from(it)).wrapping_mul(0x0100_0000_01b3)
    });
    (digest ^ digest >> 32) as usize % count
}

/// Bundles of another count are others.
fn name(count: usize, at: usize) -> String {
    format!("{count}-{at}")
}
