use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::{CacheStorage, FileStamp, ParseCache};
use crate::error::Error;
use crate::model::Digest;
use crate::parse::{archive, archive_with_cache};
use crate::source::{FolderSource, MemorySource, Source};

/// Files whose every change gets a number; every fifth number is too fresh to be trusted.
struct Changing {
    files: MemorySource,
    numbers: BTreeMap<String, u64>,
    last: u64,
}

impl Changing {
    fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.last += 1;
        self.numbers.insert(path.to_owned(), self.last);
        self.files.0.insert(path.to_owned(), bytes);
    }

    /// One of the things that people do to an archive.
    fn edit(&mut self, what: usize, which: usize, first: &MemorySource) {
        let all: Vec<String> = self.files.0.keys().cloned().collect();
        let path = &all[which % all.len()];
        let bytes = self.files.0[path].clone();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let renamed = match path.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}甲.{ending}"),
            None => format!("{path}甲"),
        };
        match what {
            0 => self.put(path, format!("{text}\n又添了一行。\n").into_bytes()),
            1 => self.put(path, text.replace("202", "203").into_bytes()),
            2 => self.put(path, text.replacen(": ", ": 新", 1).into_bytes()),
            3 => drop(self.files.0.remove(path)),
            4 => {
                self.files.0.remove(path);
                self.put(&renamed, bytes);
            }
            5 => self.put(&renamed, bytes),
            6 => self.put(path, b"\xff\xfe broken".to_vec()),
            _ => {
                let all: Vec<(&String, &Vec<u8>)> = first.0.iter().collect();
                let (path, bytes) = all[which % all.len()];
                self.put(path, bytes.clone());
            }
        }
    }
}

impl Source for Changing {
    fn paths(&self) -> Vec<&str> {
        self.files.paths()
    }

    fn others(&self) -> Vec<&str> {
        Vec::new()
    }

    fn size(&self, path: &str) -> Option<u64> {
        self.files.size(path)
    }

    fn stamp(&self, path: &str) -> Option<FileStamp> {
        let number = *self.numbers.get(path)?;
        (!number.is_multiple_of(5)).then_some(FileStamp([number, 0, 0, 0]))
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        self.files.bytes(path)
    }
}

/// The sample archive, without what makes reading it slow.
fn sample() -> MemorySource {
    let tree = FolderSource::open(Path::new(env!("CARGO_MANIFEST_DIR")), "content").unwrap();
    let is_text = |path: &&str| [".md", ".yaml", ".csv"].iter().any(|it| path.ends_with(it));
    let paths = tree.paths().into_iter().filter(is_text);
    paths.map(|it| (it, fs::read(tree.on_disk(it).unwrap()).unwrap())).collect()
}

/// A shelf in memory; whoever has it can damage what lies on it.
#[derive(Clone, Default)]
struct Board(Arc<Mutex<BTreeMap<String, Vec<u8>>>>);

impl Board {
    fn memo(&self) -> ParseCache {
        self.memo_of("this program")
    }

    fn memo_of(&self, program: &str) -> ParseCache {
        let mut memo = ParseCache::on(Box::new(self.clone()), Digest::of(program));
        memo.load();
        memo
    }

    fn damage(&self, which: usize) {
        let mut files = self.0.lock().unwrap();
        let count = files.len();
        let Some(bytes) = files.values_mut().nth(which % count.max(1)) else { return };
        let at = which / 7 % bytes.len();
        match which % 3 {
            0 => bytes.truncate(at),
            1 => bytes[at] ^= 0x20,
            _ => bytes.push(0),
        }
    }
}

impl CacheStorage for Board {
    fn load(&self, name: &str) -> Option<Vec<u8>> {
        self.0.lock().unwrap().get(name).cloned()
    }

