//! The bytes of a file → records, whatever kind of file it is.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::draft::{BodyPart, Draft, value_of};
use super::follow_ups::settle;
use super::form_table::{TablePlaces, form_items, is_form, is_table};
use super::infer::complete;
use super::items::{FieldItem, Item, is_blank, paragraph_of};
use super::label::{LabelIndex, LabelTarget};
use super::ledger::{TableFile, ledger, month_sources};
use super::ledger_head::ledger_head;
use super::month_ledger::month_table;
use super::original::original;
use super::pictures::Pictures;
use super::record::write;
use super::sheet::{SheetRows, has_dated_label, visits, visits_header};
use super::sniff::{OfficeFile, sniff};
use super::word_ledger::{is_word_ledger, ledger_rows};
use super::word_visits::{has_visit_rows, word_visits};
use super::{
    ImportContext, ImportKind, Imported, ImportedFile, ImportedRecord, stem_of, web_table, word,
};
use crate::diagnostics::{ImportNote, ImportPlace, ImportRefusal};
use crate::forms::blank::is_own_line;
use crate::forms::is_choices;
use crate::forms::mark::{DEFINED_NAME, Mark};
use crate::model::{Day, RecordKind, SchoolIx};
use crate::parse::names::{
    DATE, END, Fields, SUMMARY_FIELDS, TITLE, TYPE, VISIT_FIELDS, few_names,
};
use crate::source::decode;
use crate::syntax::csv::skip_blank_lines;
use crate::syntax::docx::{self, WordBlock, WordDocument, WordError};
use crate::syntax::spreadsheet::total_row;
use crate::syntax::text::fold_width;
use crate::syntax::workbook::{self, NO_RESULT, NamedSheet, WorkbookError, cell_name};

/// The most records of one file.
const MAX_RECORDS: usize = 2000;
/// The most rows of a sheet that is one form.
const MAX_FORM_ROWS: usize = 2000;
/// The most sheets of one file.
const MAX_SHEETS: usize = 60;
/// The most cells that a message names.
const MAX_NAMED_CELLS: usize = 10;
/// The type of a visit that only lists problems.
const FOLLOW_UP_TYPE: &str = "问题整改";
/// Words in the title of a summary.
const SUMMARY_WORDS: [&str; 3] = ["总结", "汇报", "述职"];

