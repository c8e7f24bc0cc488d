//! The other half of the search in Rust, for tests: `static/search.js` goes the same way.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::site::search::fold::{Class, class, fold};
use crate::site::search::letters::{numbers, set};

/// The files of a search, read back.
pub(super) struct Reader {
    shards: Vec<String>,
    pub(super) paths: Vec<String>,
    pub(super) titles: Vec<String>,
    pub(super) days: Vec<usize>,
    texts: Vec<String>,
}

impl Reader {
    pub(super) fn of(files: &BTreeMap<String, String>) -> Reader {
        let value = |name: &str| {
            let text = files.get(&format!("search/{name}.js"))?;
            let text = text.strip_prefix(&format!("guidangPut(\"{name}\",")).unwrap();
            Some(serde_json::from_str::<Value>(text.strip_suffix(")\n").unwrap()).unwrap())
        };
        let all = |name: &str| -> Vec<Value> {
            (0..).map_while(|at| value(&format!("{name}-{at}"))).collect()
        };
        let string = |it: &Value| it.as_str().unwrap().to_owned();
        let strings = |it: &Value| it.as_array().unwrap().iter().map(string).collect::<Vec<_>>();
        let (mut paths, mut titles, mut days) = (Vec::new(), Vec::new(), Vec::new());
        for columns in all("docs").iter().map(strings) {
            let mut before = String::new();
            for part in columns[0].split(' ') {
                // Only the length of a path shared by the one before: never three letters.
                let lead = &part[..1];
                let size = 3 - numbers(&format!("{lead}a")).unwrap().len();
                before.truncate(numbers(&part[..size]).unwrap()[0]);
                before.push_str(&part[size..]);
                paths.push(before.clone());
            }
            titles.extend(columns[1].split('\n').map(str::to_owned));
            days.extend(numbers(&columns[2]).unwrap());
        }
        let meta = value("meta").unwrap();
        let shards: Vec<String> = all("index").iter().map(string).collect();
        assert_eq!(meta["shards"], shards.len());
        assert_eq!(meta["documents"], paths.len());
        Reader {
            shards,
            paths,
            titles,
            days,
            texts: all("text").iter().flat_map(strings).collect(),
        }
    }

    fn group(&self, first: char) -> &str {
        let shard = &self.shards[first as usize % self.shards.len()];
        let Some(at) = shard.find(&format!("!{first}")) else { return "" };
        shard[at + 1 + first.len_utf8()..].split('!').next().unwrap()
    }

    fn holding(&self, token: &str) -> Vec<bool> {
        let mut holding = vec![false; self.paths.len()];
        let mut mark = |it: &str| set(it).unwrap().into_iter().for_each(|it| holding[it] = true);
        let chars: Vec<char> = token.chars().collect();
        let group = self.group(chars[0]);
        if class(chars[0]) == Class::Word {
            for entry in group.split(' ').filter(|it| it.starts_with(token)) {
                mark(entry.split_once('=').unwrap().1);
            }
        } else if let Some(second) = chars.get(1) {
            if let Some((_, rest)) = group.split_once(*second) {
                mark(rest.split(|it: char| !it.is_ascii()).next().unwrap());
            }
        } else {
            group.split(|it: char| !it.is_ascii()).for_each(mark);
        }
        holding
    }

    /// The documents that hold a needle: candidates by its tokens, then a look at the texts.
    pub(super) fn search(&self, needle: &str) -> Vec<usize> {
        let needle = fold(needle);
        let sets: Vec<Vec<bool>> = tokens(&needle).iter().map(|it| self.holding(it)).collect();
        let sure = tokens(&needle) == [needle.clone()];
        if sets.is_empty() {
            return Vec::new();
        }
        let candidates = (0..self.paths.len()).filter(|at| sets.iter().all(|it| it[*at]));
        candidates.filter(|at| sure || self.holds(*at, &needle)).collect()
    }

    /// The same by looking at every text.
    pub(super) fn scan(&self, needle: &str) -> Vec<usize> {
        if tokens(needle).is_empty() {
            return Vec::new();
        }
        (0..self.paths.len()).filter(|at| self.holds(*at, needle)).collect()
    }

    fn holds(&self, at: usize, needle: &str) -> bool {
        let first = needle.chars().next().unwrap();
        let is_word = |it: char| class(it) == Class::Word;
        [&self.titles[at], &self.texts[at]].into_iter().any(|it| {
            let text = fold(it);
            let mut from = 0;
            while let Some(at) = text[from..].find(needle).map(|it| from + it) {
                if !is_word(first) || !text[..at].chars().next_back().is_some_and(is_word) {
                    return true;
                }
                from = at + first.len_utf8();
            }
            false
        })
    }
}

/// What a needle is looked up by.
fn tokens(needle: &str) -> Vec<String> {
    let chars: Vec<char> = needle.chars().collect();
    let mut found: Vec<String> = Vec::new();
    let mut before = Class::Other;
    for (at, run) in runs(&chars) {
        let joined = at == Class::Han && before == Class::Word;
        match at {
            Class::Word => found.push(run.iter().collect()),
            Class::Han if joined => found.last_mut().unwrap().push(run[0]),
            Class::Han if run.len() == 1 => found.push(run[0].to_string()),
            _ => {}
        }
        if at == Class::Han {
            found.extend(run.windows(2).map(|it| it.iter().collect::<String>()));
        }
        before = at;
    }
    found
}

fn runs(chars: &[char]) -> impl Iterator<Item = (Class, &[char])> {
    chars.chunk_by(|one, other| class(*one) == class(*other)).map(|it| (class(it[0]), it))
}
