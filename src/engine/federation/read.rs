//! The bytes of one archive's files → what it published, or why nothing of it is taken.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::published::{
    Amount, Counts, PlanOf, Published, PublishedIndicator, PublishedPeriod, PublishedPlan,
    PublishedTarget,
};
use super::raw;
use crate::diagnostics::{BilingualName, WhyMissing};
use crate::model::{Aggregate, Day, Direction, Every, Figure, Period, Status};
use crate::privacy;

/// The file that tells what an archive is.
pub const ARCHIVE: &str = "archive.json";
/// The file that tells how its targets stand.
pub const PROGRESS: &str = "progress.json";
/// The most bytes of `archive.json`.
pub const MAX_ARCHIVE: u64 = 8 * 1024 * 1024;
/// The most bytes of `progress.json`.
pub const MAX_PROGRESS: u64 = 16 * 1024 * 1024;

/// What `format` and `version` say in the files that this release reads.
const FORMAT: (&str, u64) = ("guidang-data", 1);
/// A name, a title: the rest is cut.
const LONGEST_NAME: usize = 120;
/// An id or a path that is longer is none.
const LONGEST_ID: usize = 400;
const LONGEST_UNIT: usize = 20;

/// An archive's two files.
#[derive(Debug, Clone, Copy)]
pub struct Files<'a> {
    /// The bytes of `archive.json`.
    pub archive: &'a [u8],
    /// The bytes of `progress.json`.
    pub progress: &'a [u8],
}

