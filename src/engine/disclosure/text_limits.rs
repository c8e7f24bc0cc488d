//! What everybody knows about the numbers of different texts in periods that overlap: no more in a month than in its year,
//! and no more in the year than in its months together.

use rustc_hash::FxHashMap;

use super::system::Limit;
use crate::engine::progress::EntryRef;

/// Entries of one school in order, and the cell of the number of their different texts.
pub(super) type Texts<'e> = (&'e [EntryRef], u32);

/// With more sets than this of one school, only sets that begin or end together are compared.
const COMPARED: usize = 200;

/// The limits of sets of entries, each with the cell of its number of texts. The entries of a set are in order.
pub(super) fn of_sets(sets: &[Texts<'_>]) -> Vec<Limit> {
    let mut starting: FxHashMap<EntryRef, Vec<Texts<'_>>> = FxHashMap::default();
    for (entries, cell) in sets {
        if let Some(first) = entries.first() {
            starting.entry(*first).or_default().push((entries, *cell));
        }
    }
    let mut limits = Vec::new();
    for (number, (whole, cell)) in sets.iter().enumerate() {
        for (other, (part, part_cell)) in sets.iter().enumerate() {
            let are_near = number.abs_diff(other) <= COMPARED;
            if are_near && part.len() < whole.len() && is_subset(part, whole) {
                limits.push(Limit { less: vec![*part_cell], more: vec![*cell] });
            }
        }
        for takes_longest in [true, false] {
            if let Some(parts) = cover(whole, &starting, takes_longest) {
                limits.push(Limit { less: vec![*cell], more: parts });
            }
        }
    }
    limits
}

/// Whether all of `part` is in `whole`. Both are in order.
fn is_subset(part: &[EntryRef], whole: &[EntryRef]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|entry| rest.any(|other| other == entry))
}

/// The cells of shorter sets that follow one another and make up the whole one.
fn cover(
    whole: &[EntryRef],
    starting: &FxHashMap<EntryRef, Vec<Texts<'_>>>,
    takes_longest: bool,
) -> Option<Vec<u32>> {
    let mut parts = Vec::new();
    let mut rest = whole;
    while let Some(first) = rest.first() {
        let fitting = starting
            .get(first)?
            .iter()
            .filter(|(entries, _)| entries.len() < whole.len() && rest.starts_with(entries));
        let (entries, cell) = match takes_longest {
            true => fitting.max_by_key(|(entries, _)| entries.len())?,
            false => fitting.min_by_key(|(entries, _)| entries.len())?,
        };
        parts.push(*cell);
        rest = &rest[entries.len()..];
    }
    parts.sort_unstable();
    Some(parts)
}
