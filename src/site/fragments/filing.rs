//! 归档章 and links between the pages about filing.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::{Class, DocumentIx};
use crate::site::fragments::facts::Facts;
use crate::site::model::filing::{Filed, Whose, boxes_path, year_path};
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

/// The stamp of a paper; none when it has no number.
pub(crate) fn stamp(here: PageCtx<'_>, paper: DocumentIx) -> Option<Stamp> {
    let site = here.site;
    let it = site.filed.as_ref()?.entry_of(paper)?;
    let class = &it.number.class;
    Some(Stamp {
        number: it.number.to_string(),
        fonds: class.fonds.clone(),
        year: class.year.to_string(),
        item: format!("{:04}", it.number.item),
        organisation: class.organisation.clone().unwrap_or_default(),
        retention: site.words.retention(class.retention),
        pages: it.pages.map(|page| page.to_string()).unwrap_or_default(),
    })
}

/// What the facts of a paper say of its number.
pub(crate) fn file_number(here: PageCtx<'_>, paper: DocumentIx) -> Option<String> {
    here.site.filed.as_ref()?.entry_of(paper).map(|entry| entry.number.to_string())
}

/// The folders of a school or pair, a link a year, the latest first.
pub(crate) fn sheets_of(here: PageCtx<'_>, whose: Whose) -> Vec<Link<'_>> {
    let sheets = here.site.filed.iter().flat_map(|filed| &filed.sheets);
    let of = sheets.filter(|sheet| sheet.whose == whose);
    let mut links: Vec<Link<'_>> =
        of.map(|item| here.link(year_words(here, item.year), &item.path())).collect();
    links.reverse();
    links
}

pub(crate) fn year_words(here: PageCtx<'_>, year: i32) -> String {
    format!("{year}{}", here.say("年", ""))
}

pub(crate) fn labels(here: PageCtx<'_>) -> &'static Labels {
    Labels::of(here.site.lang())
}

pub(crate) fn way<'s>(here: PageCtx<'s>, year: Option<i32>) -> Vec<Link<'s>> {
    let index = here.link(labels(here).catalogue, "catalogue/index.html");
    let year = year.map(|year| here.link(year_words(here, year), &year_path(year, 0)));
    std::iter::once(index).chain(year).collect()
}

pub(crate) fn whose_link(here: PageCtx<'_>, whose: Whose) -> Option<Link<'_>> {
    match whose {
        Whose::All => None,
        Whose::School(at) => Some(here.school(at)),
        Whose::Pair(at) => Some(here.pair(at)),
    }
}

/// Fonds and its name, as covers and labels have them.
pub(crate) fn fonds_facts<'s>(
    here: PageCtx<'s>,
    filed: &Filed<'_>,
    class: Option<&Class>,
) -> Facts<'s> {
    let w = labels(here);
    let mut facts = Facts::default();
    let fonds = class.map(|class| class.fonds.clone()).or_else(|| filed.rule.fonds.clone());
    facts.text(w.fonds, fonds).text(w.fonds_name, Some(fonds_name(here, filed)));
    facts
}

pub(crate) fn fonds_name(here: PageCtx<'_>, filed: &Filed<'_>) -> String {
    let site = &here.site.archive.site;
    let name = filed.rule.fonds_name.as_ref().or(site.organisation.as_ref());
    name.unwrap_or(&site.title).clone()
}

pub(crate) fn part_links(
    here: PageCtx<'_>,
    count: usize,
    path: impl Fn(usize) -> String,
) -> Vec<Link<'_>> {
    if count < 2 {
        return Vec::new();
    }
    (0..count).map(|index| here.link((index + 1).to_string(), &path(index))).collect()
}

pub(crate) fn boxes_link<'s>(here: PageCtx<'s>, filed: &Filed<'_>, year: i32) -> Option<Link<'s>> {
    let count = filed.boxes_of(year).count();
    (count > 0).then(|| here.link(count.to_string(), &boxes_path(year, 0)))
}
