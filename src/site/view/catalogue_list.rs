//! One catalogue (归档文件目录); long ones are in parts.

use serde::Serialize;

use crate::model::Archive;
use crate::site::fragments::facts::Fact;
use crate::site::fragments::filing::{
    filing_owner_link, fonds_facts, labels, part_links, way, year_words,
};
use crate::site::model::filing::{CatalogueList, Filed, FilingKey, FilingPage};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::site::view::catalogue::document_link;

/// A catalogue (归档文件目录), in parts.
pub(crate) struct CatalogueListPages;

impl PageKind for CatalogueListPages {
    type Key<'s> = FilingKey<'s>;
    type View<'s> = CatalogueListPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FilingKey<'s>> {
        FilingKey::all(site.filed.as_ref(), |page| match page {
            FilingPage::List(index, part) => Some((index, part)),
            _ => None,
        })
    }

    fn path<'s>(_site: &'s Site<'s>, key: FilingKey<'s>) -> &'s str {
        key.path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FilingKey<'s>) -> CatalogueListPage<'s> {
        of_list(ctx, key.filed, key.index, key.part)
    }
}

template_struct! {
    /// A catalogue of filed documents: those of one year and retention period, or those of a school or pair in one year.
    #[derive(Debug, Serialize)]
    pub(crate) struct CatalogueListPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The facts on its cover.
        facts: Vec<Fact<'s>>,
        /// The documents in the order of their numbers.
        rows: Vec<CatalogueRow<'s>>,
        /// The address of the whole catalogue as a CSV file.
        csv: String,
        /// Links to all parts of a long catalogue.
        parts: Vec<Link<'s>>,
    }
}

impl Page for CatalogueListPage<'_> {
    const TEMPLATE: Template = template!("catalogue-list.html");
}

template_struct! {
    /// A filed document in a catalogue.
    #[derive(Debug, Serialize)]
    struct CatalogueRow<'s> {
        /// 序号.
        order: usize,
        /// 档号.
        number: String,
        /// 文号.
        document_number: Option<&'s str>,
        /// 责任者.
        responsible: &'s str,
        /// 题名.
        title: Link<'s>,
        /// 日期, as eight digits; empty without a date.
        date: String,
        /// 页数.
        pages: Option<u32>,
    }
}

/// One part of a catalogue.
fn of_list<'s>(ctx: PageCtx<'s>, filed: &Filed, list: usize, part: usize) -> CatalogueListPage<'s> {
    let (w, words, list) = (labels(ctx), ctx.site.words, &filed.lists[list]);
    let archive = ctx.site.archive;
    let first = list.entries.first().map(|entry| &filed.entries[*entry].number(archive).class);
    let mut facts = fonds_facts(ctx, filed, first);
    facts.text(w.filing_year, Some(list.year.to_string()));
    facts.text(w.retention, list.retention.map(|retention| words.retention(retention)));
    facts.text(w.organisation_code, only_organisation(archive, filed, list));
    facts.text(w.item_count, Some(list.entries.len().to_string()));
    let mut rows = Vec::new();
    for index in list.part(part) {
        let entry = filed.entries[list.entries[index]].entry(archive);
        rows.push(CatalogueRow {
            order: index + 1,
            number: entry.number.to_string(),
            document_number: entry.document_number,
            responsible: entry.responsible,
            title: document_link(ctx, entry.document),
            date: entry.date(),
            pages: entry.pages,
        });
    }
    let owner = filing_owner_link(ctx, list.owner);
    let mut title = year_words(ctx, list.year);
    if let Some(owner) = &owner {
        title = words.join(&owner.text, &title);
    }
    if let Some(retention) = list.retention {
        title = words.join(&title, words.retention(retention));
    }
    CatalogueListPage {
        page: ctx.frame(
            words.join(&title, w.catalogue_list),
            "catalogue",
            way(ctx, Some(list.year)),
        ),
        facts: facts.0,
        rows,
        csv: ctx.to(&list.table()),
        parts: part_links(ctx, list.parts(), |part| list.path(part)),
    }
}

/// 机构, when it is the same for all documents of a list.
fn only_organisation(archive: &Archive, filed: &Filed, list: &CatalogueList) -> Option<String> {
    let mut organisations = list
        .entries
        .iter()
        .map(|entry| filed.entries[*entry].number(archive).class.organisation.as_ref());
    let first = organisations.next()??;
    organisations.all(|organisation| organisation == Some(first)).then(|| first.clone())
}
