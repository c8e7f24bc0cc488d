//! Files of an earlier search, brought up to date where only the texts of a few documents have changed: byte for byte
//! what [`super::make`] would write.
//!
//! A document's place in the index depends on its own text alone: it is taken out of the sets of every group whose
//! tokens it had or has, and put in anew. Only those groups are decoded, and only the files that hold them are read.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::fold::fold;
use super::letters::{push_set, set};
use super::tokens::{Token, each};
use super::{File, PER_TEXT, script, shards_for};
use crate::timings::{Phase, during};

/// A document whose text has changed, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed<'a> {
    /// Its place among all documents, by path.
    pub number: usize,
    /// Its title.
    pub title: &'a str,
    /// What it says now.
    pub text: String,
}

/// Files as they are now, and the bytes of titles and texts that all documents have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patched {
    /// Path and bytes of every file that differs from before.
    pub files: Vec<(String, Vec<u8>)>,
    /// See [`super::size`].
    pub size: usize,
}

/// What is to be changed of the files. `all`: how many documents there are; `size`: what [`super::size`] said of them the
/// last time; `old`: the files as they were made then. None: they are to be made anew, as their number changes or
/// something about them is not as it was made.
pub fn patch(
    all: usize,
    size: usize,
    changed: &[Changed<'_>],
    old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
) -> Option<Patched> {
    let mut texts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut now = size;
    let (mut moves, mut rewritten) = (Vec::new(), BTreeSet::new());
    for it in changed {
        let at = it.number / PER_TEXT;
        let texts = match texts.entry(at) {
            Entry::Occupied(it) => it.into_mut(),
            Entry::Vacant(it) => {
                let texts: Vec<String> = value("text", at, old)?;
                let right = texts.len() == all.checked_sub(at * PER_TEXT)?.min(PER_TEXT);
                it.insert(right.then_some(texts)?)
            }
        };
        let text = texts.get_mut(it.number % PER_TEXT)?;
        if *text == it.text {
            continue;
        }
        rewritten.insert(at);
        now = (now + it.text.len()).checked_sub(text.len())?;
        moves.push(Move {
            number: u32::try_from(it.number).ok()?,
            before: Tokens::of(it.title, text),
            after: Tokens::of(it.title, &it.text),
        });
        text.clone_from(&it.text);
    }
    let shards = shards_for(size);
    if shards != shards_for(now) {
        return None;
    }
    let mut touched: BTreeMap<usize, BTreeSet<char>> = BTreeMap::new();
    for first in moves.iter().flat_map(Move::groups) {
        touched.entry(first as usize % shards).or_default().insert(first);
    }
    let of_shards: Option<Vec<File>> = touched
        .into_par_iter()
        .map(|(at, firsts)| {
            during(Phase::Search, || {
                let shard: String = value("index", at, old)?;
                let is_own = |first: char| first as usize % shards == at;
                let shard = shard_with(&shard, &is_own, &firsts, &moves, all)?;
                Some(script::file("index", Some(at), &shard))
            })
        })
        .collect();
    texts.retain(|at, _| rewritten.contains(at));
    let of_texts = texts.iter().map(|(at, texts)| script::file("text", Some(*at), texts));
    let files = of_texts.chain(of_shards?).map(|it| (it.path, it.bytes));
    Some(Patched { files: files.collect(), size: now })
}

/// What a file hands over; none unless it is just as it would be written.
fn value<T>(name: &str, at: usize, old: &impl Fn(&str) -> Option<Vec<u8>>) -> Option<T>
where
    T: serde::Serialize + serde::de::DeserializeOwned,
{
    let bytes = old(&format!("search/{name}-{at}.js"))?;
    let json = bytes.strip_prefix(format!("guidangPut(\"{name}-{at}\",").as_bytes())?;
    let value: T = serde_json::from_slice(json.strip_suffix(b")\n")?).ok()?;
    (script::file(name, Some(at), &value).bytes == bytes).then_some(value)
}

/// What a document is found by, by the first character: a second character (none: where nothing Han follows), or a word.
#[derive(Default, PartialEq)]
struct Tokens {
    pairs: BTreeMap<char, BTreeSet<Option<char>>>,
    words: BTreeMap<char, BTreeSet<String>>,
}

impl Tokens {
    fn of(title: &str, text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        for text in [fold(title), fold(text)] {
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
struct Move {
    number: u32,
    before: Tokens,
    after: Tokens,
}

impl Move {
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
