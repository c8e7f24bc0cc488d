//! What of the site is about filing: which catalogues, folders and boxes have pages, and the tables beside them.
//!
//! Made once for a site whose site.yaml has `numbering`. Everything here is of published papers only; boxes count all
//! that lie in them, for a box is as full as it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::engine::filing::{
    CatalogueEntry, DocumentInfo, FileBox, FolderContents, boxes, catalogue, documents, folders,
    sort_into_folders, year_of,
};
use crate::l10n::labels::Labels;
use crate::l10n::phrases::Phrases;
use crate::model::{
    Archive, DocumentIx, Folder, Numbering, PairIx, PlanOwner, Retention, SchoolIx,
};
use crate::site::data::safe_cell;
use crate::site::model::lookup::Lookup;
use crate::site::model::routes::Routes;

/// The lines of a catalogue that one page holds.
const LINES: usize = 100;

/// The schools and pairs that one page of a year holds.
const OWNERS: usize = 100;

/// The boxes that one page holds.
const BOXES: usize = 20;

/// Whose papers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Whose {
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
pub(crate) struct List {
    pub(crate) whose: Whose,
    pub(crate) year: i32,
    /// Of a whole year's lists, one a retention.
    pub(crate) retention: Option<Retention>,
    /// Places in [`Filed::entries`].
    pub(crate) entries: Vec<usize>,
    stem: String,
}

/// A 帮扶档案目录: one school's or pair's folders of a year.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) whose: Whose,
    pub(crate) year: i32,
    pub(crate) sorted: FolderContents,
    stem: String,
}

/// A page about filing: its index among those of its kind, and its part, where it has several.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FilingKey<'s> {
    pub(crate) filed: &'s Filed<'s>,
    pub(crate) path: &'s str,
    pub(crate) index: usize,
    pub(crate) part: usize,
}

impl<'s> FilingKey<'s> {
    /// The pages of one kind. `select` returns index and part of pages of this kind.
    pub(crate) fn all(
        filed: Option<&'s Filed<'s>>,
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

/// Everything about filing.
#[derive(Debug)]
pub(crate) struct Filed<'a> {
    pub(crate) rule: &'a Numbering,
    pub(crate) folders: Cow<'a, [Folder]>,
    pub(crate) entries: Vec<CatalogueEntry<'a>>,
    pub(crate) boxes: Vec<FileBox<'a>>,
    /// The latest first.
    pub(crate) years: Vec<i32>,
    pub(crate) lists: Vec<List>,
    pub(crate) sheets: Vec<Sheet>,
    by_document: FxHashMap<DocumentIx, usize>,
    pages: Vec<(String, FilingPage)>,
}

impl<'a> Filed<'a> {
    /// None of a site without `numbering`.
    pub(crate) fn new(
        archive: &'a Archive,
        lookup: &Lookup,
        routes: &Routes,
        words: Phrases,
    ) -> Option<Filed<'a>> {
        let rule = archive.numbering.as_ref()?;
        let is_shown = |document: DocumentIx| match document {
            DocumentIx::Plan(at) => lookup.is_plan_shown(at) && !archive.plan(at).draft,
            DocumentIx::Record(at) => lookup.is_shown(at) && !archive.record(at).draft,
        };
        let entries = catalogue(archive, &is_shown);
        let ids: BTreeSet<&str> =
            documents(archive).map(|document| DocumentInfo::of(archive, document).id).collect();
        let mut filed = Filed {
            rule,
            folders: folders(rule, words.0),
            boxes: boxes(archive, rule.per_box, &|id| ids.contains(id)),
            by_document: entries.iter().enumerate().map(|(at, it)| (it.document, at)).collect(),
            entries,
            years: Vec::new(),
            lists: Vec::new(),
            sheets: Vec::new(),
            pages: Vec::new(),
        };
        let mut shown: Vec<DocumentIx> =
            documents(archive).filter(|document| is_shown(*document)).collect();
        shown.sort_by_key(|shown| {
            let paper = DocumentInfo::of(archive, *shown);
            (paper.day, paper.id)
        });
        filed.make_lists(archive, routes);
        filed.make_sheets(archive, routes, &shown);
        let mut years: BTreeSet<i32> = filed.sheets.iter().map(|sheet| sheet.year).collect();
        years.extend(filed.entries.iter().map(|entry| entry.number.class.year));
        filed.years = years.into_iter().rev().collect();
        filed.place_pages();
        Some(filed)
    }

