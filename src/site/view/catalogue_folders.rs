//! 帮扶档案目录: one school's or pair's folders of a filing year.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::filing::DocumentInfo;
use crate::model::DocumentIx;
use crate::site::fragments::filing::{labels, way, whose_link, year_words};
use crate::site::model::filing::Filed;
use crate::site::model::filing::FilingKey;
use crate::site::model::filing::FilingPage;
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;
use crate::site::theme::Page;
use crate::site::values::describe::template_struct;
use crate::site::values::template::{Template, template};
use crate::site::view::catalogue::document_link;

/// The folders (帮扶档案目录) of a school or pair in a filing year.
pub(crate) struct CatalogueFoldersPages;

impl PageKind for CatalogueFoldersPages {
    type Key<'s> = FilingKey<'s>;
    type View<'s> = CatalogueFoldersPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<FilingKey<'s>> {
        FilingKey::all(site.filed.as_ref(), |page| match page {
            FilingPage::Folders(index) => Some((index, 0)),
            _ => None,
        })
    }

    fn path<'s>(_site: &'s Site<'s>, key: FilingKey<'s>) -> &'s str {
        key.path
    }

    fn view<'s>(ctx: PageCtx<'s>, key: FilingKey<'s>) -> CatalogueFoldersPage<'s> {
        of_folders(ctx, key.filed, key.index)
    }
}

/// The lines that a page of folders holds at most, more or less.
const LINES: usize = 180;

template_struct! {
    /// The folders of a school's or pair's year, as inspections ask for them.
    #[derive(Debug, Serialize)]
    pub(crate) struct CatalogueFoldersPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The school or pair.
        owner: Option<Link<'s>>,
        /// The folders, and at the end what lies in none.
        folders: Vec<FolderView<'s>>,
        /// The empty folders.
        lacks: Vec<Link<'s>>,
        /// The same as a table.
        csv: String,
        /// The catalogue of the same papers.
        list: Option<Link<'s>>,
    }
}

impl Page for CatalogueFoldersPage<'_> {
    const TEMPLATE: Template = template!("catalogue-folders.html");
}

template_struct! {
    /// A folder of those that inspections ask for.
    #[derive(Debug, Serialize)]
    struct FolderView<'s> as "Folder" {
        /// For the `id` of its heading.
        anchor: String,
        /// Its number; empty for what lies in no folder.
        number: String,
        /// Its name.
        name: Cow<'s, str>,
        /// How many papers it holds.
        count: usize,
        /// The first of them by date.
        lines: Vec<FolderLine<'s>>,
        /// How many more there are.
        more: usize,
    }
}

template_struct! {
    /// A paper in a folder.
    #[derive(Debug, Serialize)]
    struct FolderLine<'s> {
        /// Its date; empty without one.
        date: String,
        /// The paper.
        link: Link<'s>,
        /// Its file number.
        number: Option<String>,
        /// Materials that it lists and nobody attached.
        missing: Vec<&'s str>,
    }
}

fn of_folders<'s>(ctx: PageCtx<'s>, filed: &Filed<'_>, sheet: usize) -> CatalogueFoldersPage<'s> {
    let (w, words, sheet) = (labels(ctx), ctx.site.words, &filed.sheets[sheet]);
    let sorted = &sheet.sorted;
    let held = sorted.folders.iter().filter(|folder| !folder.is_empty()).count();
    let most = (LINES / (held + 1)).max(10);
    let folder = |number: Option<usize>, name: &str, papers: &[DocumentIx]| FolderView {
        anchor: number.map_or("rest".to_owned(), |it| format!("folder-{it}")),
        number: number.map(|number| number.to_string()).unwrap_or_default(),
        name: Cow::Owned(name.to_owned()),
        count: papers.len(),
        lines: papers.iter().take(most).map(|paper| folder_line(ctx, filed, *paper)).collect(),
        more: papers.len().saturating_sub(most),
    };
    let mut folders: Vec<FolderView<'s>> = filed
        .folders
        .iter()
        .zip(&sorted.folders)
        .enumerate()
        .map(|(at, (it, papers))| folder(Some(at + 1), &it.name, papers))
        .collect();
    let empty = folders.iter().filter(|folder| folder.count == 0);
    let lacks = empty.map(|empty| Link {
        text: Cow::Owned(format!("{} {}", empty.number, empty.name)),
        href: format!("#{}", empty.anchor),
    });
    let lacks = lacks.collect();
    if !sorted.rest.is_empty() {
        folders.push(folder(None, w.folder_rest, &sorted.rest));
    }
    let owner = whose_link(ctx, sheet.whose);
    let mut title = year_words(ctx, sheet.year);
    if let Some(it) = &owner {
        title = words.join(&it.text, &title);
    }
    let list = filed.lists_of(sheet.whose, sheet.year).next().map(|list| &filed.lists[list]);
    CatalogueFoldersPage {
        page: ctx.frame(
            words.join(&title, w.folders_title),
            "catalogue",
            way(ctx, Some(sheet.year)),
        ),
        owner,
        folders,
        lacks,
        csv: ctx.to(&sheet.table()),
        list: list.map(|list| ctx.link(w.catalogue_list, &list.path(0))),
    }
}

fn folder_line<'s>(ctx: PageCtx<'s>, filed: &Filed<'_>, paper: DocumentIx) -> FolderLine<'s> {
    let site = ctx.site;
    FolderLine {
        date: DocumentInfo::of(site.archive, paper)
            .day
            .map(|day| site.words.day(day))
            .unwrap_or_default(),
        link: document_link(ctx, paper),
        number: filed.entry_of(paper).map(|entry| entry.number.to_string()),
        missing: match paper {
            DocumentIx::Record(at) => site.lookup.missing_materials(at),
            DocumentIx::Plan(_) => Vec::new(),
        },
    }
}