/// Reads and checks the files of an archive.
///
/// # Errors
/// Why nothing of it can be taken: the first thing that is wrong.
pub fn read(files: Files<'_>) -> Result<Published, WhyMissing> {
    is_within(ARCHIVE, files.archive, MAX_ARCHIVE)?;
    is_within(PROGRESS, files.progress, MAX_PROGRESS)?;
    known_version(files.archive)?;
    let archive: raw::Archive<'_> = parse(ARCHIVE, files.archive)?;
    let progress: raw::Progress<'_> = parse(PROGRESS, files.progress)?;
    let as_of = day(ARCHIVE, &archive.as_of)?;
    if day(PROGRESS, &progress.as_of)? != as_of {
        // One file of one build and one of another.
        return Err(value(PROGRESS, AS_OF, &progress.as_of));
    }
    let mut reader = Reader::of(&archive)?;
    let targets: Result<Vec<_>, _> =
        progress.targets.0.iter().map(|it| reader.target(it)).collect();
    let targets = targets?;
    let latest = archive.latest_record.as_deref();
    Ok(Published {
        title: name(ARCHIVE, &archive.title)?,
        organisation: archive.organisation.as_deref().map(|it| name(ARCHIVE, it)).transpose()?,
        as_of,
        latest_record: latest.map(|it| day(ARCHIVE, it)).transpose()?,
        counts: Counts {
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
    let version = version.map_or("?".to_owned(), |it| it.to_string());
    Err(WhyMissing::Version { found: format!("{} {version}", short(format)) })
}

fn digest(files: Files<'_>) -> [u8; 32] {
    let mut digest = Sha256::new();
    digest.update((files.archive.len() as u64).to_le_bytes());
    digest.update(files.archive);
    digest.update(files.progress);
    digest.finalize().into()
}

/// What targets refer to, looked up by id.
struct Reader<'r> {
    schools: BTreeMap<&'r str, String>,
    plan_ids: BTreeMap<&'r str, usize>,
    aspirational: BTreeSet<(usize, &'r str)>,
    plans: Vec<PublishedPlan>,
    indicators: Vec<PublishedIndicator>,
    /// By name, unit, direction and aggregate.
    indicator_keys: BTreeMap<[String; 4], usize>,
    seen: BTreeSet<(usize, String, String)>,
}

impl<'r> Reader<'r> {
    fn of(archive: &'r raw::Archive<'_>) -> Result<Reader<'r>, WhyMissing> {
        let (schools, pairs) = (named(&archive.schools.0)?, named(&archive.pairs.0)?);
        let mut reader = Reader {
            schools: BTreeMap::new(),
            plan_ids: BTreeMap::new(),
            aspirational: BTreeSet::new(),
            plans: Vec::with_capacity(archive.plans.0.len()),
            indicators: Vec::new(),
            indicator_keys: BTreeMap::new(),
            seen: BTreeSet::new(),
        };
        for it in &archive.indicators.0 {
            let names = [&it.name, &it.unit, &it.direction, &it.aggregate];
            let at = reader.indicator(ARCHIVE, names.map(|it| &**it))?;
            reader.indicators[at].href = it.href.as_deref().map(path).transpose()?;
        }
        for (at, it) in archive.plans.0.iter().enumerate() {
            if reader.plan_ids.insert(id(ARCHIVE, &it.id)?, at).is_some() {
                return Err(WhyMissing::Twice { file: ARCHIVE, found: short(&it.id) });
            }
            let marked = it.aspirational.0.iter().map(|target| (at, target.as_str()));
            reader.aspirational.extend(marked);
            let plan = plan(it, &schools, &pairs)?;
            reader.plans.push(plan);
        }
        reader.schools = schools.into_iter().map(|(id, (_, name))| (id, name)).collect();
        Ok(reader)
    }

    fn indicator(&mut self, file: &'static str, names: [&str; 4]) -> Result<usize, WhyMissing> {
        let key = names.map(str::to_owned);
        if let Some(at) = self.indicator_keys.get(&key) {
            return Ok(*at);
        }
        let [called, unit, direction, aggregate] = names;
        let unit = match unit.chars().count() <= LONGEST_UNIT {
            true => clean(unit, LONGEST_UNIT),
            false => return Err(value(file, UNIT, unit)),
        };
        no_number_of_anybody(&unit)?;
        let at = self.indicators.len();
        self.indicators.push(PublishedIndicator {
            name: name(file, called)?,
            unit,
            direction: code(file, DIRECTION, direction, &DIRECTIONS, |it| it.code())?,
            aggregate: code(file, AGGREGATE, aggregate, &Aggregate::ALL, |it| it.code())?,
            href: None,
        });
        self.indicator_keys.insert(key, at);
        Ok(at)
    }

    fn target(&mut self, it: &raw::Target<'_>) -> Result<PublishedTarget, WhyMissing> {
        let plan = *self.plan_ids.get(&*it.plan).ok_or_else(|| value(PROGRESS, PLAN, &it.plan))?;
        let called = id(PROGRESS, &it.target)?;
        if !self.seen.insert((plan, called.to_owned(), it.scope.clone().into_owned())) {
            return Err(WhyMissing::Twice { file: PROGRESS, found: short(called) });
        }
        let school = match &*it.scope {
            "joint" => None,
            school => match self.schools.get(school) {
                Some(name) => Some(name.clone()),
                None => return Err(value(PROGRESS, SCOPE, school)),
            },
        };
        let names = [&it.indicator, &it.unit, &it.direction, &it.aggregate];
        let indicator = self.indicator(PROGRESS, names.map(|it| &**it))?;
        let unit = &self.indicators[indicator].unit;
        let periods: Result<Vec<_>, _> = it.periods.0.iter().map(|it| period(it, unit)).collect();
        let periods = periods?;
        let in_order = periods.windows(2).all(|it| it[0].period.first < it[1].period.first);
        if periods.is_empty() || !in_order {
            return Err(value(PROGRESS, PERIODS, called));
        }
        let every = it.every.as_deref();
        Ok(PublishedTarget {
            plan,
            id: name(PROGRESS, called)?,
            school,
            indicator,
            value: figure(it.value.as_deref(), unit)?,
            every: every
                .map(|it| code(PROGRESS, EVERY, it, &EVERIES, |it| it.code()))
                .transpose()?,
            status: status(&it.status)?,
            aspirational: self.aspirational.contains(&(plan, called)),
            periods,
        })
    }
}

/// Ids → places and names.
fn named<'r>(all: &'r [raw::Named<'_>]) -> Result<BTreeMap<&'r str, (u32, String)>, WhyMissing> {
    let mut names = BTreeMap::new();
    for (at, it) in all.iter().enumerate() {
        let place = (at as u32, name(ARCHIVE, &it.name)?);
        if names.insert(id(ARCHIVE, &it.id)?, place).is_some() {
            return Err(WhyMissing::Twice { file: ARCHIVE, found: short(&it.id) });
        }
    }
    Ok(names)
}

type Names<'r> = BTreeMap<&'r str, (u32, String)>;

fn plan(
    it: &raw::Plan<'_>,
    schools: &Names<'_>,
    pairs: &Names<'_>,
) -> Result<PublishedPlan, WhyMissing> {
    let look = |names: &Names<'_>, id: &str, what| {
        names.get(id).cloned().ok_or_else(|| value(ARCHIVE, what, id))
    };
    let (of, owner) = match (&it.school, &it.pair) {
        (None, None) => (PlanOf::Archive, String::new()),
        (None, Some(pair)) => {
            let (at, name) = look(pairs, pair, PAIR)?;
            (PlanOf::Pair(at), name)
        }
        (Some(school), _) => {
            let (at, name) = look(schools, school, SCHOOL)?;
            (PlanOf::School(at), name)
        }
    };
    let href = it.href.as_deref().map(path).transpose()?;
    Ok(PublishedPlan { title: name(ARCHIVE, &it.title)?, of, owner, href })
}

fn period(it: &raw::Period<'_>, unit: &str) -> Result<PublishedPeriod, WhyMissing> {
    let first = day(PROGRESS, &it.start)?;
    let last = day(PROGRESS, &it.end)?;
    let period = Period::new(first, last).ok_or_else(|| value(PROGRESS, PERIODS, &it.end))?;
    let actual = match figure(it.actual.as_deref(), unit)? {
        _ if it.suppressed => Amount::Suppressed,
        Some(figure) => Amount::Figure(figure),
        None => Amount::None,
    };
    let expected = figure(it.expected.as_deref(), unit)?;
    Ok(PublishedPeriod { period, actual, expected, status: status(&it.status)? })
}

const fn key(en: &'static str, zh: &'static str) -> BilingualName {
    BilingualName { en, zh }
}

const AS_OF: BilingualName = key("as_of", "截至日");
const UNIT: BilingualName = key("unit", "单位");
const DIRECTION: BilingualName = key("direction", "方向");
const AGGREGATE: BilingualName = key("aggregate", "汇总方式");
const STATUS: BilingualName = key("status", "状态");
const EVERY: BilingualName = key("every", "周期");
const PLAN: BilingualName = key("plan", "计划编号");
const SCOPE: BilingualName = key("scope", "学校编号");
const SCHOOL: BilingualName = key("school", "学校编号");
const PAIR: BilingualName = key("pair", "结对编号");
const PERIODS: BilingualName = key("period", "周期");
const DATE: BilingualName = key("date", "日期");
const FIGURE: BilingualName = key("figure", "数值");
const ID: BilingualName = key("id", "编号");
const NAME: BilingualName = key("name", "名称");
const LINK: BilingualName = key("link", "链接");

const DIRECTIONS: [Direction; 2] = [Direction::AtLeast, Direction::AtMost];
const EVERIES: [Every; 3] = [Every::Month, Every::Term, Every::Year];

fn status(text: &str) -> Result<Status, WhyMissing> {
    code(PROGRESS, STATUS, text, &Status::ALL, |it| it.code())
}

fn code<T: Copy>(
    file: &'static str,
    what: BilingualName,
    text: &str,
    all: &[T],
    code: impl Fn(T) -> &'static str,
) -> Result<T, WhyMissing> {
    all.iter().copied().find(|it| code(*it) == text).ok_or_else(|| value(file, what, text))
}

/// A day as published: `2024-03-15`, and in no other way.
fn day(file: &'static str, text: &str) -> Result<Day, WhyMissing> {
    let day = Day::parse(text).ok().filter(|it| it.to_string() == text);
    day.ok_or_else(|| value(file, DATE, text))
}

/// A decimal as published: `-12.5`, without commas.
fn figure(text: Option<&str>, unit: &str) -> Result<Option<Figure>, WhyMissing> {
    let Some(text) = text else { return Ok(None) };
    let plain = text.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'-' | b'.'));
    let figure = Figure::parse(text).ok().filter(|_| plain);
    let figure = figure.ok_or_else(|| value(PROGRESS, FIGURE, text))?;
    // As it will stand on a page.
    no_number_of_anybody(&format!("{figure}{unit}"))?;
    Ok(Some(figure))
}

