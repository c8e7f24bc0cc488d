//! 档案盒: which numbers lie in which box.
//!
//! No box mixes years, retentions or organisations (DA/T 22-2015). Box n of a class holds its numbers from
//! (n − 1) · per_box + 1 to n · per_box, so a later record never moves another into the next box.

use std::collections::BTreeMap;

use crate::model::{Archive, Class, GivenNumber};

/// A box with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBox<'a> {
    /// What all numbers in it have in common.
    pub class: &'a Class,
    /// 盒号 within the class, from 1.
    pub number: u32,
    /// The first 件号 in it.
    pub first: u32,
    /// The last 件号 in it.
    pub last: u32,
    /// How many papers it holds.
    pub count: usize,
    /// 件号 between these whose papers are gone, or that were never given.
    pub gaps: Vec<u32>,
}

/// The boxes of all numbers, in the order of numbers. `is_there`: whether the paper of that id is in the archive.
#[must_use]
pub fn boxes<'a>(
    archive: &'a Archive,
    per_box: u32,
    is_there: &dyn Fn(&str) -> bool,
) -> Vec<FileBox<'a>> {
    let per_box = per_box.max(1);
    let mut classes: BTreeMap<(&Class, u32), Vec<&GivenNumber>> = BTreeMap::new();
    for it in &archive.numbers {
        let number = (it.number.item.max(1) - 1) / per_box + 1;
        classes.entry((&it.number.class, number)).or_default().push(it);
    }
    let mut boxes = Vec::new();
    for ((class, number), all) in classes {
        let mut held: Vec<u32> = all
            .iter()
            .filter(|it| !it.retired && is_there(&it.paper))
            .map(|it| it.number.item)
            .collect();
        held.sort_unstable();
        let (Some(first), Some(last)) = (held.first().copied(), held.last().copied()) else {
            continue;
        };
        let gaps = (first..=last).filter(|it| held.binary_search(it).is_err()).collect();
        boxes.push(FileBox { class, number, first, last, count: held.len(), gaps });
    }
    boxes
}
