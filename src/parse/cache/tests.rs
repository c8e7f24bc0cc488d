use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use proptest::prelude::*;

use super::{CacheStorage, ParseCache};
use crate::error::Error;
use crate::model::Digest;
use crate::parse::{archive, archive_with_cache};
use crate::source::{FileStamp, FolderSource, MemorySource, Source};

/// Files in memory. Every change gets a number, which is the file's stamp; every fifth counts as too recent for one.
struct EditedFiles {
    files: MemorySource,
    numbers: BTreeMap<String, u64>,
    last: u64,
}

impl EditedFiles {
    fn new(files: &MemorySource) -> EditedFiles {
        let mut edited =
            EditedFiles { files: MemorySource::default(), numbers: BTreeMap::new(), last: 0 };
        for (path, bytes) in &files.0 {
            edited.put(path, bytes.clone());
        }
        edited
    }

    fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.last += 1;
        self.numbers.insert(path.to_owned(), self.last);
        self.files.0.insert(path.to_owned(), bytes);
    }

    /// One of the things that people do to an archive.
    fn edit(&mut self, kind: usize, which: usize, first: &MemorySource) {
        let paths: Vec<String> = self.files.0.keys().cloned().collect();
        let path = &paths[which % paths.len()];
        let bytes = self.files.0[path].clone();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let renamed = match path.rsplit_once('.') {
            Some((stem, ending)) => format!("{stem}甲.{ending}"),
            None => format!("{path}甲"),
        };
        match kind {
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
                let originals: Vec<(&String, &Vec<u8>)> = first.0.iter().collect();
                let (path, bytes) = originals[which % originals.len()];
                self.put(path, bytes.clone());
            }
        }
    }
}

impl Source for EditedFiles {
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
        (!number.is_multiple_of(5)).then_some(FileStamp::new(number, 0, 0, 0))
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Error> {
        self.files.bytes(path)
    }
}

/// The sample archive without its pictures, which make reading it slow.
fn sample() -> MemorySource {
    let tree = FolderSource::open(Path::new(env!("CARGO_MANIFEST_DIR")), "content").unwrap();
    let mut files = MemorySource::default();
    for path in tree.paths() {
        if [".md", ".yaml", ".csv"].iter().any(|ending| path.ends_with(ending)) {
            let bytes = fs::read(tree.on_disk(path).unwrap()).unwrap();
            files.0.insert(path.to_owned(), bytes);
        }
    }
    files
}

/// A storage in memory whose shards a test can damage.
#[derive(Clone, Default)]
struct MemoryStorage(Arc<Mutex<MemoryShards>>);

/// The inputs and bytes of each shard.
type MemoryShards = BTreeMap<usize, (Digest, Vec<u8>)>;

impl MemoryStorage {
    fn cache(&self) -> ParseCache {
        self.cache_of_program("this program")
    }

    fn cache_of_program(&self, program: &str) -> ParseCache {
        let mut cache = ParseCache::stored_in(Box::new(self.clone()), Digest::of(program));
        cache.load();
        cache
    }

    fn shards(&self) -> BTreeMap<usize, (Digest, Vec<u8>)> {
        self.0.lock().unwrap().clone()
    }

    /// Truncates or removes a shard, or changes its inputs. Changed bytes are detected by the checksum of the real storage.
    fn damage(&self, which: usize) {
        let mut shards = self.0.lock().unwrap();
        let count = shards.len();
        let Some(number) = shards.keys().nth(which % count.max(1)).copied() else { return };
        let (inputs, bytes) = shards.get_mut(&number).unwrap();
        match which % 3 {
            0 => bytes.truncate(which / 7 % bytes.len().max(1)),
            1 => *inputs = Digest::of(&which),
            _ => drop(shards.remove(&number)),
        }
    }
}

impl CacheStorage for MemoryStorage {
    fn load(&self, shard: usize) -> Option<(Digest, Vec<u8>)> {
        self.0.lock().unwrap().get(&shard).cloned()
    }

    fn save(&self, shard: usize, inputs: Digest, bytes: &[u8]) {
        self.0.lock().unwrap().insert(shard, (inputs, bytes.to_vec()));
    }
}

fn parsed(source: &dyn Source) -> String {
    format!("{:?}", archive(source).unwrap())
}

