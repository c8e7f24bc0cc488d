//! Filing in the site: which catalogues, folders and boxes have pages.
//!
//! Built once for a site whose `site.yaml` has `numbering`. Everything here is about published documents only, except
//! that boxes count all documents that they hold: a box is as full as it is.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::engine::filing::{
    CatalogueEntry, DocumentInfo, FileBox, FolderContents, NumberedDocument, boxes, catalogue,
    documents, folders, sort_into_folders, year_of,
};
use crate::l10n::phrases::Phrases;
use crate::model::{
    Archive, DocumentIx, Folder, Numbering, PairIx, PlanOwner, Retention, SchoolIx,
};
use crate::site::model::filing_tables::FilingTable;
use crate::site::model::lookup::Lookup;
use crate::site::model::routes::Routes;

/// The lines of a catalogue that one page holds.
const LINES: usize = 100;

/// The schools and pairs that one page of a year holds.
const OWNERS: usize = 100;

/// The boxes that one page holds.
const BOXES: usize = 20;

/// The owner of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum FilingOwner {
    All,
    School(SchoolIx),
    Pair(PairIx),
}

/// A page about filing. Places are those of [`Filed`]'s lists; parts count from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FilingPage {
    Index,
    Year(usize, usize),
    List(usize, usize),
    Folders(usize),
    Boxes(usize, usize),
}

/// A 归档文件目录.
#[derive(Debug)]
pub(crate) struct CatalogueList {
    pub(crate) owner: FilingOwner,
    pub(crate) year: i32,
    /// Of a whole year's lists, one a retention.
    pub(crate) retention: Option<Retention>,
    /// Places in [`Filed::entries`].
    pub(crate) entries: Vec<usize>,
    stem: String,
}

/// A 帮扶档案目录: one school's or pair's folders of a year.
#[derive(Debug)]
pub(crate) struct FolderSheet {
    pub(crate) owner: FilingOwner,
    pub(crate) year: i32,
    pub(crate) sorted: FolderContents,
    stem: String,
}

/// A page about filing: its index among those of its kind, and its part, where it has several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FilingKey<'s> {
    pub(crate) filed: &'s Filed,
    pub(crate) path: &'s str,
    pub(crate) index: usize,
    pub(crate) part: usize,
}

impl<'s> FilingKey<'s> {
    /// The pages of one kind. `select` returns index and part of pages of this kind.
    pub(crate) fn all(
        filed: Option<&'s Filed>,
        select: impl Fn(FilingPage) -> Option<(usize, usize)>,
    ) -> Vec<FilingKey<'s>> {
        let mut keys = Vec::new();
        if let Some(filed) = filed {
            for (path, page) in filed.pages() {
                if let Some((index, part)) = select(*page) {
                    keys.push(FilingKey { filed, path, index, part });
                }
            }
        }
        keys
    }
}

/// Everything about filing. It borrows nothing, as it is costly to compute and shared by all copies of a site.
#[derive(Debug)]
pub(crate) struct Filed {
    pub(crate) rule: Numbering,
    pub(crate) folders: Vec<Folder>,
    /// In the order of their numbers.
    pub(crate) entries: Vec<NumberedDocument>,
    pub(crate) boxes: Vec<FileBox>,
    /// The latest first.
    pub(crate) years: Vec<i32>,
    pub(crate) lists: Vec<CatalogueList>,
    pub(crate) sheets: Vec<FolderSheet>,
    by_document: FxHashMap<DocumentIx, usize>,
    pages: Vec<(String, FilingPage)>,
}

