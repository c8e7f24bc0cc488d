//! Which entries a school has (MODEL.md §4, rules 1–4): records and ledger rows, ordered once by school and day.
//!
//! The index keeps places, not values: a value is looked up where it was written, so that a million ledger rows cost
//! little more than their days.

use rayon::prelude::*;

use super::EntryRef;
use super::aggregate::{Contribution, ContributionKind};
use crate::model::{
    Aggregate, Archive, Cell, Datum, Day, Detail, Figure, Indicator, Ledger, MeasureIx, PairIx,
    PairOf, Period, PlanIx, PlanOwner, Reads, Record, RecordIx, RecordKind, SchoolIx, TextKey,
};

/// All entries up to a day, drafts left out (rule 1), by the school they lie in (rule 2).
pub(super) struct Entries<'a> {
    archive: &'a Archive,
    schools: Vec<OfSchool>,
}

/// One school's entries.
struct OfSchool {
    /// By day, then record, then row.
    all: Vec<Entry>,
    /// For each measure the places in `all` of those that carry it.
    by_measure: Vec<Vec<u32>>,
    /// For each kind the places in `all` of those of that kind.
    by_kind: [Vec<u32>; RecordKind::ALL.len()],
}

struct Entry {
    at: EntryRef,
    pair: PairOf,
}

/// The entries of some schools that a target reads in one period.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// What they carry: school by school, each by day, then record, then row.
    pub(super) carried: Vec<Contribution>,
    /// Entries left out because several pairs fit them, the target's among these; of each record the first.
    pub(super) pairless: Vec<(EntryRef, Vec<PairIx>)>,
}

impl<'a> Entries<'a> {
    /// Orders an archive's entries.
    pub(super) fn of(archive: &'a Archive, as_of: Day) -> Entries<'a> {
        let mut records = vec![Vec::new(); archive.schools.len()];
        for (at, record) in archive.records.iter().enumerate().filter(|(_, it)| !it.draft) {
            records[record.school.0].push(RecordIx(at));
        }
        let mut pairs = vec![Vec::new(); archive.schools.len()];
        for (at, pair) in archive.pairs.iter().enumerate() {
            for school in pair.schools() {
                pairs[school.0].push(PairIx(at));
            }
        }
        let schools = records
            .par_iter()
            .zip(&pairs)
            .map(|(records, pairs)| OfSchool::new(archive, records, pairs, as_of))
            .collect();
        Entries { archive, schools }
    }

    /// What an indicator reads for a plan, from these schools, in a period (rules 2–4).
    pub(super) fn select(
        &self,
        plan: PlanIx,
        indicator: &Indicator,
        schools: &[SchoolIx],
        period: Period,
    ) -> Selection {
        let mut selection = Selection::default();
        for school in schools {
            self.select_of(plan, indicator, *school, period, &mut selection);
        }
        selection
    }

    fn select_of(
        &self,
        plan: PlanIx,
        indicator: &Indicator,
        school: SchoolIx,
        period: Period,
        selection: &mut Selection,
    ) {
        let of_school = &self.schools[school.0];
        let owner = self.archive.plan(plan).owner;
        for entry in of_school.carrying(&indicator.reads, period) {
            let record = self.archive.record(entry.at.record);
            if record.plan.is_some_and(|named| named != plan) {
                continue; // rule 3
            }
            let reading = Reading { record, school, at: entry.at };
            match (owner, entry.pair) {
                // rule 4
                (PlanOwner::Pair(pair), PairOf::One(own)) if pair != own => {}
                (PlanOwner::Pair(_), PairOf::None) => {}
                (PlanOwner::Pair(pair), PairOf::Several) => {
                    let told = selection
                        .pairless
                        .last()
                        .is_some_and(|(it, _)| it.record == entry.at.record);
                    if !told && reading.carries_anything(indicator) {
                        let fitting = fitting_pairs(self.archive, record, entry.at.day);
                        if fitting.contains(&pair) {
                            selection.pairless.push((entry.at, fitting));
                        }
                    }
                }
                _ => reading.carry(indicator, &mut selection.carried),
            }
        }
    }
}

impl OfSchool {
    fn new(archive: &Archive, records: &[RecordIx], pairs: &[PairIx], as_of: Day) -> OfSchool {
        let mut all: Vec<Entry> = Vec::new();
        for at in records {
            let record = archive.record(*at);
            match &record.detail {
                Detail::Ledger(ledger) => {
                    for (row, day) in (0u32..).zip(&ledger.days) {
                        let Some(day) = *day else { continue };
                        let pair = pair_of_row(archive, pairs, day);
                        all.push(Entry { at: EntryRef { day, record: *at, row: Some(row) }, pair });
                    }
                }
                _ => all.extend(record.day.map(|day| Entry {
                    at: EntryRef { day, record: *at, row: None },
                    pair: record.pair,
                })),
            }
        }
        all.retain(|it| it.at.day <= as_of);
        all.sort_unstable_by_key(|it| it.at);

        let mut by_measure = vec![Vec::new(); archive.measures.len()];
        let mut by_kind: [Vec<u32>; RecordKind::ALL.len()] = Default::default();
        for (place, entry) in (0u32..).zip(&all) {
            let record = archive.record(entry.at.record);
            by_kind[record.kind() as usize].push(place);
            each_measure(record, entry.at.row, |measure| {
                let places: &mut Vec<u32> = &mut by_measure[measure.0 as usize];
                if places.last() != Some(&place) {
                    places.push(place);
                }
            });
        }
        OfSchool { all, by_measure, by_kind }
    }

