//! Which items of a list stayed, which changed and which are new.

use super::value::FormValue;

/// Lists with more pairs of an old and a new item than this are compared place by place.
const MOST_PAIRS: usize = 1_000_000;

/// Where a new item comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// It is this old item.
    Keep(usize),
    /// It takes the place of this old item.
    Change(usize),
    /// It is new.
    Insert,
}

/// The steps to the new items, and the old items that no new one comes from.
pub(super) fn align(old: &[FormValue], new: &[FormValue]) -> (Vec<Step>, Vec<usize>) {
    let mut steps = Vec::with_capacity(new.len());
    let mut removed = Vec::new();
    let (mut from_old, mut from_new) = (0, 0);
    let mut anchors = common(old, new);
    anchors.push((old.len(), new.len()));
    for (at_old, at_new) in anchors {
        // Between two items that stayed, the others take each other's places in order.
        while from_new < at_new {
            match from_old < at_old {
                true => steps.push(Step::Change(from_old)),
                false => steps.push(Step::Insert),
            }
            from_old += usize::from(from_old < at_old);
            from_new += 1;
        }
        removed.extend(from_old..at_old);
        if at_new < new.len() {
            steps.push(Step::Keep(at_old));
        }
        (from_old, from_new) = (at_old + 1, at_new + 1);
    }
    (steps, removed)
}

/// The places of a longest common part of two lists.
fn common(old: &[FormValue], new: &[FormValue]) -> Vec<(usize, usize)> {
    let mut anchors = Vec::new();
    if MOST_PAIRS < old.len().saturating_mul(new.len()) {
        for (at, (one, other)) in old.iter().zip(new).enumerate() {
            if one == other {
                anchors.push((at, at));
            }
        }
        return anchors;
    }
    let width = new.len() + 1;
    let mut longest = vec![0u32; (old.len() + 1) * width];
    for at_old in (0..old.len()).rev() {
        for at_new in (0..new.len()).rev() {
            longest[at_old * width + at_new] = match old[at_old] == new[at_new] {
                true => longest[(at_old + 1) * width + at_new + 1] + 1,
                false => {
                    longest[(at_old + 1) * width + at_new].max(longest[at_old * width + at_new + 1])
                }
            };
        }
    }
    let (mut at_old, mut at_new) = (0, 0);
    while at_old < old.len() && at_new < new.len() {
        if old[at_old] == new[at_new] {
            anchors.push((at_old, at_new));
            at_old += 1;
            at_new += 1;
        } else if longest[at_old * width + at_new + 1] <= longest[(at_old + 1) * width + at_new] {
            at_old += 1;
        } else {
            at_new += 1;
        }
    }
    anchors
}
