//! Where something stands in a form, as its readers count.

use crate::l10n::Lang;

/// A part of a document of Word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentPart {
    /// Its text.
    Body,
    /// A header.
    Header,
    /// A footer.
    Footer,
    /// Notes below or behind the text.
    Notes,
}

/// A place in a form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormPlace {
    /// A paragraph outside of tables, from 1.
    Paragraph {
        /// The part.
        part: DocumentPart,
        /// Its number among all paragraphs outside of tables.
        number: usize,
    },
    /// A cell of a table, all from 1.
    TableCell {
        /// The part.
        part: DocumentPart,
        /// The number of the table.
        table: usize,
        /// The row.
        row: usize,
        /// The cell in its row.
        column: usize,
    },
    /// A cell of a workbook.
    SheetCell {
        /// The name of its sheet; `None` for the first.
        sheet: Option<String>,
        /// Its name: `B3`.
        cell: String,
    },
}

impl FormPlace {
    /// The place behind the name of its file: `表.docx 第1个表 第3行第2列`, `表.xlsx!B3`.
    #[must_use]
    pub fn after(&self, file: &str, lang: Lang) -> String {
        match (self, lang) {
            (FormPlace::Paragraph { part, number }, Lang::Zh) => {
                format!("{file} {}第{number}段", part.zh())
            }
            (FormPlace::Paragraph { part, number }, Lang::En) => {
                format!("{file} {}paragraph {number}", part.en())
            }
            (FormPlace::TableCell { part, table, row, column }, Lang::Zh) => {
                format!("{file} {}第{table}个表 第{row}行第{column}列", part.zh())
            }
            (FormPlace::TableCell { part, table, row, column }, Lang::En) => {
                format!("{file} {}table {table}, row {row}, column {column}", part.en())
            }
            (FormPlace::SheetCell { sheet: None, cell }, _) => format!("{file}!{cell}"),
            (FormPlace::SheetCell { sheet: Some(sheet), cell }, _) => {
                format!("{file}!'{sheet}'!{cell}")
            }
        }
    }
}

impl DocumentPart {
    fn zh(self) -> &'static str {
        match self {
            DocumentPart::Body => "",
            DocumentPart::Header => "页眉 ",
            DocumentPart::Footer => "页脚 ",
            DocumentPart::Notes => "脚注 ",
        }
    }

    fn en(self) -> &'static str {
        match self {
            DocumentPart::Body => "",
            DocumentPart::Header => "header ",
            DocumentPart::Footer => "footer ",
            DocumentPart::Notes => "notes ",
        }
    }
}
