//! The bytes of a file → records, whatever kind of file it is.

use csv::StringRecord;

use super::draft::{BodyPart, Draft, value_of};
use super::follow_ups::settle;
use super::form_table::{TablePlaces, form_items, is_form, is_table};
use super::infer::complete;
use super::items::{Item, is_blank, paragraph_of};
use super::label::LabelIndex;
use super::ledger::{TableFile, ledger};
use super::original::original;
use super::pictures::Pictures;
use super::record::write;
use super::sheet::{SheetRows, visits, visits_header};
use super::sniff::{OfficeFile, sniff};
use super::{
    ImportContext, ImportKind, Imported, ImportedFile, ImportedRecord, stem_of, web_table, word,
};
use crate::diagnostics::{ImportNote, ImportPlace, ImportRefusal};
use crate::forms::blank::is_own_line;
use crate::forms::mark::{DEFINED_NAME, Mark};
use crate::model::{Day, RecordKind, SchoolIx};
use crate::parse::names::{
    DATE, END, Fields, SUMMARY_FIELDS, TITLE, TYPE, VISIT_FIELDS, few_names,
};
use crate::source::decode;
use crate::syntax::docx::{self, WordBlock, WordDocument, WordError};
use crate::syntax::text::fold_width;
use crate::syntax::workbook::{self, NamedSheet, WorkbookError};

/// The most records of one file.
const MAX_RECORDS: usize = 2000;
/// The most rows of a sheet that is one form.
const MAX_FORM_ROWS: usize = 2000;
/// The most sheets of one file.
const MAX_SHEETS: usize = 60;
/// The type of a visit that only lists problems.
const FOLLOW_UP_TYPE: &str = "问题整改";
/// Words in the title of a summary.
const SUMMARY_WORDS: [&str; 3] = ["总结", "汇报", "述职"];

/// Reads a file.
///
/// # Errors
/// Why it cannot be imported.
pub fn import(
    name: &str,
    bytes: &[u8],
    context: &ImportContext<'_>,
) -> Result<Imported, ImportRefusal> {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let importer = Importer { file, bytes, context };
    match sniff(file, bytes)? {
        OfficeFile::Word => importer.word(),
        OfficeFile::Sheet => importer.workbook(),
        OfficeFile::WebPage => importer.table(importer.page_rows()?),
        OfficeFile::Csv => importer.table(importer.csv_rows()?),
    }
}

struct Importer<'a> {
    file: &'a str,
    bytes: &'a [u8],
    context: &'a ImportContext<'a>,
}

