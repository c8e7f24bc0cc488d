//! Catalogues of filed documents, the folders of inspections, labels and notes of boxes.

use std::borrow::Cow;

use serde::Serialize;

use super::super::filing::{
    Filed, FilingPage, List, Sheet, Whose, boxes_part, boxes_path, owners_part, year_path,
};
use super::super::layout::{Frame, Link, PageCtx};
use super::super::site::PageVisitor;
use super::super::theme::Page;
use super::facts::{Fact, Facts};
use crate::engine::filing::{DocumentInfo, FileBox};
use crate::l10n::labels::Labels;
use crate::model::{Class, DocumentIx, Retention};

/// The lines that a page of folders holds at most, more or less.
const LINES: usize = 180;

/// Makes the view of one page about filing.
pub(in crate::site) fn filing<P: PageVisitor>(
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

/// 归档章: the six cells stamped on the first page of a document.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Stamp {
    number: String,
    fonds: String,
    year: String,
    item: String,
    organisation: String,
    retention: &'static str,
    pages: String,
}

/// The stamp of a paper; none when it has no number.
pub(in crate::site) fn stamp(here: PageCtx<'_>, paper: DocumentIx) -> Option<Stamp> {
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
        pages: it.pages.map(|it| it.to_string()).unwrap_or_default(),
    })
}

/// What the facts of a paper say of its number.
pub(in crate::site) fn file_number(here: PageCtx<'_>, paper: DocumentIx) -> Option<String> {
    here.site.filed.as_ref()?.entry_of(paper).map(|it| it.number.to_string())
}

/// The folders of a school or pair, a link a year, the latest first.
pub(in crate::site) fn sheets_of(here: PageCtx<'_>, whose: Whose) -> Vec<Link<'_>> {
    let sheets = here.site.filed.iter().flat_map(|it| &it.sheets);
    let of = sheets.filter(|it| it.whose == whose);
    let mut links: Vec<Link<'_>> =
        of.map(|it| here.link(year_words(here, it.year), &it.path())).collect();
    links.reverse();
    links
}

fn year_words(here: PageCtx<'_>, year: i32) -> String {
    format!("{year}{}", here.say("年", ""))
}

fn labels(here: PageCtx<'_>) -> &'static Labels {
    Labels::of(here.site.lang())
}

fn way<'s>(here: PageCtx<'s>, year: Option<i32>) -> Vec<Link<'s>> {
    let index = here.link(labels(here).catalogue, "catalogue/index.html");
    let year = year.map(|it| here.link(year_words(here, it), &year_path(it, 0)));
    std::iter::once(index).chain(year).collect()
}

