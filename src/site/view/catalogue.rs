//! The index of all catalogues, one line per filing year.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::filing::DocumentInfo;
use crate::model::{DocumentIx, Retention};
use crate::site::fragments::facts::Fact;
use crate::site::fragments::filing::{boxes_link, fonds_facts, labels, year_words};
use crate::site::model::filing::FilingKey;
use crate::site::model::filing::{CatalogueList, Filed, FilingOwner, FilingPage, year_path};
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

/// The index of the catalogues, if the archive numbers its documents.
pub(crate) struct CataloguePages;

impl PageKind for CataloguePages {
    type Key<'s> = FilingKey<'s>;
    type View<'s> = CataloguePage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[NavEntry {
        section: "catalogue",
        path: "catalogue/index.html",
        label: |labels| labels.catalogue,
        group: NavGroup::More,
        presence: NavPresence::WithNumbering,
    }];

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FilingKey<'s>> {
        FilingKey::all(site.filed.as_ref(), |page| match page {
            FilingPage::Index => Some((0, 0)),
            _ => None,
        })
    }

    fn path<'s>(_site: &'s Site<'s>, key: FilingKey<'s>) -> &'s str {
        key.path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FilingKey<'s>) -> CataloguePage<'s> {
        index(ctx, key.filed)
    }
}

template_struct! {
    /// `catalogue/index.html`: the years for which documents are filed.
    #[derive(Debug, Serialize)]
    pub(crate) struct CataloguePage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The fonds and its name.
        facts: Vec<Fact<'s>>,
        /// The retention periods, in the order of `counts`.
        retentions: Vec<&'static str>,
        /// The years, the latest first.
        years: Vec<YearLine<'s>>,
    }
}

impl Page for CataloguePage<'_> {
    const TEMPLATE: Template = template!("catalogue.html");
}

template_struct! {
    /// A year for which documents are filed.
    #[derive(Debug, Serialize)]
    struct YearLine<'s> {
        /// The year.
        link: Link<'s>,
        /// One link to a catalogue per retention period; its text is the number of documents; `none` without any.
        counts: Vec<Option<Link<'s>>>,
        /// How many documents have file numbers.
        total: usize,
        /// The boxes of the year; its text is their number; `none` without any.
        boxes: Option<Link<'s>>,
    }
}

/// The list of the filing years.
fn index<'s>(ctx: PageCtx<'s>, filed: &Filed) -> CataloguePage<'s> {
    let words = ctx.site.words;
    CataloguePage {
        page: ctx.frame(labels(ctx).catalogue, "catalogue", Vec::new()),
        facts: fonds_facts(ctx, filed, None).0,
        retentions: Retention::ALL.map(|retention| words.retention(retention)).to_vec(),
        years: filed.years.iter().map(|year| year_line(ctx, filed, *year)).collect(),
    }
}

/// A year's line: its catalogues by retention, and its boxes.
fn year_line<'s>(ctx: PageCtx<'s>, filed: &Filed, year: i32) -> YearLine<'s> {
    let lists: Vec<&CatalogueList> =
        filed.lists_of(FilingOwner::All, year).map(|list| &filed.lists[list]).collect();
    let mut counts = Vec::new();
    for retention in Retention::ALL {
        let list = lists.iter().find(|list| list.retention == Some(retention));
        counts.push(list.map(|list| ctx.link(list.entries.len().to_string(), &list.path(0))));
    }
    YearLine {
        link: ctx.link(year_words(ctx, year), &year_path(year, 0)),
        counts,
        total: lists.iter().map(|list| list.entries.len()).sum(),
        boxes: boxes_link(ctx, filed, year),
    }
}

/// A link to a document's page; it has no address when the document has no page.
pub(crate) fn document_link(ctx: PageCtx<'_>, document: DocumentIx) -> Link<'_> {
    let link = match document {
        DocumentIx::Plan(plan) => Some(ctx.plan(plan)),
        DocumentIx::Record(record) => ctx.record(record),
    };
    if let Some(link) = link {
        return link;
    }
    let title = DocumentInfo::of(ctx.site.archive, document).title;
    Link { text: Cow::Borrowed(title), href: String::new() }
}
