//! Compares a site with the one in its place: together they may tell a figure that neither publishes.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use super::load::Snapshot;
use crate::engine::disclosure::{EarlierEntry, EarlierFigure, EarlierRelease, derivable_since};
use crate::model::{Day, Figure, Period};

/// How many places are named at most.
const NAMED: usize = 10;

/// Withheld figures that follow from two sites together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Derivable {
    /// The day of the earlier site, when there is one.
    pub as_of: Option<Day>,
    /// The ids of records and plans, each with the data key or the target, sorted; the first of them where there are many.
    pub places: Vec<(String, String)>,
}

impl Derivable {
    /// Compares a snapshot with the site in a folder. Without a sensitive indicator, or where there is no readable site,
    /// nothing follows.
    pub(super) fn find(snapshot: &Snapshot, output: &Path) -> Derivable {
        if !snapshot.archive.indicators.iter().any(|indicator| indicator.sensitive) {
            return Derivable::default();
        }
        let Some(earlier) = read(output) else { return Derivable::default() };
        let mut places = derivable_since(&snapshot.archive, snapshot.readings(), &earlier);
        places.truncate(NAMED);
        Derivable { as_of: earlier.as_of, places }
    }
}

#[derive(Deserialize)]
struct ProgressFile {
    as_of: String,
    targets: Vec<PublishedTarget>,
}

#[derive(Deserialize)]
struct PublishedTarget {
    plan: String,
    target: String,
    scope: String,
    periods: Vec<PublishedPeriodFigure>,
}

#[derive(Deserialize)]
struct PublishedPeriodFigure {
    start: String,
    end: String,
    actual: Option<String>,
}

/// What the site in a folder says; `None` where its data cannot be read.
fn read(output: &Path) -> Option<EarlierRelease> {
    let progress: ProgressFile =
        serde_json::from_slice(&fs::read(output.join("data/progress.json")).ok()?).ok()?;
    let mut figures = Vec::new();
    for target in progress.targets {
        for period in target.periods {
            let days = (Day::parse(&period.start), Day::parse(&period.end));
            let actual = period.actual.as_deref().and_then(|text| Figure::parse(text).ok());
            if let ((Ok(first), Ok(last)), Some(actual)) = (days, actual)
                && let Some(days) = Period::new(first, last)
            {
                let (plan, scope) = (target.plan.clone(), target.scope.clone());
                let target = target.target.clone();
                figures.push(EarlierFigure { plan, target, scope, period: days, actual });
            }
        }
    }
    let entries = read_entries(&fs::read(output.join("data/entries.csv")).ok()?);
    Some(EarlierRelease { as_of: Day::parse(&progress.as_of).ok(), figures, entries })
}

/// The figures of `data/entries.csv`; texts and withheld figures are left out.
fn read_entries(bytes: &[u8]) -> Vec<EarlierEntry> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut entries = Vec::new();
    for line in csv::Reader::from_reader(bytes).records().flatten() {
        let field = |index: usize| line.get(index).unwrap_or_default().to_owned();
        if let Ok(value) = Figure::parse(&field(4)) {
            let (record, day, measure) = (field(0), field(2), field(3));
            entries.push(EarlierEntry { record, day, measure, value });
        }
    }
    entries
}
