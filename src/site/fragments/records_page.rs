//! The page of a list of records, which three page kinds share.

use serde::Serialize;

use crate::model::{RecordIx, RecordKind, SchoolIx, TermIx};
use crate::site::fragments::lists::{Group, section};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

template_struct! {
    /// A list of records: `visits.html`, `visits/<term>.html`, `terms/<term>/<school>.html`,
    /// `summaries.html`, `ledgers.html`, `resources.html`, `honours.html`, `questions.html`.
    #[derive(Debug, Serialize)]
    pub(crate) struct RecordsPage<'s> {
        /// What every page has: title, site, way up.
        pub(crate) page: Frame<'s>,
        /// How many records there are.
        pub(crate) count: usize,
        /// Of visits: a page a term; of a long term: a page a school.
        pub(crate) parts: Vec<Part<'s>>,
        /// By term; of visits the newest 50; of a term's visits by school; of a school's term by
        /// kind.
        pub(crate) groups: Vec<Group<'s>>,
        /// Whether the lines should name their school.
        pub(crate) with_school: bool,
        /// Of a term's visits: the same on a calendar.
        pub(crate) calendar: Option<String>,
    }
}

template_struct! {
    /// A term's page of visits, or a school's page of a term.
    #[derive(Debug, Serialize)]
    pub(crate) struct Part<'s> {
        /// The page.
        pub(crate) link: Link<'s>,
        /// How many visits it lists.
        pub(crate) count: usize,
        /// Its visits on a calendar.
        pub(crate) calendar: Option<String>,
    }
}

impl Page for RecordsPage<'_> {
    const TEMPLATE: Template = template!("records.html");
}

/// The schools' pages of a long term, with how many records of a kind each has.
pub(crate) fn parts(ctx: PageCtx<'_>, term: TermIx, kind: RecordKind) -> Vec<Part<'_>> {
    let site = ctx.site;
    let mut counts = vec![0; site.archive.schools.len()];
    for term in &site.lookup.by_term[term.0] {
        let record = site.archive.record(*term);
        counts[record.school.0] += usize::from(record.kind() == kind);
    }
    let part = |(school, count): (usize, usize)| {
        let page = site.routes.school_terms.get(&(SchoolIx(school), term))?;
        let mut link = ctx.link(&*site.archive.schools[school].name, page);
        link.href = format!("{}#{}", link.href, section(kind));
        (0 < count).then_some(Part { link, count, calendar: None })
    };
    counts.into_iter().enumerate().filter_map(part).collect()
}

pub(crate) fn of_term(ctx: PageCtx<'_>, kind: RecordKind, term: TermIx) -> Vec<RecordIx> {
    let of_term = ctx.site.lookup.by_term[term.0].iter().copied();
    of_term.filter(|term| ctx.site.archive.record(*term).kind() == kind).collect()
}
