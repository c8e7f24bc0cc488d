//! The index of all catalogues, a line a filing year.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::filing::DocumentInfo;
use crate::model::{DocumentIx, Retention};
use crate::site::fragments::facts::Fact;
use crate::site::fragments::filing::{boxes_link, fonds_facts, labels, year_words};
use crate::site::model::filing::{Filed, FilingPage, Whose, year_path};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::page_table::PageVisitor;
use crate::site::theme::Page;
use crate::site::view::catalogue_boxes::of_boxes;
use crate::site::view::catalogue_folders::of_folders;
use crate::site::view::catalogue_list::of_list;
use crate::site::view::catalogue_year::of_year;

/// Makes the view of one page about filing.
pub(crate) fn filing<P: PageVisitor>(
    here: PageCtx<'_>,
    filed: &Filed<'_>,
    page: FilingPage,
    press: P,
) -> P::Made {
    match page {
        FilingPage::Index => press.make(&index(here, filed)),
        FilingPage::Year(year, part) => press.make(&of_year(here, filed, year, part)),
        FilingPage::List(list, part) => press.make(&of_list(here, filed, list, part)),
        FilingPage::Folders(sheet) => press.make(&of_folders(here, filed, sheet)),
        FilingPage::Boxes(year, part) => press.make(&of_boxes(here, filed, year, part)),
    }
}

/// `catalogue.html`
#[derive(Debug, Serialize)]
pub(crate) struct CataloguePage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    retentions: Vec<&'static str>,
    years: Vec<YearLine<'s>>,
}

impl Page for CataloguePage<'_> {
    const TEMPLATE: &'static str = "catalogue.html";
}

/// A year of the index.
#[derive(Debug, Serialize)]
struct YearLine<'s> {
    link: Link<'s>,
    counts: Vec<Option<Link<'s>>>,
    total: usize,
    boxes: Option<Link<'s>>,
}

pub(crate) fn index<'s>(here: PageCtx<'s>, filed: &Filed<'_>) -> CataloguePage<'s> {
    let words = here.site.words;
    let line = |year: &i32| {
        let lists = || filed.lists_of(Whose::All, *year).map(|it| &filed.lists[it]);
        let count = |retention| {
            let list = lists().find(|it| it.retention == Some(retention))?;
            Some(here.link(list.entries.len().to_string(), &list.path(0)))
        };
        YearLine {
            link: here.link(year_words(here, *year), &year_path(*year, 0)),
            counts: Retention::ALL.into_iter().map(count).collect(),
            total: lists().map(|it| it.entries.len()).sum(),
            boxes: boxes_link(here, filed, *year),
        }
    };
    CataloguePage {
        page: here.frame(labels(here).catalogue, "catalogue", Vec::new()),
        facts: fonds_facts(here, filed, None).0,
        retentions: Retention::ALL.map(|it| words.retention(it)).to_vec(),
        years: filed.years.iter().map(line).collect(),
    }
}

pub(crate) fn document_link(here: PageCtx<'_>, paper: DocumentIx) -> Link<'_> {
    let title = DocumentInfo::of(here.site.archive, paper).title;
    match paper {
        DocumentIx::Plan(at) => here.plan(at),
        DocumentIx::Record(at) => here
            .record(at)
            .unwrap_or_else(|| Link { text: Cow::Borrowed(title), href: String::new() }),
    }
}
