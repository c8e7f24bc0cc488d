//! Kept records ↔ bytes on a shelf, many to a bundle, so that a change of one writes one bundle anew.
//!
//! A bundle: a line that says what it is, a sum of the rest, which program wrote it and what records could refer to,
//! then record after record, each with its length before it. One that is not whole, or not ours, is as good as none.

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::*;

const MARK: &[u8] = b"guidang records 1\n";
/// How many there are.
const COUNT: usize = 64;

/// The bundles of an archive.
pub(super) struct Bundles {
    shelf: Box<dyn Shelf>,
    program: Digest,
    known: Digest,
    all: Vec<Bundle>,
}

/// A bundle as it lies on the shelf; nothing in it where there is none.
#[derive(Default)]
struct Bundle {
    /// What its records could refer to.
    known: Option<Digest>,
    bytes: Vec<u8>,
    /// The records in it, in their order: path, and where its bytes are.
    places: Vec<(String, Range<usize>)>,
    /// Taken out one by one, by many threads.
    kept: Mutex<FxHashMap<String, Kept>>,
}

/// What is written of a record. Problems are not: a record that has any is read each time.
#[derive(Serialize, Deserialize)]
struct Entry<'k> {
    path: Cow<'k, str>,
    from: Digest,
    reads: Cow<'k, [ReadFile]>,
    record: Cow<'k, Option<Arc<Record>>>,
}

impl Bundles {
    pub(super) fn new(shelf: Box<dyn Shelf>, program: Digest) -> Bundles {
        let all = (0..COUNT).map(|_| Bundle::default()).collect();
        Bundles { shelf, program, known: Digest::of_bytes(&[]), all }
    }

    /// Everything that is kept, as far as it is whole.
    pub(super) fn load(&mut self) {
        let read = |at: usize| self.open(self.shelf.load(&at.to_string())?);
        self.all = (0..COUNT).into_par_iter().map(|at| read(at).unwrap_or_default()).collect();
    }

    /// A bundle; none when anything about it is not right.
    fn open(&self, bytes: Vec<u8>) -> Option<Bundle> {
        let rest = bytes.strip_prefix(MARK)?;
        let (sum, rest) = rest.split_at_checked(16)?;
        let (program, known) = rest.get(..32)?.split_at(16);
        if Digest::of_own(rest).bytes() != *sum || *program != self.program.bytes() {
            return None;
        }
        let known = Some(Digest::from_bytes(known.try_into().ok()?));
        let (mut at, mut places) = (MARK.len() + 48, Vec::new());
        let mut kept = FxHashMap::default();
        while at < bytes.len() {
            let size = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
            let range = at + 4..at + 4 + size as usize;
            let entry: Entry<'static> = postcard::from_bytes(bytes.get(range.clone())?).ok()?;
            at = range.end;
            let path = entry.path.into_owned();
            places.push((path.clone(), range));
            let (reads, record) = (entry.reads.into_owned(), entry.record.into_owned());
            kept.insert(path, Kept { from: entry.from, reads, record, told: Vec::new() });
        }
        Some(Bundle { known, bytes, places, kept: Mutex::new(kept) })
    }

    /// From now on for records that may refer to these things; those that could refer to others are left out.
    pub(super) fn turn_to(&mut self, known: Digest) {
        self.known = known;
        for bundle in self.all.iter_mut().filter(|it| it.known != Some(known)) {
            *bundle = Bundle::default();
        }
    }

    /// What is kept of a file; it is not asked for again.
    pub(super) fn take(&self, path: &str) -> Option<Kept> {
        let kept = &self.all[place(path)].kept;
        kept.lock().unwrap_or_else(PoisonError::into_inner).remove(path)
    }

    /// A record as it is written; none when there is anything wrong with it, or it is too long.
    pub(super) fn write(&self, path: &str, kept: &Kept) -> Option<Vec<u8>> {
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
    pub(super) fn save(&mut self, files: &[&str], read: Vec<Fresh>) {
        let is_same = read.iter().all(|it| matches!(it, Fresh::Same));
        if is_same && read.len() == self.all.iter().map(|it| it.places.len()).sum::<usize>() {
            return self.shelf.finished(); // nearly always, when anything is built anew
        }
        let mut wanted: Vec<FxHashMap<&str, Fresh>> = Vec::new();
        wanted.resize_with(COUNT, FxHashMap::default);
        for (path, fresh) in files.iter().zip(read) {
            wanted[place(path)].insert(path, fresh);
        }
        let bundles: Vec<_> = std::mem::take(&mut self.all).into_iter().zip(wanted).collect();
        bundles.into_par_iter().enumerate().for_each(|(at, (bundle, wanted))| {
            if let Some(bytes) = self.changed(&bundle, wanted) {
                self.shelf.save(&at.to_string(), &bytes);
            }
        });
        self.shelf.finished();
    }

    /// The bytes of a bundle; none when they are as they were.
    fn changed(&self, bundle: &Bundle, wanted: FxHashMap<&str, Fresh>) -> Option<Vec<u8>> {
        let stays: Vec<_> = bundle
            .places
            .iter()
            .filter(|it| matches!(wanted.get(it.0.as_str()), Some(Fresh::Same)))
            .map(|it| it.1.clone())
            .collect();
        let mut written: Vec<(&str, Vec<u8>)> = wanted
            .into_iter()
            .filter_map(|(path, it)| match it {
                Fresh::Written(bytes) => Some((path, bytes?)),
                Fresh::Same | Fresh::New(_) => None,
            })
            .collect();
        if written.is_empty() && stays.len() == bundle.places.len() {
            return None;
        }
        written.sort_unstable_by_key(|it| it.0);
        let mut rest = Vec::with_capacity(bundle.bytes.len());
        rest.extend_from_slice(&self.program.bytes());
        rest.extend_from_slice(&self.known.bytes());
        let stays = stays.into_iter().map(|it| &bundle.bytes[it]);
        for bytes in stays.chain(written.iter().map(|it| &it.1[..])) {
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
