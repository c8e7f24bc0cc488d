//! What needs attention, and on which pages it is listed: on one page while the lists are short, or else a page for each
//! eighty lines of each list.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::engine::progress::Readings;
use crate::model::{ActionStatus, Archive};

/// The first page, or the only one.
pub(crate) const PATH: &str = "attention.html";

/// The most lines of a page.
const LINES: usize = 80;

/// A list of what needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AttentionList {
    /// Targets of periods that are not over.
    Targets,
    /// Overdue measures of plans that are not over.
    Measures,
    /// Targets that missed periods which are over.
    PastTargets,
    /// Measures of plans that are over.
    PastMeasures,
}

impl AttentionList {
    pub(crate) const ALL: [AttentionList; 4] = [
        AttentionList::Targets,
        AttentionList::Measures,
        AttentionList::PastTargets,
        AttentionList::PastMeasures,
    ];

    /// The path of its pages, without the part and the ending.
    fn stem(self) -> &'static str {
        match self {
            AttentionList::Targets => "attention",
            AttentionList::Measures => "attention-measures",
            AttentionList::PastTargets => "attention-past",
            AttentionList::PastMeasures => "attention-past-measures",
        }
    }
}

/// A page about what needs attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AttentionKey {
    /// All lists.
    All,
    /// A part of a list; parts count from 0. The first of targets leads to the others.
    Part(AttentionList, usize),
}

impl AttentionKey {
    /// Whether it is the page that leads to the others, or the only one.
    pub(crate) fn is_first(self) -> bool {
        matches!(self, AttentionKey::All | AttentionKey::Part(AttentionList::Targets, 0))
    }
}

/// What needs attention: readings of targets and of measures by their places, and the pages that list them.
#[derive(Debug)]
pub(crate) struct Attention {
    lists: BTreeMap<AttentionList, Vec<usize>>,
    paths: BTreeMap<AttentionKey, String>,
}

impl Attention {
    /// The lists of targets and of those that missed past periods, as the site sorts them, with those of measures.
    pub(crate) fn new(
        archive: &Archive,
        readings: &Readings,
        targets: Vec<usize>,
        past: Vec<usize>,
    ) -> Attention {
        Attention::of(BTreeMap::from([
            (AttentionList::Targets, targets),
            (AttentionList::Measures, overdue_measures(archive, readings, false)),
            (AttentionList::PastTargets, past),
            (AttentionList::PastMeasures, overdue_measures(archive, readings, true)),
        ]))
    }

    fn of(lists: BTreeMap<AttentionList, Vec<usize>>) -> Attention {
        let mut paths = BTreeMap::new();
        if lists.values().map(Vec::len).sum::<usize>() <= LINES {
            paths.insert(AttentionKey::All, PATH.to_owned());
            return Attention { lists, paths };
        }
        paths.insert(AttentionKey::Part(AttentionList::Targets, 0), PATH.to_owned());
        for (list, places) in &lists {
            for part in 0..places.len().div_ceil(LINES) {
                let stem = list.stem();
                let path = match part {
                    0 => format!("{stem}.html"),
                    _ => format!("{stem}.p{}.html", part + 1),
                };
                paths.insert(AttentionKey::Part(*list, part), path);
            }
        }
        Attention { lists, paths }
    }

    /// The pages that list it.
    pub(crate) fn keys(&self) -> Vec<AttentionKey> {
        self.paths.keys().copied().collect()
    }

    /// The path of a page.
    pub(crate) fn path(&self, key: AttentionKey) -> &str {
        self.paths.get(&key).map_or(PATH, String::as_str)
    }

    /// All lines of a list.
    pub(crate) fn all(&self, list: AttentionList) -> &[usize] {
        self.lists.get(&list).map_or(&[], Vec::as_slice)
    }

    /// The lines of a list that a page shows.
    pub(crate) fn listed(&self, key: AttentionKey, list: AttentionList) -> &[usize] {
        match key {
            AttentionKey::All => self.all(list),
            AttentionKey::Part(shown, part) if shown == list => {
                self.all(list).chunks(LINES).nth(part).unwrap_or_default()
            }
            AttentionKey::Part(..) => &[],
        }
    }

    /// The number of pages of a list.
    pub(crate) fn parts(&self, list: AttentionList) -> usize {
        self.all(list).len().div_ceil(LINES)
    }
}

/// The overdue measures of plans that are not over, or with `is_over` of those that are, by their places; the latest first.
fn overdue_measures(archive: &Archive, readings: &Readings, is_over: bool) -> Vec<usize> {
    let mut overdue = Vec::new();
    for (index, reading) in readings.actions.iter().enumerate() {
        let plan = archive.plan(reading.action.plan);
        if reading.status == ActionStatus::Overdue
            && (plan.period.last <= readings.as_of) == is_over
        {
            let by = plan.actions[reading.action.action].by.unwrap_or(plan.period.last);
            overdue.push((Reverse(by), index));
        }
    }
    overdue.sort_unstable();
    overdue.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lists(targets: usize, past: usize) -> Attention {
        Attention::of(BTreeMap::from([
            (AttentionList::Targets, (0..targets).collect()),
            (AttentionList::PastTargets, (0..past).collect()),
        ]))
    }

    #[test]
    fn short_lists_share_a_page() {
        let few = lists(40, 40);
        assert_eq!(few.keys(), [AttentionKey::All]);
        assert_eq!(few.listed(AttentionKey::All, AttentionList::PastTargets).len(), 40);
    }

    #[test]
    fn every_line_of_long_lists_is_on_one_page() {
        for (targets, past) in [(81, 0), (0, 81), (250, 165), (80, 1)] {
            let many = lists(targets, past);
            let (mut seen, mut seen_past) = (Vec::new(), Vec::new());
            for key in many.keys() {
                seen.extend_from_slice(many.listed(key, AttentionList::Targets));
                seen_past.extend_from_slice(many.listed(key, AttentionList::PastTargets));
            }
            assert_eq!(seen, (0..targets).collect::<Vec<_>>());
            assert_eq!(seen_past, (0..past).collect::<Vec<_>>());
            assert!(many.keys()[0].is_first() && many.path(many.keys()[0]) == PATH);
            let paths: std::collections::BTreeSet<&str> =
                many.keys().into_iter().map(|key| many.path(key)).collect();
            assert_eq!(paths.len(), many.keys().len());
        }
        let paths = lists(200, 165).paths.into_values().collect::<Vec<_>>().join(" ");
        assert_eq!(
            paths,
            "attention.html attention.p2.html attention.p3.html attention-past.html attention-past.p2.html attention-past.p3.html"
        );
    }
}
