//! What an import has to say, in English.

use super::Message;
use crate::diagnostics::{ImportNote, ImportPlace, ImportRefusal};
use crate::syntax::workbook::cell_name;

pub(super) fn place(place: &ImportPlace) -> String {
    match place {
        ImportPlace::Paragraph(number) => format!("paragraph {number}"),
        ImportPlace::Line(label) => format!("\"{label}\""),
        ImportPlace::TableLabel { table, label } => format!("table {table} \"{label}\""),
        ImportPlace::Table(table) => format!("table {table}"),
        ImportPlace::TableRow { table, row } => format!("table {table} row {row}"),
        ImportPlace::Cell(row, column) => cell_name(*row, *column),
        ImportPlace::Footnote(number) => format!("note {number}"),
        ImportPlace::FileName => "file name".to_owned(),
    }
}

pub(super) fn note(note: &ImportNote) -> Message {
    let (text, help) = match note {
        ImportNote::FormName(name) => {
            (format!("the name of the form, \"{name}\", is not in the record"), "")
        }
        ImportNote::Blank(labels) => (format!("not filled in: {}", labels.join(", ")), ""),
        ImportNote::Unticked(label, choices) => {
            (format!("\"{label}\", not ticked: {}", choices.join(", ")), "")
        }
        ImportNote::OtherLabels(labels) => (
            format!("no key fits, so these are in `other`: {}", labels.join(", ")),
            "for another key add --label LABEL=KEY; once is enough, the choice is kept",
        ),
        ImportNote::LabelRead { label, key } => {
            (format!("\"{label}\" was read as {key}"), "if that is wrong, add --label LABEL=KEY")
        }
        ImportNote::LeftOut(label, text) => {
            (format!("\"{label}\" is not in the record: {text}"), "")
        }
        ImportNote::AfterDate(text) => {
            (format!("\"{text}\" behind the date is not in the record"), "")
        }
        ImportNote::OwnSchool(label, school) => {
            (format!("\"{label}\" is {school}: the record belongs to that school"), "")
        }
        ImportNote::Margins(lines) => {
            (format!("headers and footers are not in the record: {}", lines.join("; ")), "")
        }
        ImportNote::Comments(texts) => {
            (format!("comments are not in the record: {}", texts.join("; ")), "")
        }
        ImportNote::Shapes(texts) => (
            format!("texts of boxes over the cells are not in the record: {}", texts.join("; ")),
            "",
        ),
        ImportNote::Hidden(texts) => (
            format!("text that Word hides is not in the record: {}", texts.join("; ")),
            "to have it in the record, select all in Word, take off Hidden under Font, save and import again",
        ),
        ImportNote::Embedded(count) => (
            format!(
                "{count} charts, floating pictures or embedded files were not read; they are in the original, which is attached"
            ),
            "",
        ),
        ImportNote::OtherSheets(names) => (
            format!("sheets that were not read: {}", names.join(", ")),
            "hidden sheets, those without a header and those of another kind than the ones before are not read; save what you need as a file of its own and import that",
        ),
        ImportNote::EmptySheets(names) => (format!("empty sheets: {}", names.join(", ")), ""),
        ImportNote::Macros => (
            "the file holds macros and is not attached".to_owned(),
            "save it without macros, as a Word document (*.docx) or a workbook (*.xlsx)",
        ),
        ImportNote::PictureLost(name) => (
            format!(
                "the picture \"{name}\" is broken, or where it was taken cannot be removed: not attached"
            ),
            "save it as JPG and put it into the folder of the record",
        ),
        ImportNote::TitleFromText(title) => {
            (format!("the title is that of the text: \"{title}\""), "")
        }
        ImportNote::TitleFromName(title) => {
            (format!("the title is the name of the file: {title}"), "")
        }
        ImportNote::TypeFromTitle(of_type) => {
            (format!("type: {of_type}"), "if that is wrong, change the record")
        }
        ImportNote::TermFromText(term) => {
            (format!("the term was found in the text: \"{term}\""), "")
        }
        ImportNote::DateFromEnd(day) => {
            (format!("the date was found below the text: \"{day}\""), "")
        }
        ImportNote::ImportedBefore(path) => (
            format!("this file was imported before and becomes no second record: {path}"),
            "to change that record edit it; if this is another visit, write its own date or title into the form",
        ),
        ImportNote::SameDayAndTitle(path) => (
            format!("there is a record of the same day and title: {path}"),
            "if it is the same visit do not import it again, as it would be counted twice; edit that record",
        ),
        ImportNote::GivenTwice => {
            ("the very file is given twice and is imported once".to_owned(), "")
        }
        ImportNote::OriginalLeftOut => (
            "the original holds or may hold figures of a sensitive indicator and is not attached, as attachments are published"
                .to_owned(),
            "keep the original elsewhere",
        ),
        ImportNote::OriginalWithFirst => {
            ("the original is attached to the first record".to_owned(), "")
        }
        ImportNote::ColumnsRead(columns) => (
            format!("what the columns are: {}", columns.join(", ")),
            "change what is wrong under `columns`; a column that must not be published is `secret`",
        ),
        ImportNote::RowsNotCounted(rows) => (
            format!(
                "rows that are no entries (titles, totals, who made the table) stay in the table and are not counted: {}",
                rows.join("; ")
            ),
            "",
        ),
        ImportNote::RowsLeftOut(rows) => {
            (format!("rows that are in no record: {}", rows.join("; ")), "")
        }
    };
    Message::new(text, help)
}

