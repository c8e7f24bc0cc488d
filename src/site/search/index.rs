//! Builds the shards of the index from documents.
//!
//! A shard holds groups, one for each first character whose code modulo the number of shards is the shard's number. The
//! group of a Han character: `!教` and the set of documents in which no Han character follows it, then `师` and the set
//! of those that contain `教师`, and so on. The group of words with one first character: `!p`, then ` ppt=` and its set;
//! a word includes the Han character that follows it, if one does. So one group answers a single character, and one
//! group answers the beginning of a word. `varint.rs` defines the encoding of a set.
//!
//! Every text is read once. Tokens are collected in segments of [`DOCUMENTS_PER_SEGMENT`] documents, in which a document
//! takes two bytes; a group is merged from the segments. The cost is therefore proportional to the texts.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::document::Document;
use super::layout::DOCUMENTS_PER_SEGMENT;
use super::normalise::normalise;
use super::tokens::{Token, for_each_token};
use super::varint::push_set;

/// Bits of a Han character in a packed pair: their codes end before `0x40000`.
const CHAR_BITS: u32 = 18;
/// Bits of a document's number within its segment.
const DOCUMENT_BITS: u32 = 16;

/// The first of two Han characters, then the second, or 0 if none follows.
type Pair = u64;

fn pair(first: char, second: u32) -> Pair {
    u64::from(u32::from(first)) << CHAR_BITS | u64::from(second)
}

fn first_of_pair(pair: &Pair) -> u32 {
    (pair >> CHAR_BITS) as u32
}

fn second_of_pair(pair: Pair) -> u32 {
    (pair & ((1 << CHAR_BITS) - 1)) as u32
}

/// Words are sorted by their bytes, and so by the codes of their first characters.
fn first_of_word(word: &impl AsRef<str>) -> u32 {
    word.as_ref().chars().next().map_or(0, u32::from)
}

/// The tokens of some consecutive documents.
pub(super) struct Segment {
    pairs: Postings<Pair>,
    words: Postings<Box<str>>,
}