/// An id: it is only compared.
fn id<'t>(file: &'static str, text: &'t str) -> Result<&'t str, WhyMissing> {
    let fits = !text.is_empty() && text.len() <= LONGEST_ID && !text.contains(is_hostile);
    if fits { Ok(text) } else { Err(value(file, ID, text)) }
}

/// A name or title, cut to what a page can hold.
fn name(file: &'static str, text: &str) -> Result<String, WhyMissing> {
    // Looked through before it is cut: a number must not get by in two pieces.
    no_number_of_anybody(text)?;
    let name = clean(text, LONGEST_NAME);
    if name.is_empty() { Err(value(file, NAME, text)) } else { Ok(name) }
}

/// The path of a page within its site: nothing that leaves it, runs or breaks out of an attribute.
fn path(text: &str) -> Result<String, WhyMissing> {
    let (page, anchor) = text.split_once('#').unwrap_or((text, ""));
    let is_plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '/');
    let is_name = |it: &str| !it.is_empty() && !it.starts_with('.');
    let fits = text.len() <= LONGEST_ID
        && page.chars().all(is_plain)
        && page.split('/').all(is_name)
        && page.ends_with(".html")
        && anchor.chars().all(|it| is_plain(it) && it != '/');
    if !fits {
        return Err(value(ARCHIVE, LINK, text));
    }
    no_number_of_anybody(text)?;
    Ok(text.to_owned())
}

