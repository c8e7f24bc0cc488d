//! Writes `data/counties.json`, the roll-up for other programs (docs/data-format.md).

use serde::Serialize;

use super::published::Amount;
use super::{CountyFigure, Federation, IndicatorRollUp, Published, RollUpTotal};
use crate::model::{Aggregate, Day, Figure, Status};

/// The pages of archives and of indicators, relative to the output, in the order of the federation.
#[derive(Clone, Copy)]
pub struct Hrefs<'a> {
    /// The page of each archive.
    pub counties: &'a [String],
    /// The page of each indicator.
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

/// Counts by status, worst first, without those that do not occur.
struct StatusesJson([usize; Status::ALL.len()]);

impl Serialize for StatusesJson {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let counts = Status::ALL.iter().zip(self.0).filter(|(_, count)| 0 < *count);
        to.collect_map(counts.map(|(status, count)| (status.code(), count)))
    }
}

/// The bytes of the file, as of that day.
#[must_use]
pub fn json(federation: &Federation, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let mut out = b"{\"as_of\":".to_vec();
    push(&mut out, &as_of.to_string());
    out.extend_from_slice(b",\"stale_after\":");
    push(&mut out, &federation.stale_after);
    let mut counties = Vec::with_capacity(federation.counties.len());
    for (index, href) in (0..federation.counties.len()).zip(hrefs.counties) {
        counties.push(county(federation, index, as_of, href));
    }
    out.extend_from_slice(b",\n\"counties\":");
    push_lines(&mut out, &counties);
    let mut rollups = Vec::with_capacity(federation.rollups.len());
    for (rollup, href) in federation.rollups.iter().zip(hrefs.rollups) {
        rollups.push(rollup_json(federation, rollup, href));
    }
    out.extend_from_slice(b",\n\"indicators\":");
    push_lines(&mut out, &rollups);
    out.extend_from_slice(b"}\n");
    out
}

fn county<'a>(
    federation: &'a Federation,
    index: usize,
    as_of: Day,
    href: &'a str,
) -> CountyJson<'a> {
    let county = &federation.counties[index];
    let data = county.data.as_ref().ok();
    let counts = data.map(|published| published.counts);
    CountyJson {
        name: &county.source.name,
        state: federation.reported(index, as_of).code(),
        url: county.source.url.as_deref(),
        href,
        title: data.map(|published| published.title.as_str()),
        organisation: data.and_then(|published| published.organisation.as_deref()),
        as_of: data.map(|published| published.as_of.to_string()),
        age_days: county.age(as_of),
        schools: counts.map(|counts| counts.schools),
        pairs: counts.map(|counts| counts.pairs),
        plans: counts.map(|counts| counts.plans),
        records: counts.map(|counts| counts.records),
        targets: StatusesJson(data.map(Published::statuses).unwrap_or_default()),
    }
}

fn rollup_json<'a>(
    federation: &'a Federation,
    rollup: &'a IndicatorRollUp,
    href: &'a str,
) -> RollUpJson<'a> {
    RollUpJson {
        indicator: &rollup.key.name,
        unit: &rollup.key.unit,
        direction: rollup.key.direction().code(),
        aggregate: rollup.aggregate.map(Aggregate::code),
        href,
        targets: StatusesJson(rollup.statuses),
        totals: rollup.totals.iter().map(total).collect(),
        rows: rollup.rows.iter().map(|row| row_json(federation, row)).collect(),
    }
}

fn total(total: &RollUpTotal) -> TotalJson {
    TotalJson {
        basis: total.basis.code(),
        start: total.period.first.to_string(),
        end: total.period.last.to_string(),
        counties: total.counties,
        without_value: total.without_value,
        suppressed: total.suppressed,
        sum: decimal(total.sum),
        least: decimal(total.least),
        most: decimal(total.most),
    }
}

fn decimal(figure: Option<Figure>) -> Option<String> {
    figure.as_ref().map(ToString::to_string)
}

fn row_json<'a>(federation: &'a Federation, row: &'a CountyFigure) -> RowJson<'a> {
    RowJson {
        county: &federation.counties[row.county].source.name,
        basis: row.basis.code(),
        owner: row.owner.as_deref(),
        start: row.period.first.to_string(),
        end: row.period.last.to_string(),
        actual: match row.amount {
            Amount::Figure(figure) => Some(figure.to_string()),
            Amount::None | Amount::Suppressed => None,
        },
        value: decimal(row.value),
        status: row.status,
        suppressed: row.amount == Amount::Suppressed,
    }
}

/// A JSON list with one element a line, as in the other files of `data/`.
fn push_lines<T: Serialize>(out: &mut Vec<u8>, items: &[T]) {
    let start = out.len();
    for item in items {
        out.extend_from_slice(if out.len() == start { b"[\n" } else { b",\n" });
        push(out, item);
    }
    out.extend_from_slice(if out.len() == start { b"[]" } else { b"\n]" });
}

fn push<T: Serialize>(out: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(out, value).expect("a Vec takes every byte, and our keys are strings");
}
