//! Collects the tokens of some consecutive documents.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::document::Document;
use super::normalise::normalise;
use super::tokens::{Token, for_each_token};

/// Bits of a Han character in a packed pair: their codes end before `0x40000`.
const CHAR_BITS: u32 = 18;
/// Bits of a document's number within its segment.
const DOCUMENT_BITS: u32 = 16;

/// The first of two Han characters, then the second, or 0 if none follows.
pub(super) type Pair = u64;

fn pair(first: char, second: u32) -> Pair {
    u64::from(u32::from(first)) << CHAR_BITS | u64::from(second)
}

pub(super) fn first_of_pair(pair: &Pair) -> u32 {
    (pair >> CHAR_BITS) as u32
}

pub(super) fn second_of_pair(pair: Pair) -> u32 {
    (pair & ((1 << CHAR_BITS) - 1)) as u32
}

/// Words are sorted by their bytes, and so by the codes of their first characters.
pub(super) fn first_of_word(word: &impl AsRef<str>) -> u32 {
    word.as_ref().chars().next().map_or(0, u32::from)
}

/// The tokens of some consecutive documents.
pub(super) struct Segment {
    pairs: Postings<Pair>,
    words: Postings<Box<str>>,
}

impl Segment {
    /// Indexes documents, at most [`DOCUMENTS_PER_SEGMENT`](super::layout::DOCUMENTS_PER_SEGMENT). Takes their texts, which nobody needs afterwards.
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
        sort_pairs(&mut pairs);
        pairs.dedup();
        words.sort_unstable();
        let pairs = pairs.into_iter().map(|packed| (packed >> DOCUMENT_BITS, packed as u16));
        Segment {
            pairs: Postings::from_sorted(pairs),
            words: Postings::from_sorted(words.into_iter()).boxed(),
        }
    }

    pub(super) fn pairs(&self) -> &Postings<Pair> {
        &self.pairs
    }

    pub(super) fn words(&self) -> &Postings<Box<str>> {
        &self.words
    }
}

/// How many bits of a pair one round of [`sort_pairs`] looks at.
const ROUND_BITS: u32 = 12;

/// Sorts packed pairs that are in the order of their documents: by a few bits at a time, the lowest first. There are some
/// ten thousand of them, of which comparisons would need ten times the steps.
fn sort_pairs(pairs: &mut Vec<u64>) {
    let mut sorted = vec![0; pairs.len()];
    for shift in (DOCUMENT_BITS..DOCUMENT_BITS + 2 * CHAR_BITS).step_by(ROUND_BITS as usize) {
        let bits = |packed: u64| (packed >> shift) as usize & ((1 << ROUND_BITS) - 1);
        let mut places = [0; 1 << ROUND_BITS];
        for packed in pairs.iter() {
            places[bits(*packed)] += 1;
        }
        let mut end = 0;
        for place in &mut places {
            end += std::mem::replace(place, end);
        }
        for packed in pairs.iter() {
            let place = &mut places[bits(*packed)];
            sorted[*place] = *packed;
            *place += 1;
        }
        std::mem::swap(pairs, &mut sorted);
    }
}

/// Sorted keys, each with the documents that contain it.
pub(super) struct Postings<K> {
    pub(super) keys: Vec<K>,
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

    /// The documents of the key with this index.
    pub(super) fn documents(&self, key: usize) -> &[u16] {
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.documents[start as usize..self.ends[key] as usize]
    }

    /// The indices of the keys whose first character is `first`.
    pub(super) fn range(&self, first: u32, first_of: fn(&K) -> u32) -> Range<usize> {
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

#[cfg(test)]
mod tests {
    use super::{DOCUMENT_BITS, pair, sort_pairs};

    #[test]
    fn pairs_are_sorted_by_their_characters_then_by_document() {
        let chars = ['中', '\u{3ffff}', '国', '\u{2e80}', '一', '\u{20000}', '丂'];
        let mut pairs = Vec::new();
        for document in 0..300 {
            for step in 0..20 {
                let at = |factor: usize| chars[(document * factor + step) % chars.len()];
                let second = if step % 3 == 0 { 0 } else { u32::from(at(5)) };
                pairs.push(pair(at(3), second) << DOCUMENT_BITS | document as u64);
            }
        }
        let mut sorted = pairs.clone();
        sorted.sort_unstable();
        sort_pairs(&mut pairs);
        assert_eq!(pairs, sorted);
        sort_pairs(&mut Vec::new());
    }
}
