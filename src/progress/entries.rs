//! What each school has for each indicator, sorted by day once, so that a period is a slice (MODEL.md §4 rules 1–4).

use rustc_hash::FxHashMap;

use super::{EntryRef, Finding};
use crate::model::{
    Archive, Cell, ColumnRole, Datum, Day, Detail, Figure, IndicatorIx, MeasureIx, PairIx, PairOf,
    Period, PlanIx, PlanOwner, Reads, Record, RecordIx, RecordKind, SchoolIx, TextKey,
};

/// What one entry carries for one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    /// A record that is counted itself.
    One,
    /// A value.
    Number(Figure),
    /// Numerator and denominator.
    Ratio(Figure, Figure),
    /// A text of a distinct count; several texts of one entry are several of these.
    Text(TextKey),
}

/// An entry of one school for one indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) at: EntryRef,
    plan: Option<PlanIx>,
    pair: Option<PairIx>,
    pub(super) carried: Carried,
}

/// All entries up to a day: by indicator, then by school, sorted by day, record and row.
pub(super) struct Entries {
    of: Vec<Vec<Vec<Entry>>>,
}

impl Entries {
    pub(super) fn new(archive: &Archive, as_of: Day) -> Entries {
        let of = vec![vec![Vec::new(); archive.schools.len()]; archive.indicators.len()];
        let mut entries = Entries { of };
        let readers = Readers::new(archive);
        for (at, record) in archive.records.iter().enumerate() {
            if record.draft {
                continue;
            }
            match &record.detail {
                Detail::Ledger(_) => {
                    entries.add_rows(archive, &readers, RecordIx(at), record, as_of)
                }
                _ => entries.add_record(&readers, RecordIx(at), record, as_of),
            }
        }
        for of_indicator in &mut entries.of {
            of_indicator.iter_mut().for_each(|it| it.sort_by_key(|it| it.at));
        }
        entries
    }