impl<'a> Importer<'a> {
    fn stem(&self) -> &'a str {
        stem_of(self.file)
    }

    fn index(&self, fields: Fields) -> LabelIndex<'a> {
        let ImportContext { archive, labels, .. } = self.context;
        LabelIndex { fields, measures: &archive.measures, chosen: labels }
    }

    fn word(&self) -> Result<Imported, ImportRefusal> {
        let mut document = docx::read(self.bytes).map_err(word_refusal)?;
        if is_blank(&document.blocks) {
            return Err(ImportRefusal::Empty);
        }
        let (marked_kind, marked_school) = self.mark(document.form.as_deref());
        let mut blocks = std::mem::take(&mut document.blocks);
        if marked_kind.is_some() {
            // What our form prints around its cells is no part of the record.
            blocks.retain(|block| !is_own_paragraph(block));
        }
        let kind = match self.context.kind.or(marked_kind) {
            Some(kind) => kind,
            None => self.kind_of(&blocks),
        };
        let (record_kind, fields) = match kind {
            ImportKind::Ledger => return Err(ImportRefusal::NotATable),
            ImportKind::Summary => (RecordKind::Summary, SUMMARY_FIELDS),
            _ => (RecordKind::Visit, VISIT_FIELDS),
        };
        let index = self.index(fields);
        let (records, mut notes) = match kind {
            ImportKind::Visits => word_visits(&blocks, &index),
            _ => self.split(kind, word::items(&blocks, &index)),
        };
        notes.extend(self.document_notes(&document));
        let below = footnotes(&document);
        let pictures = Pictures::of(std::mem::take(&mut document.pictures));
        let assembly = Assembly {
            kind: record_kind,
            fields,
            school: self.context.school.or(marked_school),
            pictures: &pictures,
            default_type: (kind == ImportKind::FollowUps).then_some(FOLLOW_UP_TYPE),
        };
        let mut original = match document.has_macros {
            true => None,
            false => Some(original(self.file, ".docx", self.bytes)),
        };
        self.records(&records, &assembly, &below, &mut original, notes)
    }

    /// The parts of each record.
    fn split(&self, kind: ImportKind, items: Vec<Item>) -> (Vec<Vec<Item>>, Vec<ImportNote>) {
        if kind != ImportKind::FollowUps {
            return (word::split(items), Vec::new());
        }
        let mut items = items;
        let (mut records, mut notes) = settle(&mut items, self.context.archive);
        let mut is_list = false;
        for item in &items {
            is_list |= match item {
                Item::Field(field) => !is_blank(&field.value),
                Item::FollowUps(_) => true,
                Item::Text { .. } | Item::Closings(_) => false,
            };
        }
        if is_list || records.is_empty() && notes.is_empty() {
            records.extend(word::split(items));
        } else {
            // The title and the lines for signatures of a list of which nothing is left.
            let mut rest: Vec<String> = Vec::new();
            for item in &items {
                match item {
                    Item::Field(field) => rest.push(field.label.clone()),
                    Item::Text { block, .. } => rest.push(block.text().trim().to_owned()),
                    Item::FollowUps(_) | Item::Closings(_) => {}
                }
            }
            rest.retain(|text| !text.is_empty());
            if !rest.is_empty() {
                notes.push(ImportNote::RowsLeftOut(rest));
            }
        }
        (records, notes)
    }

    /// What the mark of our own forms says: the kind, and the school. A person may have filled in another school.
    fn mark(&self, form: Option<&str>) -> (Option<ImportKind>, Option<SchoolIx>) {
        let Some(mark) = form.and_then(Mark::parse) else { return (None, None) };
        let schools = &self.context.archive.schools;
        let school = schools.iter().position(|school| school.id == mark.school).map(SchoolIx);
        (ImportKind::from_code(mark.kind.code()), school)
    }

    /// What a document without a mark is.
    fn kind_of(&self, blocks: &[WordBlock]) -> ImportKind {
        let says_summary =
            names_summary(self.stem()) || blocks.iter().take(4).any(is_summary_title);
        let index = self.index(VISIT_FIELDS);
        let items = word::items(blocks, &index);
        let mut has_date = false;
        for item in &items {
            has_date |= item.is_field(DATE);
        }
        if says_summary && !has_date { ImportKind::Summary } else { ImportKind::Visit }
    }

    fn document_notes(&self, document: &WordDocument) -> Vec<ImportNote> {
        let mut notes = Vec::new();
        if !document.margins.is_empty() {
            notes.push(ImportNote::Margins(document.margins.clone()));
        }
        if !document.comments.is_empty() {
            notes.push(ImportNote::Comments(document.comments.clone()));
        }
        if 0 < document.embedded {
            notes.push(ImportNote::Embedded(document.embedded));
        }
        if document.has_macros {
            notes.push(ImportNote::Macros);
        }
        notes
    }

    /// The records of the sheets that readers see: of the first that has any, and of those that are of its kind. Our own
    /// forms have a sheet of choices besides.
    fn workbook(&self) -> Result<Imported, ImportRefusal> {
        let ending = self.sheet_ending();
        let mark = workbook::defined_text(self.bytes, DEFINED_NAME);
        let (is_ours, (marked_kind, marked_school)) = (mark.is_some(), self.mark(mark.as_deref()));
        let sheets = workbook::all_rows(self.bytes, if is_ours { 1 } else { MAX_SHEETS })
            .map_err(|why| self.sheet_refusal(&why))?;
        let (mut all, mut kind) = (Imported::default(), None);
        let (mut left_out, mut refusal) = (Vec::new(), ImportRefusal::Empty);
        for (number, NamedSheet { name, rows }) in sheets.into_iter().enumerate() {
            let Some(rows) = rows else {
                left_out.push(name);
                continue;
            };
            if rows.is_empty() {
                continue;
            }
            let rows = numbered(&rows);
            let own = self.sheet_kind(&rows, marked_kind);
            if kind.is_some_and(|first| is_ledger(first) != is_ledger(own)) {
                left_out.push(name);
                continue;
            }
            let part = SheetPart {
                name: (0 < number).then_some(&name),
                has_original: all.records.is_empty(),
                kind: own,
                school: marked_school,
            };
            match self.sheet(rows, ending, part) {
                Ok(imported) => {
                    kind.get_or_insert(own);
                    all.records.extend(imported.records);
                    all.notes.extend(imported.notes);
                }
                Err(why @ (ImportRefusal::NoHeader | ImportRefusal::Empty)) => {
                    refusal = why;
                    left_out.push(name);
                }
                Err(why) => return Err(why),
            }
            if MAX_RECORDS < all.records.len() {
                return Err(ImportRefusal::TooLarge);
            }
        }
        if all.records.is_empty() {
            return Err(refusal);
        }
        all.notes.retain(|note| *note != ImportNote::OriginalWithFirst);
        if 1 < all.records.len() && kind != Some(ImportKind::Ledger) {
            all.notes.push(ImportNote::OriginalWithFirst);
        }
        // Our own forms have a sheet of choices.
        if !left_out.is_empty() && !is_ours {
            all.notes.push(ImportNote::OtherSheets(left_out));
        }
        Ok(all)
    }

    /// The records of a table that is a file of its own.
    fn table(&self, rows: SheetRows) -> Result<Imported, ImportRefusal> {
        let kind = self.sheet_kind(&rows, None);
        let part = SheetPart { name: None, has_original: true, kind, school: None };
        self.sheet(rows, ".csv", part)
    }

    /// What a sheet becomes: as somebody said, as the mark of our forms says, or as it looks.
    fn sheet_kind(&self, sheet: &SheetRows, marked: Option<ImportKind>) -> ImportKind {
        let index = self.index(VISIT_FIELDS);
        let has_header = visits_header(sheet, &index).is_some();
        match self.context.kind.or(marked) {
            // Our form for a visit has a row for each in a workbook.
            Some(ImportKind::Visit) if self.context.kind.is_none() && has_header => {
                ImportKind::Visits
            }
            Some(kind) => kind,
            None if has_header => ImportKind::Visits,
            None if MAX_FORM_ROWS < sheet.rows.len() => ImportKind::Ledger,
            None => {
                let table = sheet.table();
                match is_form(&table, &index) && !is_table(&table, &index) {
                    true => ImportKind::Visit,
                    false => ImportKind::Ledger,
                }
            }
        }
    }

    fn sheet_refusal(&self, why: &WorkbookError) -> ImportRefusal {
        match why {
            WorkbookError::TooLarge => ImportRefusal::TooLarge,
            _ if self.bytes.starts_with(b"PK") => ImportRefusal::Unreadable,
            _ => ImportRefusal::OldSheet,
        }
    }

    fn page_rows(&self) -> Result<SheetRows, ImportRefusal> {
        let page = decode(self.bytes).or(Err(ImportRefusal::Unreadable))?.text;
        let rows = web_table::rows(&page).ok_or(ImportRefusal::TooLarge)?;
        let numbers = (1..).take(rows.len()).collect();
        Ok(SheetRows { numbers, rows, ..SheetRows::default() })
    }

    fn csv_rows(&self) -> Result<SheetRows, ImportRefusal> {
        let text = decode(self.bytes).or(Err(ImportRefusal::Unreadable))?.text;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let rows: Result<Vec<StringRecord>, _> = reader.records().collect();
        Ok(numbered(&rows.or(Err(ImportRefusal::Unreadable))?))
    }

    fn sheet_ending(&self) -> &'static str {
        match self.bytes.starts_with(b"PK") {
            true if memchr::memmem::find(self.bytes, b"xl/workbook.xml").is_some() => ".xlsx",
            true => ".ods",
            false => ".xls",
        }
    }

    /// The pictures in the cells of the sheet, and how many others the file has.
    fn cell_pictures(&self, sheet: &mut SheetRows) -> (Pictures, usize) {
        let images = docx::cell_images(self.bytes);
        let mut pictures = Vec::new();
        for (number, (id, picture)) in images.by_id.into_iter().enumerate() {
            sheet.pictures.insert(id, number);
            pictures.push(picture);
        }
        (Pictures::of(pictures), images.others)
    }

    fn sheet(
        &self,
        sheet: SheetRows,
        ending: &str,
        part: SheetPart<'_>,
    ) -> Result<Imported, ImportRefusal> {
        let mut sheet = sheet;
        let (pictures, other_pictures) = self.cell_pictures(&mut sheet);
        let sheet = &sheet;
        if sheet.rows.is_empty() {
            return Err(ImportRefusal::Empty);
        }
        let index = self.index(VISIT_FIELDS);
        let header = visits_header(sheet, &index);
        let kind = part.kind;
        let (record_kind, fields) = match kind {
            ImportKind::Summary => (RecordKind::Summary, SUMMARY_FIELDS),
            _ => (RecordKind::Visit, VISIT_FIELDS),
        };
        let (records, mut notes) = match kind {
            ImportKind::Ledger => return self.ledger(sheet, ending, part.name),
            ImportKind::Visits => visits(sheet, header.ok_or(ImportRefusal::NoHeader)?, &index),
            _ if MAX_FORM_ROWS < sheet.rows.len() => return Err(ImportRefusal::TooLarge),
            _ => {
                let (index, table) = (self.index(fields), sheet.table());
                let items = form_items(&table, TablePlaces::Sheet(&sheet.numbers), &index);
                self.split(kind, items)
            }
        };
        if 0 < other_pictures {
            notes.push(ImportNote::Embedded(other_pictures));
        }
        let assembly = Assembly {
            kind: record_kind,
            fields,
            school: self.context.school.or(part.school),
            pictures: &pictures,
            default_type: (kind == ImportKind::FollowUps).then_some(FOLLOW_UP_TYPE),
        };
        let mut original = part.has_original.then(|| match ending {
            ".csv" => ImportedFile { bytes: csv_bytes(sheet), ..original(self.file, ".csv", &[]) },
            ending => original(self.file, ending, self.bytes),
        });
        self.records(&records, &assembly, &[], &mut original, notes)
    }

    /// The ledger of a sheet, which is named when it is not the first of its file.
    fn ledger(
        &self,
        sheet: &SheetRows,
        ending: &str,
        name: Option<&str>,
    ) -> Result<Imported, ImportRefusal> {
        let archive = self.context.archive;
        let table = TableFile { stem: self.stem(), ending, sheet: name };
        let text = ledger(sheet, table, &archive.measures, archive.site.language)
            .ok_or(ImportRefusal::NoHeader)?;
        let school = self.school(None)?;
        let bytes = match ending {
            ".csv" => csv_bytes(sheet),
            _ => self.bytes.to_vec(),
        };
        let name = format!("{}{ending}", crate::scaffold::file_name(&text.title));
        let record = ImportedRecord {
            kind: RecordKind::Ledger,
            school,
            title: text.title,
            day: None,
            text: text.lines.text,
            origins: text.lines.origins,
            files: vec![ImportedFile { name, bytes }],
            notes: text.notes,
        };
        Ok(Imported { records: vec![record], notes: Vec::new() })
    }

    /// Whose a record is: as said, as the file says, or the only school.
    fn school(&self, in_file: Option<SchoolIx>) -> Result<SchoolIx, ImportRefusal> {
        let schools = &self.context.archive.schools;
        let only = (schools.len() == 1).then_some(SchoolIx(0));
        if let Some(school) = self.context.school.or(in_file).or(only) {
            return Ok(school);
        }
        let mut names = Vec::new();
        for school in schools.iter().take(8) {
            names.push(school.name.as_str());
        }
        Err(ImportRefusal::NeedsSchool(few_names(names.into_iter())))
    }

    fn records(
        &self,
        records: &[Vec<Item>],
        assembly: &Assembly<'_>,
        below: &[BodyPart],
        original: &mut Option<ImportedFile>,
        notes: Vec<ImportNote>,
    ) -> Result<Imported, ImportRefusal> {
        if MAX_RECORDS < records.len() {
            return Err(ImportRefusal::TooLarge);
        }
        let mut imported = Imported { records: Vec::new(), notes };
        for (number, items) in records.iter().enumerate() {
            let below = if number + 1 == records.len() { below } else { &[] };
            let mut record = self.record(items, assembly, below)?;
            record.files.extend(original.take());
            imported.records.push(record);
        }
        if 1 < imported.records.len() {
            imported.notes.push(ImportNote::OriginalWithFirst);
        }
        if imported.records.is_empty() { Err(ImportRefusal::Empty) } else { Ok(imported) }
    }

    fn record(
        &self,
        items: &[Item],
        assembly: &Assembly<'_>,
        below: &[BodyPart],
    ) -> Result<ImportedRecord, ImportRefusal> {
        let Assembly { kind, fields, .. } = *assembly;
        let archive = self.context.archive;
        let mut draft = Draft::gather(archive, self.context.school, fields, items);
        let school = self.school(draft.school_in_file().or(assembly.school))?;
        draft.settle_sides(school);
        complete(&mut draft, kind, archive, self.stem());
        if let (Some(default), None) = (assembly.default_type, draft.value(TYPE)) {
            draft.notes.push(ImportNote::TypeFromTitle(default.to_owned()));
            draft.fields.push((TYPE, default.to_owned(), ImportPlace::FileName));
        }
        let mut others = Vec::new();
        for (label, ..) in &draft.other {
            others.push(label.clone());
        }
        if !others.is_empty() {
            draft.notes.push(ImportNote::OtherLabels(others));
        }
        let lines = write(&draft, archive.site.language, &assembly.pictures.names, below);
        let (files, lost) = assembly.pictures.files(&draft.body);
        draft.notes.extend(lost);
        let day = value_of(&draft.fields, DATE).or(value_of(&draft.fields, END));
        Ok(ImportedRecord {
            kind,
            school,
            title: value_of(&draft.fields, TITLE).unwrap_or_default().to_owned(),
            day: day.and_then(|day| Day::parse(&fold_width(day)).ok()),
            text: lines.text,
            origins: lines.origins,
            files,
            notes: draft.notes,
        })
    }
}

