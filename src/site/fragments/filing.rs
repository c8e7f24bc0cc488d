//! Filing stamps (归档章), and links between the pages about filing.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{Class, DocumentIx};
use crate::site::fragments::facts::Facts;
use crate::site::model::filing::{Filed, FilingOwner, boxes_path, year_path};
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// 归档章: the cells of the stamp on a paper's first page. Shown in print only.
    #[derive(Debug, Serialize)]
    pub(crate) struct Stamp {
        /// The file number.
        pub(crate) number: String,
        /// 全宗号.
        pub(crate) fonds: String,
        /// 年度.
        pub(crate) year: String,
        /// 件号, four digits.
        pub(crate) item: String,
        /// 机构; empty when not used.
        pub(crate) organisation: String,
        /// 保管期限.
        pub(crate) retention: &'static str,
        /// 页数; empty when not known.
        pub(crate) pages: String,
    }
}

/// The stamp of a document; `None` if it has no number.
pub(crate) fn stamp(ctx: PageCtx<'_>, document: DocumentIx) -> Option<Stamp> {
    let site = ctx.site;
    let entry = site.filed.as_ref()?.entry_of(site.archive, document)?;
    let class = &entry.number.class;
    Some(Stamp {
        number: entry.number.to_string(),
        fonds: class.fonds.clone(),
        year: class.year.to_string(),
        item: format!("{:04}", entry.number.item),
        organisation: class.organisation.clone().unwrap_or_default(),
        retention: site.words.retention(class.retention),
        pages: entry.pages.as_ref().map(ToString::to_string).unwrap_or_default(),
    })
}

/// The number of a document, for its facts; `None` if it has no number.
pub(crate) fn file_number(ctx: PageCtx<'_>, document: DocumentIx) -> Option<String> {
    let site = ctx.site;
    Some(site.filed.as_ref()?.entry_of(site.archive, document)?.number.to_string())
}

/// Links to the folders of a school or pair, one for each year, the latest first.
pub(crate) fn sheets_of(ctx: PageCtx<'_>, owner: FilingOwner) -> Vec<Link<'_>> {
    let mut links = Vec::new();
    let Some(filed) = &ctx.site.filed else { return links };
    for sheet in filed.sheets.iter().rev() {
        if sheet.owner == owner {
            links.push(ctx.link(year_words(ctx, sheet.year), &sheet.path()));
        }
    }
    links
}

/// A year in words.
pub(crate) fn year_words(ctx: PageCtx<'_>, year: i32) -> String {
    format!("{year}{}", ctx.pick("年", ""))
}

pub(crate) fn labels(ctx: PageCtx<'_>) -> &'static Labels {
    Labels::of(ctx.site.lang())
}

/// The links above a page about filing: to the catalogue, and to the page of the year.
pub(crate) fn way<'s>(ctx: PageCtx<'s>, year: Option<i32>) -> Vec<Link<'s>> {
    let mut links = vec![ctx.link(labels(ctx).catalogue, "catalogue/index.html")];
    if let Some(year) = year {
        links.push(ctx.link(year_words(ctx, year), &year_path(year, 0)));
    }
    links
}

/// The link to the owner of documents; `None` for the documents of all.
pub(crate) fn filing_owner_link(ctx: PageCtx<'_>, owner: FilingOwner) -> Option<Link<'_>> {
    match owner {
        FilingOwner::All => None,
        FilingOwner::School(at) => Some(ctx.school(at)),
        FilingOwner::Pair(at) => Some(ctx.pair(at)),
    }
}

/// The fonds and its name, as covers and labels show them.
pub(crate) fn fonds_facts<'s>(ctx: PageCtx<'s>, filed: &Filed, class: Option<&Class>) -> Facts<'s> {
    let w = labels(ctx);
    let mut facts = Facts::default();
    let fonds = match class {
        Some(class) => Some(class.fonds.clone()),
        None => filed.rule.fonds.clone(),
    };
    facts.text(w.fonds, fonds).text(w.fonds_name, Some(fonds_name(ctx, filed)));
    facts
}

/// The name of the fonds: as set, or else the name of the organisation or the site.
pub(crate) fn fonds_name(ctx: PageCtx<'_>, filed: &Filed) -> String {
    let site = &ctx.site.archive.site;
    let name = filed.rule.fonds_name.as_ref().or(site.organisation.as_ref());
    name.unwrap_or(&site.title).clone()
}

/// Links to the parts of a list; empty if it has only one.
pub(crate) fn part_links(
    ctx: PageCtx<'_>,
    count: usize,
    path: impl Fn(usize) -> String,
) -> Vec<Link<'_>> {
    if count < 2 {
        return Vec::new();
    }
    (0..count).map(|index| ctx.link((index + 1).to_string(), &path(index))).collect()
}

/// The link to the boxes of a year, with their number; `None` if it has none.
pub(crate) fn boxes_link<'s>(ctx: PageCtx<'s>, filed: &Filed, year: i32) -> Option<Link<'s>> {
    let count = filed.boxes_of(year).count();
    if count > 0 { Some(ctx.link(count.to_string(), &boxes_path(year, 0))) } else { None }
}
