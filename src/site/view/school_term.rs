//! The records that one school filed in one term, by kind.

use crate::model::{Digest, SchoolIx, TermIx};
use crate::site::fragments::lists::by_kind;
use crate::site::fragments::records_page::RecordsPage;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;

/// A school's records of a term, if there are too many for the page of the school or the term.
pub(crate) struct SchoolTermPages;

impl PageKind for SchoolTermPages {
    type Key<'s> = (SchoolIx, TermIx);
    type View<'s> = RecordsPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<(SchoolIx, TermIx)> {
        site.routes.school_terms.keys().copied().collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: (SchoolIx, TermIx)) -> &'s str {
        &site.routes.school_terms[&key]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: (SchoolIx, TermIx)) -> RecordsPage<'s> {
        school_term(ctx, key.0, key.1)
    }

    fn inputs(inputs: &PageInputs<'_>, key: (SchoolIx, TermIx)) -> Digest {
        inputs.school(key.0)
    }
}

/// The records that one school filed in one term, by kind.
fn school_term(ctx: PageCtx<'_>, school: SchoolIx, term: TermIx) -> RecordsPage<'_> {
    let site = ctx.site;
    let mut records = site.lookup.by_school[school.0].clone();
    records.retain(|record| site.lookup.term(*record) == Some(term));
    let title =
        site.words.join(&site.archive.school(school).name, &site.archive.calendar.term(term).name);
    let crumbs = vec![
        ctx.link(ctx.pick("学校", "Schools"), "schools.html"),
        ctx.school(school),
        ctx.term(term),
    ];
    RecordsPage {
        page: ctx.frame(title, "schools", crumbs),
        count: records.len(),
        parts: Vec::new(),
        groups: by_kind(ctx, &records),
        with_school: false,
        calendar: None,
    }
}