/// Which part of a file a sheet is.
#[derive(Debug, Clone, Copy)]
struct SheetPart<'n> {
    /// Its name, unless it is the first.
    name: Option<&'n str>,
    /// Whether the file itself is kept beside the first of its records.
    has_original: bool,
    /// What it becomes.
    kind: ImportKind,
    /// The school that the mark of our own form names.
    school: Option<SchoolIx>,
}

/// Whether a sheet is a ledger, and not one or several visits.
fn is_ledger(kind: ImportKind) -> bool {
    kind == ImportKind::Ledger
}

/// What the records of one file have in common.
struct Assembly<'a> {
    kind: RecordKind,
    fields: Fields,
    /// The school that the mark of a form names.
    school: Option<SchoolIx>,
    pictures: &'a Pictures,
    default_type: Option<&'static str>,
}

fn word_refusal(error: WordError) -> ImportRefusal {
    match error {
        WordError::TooLarge => ImportRefusal::TooLarge,
        WordError::Unreadable | WordError::DocumentType => ImportRefusal::Unreadable,
    }
}

/// Whether a text has a word of the titles of summaries.
fn names_summary(text: &str) -> bool {
    for word in SUMMARY_WORDS {
        if text.contains(word) {
            return true;
        }
    }
    false
}

fn is_summary_title(block: &WordBlock) -> bool {
    let text = block.text();
    names_summary(&text) && text.chars().count() <= 40
}

