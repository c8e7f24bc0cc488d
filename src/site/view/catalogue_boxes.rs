//! Labels and notes of the boxes of a filing year.

use serde::Serialize;

use crate::engine::filing::FileBox;
use crate::site::fragments::filing::{fonds_name, labels, part_links, way, year_words};
use crate::site::model::filing::FilingKey;
use crate::site::model::filing::FilingPage;
use crate::site::model::filing::{Filed, boxes_part, boxes_path};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};

/// Labels and notes of the boxes of a filing year, in parts.
pub(crate) struct CatalogueBoxesPages;

impl PageKind for CatalogueBoxesPages {
    type Key<'s> = FilingKey<'s>;
    type View<'s> = CatalogueBoxesPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FilingKey<'s>> {
        FilingKey::all(site.filed.as_ref(), |page| match page {
            FilingPage::Boxes(index, part) => Some((index, part)),
            _ => None,
        })
    }

    fn path<'s>(_site: &'s Site<'s>, key: FilingKey<'s>) -> &'s str {
        key.path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FilingKey<'s>) -> CatalogueBoxesPage<'s> {
        of_boxes(ctx, key.filed, key.index, key.part)
    }
}

template_struct! {
    /// `catalogue/boxes-<year>.html`: spine labels and notes of a year's boxes.
    #[derive(Debug, Serialize)]
    pub(crate) struct CatalogueBoxesPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The boxes in the order of their numbers.
        boxes: Vec<BoxView>,
        /// Links to all parts of a long page.
        parts: Vec<Link<'s>>,
    }
}

impl Page for CatalogueBoxesPage<'_> {
    const TEMPLATE: Template = template!("catalogue-boxes.html");
}

template_struct! {
    /// A box: what is written on its spine and on its note.
    #[derive(Debug, Serialize)]
    struct BoxView as "Box" {
        /// For the `id` of its heading.
        anchor: String,
        /// Year, retention, organisation and number in words.
        title: String,
        /// 全宗号.
        fonds: String,
        /// 全宗名称.
        fonds_name: String,
        /// 年度.
        year: String,
        /// 保管期限.
        retention: &'static str,
        /// 机构.
        organisation: Option<String>,
        /// 起止件号.
        range: String,
        /// 盒号.
        number: u32,
        /// The statement that the program writes on the note: how many documents, which numbers, which gaps.
        state: String,
    }
}

/// The boxes of a year, one part of them.
fn of_boxes<'s>(
    ctx: PageCtx<'s>,
    filed: &Filed,
    year: usize,
    part: usize,
) -> CatalogueBoxesPage<'s> {
    let (w, words, year) = (labels(ctx), ctx.site.words, filed.years[year]);
    let all: Vec<&FileBox> = filed.boxes_of(year).collect();
    let (range, parts) = boxes_part(part, all.len());
    let first = range.start;
    let mut boxes = Vec::new();
    for (index, file_box) in all[range].iter().enumerate() {
        boxes.push(box_view(ctx, filed, file_box, first + index + 1));
    }
    CatalogueBoxesPage {
        page: ctx.frame(
            words.join(&year_words(ctx, year), w.boxes_title),
            "catalogue",
            way(ctx, Some(year)),
        ),
        boxes,
        parts: part_links(ctx, parts, |part| boxes_path(year, part)),
    }
}

/// One box; `position` counts from 1 in the year.
fn box_view(ctx: PageCtx<'_>, filed: &Filed, file_box: &FileBox, position: usize) -> BoxView {
    let words = ctx.site.words;
    let class = &file_box.class;
    let (year, retention) = (class.year, words.retention(class.retention));
    let organisation = class.organisation.as_deref().unwrap_or_default();
    BoxView {
        anchor: format!("box-{position}"),
        title: words.box_title(year, retention, organisation, file_box.number),
        fonds: class.fonds.clone(),
        fonds_name: fonds_name(ctx, filed),
        year: year.to_string(),
        retention,
        organisation: class.organisation.clone(),
        range: format!("{:04}—{:04}", file_box.first, file_box.last),
        number: file_box.number,
        state: words.box_state(file_box.count, file_box.first, file_box.last, &file_box.gaps),
    }
}