    /// The entries of a school in a period that count for a plan.
    pub(super) fn counting<'a>(
        &'a self,
        indicator: IndicatorIx,
        school: SchoolIx,
        plan: (PlanIx, PlanOwner),
        period: Period,
    ) -> impl Iterator<Item = &'a Entry> {
        let all = &self.of[indicator.0][school.0];
        let from = all.partition_point(|it| it.at.day < period.first);
        let to = all.partition_point(|it| it.at.day <= period.last);
        all[from..to.max(from)].iter().filter(move |it| {
            let fits_pair = match plan.1 {
                PlanOwner::Pair(pair) => it.pair == Some(pair),
                PlanOwner::Archive | PlanOwner::School(_) => true,
            };
            it.plan.is_none_or(|named| named == plan.0) && fits_pair
        })
    }

    fn add(&mut self, indicator: IndicatorIx, school: SchoolIx, entry: Entry) {
        self.of[indicator.0][school.0].push(entry);
    }

    fn add_record(&mut self, readers: &Readers, at: RecordIx, record: &Record, as_of: Day) {
        let Some(day) = record.day.filter(|it| *it <= as_of) else { return };
        let at = EntryRef { day, record: at, row: None };
        let entry = |carried| Entry { at, plan: record.plan, pair: record.pair.one(), carried };
        for (indicator, of_type) in readers.counts.get(&record.kind()).into_iter().flatten() {
            if of_type.as_ref().is_none_or(|it| record.of_type.as_ref() == Some(it)) {
                self.add(*indicator, record.school, entry(Carried::One));
            }
        }
        for (measure, datum) in &record.data {
            for (indicator, wanted) in readers.of(*measure) {
                match (wanted, datum) {
                    (Wanted::Number, Datum::Number(figure)) => {
                        self.add(indicator, record.school, entry(Carried::Number(*figure)));
                    }
                    (Wanted::Numerator { denominator }, Datum::Number(numerator)) => {
                        if let Some(Datum::Number(denominator)) = record.datum(denominator) {
                            self.add(
                                indicator,
                                record.school,
                                entry(Carried::Ratio(*numerator, *denominator)),
                            );
                        }
                    }
                    (Wanted::Texts, Datum::Texts(texts)) => {
                        for text in texts {
                            self.add(
                                indicator,
                                record.school,
                                entry(Carried::Text(TextKey::of(text))),
                            );
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn add_rows(
        &mut self,
        archive: &Archive,
        readers: &Readers,
        at: RecordIx,
        record: &Record,
        as_of: Day,
    ) {
        let Detail::Ledger(ledger) = &record.detail else { return };
        let mut pairs: FxHashMap<Day, Option<PairIx>> = FxHashMap::default();
        let counts: Vec<IndicatorIx> = readers
            .counts
            .get(&RecordKind::Ledger)
            .into_iter()
            .flatten()
            .filter(|(_, of_type)| of_type.is_none())
            .map(|(it, _)| *it)
            .collect();
        let read: Vec<(usize, MeasureIx)> = ledger
            .columns
            .iter()
            .enumerate()
            .filter_map(|(at, it)| Some((at, it.measure?)))
            .collect();
        for (row, day) in ledger.days.iter().enumerate() {
            let Some(day) = day.filter(|it| *it <= as_of) else { continue };
            let of_day = || archive.pair_of_row(record.school, day).one();
            let pair = record.pair.one().or_else(|| *pairs.entry(day).or_insert_with(of_day));
            let at = EntryRef { day, record: at, row: Some(row as u32) };
            let entry = |carried| Entry { at, plan: record.plan, pair, carried };
            counts.iter().for_each(|it| self.add(*it, record.school, entry(Carried::One)));
            let cells = ledger.row(row);
            let number = |measure: MeasureIx| match &cells[ledger.column_of(measure)?] {
                Cell::Number(figure) => Some(*figure),
                _ => None,
            };
            for (column, measure) in &read {
                let is_data = ledger.columns[*column].role == ColumnRole::Data;
                for (indicator, wanted) in readers.of(*measure) {
                    let carried = match (wanted, &cells[*column]) {
                        (Wanted::Number, Cell::Number(figure)) if is_data => {
                            Carried::Number(*figure)
                        }
                        (Wanted::Numerator { denominator }, Cell::Number(numerator)) if is_data => {
                            let Some(denominator) = number(denominator) else { continue };
                            Carried::Ratio(*numerator, denominator)
                        }
                        (Wanted::Texts, Cell::Text(text)) => Carried::Text(TextKey::of(text)),
                        (Wanted::Texts, Cell::Secret(key)) => Carried::Text(*key),
                        _ => continue,
                    };
                    self.add(indicator, record.school, entry(carried));
                }
            }
        }
    }
}

/// What an indicator wants of a data key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    Number,
    Numerator { denominator: MeasureIx },
    Texts,
}

/// Data keys and kinds → the indicators that read them.
struct Readers {
    measures: Vec<Vec<(IndicatorIx, Wanted)>>,
    counts: FxHashMap<RecordKind, Vec<(IndicatorIx, Option<String>)>>,
}

impl Readers {
    fn new(archive: &Archive) -> Readers {
        let mut readers = Readers {
            measures: vec![Vec::new(); archive.measures.len()],
            counts: FxHashMap::default(),
        };
        for (at, indicator) in archive.indicators.iter().enumerate() {
            let at = IndicatorIx(at);
            match &indicator.reads {
                Reads::Measure(measure) => {
                    let distinct = indicator.aggregate == crate::model::Aggregate::Distinct;
                    let wanted = if distinct { Wanted::Texts } else { Wanted::Number };
                    readers.measures[measure.0 as usize].push((at, wanted));
                }
                Reads::Ratio { numerator, denominator } => {
                    readers.measures[numerator.0 as usize]
                        .push((at, Wanted::Numerator { denominator: *denominator }));
                }
                Reads::Records { kind, of_type } => {
                    readers.counts.entry(*kind).or_default().push((at, of_type.clone()));
                }
            }
        }
        readers
    }

    fn of(&self, measure: MeasureIx) -> impl Iterator<Item = (IndicatorIx, Wanted)> + '_ {
        self.measures[measure.0 as usize].iter().copied()
    }
}

/// Records that several pairs fit, and that carry what a target of one of those pairs reads.
pub(super) fn not_counted(archive: &Archive, as_of: Day) -> Vec<Finding> {
    let reads = |record: &Record, indicator: IndicatorIx| match &archive.indicator(indicator).reads
    {
        Reads::Measure(measure) => record.datum(*measure).is_some(),
        Reads::Ratio { numerator, denominator } => {
            record.datum(*numerator).is_some() && record.datum(*denominator).is_some()
        }
        Reads::Records { kind, of_type } => {
            *kind == record.kind()
                && of_type.as_ref().is_none_or(|it| record.of_type.as_ref() == Some(it))
        }
    };
    let loses = |record: &Record| {
        let Some(day) = record.day.filter(|it| *it <= as_of) else { return false };
        archive.plans.iter().any(|plan| {
            let PlanOwner::Pair(pair) = plan.owner else { return false };
            let pair = archive.pair(pair);
            let fits = !plan.draft
                && plan.period.contains(day)
                && pair.active_on(day)
                && pair.holds(record.school);
            fits && plan.targets.iter().any(|it| reads(record, it.indicator))
        })
    };
    let records = archive.records.iter().enumerate();
    let several = records.filter(|(_, it)| !it.draft && it.pair == PairOf::Several && loses(it));
    several.map(|(at, _)| Finding::NotCounted { record: RecordIx(at) }).collect()
}
