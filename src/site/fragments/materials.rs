//! Materials that visits list and that nobody attached: what the counts of 缺材料 lead to.

use serde::Serialize;

use crate::engine::progress::Completeness;
use crate::model::{Detail, Record, RecordIx};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// The materials that one visit lists and that are not attached.
    #[derive(Debug, Serialize)]
    pub(crate) struct MaterialLine<'s> {
        /// The name of the school.
        pub(crate) school: &'s str,
        /// The day of the visit.
        pub(crate) date: String,
        /// The visit.
        pub(crate) link: Link<'s>,
        /// The names of the missing materials.
        pub(crate) missing: Vec<&'s str>,
    }
}

/// The line of a visit with missing materials; `None` when the visit is not shown.
pub(crate) fn material_line<'s>(
    ctx: PageCtx<'s>,
    visit: RecordIx,
    missing: &[&str],
) -> Option<MaterialLine<'s>> {
    let site = ctx.site;
    let record = site.archive.record(visit);
    Some(MaterialLine {
        school: &site.archive.school(record.school).name,
        date: record.day.map(|day| site.words.day(day)).unwrap_or_default(),
        link: ctx.record(visit)?,
        missing: missing.iter().filter_map(|name| own_material(record, name)).collect(),
    })
}

/// The most visits without materials that the page of a term lists; each school and pair has its share of them.
const MOST: usize = 240;

/// The visits of a school or pair in a term that lack materials: the first ones, and none where so many schools and pairs
/// are checked that one page cannot list them. `data/completeness.json` has all of them.
pub(crate) fn visits_lacking<'s>(
    ctx: PageCtx<'s>,
    reading: &Completeness,
) -> impl Iterator<Item = MaterialLine<'s>> {
    let mut by_visit: Vec<(RecordIx, Vec<&str>)> = Vec::new();
    for item in &reading.missing_materials {
        match by_visit.last_mut() {
            Some((visit, missing)) if *visit == item.record => missing.push(&item.material),
            _ => by_visit.push((item.record, vec![&item.material])),
        }
    }
    let owners = ctx.site.archive.schools.len() + ctx.site.archive.pairs.len();
    let share = MOST / owners.max(1);
    // A share of a line or two would be more headings than lines.
    let most = if share < 4 { 0 } else { share };
    let lines = by_visit.into_iter();
    lines.filter_map(move |(visit, missing)| material_line(ctx, visit, &missing)).take(most)
}

/// The name of a material, borrowed from the visit that lists it.
fn own_material<'s>(record: &'s Record, name: &str) -> Option<&'s str> {
    match &record.detail {
        Detail::Visit(visit) => {
            visit.materials.iter().find(|material| *material == name).map(String::as_str)
        }
        _ => None,
    }
}
