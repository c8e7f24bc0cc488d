//! Documents → the shards of the index.
//!
//! A shard holds groups, one for each first character whose code is the shard's number modulo their count. Of a Han
//! character: `!教` the set of documents where nothing Han follows it, then `师` the set where `教师` stands, and so
//! on. Of words: `!p`, then ` ppt=` and its set; with the Han
//! character that follows, where one does. So a character alone is found by reading one group, and a word's
//! beginning too. What a set looks like is said in `letters.rs`.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Document;
use super::fold::fold;
use super::letters::push_set;
use super::tokens::{Token, each};
use crate::timings::{Phase, during};

/// Shards that are made at once: of a large archive in turns, so that not all pairs are in memory.
const SHARDS_AT_ONCE: usize = 256;
/// Bits of a Han character in a packed pair: their codes end before `0x40000`.
const CHAR: u32 = 18;
/// Bits of a document's number in a packed pair.
const DOCUMENT: u32 = 64 - 2 * CHAR;

/// In how many turns the shards are made.
pub(super) fn passes(shards: usize) -> usize {
    (shards / SHARDS_AT_ONCE).max(1)
}

/// What one turn makes: shards with their numbers. The texts of the documents are folded already.
pub(super) fn pass(
    documents: &[Document<'_>],
    shards: usize,
    passes: usize,
    pass: usize,
) -> Vec<(usize, String)> {
    let mine = |it: char| it as usize % passes == pass;
    let found: Vec<(Vec<u64>, Words)> = documents
        .par_chunks(64)
        .enumerate()
        .map(|(at, chunk)| during(Phase::Search, || tokens(chunk, at * 64, &mine)))
        .collect();
    let mut pairs = Vec::with_capacity(found.iter().map(|it| it.0.len()).sum());
    let mut words = Vec::new();
    for (of_pairs, of_words) in found {
        pairs.extend_from_slice(&of_pairs);
        words.extend(of_words);
    }
    pairs.par_sort_unstable();
    words.par_sort_unstable();

    let first = |it: &u64| (it >> (CHAR + DOCUMENT)) as u32;
    let of_pairs: Vec<&[u64]> = pairs.chunk_by(|one, other| first(one) == first(other)).collect();
    let of_words: Vec<&[(Box<str>, u32)]> =
        words.chunk_by(|one, other| one.0.chars().next() == other.0.chars().next()).collect();
    let all = documents.len();
    let mut groups: Vec<(u32, String)> = of_pairs
        .into_par_iter()
        .map(|it| (first(&it[0]), during(Phase::Search, || group_of_pairs(it, all))))
        .collect();
    groups.par_extend(
        of_words.into_par_iter().map(|it| during(Phase::Search, || group_of_words(it, all))),
    );

    let mut made: Vec<(usize, String)> =
        (pass..shards).step_by(passes).map(|it| (it, String::new())).collect();
    for (first, group) in groups {
        made[first as usize % shards / passes].1.push_str(&group);
    }
    made
}

type Words = Vec<(Box<str>, u32)>;

/// The tokens of some documents, numbered from `number` on, of the first characters that are wanted.
fn tokens(
    documents: &[Document<'_>],
    number: usize,
    wanted: &impl Fn(char) -> bool,
) -> (Vec<u64>, Words) {
    let mut pairs = Vec::new();
    let mut words = Vec::new();
    for (document, number) in documents.iter().zip(number as u32..) {
        let title = fold(document.title);
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        let mut pair = |first: char, second: u32| {
            let first = u64::from(u32::from(first)) << (CHAR + DOCUMENT);
            pairs.push(first | u64::from(second) << DOCUMENT | u64::from(number));
        };
        for text in [&title, &document.text] {
            each(text, |token| match token {
                Token::Pair(first, second) if wanted(first) => pair(first, u32::from(second)),
                Token::Last(it) if wanted(it) => pair(it, 0),
                Token::Word(word) => {
                    let is_wanted = word.chars().next().is_some_and(wanted);
                    if is_wanted && seen.insert(word) {
                        words.push((word.into(), number));
                    }
                }
                Token::Pair(..) | Token::Last(_) => {}
            });
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    (pairs, words)
}

/// The group of a Han character, from its sorted pairs.
fn group_of_pairs(pairs: &[u64], all: usize) -> String {
    let second = |it: &u64| (it >> DOCUMENT) as u32 & ((1 << CHAR) - 1);
    let document = |it: &u64| (it & ((1 << DOCUMENT) - 1)) as u32;
    let alone = pairs.partition_point(|it| second(it) == 0);
    let (last, followed) = pairs.split_at(alone);
    let mut out = String::from("!");
    out.extend(char::from_u32((pairs[0] >> (CHAR + DOCUMENT)) as u32));
    if !last.is_empty() {
        // A document that another set of the group holds is found without being in this one.
        let found: FxHashSet<u32> = followed.iter().map(document).collect();
        let only: Vec<u32> = last.iter().map(document).filter(|it| !found.contains(it)).collect();
        push_set(&mut out, &only, all);
    }
    let mut set = Vec::new();
    for pairs in followed.chunk_by(|one, other| second(one) == second(other)) {
        set.clear();
        set.extend(pairs.iter().map(document));
        out.extend(char::from_u32(second(&pairs[0])));
        push_set(&mut out, &set, all);
    }
    out
}

/// The group of the words that begin with one character, with that character's code.
fn group_of_words(words: &[(Box<str>, u32)], all: usize) -> (u32, String) {
    let first = words[0].0.chars().next().expect("a word has a character");
    let mut out = format!("!{first}");
    for of_word in words.chunk_by(|one, other| one.0 == other.0) {
        let set: Vec<u32> = of_word.iter().map(|it| it.1).collect();
        out.push(' ');
        out.push_str(&of_word[0].0);
        out.push('=');
        push_set(&mut out, &set, all);
    }
    (u32::from(first), out)
}
