//! Builds the full-text search: documents in, files under `search/` out. The search needs no server and works from
//! `file://`.
//!
//! Input is a [`Document`] for each page that can be found. Output is files, each a script that passes one value to
//! `static/search.js`, which reads the formats written here:
//! - `meta.js`: the number of documents, the names of schools, kinds, terms, types and pairs, the codes of the terms, and
//!   the names that stand for the same school;
//! - `docs-N.js`: paths, titles, days and indices into those names, 2048 documents a file;
//! - `index-N.js`: the inverted index from pairs of Han characters and from words to documents, sharded by first
//!   character;
//! - `text-N.js`: the texts, 32 documents a file, for excerpts and for verifying candidates.
//!
//! Documents are numbered in the order of their paths, so that a new one renumbers few others. The bytes depend on
//! nothing but the documents.

mod build;
mod columns;
mod days;
mod document;
mod index;
mod layout;
mod normalise;
mod numbers;
mod patch;
mod plain_text;
mod script;
mod segment;
#[cfg(test)]
mod tests;
mod tokens;
mod update;
mod varint;

pub use build::build_index;
pub use document::{Document, FACETS, Facets};
pub use layout::IndexHeader;
pub use plain_text::plain_text;
pub use update::{RevisedDocument, update_index};
