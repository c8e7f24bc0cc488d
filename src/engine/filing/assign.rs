//! Gives numbers to documents that have none.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::document::{DocumentInfo, documents};
use super::rule::class_of;
use crate::model::{Archive, Class, Day, FileNumber, GivenNumber};

/// Numbers for those documents that are wanted and have none: by class, and within it by date, then by id.
///
/// They continue after the highest number that the class ever had, so no number is given twice and none moves. Drafts
/// get none.
#[must_use]
pub fn assign(archive: &Archive, wanted: &dyn Fn(&DocumentInfo<'_>) -> bool) -> Vec<GivenNumber> {
    let Some(rule) = &archive.numbering else { return Vec::new() };
    let mut numbered: FxHashSet<&str> = FxHashSet::default();
    let mut highest: BTreeMap<&Class, u32> = BTreeMap::new();
    for given in &archive.numbers {
        if !given.retired {
            numbered.insert(&given.document);
        }
        let item = highest.entry(&given.number.class).or_default();
        *item = given.number.item.max(*item);
    }
    let mut unnumbered: BTreeMap<Class, Vec<(Option<Day>, &str)>> = BTreeMap::new();
    for document in documents(archive) {
        let info = DocumentInfo::of(archive, document);
        if info.draft || numbered.contains(info.id) || !wanted(&info) {
            continue;
        }
        if let Some(class) = class_of(archive, rule, document) {
            unnumbered.entry(class).or_default().push((info.day, info.id));
        }
    }
    let mut assigned = Vec::new();
    for (class, mut documents) in unnumbered {
        documents.sort_unstable();
        let first = match highest.get(&class) {
            Some(item) => item.saturating_add(1),
            None => 1,
        };
        for (item, (_, id)) in (first..).zip(documents) {
            let number = FileNumber { class: class.clone(), item };
            let document = id.to_owned();
            assigned.push(GivenNumber { number, document, retired: false, line: 0 });
        }
    }
    assigned
}
