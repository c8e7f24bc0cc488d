//! Writes `data/archive.json`: the description of the archive, and the names behind the ids of `progress.json`. A
//! federation reads only these two files of an archive (docs/data-format.md).

use serde::Serialize;

use super::common::{Hrefs, Item, is_published, push_json, push_lines};
use crate::l10n::Lang;
use crate::model::{
    Archive, Day, Indicator, IndicatorIx, Pair, PairIx, Plan, PlanIx, PlanOwner, School, SchoolIx,
};
use crate::parse::names::LEVELS;

/// The name of the format, and its version, which changes when readers of the previous one would fail.
pub(super) const FORMAT: (&str, u32) = ("guidang-data", 1);

#[derive(Serialize)]
struct CountsJson {
    schools: usize,
    pairs: usize,
    plans: usize,
    records: usize,
}

#[derive(Serialize)]
struct IndicatorJson<'a> {
    name: &'a str,
    unit: &'a str,
    direction: &'static str,
    aggregate: &'static str,
    sensitive: bool,
    href: Option<String>,
}

#[derive(Serialize)]
struct SchoolJson<'a> {
    id: &'a str,
    name: &'a str,
    level: &'static str,
    township: Option<&'a str>,
    opened: Option<String>,
    closed: Option<String>,
    merged_into: Option<&'a str>,
    formerly: &'a [String],
    href: Option<String>,
}

#[derive(Serialize)]
struct PairJson<'a> {
    id: &'a str,
    name: &'a str,
    kind: Option<&'a str>,
    helper: Vec<&'a str>,
    helped: Vec<&'a str>,
    start: String,
    end: Option<String>,
    /// The path of the file under content/.
    agreement: Option<&'a str>,
    formerly: Vec<&'a str>,
    href: Option<String>,
}

#[derive(Serialize)]
struct PlanJson<'a> {
    id: &'a str,
    title: &'a str,
    start: String,
    end: String,
    school: Option<&'a str>,
    pair: Option<&'a str>,
    href: Option<String>,
    /// The ids of its targets that are not in roll-ups.
    aspirational: Vec<&'a str>,
}

/// The bytes of the file.
pub(super) fn json(archive: &Archive, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let mut out = b"{".to_vec();
    push_head(&mut out, archive, as_of);
    out.extend_from_slice(b"\n\"indicators\":");
    let mut indicators = Vec::new();
    for (index, of) in archive.indicators.iter().enumerate() {
        indicators.push(indicator(of, IndicatorIx(index), hrefs));
    }
    push_lines(&mut out, indicators);
    out.extend_from_slice(b",\n\"schools\":");
    let mut schools = Vec::new();
    for (index, of) in archive.schools.iter().enumerate() {
        schools.push(school(archive, of, SchoolIx(index), hrefs));
    }
    push_lines(&mut out, schools);
    out.extend_from_slice(b",\n\"pairs\":");
    let mut pairs = Vec::new();
    for (index, of) in archive.pairs.iter().enumerate() {
        pairs.push(pair(archive, of, PairIx(index), hrefs));
    }
    push_lines(&mut out, pairs);
    out.extend_from_slice(b",\n\"plans\":");
    let mut plans = Vec::new();
    for (index, of) in archive.plans.iter().enumerate() {
        if of.is_published(as_of) {
            plans.push(plan(archive, of, PlanIx(index), hrefs));
        }
    }
    push_lines(&mut out, plans);
    out.extend_from_slice(b"}\n");
    out
}