pub(super) fn refusal(refusal: &ImportRefusal) -> Message {
    let docx = "open it in Word or WPS, choose Save As, and the type Word document (*.docx)";
    let xlsx = "open it in Excel or WPS, choose Save As, and the type Excel workbook (*.xlsx)";
    match refusal {
        ImportRefusal::OldWord => {
            Message::new("this is an old document (.doc, .wps), which cannot be imported", docx)
        }
        ImportRefusal::OldSheet => Message::new(
            "this is an old spreadsheet (.et and the like), which cannot be imported",
            xlsx,
        ),
        ImportRefusal::OtherText => {
            Message::new("documents of this kind (.odt, .rtf) cannot be imported", docx)
        }
        ImportRefusal::Slides => Message::new(
            "slides cannot be imported",
            "attach them: put them into the folder of a record",
        ),
        ImportRefusal::Protected => Message::new(
            "the file opens with a password only",
            "open it in Word or WPS, remove the password and save it",
        ),
        ImportRefusal::Picture => Message::new(
            "this is a picture, a film or a sound: there is no text to import",
            "attach it: put it into the folder of a record",
        ),
        ImportRefusal::Pdf => Message::new(
            "a PDF cannot be imported",
            "import the Word or Excel file that it was made from; attach the PDF to a record",
        ),
        ImportRefusal::Damaged => Message::new(
            "the file is damaged and cannot be read",
            "if Excel or WPS opens it, save it as .xlsx and import that; else ask whoever made it to send it again",
        ),
        ImportRefusal::Unreadable => Message::new(
            "the file cannot be read: it is damaged, or no Word or Excel file",
            "if Word or WPS opens it, save it as .docx or .xlsx and import that",
        ),
        ImportRefusal::TooLarge => Message::new(
            "the file is too large",
            "cut it into several files, and make its pictures smaller",
        ),
        ImportRefusal::FarCell(cell) => Message::new(
            format!("the cell {cell} is filled, too far from the table to be read"),
            "open the file in WPS or Excel, press Ctrl+End to find it, delete the rows and columns beyond the table, and save",
        ),
        ImportRefusal::Empty => Message::new("the file has no text to import", ""),
        ImportRefusal::NeedsSchool(names) => Message::new(
            "the file does not say whose record it is",
            format!("say so with --school; there are: {}", names.join(", ")),
        ),
        ImportRefusal::NoHeader => Message::new(
            "there is no row with the names of the columns and nothing filled in below it",
            "put the names into one row and fill in at least one row below it; with a visit a row there must be a date, and a title or a type",
        ),
        ImportRefusal::MonthColumns => Message::new(
            "this table has a column a month, and does not say of which year and what its figures are",
            "name the year and the measure in the title above the table, such as `2024 lesson hours`; or turn it around so that each month is a row, with days such as 2024-03-31",
        ),
        ImportRefusal::NoResult(cells) => Message::new(
            format!("these cells hold formulas whose results were not kept: {}", cells.join(", ")),
            "open the file in WPS or Excel, save it once the results show, and import it again; or write the values themselves",
        ),
        ImportRefusal::NotATable => Message::new(
            "the document has no table and cannot become a ledger",
            "write the ledger as a table, or make it in Excel and save it as .xlsx",
        ),
        ImportRefusal::UnknownKey { key, known } => Message::new(
            format!("there is no key `{key}`"),
            format!("there are: {}", known.join(", ")),
        ),
    }
}
