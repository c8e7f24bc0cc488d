//! The records with figures that no target counts, for clerks: what was written is counted or said not to be.

use serde::Serialize;

use crate::engine::progress::uncounted_figures;
use crate::site::fragments::uncounted::uncounted_reason;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The page of the figures that no target counts.
pub(crate) struct UncountedPages;

impl PageKind for UncountedPages {
    type Key<'s> = ();
    type View<'s> = UncountedPage<'s>;

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "uncounted.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> UncountedPage<'s> {
        uncounted(ctx)
    }
}

template_struct! {
    /// The figures that no target counts.
    #[derive(Debug, Serialize)]
    pub(crate) struct UncountedPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The figures, by record.
        rows: Vec<UncountedRow<'s>>,
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

fn uncounted(ctx: PageCtx<'_>) -> UncountedPage<'_> {
    let site = ctx.site;
    let mut rows = Vec::new();
    for figure in uncounted_figures(site.archive, site.readings) {
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
    UncountedPage { page: ctx.frame(title, "home", Vec::new()), rows }
}
