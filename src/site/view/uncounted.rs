//! The records with figures that no target counts, for clerks: what was written is counted or said not to be. Many of them
//! are listed school by school.

use serde::Serialize;

use crate::site::fragments::filing::part_links;
use crate::site::fragments::uncounted::uncounted_reason;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::model::uncounted::{PATH, UncountedKey};
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The pages of the figures that no target counts.
pub(crate) struct UncountedPages;

impl PageKind for UncountedPages {
    type Key<'s> = UncountedKey;
    type View<'s> = UncountedPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<UncountedKey> {
        site.uncounted().keys()
    }

    fn path<'s>(site: &'s Site<'s>, key: UncountedKey) -> &'s str {
        site.uncounted().path(key)
    }

    fn view<'s>(ctx: PageCtx<'s>, key: UncountedKey) -> UncountedPage<'s> {
        uncounted(ctx, key)
    }
}

template_struct! {
    /// `uncounted.html`, `uncounted/…`: the figures that no target counts: all, the schools that have many, or those of
    /// one school.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// How many there are.
        total: usize,
        /// The schools that have some, where one page cannot list all.
        schools: Vec<UncountedSchool<'s>>,
        /// The figures, by record.
        rows: Vec<UncountedRow<'s>>,
        /// Links to all parts of a school's.
        parts: Vec<Link<'s>>,
    }
}

template_struct! {
    /// A school with figures that no target counts.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedSchool<'s> {
        /// The school, leading to the list of them.
        link: Link<'s>,
        /// How many it has.
        count: usize,
    }
}

template_struct! {
    /// Figures of one data key in one record.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedRow<'s> {
        /// The record.
        record: Link<'s>,
        /// Its school.
        school: Link<'s>,
        /// Its date; of a ledger that of the first such row.
        date: String,
        /// The data key.
        measure: &'s str,
        /// For a ledger, how many rows.
        rows: Option<usize>,
        /// Why no target counts them.
        why: String,
    }
}

impl Page for UncountedPage<'_> {
    const TEMPLATE: Template = template!("uncounted.html");
}

fn uncounted(ctx: PageCtx<'_>, key: UncountedKey) -> UncountedPage<'_> {
    let site = ctx.site;
    let table = site.uncounted();
    let mut rows = Vec::new();
    for figure in table.listed(key) {
        let Some(record) = ctx.record(figure.record) else { continue };
        rows.push(UncountedRow {
            record,
            school: ctx.school(site.archive.record(figure.record).school),
            date: site.words.day(figure.day),
            measure: &site.archive.measures[figure.measure.0 as usize],
            rows: figure.rows,
            why: uncounted_reason(site.archive, site.words, figure.reason),
        });
    }
    let title = ctx.pick("未计入的记录", "Records that count for nothing");
    match key {
        UncountedKey::All => UncountedPage {
            page: ctx.frame(title, "home", Vec::new()),
            total: table.total(),
            schools: schools(ctx),
            rows,
            parts: Vec::new(),
        },
        UncountedKey::School(school, _) => {
            let parts = table.parts(school);
            let own = ctx.school(school);
            UncountedPage {
                page: ctx.frame(
                    site.words.join(&own.text, title),
                    "home",
                    vec![ctx.link(title, PATH), own],
                ),
                total: table.count(school),
                schools: Vec::new(),
                rows,
                parts: part_links(ctx, parts.len(), |part| parts[part].clone()),
            }
        }
    }
}

/// The schools with pages of their own, in their order.
fn schools(ctx: PageCtx<'_>) -> Vec<UncountedSchool<'_>> {
    let mut schools = Vec::new();
    for (school, count) in ctx.site.uncounted().schools() {
        let path = ctx.site.uncounted().path(UncountedKey::School(school, 0));
        let link = ctx.link(&*ctx.site.archive.school(school).name, path);
        schools.push(UncountedSchool { link, count });
    }
    schools
}
