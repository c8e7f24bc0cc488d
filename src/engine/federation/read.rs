//! Reads the files of one archive: its published data, or why none of them are used.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::published::{
    Amount, PlanOf, Published, PublishedCounts, PublishedIndicator, PublishedPeriod, PublishedPlan,
    PublishedTarget,
};
use super::raw;
use super::values::{
    AGGREGATE, AS_OF, DIRECTION, DIRECTIONS, EVERY, PAIR, PERIODS, PLAN, SCHOOL, SCOPE, UNIT,
    clean, code, day, figure, id, name, no_personal_number, optional_path, short, status, value,
};
use crate::diagnostics::{BilingualName, WhyMissing};
use crate::model::{Aggregate, Direction, Every, Period};

/// The file that describes an archive.
pub const ARCHIVE: &str = "archive.json";
/// The file with the progress of its targets.
pub const PROGRESS: &str = "progress.json";
/// The most bytes of `archive.json`.
pub const MAX_ARCHIVE: u64 = 8 * 1024 * 1024;
/// The most bytes of `progress.json`.
pub const MAX_PROGRESS: u64 = 16 * 1024 * 1024;

/// The `format` and `version` of the files that this release reads.
const FORMAT: (&str, u64) = ("guidang-data", 1);
/// The most characters of a unit.
const LONGEST_UNIT: usize = 20;

/// An archive's two files.
#[derive(Debug, Clone, Copy)]
pub struct CountyFiles<'a> {
    /// The bytes of `archive.json`.
    pub archive: &'a [u8],
    /// The bytes of `progress.json`.
    pub progress: &'a [u8],
}

/// Reads and checks the files of an archive.
///
/// # Errors
/// Why none of it can be used: the first thing that is wrong.
pub fn read(files: CountyFiles<'_>) -> Result<Published, WhyMissing> {
    is_within(ARCHIVE, files.archive, MAX_ARCHIVE)?;
    is_within(PROGRESS, files.progress, MAX_PROGRESS)?;
    known_version(files.archive)?;
    let archive: raw::Archive<'_> = parse(ARCHIVE, files.archive)?;
    let progress: raw::Progress<'_> = parse(PROGRESS, files.progress)?;
    let as_of = day(ARCHIVE, &archive.as_of)?;
    if day(PROGRESS, &progress.as_of)? != as_of {
        // The two files are from different builds.
        return Err(value(PROGRESS, AS_OF, &progress.as_of));
    }
    let mut reader = TargetReader::new(&archive)?;
    let mut targets = Vec::with_capacity(progress.targets.0.len());
    for target in &progress.targets.0 {
        targets.push(reader.target(target)?);
    }
    let title = name(ARCHIVE, &archive.title)?;
    let organisation = match &archive.organisation {
        Some(text) => Some(name(ARCHIVE, text)?),
        None => None,
    };
    let latest_record = match &archive.latest_record {
        Some(text) => Some(day(ARCHIVE, text)?),
        None => None,
    };
    Ok(Published {
        title,
        organisation,
        as_of,
        latest_record,
        counts: PublishedCounts {
            schools: archive.counts.schools,
            pairs: archive.counts.pairs,
            plans: archive.counts.plans,
            records: archive.counts.records,
        },
        indicators: reader.indicators,
        plans: reader.plans,
        targets,
        digest: digest(files),
    })
}

fn is_within(file: &'static str, bytes: &[u8], limit: u64) -> Result<(), WhyMissing> {
    match bytes.len() as u64 <= limit {
        true => Ok(()),
        false => Err(WhyMissing::TooLarge { file, limit }),
    }
}

fn parse<'a, T: Deserialize<'a>>(file: &'static str, bytes: &'a [u8]) -> Result<T, WhyMissing> {
    serde_json::from_slice(bytes).map_err(|error| WhyMissing::Shape {
        file,
        line: error.line().max(1),
        column: error.column().max(1),
    })
}