impl Filed {
    /// `None` for a site without `numbering`.
    pub(crate) fn new(
        archive: &Archive,
        lookup: &Lookup,
        routes: &Routes,
        words: Phrases,
    ) -> Option<Filed> {
        let rule = archive.numbering.as_ref()?;
        let is_shown = |document: DocumentIx| match document {
            DocumentIx::Plan(at) => lookup.is_plan_shown(at) && !archive.plan(at).draft,
            DocumentIx::Record(at) => lookup.is_shown(at) && !archive.record(at).draft,
        };
        let entries = catalogue(archive, &is_shown);
        let mut ids: BTreeSet<&str> = BTreeSet::new();
        let mut shown: Vec<(DocumentInfo<'_>, DocumentIx)> = Vec::new();
        for document in documents(archive) {
            let info = DocumentInfo::of(archive, document);
            ids.insert(info.id);
            if is_shown(document) {
                shown.push((info, document));
            }
        }
        shown.sort_by_key(|(info, _)| (info.day, info.id));
        let shown: Vec<DocumentIx> = shown.into_iter().map(|(_, document)| document).collect();
        let mut by_document = FxHashMap::default();
        for (at, entry) in entries.iter().enumerate() {
            by_document.insert(entry.document, at);
        }
        let mut filed = Filed {
            rule: rule.clone(),
            folders: folders(rule, words.0).into_owned(),
            boxes: boxes(archive, rule.per_box, &|id| ids.contains(id)),
            by_document,
            entries,
            years: Vec::new(),
            lists: Vec::new(),
            sheets: Vec::new(),
            pages: Vec::new(),
        };
        filed.make_lists(archive, routes);
        filed.make_sheets(archive, routes, &shown);
        let mut years: BTreeSet<i32> = filed.sheets.iter().map(|sheet| sheet.year).collect();
        years.extend(filed.entries.iter().map(|entry| entry.number(archive).class.year));
        filed.years = years.into_iter().rev().collect();
        filed.place_pages();
        Some(filed)
    }

    fn make_lists(&mut self, archive: &Archive, routes: &Routes) {
        let mut lists: BTreeMap<(FilingOwner, i32, Option<Retention>), Vec<usize>> =
            BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let class = &entry.number(archive).class;
            let of_all = (FilingOwner::All, class.year, Some(class.retention));
            lists.entry(of_all).or_default().push(at);
            for owner in owners(archive, entry.document) {
                lists.entry((owner, class.year, None)).or_default().push(at);
            }
        }
        for ((owner, year, retention), entries) in lists {
            let name = match retention {
                Some(retention) => format!("{year}-{}", retention.code().to_ascii_lowercase()),
                None => year.to_string(),
            };
            let stem = stem(routes, owner, &name);
            self.lists.push(CatalogueList { owner, year, retention, entries, stem });
        }
    }

    fn make_sheets(&mut self, archive: &Archive, routes: &Routes, shown: &[DocumentIx]) {
        let mut sheets: BTreeMap<(FilingOwner, i32), Vec<DocumentIx>> = BTreeMap::new();
        for document in shown {
            let year = match self.entry_of(archive, *document) {
                Some(entry) => Some(entry.number.class.year),
                None => year_of(archive, &self.rule, *document),
            };
            let Some(year) = year else { continue };
            for owner in owners(archive, *document) {
                sheets.entry((owner, year)).or_default().push(*document);
            }
        }
        for ((owner, year), documents) in sheets {
            let sorted = sort_into_folders(archive, &self.folders, &documents);
            let stem = stem(routes, owner, &format!("folders-{year}"));
            self.sheets.push(FolderSheet { owner, year, sorted, stem });
        }
    }

    fn place_pages(&mut self) {
        let mut pages = vec![("catalogue/index.html".to_owned(), FilingPage::Index)];
        for (at, year) in self.years.iter().enumerate() {
            let owners = self.sheets.iter().filter(|sheet| sheet.year == *year).count();
            for part in 0..part_count(owners, OWNERS) {
                pages.push((year_path(*year, part), FilingPage::Year(at, part)));
            }
            let boxes = self.boxes_of(*year).count();
            if boxes > 0 {
                for part in 0..part_count(boxes, BOXES) {
                    pages.push((boxes_path(*year, part), FilingPage::Boxes(at, part)));
                }
            }
        }
        for (at, list) in self.lists.iter().enumerate() {
            for part in 0..list.parts() {
                pages.push((list.path(part), FilingPage::List(at, part)));
            }
        }
        for (at, sheet) in self.sheets.iter().enumerate() {
            pages.push((sheet.path(), FilingPage::Folders(at)));
        }
        self.pages = pages;
    }

    /// Every page about filing with its path.
    pub(crate) fn pages(&self) -> &[(String, FilingPage)] {
        &self.pages
    }

