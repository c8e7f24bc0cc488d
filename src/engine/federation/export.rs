//! `data/counties.json`: the roll-up, for programs (docs/data-format.md).

use serde::Serialize;

use super::published::Amount;
use super::{County, Federation, RollUp, Row, Total};
use crate::model::{Day, Status};

/// Where the pages of archives and of indicators lie, relative to the output, by their places.
#[derive(Clone, Copy)]
pub struct Hrefs<'a> {
    /// Of each archive.
    pub counties: &'a [String],
    /// Of each indicator.
    pub rollups: &'a [String],
}

#[derive(Serialize)]
struct CountyJson<'a> {
    name: &'a str,
    state: &'static str,
    url: Option<&'a str>,
    href: &'a str,
    title: Option<&'a str>,
    organisation: Option<&'a str>,
    as_of: Option<String>,
    age_days: Option<i64>,
    schools: Option<u32>,
    pairs: Option<u32>,
    plans: Option<u32>,
    records: Option<u32>,
    targets: StatusesJson,
}

#[derive(Serialize)]
struct RollUpJson<'a> {
    indicator: &'a str,
    unit: &'a str,
    direction: &'static str,
    aggregate: Option<&'static str>,
    href: &'a str,
    targets: StatusesJson,
    totals: Vec<TotalJson>,
    rows: Vec<RowJson<'a>>,
}

#[derive(Serialize)]
struct TotalJson {
    basis: &'static str,
    start: String,
    end: String,
    counties: usize,
    without_value: usize,
    suppressed: usize,
    sum: Option<String>,
    least: Option<String>,
    most: Option<String>,
}

#[derive(Serialize)]
struct RowJson<'a> {
    county: &'a str,
    basis: &'static str,
    owner: Option<&'a str>,
    start: String,
    end: String,
    actual: Option<String>,
    value: Option<String>,
    status: Status,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    suppressed: bool,
}

/// Counts by status, worst first; those that do not occur are left out.
struct StatusesJson([usize; Status::ALL.len()]);

impl Serialize for StatusesJson {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let counts = Status::ALL.iter().zip(self.0).filter(|it| 0 < it.1);
        to.collect_map(counts.map(|(status, count)| (status.code(), count)))
    }
}

/// The file, on that day.
#[must_use]
pub fn json(federation: &Federation, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let mut out = b"{\"as_of\":".to_vec();
    push(&mut out, &as_of.to_string());
    out.extend_from_slice(b",\"stale_after\":");
    push(&mut out, &federation.stale_after);
    let counties = federation.counties.iter().enumerate().zip(hrefs.counties);
    out.extend_from_slice(b",\n\"counties\":");
    lines(&mut out, counties.map(|((at, it), href)| county(federation, at, it, as_of, href)));
    out.extend_from_slice(b",\n\"indicators\":");
    let rollups = federation.rollups.iter().zip(hrefs.rollups);
    lines(&mut out, rollups.map(|(it, href)| rollup(federation, it, href)));
    out.extend_from_slice(b"}\n");
    out
}

fn county<'a>(
    federation: &Federation,
    at: usize,
    county: &'a County,
    as_of: Day,
    href: &'a str,
) -> CountyJson<'a> {
    let data = county.data.as_ref().ok();
    CountyJson {
        name: &county.source.name,
        state: federation.reported(at, as_of).code(),
        url: county.source.url.as_deref(),
        href,
        title: data.map(|it| &*it.title),
        organisation: data.and_then(|it| it.organisation.as_deref()),
        as_of: data.map(|it| it.as_of.to_string()),
        age_days: county.age(as_of),
        schools: data.map(|it| it.counts.schools),
        pairs: data.map(|it| it.counts.pairs),
        plans: data.map(|it| it.counts.plans),
        records: data.map(|it| it.counts.records),
        targets: StatusesJson(data.map(|it| it.statuses()).unwrap_or_default()),
    }
}

fn rollup<'a>(federation: &'a Federation, it: &'a RollUp, href: &'a str) -> RollUpJson<'a> {
    RollUpJson {
        indicator: &it.key.name,
        unit: &it.key.unit,
        direction: it.key.direction().code(),
        aggregate: it.aggregate.map(|it| it.code()),
        href,
        targets: StatusesJson(it.statuses),
        totals: it.totals.iter().map(total).collect(),
        rows: it.rows.iter().map(|it| row(federation, it)).collect(),
    }
}

fn total(it: &Total) -> TotalJson {
    TotalJson {
        basis: it.basis.code(),
        start: it.period.first.to_string(),
        end: it.period.last.to_string(),
        counties: it.counties,
        without_value: it.without,
        suppressed: it.suppressed,
        sum: it.sum.map(|it| it.to_string()),
        least: it.least.map(|it| it.to_string()),
        most: it.most.map(|it| it.to_string()),
    }
}

fn row<'a>(federation: &'a Federation, it: &'a Row) -> RowJson<'a> {
    RowJson {
        county: &federation.counties[it.county].source.name,
        basis: it.basis.code(),
        owner: it.owner.as_deref(),
        start: it.period.first.to_string(),
        end: it.period.last.to_string(),
        actual: match it.amount {
            Amount::Figure(figure) => Some(figure.to_string()),
            Amount::None | Amount::Suppressed => None,
        },
        value: it.value.map(|it| it.to_string()),
        status: it.status,
        suppressed: it.amount == Amount::Suppressed,
    }
}

/// A JSON list with one element a line, as in the other files of `data/`.
fn lines<T: Serialize>(out: &mut Vec<u8>, items: impl Iterator<Item = T>) {
    let start = out.len();
    for item in items {
        out.extend_from_slice(if out.len() == start { b"[\n" } else { b",\n" });
        push(out, &item);
    }
    out.extend_from_slice(if out.len() == start { b"[]" } else { b"\n]" });
}

fn push<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("a Vec takes every byte, and our keys are strings");
}
