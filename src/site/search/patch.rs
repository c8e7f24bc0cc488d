//! Updates index files when a few documents have changed.
//!
//! A document's entries in the index depend on its own title and text alone: it is removed from the sets of every token
//! that it had and added to those of every token that it has. Only groups with such tokens are decoded, and only the
//! files that contain them are read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::normalise::normalise;
use super::script::{self, ScriptFile};
use super::tokens::{Token, for_each_token};
use super::varint::{parse_set, push_set};
use crate::timings::{Phase, phase};

/// Encoded groups of a shard by kind and first character: groups of Han characters (`false`) precede those of words
/// (`true`), each kind in the order of the first characters.
type Groups = BTreeMap<(bool, char), String>;

/// The index files that the changed documents affect. `read_old` reads files of the previous index, which has
/// `document_count` documents in `shards` shards; `None` if one of them is not as it was written.
pub(super) fn patch_index(
    deltas: &[PostingDelta],
    document_count: usize,
    shards: usize,
    read_old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
) -> Option<Vec<ScriptFile>> {
    let mut affected: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for delta in deltas {
        for first in delta.groups() {
            affected.entry(first as usize % shards).or_default().insert(first);
        }
    }
    let patch_shard = |(number, firsts): (usize, BTreeSet<char>)| {
        let old: String = script::read_value("index", number, read_old)?;
        let mut groups = decode_shard(&old, number, shards)?;
        for first in firsts {
            patch_groups(&mut groups, first, deltas, document_count)?;
        }
        Some(script::file("index", Some(number), &encode_shard(groups, old.len())))
    };
    affected.into_par_iter().map(|shard| phase(Phase::Search, || patch_shard(shard))).collect()
}

/// The tokens of a document by first character: second characters (`None`: no Han character follows), and words.
#[derive(Default, PartialEq)]
struct DocumentTokens {
    pairs: BTreeMap<char, BTreeSet<Option<char>>>,
    words: BTreeMap<char, BTreeSet<String>>,
}

impl DocumentTokens {
    fn new(title_and_text: [&str; 2]) -> DocumentTokens {
        let mut tokens = DocumentTokens::default();
        for text in title_and_text {
            for_each_token(&normalise(text), |token| tokens.insert(token));
        }
        // A document in another set of the group is found without being in the first one.
        for seconds in tokens.pairs.values_mut() {
            if 1 < seconds.len() {
                seconds.remove(&None);
            }
        }
        tokens
    }

    fn insert(&mut self, token: Token<'_>) {
        match token {
            Token::Pair(first, second) => {
                self.pairs.entry(first).or_default().insert(Some(second));
            }
            Token::Last(first) => {
                self.pairs.entry(first).or_default().insert(None);
            }
            Token::Word(word) => {
                if let Some(first) = word.chars().next() {
                    self.words.entry(first).or_default().insert(word.to_owned());
                }
            }
        }
    }
}

/// The change of one document's entries in the index.
pub(super) struct PostingDelta {
    document: u32,
    before: DocumentTokens,
    after: DocumentTokens,
}

impl PostingDelta {
    /// The change of a document from one title and text to another.
    pub(super) fn new(document: u32, before: [&str; 2], after: [&str; 2]) -> PostingDelta {
        let (before, after) = (DocumentTokens::new(before), DocumentTokens::new(after));
        PostingDelta { document, before, after }
    }

    /// Removes the document from the sets of its old tokens and adds it to those of its new ones. `None` if it was
    /// missing from a set, or already in one: the index does not match the texts.
    fn apply<K: Ord + Clone>(
        &self,
        sets: &mut BTreeMap<K, BTreeSet<u32>>,
        before: Option<&BTreeSet<K>>,
        after: Option<&BTreeSet<K>>,
    ) -> Option<()> {
        for key in before.into_iter().flatten() {
            sets.get_mut(key)?.remove(&self.document).then_some(())?;
        }
        for key in after.into_iter().flatten() {
            sets.entry(key.clone()).or_default().insert(self.document).then_some(())?;
        }
        Some(())
    }

    /// The first characters of the groups that change.
    fn groups(&self) -> BTreeSet<char> {
        let mut firsts = BTreeSet::new();
        collect_differing_keys(&self.before.pairs, &self.after.pairs, &mut firsts);
        collect_differing_keys(&self.before.words, &self.after.words, &mut firsts);
        firsts
    }

    fn has_pairs(&self, first: char) -> bool {
        self.before.pairs.contains_key(&first) || self.after.pairs.contains_key(&first)
    }

    fn has_words(&self, first: char) -> bool {
        self.before.words.contains_key(&first) || self.after.words.contains_key(&first)
    }
}