fn whose_link(here: PageCtx<'_>, whose: Whose) -> Option<Link<'_>> {
    match whose {
        Whose::All => None,
        Whose::School(at) => Some(here.school(at)),
        Whose::Pair(at) => Some(here.pair(at)),
    }
}

/// Fonds and its name, as covers and labels have them.
fn fonds_facts<'s>(here: PageCtx<'s>, filed: &Filed<'_>, class: Option<&Class>) -> Facts<'s> {
    let w = labels(here);
    let mut facts = Facts::default();
    let fonds = class.map(|it| it.fonds.clone()).or_else(|| filed.rule.fonds.clone());
    facts.text(w.fonds, fonds).text(w.fonds_name, Some(fonds_name(here, filed)));
    facts
}

fn fonds_name(here: PageCtx<'_>, filed: &Filed<'_>) -> String {
    let site = &here.site.archive.site;
    let name = filed.rule.fonds_name.as_ref().or(site.organisation.as_ref());
    name.unwrap_or(&site.title).clone()
}

fn part_links(here: PageCtx<'_>, count: usize, path: impl Fn(usize) -> String) -> Vec<Link<'_>> {
    if count < 2 {
        return Vec::new();
    }
    (0..count).map(|it| here.link((it + 1).to_string(), &path(it))).collect()
}

/// `catalogue.html`
#[derive(Debug, Serialize)]
struct CataloguePage<'s> {
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

fn index<'s>(here: PageCtx<'s>, filed: &Filed<'_>) -> CataloguePage<'s> {
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

fn boxes_link<'s>(here: PageCtx<'s>, filed: &Filed<'_>, year: i32) -> Option<Link<'s>> {
    let count = filed.boxes_of(year).count();
    (count > 0).then(|| here.link(count.to_string(), &boxes_path(year, 0)))
}

/// `catalogue-year.html`
#[derive(Debug, Serialize)]
struct CatalogueYearPage<'s> {
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
        let retention = list.retention.map_or("", |it| words.retention(it));
        ListLine {
            link: here.link(retention, &list.path(0)),
            count: list.entries.len(),
            csv: here.to(&list.table()),
        }
    };
    let sheets: Vec<&Sheet> = filed.sheets.iter().filter(|it| it.year == year).collect();
    let (range, parts) = owners_part(part, sheets.len());
    let owner = |sheet: &&Sheet| {
        let list = filed.lists_of(sheet.whose, year).next().map(|it| &filed.lists[it]);
        let held = sheet.sorted.folders.iter().filter(|it| !it.is_empty()).count();
        let all = filed.folders.len();
        Some(OwnerLine {
            owner: whose_link(here, sheet.whose)?,
            list: list.map(|it| here.link(it.entries.len().to_string(), &it.path(0))),
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

/// `catalogue-list.html`
#[derive(Debug, Serialize)]
struct CatalogueListPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    rows: Vec<CatalogueRow<'s>>,
    csv: String,
    parts: Vec<Link<'s>>,
}

impl Page for CatalogueListPage<'_> {
    const TEMPLATE: &'static str = "catalogue-list.html";
}

/// A line of a catalogue.
#[derive(Debug, Serialize)]
struct CatalogueRow<'s> {
    order: usize,
    number: String,
    document_number: Option<&'s str>,
    responsible: &'s str,
    title: Link<'s>,
    date: String,
    pages: Option<u32>,
}

fn of_list<'s>(
    here: PageCtx<'s>,
    filed: &Filed<'s>,
    list: usize,
    part: usize,
) -> CatalogueListPage<'s> {
    let (w, words, list) = (labels(here), here.site.words, &filed.lists[list]);
    let first = list.entries.first().map(|it| &filed.entries[*it].number.class);
    let mut facts = fonds_facts(here, filed, first);
    facts.text(w.filing_year, Some(list.year.to_string()));
    facts.text(w.retention, list.retention.map(|it| words.retention(it)));
    facts.text(w.organisation_code, only_organisation(filed, list));
    facts.text(w.item_count, Some(list.entries.len().to_string()));
    let row = |at: usize| {
        let it = &filed.entries[list.entries[at]];
        CatalogueRow {
            order: at + 1,
            number: it.number.to_string(),
            document_number: it.document_number,
            responsible: it.responsible,
            title: document_link(here, it.document),
            date: it.date(),
            pages: it.pages,
        }
    };
    let whose = whose_link(here, list.whose);
    let mut title = year_words(here, list.year);
    if let Some(it) = &whose {
        title = words.join(&it.text, &title);
    }
    if let Some(it) = list.retention {
        title = words.join(&title, words.retention(it));
    }
    CatalogueListPage {
        page: here.frame(
            words.join(&title, w.catalogue_list),
            "catalogue",
            way(here, Some(list.year)),
        ),
        facts: facts.0,
        rows: list.part(part).map(row).collect(),
        csv: here.to(&list.table()),
        parts: part_links(here, list.parts(), |it| list.path(it)),
    }
}

/// 机构, when all of a list have the same.
fn only_organisation(filed: &Filed<'_>, list: &List) -> Option<String> {
    let of = |at: &usize| filed.entries[*at].number.class.organisation.as_ref();
    let first = list.entries.first().and_then(of)?;
    list.entries.iter().all(|it| of(it) == Some(first)).then(|| first.clone())
}

fn document_link(here: PageCtx<'_>, paper: DocumentIx) -> Link<'_> {
    let title = DocumentInfo::of(here.site.archive, paper).title;
    match paper {
        DocumentIx::Plan(at) => here.plan(at),
        DocumentIx::Record(at) => here
            .record(at)
            .unwrap_or_else(|| Link { text: Cow::Borrowed(title), href: String::new() }),
    }
}

/// `catalogue-folders.html`
#[derive(Debug, Serialize)]
struct CatalogueFoldersPage<'s> {
    page: Frame<'s>,
    owner: Option<Link<'s>>,
    folders: Vec<FolderView<'s>>,
    lacks: Vec<Link<'s>>,
    csv: String,
    list: Option<Link<'s>>,
}

impl Page for CatalogueFoldersPage<'_> {
    const TEMPLATE: &'static str = "catalogue-folders.html";
}

/// One folder with what lies in it.
#[derive(Debug, Serialize)]
struct FolderView<'s> {
    anchor: String,
    number: String,
    name: Cow<'s, str>,
    count: usize,
    lines: Vec<FolderLine<'s>>,
    more: usize,
}

/// A paper in a folder.
#[derive(Debug, Serialize)]
struct FolderLine<'s> {
    date: String,
    link: Link<'s>,
    number: Option<String>,
    missing: Vec<&'s str>,
}