/// Words in the title of a ledger.
const LEDGER_WORDS: [&str; 5] = ["台账", "登记册", "花名册", "统计表", "发放表"];

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
            ImportKind::Ledger => return self.word_ledger(&document, &blocks, marked_school),
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
        let imported = self.records(&records, &assembly, &below, notes)?;
        let original = (!document.has_macros).then(|| original(self.file, ".docx", self.bytes));
        Ok(with_original(imported, original))
    }

    /// The ledger of a document, whose table becomes a text.
    fn word_ledger(
        &self,
        document: &WordDocument,
        blocks: &[WordBlock],
        school: Option<SchoolIx>,
    ) -> Result<Imported, ImportRefusal> {
        let (sheet, mut notes) = ledger_rows(blocks).ok_or(ImportRefusal::NotATable)?;
        notes.extend(self.document_notes(document));
        if !document.notes.is_empty() {
            notes.push(ImportNote::RowsLeftOut(document.notes.clone()));
        }
        if !document.pictures.is_empty() {
            notes.push(ImportNote::Embedded(document.pictures.len()));
        }
        let part = SheetPart { name: None, kind: ImportKind::Ledger, school, is_ours: false };
        self.ledger(&sheet, ".csv", &part, notes)
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
                // The school stands above the list as we make it: those who settled a problem are of it too.
                Item::Field(field) if field.target == Some(LabelTarget::School) => {
                    for record in &mut records {
                        record.push(item.clone());
                    }
                    false
                }
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
        let is_ledger = is_word_ledger(blocks);
        let says_ledger = names_ledger(self.stem()) || blocks.iter().take(4).any(is_ledger_title);
        match has_date {
            _ if is_ledger && says_ledger => ImportKind::Ledger,
            true => ImportKind::Visit,
            false if has_visit_rows(blocks, &index) => ImportKind::Visits,
            false if says_summary => ImportKind::Summary,
            false if is_ledger => ImportKind::Ledger,
            false => ImportKind::Visit,
        }
    }

    fn document_notes(&self, document: &WordDocument) -> Vec<ImportNote> {
        let mut notes = Vec::new();
        if !document.margins.is_empty() {
            notes.push(ImportNote::Margins(document.margins.clone()));
        }
        if !document.comments.is_empty() {
            notes.push(ImportNote::Comments(document.comments.clone()));
        }
        if !document.hidden.is_empty() {
            notes.push(ImportNote::Hidden(document.hidden.clone()));
        }
        if 0 < document.embedded {
            notes.push(ImportNote::Embedded(document.embedded));
        }
        if document.has_macros {
            notes.push(ImportNote::Macros);
        }
        notes
    }

    /// The records of the sheets that readers see: of the first that has any, and of those that are of its kind.
    fn workbook(&self) -> Result<Imported, ImportRefusal> {
        let (has_macros, ending) = (workbook::has_macros(self.bytes), self.sheet_ending());
        let mark = workbook::defined_text(self.bytes, DEFINED_NAME);
        let (is_ours, (marked_kind, marked_school)) = (mark.is_some(), self.mark(mark.as_deref()));
        let sheets =
            workbook::all_rows(self.bytes, MAX_SHEETS).map_err(|why| self.sheet_refusal(&why))?;
        let (pictures, beside) = self.cell_pictures(has_macros);
        let (mut all, mut kind) = (Imported::default(), None);
        let (mut left_out, mut empty) = (Vec::new(), Vec::new());
        let mut refusal = ImportRefusal::Empty;
        for (number, NamedSheet { name, rows }) in sheets.into_iter().enumerate() {
            let Some(rows) = rows else {
                // Our own forms have a sheet of choices, which is hidden.
                if !(is_ours && is_choices(&name)) {
                    left_out.push(name);
                }
                continue;
            };
            if rows.is_empty() {
                empty.push(name);
                continue;
            }
            let rows = numbered(&rows);
            // The mark says what the first sheet is.
            let marked = if number == 0 { marked_kind } else { None };
            let own = self.sheet_kind(&rows, marked);
            if kind.is_some_and(|first| is_of_another_kind(own, first, is_ours)) {
                left_out.push(name);
                continue;
            }
            let part = SheetPart {
                name: (0 < number).then_some(&name),
                kind: own,
                school: marked_school,
                is_ours,
            };
            match self.sheet(rows, ending, part, &pictures) {
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
        all.notes.extend(beside);
        let is_attached = kind != Some(ImportKind::Ledger) && !has_macros;
        let original = is_attached.then(|| original(self.file, ending, self.bytes));
        Ok(self.with_sheets_named(all, original, left_out, empty))
    }

    /// Names the sheets that are in no record.
    fn with_sheets_named(
        &self,
        mut all: Imported,
        original: Option<ImportedFile>,
        left_out: Vec<String>,
        empty: Vec<String>,
    ) -> Imported {
        let has_sensitive = self.context.archive.indicators.iter().any(|known| known.sensitive);
        if has_sensitive && !left_out.is_empty() {
            // Nobody looked at the figures of those sheets.
            all.notes.push(ImportNote::OriginalLeftOut);
        }
        all = with_original(all, original);
        if !left_out.is_empty() {
            all.notes.push(ImportNote::OtherSheets(left_out));
        }
        if !empty.is_empty() {
            all.notes.push(ImportNote::EmptySheets(empty));
        }
        all
    }

    /// The records of a table that is a file of its own.
    fn table(&self, rows: SheetRows) -> Result<Imported, ImportRefusal> {
        let kind = self.sheet_kind(&rows, None);
        let original = ImportedFile { bytes: csv_bytes(&rows), ..original(self.file, ".csv", &[]) };
        let part = SheetPart { name: None, kind, school: None, is_ours: false };
        let imported = self.sheet(rows, ".csv", part, &CellPictures::default())?;
        Ok(if is_ledger(kind) { imported } else { with_original(imported, Some(original)) })
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
                let is_list = has_wide_head(sheet) || is_table(&table, &index);
                match is_form(&table, &index) && (!is_list || is_dated_form(sheet, &index)) {
                    true => ImportKind::Visit,
                    false => ImportKind::Ledger,
                }
            }
        }
    }

    fn sheet_refusal(&self, why: &WorkbookError) -> ImportRefusal {
        match why {
            WorkbookError::TooLarge => ImportRefusal::TooLarge,
            WorkbookError::FarCell(row, column) => ImportRefusal::FarCell(cell_name(*row, *column)),
            _ if self.bytes.starts_with(b"PK") => ImportRefusal::Unreadable,
            _ if self.file.to_lowercase().ends_with(".xls") => ImportRefusal::Damaged,
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
        let mut rows = rows.or(Err(ImportRefusal::Unreadable))?;
        for row in &mut rows {
            skip_blank_lines(row, &text);
        }
        Ok(numbered(&rows))
    }

    /// What the name of a workbook ends in. The table of a ledger is kept as a text when there are macros beside it.
    fn sheet_ending(&self) -> &'static str {
        match self.bytes.starts_with(b"PK") {
            _ if workbook::has_macros(self.bytes) => ".csv",
            true if memchr::memmem::find(self.bytes, b"xl/workbook.xml").is_some() => ".xlsx",
            true => ".ods",
            false => ".xls",
        }
    }

    /// The pictures in the cells of all sheets, and notes of what else the file has.
    fn cell_pictures(&self, has_macros: bool) -> (CellPictures, Vec<ImportNote>) {
        let images = docx::cell_images(self.bytes);
        let mut notes = Vec::new();
        if 0 < images.others {
            notes.push(ImportNote::Embedded(images.others));
        }
        if !images.comments.is_empty() {
            notes.push(ImportNote::Comments(images.comments));
        }
        if !images.shapes.is_empty() {
            notes.push(ImportNote::Shapes(images.shapes));
        }
        if has_macros {
            notes.push(ImportNote::Macros);
        }
        let (mut numbers, mut pictures) = (BTreeMap::new(), Vec::new());
        for (number, (id, picture)) in images.by_id.into_iter().enumerate() {
            numbers.insert(id, number);
            pictures.push(picture);
        }
        (CellPictures { numbers, pictures: Pictures::of(pictures) }, notes)
    }

    fn sheet(
        &self,
        sheet: SheetRows,
        ending: &str,
        part: SheetPart<'_>,
        pictures: &CellPictures,
    ) -> Result<Imported, ImportRefusal> {
        let sheet = &SheetRows { pictures: pictures.numbers.clone(), ..sheet };
        if sheet.rows.is_empty() {
            return Err(ImportRefusal::Empty);
        }
        let kind = part.kind;
        let (record_kind, fields) = match kind {
            ImportKind::Ledger => return self.ledger(sheet, ending, &part, Vec::new()),
            ImportKind::Summary => (RecordKind::Summary, SUMMARY_FIELDS),
            _ => (RecordKind::Visit, VISIT_FIELDS),
        };
        let lacking = without_result(sheet);
        if !lacking.is_empty() {
            return Err(ImportRefusal::NoResult(lacking));
        }
        let index = self.index(fields);
        let header = match kind {
            ImportKind::Visits => {
                Some(visits_header(sheet, &index).ok_or(ImportRefusal::NoHeader)?)
            }
            // Our form for a summary has a row for each in a workbook, as that for a visit has.
            ImportKind::Summary if part.is_ours => visits_header(sheet, &index),
            _ => None,
        };
        let (records, notes) = match header {
            Some(header) => visits(sheet, header, &index),
            None if MAX_FORM_ROWS < sheet.rows.len() => return Err(ImportRefusal::TooLarge),
            None => {
                let table = sheet.table();
                let items = form_items(&table, TablePlaces::Sheet(&sheet.numbers), &index);
                self.split(kind, items)
            }
        };
        let assembly = Assembly {
            kind: record_kind,
            fields,
            school: self.context.school.or(part.school),
            pictures: &pictures.pictures,
            default_type: (kind == ImportKind::FollowUps).then_some(FOLLOW_UP_TYPE),
        };
        self.records(&records, &assembly, &[], notes)
    }

    /// The ledger of a sheet, which is named when it is not the first of its file.
    fn ledger(
        &self,
        sheet: &SheetRows,
        ending: &str,
        part: &SheetPart<'_>,
        notes: Vec<ImportNote>,
    ) -> Result<Imported, ImportRefusal> {
        let archive = self.context.archive;
        let table = TableFile { stem: self.stem(), ending, sheet: part.name };
        let head = ledger_head(sheet).ok_or(ImportRefusal::NoHeader)?;
        let mut months = None;
        if head.is_of_months() {
            let sources = month_sources(sheet, &head, table);
            let found = month_table(sheet, &head, &sources, &archive.measures);
            months = Some(found.ok_or(ImportRefusal::MonthColumns)?);
        }
        let head = (&head, months.as_ref());
        let text = ledger(sheet, head, table, &archive.measures, archive.site.language);
        let school = self.school(part.school)?;
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
        Ok(Imported { records: vec![record], notes })
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
        notes: Vec<ImportNote>,
    ) -> Result<Imported, ImportRefusal> {
        if MAX_RECORDS < records.len() {
            return Err(ImportRefusal::TooLarge);
        }
        let mut imported = Imported { records: Vec::new(), notes };
        if self.holds_sensitive(records) {
            // `with_original` settles it for all sheets.
            imported.notes.push(ImportNote::OriginalLeftOut);
        }
        for (number, items) in records.iter().enumerate() {
            let below = if number + 1 == records.len() { below } else { &[] };
            imported.records.push(self.record(items, assembly, below)?);
        }
        if imported.records.is_empty() { Err(ImportRefusal::Empty) } else { Ok(imported) }
    }

    /// Whether a record has figures of a sensitive indicator.
    fn holds_sensitive(&self, records: &[Vec<Item>]) -> bool {
        let archive = self.context.archive;
        let mut sensitive: Vec<&str> = Vec::new();
        for indicator in archive.indicators.iter().filter(|indicator| indicator.sensitive) {
            for measure in indicator.measures() {
                sensitive.push(&archive.measures[measure.0 as usize]);
            }
        }
        records.iter().flatten().any(|item| match item {
            Item::Field(FieldItem { target: Some(LabelTarget::Data(name)), .. }) => {
                sensitive.contains(&name.as_str())
            }
            Item::Field(FieldItem { target: Some(LabelTarget::Key(key)), .. }) => {
                sensitive.iter().any(|measure| key.is(measure))
            }
            _ => false,
        })
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

/// Attaches the file itself to the first of its records, and says so once for all sheets. What is attached is published: it
/// is left out where any sheet has figures of a sensitive indicator, which may be withheld.
fn with_original(mut imported: Imported, original: Option<ImportedFile>) -> Imported {
    let is_left_out = imported.notes.contains(&ImportNote::OriginalLeftOut);
    imported.notes.retain(|note| *note != ImportNote::OriginalLeftOut);
    let Some(original) = original else { return imported };
    if is_left_out {
        imported.notes.push(ImportNote::OriginalLeftOut);
        return imported;
    }
    if 1 < imported.records.len() {
        imported.notes.push(ImportNote::OriginalWithFirst);
    }
    if let Some(first) = imported.records.first_mut() {
        first.files.push(original);
    }
    imported
}

/// Which part of a file a sheet is.
#[derive(Debug, Clone, Copy)]
struct SheetPart<'n> {
    /// Its name, unless it is the first.
    name: Option<&'n str>,
    /// What it becomes.
    kind: ImportKind,
    /// The school that the mark of our own form names.
    school: Option<SchoolIx>,
    /// Whether it is one of our own forms.
    is_ours: bool,
}

