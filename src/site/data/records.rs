//! `data/records.json`: every published plan and record.

use serde::Serialize;

use super::{Hrefs, Item, is_published, push_lines};
use crate::model::{Archive, Day, Plan, PlanIx, PlanOwner, Record, RecordIx};

#[derive(Serialize)]
struct RecordJson<'a> {
    id: &'a str,
    kind: &'static str,
    title: &'a str,
    school: Option<&'a str>,
    term: Option<&'a str>,
    date: Option<String>,
    r#type: Option<&'a str>,
    pair: Option<&'a str>,
    href: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    print_href: Option<String>,
}

/// The file.
pub(super) fn json(archive: &Archive, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let plans = archive.plans.iter().enumerate().filter(|(_, it)| !it.draft);
    let plans = plans.filter_map(|(at, it)| plan(archive, it, Item::Plan(PlanIx(at)), hrefs));
    let records = archive.records.iter().enumerate().filter(|(_, it)| is_published(it, as_of));
    let records =
        records.filter_map(|(at, it)| record(archive, it, Item::Record(RecordIx(at)), hrefs));
    let mut all: Vec<RecordJson<'_>> = plans.chain(records).collect();
    all.sort_by_key(|it| it.id);
    let mut out = Vec::new();
    push_lines(&mut out, all.into_iter());
    out.push(b'\n');
    out
}

fn plan<'a>(
    archive: &'a Archive,
    plan: &'a Plan,
    item: Item,
    hrefs: Hrefs<'_>,
) -> Option<RecordJson<'a>> {
    let (school, pair) = match plan.owner {
        PlanOwner::Archive => (None, None),
        PlanOwner::School(school) => (Some(archive.school(school).id.as_str()), None),
        PlanOwner::Pair(pair) => (None, Some(archive.pair(pair).id.as_str())),
    };
    Some(RecordJson {
        id: &plan.id,
        kind: "plan",
        title: &plan.title,
        school,
        term: None,
        date: Some(plan.period.first.to_string()),
        r#type: None,
        pair,
        href: (hrefs.page)(item)?,
        print_href: (hrefs.print)(item),
    })
}

fn record<'a>(
    archive: &'a Archive,
    record: &'a Record,
    item: Item,
    hrefs: Hrefs<'_>,
) -> Option<RecordJson<'a>> {
    Some(RecordJson {
        id: &record.id,
        kind: record.kind().code(),
        title: &record.title,
        school: Some(&archive.school(record.school).id),
        term: record.term.map(|it| archive.calendar.term(it).name.as_str()),
        date: record.day.map(|it| it.to_string()),
        r#type: record.of_type.as_deref(),
        pair: record.pair.one().map(|it| archive.pair(it).id.as_str()),
        href: (hrefs.page)(item)?,
        print_href: (hrefs.print)(item),
    })
}
