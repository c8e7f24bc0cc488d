//! Reads the files of a search the way `static/search.js` does, for tests.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::search::normalise::{CharClass, class, normalise};
use crate::site::search::varint::{numbers, parse_set};

/// The files of a search, read back.
pub(super) struct SearchReader {
    shards: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) days: Vec<usize>,
    texts: Vec<String>,
}

impl SearchReader {
    pub(super) fn new(files: &BTreeMap<String, String>) -> SearchReader {
        let (mut paths, mut titles, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for columns in values(files, "docs") {
            let columns = strings(&columns);
            let mut path = String::new();
            for encoded in columns[0].split(' ') {
                // The length of the prefix shared with the path before: one letter or two, never three.
                let lead = &encoded[..1];
                let length = 3 - numbers(&format!("{lead}a")).unwrap().len();
                path.truncate(numbers(&encoded[..length]).unwrap()[0]);
                path.push_str(&encoded[length..]);
                paths.push(path.clone());
            }
            titles.extend(columns[1].split('\n').map(str::to_owned));
            days.extend(numbers(&columns[2]).unwrap());
        }
        let meta = value(files, "meta").unwrap();
        let shards: Vec<String> = values(files, "index").iter().map(string).collect();
        assert_eq!(meta["shards"], shards.len());
        assert_eq!(meta["documents"], paths.len());
        let texts = values(files, "text").iter().flat_map(strings).collect();
        SearchReader { shards, paths, titles, days, texts }
    }

    fn group(&self, first: char) -> &str {
        let shard = &self.shards[first as usize % self.shards.len()];
        let Some(start) = shard.find(&format!("!{first}")) else { return "" };
        shard[start + 1 + first.len_utf8()..].split('!').next().unwrap()
    }

    /// Whether each document contains a token.
    fn containing(&self, token: &str) -> Vec<bool> {
        let chars: Vec<char> = token.chars().collect();
        let group = self.group(chars[0]);
        let mut sets = Vec::new();
        if class(chars[0]) == CharClass::Word {
            for entry in group.split(' ') {
                if entry.starts_with(token) {
                    sets.push(entry.split_once('=').unwrap().1);
                }
            }
        } else if let Some(second) = chars.get(1) {
            if let Some((_, rest)) = group.split_once(*second) {
                sets.push(rest.split(is_not_ascii).next().unwrap());
            }
        } else {
            sets.extend(group.split(is_not_ascii));
        }
        let mut containing = vec![false; self.paths.len()];
        for set in sets {
            for document in parse_set(set).unwrap() {
                containing[document] = true;
            }
        }
        containing
    }

    /// The documents that contain a needle: candidates by its tokens, verified in the texts.
    pub(super) fn search(&self, needle: &str) -> Vec<usize> {
        let needle = normalise(needle);
        let tokens = tokens(&needle);
        if tokens.is_empty() {
            return Vec::new();
        }
        let sets: Vec<Vec<bool>> = tokens.iter().map(|token| self.containing(token)).collect();
        let needs_no_check = tokens == [needle.clone()];
        let mut found = Vec::new();
        for document in 0..self.paths.len() {
            let is_candidate = sets.iter().all(|set| set[document]);
            if is_candidate && (needs_no_check || self.contains(document, &needle)) {
                found.push(document);
            }
        }
        found
    }

    /// The documents that contain a needle, by scanning every text.
    pub(super) fn scan(&self, needle: &str) -> Vec<usize> {
        if tokens(needle).is_empty() {
            return Vec::new();
        }
        (0..self.paths.len()).filter(|document| self.contains(*document, needle)).collect()
    }

    fn contains(&self, document: usize, needle: &str) -> bool {
        let texts = [&self.titles[document], &self.texts[document]];
        texts.into_iter().any(|text| matches_at_word_start(&normalise(text), needle))
    }
}

/// Whether `text` contains `needle`; one that begins with a word only counts at the beginning of a word.
fn matches_at_word_start(text: &str, needle: &str) -> bool {
    let first = needle.chars().next().unwrap();
    let mut from = 0;
    while let Some(offset) = text[from..].find(needle) {
        let start = from + offset;
        if !is_word(first) || !text[..start].chars().next_back().is_some_and(is_word) {
            return true;
        }
        from = start + first.len_utf8();
    }
    false
}

fn is_word(ch: char) -> bool {
    class(ch) == CharClass::Word
}

fn is_not_ascii(ch: char) -> bool {
    !ch.is_ascii()
}

/// The value of a file, if there is one.
fn value(files: &BTreeMap<String, String>, name: &str) -> Option<Value> {
    let script = files.get(&format!("search/{name}.js"))?;
    let json = script.strip_prefix(&format!("guidangPut(\"{name}\",")).unwrap();
    Some(serde_json::from_str(json.strip_suffix(")\n").unwrap()).unwrap())
}

/// The values of the numbered files of one name.
fn values(files: &BTreeMap<String, String>, name: &str) -> Vec<Value> {
    (0..).map_while(|number| value(files, &format!("{name}-{number}"))).collect()
}

fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(string).collect()
}

/// The tokens by which a needle is looked up.
fn tokens(needle: &str) -> Vec<String> {
    let chars: Vec<char> = needle.chars().collect();
    let mut tokens: Vec<String> = Vec::new();
    let mut previous = CharClass::Other;
    for run in chars.chunk_by(|one, other| class(*one) == class(*other)) {
        let current = class(run[0]);
        let follows_word = previous == CharClass::Word;
        match current {
            CharClass::Word => tokens.push(run.iter().collect()),
            CharClass::Han if follows_word => tokens.last_mut().unwrap().push(run[0]),
            CharClass::Han if run.len() == 1 => tokens.push(run[0].to_string()),
            _ => {}
        }
        if current == CharClass::Han {
            for pair in run.windows(2) {
                tokens.push(pair.iter().collect());
            }
        }
        previous = current;
    }
    tokens
}
