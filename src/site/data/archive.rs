//! `data/archive.json`: what the archive is, and the names behind the ids of `progress.json`. Whoever rolls up several
//! archives reads these two and no others (docs/data-format.md).

use serde::Serialize;

use super::{Hrefs, Item, is_published, push_json, push_lines};
use crate::l10n::Lang;
use crate::model::{Archive, Day, IndicatorIx, PairIx, Plan, PlanIx, PlanOwner, SchoolIx};

/// The name of the format, and the version that changes when a reader of the one before would go wrong.
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
struct NamedJson<'a> {
    id: &'a str,
    name: &'a str,
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
    /// The ids of its targets that are kept out of roll-ups.
    aspirational: Vec<&'a str>,
}

/// The file.
pub(super) fn json(archive: &Archive, as_of: Day, hrefs: Hrefs<'_>) -> Vec<u8> {
    let site = &archive.site;
    let published = || archive.records.iter().filter(|it| is_published(it, as_of));
    let plans = || archive.plans.iter().enumerate().filter(|it| !it.1.draft);
    let latest = published().filter_map(|it| it.day).filter(|it| *it <= as_of).max();
    let language = if site.language == Lang::En { "en" } else { "zh-CN" };
    let mut out = b"{".to_vec();
    field(&mut out, "format", &FORMAT.0);
    field(&mut out, "version", &FORMAT.1);
    field(&mut out, "title", &site.title);
    field(&mut out, "organisation", &site.organisation);
    field(&mut out, "language", &language);
    field(&mut out, "as_of", &as_of.to_string());
    field(&mut out, "latest_record", &latest.map(|it| it.to_string()));
    let counts = CountsJson {
        schools: archive.schools.len(),
        pairs: archive.pairs.len(),
        plans: plans().count(),
        records: published().count(),
    };
    field(&mut out, "counts", &counts);
    out.extend_from_slice(b"\n\"indicators\":");
    let indicators = archive.indicators.iter().enumerate().map(|(at, it)| IndicatorJson {
        name: &it.name,
        unit: &it.unit,
        direction: it.direction.code(),
        aggregate: it.aggregate.code(),
        sensitive: it.sensitive,
        href: (hrefs.page)(Item::Indicator(IndicatorIx(at))),
    });
    push_lines(&mut out, indicators);
    out.extend_from_slice(b",\n\"schools\":");
    let schools = archive.schools.iter().enumerate();
    push_lines(
        &mut out,
        schools.map(|(at, it)| named(&it.id, &it.name, Item::School(SchoolIx(at)), hrefs)),
    );
    out.extend_from_slice(b",\n\"pairs\":");
    let pairs = archive.pairs.iter().enumerate();
    push_lines(
        &mut out,
        pairs.map(|(at, it)| named(&it.id, &it.name, Item::Pair(PairIx(at)), hrefs)),
    );
    out.extend_from_slice(b",\n\"plans\":");
    push_lines(&mut out, plans().map(|(at, it)| plan(archive, it, PlanIx(at), hrefs)));
    out.extend_from_slice(b"}\n");
    out
}

fn field<T: Serialize>(out: &mut Vec<u8>, name: &str, value: &T) {
    push_json(out, &name);
    out.push(b':');
    push_json(out, value);
    out.push(b',');
}

fn named<'a>(id: &'a str, name: &'a str, item: Item, hrefs: Hrefs<'_>) -> NamedJson<'a> {
    NamedJson { id, name, href: (hrefs.page)(item) }
}

fn plan<'a>(archive: &'a Archive, plan: &'a Plan, at: PlanIx, hrefs: Hrefs<'_>) -> PlanJson<'a> {
    let (school, pair) = match plan.owner {
        PlanOwner::Archive => (None, None),
        PlanOwner::School(school) => (Some(archive.school(school).id.as_str()), None),
        PlanOwner::Pair(pair) => (None, Some(archive.pair(pair).id.as_str())),
    };
    PlanJson {
        id: &plan.id,
        title: &plan.title,
        start: plan.period.first.to_string(),
        end: plan.period.last.to_string(),
        school,
        pair,
        href: (hrefs.page)(Item::Plan(at)),
        aspirational: plan.targets.iter().filter(|it| it.aspirational).map(|it| &*it.id).collect(),
    }
}