    fn make_lists(&mut self, archive: &Archive, routes: &Routes) {
        let mut lists: BTreeMap<(Whose, i32, Option<Retention>), Vec<usize>> = BTreeMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let class = &entry.number.class;
            let mut put = |whose, retention| {
                lists.entry((whose, class.year, retention)).or_default().push(at);
            };
            put(Whose::All, Some(class.retention));
            owners(archive, entry.document).for_each(|owner| put(owner, None));
        }
        self.lists = lists
            .into_iter()
            .map(|((whose, year, retention), entries)| {
                let code = retention.map(|retention| retention.code().to_ascii_lowercase());
                let name = match &code {
                    Some(code) => format!("{year}-{code}"),
                    None => year.to_string(),
                };
                List { whose, year, retention, entries, stem: stem(routes, whose, &name) }
            })
            .collect();
    }

    fn make_sheets(&mut self, archive: &Archive, routes: &Routes, shown: &[DocumentIx]) {
        let mut sheets: BTreeMap<(Whose, i32), Vec<DocumentIx>> = BTreeMap::new();
        for paper in shown {
            let given = self.entry_of(*paper).map(|entry| entry.number.class.year);
            let Some(year) = given.or_else(|| year_of(archive, self.rule, *paper)) else {
                continue;
            };
            for whose in owners(archive, *paper) {
                sheets.entry((whose, year)).or_default().push(*paper);
            }
        }
        self.sheets = sheets
            .into_iter()
            .map(|((whose, year), papers)| Sheet {
                whose,
                year,
                sorted: sort_into_folders(archive, &self.folders, &papers),
                stem: stem(routes, whose, &format!("folders-{year}")),
            })
            .collect();
    }

    fn place_pages(&mut self) {
        let mut pages = vec![("catalogue/index.html".to_owned(), FilingPage::Index)];
        let mut put =
            |stem: &str, count: usize, size: usize, page: &dyn Fn(usize) -> FilingPage| {
                let parts = 0..count.div_ceil(size).max(1);
                pages.extend(parts.map(|part| (part_path(stem, part), page(part))));
            };
        for (at, year) in self.years.iter().enumerate() {
            let owners = self.sheets.iter().filter(|sheet| sheet.year == *year).count();
            put(&year_stem(*year), owners, OWNERS, &|it| FilingPage::Year(at, it));
            let boxes = self.boxes_of(*year).count();
            if boxes > 0 {
                put(&boxes_stem(*year), boxes, BOXES, &|it| FilingPage::Boxes(at, it));
            }
        }
        for (at, list) in self.lists.iter().enumerate() {
            put(&list.stem, list.entries.len(), LINES, &|it| FilingPage::List(at, it));
        }
        for (at, sheet) in self.sheets.iter().enumerate() {
            put(&sheet.stem, 1, 1, &|_| FilingPage::Folders(at));
        }
        self.pages = pages;
    }

    /// Every page about filing with its path.
    pub(crate) fn pages(&self) -> &[(String, FilingPage)] {
        &self.pages
    }

    /// The line of a paper; none when it has no number or is not published.
    pub(crate) fn entry_of(&self, paper: DocumentIx) -> Option<&CatalogueEntry<'a>> {
        self.by_document.get(&paper).map(|document| &self.entries[*document])
    }

    /// The boxes of a year, in the order of numbers.
    pub(crate) fn boxes_of(&self, year: i32) -> impl Iterator<Item = &FileBox<'a>> {
        self.boxes.iter().filter(move |item| item.class.year == year)
    }

    /// The school that a table is about; none of a pair's, a whole year's.
    pub(crate) fn school_of(&self, table: FilingTable) -> Option<SchoolIx> {
        let whose = match table {
            FilingTable::List(it) => self.lists[it].whose,
            FilingTable::Folders(it) => self.sheets[it].whose,
            FilingTable::Boxes(_) => Whose::All,
        };
        match whose {
            Whose::School(it) => Some(it),
            Whose::All | Whose::Pair(_) => None,
        }
    }

    /// The lists of somebody's year; of all, one a retention.
    pub(crate) fn lists_of(&self, whose: Whose, year: i32) -> impl Iterator<Item = usize> + '_ {
        let fits = move |list: &List| list.whose == whose && list.year == year;
        (0..self.lists.len()).filter(move |at| fits(&self.lists[*at]))
    }

    /// The files beside the pages: a table a list and a sheet. UTF-8 with its mark, for spreadsheets.
    pub(crate) fn tables(&self, archive: &Archive, words: Phrases) -> Vec<(String, Vec<u8>)> {
        let lists =
            self.lists.iter().map(|list| (table_path(&list.stem), self.list_table(list, words)));
        let sheets = self
            .sheets
            .iter()
            .map(|sheet| (table_path(&sheet.stem), self.sheet_table(sheet, archive, words)));
        lists.chain(sheets).collect()
    }

    fn list_table(&self, list: &List, words: Phrases) -> Vec<u8> {
        let w = Labels::of(words.0);
        let mut table = Table::new(&[
            w.order,
            w.file_number,
            w.document_number,
            w.responsible_party,
            w.filed_title,
            w.date,
            w.secrecy,
            w.pages,
            w.remark,
        ]);
        for (order, at) in list.entries.iter().enumerate() {
            let it = &self.entries[*at];
            table.row(&[
                &(order + 1).to_string(),
                &it.number.to_string(),
                it.document_number.unwrap_or_default(),
                it.responsible,
                it.title,
                &it.date(),
                "",
                &it.pages.map(|page| page.to_string()).unwrap_or_default(),
                "",
            ]);
        }
        table.bytes()
    }

    fn sheet_table(&self, sheet: &Sheet, archive: &Archive, words: Phrases) -> Vec<u8> {
        let w = Labels::of(words.0);
        let heads = [w.folder_number, w.folder, w.filed_title, w.date, w.file_number, w.remark];
        let mut table = Table::new(&heads);
        let mut put = |number: &str, name: &str, papers: &[DocumentIx]| {
            for paper in papers {
                let it = DocumentInfo::of(archive, *paper);
                let entry = self.entry_of(*paper);
                let given = entry.map(|entry| entry.number.to_string()).unwrap_or_default();
                let day = it.day.map(|day| day.to_string()).unwrap_or_default();
                table.row(&[number, name, it.title, &day, &given, ""]);
            }
            if papers.is_empty() {
                table.row(&[number, name, "", "", "", w.lacking]);
            }
        };
        for (at, folder) in self.folders.iter().enumerate() {
            put(&(at + 1).to_string(), &folder.name, &sheet.sorted.folders[at]);
        }
        if !sheet.sorted.rest.is_empty() {
            put("", w.folder_rest, &sheet.sorted.rest);
        }
        table.bytes()
    }
}

