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
pub(crate) fn stamp(ctx: PageCtx<'_>, paper: DocumentIx) -> Option<Stamp> {
    let site = ctx.site;
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
pub(crate) fn file_number(ctx: PageCtx<'_>, paper: DocumentIx) -> Option<String> {
    ctx.site.filed.as_ref()?.entry_of(paper).map(|entry| entry.number.to_string())
}

/// The folders of a school or pair, a link a year, the latest first.
pub(crate) fn sheets_of(ctx: PageCtx<'_>, whose: Whose) -> Vec<Link<'_>> {
    let sheets = ctx.site.filed.iter().flat_map(|filed| &filed.sheets);
    let of = sheets.filter(|sheet| sheet.whose == whose);
    let mut links: Vec<Link<'_>> =
        of.map(|item| ctx.link(year_words(ctx, item.year), &item.path())).collect();
    links.reverse();
    links
}

pub(crate) fn year_words(ctx: PageCtx<'_>, year: i32) -> String {
    format!("{year}{}", ctx.pick("年", ""))
}

pub(crate) fn labels(ctx: PageCtx<'_>) -> &'static Labels {
    Labels::of(ctx.site.lang())
}

pub(crate) fn way<'s>(ctx: PageCtx<'s>, year: Option<i32>) -> Vec<Link<'s>> {
    let index = ctx.link(labels(ctx).catalogue, "catalogue/index.html");
    let year = year.map(|year| ctx.link(year_words(ctx, year), &year_path(year, 0)));
    std::iter::once(index).chain(year).collect()
}

pub(crate) fn whose_link(ctx: PageCtx<'_>, whose: Whose) -> Option<Link<'_>> {
    match whose {
        Whose::All => None,
        Whose::School(at) => Some(ctx.school(at)),
        Whose::Pair(at) => Some(ctx.pair(at)),
    }
}

/// Fonds and its name, as covers and labels have them.
pub(crate) fn fonds_facts<'s>(
    ctx: PageCtx<'s>,
    filed: &Filed<'_>,
    class: Option<&Class>,
) -> Facts<'s> {
    let w = labels(ctx);
    let mut facts = Facts::default();
    let fonds = class.map(|class| class.fonds.clone()).or_else(|| filed.rule.fonds.clone());
    facts.text(w.fonds, fonds).text(w.fonds_name, Some(fonds_name(ctx, filed)));
    facts
}

pub(crate) fn fonds_name(ctx: PageCtx<'_>, filed: &Filed<'_>) -> String {
    let site = &ctx.site.archive.site;
    let name = filed.rule.fonds_name.as_ref().or(site.organisation.as_ref());
    name.unwrap_or(&site.title).clone()
}

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

pub(crate) fn boxes_link<'s>(ctx: PageCtx<'s>, filed: &Filed<'_>, year: i32) -> Option<Link<'s>> {
    let count = filed.boxes_of(year).count();
    (count > 0).then(|| ctx.link(count.to_string(), &boxes_path(year, 0)))
}