/// Collects the keys that have different values in two maps, or a value in only one of them.
fn collect_differing_keys<T: PartialEq>(
    one: &BTreeMap<char, T>,
    other: &BTreeMap<char, T>,
    keys: &mut BTreeSet<char>,
) {
    for (key, value) in one {
        if other.get(key) != Some(value) {
            keys.insert(*key);
        }
    }
    for key in other.keys() {
        if !one.contains_key(key) {
            keys.insert(*key);
        }
    }
}

/// The groups of shard `number` of `shards`; `None` if they are malformed, out of order or belong to another shard.
fn decode_shard(shard: &str, number: usize, shards: usize) -> Option<Groups> {
    let mut groups = Groups::new();
    let mut encoded = shard.split('!');
    if !encoded.next()?.is_empty() {
        return None;
    }
    for group in encoded {
        let first = group.chars().next()?;
        if first as usize % shards != number {
            return None;
        }
        let rest = &group[first.len_utf8()..];
        let key = (rest.starts_with(' '), first);
        if groups.last_key_value().is_some_and(|(last, _)| key <= *last) {
            return None;
        }
        groups.insert(key, rest.to_owned());
    }
    Some(groups)
}

/// The text of a shard; `size` is its estimated length.
fn encode_shard(groups: Groups, size: usize) -> String {
    let mut out = String::with_capacity(size + 256);
    for ((_, first), rest) in groups {
        out.push('!');
        out.push(first);
        out.push_str(&rest);
    }
    out
}

/// Updates the groups of one first character, of either kind.
fn patch_groups(
    groups: &mut Groups,
    first: char,
    deltas: &[PostingDelta],
    document_count: usize,
) -> Option<()> {
    if deltas.iter().any(|delta| delta.has_pairs(first)) {
        let old = groups.remove(&(false, first)).unwrap_or_default();
        let new = patch_pairs(&old, first, deltas, document_count)?;
        if !new.is_empty() {
            groups.insert((false, first), new);
        }
    }
    if deltas.iter().any(|delta| delta.has_words(first)) {
        let old = groups.remove(&(true, first)).unwrap_or_default();
        let new = patch_words(&old, first, deltas, document_count)?;
        if !new.is_empty() {
            groups.insert((true, first), new);
        }
    }
    Some(())
}

/// Updates the group of a Han character, encoded without its mark and that character.
fn patch_pairs(
    group: &str,
    first: char,
    deltas: &[PostingDelta],
    document_count: usize,
) -> Option<String> {
    let mut sets: BTreeMap<Option<char>, BTreeSet<u32>> = BTreeMap::new();
    let mut second = None;
    let mut rest = group;
    loop {
        let end = rest.find(|ch: char| !ch.is_ascii()).unwrap_or(rest.len());
        if second.is_some() || end > 0 {
            sets.insert(second, decode_set(&rest[..end], document_count)?);
        }
        let Some(next) = rest[end..].chars().next() else { break };
        second = Some(next);
        rest = &rest[end + next.len_utf8()..];
    }
    for delta in deltas {
        delta.apply(&mut sets, delta.before.pairs.get(&first), delta.after.pairs.get(&first))?;
    }
    let mut out = String::new();
    for (second, set) in sets {
        if !set.is_empty() {
            out.extend(second);
            push_documents(&mut out, set, document_count);
        }
    }
    Some(out)
}

/// Updates the group of the words that begin with a character, encoded without its mark and that character.
fn patch_words(
    group: &str,
    first: char,
    deltas: &[PostingDelta],
    document_count: usize,
) -> Option<String> {
    let mut sets: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for entry in group.split(' ').skip(1) {
        let (word, set) = entry.split_once('=')?;
        sets.insert(word.to_owned(), decode_set(set, document_count)?);
    }
    for delta in deltas {
        delta.apply(&mut sets, delta.before.words.get(&first), delta.after.words.get(&first))?;
    }
    let mut out = String::new();
    for (word, set) in sets {
        if !set.is_empty() {
            out.push(' ');
            out.push_str(&word);
            out.push('=');
            push_documents(&mut out, set, document_count);
        }
    }
    Some(out)
}

fn push_documents(out: &mut String, set: BTreeSet<u32>, document_count: usize) {
    let documents: Vec<u32> = set.into_iter().collect();
    push_set(out, &documents, document_count);
}

/// The documents of an encoded set; `None` if it is malformed or contains a document that does not exist.
fn decode_set(encoded: &str, document_count: usize) -> Option<BTreeSet<u32>> {
    let mut documents = BTreeSet::new();
    for document in parse_set(encoded)? {
        if document_count <= document {
            return None;
        }
        documents.insert(u32::try_from(document).ok()?);
    }
    Some(documents)
}