/// The pictures in the cells of a workbook.
#[derive(Default)]
struct CellPictures {
    /// Their numbers, by their ids.
    numbers: BTreeMap<String, usize>,
    pictures: Pictures,
}

/// Whether a sheet is of another kind than the first sheet of its workbook. Our own forms hold one kind only; in others a
/// ledger is no record.
fn is_of_another_kind(own: ImportKind, first: ImportKind, is_ours: bool) -> bool {
    if is_ours { first != own } else { is_ledger(first) != is_ledger(own) }
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

/// Whether a text has a word of the titles of ledgers.
fn names_ledger(text: &str) -> bool {
    for word in LEDGER_WORDS {
        if text.contains(word) {
            return true;
        }
    }
    false
}

fn is_ledger_title(block: &WordBlock) -> bool {
    let text = block.text();
    matches!(block, WordBlock::Paragraph(_)) && names_ledger(&text) && text.chars().count() <= 40
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

/// Whether a sheet has a head of several rows: no form has one.
fn has_wide_head(sheet: &SheetRows) -> bool {
    ledger_head(sheet).is_some_and(|head| 1 < head.rows)
}

/// Whether a list without days stands below the date of a visit: who came to a lecture.
fn is_dated_form(sheet: &SheetRows, index: &LabelIndex<'_>) -> bool {
    let mut has_days = false;
    if let Some(head) = ledger_head(sheet) {
        for name in &head.names {
            has_days |= name.contains("日期") || name.contains("时间") || name.contains("月份");
        }
    }
    !has_days && has_dated_label(sheet, index)
}

/// The cells of a sheet with a formula whose result was not kept; those of totals are of no record.
fn without_result(sheet: &SheetRows) -> Vec<String> {
    let mut cells = Vec::new();
    for (number, row) in sheet.numbers.iter().zip(&sheet.rows) {
        if total_row(&StringRecord::from(row.clone())).is_some() {
            continue;
        }
        for (column, cell) in (1..).zip(row) {
            if cell == NO_RESULT && cells.len() < MAX_NAMED_CELLS {
                cells.push(cell_name(*number, column));
            }
        }
    }
    cells
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
    let mut line = 1;
    for (number, row) in sheet.numbers.iter().zip(&sheet.rows) {
        // Blank lines stay: a finding names the line of the original.
        while line < *number {
            let _ = writer.write_record([""]);
            line += 1;
        }
        let _ = writer.write_record(row);
        let breaks = row.iter().map(|cell| cell.matches('\n').count() as u32).sum::<u32>();
        line += 1 + breaks;
    }
    writer.into_inner().unwrap_or_default()
}

/// Whether a block is a line of our own form that nobody fills in.
fn is_own_paragraph(block: &WordBlock) -> bool {
    matches!(block, WordBlock::Paragraph(_)) && is_own_line(&block.text())
}
