//! Files of the index, brought up to date where a few documents have changed.
//!
//! A document's place in the index depends on its own title and text alone: it is taken out of the sets of every group
//! whose tokens it had or has, and put in anew. Only those groups are decoded, and only the files that hold them are read.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::fold::fold;
use super::letters::{push_set, set};
use super::tokens::{Token, each};
use super::{File, script};
use crate::timings::{Phase, phase};

/// The files of the index that differ after these moves. `all`: how many documents there are; `old`: the files as they
/// were made. None: something about them is not as it was made.
pub(super) fn index(
    moves: &[Move],
    all: usize,
    shards: usize,
    old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
) -> Option<Vec<File>> {
    let mut touched: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for first in moves.iter().flat_map(Move::groups) {
        touched.entry(first as usize % shards).or_default().insert(first);
    }
    touched
        .into_par_iter()
        .map(|(at, firsts)| {
            phase(Phase::Search, || {
                let shard: String = script::value("index", at, old)?;
                let is_own = |first: char| first as usize % shards == at;
                let shard = shard_with(&shard, &is_own, &firsts, moves, all)?;
                Some(script::file("index", Some(at), &shard))
            })
        })
        .collect()
}

/// What a document is found by, by the first character: a second character (none: where nothing Han follows), or a word.
#[derive(Default, PartialEq)]
struct Tokens {
    pairs: BTreeMap<char, BTreeSet<Option<char>>>,
    words: BTreeMap<char, BTreeSet<String>>,
}

impl Tokens {
    fn of(said: [&str; 2]) -> Tokens {
        let mut tokens = Tokens::default();
        for text in said.map(fold) {
            each(&text, |token| match token {
                Token::Pair(first, second) => {
                    tokens.pairs.entry(first).or_default().insert(Some(second));
                }
                Token::Last(first) => {
                    tokens.pairs.entry(first).or_default().insert(None);
                }
                Token::Word(word) => {
                    if let Some(first) = word.chars().next() {
                        tokens.words.entry(first).or_default().insert(word.to_owned());
                    }
                }
            });
        }
        // One that another set of the group holds is found without being in the first one.
        for seconds in tokens.pairs.values_mut().filter(|it| 1 < it.len()) {
            seconds.remove(&None);
        }
        tokens
    }
}

/// A document that leaves some sets and enters others.
pub(super) struct Move {
    number: u32,
    before: Tokens,
    after: Tokens,
}

impl Move {
    /// Of a document that had and has this title and this text.
    pub(super) fn new(number: u32, before: [&str; 2], after: [&str; 2]) -> Move {
        Move { number, before: Tokens::of(before), after: Tokens::of(after) }
    }

    /// Takes the document out of the sets that it was in, and puts it into those that it belongs to now. None: it was
    /// not where it should have been, or was where it should not.
    fn in_sets<K: Ord + Clone>(
        &self,
        sets: &mut BTreeMap<K, BTreeSet<u32>>,
        before: Option<&BTreeSet<K>>,
        after: Option<&BTreeSet<K>>,
    ) -> Option<()> {
        for key in before.into_iter().flatten() {
            sets.get_mut(key)?.remove(&self.number).then_some(())?;
        }
        for key in after.into_iter().flatten() {
            sets.entry(key.clone()).or_default().insert(self.number).then_some(())?;
        }
        Some(())
    }

    /// The first characters of the groups in which anything changes.
    fn groups(&self) -> impl Iterator<Item = char> + '_ {
        fn differing<'m, T: PartialEq>(
            one: &'m BTreeMap<char, T>,
            other: &'m BTreeMap<char, T>,
        ) -> impl Iterator<Item = char> + 'm {
            let of_one = one.iter().filter(|it| other.get(it.0) != Some(it.1)).map(|it| *it.0);
            of_one.chain(other.keys().filter(|it| !one.contains_key(it)).copied())
        }
        differing(&self.before.pairs, &self.after.pairs)
            .chain(differing(&self.before.words, &self.after.words))
    }
}