    fn save(&self, name: &str, bytes: &[u8]) {
        self.0.lock().unwrap().insert(name.to_owned(), bytes.to_vec());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Whatever is done to an archive, what is read again is what is read at once.
    #[test]
    fn what_is_read_again_is_what_is_read_anew(
        edits in prop::collection::vec((0_usize..8, any::<usize>()), 1..6)
    ) {
        let first = sample();
        let mut source =
            Changing { files: MemorySource::default(), numbers: BTreeMap::new(), last: 0 };
        first.0.iter().for_each(|(path, bytes)| source.put(path, bytes.clone()));
        let mut memo = ParseCache::default();
        archive_with_cache(&source, Some(&mut memo)).unwrap();
        for (what, which) in edits {
            source.edit(what, which, &first);
            let again = archive_with_cache(&source, Some(&mut memo)).unwrap();
            prop_assert_eq!(format!("{again:?}"), format!("{:?}", archive(&source).unwrap()));
        }
    }

    /// The same from run to run, whatever becomes of what is kept.
    #[test]
    fn what_lies_on_a_shelf_is_what_is_read_anew(
        edits in prop::collection::vec((0_usize..10, any::<usize>()), 1..6)
    ) {
        let first = sample();
        let mut source =
            Changing { files: MemorySource::default(), numbers: BTreeMap::new(), last: 0 };
        first.0.iter().for_each(|(path, bytes)| source.put(path, bytes.clone()));
        let board = Board::default();
        archive_with_cache(&source, Some(&mut board.memo())).unwrap();
        for (what, which) in edits {
            match what {
                8 | 9 => board.damage(which),
                _ => source.edit(what, which, &first),
            }
            let again = archive_with_cache(&source, Some(&mut board.memo())).unwrap();
            prop_assert_eq!(format!("{again:?}"), format!("{:?}", archive(&source).unwrap()));
        }
    }
}

#[test]
fn only_what_changed_is_read() {
    let first = sample();
    let mut source = Changing { files: MemorySource::default(), numbers: BTreeMap::new(), last: 0 };
    for (path, bytes) in &first.0 {
        source.last += u64::from((source.last + 1).is_multiple_of(5)); // all can be trusted
        source.put(path, bytes.clone());
    }
    let mut memo = ParseCache::default();
    archive_with_cache(&source, Some(&mut memo)).unwrap();
    let records: Vec<String> = memo.kept.keys().cloned().collect();
    assert!(50 < records.len(), "{}", records.len());
    // Who would read a record again finds it broken.
    for path in &records {
        source.files.0.insert(path.clone(), b"\xff".to_vec());
    }
    let again = archive_with_cache(&source, Some(&mut memo)).unwrap();
    assert_eq!(format!("{again:?}"), format!("{:?}", archive(&first).unwrap()));
}

/// A record whose bytes are as they were is not read again, though its stamp tells nothing; and only the bundle of the
/// one that changed is written anew.
#[test]
fn what_is_kept_goes_by_bytes() {
    let mut source = Changing { files: sample(), numbers: BTreeMap::new(), last: 0 };
    let board = Board::default();
    archive_with_cache(&source, Some(&mut board.memo())).unwrap();
    let bundles = board.0.lock().unwrap().clone();
    assert!(bundles.values().any(|it| 1000 < it.len()));
    board.0.lock().unwrap().clear();
    archive_with_cache(&source, Some(&mut board.memo())).unwrap();
    assert!(*board.0.lock().unwrap() == bundles, "the same records, the same bytes");

    let path = source.files.0.keys().find(|it| it.contains("/visits/")).unwrap().clone();
    let text = [&source.files.0[&path][..], "\n又添了一行。\n".as_bytes()].concat();
    source.put(&path, text);
    archive_with_cache(&source, Some(&mut board.memo())).unwrap();
    let now = board.0.lock().unwrap().clone();
    let changed = now.iter().filter(|(name, bytes)| bundles.get(*name) != Some(bytes)).count();
    assert!(changed == 1 || bundles.len() == 1, "{changed} of {}", bundles.len());

    // Another program trusts nothing of it.
    let again = archive_with_cache(&source, Some(&mut board.memo_of("another program"))).unwrap();
    assert_eq!(format!("{again:?}"), format!("{:?}", archive(&source).unwrap()));
    assert!(board.0.lock().unwrap().iter().all(|(name, bytes)| now.get(name) != Some(bytes)));
}