fn known_version(bytes: &[u8]) -> Result<(), WhyMissing> {
    let head: raw::Head<'_> = parse(ARCHIVE, bytes)?;
    let (format, version) = (head.format.as_deref().unwrap_or("?"), head.version);
    if (format, version) == (FORMAT.0, Some(FORMAT.1)) {
        return Ok(());
    }
    let version = version.map_or("?".to_owned(), |version| version.to_string());
    Err(WhyMissing::Version { found: format!("{} {version}", short(format)) })
}

fn digest(files: CountyFiles<'_>) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update((files.archive.len() as u64).to_le_bytes());
    digest.update(files.archive);
    digest.update(files.progress);
    digest.finalize().into()
}

/// Reads targets, with the schools, plans and indicators that they refer to.
struct TargetReader<'r> {
    schools: BTreeMap<&'r str, String>,
    plan_ids: BTreeMap<&'r str, usize>,
    aspirational: BTreeSet<(usize, &'r str)>,
    plans: Vec<PublishedPlan>,
    indicators: Vec<PublishedIndicator>,
    /// By name, unit, direction and aggregate.
    indicator_keys: BTreeMap<[String; 4], usize>,
    seen: BTreeSet<(usize, String, String)>,
}

impl<'r> TargetReader<'r> {
    fn new(archive: &'r raw::Archive<'_>) -> Result<TargetReader<'r>, WhyMissing> {
        let (schools, pairs) = (named(&archive.schools.0)?, named(&archive.pairs.0)?);
        let mut reader = TargetReader {
            schools: BTreeMap::new(),
            plan_ids: BTreeMap::new(),
            aspirational: BTreeSet::new(),
            plans: Vec::with_capacity(archive.plans.0.len()),
            indicators: Vec::new(),
            indicator_keys: BTreeMap::new(),
            seen: BTreeSet::new(),
        };
        for indicator in &archive.indicators.0 {
            let names =
                [&*indicator.name, &*indicator.unit, &*indicator.direction, &*indicator.aggregate];
            let index = reader.indicator(ARCHIVE, names)?;
            reader.indicators[index].href = optional_path(indicator.href.as_deref())?;
        }
        for (index, plan) in archive.plans.0.iter().enumerate() {
            if reader.plan_ids.insert(id(ARCHIVE, &plan.id)?, index).is_some() {
                return Err(WhyMissing::Twice { file: ARCHIVE, found: short(&plan.id) });
            }
            for target in &plan.aspirational.0 {
                reader.aspirational.insert((index, target));
            }
            reader.plans.push(published_plan(plan, &schools, &pairs)?);
        }
        for (id, (_, name)) in schools {
            reader.schools.insert(id, name);
        }
        Ok(reader)
    }

    /// The index of an indicator, by its name, unit, direction and aggregate; a new one is added.
    fn indicator(&mut self, file: &'static str, names: [&str; 4]) -> Result<usize, WhyMissing> {
        let key = names.map(str::to_owned);
        if let Some(index) = self.indicator_keys.get(&key) {
            return Ok(*index);
        }
        let [indicator_name, unit, direction, aggregate] = names;
        let unit = match unit.chars().count() <= LONGEST_UNIT {
            true => clean(unit, LONGEST_UNIT),
            false => return Err(value(file, UNIT, unit)),
        };
        no_personal_number(&unit)?;
        let index = self.indicators.len();
        self.indicators.push(PublishedIndicator {
            name: name(file, indicator_name)?,
            unit,
            direction: code(file, DIRECTION, direction, &DIRECTIONS, Direction::code)?,
            aggregate: code(file, AGGREGATE, aggregate, &Aggregate::ALL, Aggregate::code)?,
            href: None,
        });
        self.indicator_keys.insert(key, index);
        Ok(index)
    }

    fn target(&mut self, raw: &raw::Target<'_>) -> Result<PublishedTarget, WhyMissing> {
        let Some(plan) = self.plan_ids.get(&*raw.plan).copied() else {
            return Err(value(PROGRESS, PLAN, &raw.plan));
        };
        let target_id = id(PROGRESS, &raw.target)?;
        if !self.seen.insert((plan, target_id.to_owned(), raw.scope.clone().into_owned())) {
            return Err(WhyMissing::Twice { file: PROGRESS, found: short(target_id) });
        }
        let school = match &*raw.scope {
            "joint" => None,
            school => match self.schools.get(school) {
                Some(name) => Some(name.clone()),
                None => return Err(value(PROGRESS, SCOPE, school)),
            },
        };
        let names = [&*raw.indicator, &*raw.unit, &*raw.direction, &*raw.aggregate];
        let indicator = self.indicator(PROGRESS, names)?;
        let unit = &self.indicators[indicator].unit;
        let periods = periods(raw, unit)?;
        let target_name = name(PROGRESS, target_id)?;
        let target_value = figure(raw.value.as_deref(), unit)?;
        let every = match &raw.every {
            Some(text) => Some(code(PROGRESS, EVERY, text, &Every::ALL, Every::code)?),
            None => None,
        };
        Ok(PublishedTarget {
            plan,
            id: target_name,
            school,
            indicator,
            value: target_value,
            every,
            status: status(&raw.status)?,
            current: raw.current.as_deref().map(status).transpose()?,
            open: raw.open,
            aspirational: self.aspirational.contains(&(plan, target_id)),
            periods,
        })
    }
}

