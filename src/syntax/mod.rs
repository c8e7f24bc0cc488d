//! The languages in which records are written: YAML with spans, front matter, CSV, spreadsheets, Markdown; and Word
//! documents, from which records are imported.
//!
//! Nothing here knows what records mean.

pub(crate) mod ascii;
pub(crate) mod csv;
pub(crate) mod docx;
pub mod file_name;
pub mod fold;
pub(crate) mod foreign;
pub(crate) mod front_matter;
pub(crate) mod heads;
pub mod markdown;
pub(crate) mod months;
mod ods;
mod sheet;
pub mod span;
pub(crate) mod spreadsheet;
pub mod text;
pub(crate) mod text_edits;
pub mod workbook;
mod xml;
pub mod yaml;
