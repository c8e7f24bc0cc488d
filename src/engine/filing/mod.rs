//! The numbers of papers: which rule they follow, who gets the next ones, and what catalogues and boxes say
//! (DA/T 22-2015).
//!
//! Comes in: an archive with the numbers given so far. Goes out: new numbers, the bytes of numbers.yaml, what is wrong
//! with them, and the entries, boxes and folders that pages and tables are made of. A number never changes once it is
//! given, and nothing gets a number that another had. No file is touched here.

mod assign;
mod boxes;
mod catalogue;
mod check;
mod folders;
mod lock;
mod rule;

pub use assign::assign;
pub use boxes::{FileBox, boxes};
pub use catalogue::{Entry, entries};
pub use check::check;
pub use folders::{Sorted, folders, sort};
pub use lock::bytes;
pub use rule::{Paper, PaperRef, class_of, papers, year_of};

/// Where numbers are kept.
pub const PATH: &str = "content/numbers.yaml";

#[cfg(test)]
mod tests;
