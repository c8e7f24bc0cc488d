//! The problems found at visits (问题整改), by whom and where they are listed.

use std::collections::BTreeMap;

use crate::engine::follow_ups::{FollowUpReading, read_follow_ups, sort_open_first};
use crate::model::{
    Archive, Closing, Day, Detail, FollowUpStatus, PairIx, RecordIx, SchoolIx, TermIx,
};

/// What a list of problems is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FollowUpScope {
    /// The whole archive.
    Archive,
    /// The visits that are browsed under a term.
    Term(TermIx),
    /// A school's own visits, and the visits to it.
    School(SchoolIx),
    /// The visits of a pair.
    Pair(PairIx),
}

/// The problems of the visits that have a page.
#[derive(Debug, Default)]
pub(crate) struct FollowUpTable {
    /// By record.
    readings: Vec<FollowUpReading>,
    /// For each list, its problems as it shows them.
    lists: BTreeMap<FollowUpScope, Vec<FollowUpReading>>,
    /// By the visit that settles them, then by record.
    closings: Vec<Closing>,
}

/// How many problems have each status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct FollowUpCounts {
    pub(crate) overdue: usize,
    pub(crate) open: usize,
    pub(crate) done: usize,
}

impl FollowUpTable {
    /// The problems as they stand on a day. `is_shown`: whether a record has a page; `term`: under which term it is
    /// browsed.
    pub(crate) fn new(
        archive: &Archive,
        as_of: Day,
        is_shown: &dyn Fn(RecordIx) -> bool,
        term: &dyn Fn(RecordIx) -> Option<TermIx>,
    ) -> FollowUpTable {
        let mut readings = read_follow_ups(archive, as_of);
        readings.retain(|reading| is_shown(reading.record));
        let mut lists: BTreeMap<FollowUpScope, Vec<FollowUpReading>> = BTreeMap::new();
        for reading in &readings {
            for scope in scopes(archive, reading.record, term(reading.record)) {
                lists.entry(scope).or_default().push(*reading);
            }
        }
        for list in lists.values_mut() {
            sort_open_first(archive, list);
        }
        let mut closings = archive.closings.clone();
        closings.sort_unstable_by_key(|closing| (closing.by, closing.found, closing.problem));
        FollowUpTable { readings, lists, closings }
    }

    /// Whether there is no problem at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.readings.is_empty()
    }

    /// The lists that there are.
    pub(crate) fn scopes(&self) -> impl Iterator<Item = FollowUpScope> + '_ {
        self.lists.keys().copied()
    }

    /// The problems of a list: overdue, open, settled.
    pub(crate) fn list(&self, scope: FollowUpScope) -> &[FollowUpReading] {
        self.lists.get(&scope).map_or(&[], Vec::as_slice)
    }

    /// How many problems of a list have each status.
    pub(crate) fn counts(&self, scope: FollowUpScope) -> FollowUpCounts {
        let list = self.list(scope);
        let open = list.partition_point(|reading| reading.status == FollowUpStatus::Overdue);
        let done = list.partition_point(|reading| reading.status != FollowUpStatus::Done);
        FollowUpCounts { overdue: open, open: done - open, done: list.len() - done }
    }

    /// How a problem of a record stands; `None` for those of drafts and of later days.
    pub(crate) fn reading(&self, record: RecordIx, problem: usize) -> Option<FollowUpReading> {
        let key = |reading: &FollowUpReading| (reading.record, reading.problem);
        let at = self.readings.binary_search_by_key(&(record, problem), key).ok()?;
        self.readings.get(at).copied()
    }

    /// The problems of other visits that a visit settles.
    pub(crate) fn closings_by(&self, by: RecordIx) -> &[Closing] {
        let from = self.closings.partition_point(|closing| closing.by < by);
        let to = self.closings.partition_point(|closing| closing.by <= by);
        &self.closings[from..to]
    }
}

/// The lists that show the problems of a visit.
fn scopes(archive: &Archive, at: RecordIx, term: Option<TermIx>) -> Vec<FollowUpScope> {
    let record = archive.record(at);
    let mut scopes = vec![FollowUpScope::Archive, FollowUpScope::School(record.school)];
    scopes.extend(term.map(FollowUpScope::Term));
    scopes.extend(record.pair.one().map(FollowUpScope::Pair));
    if let Detail::Visit(visit) = &record.detail {
        for school in &visit.to {
            let scope = FollowUpScope::School(*school);
            if !scopes.contains(&scope) {
                scopes.push(scope);
            }
        }
    }
    scopes
}
