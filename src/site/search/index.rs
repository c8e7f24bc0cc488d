//! Documents → the shards of the index.
//!
//! A shard holds groups, one for each first character whose code is the shard's number modulo their count. Of a Han
//! character: `!教` the set of documents where nothing Han follows it, then `师` the set where `教师` stands, and so
//! on. Of words: `!p`, then ` ppt=` and its set; with the Han
//! character that follows, where one does. So a character alone is found by reading one group, and a word's
//! beginning too. What a set looks like is said in `letters.rs`.
//!
//! Every text is read once. What is found is kept in parts of [`PER_PART`] documents, where a document is two bytes; a
//! group is put together of what the parts have of it. So the cost is in proportion to the texts.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Document;
use super::fold::fold;
use super::letters::push_set;
use super::tokens::{Token, each};

/// Documents of a part; they are numbered by a `u16`.
pub(super) const PER_PART: usize = 512;
/// Bits of a Han character in a packed pair: their codes end before `0x40000`.
const CHAR: u32 = 18;
/// Bits of a document's number within its part.
const DOCUMENT: u32 = 16;

/// The first of two Han characters, then the second; no second when none follows.
type Pair = u64;

/// What is found in some documents.
pub(super) struct Part {
    pairs: Found<Pair>,
    words: Found<Box<str>>,
}