fn parsed_with(cache: &mut ParseCache, source: &dyn Source) -> String {
    format!("{:?}", archive_with_cache(source, Some(cache)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn parsing_with_a_cache_in_memory_equals_parsing_without(
        edits in prop::collection::vec((0_usize..8, any::<usize>()), 1..6)
    ) {
        let first = sample();
        let mut source = EditedFiles::new(&first);
        let mut cache = ParseCache::default();
        parsed_with(&mut cache, &source);
        for (kind, which) in edits {
            source.edit(kind, which, &first);
            prop_assert_eq!(parsed_with(&mut cache, &source), parsed(&source));
        }
    }

    #[test]
    fn parsing_with_a_stored_cache_equals_parsing_without_whatever_the_damage(
        edits in prop::collection::vec((0_usize..10, any::<usize>()), 1..6)
    ) {
        let first = sample();
        let mut source = EditedFiles::new(&first);
        let storage = MemoryStorage::default();
        parsed_with(&mut storage.cache(), &source);
        for (kind, which) in edits {
            match kind {
                8 | 9 => storage.damage(which),
                _ => source.edit(kind, which, &first),
            }
            prop_assert_eq!(parsed_with(&mut storage.cache(), &source), parsed(&source));
        }
    }
}

#[test]
fn records_with_known_stamps_are_not_read() {
    let first = sample();
    let mut source = EditedFiles::new(&MemorySource::default());
    for (path, bytes) in &first.0 {
        source.last += u64::from((source.last + 1).is_multiple_of(5)); // every file has a stamp
        source.put(path, bytes.clone());
    }
    let mut cache = ParseCache::default();
    parsed_with(&mut cache, &source);
    let records: Vec<String> = cache.current.entries.keys().cloned().collect();
    assert!(50 < records.len(), "{}", records.len());
    // A record that was read again would be broken.
    for path in &records {
        source.files.0.insert(path.clone(), b"\xff".to_vec());
    }
    assert_eq!(parsed_with(&mut cache, &source), parsed(&first));
}

/// A form that names another school, plan or indicator is tried again and again; the records as they are stay cached.
#[test]
fn trials_with_other_references_leave_the_records_cached() {
    let first = sample();
    let mut cache = ParseCache::default();
    let before = archive_with_cache(&first, Some(&mut cache)).unwrap().archive;
    let mut trials = cache.for_trials();
    let plan = before.plans[0].file.clone();
    for number in 0..3 {
        let mut changed = MemorySource(first.0.clone());
        let text = String::from_utf8(first.0[&plan].clone()).unwrap();
        let title = &before.plans[0].title;
        let text = text.replacen(title.as_str(), &format!("{title}{number}"), 1);
        changed.0.insert(plan.clone(), text.into_bytes());
        assert_eq!(parsed_with(&mut trials, &changed), parsed(&changed));
        assert_eq!(
            parsed_with(&mut trials, &changed),
            parsed(&changed),
            "the trial itself is cached"
        );
    }
    let after = archive_with_cache(&first, Some(&mut trials)).unwrap().archive;
    assert!(50 < before.records.len() && before.records.len() == after.records.len());
    for (old, new) in before.records.iter().zip(&after.records) {
        assert!(Arc::ptr_eq(old, new), "{} was parsed again", old.file);
    }
}

/// A record with the same bytes is not parsed again though its stamp says nothing, and a changed record rewrites its own
/// shard only.
#[test]
fn entries_are_valid_by_bytes_and_a_change_rewrites_one_shard() {
    let mut source = EditedFiles::new(&MemorySource::default());
    source.files = sample();
    let storage = MemoryStorage::default();
    parsed_with(&mut storage.cache(), &source);
    let shards = storage.shards();
    assert!(shards.values().any(|(_, bytes)| 1000 < bytes.len()));
    storage.0.lock().unwrap().clear();
    parsed_with(&mut storage.cache(), &source);
    assert!(storage.shards() == shards, "the same records, the same bytes");

    let path = source.files.0.keys().find(|path| path.contains("/visits/")).unwrap().clone();
    let text = [&source.files.0[&path][..], "\n又添了一行。\n".as_bytes()].concat();
    source.put(&path, text);
    parsed_with(&mut storage.cache(), &source);
    let now = storage.shards();
    let changed = now.iter().filter(|(number, shard)| shards.get(number) != Some(shard)).count();
    assert!(changed == 1 || shards.len() == 1, "{changed} of {}", shards.len());

    let by_another_program = parsed_with(&mut storage.cache_of_program("another program"), &source);
    assert_eq!(by_another_program, parsed(&source));
    assert!(storage.shards().iter().all(|(number, shard)| now.get(number) != Some(shard)));
}
