//! The list of the visits of one term, by school.

use crate::model::{RecordKind, TermIx};
use crate::site::fragments::lists::{by_school, kind_title};
use crate::site::fragments::records_page::{RecordsPage, of_term, parts};
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;

/// One page per term that has visits.
pub(crate) struct VisitsOfTermPages;

impl PageKind for VisitsOfTermPages {
    type Key<'s> = TermIx;
    type View<'s> = RecordsPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<TermIx> {
        site.terms().filter(|term| site.has_visits(*term)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: TermIx) -> &'s str {
        &site.routes.visits[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: TermIx) -> RecordsPage<'s> {
        visits_of_term(ctx, key)
    }
}

/// A term with more visits than this lists them on one page per school.
const MOST_VISITS: usize = 240;

/// The visits of one term, by school.
fn visits_of_term(ctx: PageCtx<'_>, term: TermIx) -> RecordsPage<'_> {
    let site = ctx.site;
    let visits = of_term(ctx, RecordKind::Visit, term);
    let title =
        site.words.join(&site.archive.calendar.term(term).name, kind_title(ctx, RecordKind::Visit));
    let crumbs = vec![ctx.link(ctx.pick("活动", "Visits"), "visits.html")];
    let is_long = MOST_VISITS < visits.len();
    RecordsPage {
        page: ctx.frame(title, "visits", crumbs),
        count: visits.len(),
        parts: if is_long { parts(ctx, term, RecordKind::Visit) } else { Vec::new() },
        groups: if is_long { Vec::new() } else { by_school(ctx, &visits) },
        with_school: false,
        calendar: Some(ctx.to(&site.routes.calendars[term.0])),
    }
}
