//! Names → what has them.

use rustc_hash::FxHashMap;

use super::lists::joined_names;
use super::names::{nearest_owned, nearest_school};
use crate::diagnostics::{Misreading, Problem, ReferenceKind, SpannedProblem};
use crate::syntax::span::Spanned;
use crate::syntax::text::{hidden_in, is_nothing, without_hidden};

/// The things of one kind by every name that they have. A name may belong to several.
#[derive(Debug, Clone)]
pub(crate) struct NameIndex<T> {
    named: ReferenceKind,
    by_name: FxHashMap<String, Vec<T>>,
    /// The names in the order added, so that the nearest one does not depend on hashing.
    names: Vec<String>,
}

impl<T: Copy + PartialEq> NameIndex<T> {
    pub(crate) fn new(named: ReferenceKind) -> NameIndex<T> {
        NameIndex { named, by_name: FxHashMap::default(), names: Vec::new() }
    }

    pub(crate) fn add(&mut self, name: &str, item: T) {
        match self.by_name.get_mut(name) {
            Some(items) if items.contains(&item) => {}
            Some(items) => items.push(item),
            None => {
                self.names.push(name.to_owned());
                self.by_name.insert(name.to_owned(), vec![item]);
            }
        }
    }

    /// All that have the name.
    pub(crate) fn all(&self, name: &str) -> &[T] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The problem that nothing has the name, with the nearest name that exists.
    pub(crate) fn unknown(&self, text: &Spanned<String>) -> SpannedProblem {
        let (found, named) = (text.value.clone(), self.named);
        let clean = without_hidden(&found);
        if let Some(character) = hidden_in(&found)
            && self.by_name.contains_key(&clean)
        {
            let (character, is_reference) = (character as u32, true);
            let misreading = Misreading::InvisibleInText { clean, character, is_reference };
            return (text.span, Problem::Misread(misreading));
        }
        let names = self.names.iter().map(String::as_str);
        let joined = joined_names(&found, &|name| self.by_name.contains_key(name));
        let nearest = match named {
            ReferenceKind::School | ReferenceKind::Action if joined.is_some() => {
                joined.map(|names| names.join("、"))
            }
            ReferenceKind::School => nearest_school(&found, names),
            _ => nearest_owned(&found, names),
        };
        let known = Vec::new();
        (text.span, Problem::UnknownReference { named, found, nearest, known })
    }

    /// The problem that several things have the name; `candidates` are their ids.
    pub(crate) fn ambiguous(
        &self,
        text: &Spanned<String>,
        candidates: Vec<String>,
    ) -> SpannedProblem {
        let found = text.value.clone();
        (text.span, Problem::AmbiguousReference { named: self.named, found, candidates })
    }

    /// The one thing that has the name; otherwise the problem is reported. An unknown name is not reported when the
    /// index `is_incomplete`. `id` gives the id of a candidate.
    pub(crate) fn resolve(
        &self,
        text: &Spanned<String>,
        is_incomplete: bool,
        id: impl Fn(T) -> String,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<T> {
        match self.all(&text.value) {
            [item] => return Some(*item),
            [] if is_incomplete => {}
            [] if is_nothing(&text.value) => {
                let found = text.value.clone();
                problems.push((text.span, Problem::Misread(Misreading::NothingNamed { found })));
            }
            [] => problems.push(self.unknown(text)),
            several => {
                let candidates = several.iter().copied().map(id).collect();
                problems.push(self.ambiguous(text, candidates));
            }
        }
        None
    }
}
