//! The records with figures that no target counts, for clerks: what was written is counted or said not to be. Many of them
//! are listed school by school.

use serde::Serialize;

use crate::site::fragments::counted_link::CountedLink;
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
        schools: Vec<CountedLink<'s>>,
        /// The figures, by record.
        rows: Vec<UncountedRow<'s>>,
        /// Links to all parts of a school's.
        parts: Vec<Link<'s>>,
    }
}

template_struct! {
    /// Figures of one record that no target counts for the same reason.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedRow<'s> {
        /// The record.
        record: Link<'s>,
        /// Its school; none on the page of one school.
        school: Option<Link<'s>>,
        /// Its date; of a ledger that of the first such row.
        date: String,
        /// The figures.
        figures: Vec<UncountedFigures<'s>>,
        /// Why no target counts them.
        why: String,
    }
}

template_struct! {
    /// Figures of one data key in one record.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedFigures<'s> {
        /// The data key.
        measure: &'s str,
        /// For a ledger, how many rows.
        rows: Option<usize>,
    }
}

impl Page for UncountedPage<'_> {
    const TEMPLATE: Template = template!("uncounted.html");
}

fn uncounted(ctx: PageCtx<'_>, key: UncountedKey) -> UncountedPage<'_> {
    let site = ctx.site;
    let table = site.uncounted();
    let rows = rows(ctx, key);
    let title = ctx.pick("未计入的记录", "Records that count for nothing");
    match key {
        UncountedKey::All => UncountedPage {
            page: ctx.frame(title, "home", Vec::new()),
            total: table.total(),
            schools: schools(ctx),
            rows,
            parts: Vec::new(),
        },
        UncountedKey::School(school, part) => {
            let parts = table.parts(school);
            let own = ctx.school(school);
            let mut own_title = site.words.join(&own.text, title);
            if 0 < part {
                own_title = site.words.page_of(&own_title, part + 1);
            }
            UncountedPage {
                page: ctx.frame(own_title, "home", vec![ctx.link(title, PATH), own]),
                total: table.count(school),
                schools: Vec::new(),
                rows,
                parts: part_links(ctx, parts.len(), |part| parts[part].clone()),
            }
        }
    }
}

/// The figures of a page: those of one record that stand there for the same reason in one row.
fn rows(ctx: PageCtx<'_>, key: UncountedKey) -> Vec<UncountedRow<'_>> {
    let site = ctx.site;
    let mut rows: Vec<UncountedRow<'_>> = Vec::new();
    let mut previous = None;
    for figure in site.uncounted().listed(key) {
        let Some(record) = ctx.record(figure.record) else { continue };
        let date = site.words.day(figure.day);
        let why = uncounted_reason((site.archive, site.readings.as_of), site.words, figure);
        let figures = UncountedFigures { measure: &figure.key, rows: figure.rows };
        match rows.last_mut() {
            Some(row) if previous == Some(figure.record) && row.why == why && row.date == date => {
                row.figures.push(figures);
            }
            _ => rows.push(UncountedRow {
                record,
                school: matches!(key, UncountedKey::All)
                    .then(|| ctx.school(site.archive.record(figure.record).school)),
                date,
                figures: vec![figures],
                why,
            }),
        }
        previous = Some(figure.record);
    }
    rows
}

/// The schools with pages of their own, in their order.
fn schools(ctx: PageCtx<'_>) -> Vec<CountedLink<'_>> {
    let mut schools = Vec::new();
    for (school, count) in ctx.site.uncounted().schools() {
        let path = ctx.site.uncounted().path(UncountedKey::School(school, 0));
        let link = ctx.link(&*ctx.site.archive.school(school).name, path);
        schools.push(CountedLink { link, count });
    }
    schools
}
