//! The pages of months: what was filed in a month, school by school, on as many pages as it takes.

use std::collections::BTreeMap;

use crate::model::{Archive, Day, RecordIx, SchoolIx};
use crate::site::model::lookup::Lookup;

/// A page of a month begins no further school once it lists so many records.
const MOST_OF_PAGE: usize = 120;

/// One page of a month.
#[derive(Debug)]
pub(crate) struct MonthPart {
    /// The first day of the month.
    pub(crate) month: Day,
    /// From 0.
    pub(crate) part: usize,
    /// Its path in the site.
    pub(crate) path: String,
    /// The schools with their records, the newest first.
    pub(crate) schools: Vec<(SchoolIx, Vec<RecordIx>)>,
}

/// The pages of all months that have records, in the order of the months.
#[derive(Debug, Default)]
pub(crate) struct Months {
    /// In the order of the months, and of their pages.
    pub(crate) parts: Vec<MonthPart>,
    places: BTreeMap<(SchoolIx, Day), usize>,
}

impl Months {
    /// Distributes the shown records over months and pages.
    pub(crate) fn new(archive: &Archive, lookup: &Lookup) -> Months {
        let mut by_month: BTreeMap<Day, Vec<(SchoolIx, Vec<RecordIx>)>> = BTreeMap::new();
        for school in 0..archive.schools.len() {
            for record in &lookup.by_school[school] {
                let Some(day) = lookup.day(*record) else { continue };
                let schools = by_month.entry(day.month_start()).or_default();
                match schools.last_mut() {
                    Some((last, records)) if last.0 == school => records.push(*record),
                    _ => schools.push((SchoolIx(school), vec![*record])),
                }
            }
        }
        let mut months = Months::default();
        for (month, schools) in by_month {
            months.add(month, schools);
        }
        months
    }

    fn add(&mut self, month: Day, schools: Vec<(SchoolIx, Vec<RecordIx>)>) {
        let first = self.parts.len();
        let mut listed = 0;
        for (school, records) in schools {
            if self.parts.len() == first || MOST_OF_PAGE <= listed {
                let part = self.parts.len() - first;
                let more = if part == 0 { String::new() } else { format!("-{}", part + 1) };
                let path = format!("months/{:04}-{:02}{more}.html", month.year(), month.month());
                self.parts.push(MonthPart { month, part, path, schools: Vec::new() });
                listed = 0;
            }
            listed += records.len();
            let place = self.parts.len() - 1;
            self.places.insert((school, month), place);
            self.parts[place].schools.push((school, records));
        }
    }

    /// The page that lists what a school filed in a month; `None` if it filed nothing that is shown.
    pub(crate) fn of_school(&self, school: SchoolIx, month: Day) -> Option<&MonthPart> {
        self.places.get(&(school, month)).map(|place| &self.parts[*place])
    }

    /// The pages of a month, in their order.
    pub(crate) fn of_month(&self, month: Day) -> &[MonthPart] {
        let from = self.parts.partition_point(|part| part.month < month);
        let to = self.parts.partition_point(|part| part.month <= month);
        &self.parts[from..to]
    }

    /// The first page of the month before the given one that has records.
    pub(crate) fn before(&self, month: Day) -> Option<&MonthPart> {
        let from = self.parts.partition_point(|part| part.month < month);
        let before = self.parts.get(from.checked_sub(1)?)?;
        self.of_month(before.month).first()
    }

    /// The first page of the next month that has records.
    pub(crate) fn after(&self, month: Day) -> Option<&MonthPart> {
        self.parts.get(self.parts.partition_point(|part| part.month <= month))
    }
}
