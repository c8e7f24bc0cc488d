//! 帮扶档案目录: one school's or pair's folders of a filing year.

use std::borrow::Cow;

use serde::Serialize;

use crate::engine::filing::DocumentInfo;
use crate::model::DocumentIx;
use crate::site::fragments::filing::{filing_owner_link, labels, way, year_words};
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

/// About how many lines a page of folders holds at most.
const LINES: usize = 180;

template_struct! {
    /// The folders of a school's or pair's year, as inspections ask for them.
    #[derive(Debug, Serialize)]
    pub(crate) struct CatalogueFoldersPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// The school or pair.
        owner: Option<Link<'s>>,
        /// The folders, and last the documents that belong to none.
        folders: Vec<FolderView<'s>>,
        /// Links to the empty folders.
        lacks: Vec<Link<'s>>,
        /// The address of the same folders as a CSV file.
        csv: String,
        /// The catalogue of the same documents.
        list: Option<Link<'s>>,
    }
}

impl Page for CatalogueFoldersPage<'_> {
    const TEMPLATE: Template = template!("catalogue-folders.html");
}

template_struct! {
    /// One of the folders that inspections ask for.
    #[derive(Debug, Serialize)]
    struct FolderView<'s> as "Folder" {
        /// For the `id` of its heading.
        anchor: String,
        /// Its number; empty for the documents that belong to no folder.
        number: String,
        /// Its name.
        name: Cow<'s, str>,
        /// How many documents it holds.
        count: usize,
        /// The first of them, by date.
        lines: Vec<FolderLine<'s>>,
        /// How many documents are not in `lines`.
        more: usize,
    }
}

template_struct! {
    /// A document in a folder.
    #[derive(Debug, Serialize)]
    struct FolderLine<'s> {
        /// Its date; empty without one.
        date: String,
        /// The document.
        link: Link<'s>,
        /// Its file number.
        number: Option<String>,
        /// Materials that it lists but that are not attached.
        missing: Vec<&'s str>,
    }
}

/// The folders of one school or pair in one year.
fn of_folders<'s>(ctx: PageCtx<'s>, filed: &Filed, sheet: usize) -> CatalogueFoldersPage<'s> {
    let (w, words, sheet) = (labels(ctx), ctx.site.words, &filed.sheets[sheet]);
    let sorted = &sheet.sorted;
    let held = sorted.folders.iter().filter(|folder| !folder.is_empty()).count();
    let most = (LINES / (held + 1)).max(10);
    let (mut folders, mut lacks) = (Vec::new(), Vec::new());
    for (index, (folder, documents)) in filed.folders.iter().zip(&sorted.folders).enumerate() {
        let number = (index + 1).to_string();
        let anchor = format!("folder-{number}");
        if documents.is_empty() {
            lacks.push(Link {
                text: Cow::Owned(format!("{number} {}", folder.name)),
                href: format!("#{anchor}"),
            });
        }
        folders.push(FolderView {
            anchor,
            number,
            name: Cow::Owned(folder.name.clone()),
            count: documents.len(),
            lines: folder_lines(ctx, filed, documents, most),
            more: documents.len().saturating_sub(most),
        });
    }
    if !sorted.rest.is_empty() {
        folders.push(FolderView {
            anchor: "rest".to_owned(),
            number: String::new(),
            name: Cow::Borrowed(w.folder_rest),
            count: sorted.rest.len(),
            lines: folder_lines(ctx, filed, &sorted.rest, most),
            more: sorted.rest.len().saturating_sub(most),
        });
    }
    let owner = filing_owner_link(ctx, sheet.owner);
    let mut title = year_words(ctx, sheet.year);
    if let Some(owner) = &owner {
        title = words.join(&owner.text, &title);
    }
    let list = filed.lists_of(sheet.owner, sheet.year).next().map(|list| &filed.lists[list]);
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

/// The lines of the first `most` documents of a folder.
fn folder_lines<'s>(
    ctx: PageCtx<'s>,
    filed: &Filed,
    documents: &[DocumentIx],
    most: usize,
) -> Vec<FolderLine<'s>> {
    documents.iter().take(most).map(|document| folder_line(ctx, filed, *document)).collect()
}

/// The line of one document in a folder.
fn folder_line<'s>(ctx: PageCtx<'s>, filed: &Filed, document: DocumentIx) -> FolderLine<'s> {
    let site = ctx.site;
    let day = DocumentInfo::of(site.archive, document).day;
    FolderLine {
        date: day.map(|day| site.words.day(day)).unwrap_or_default(),
        link: document_link(ctx, document),
        number: filed.entry_of(site.archive, document).map(|entry| entry.number.to_string()),
        missing: match document {
            DocumentIx::Record(record) => site.lookup.missing_materials(record),
            DocumentIx::Plan(_) => Vec::new(),
        },
    }
}