fn of_folders<'s>(here: PageCtx<'s>, filed: &Filed<'_>, sheet: usize) -> CatalogueFoldersPage<'s> {
    let (w, words, sheet) = (labels(here), here.site.words, &filed.sheets[sheet]);
    let sorted = &sheet.sorted;
    let held = sorted.folders.iter().filter(|it| !it.is_empty()).count();
    let most = (LINES / (held + 1)).max(10);
    let folder = |number: Option<usize>, name: &str, papers: &[DocumentIx]| FolderView {
        anchor: number.map_or("rest".to_owned(), |it| format!("folder-{it}")),
        number: number.map(|it| it.to_string()).unwrap_or_default(),
        name: Cow::Owned(name.to_owned()),
        count: papers.len(),
        lines: papers.iter().take(most).map(|it| folder_line(here, filed, *it)).collect(),
        more: papers.len().saturating_sub(most),
    };
    let mut folders: Vec<FolderView<'s>> = filed
        .folders
        .iter()
        .zip(&sorted.folders)
        .enumerate()
        .map(|(at, (it, papers))| folder(Some(at + 1), &it.name, papers))
        .collect();
    let empty = folders.iter().filter(|it| it.count == 0);
    let lacks = empty.map(|it| Link {
        text: Cow::Owned(format!("{} {}", it.number, it.name)),
        href: format!("#{}", it.anchor),
    });
    let lacks = lacks.collect();
    if !sorted.rest.is_empty() {
        folders.push(folder(None, w.folder_rest, &sorted.rest));
    }
    let owner = whose_link(here, sheet.whose);
    let mut title = year_words(here, sheet.year);
    if let Some(it) = &owner {
        title = words.join(&it.text, &title);
    }
    let list = filed.lists_of(sheet.whose, sheet.year).next().map(|it| &filed.lists[it]);
    CatalogueFoldersPage {
        page: here.frame(
            words.join(&title, w.folders_title),
            "catalogue",
            way(here, Some(sheet.year)),
        ),
        owner,
        folders,
        lacks,
        csv: here.to(&sheet.table()),
        list: list.map(|it| here.link(w.catalogue_list, &it.path(0))),
    }
}

fn folder_line<'s>(here: PageCtx<'s>, filed: &Filed<'_>, paper: DocumentIx) -> FolderLine<'s> {
    let site = here.site;
    FolderLine {
        date: DocumentInfo::of(site.archive, paper)
            .day
            .map(|it| site.words.day(it))
            .unwrap_or_default(),
        link: document_link(here, paper),
        number: filed.entry_of(paper).map(|it| it.number.to_string()),
        missing: match paper {
            DocumentIx::Record(at) => site.lookup.missing_materials(at),
            DocumentIx::Plan(_) => Vec::new(),
        },
    }
}

/// `catalogue-boxes.html`
#[derive(Debug, Serialize)]
struct CatalogueBoxesPage<'s> {
    page: Frame<'s>,
    boxes: Vec<BoxView>,
    parts: Vec<Link<'s>>,
}

impl Page for CatalogueBoxesPage<'_> {
    const TEMPLATE: &'static str = "catalogue-boxes.html";
}

/// A box: what its spine and its note say.
#[derive(Debug, Serialize)]
struct BoxView {
    anchor: String,
    title: String,
    fonds: String,
    fonds_name: String,
    year: String,
    retention: &'static str,
    organisation: Option<String>,
    range: String,
    number: u32,
    state: String,
}

fn of_boxes<'s>(
    here: PageCtx<'s>,
    filed: &Filed<'_>,
    year: usize,
    part: usize,
) -> CatalogueBoxesPage<'s> {
    let (w, words, year) = (labels(here), here.site.words, filed.years[year]);
    let all: Vec<&FileBox<'_>> = filed.boxes_of(year).collect();
    let (range, parts) = boxes_part(part, all.len());
    let first = range.start;
    let view = |(at, it): (usize, &&FileBox<'_>)| {
        let class = it.class;
        let retention = words.retention(class.retention);
        let whose = class.organisation.as_deref().unwrap_or_default();
        BoxView {
            anchor: format!("box-{}", first + at + 1),
            title: words.box_title(year, retention, whose, it.number),
            fonds: class.fonds.clone(),
            fonds_name: fonds_name(here, filed),
            year: year.to_string(),
            retention,
            organisation: class.organisation.clone(),
            range: format!("{:04}—{:04}", it.first, it.last),
            number: it.number,
            state: words.box_state(it.count, it.first, it.last, &it.gaps),
        }
    };
    CatalogueBoxesPage {
        page: here.frame(
            words.join(&year_words(here, year), w.boxes_title),
            "catalogue",
            way(here, Some(year)),
        ),
        boxes: all[range].iter().enumerate().map(view).collect(),
        parts: part_links(here, parts, |it| boxes_path(year, it)),
    }
}