impl Part {
    /// Of documents that stand side by side. Their texts are not needed after.
    pub(super) fn of(documents: &mut [Document<'_>]) -> Part {
        let texts: Vec<[String; 2]> = documents
            .iter_mut()
            .map(|it| [fold(it.title), fold(&std::mem::take(&mut it.text))])
            .collect();
        let (mut pairs, mut words) = (Vec::new(), Vec::new());
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for (texts, number) in texts.iter().zip(0u16..) {
            seen.clear();
            let mut pair = |first: char, second: u32| {
                let pair = u64::from(u32::from(first)) << CHAR | u64::from(second);
                pairs.push(pair << DOCUMENT | u64::from(number));
            };
            for text in texts {
                each(text, |token| match token {
                    Token::Pair(first, second) => pair(first, u32::from(second)),
                    Token::Last(it) => pair(it, 0),
                    Token::Word(word) => {
                        if seen.insert(word) {
                            words.push((word, number));
                        }
                    }
                });
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        words.sort_unstable();
        let pairs = pairs.into_iter().map(|it| (it >> DOCUMENT, it as u16));
        Part { pairs: Found::of(pairs), words: Found::of(words.into_iter()).boxed() }
    }
}

/// Keys in their order, each with the documents that have it.
struct Found<K> {
    keys: Vec<K>,
    /// Where the documents of each key end.
    ends: Vec<u32>,
    documents: Vec<u16>,
}

impl<K: Ord> Found<K> {
    /// Of keys with their documents, in order.
    fn of(sorted: impl Iterator<Item = (K, u16)>) -> Found<K> {
        let mut found = Found { keys: Vec::new(), ends: Vec::new(), documents: Vec::new() };
        for (key, document) in sorted {
            if found.keys.last() != Some(&key) {
                found.keys.push(key);
                found.ends.push(0);
            }
            found.documents.push(document);
            if let Some(end) = found.ends.last_mut() {
                *end = found.documents.len() as u32;
            }
        }
        found.documents.shrink_to_fit();
        found
    }

    fn documents(&self, key: usize) -> &[u16] {
        let from = key.checked_sub(1).map_or(0, |it| self.ends[it]);
        &self.documents[from as usize..self.ends[key] as usize]
    }

    /// Where the keys of one group are.
    fn range(&self, first: u32, first_of: impl Fn(&K) -> u32) -> Range<usize> {
        let from = self.keys.partition_point(|it| first_of(it) < first);
        let count = self.keys[from..].partition_point(|it| first_of(it) == first);
        from..from + count
    }
}

impl Found<&str> {
    fn boxed(self) -> Found<Box<str>> {
        let keys = self.keys.into_iter().map(Box::from).collect();
        Found { keys, ends: self.ends, documents: self.documents }
    }
}

fn first_of_pair(pair: &Pair) -> u32 {
    (pair >> CHAR) as u32
}

fn second_of_pair(pair: Pair) -> u32 {
    (pair & ((1 << CHAR) - 1)) as u32
}

/// Words are sorted by their bytes, and so by the codes of their first characters.
fn first_of_word(word: &impl AsRef<str>) -> u32 {
    word.as_ref().chars().next().map_or(0, u32::from)
}

/// What is found in all documents.
pub(super) struct Index {
    parts: Vec<Part>,
    /// How many documents there are.
    all: usize,
}

/// The first characters of the groups of a shard, in order.
#[derive(Clone, Default)]
pub(super) struct Firsts {
    han: Vec<u32>,
    words: Vec<u32>,
}

impl Index {
    /// Of parts in the order of their documents, all but the last of [`PER_PART`].
    pub(super) fn new(parts: Vec<Part>, all: usize) -> Index {
        Index { parts, all }
    }

    /// What each of so many shards holds.
    pub(super) fn shards(&self, count: usize) -> Vec<Firsts> {
        let (mut han, mut words) = (Vec::new(), Vec::new());
        for part in &self.parts {
            han.extend(part.pairs.keys.iter().map(first_of_pair));
            words.extend(part.words.keys.iter().map(first_of_word));
            for firsts in [&mut han, &mut words] {
                firsts.sort_unstable();
                firsts.dedup();
            }
        }
        let mut shards = vec![Firsts::default(); count];
        han.into_iter().for_each(|it| shards[it as usize % count].han.push(it));
        words.into_iter().for_each(|it| shards[it as usize % count].words.push(it));
        shards
    }

    /// A shard's text.
    pub(super) fn shard(&self, firsts: &Firsts) -> String {
        let mut out = String::new();
        firsts.han.iter().for_each(|it| self.push_pairs(*it, &mut out));
        firsts.words.iter().for_each(|it| self.push_words(*it, &mut out));
        out
    }

    /// The group of a Han character.
    fn push_pairs(&self, first: u32, out: &mut String) {
        let mut found = self.found(|it| &it.pairs, |it| it.range(first, first_of_pair));
        found.sort_unstable();
        let alone = found.partition_point(|it| second_of_pair(*it.0) == 0);
        let (last, followed) = found.split_at(alone);
        out.push('!');
        out.extend(char::from_u32(first));
        let mut set = Vec::new();
        if !last.is_empty() {
            // A document that another set of the group holds is found without being in this one.
            self.collect(followed, |it| &it.pairs, &mut set);
            let found: FxHashSet<u32> = set.drain(..).collect();
            self.collect(last, |it| &it.pairs, &mut set);
            set.retain(|it| !found.contains(it));
            push_set(out, &set, self.all);
        }
        for of_pair in followed.chunk_by(|one, other| one.0 == other.0) {
            self.collect(of_pair, |it| &it.pairs, &mut set);
            out.extend(char::from_u32(second_of_pair(*of_pair[0].0)));
            push_set(out, &set, self.all);
        }
    }

    /// The group of the words that begin with one character.
    fn push_words(&self, first: u32, out: &mut String) {
        let mut found = self.found(|it| &it.words, |it| it.range(first, first_of_word));
        found.sort_unstable();
        out.push('!');
        out.extend(char::from_u32(first));
        let mut set = Vec::new();
        for of_word in found.chunk_by(|one, other| one.0 == other.0) {
            self.collect(of_word, |it| &it.words, &mut set);
            out.push(' ');
            out.push_str(of_word[0].0);
            out.push('=');
            push_set(out, &set, self.all);
        }
    }

    /// What the parts have of a group: key, part, and the key's place there.
    fn found<K>(
        &self,
        of: impl Fn(&Part) -> &Found<K>,
        range: impl Fn(&Found<K>) -> Range<usize>,
    ) -> Vec<(&K, usize, usize)> {
        let mut all = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let found = of(part);
            all.extend(range(found).map(|key| (&found.keys[key], at, key)));
        }
        all
    }

    /// The documents that have these keys; of one key they come in order.
    fn collect<K: Ord>(
        &self,
        keys: &[(&K, usize, usize)],
        of: impl Fn(&Part) -> &Found<K>,
        set: &mut Vec<u32>,
    ) {
        set.clear();
        for (_, part, key) in keys {
            let documents = of(&self.parts[*part]).documents(*key);
            let before = (part * PER_PART) as u32;
            set.extend(documents.iter().map(|it| before + u32::from(*it)));
        }
    }
}
