//! Filing: the numbers (档号) of documents, the catalogue, the boxes and the folders (DA/T 22-2015).
//!
//! In goes an archive with the numbers given so far. Out come new numbers, the bytes of numbers.yaml, what is wrong
//! with the numbers, and the catalogue, boxes and folders that pages and tables show. A number never changes once it is
//! given, and no document gets a number that another had. This module touches no file.

mod assign;
mod boxes;
mod catalogue;
mod check;
mod document;
mod folders;
mod lock;
mod rule;

pub use assign::assign;
pub use boxes::{FileBox, boxes};
pub use catalogue::{CatalogueEntry, NumberedDocument, catalogue};
pub use check::check;
pub use document::{DocumentInfo, documents};
pub use folders::{FolderContents, folders, sort_into_folders};
pub use lock::bytes;
pub use rule::{class_of, year_of};

/// The file that holds the numbers.
pub const PATH: &str = "content/numbers.yaml";

#[cfg(test)]
mod tests;