/// The notes below the text, as its last paragraphs.
fn footnotes(document: &WordDocument) -> Vec<BodyPart> {
    let mut parts = Vec::new();
    for (number, text) in document.notes.iter().enumerate() {
        let block = paragraph_of(&format!("〔注{}〕{text}", number + 1));
        parts.push(BodyPart::Block(block, ImportPlace::Footnote(number as u32 + 1)));
    }
    parts
}

/// The visits in the rows of the tables of a document; what stands around them is in no record.
fn word_visits(blocks: &[WordBlock], index: &LabelIndex<'_>) -> (Vec<Vec<Item>>, Vec<ImportNote>) {
    let (mut records, mut notes) = (Vec::new(), Vec::new());
    let (mut left_out, mut number) = (Vec::new(), 0);
    for block in blocks {
        let WordBlock::Table(table) = block else {
            left_out.push(block.text());
            continue;
        };
        number += 1;
        let sheet = SheetRows::of_table(table);
        let Some(header) = visits_header(&sheet, index) else {
            left_out.push(block.text());
            continue;
        };
        let (mut found, of_table) = visits(&sheet, header, index);
        for item in found.iter_mut().flatten() {
            item.move_to_table(number);
        }
        records.extend(found);
        notes.extend(of_table);
    }
    left_out.retain(|text| !text.trim().is_empty());
    if !left_out.is_empty() {
        notes.push(ImportNote::RowsLeftOut(left_out));
    }
    (records, notes)
}

fn numbered(rows: &[StringRecord]) -> SheetRows {
    let mut sheet = SheetRows::default();
    for row in rows {
        sheet.numbers.push(row.position().map_or(1, |position| position.line() as u32));
        sheet.rows.push(row.iter().map(str::to_owned).collect());
    }
    sheet
}

/// A sheet as a CSV that spreadsheets open.
fn csv_bytes(sheet: &SheetRows) -> Vec<u8> {
    let mut writer =
        csv::WriterBuilder::new().flexible(true).from_writer("\u{feff}".as_bytes().to_vec());
    for row in &sheet.rows {
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Whether a block is a line of our own form that nobody fills in.
fn is_own_paragraph(block: &WordBlock) -> bool {
    matches!(block, WordBlock::Paragraph(_)) && is_own_line(&block.text())
}
