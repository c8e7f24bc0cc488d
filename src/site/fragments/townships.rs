//! Schools by township.

use rustc_hash::FxHashMap;

use crate::model::{Archive, SchoolIx};

/// The places of schools in a list by their township. Townships stand in the order of their first school in the list, schools
/// without one come last.
pub(crate) fn townships<'a>(
    archive: &'a Archive,
    schools: &[SchoolIx],
) -> Vec<(Option<&'a str>, Vec<usize>)> {
    let mut places: FxHashMap<&str, usize> = FxHashMap::default();
    let mut groups: Vec<(Option<&str>, Vec<usize>)> = Vec::new();
    let mut without = Vec::new();
    for (index, school) in schools.iter().enumerate() {
        let Some(township) = archive.school(*school).township.as_deref() else {
            without.push(index);
            continue;
        };
        let place = *places.entry(township).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, members)) => members.push(index),
            None => groups.push((Some(township), vec![index])),
        }
    }
    if !without.is_empty() {
        groups.push((None, without));
    }
    groups
}
