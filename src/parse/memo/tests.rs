use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::{Memo, Stamp};
use crate::fault::Fault;
use crate::parse::{Source, archive, archive_again};
use crate::read::{Memory, Tree};

/// Files whose every change gets a number; every fifth number is too fresh to be trusted.
struct Changing {
    files: Memory,
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
    fn edit(&mut self, what: usize, which: usize, first: &Memory) {
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

    fn stamp(&self, path: &str) -> Option<Stamp> {
        let number = *self.numbers.get(path)?;
        (!number.is_multiple_of(5)).then_some(Stamp([number, 0, 0, 0]))
    }

    fn bytes(&self, path: &str) -> Result<Vec<u8>, Fault> {
        self.files.bytes(path)
    }
}

/// The sample archive, without what makes reading it slow.
fn sample() -> Memory {
    let tree = Tree::open(Path::new(env!("CARGO_MANIFEST_DIR")), "content").unwrap();
    let is_text = |path: &&str| [".md", ".yaml", ".csv"].iter().any(|it| path.ends_with(it));
    let paths = tree.paths().into_iter().filter(is_text);
    paths.map(|it| (it, fs::read(tree.on_disk(it).unwrap()).unwrap())).collect()
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
            Changing { files: Memory::default(), numbers: BTreeMap::new(), last: 0 };
        first.0.iter().for_each(|(path, bytes)| source.put(path, bytes.clone()));
        let mut memo = Memo::default();
        archive_again(&source, Some(&mut memo)).unwrap();
        for (what, which) in edits {
            source.edit(what, which, &first);
            let again = archive_again(&source, Some(&mut memo)).unwrap();
            prop_assert_eq!(format!("{again:?}"), format!("{:?}", archive(&source).unwrap()));
        }
    }
}

#[test]
fn only_what_changed_is_read() {
    let first = sample();
    let mut source = Changing { files: Memory::default(), numbers: BTreeMap::new(), last: 0 };
    for (path, bytes) in &first.0 {
        source.last += u64::from((source.last + 1).is_multiple_of(5)); // all can be trusted
        source.put(path, bytes.clone());
    }
    let mut memo = Memo::default();
    archive_again(&source, Some(&mut memo)).unwrap();
    let records: Vec<String> = memo.kept.keys().cloned().collect();
    assert!(50 < records.len(), "{}", records.len());
    // Who would read a record again finds it broken.
    for path in &records {
        source.files.0.insert(path.clone(), b"\xff".to_vec());
    }
    let again = archive_again(&source, Some(&mut memo)).unwrap();
    assert_eq!(format!("{again:?}"), format!("{:?}", archive(&first).unwrap()));
}
