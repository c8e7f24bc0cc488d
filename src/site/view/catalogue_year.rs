//! The catalogues of one filing year, and the folders of each school and pair in it.

use serde::Serialize;

use crate::site::fragments::filing::{
    boxes_link, filing_owner_link, labels, part_links, way, year_words,
};
use crate::site::model::filing::FilingKey;
use crate::site::model::filing::FilingPage;
use crate::site::model::filing::{Filed, FilingOwner, FolderSheet, owners_part, year_path};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// The catalogues of a filing year, in parts.
pub(crate) struct CatalogueYearPages;

impl PageKind for CatalogueYearPages {
    type Key<'s> = FilingKey<'s>;
    type View<'s> = CatalogueYearPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FilingKey<'s>> {
        FilingKey::all(site.filed.as_ref(), |page| match page {
            FilingPage::Year(index, part) => Some((index, part)),
            _ => None,
        })
    }

    fn path<'s>(_site: &'s Site<'s>, key: FilingKey<'s>) -> &'s str {
        key.path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FilingKey<'s>) -> CatalogueYearPage<'s> {
        of_year(ctx, key.filed, key.index, key.part)
    }
}

template_struct! {
    /// `catalogue/<year>.html`: the catalogues and folders of one year.
    #[derive(Debug, Serialize)]
    pub(crate) struct CatalogueYearPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The catalogues of the whole year, one per retention period.
        lists: Vec<ListLine<'s>>,
        /// The boxes of the year; its text is their number; `none` without any.
        boxes: Option<Link<'s>>,
        /// How many folders inspections ask for.
        folders: usize,
        /// The schools, then the pairs.
        owners: Vec<OwnerLine<'s>>,
        /// Links to all parts of a long page.
        parts: Vec<Link<'s>>,
    }
}

impl Page for CatalogueYearPage<'_> {
    const TEMPLATE: Template = template!("catalogue-year.html");
}

template_struct! {
    /// A catalogue of a year.
    #[derive(Debug, Serialize)]
    struct ListLine<'s> {
        /// The catalogue; its text is the retention period.
        link: Link<'s>,
        /// How many documents it lists.
        count: usize,
        /// The address of the catalogue as a CSV file.
        csv: String,
    }
}

template_struct! {
    /// A school or pair in a year.
    #[derive(Debug, Serialize)]
    struct OwnerLine<'s> {
        /// The school or pair.
        owner: Link<'s>,
        /// Its catalogue; the text is the number of documents.
        list: Option<Link<'s>>,
        /// Its folders; the text is how many of them hold documents, of how many.
        folders: Link<'s>,
        /// How many folders are empty.
        lacks: usize,
    }
}

/// The catalogues and folders of one year, one part of them.
fn of_year<'s>(ctx: PageCtx<'s>, filed: &Filed, year: usize, part: usize) -> CatalogueYearPage<'s> {
    let (w, words, year) = (labels(ctx), ctx.site.words, filed.years[year]);
    let mut lists = Vec::new();
    for list in filed.lists_of(FilingOwner::All, year).map(|list| &filed.lists[list]) {
        let retention = list.retention.map_or("", |retention| words.retention(retention));
        lists.push(ListLine {
            link: ctx.link(retention, &list.path(0)),
            count: list.entries.len(),
            csv: ctx.to(&list.table()),
        });
    }
    let sheets: Vec<&FolderSheet> =
        filed.sheets.iter().filter(|sheet| sheet.year == year).collect();
    let (range, parts) = owners_part(part, sheets.len());
    CatalogueYearPage {
        page: ctx.frame(
            words.join(&year_words(ctx, year), w.catalogue),
            "catalogue",
            way(ctx, None),
        ),
        lists,
        boxes: boxes_link(ctx, filed, year),
        folders: filed.folders.len(),
        owners: sheets[range].iter().filter_map(|sheet| owner_line(ctx, filed, sheet)).collect(),
        parts: part_links(ctx, parts, |part| year_path(year, part)),
    }
}

/// The line of the school or pair that a sheet of folders belongs to.
fn owner_line<'s>(ctx: PageCtx<'s>, filed: &Filed, sheet: &FolderSheet) -> Option<OwnerLine<'s>> {
    let list = filed.lists_of(sheet.owner, sheet.year).next().map(|list| &filed.lists[list]);
    let held = sheet.sorted.folders.iter().filter(|folder| !folder.is_empty()).count();
    let all = filed.folders.len();
    Some(OwnerLine {
        owner: filing_owner_link(ctx, sheet.owner)?,
        list: list.map(|list| ctx.link(list.entries.len().to_string(), &list.path(0))),
        folders: ctx.link(format!("{held} / {all}"), &sheet.path()),
        lacks: all - held,
    })
}
