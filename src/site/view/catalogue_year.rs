//! The catalogues of one filing year, and the folders of each school and pair.

use serde::Serialize;

use crate::site::fragments::filing::{boxes_link, labels, part_links, way, whose_link, year_words};
use crate::site::model::filing::FilingKey;
use crate::site::model::filing::FilingPage;
use crate::site::model::filing::{Filed, Sheet, Whose, owners_part, year_path};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;

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

/// `catalogue-year.html`
#[derive(Debug, Serialize)]
pub(crate) struct CatalogueYearPage<'s> {
    page: Frame<'s>,
    lists: Vec<ListLine<'s>>,
    boxes: Option<Link<'s>>,
    folders: usize,
    owners: Vec<OwnerLine<'s>>,
    parts: Vec<Link<'s>>,
}

impl Page for CatalogueYearPage<'_> {
    const TEMPLATE: &'static str = "catalogue-year.html";
}

/// A catalogue of a year.
#[derive(Debug, Serialize)]
struct ListLine<'s> {
    link: Link<'s>,
    count: usize,
    csv: String,
}

/// A school or pair in a year.
#[derive(Debug, Serialize)]
struct OwnerLine<'s> {
    owner: Link<'s>,
    list: Option<Link<'s>>,
    folders: Link<'s>,
    lacks: usize,
}

fn of_year<'s>(
    here: PageCtx<'s>,
    filed: &Filed<'_>,
    year: usize,
    part: usize,
) -> CatalogueYearPage<'s> {
    let (w, words, year) = (labels(here), here.site.words, filed.years[year]);
    let list = |at: usize| {
        let list = &filed.lists[at];
        let retention = list.retention.map_or("", |retention| words.retention(retention));
        ListLine {
            link: here.link(retention, &list.path(0)),
            count: list.entries.len(),
            csv: here.to(&list.table()),
        }
    };
    let sheets: Vec<&Sheet> = filed.sheets.iter().filter(|sheet| sheet.year == year).collect();
    let (range, parts) = owners_part(part, sheets.len());
    let owner = |sheet: &&Sheet| {
        let list = filed.lists_of(sheet.whose, year).next().map(|list| &filed.lists[list]);
        let held = sheet.sorted.folders.iter().filter(|folder| !folder.is_empty()).count();
        let all = filed.folders.len();
        Some(OwnerLine {
            owner: whose_link(here, sheet.whose)?,
            list: list.map(|list| here.link(list.entries.len().to_string(), &list.path(0))),
            folders: here.link(format!("{held} / {all}"), &sheet.path()),
            lacks: all - held,
        })
    };
    CatalogueYearPage {
        page: here.frame(
            words.join(&year_words(here, year), w.catalogue),
            "catalogue",
            way(here, None),
        ),
        lists: filed.lists_of(Whose::All, year).map(list).collect(),
        boxes: boxes_link(here, filed, year),
        folders: filed.folders.len(),
        owners: sheets[range].iter().filter_map(owner).collect(),
        parts: part_links(here, parts, |it| year_path(year, it)),
    }
}
