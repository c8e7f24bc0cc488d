//! Writes `data/records.json`: every published plan and record.

use serde::Serialize;

use super::common::{Hrefs, Item, is_published, push_lines};
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

/// Whether anything is published that the file lists.
pub(super) fn has_rows(archive: &Archive, as_of: Day) -> bool {
    for plan in &archive.plans {
        if plan.is_published(as_of) {
            return true;
        }
    }
    for record in &archive.records {
        if is_published(record, as_of) {
            return true;
        }
    }
    false
}

/// The bytes of the file.
pub(super) fn json(archive: &Archive, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let mut lines: Vec<RecordJson<'_>> = Vec::new();
    for (index, of) in archive.plans.iter().enumerate() {
        if of.is_published(as_of) {
            lines.extend(plan(archive, of, Item::Plan(PlanIx(index)), hrefs));
        }
    }
    for (index, of) in archive.records.iter().enumerate() {
        if is_published(of, as_of) {
            lines.extend(record(archive, of, Item::Record(RecordIx(index)), hrefs));
        }
    }
    lines.sort_by_key(|line| line.id);
    let mut out = Vec::new();
    push_lines(&mut out, lines);
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
        term: record.term.map(|term| archive.calendar.term(term).name.as_str()),
        date: record.day.as_ref().map(ToString::to_string),
        r#type: record.of_type.as_deref(),
        pair: record.pair.one().map(|pair| archive.pair(pair).id.as_str()),
        href: (hrefs.page)(item)?,
        print_href: (hrefs.print)(item),
    })
}
