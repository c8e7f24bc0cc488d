//! The list of terms.

use serde::Serialize;

use crate::model::RecordKind;
use crate::site::fragments::lists::{count_kinds, kind_title};
use crate::site::model::frame::Frame;
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The list of terms.
pub(crate) struct TermsPages;

impl PageKind for TermsPages {
    type Key<'s> = ();
    type View<'s> = TermsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "terms",
        path: "terms.html",
        label: |labels| labels.terms,
        group: NavGroup::Main,
        presence: NavPresence::Always,
    }];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<()> {
        vec![()]
    }

    fn path<'s>(_site: &'s Site<'s>, _key: ()) -> &'s str {
        "terms.html"
    }

    fn view<'s>(ctx: PageCtx<'s>, _key: ()) -> TermsPage<'s> {
        terms(ctx)
    }
}

template_struct! {
    /// The list of terms.
    #[derive(Debug, Serialize)]
    pub(crate) struct TermsPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The terms, the latest first.
        terms: Vec<TermLine<'s>>,
        /// The names of the kinds of records, in the order of `counts`.
        kinds: Vec<&'static str>,
    }
}

template_struct! {
    /// A line about one term.
    #[derive(Debug, Serialize)]
    struct TermLine<'s> {
        /// The term.
        link: Link<'s>,
        /// Its first and last day, in words.
        days: String,
        /// How many records of each kind it has, in the order of `kinds`.
        counts: Vec<usize>,
    }
}

impl Page for TermsPage<'_> {
    const TEMPLATE: Template = template!("terms.html");
}

/// The list of terms, the latest first.
fn terms(ctx: PageCtx<'_>) -> TermsPage<'_> {
    let site = ctx.site;
    let mut lines = Vec::new();
    for (at, term) in site.archive.calendar.terms() {
        if site.is_term_used(at) {
            lines.push(TermLine {
                link: ctx.term(at),
                days: site.words.days(term.period),
                counts: count_kinds(ctx, &site.lookup.by_term[at.0]),
            });
        }
    }
    lines.reverse();
    TermsPage {
        page: ctx.frame(ctx.pick("学期", "Terms"), "terms", Vec::new()),
        terms: lines,
        kinds: RecordKind::ALL.into_iter().map(|kind| kind_title(ctx, kind)).collect(),
    }
}