/// A text without what turns or hides it, on one line, cut.
fn clean(text: &str, longest: usize) -> String {
    let plain = text.chars().map(|it| if it.is_whitespace() { ' ' } else { it });
    let kept: String = plain.filter(|it| !is_hostile(*it)).collect();
    let kept = kept.trim();
    match kept.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &kept[..end]),
        None => kept.to_owned(),
    }
}

/// Control characters, and those that turn the direction of a text or cannot be seen.
fn is_hostile(it: char) -> bool {
    it.is_control()
        || matches!(it, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The beginning of a text, for a message.
fn short(text: &str) -> String {
    clean(text, 40)
}

fn value(file: &'static str, what: BilingualName, found: &str) -> WhyMissing {
    WhyMissing::Value { file, what, found: short(found) }
}

/// The finished site is looked through for numbers of somebody, and not published with one in it: a text of another
/// archive must not come so far.
fn no_number_of_anybody(text: &str) -> Result<(), WhyMissing> {
    if text.chars().filter(|it| it.is_numeric()).count() < 8 {
        return Ok(());
    }
    let found = privacy::numbers(text).into_iter().find(|it| it.kind.is_certain());
    found.map_or(Ok(()), |it| {
        let (en, zh) = it.kind.names();
        Err(WhyMissing::Personal { what: BilingualName { en, zh }, masked: it.masked })
    })
}
