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

use rustc_hash::FxHashSet;

use super::layout::DOCUMENTS_PER_SEGMENT;
use super::segment::{Postings, Segment, first_of_pair, first_of_word, second_of_pair};
use super::varint::push_set;

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
            han.extend(segment.pairs().keys.iter().map(first_of_pair));
            words.extend(segment.words().keys.iter().map(first_of_word));
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
