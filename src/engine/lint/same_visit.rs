//! One visit that both schools of a pair have recorded, so that it counts twice.

use rustc_hash::FxHashMap;

use crate::diagnostics::{Diagnostic, Problem};
use crate::model::{Day, Detail, PairIx, PairOf, Record, SchoolIx};

/// The first visit of each pair, day and type.
#[derive(Default)]
pub(super) struct Visits<'a> {
    first: FxHashMap<(PairIx, Day, Vec<&'a str>), &'a Record>,
}

impl<'a> Visits<'a> {
    /// Adds a record, and reports it if the other school of its pair has recorded the same visit.
    pub(super) fn also_reported_by(&mut self, record: &'a Record) -> Option<Diagnostic> {
        let (Detail::Visit(_), PairOf::One(pair), Some(day)) =
            (&record.detail, record.pair, record.day)
        else {
            return None;
        };
        let mut types: Vec<&str> = Vec::new();
        for of_type in &record.types {
            types.push(of_type.folded());
        }
        if types.is_empty() {
            return None;
        }
        let first = *self.first.entry((pair, day, types)).or_insert(record);
        // Two schools may do the same at home on one day: only a visit to the other school is one visit.
        let is_one_visit = first.school != record.school
            && (goes_to(first, record.school) || goes_to(record, first.school));
        if !is_one_visit {
            return None;
        }
        let problem = Problem::SameVisit { file: first.file.clone() };
        Some(Diagnostic::new(&record.file, record.at, problem))
    }
}

fn goes_to(record: &Record, school: SchoolIx) -> bool {
    match &record.detail {
        Detail::Visit(visit) => visit.to.contains(&school),
        _ => false,
    }
}