impl Segment {
    /// Indexes documents, at most [`DOCUMENTS_PER_SEGMENT`]. Takes their texts, which nobody needs afterwards.
    pub(super) fn take(documents: &mut [Document<'_>]) -> Segment {
        let mut texts: Vec<[String; 2]> = Vec::with_capacity(documents.len());
        for document in documents {
            let text = std::mem::take(&mut document.text);
            texts.push([normalise(document.title), normalise(&text)]);
        }
        let (mut pairs, mut words) = (Vec::new(), Vec::new());
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for (texts, number) in texts.iter().zip(0u16..) {
            seen.clear();
            let document = u64::from(number);
            for text in texts {
                for_each_token(text, |token| match token {
                    Token::Pair(first, second) => {
                        pairs.push(pair(first, u32::from(second)) << DOCUMENT_BITS | document);
                    }
                    Token::Last(first) => pairs.push(pair(first, 0) << DOCUMENT_BITS | document),
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
        let pairs = pairs.into_iter().map(|packed| (packed >> DOCUMENT_BITS, packed as u16));
        Segment {
            pairs: Postings::from_sorted(pairs),
            words: Postings::from_sorted(words.into_iter()).boxed(),
        }
    }

    fn pairs(&self) -> &Postings<Pair> {
        &self.pairs
    }

    fn words(&self) -> &Postings<Box<str>> {
        &self.words
    }
}

/// Sorted keys, each with the documents that contain it.
struct Postings<K> {
    keys: Vec<K>,
    /// The end of each key's documents.
    ends: Vec<u32>,
    documents: Vec<u16>,
}

impl<K: Ord> Postings<K> {
    /// Groups sorted pairs of key and document by key.
    fn from_sorted(sorted: impl Iterator<Item = (K, u16)>) -> Postings<K> {
        let mut postings = Postings { keys: Vec::new(), ends: Vec::new(), documents: Vec::new() };
        for (key, document) in sorted {
            if postings.keys.last() != Some(&key) {
                postings.keys.push(key);
                postings.ends.push(0);
            }
            postings.documents.push(document);
            if let Some(end) = postings.ends.last_mut() {
                *end = postings.documents.len() as u32;
            }
        }
        postings.documents.shrink_to_fit();
        postings
    }

    fn documents(&self, key: usize) -> &[u16] {
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.documents[start as usize..self.ends[key] as usize]
    }

    /// The indices of the keys whose first character is `first`.
    fn range(&self, first: u32, first_of: fn(&K) -> u32) -> Range<usize> {
        let start = self.keys.partition_point(|key| first_of(key) < first);
        let count = self.keys[start..].partition_point(|key| first_of(key) == first);
        start..start + count
    }
}

impl Postings<&str> {
    fn boxed(self) -> Postings<Box<str>> {
        let keys = self.keys.into_iter().map(Box::from).collect();
        Postings { keys, ends: self.ends, documents: self.documents }
    }
}

/// A key of one segment, and where its documents are.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct KeyLocation<'i, K> {
    key: &'i K,
    segment: usize,
    /// The index of the key within the segment.
    index: usize,
}

impl<K: PartialEq> KeyLocation<'_, K> {
    fn has_same_key(&self, other: &KeyLocation<'_, K>) -> bool {
        self.key == other.key
    }
}

/// The index of all documents.
pub(super) struct Index {
    segments: Vec<Segment>,
    document_count: usize,
}

/// The first characters of the groups of a shard, in order.
#[derive(Clone, Default)]
pub(super) struct ShardGroups {
    han: Vec<u32>,
    words: Vec<u32>,
}

impl Index {
    /// Takes segments in the order of their documents; all but the last are full.
    pub(super) fn new(segments: Vec<Segment>, document_count: usize) -> Index {
        Index { segments, document_count }
    }

    /// Divides the groups into `count` shards.
    pub(super) fn shards(&self, count: usize) -> Vec<ShardGroups> {
        let (mut han, mut words) = (Vec::new(), Vec::new());
        for segment in &self.segments {
            han.extend(segment.pairs.keys.iter().map(first_of_pair));
            words.extend(segment.words.keys.iter().map(first_of_word));
            for firsts in [&mut han, &mut words] {
                firsts.sort_unstable();
                firsts.dedup();
            }
        }
        let mut shards = vec![ShardGroups::default(); count];
        for first in han {
            shards[first as usize % count].han.push(first);
        }
        for first in words {
            shards[first as usize % count].words.push(first);
        }
        shards
    }

    /// The text of a shard.
    pub(super) fn encode(&self, groups: &ShardGroups) -> String {
        let mut out = String::new();
        for &first in &groups.han {
            self.push_pairs(first, &mut out);
        }
        for &first in &groups.words {
            self.push_words(first, &mut out);
        }
        out
    }

    /// Appends the group of a Han character.
    fn push_pairs(&self, first: u32, out: &mut String) {
        let mut locations = self.locate(Segment::pairs, first, first_of_pair);
        locations.sort_unstable();
        let alone = locations.partition_point(|location| second_of_pair(*location.key) == 0);
        let (last, followed) = locations.split_at(alone);
        out.push('!');
        out.extend(char::from_u32(first));
        let mut set = Vec::new();
        if !last.is_empty() {
            // A document in another set of the group is found without being in this one.
            self.collect(followed, Segment::pairs, &mut set);
            let in_other_sets: FxHashSet<u32> = set.drain(..).collect();
            self.collect(last, Segment::pairs, &mut set);
            set.retain(|document| !in_other_sets.contains(document));
            push_set(out, &set, self.document_count);
        }
        for locations in followed.chunk_by(KeyLocation::has_same_key) {
            self.collect(locations, Segment::pairs, &mut set);
            out.extend(char::from_u32(second_of_pair(*locations[0].key)));
            push_set(out, &set, self.document_count);
        }
    }

    /// Appends the group of the words that begin with one character.
    fn push_words(&self, first: u32, out: &mut String) {
        let mut locations = self.locate(Segment::words, first, first_of_word);
        locations.sort_unstable();
        out.push('!');
        out.extend(char::from_u32(first));
        let mut set = Vec::new();
        for locations in locations.chunk_by(KeyLocation::has_same_key) {
            self.collect(locations, Segment::words, &mut set);
            out.push(' ');
            out.push_str(locations[0].key);
            out.push('=');
            push_set(out, &set, self.document_count);
        }
    }

    /// Finds the keys of a group in every segment.
    fn locate<K: Ord>(
        &self,
        postings_of: fn(&Segment) -> &Postings<K>,
        first: u32,
        first_of: fn(&K) -> u32,
    ) -> Vec<KeyLocation<'_, K>> {
        let mut locations = Vec::new();
        for (number, segment) in self.segments.iter().enumerate() {
            let postings = postings_of(segment);
            for index in postings.range(first, first_of) {
                let key = &postings.keys[index];
                locations.push(KeyLocation { key, segment: number, index });
            }
        }
        locations
    }

    /// Replaces `set` by the documents that contain these keys; those of one key are in order.
    fn collect<K: Ord>(
        &self,
        locations: &[KeyLocation<'_, K>],
        postings_of: fn(&Segment) -> &Postings<K>,
        set: &mut Vec<u32>,
    ) {
        set.clear();
        for location in locations {
            let documents = postings_of(&self.segments[location.segment]).documents(location.index);
            let offset = (location.segment * DOCUMENTS_PER_SEGMENT) as u32;
            set.extend(documents.iter().map(|number| offset + u32::from(*number)));
        }
    }
}
