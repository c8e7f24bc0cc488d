//! The tables about filing: each is one printed document, and a list or a sheet is also a file for spreadsheets.

use crate::engine::filing::DocumentInfo;
use crate::l10n::labels::Labels;
use crate::l10n::phrases::Phrases;
use crate::model::Archive;
use crate::site::data::SpreadsheetTable;
use crate::site::model::filing::{CatalogueList, Filed, FilingPage, FolderSheet};

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

impl Filed {
    /// The files next to the pages: a table for each list and each sheet. UTF-8 with a byte order mark, for
    /// spreadsheets.
    pub(crate) fn tables(&self, archive: &Archive, words: Phrases) -> Vec<(String, Vec<u8>)> {
        let mut tables = Vec::with_capacity(self.lists.len() + self.sheets.len());
        for list in &self.lists {
            tables.push((list.table(), self.list_table(list, archive, words)));
        }
        for sheet in &self.sheets {
            tables.push((sheet.table(), self.sheet_table(sheet, archive, words)));
        }
        tables
    }

    fn list_table(&self, list: &CatalogueList, archive: &Archive, words: Phrases) -> Vec<u8> {
        let w = Labels::of(words.0);
        let mut table = SpreadsheetTable::new(&[
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
            let entry = self.entries[*at].entry(archive);
            table.row(&[
                &(order + 1).to_string(),
                &entry.number.to_string(),
                entry.document_number.unwrap_or_default(),
                entry.responsible,
                entry.title,
                &entry.date(),
                "",
                &entry.pages.as_ref().map(ToString::to_string).unwrap_or_default(),
                "",
            ]);
        }
        table.bytes()
    }

    fn sheet_table(&self, sheet: &FolderSheet, archive: &Archive, words: Phrases) -> Vec<u8> {
        let w = Labels::of(words.0);
        let heads = [w.folder_number, w.folder, w.filed_title, w.date, w.file_number, w.remark];
        let mut table = SpreadsheetTable::new(&heads);
        let mut sections = Vec::new();
        for (at, folder) in self.folders.iter().enumerate() {
            sections.push(((at + 1).to_string(), &*folder.name, &sheet.sorted.folders[at]));
        }
        if !sheet.sorted.rest.is_empty() {
            sections.push((String::new(), w.folder_rest, &sheet.sorted.rest));
        }
        for (number, name, documents) in sections {
            for document in documents {
                let info = DocumentInfo::of(archive, *document);
                let file_number = match self.entry_of(archive, *document) {
                    Some(entry) => entry.number.to_string(),
                    None => String::new(),
                };
                let day = info.day.as_ref().map(ToString::to_string).unwrap_or_default();
                table.row(&[&number, name, info.title, &day, &file_number, ""]);
            }
            if documents.is_empty() {
                table.row(&[&number, name, "", "", "", w.lacking]);
            }
        }
        table.bytes()
    }
}