    /// The entries of a period that carry what is read (for ratios, the numerator), in order.
    fn carrying(&self, reads: &Reads, period: Period) -> impl Iterator<Item = &Entry> {
        let places = match reads {
            Reads::Measure(measure) | Reads::Ratio { numerator: measure, .. } => {
                &self.by_measure[measure.0 as usize]
            }
            Reads::Records { kind, .. } => &self.by_kind[*kind as usize],
        };
        let day = |place: &u32| self.all[*place as usize].at.day;
        let from = places.partition_point(|it| day(it) < period.first);
        let rest = &places[from..];
        let to = rest.partition_point(|it| day(it) <= period.last);
        rest[..to].iter().map(|it| &self.all[*it as usize])
    }
}

/// One entry as it is read.
struct Reading<'a> {
    record: &'a Record,
    school: SchoolIx,
    at: EntryRef,
}

impl Reading<'_> {
    fn carries_anything(&self, indicator: &Indicator) -> bool {
        let mut carried = Vec::new();
        self.carry(indicator, &mut carried);
        !carried.is_empty()
    }

    /// Adds what the entry carries for the indicator: nothing, one thing, or its texts.
    fn carry(&self, indicator: &Indicator, carried: &mut Vec<Contribution>) {
        let mut add = |what| carried.push(Contribution { school: self.school, at: self.at, what });
        match &indicator.reads {
            Reads::Measure(measure) if indicator.aggregate == Aggregate::Distinct => {
                self.each_text(*measure, |key| add(ContributionKind::Text(key)));
            }
            Reads::Measure(measure) => {
                if let Some(figure) = self.number(*measure) {
                    add(ContributionKind::Number(figure));
                }
            }
            Reads::Ratio { numerator, denominator } => {
                if let (Some(part), Some(whole)) =
                    (self.number(*numerator), self.number(*denominator))
                {
                    add(ContributionKind::Ratio(part, whole));
                }
            }
            Reads::Records { of_type, .. } => {
                let typed = self.record.of_type.as_deref().map(str::trim);
                if of_type.as_deref().is_none_or(|asked| typed == Some(asked.trim())) {
                    add(ContributionKind::Record);
                }
            }
        }
    }

    /// The number that the entry gives for a measure.
    fn number(&self, measure: MeasureIx) -> Option<Figure> {
        match (&self.record.detail, self.at.row) {
            (Detail::Ledger(ledger), Some(row)) => match cell(ledger, row, measure)? {
                Cell::Number(figure) => Some(*figure),
                Cell::Empty | Cell::Text(_) | Cell::Secret(_) => None,
            },
            _ => match self.record.datum(measure)? {
                Datum::Number(figure) => Some(*figure),
                Datum::Texts(_) => None,
            },
        }
    }

    /// The texts that the entry gives for a measure; a number is the text that it prints as.
    fn each_text(&self, measure: MeasureIx, mut add: impl FnMut(TextKey)) {
        match (&self.record.detail, self.at.row) {
            (Detail::Ledger(ledger), Some(row)) => match cell(ledger, row, measure) {
                Some(Cell::Text(text)) => add(TextKey::of(text)),
                Some(Cell::Secret(key)) => add(*key),
                Some(Cell::Number(figure)) => add(TextKey::of(&figure.to_string())),
                Some(Cell::Empty) | None => {}
            },
            _ => match self.record.datum(measure) {
                Some(Datum::Texts(texts)) => texts.iter().map(|it| TextKey::of(it)).for_each(add),
                Some(Datum::Number(figure)) => add(TextKey::of(&figure.to_string())),
                None => {}
            },
        }
    }
}

fn cell(ledger: &Ledger, row: u32, measure: MeasureIx) -> Option<&Cell> {
    ledger.column_of(measure).map(|column| &ledger.row(row as usize)[column])
}

/// The measures that a record, or a row of its table, carries; an empty cell carries nothing.
fn each_measure(record: &Record, row: Option<u32>, mut add: impl FnMut(MeasureIx)) {
    match (&record.detail, row) {
        (Detail::Ledger(ledger), Some(row)) => {
            for (column, cell) in ledger.columns.iter().zip(ledger.row(row as usize)) {
                if let (Some(measure), false) = (column.measure, *cell == Cell::Empty) {
                    add(measure);
                }
            }
        }
        _ => record.data.iter().for_each(|(measure, _)| add(*measure)),
    }
}

/// As [`Archive::pair_of_row`], among the pairs of the row's school.
fn pair_of_row(archive: &Archive, pairs: &[PairIx], day: Day) -> PairOf {
    let mut fitting = pairs.iter().filter(|it| archive.pair(**it).active_on(day));
    match (fitting.next(), fitting.next()) {
        (Some(pair), None) => PairOf::One(*pair),
        (Some(_), Some(_)) => PairOf::Several,
        (None, _) => PairOf::None,
    }
}

/// The pairs that fit a record of no certain pair on a day, by id (MODEL.md §4 rule 4).
pub(super) fn fitting_pairs(archive: &Archive, record: &Record, day: Day) -> Vec<PairIx> {
    let to = match &record.detail {
        Detail::Visit(visit) => visit.to.as_slice(),
        _ => &[],
    };
    let fits = |at: &PairIx| {
        let pair = archive.pair(*at);
        let meets = to.is_empty() || to.iter().any(|it| pair.holds(*it));
        pair.active_on(day) && pair.holds(record.school) && meets
    };
    (0..archive.pairs.len()).map(PairIx).filter(fits).collect()
}