/// Indexes and names, by id.
type Names<'r> = BTreeMap<&'r str, (u32, String)>;

/// Reads the ids and names of schools or pairs.
fn named<'r>(all: &'r [raw::Named<'_>]) -> Result<Names<'r>, WhyMissing> {
    let mut names = Names::new();
    for (index, named) in all.iter().enumerate() {
        let entry = (index as u32, name(ARCHIVE, &named.name)?);
        if names.insert(id(ARCHIVE, &named.id)?, entry).is_some() {
            return Err(WhyMissing::Twice { file: ARCHIVE, found: short(&named.id) });
        }
    }
    Ok(names)
}

/// Looks up the index and name of an id that a plan refers to.
fn referred(
    names: &Names<'_>,
    id: &str,
    field: BilingualName,
) -> Result<(u32, String), WhyMissing> {
    names.get(id).cloned().ok_or_else(|| value(ARCHIVE, field, id))
}

fn published_plan(
    raw: &raw::Plan<'_>,
    schools: &Names<'_>,
    pairs: &Names<'_>,
) -> Result<PublishedPlan, WhyMissing> {
    let (of, owner) = match (&raw.school, &raw.pair) {
        (None, None) => (PlanOf::Archive, String::new()),
        (None, Some(pair)) => {
            let (index, name) = referred(pairs, pair, PAIR)?;
            (PlanOf::Pair(index), name)
        }
        (Some(school), _) => {
            let (index, name) = referred(schools, school, SCHOOL)?;
            (PlanOf::School(index), name)
        }
    };
    let href = optional_path(raw.href.as_deref())?;
    Ok(PublishedPlan { title: name(ARCHIVE, &raw.title)?, of, owner, href })
}

/// The periods of a target: at least one, in order of time.
fn periods(target: &raw::Target<'_>, unit: &str) -> Result<Vec<PublishedPeriod>, WhyMissing> {
    let mut periods: Vec<PublishedPeriod> = Vec::with_capacity(target.periods.0.len());
    let mut in_order = true;
    for raw in &target.periods.0 {
        let judged = period(raw, unit)?;
        if let Some(previous) = periods.last() {
            in_order &= previous.period.first < judged.period.first;
        }
        periods.push(judged);
    }
    if periods.is_empty() || !in_order {
        return Err(value(PROGRESS, PERIODS, &target.target));
    }
    Ok(periods)
}

fn period(raw: &raw::Period<'_>, unit: &str) -> Result<PublishedPeriod, WhyMissing> {
    let first = day(PROGRESS, &raw.start)?;
    let last = day(PROGRESS, &raw.end)?;
    let period = Period::new(first, last).ok_or_else(|| value(PROGRESS, PERIODS, &raw.end))?;
    // A figure next to the mark of suppression is ignored, but must be valid.
    let actual = match figure(raw.actual.as_deref(), unit)? {
        _ if raw.suppressed => Amount::Suppressed,
        Some(figure) => Amount::Figure(figure),
        None => Amount::None,
    };
    let expected = figure(raw.expected.as_deref(), unit)?;
    Ok(PublishedPeriod { period, actual, expected, status: status(&raw.status)? })
}