/// A shard with these of its groups brought up to date. Groups of Han characters stand before those of words, each kind
/// in the order of the first characters.
fn shard_with(
    shard: &str,
    is_own: &dyn Fn(char) -> bool,
    firsts: &BTreeSet<char>,
    moves: &[Move],
    all: usize,
) -> Option<String> {
    let mut groups: BTreeMap<(bool, char), String> = BTreeMap::new();
    let mut parts = shard.split('!');
    if !parts.next()?.is_empty() {
        return None;
    }
    for group in parts {
        let first = group.chars().next().filter(|it| is_own(*it))?;
        let rest = &group[first.len_utf8()..];
        let key = (rest.starts_with(' '), first);
        if groups.last_key_value().is_some_and(|it| key <= *it.0) {
            return None;
        }
        groups.insert(key, rest.to_owned());
    }
    for first in firsts {
        let is_of = |it: &Tokens| (it.pairs.contains_key(first), it.words.contains_key(first));
        let (mut han, mut word) = (false, false);
        for it in moves {
            let (before, after) = (is_of(&it.before), is_of(&it.after));
            (han, word) = (han || before.0 || after.0, word || before.1 || after.1);
        }
        if han {
            let key = (false, *first);
            let group = groups.remove(&key).unwrap_or_default();
            let group = group_of_pairs(&group, *first, moves, all)?;
            groups.extend((!group.is_empty()).then_some((key, group)));
        }
        if word {
            let key = (true, *first);
            let group = groups.remove(&key).unwrap_or_default();
            let group = group_of_words(&group, *first, moves, all)?;
            groups.extend((!group.is_empty()).then_some((key, group)));
        }
    }
    let mut out = String::with_capacity(shard.len() + 256);
    for ((_, first), rest) in groups {
        out.push('!');
        out.push(first);
        out.push_str(&rest);
    }
    Some(out)
}

/// The group of a Han character, without its mark and that character.
fn group_of_pairs(group: &str, first: char, moves: &[Move], all: usize) -> Option<String> {
    let mut sets: BTreeMap<Option<char>, BTreeSet<u32>> = BTreeMap::new();
    let mut second = None;
    let mut rest = group;
    loop {
        let end = rest.find(|it: char| !it.is_ascii()).unwrap_or(rest.len());
        if second.is_some() || end > 0 {
            sets.insert(second, documents(&rest[..end], all)?);
        }
        let Some(next) = rest[end..].chars().next() else { break };
        second = Some(next);
        rest = &rest[end + next.len_utf8()..];
    }
    for it in moves {
        it.in_sets(&mut sets, it.before.pairs.get(&first), it.after.pairs.get(&first))?;
    }
    let mut out = String::new();
    for (second, set) in sets.into_iter().filter(|it| !it.1.is_empty()) {
        out.extend(second);
        push_set(&mut out, &set.into_iter().collect::<Vec<u32>>(), all);
    }
    Some(out)
}

/// The group of the words that begin with a character, without its mark and that character.
fn group_of_words(group: &str, first: char, moves: &[Move], all: usize) -> Option<String> {
    let mut sets: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for entry in group.split(' ').skip(1) {
        let (word, set) = entry.split_once('=')?;
        sets.insert(word.to_owned(), documents(set, all)?);
    }
    for it in moves {
        it.in_sets(&mut sets, it.before.words.get(&first), it.after.words.get(&first))?;
    }
    let mut out = String::new();
    for (word, set) in sets.into_iter().filter(|it| !it.1.is_empty()) {
        out.push(' ');
        out.push_str(&word);
        out.push('=');
        push_set(&mut out, &set.into_iter().collect::<Vec<u32>>(), all);
    }
    Some(out)
}

/// The documents of a set; none when it is not as sets are written, or holds one that there is not.
fn documents(letters: &str, all: usize) -> Option<BTreeSet<u32>> {
    let set = set(letters)?;
    set.into_iter().map(|it| u32::try_from(it).ok().filter(|it| (*it as usize) < all)).collect()
}