/// Appends the fields before the lists.
fn push_head(out: &mut Vec<u8>, archive: &Archive, as_of: Day) {
    let site = &archive.site;
    let mut records = 0;
    let mut latest: Option<Day> = None;
    for record in archive.records.iter().filter(|record| is_published(record, as_of)) {
        records += 1;
        if let Some(day) = record.day
            && day <= as_of
        {
            latest = latest.max(Some(day));
        }
    }
    let language = if site.language == Lang::En { "en" } else { "zh-CN" };
    push_field(out, "format", &FORMAT.0);
    push_field(out, "version", &FORMAT.1);
    push_field(out, "title", &site.title);
    push_field(out, "organisation", &site.organisation);
    push_field(out, "language", &language);
    push_field(out, "as_of", &as_of.to_string());
    push_field(out, "latest_record", &latest.as_ref().map(ToString::to_string));
    let counts = CountsJson {
        schools: archive.schools.len(),
        pairs: archive.pairs.len(),
        plans: archive.plans.iter().filter(|plan| plan.is_published(as_of)).count(),
        records,
    };
    push_field(out, "counts", &counts);
}

fn push_field<T: Serialize>(out: &mut Vec<u8>, name: &str, value: &T) {
    push_json(out, &name);
    out.push(b':');
    push_json(out, value);
    out.push(b',');
}

fn indicator<'a>(
    indicator: &'a Indicator,
    index: IndicatorIx,
    hrefs: Hrefs<'_>,
) -> IndicatorJson<'a> {
    IndicatorJson {
        name: &indicator.name,
        unit: &indicator.unit,
        direction: indicator.direction.code(),
        aggregate: indicator.aggregate.code(),
        sensitive: indicator.sensitive,
        href: (hrefs.page)(Item::Indicator(index)),
    }
}

fn school<'a>(
    archive: &'a Archive,
    school: &'a School,
    at: SchoolIx,
    hrefs: Hrefs<'_>,
) -> SchoolJson<'a> {
    let mut level_code = "";
    for (name, level) in LEVELS {
        if *level == school.level {
            level_code = name.en;
        }
    }
    let merged_into = school.merged_into.map(|into| archive.school(into).id.as_str());
    SchoolJson {
        id: &school.id,
        name: &school.name,
        level: level_code,
        township: school.township.as_deref(),
        opened: school.opened.as_ref().map(ToString::to_string),
        closed: school.closed.as_ref().map(ToString::to_string),
        merged_into,
        formerly: &school.formerly,
        href: (hrefs.page)(Item::School(at)),
    }
}

fn ids<'a>(archive: &'a Archive, schools: &[SchoolIx]) -> Vec<&'a str> {
    let mut ids = Vec::new();
    for school in schools {
        ids.push(archive.school(*school).id.as_str());
    }
    ids
}

fn pair<'a>(archive: &'a Archive, pair: &'a Pair, at: PairIx, hrefs: Hrefs<'_>) -> PairJson<'a> {
    let mut formerly = Vec::new();
    for former in &pair.formerly {
        formerly.push(former.id.as_str());
    }
    PairJson {
        id: &pair.id,
        name: &pair.name,
        kind: pair.kind.as_deref(),
        helper: ids(archive, &pair.helpers),
        helped: ids(archive, &pair.helped),
        start: pair.start.to_string(),
        end: pair.end.as_ref().map(ToString::to_string),
        agreement: pair.agreement.as_deref(),
        formerly,
        href: (hrefs.page)(Item::Pair(at)),
    }
}

fn plan<'a>(archive: &'a Archive, plan: &'a Plan, index: PlanIx, hrefs: Hrefs<'_>) -> PlanJson<'a> {
    let (school, pair) = match plan.owner {
        PlanOwner::Archive => (None, None),
        PlanOwner::School(school) => (Some(archive.school(school).id.as_str()), None),
        PlanOwner::Pair(pair) => (None, Some(archive.pair(pair).id.as_str())),
    };
    let mut aspirational = Vec::new();
    for target in &plan.targets {
        if target.aspirational {
            aspirational.push(target.id.as_str());
        }
    }
    PlanJson {
        id: &plan.id,
        title: &plan.title,
        start: plan.period.first.to_string(),
        end: plan.period.last.to_string(),
        school,
        pair,
        href: (hrefs.page)(Item::Plan(index)),
        aspirational,
    }
}