    /// The catalogue entry of a document; `None` if it has no number or is not published.
    pub(crate) fn entry_of<'a>(
        &self,
        archive: &'a Archive,
        document: DocumentIx,
    ) -> Option<CatalogueEntry<'a>> {
        let at = self.by_document.get(&document)?;
        Some(self.entries[*at].entry(archive))
    }

    /// The boxes of a year, in the order of numbers.
    pub(crate) fn boxes_of(&self, year: i32) -> impl Iterator<Item = &FileBox> {
        self.boxes.iter().filter(move |file_box| file_box.class.year == year)
    }

    /// The school that a table is about; `None` for the table of a pair or of a whole year.
    pub(crate) fn school_of(&self, table: FilingTable) -> Option<SchoolIx> {
        let owner = match table {
            FilingTable::List(list) => self.lists[list].owner,
            FilingTable::Folders(sheet) => self.sheets[sheet].owner,
            FilingTable::Boxes(_) => FilingOwner::All,
        };
        match owner {
            FilingOwner::School(school) => Some(school),
            FilingOwner::All | FilingOwner::Pair(_) => None,
        }
    }

    /// The indexes of an owner's lists of a year. [`FilingOwner::All`] has one for each retention period.
    pub(crate) fn lists_of(
        &self,
        owner: FilingOwner,
        year: i32,
    ) -> impl Iterator<Item = usize> + '_ {
        (0..self.lists.len()).filter(move |at| {
            let list = &self.lists[*at];
            list.owner == owner && list.year == year
        })
    }
}

impl CatalogueList {
    /// The page of one part.
    pub(crate) fn path(&self, part: usize) -> String {
        part_path(&self.stem, part)
    }

    /// The path of its table.
    pub(crate) fn table(&self) -> String {
        table_path(&self.stem)
    }

    /// The lines of one part, as places among its entries.
    pub(crate) fn part(&self, part: usize) -> std::ops::Range<usize> {
        part * LINES..((part + 1) * LINES).min(self.entries.len())
    }

    /// How many parts it has.
    pub(crate) fn parts(&self) -> usize {
        part_count(self.entries.len(), LINES)
    }
}

impl FolderSheet {
    /// Its page.
    pub(crate) fn path(&self) -> String {
        part_path(&self.stem, 0)
    }

    /// The path of its table.
    pub(crate) fn table(&self) -> String {
        table_path(&self.stem)
    }
}

/// The page of a year.
pub(crate) fn year_path(year: i32, part: usize) -> String {
    part_path(&year_stem(year), part)
}

/// The page of a year's boxes.
pub(crate) fn boxes_path(year: i32, part: usize) -> String {
    part_path(&boxes_stem(year), part)
}

/// The stretch of a part, and how many parts there are.
pub(crate) fn owners_part(part: usize, count: usize) -> (std::ops::Range<usize>, usize) {
    (part * OWNERS..((part + 1) * OWNERS).min(count), part_count(count, OWNERS))
}

/// The stretch of a part, and how many parts there are.
pub(crate) fn boxes_part(part: usize, count: usize) -> (std::ops::Range<usize>, usize) {
    (part * BOXES..((part + 1) * BOXES).min(count), part_count(count, BOXES))
}

/// How many pages of `size` lines hold `count` lines: at least one.
fn part_count(count: usize, size: usize) -> usize {
    count.div_ceil(size).max(1)
}

fn year_stem(year: i32) -> String {
    format!("catalogue/{year}")
}

fn boxes_stem(year: i32) -> String {
    format!("catalogue/boxes-{year}")
}

fn stem(routes: &Routes, owner: FilingOwner, name: &str) -> String {
    let page = match owner {
        FilingOwner::All => return format!("catalogue/{name}"),
        FilingOwner::School(at) => &routes.schools[at.0],
        FilingOwner::Pair(at) => &routes.pairs[at.0],
    };
    format!("catalogue/{}/{name}", page.trim_end_matches("/index.html"))
}

fn part_path(stem: &str, part: usize) -> String {
    if part == 0 { format!("{stem}.html") } else { format!("{stem}.p{}.html", part + 1) }
}

fn table_path(stem: &str) -> String {
    format!("{stem}.csv")
}

/// The school and the pair that a document belongs to; empty for documents of the whole archive.
fn owners(archive: &Archive, document: DocumentIx) -> impl Iterator<Item = FilingOwner> {
    let (school, pair) = match document {
        DocumentIx::Record(at) => {
            let record = archive.record(at);
            (Some(record.school), record.pair.one())
        }
        DocumentIx::Plan(at) => match archive.plan(at).owner {
            PlanOwner::Archive => (None, None),
            PlanOwner::School(school) => (Some(school), None),
            PlanOwner::Pair(pair) => (None, Some(pair)),
        },
    };
    school.map(FilingOwner::School).into_iter().chain(pair.map(FilingOwner::Pair))
}
