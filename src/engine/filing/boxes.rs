//! 档案盒: which numbers are in which box.
//!
//! No box mixes years, retentions or organisations (DA/T 22-2015). Box n of a class holds its numbers from
//! (n − 1) · per_box + 1 to n · per_box, so a later record never moves another into the next box.

use std::collections::BTreeMap;

use crate::model::{Archive, Class, GivenNumber};

/// A box with its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileBox {
    /// What all numbers in it have in common.
    pub class: Class,
    /// 盒号 within the class, from 1.
    pub number: u32,
    /// The first 件号 in it.
    pub first: u32,
    /// The last 件号 in it.
    pub last: u32,
    /// How many documents it holds.
    pub count: usize,
    /// 件号 between the first and the last whose documents are gone, or that were never given.
    pub gaps: Vec<u32>,
}

/// The boxes of all numbers, in the order of numbers. `exists` says whether the archive has a document of that id.
#[must_use]
pub fn boxes(archive: &Archive, per_box: u32, exists: &dyn Fn(&str) -> bool) -> Vec<FileBox> {
    let per_box = per_box.max(1);
    let mut by_box: BTreeMap<(&Class, u32), Vec<&GivenNumber>> = BTreeMap::new();
    for given in &archive.numbers {
        let number = (given.number.item.max(1) - 1) / per_box + 1;
        by_box.entry((&given.number.class, number)).or_default().push(given);
    }
    let mut boxes = Vec::new();
    for ((class, number), numbers) in by_box {
        let mut items = Vec::new();
        for given in numbers {
            if !given.retired && exists(&given.document) {
                items.push(given.number.item);
            }
        }
        items.sort_unstable();
        let (Some(first), Some(last)) = (items.first().copied(), items.last().copied()) else {
            continue;
        };
        let gaps = (first..=last).filter(|item| items.binary_search(item).is_err()).collect();
        let class = class.clone();
        boxes.push(FileBox { class, number, first, last, count: items.len(), gaps });
    }
    boxes
}