impl List {
    /// The page of one part.
    pub(crate) fn path(&self, part: usize) -> String {
        part_path(&self.stem, part)
    }

    /// Its lines as a table.
    pub(crate) fn table(&self) -> String {
        table_path(&self.stem)
    }

    /// The lines of one part, as places among its entries.
    pub(crate) fn part(&self, part: usize) -> std::ops::Range<usize> {
        part * LINES..((part + 1) * LINES).min(self.entries.len())
    }

    /// How many parts it has.
    pub(crate) fn parts(&self) -> usize {
        self.entries.len().div_ceil(LINES).max(1)
    }
}

impl Sheet {
    /// Its page.
    pub(crate) fn path(&self) -> String {
        part_path(&self.stem, 0)
    }

    /// The same as a table.
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
    (part * OWNERS..((part + 1) * OWNERS).min(count), count.div_ceil(OWNERS).max(1))
}

/// The stretch of a part, and how many parts there are.
pub(crate) fn boxes_part(part: usize, count: usize) -> (std::ops::Range<usize>, usize) {
    (part * BOXES..((part + 1) * BOXES).min(count), count.div_ceil(BOXES).max(1))
}

fn year_stem(year: i32) -> String {
    format!("catalogue/{year}")
}

fn boxes_stem(year: i32) -> String {
    format!("catalogue/boxes-{year}")
}

fn stem(routes: &Routes, whose: Whose, name: &str) -> String {
    let folder = |page: &str| page.trim_end_matches("/index.html").to_owned();
    match whose {
        Whose::All => format!("catalogue/{name}"),
        Whose::School(at) => format!("catalogue/{}/{name}", folder(&routes.schools[at.0])),
        Whose::Pair(at) => format!("catalogue/{}/{name}", folder(&routes.pairs[at.0])),
    }
}

fn part_path(stem: &str, part: usize) -> String {
    if part == 0 { format!("{stem}.html") } else { format!("{stem}.p{}.html", part + 1) }
}

fn table_path(stem: &str) -> String {
    format!("{stem}.csv")
}

/// The school and the pair that a paper belongs to; what belongs to the whole archive is in its lists alone.
fn owners(archive: &Archive, paper: DocumentIx) -> impl Iterator<Item = Whose> {
    let (school, pair) = match paper {
        DocumentIx::Record(at) => {
            let record = archive.record(at);
            (Some(record.school), record.pair.one())
        }
        DocumentIx::Plan(at) => match archive.plan(at).owner {
            PlanOwner::Archive => (None, None),
            PlanOwner::School(it) => (Some(it), None),
            PlanOwner::Pair(it) => (None, Some(it)),
        },
    };
    school.map(Whose::School).into_iter().chain(pair.map(Whose::Pair))
}

/// A table for spreadsheets.
struct Table(csv::Writer<Vec<u8>>);

impl Table {
    fn new(heads: &[&str]) -> Table {
        let mut table = Table(csv::Writer::from_writer("\u{feff}".as_bytes().to_vec()));
        table.row(heads);
        table
    }

    fn row(&mut self, cells: &[&str]) {
        let cells = cells.iter().map(|cell| safe_cell(cell));
        self.0.write_record(cells).expect("a Vec takes every byte");
    }

    fn bytes(self) -> Vec<u8> {
        self.0.into_inner().unwrap_or_else(|_| unreachable!("a Vec takes every byte"))
    }
}

/// A table about filing (DA/T 22-2015): one printed document, however many pages of the site show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilingTable {
    /// A 归档文件目录, by its index.
    List(usize),
    /// A 帮扶档案目录, by its index.
    Folders(usize),
    /// The labels and notes of a year's boxes, by the index of the year.
    Boxes(usize),
}

impl FilingTable {
    /// `list`, `folders`, `boxes`.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            FilingTable::List(_) => "list",
            FilingTable::Folders(_) => "folders",
            FilingTable::Boxes(_) => "boxes",
        }
    }

    /// The name of the list that is split when the table takes several pages.
    pub(crate) fn split_list(self) -> &'static str {
        match self {
            FilingTable::List(_) => "rows",
            FilingTable::Folders(_) => "folders",
            FilingTable::Boxes(_) => "boxes",
        }
    }

    pub(crate) fn from_page(page: FilingPage) -> Option<FilingTable> {
        match page {
            FilingPage::List(index, _) => Some(FilingTable::List(index)),
            FilingPage::Folders(index) => Some(FilingTable::Folders(index)),
            FilingPage::Boxes(index, _) => Some(FilingTable::Boxes(index)),
            FilingPage::Index | FilingPage::Year(..) => None,
        }
    }
}
