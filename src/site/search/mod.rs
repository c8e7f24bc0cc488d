//! What pages say → the files under `search/`, for a search that needs no server and works from `file://`.
//!
//! Comes in: a [`Document`] for each page that can be found. Goes out: files, each a script that hands one value
//! over to `static/search.js`, which is the other half of everything here:
//! - `meta.js`: how many documents there are, and the names of schools, kinds, terms, types and pairs;
//! - `docs-N.js`: addresses, titles, days and those names by number, [`CHUNK`] documents a file;
//! - `index-N.js`: which documents hold two Han characters in a row, or a word; the first character names the file;
//! - `text-N.js`: the texts, [`PER_TEXT`] documents a file, to show what was found and to make sure of it.
//!
//! Documents are numbered by path, so that a new one moves few others. Bytes depend on nothing but the documents.

mod again;
mod fold;
mod index;
mod letters;
mod patch;
mod plain;
mod script;
mod side;
#[cfg(test)]
mod tests;
mod tokens;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::model::{Day, Digest};
use crate::timings::{Phase, phase};
use index::{Index, PER_PART, Part};

pub use again::{Revised, again};
pub use plain::plain;

/// Documents of one file of texts.
const PER_TEXT: usize = 32;
const _: () = assert!(PER_PART.is_multiple_of(PER_TEXT));
/// So many bytes of text have a file of the index.
const TEXT_PER_SHARD: usize = 48 << 10;
const MOST_SHARDS: usize = 1024;
/// Documents of one file of addresses and titles.
const CHUNK: usize = 2048;

/// A page that can be found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document<'a> {
    /// Its path in the site: `plans/2024.html`.
    pub path: &'a str,
    /// Its title.
    pub title: &'a str,
    /// What else it says, as plain text; paragraphs, cells and facts are lines.
    pub text: String,
    /// The day that it is sorted by.
    pub day: Option<Day>,
    /// The place of its name in each of [`Facets::tables`].
    pub facets: [Option<usize>; FACETS],
}

/// Schools, kinds, terms, types, pairs.
pub const FACETS: usize = 5;

/// The names that documents can be chosen by, in the order in which they are offered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets<'a> {
    /// The names of schools, kinds, terms, types and pairs.
    pub tables: [Vec<&'a str>; FACETS],
}

/// What is to be known of files that were made, to bring them up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// Of the paths of all documents.
    paths: Digest,
    documents: usize,
    /// Bytes of their texts.
    texts: usize,
    /// How many files the index has.
    shards: usize,
}

impl Extent {
    /// Of documents sorted by path, whose texts have so many bytes.
    fn of(documents: &[Document<'_>], texts: usize) -> Extent {
        let paths: Vec<&str> = documents.iter().map(|it| it.path).collect();
        let titles: usize = documents.iter().map(|it| it.title.len()).sum();
        let shards = shards_for(titles + texts);
        Extent { paths: Digest::of(&paths), documents: documents.len(), texts, shards }
    }

    /// The paths of all files.
    pub fn files(&self) -> impl Iterator<Item = String> {
        let numbered = [
            ("docs", self.documents.div_ceil(CHUNK)),
            ("text", self.documents.div_ceil(PER_TEXT)),
            ("index", self.shards),
        ];
        let paths = numbered
            .into_iter()
            .flat_map(|(name, count)| (0..count).map(move |at| script::path(name, Some(at))));
        paths.chain([script::path("meta", None)])
    }
}

/// Makes every file of the search and hands each over as soon as it is there, from many threads: path, bytes. Comes back
/// what [`again`] asks for.
///
/// # Errors
/// The first error of `put`.
pub fn make<E: Send>(
    mut documents: Vec<Document<'_>>,
    facets: &Facets<'_>,
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<Extent, E> {
    documents.sort_unstable_by_key(|it| it.path);
    let extent = Extent::of(&documents, documents.iter().map(|it| it.text.len()).sum());
    titles(&documents, facets, extent.shards, put)?;
    let put = |file: File| put(&file.path, &file.bytes);
    let part = |(at, documents): (usize, &mut [Document<'_>])| {
        for (at, it) in (at * PER_PART / PER_TEXT..).zip(documents.chunks(PER_TEXT)) {
            let texts: Vec<&str> = it.iter().map(|it| it.text.as_str()).collect();
            put(phase(Phase::Search, || script::file("text", Some(at), &texts)))?;
        }
        Ok(phase(Phase::Search, || Part::of(documents)))
    };
    let parts: Result<Vec<Part>, E> =
        documents.par_chunks_mut(PER_PART).enumerate().map(part).collect();
    let index = Index::new(parts?, documents.len());
    let shards = phase(Phase::Search, || index.shards(extent.shards));
    shards.into_par_iter().enumerate().try_for_each(|(at, it)| {
        put(phase(Phase::Search, || script::file("index", Some(at), &index.shard(&it))))
    })?;
    Ok(extent)
}

/// Makes the files that hold no texts.
fn titles<E: Send>(
    documents: &[Document<'_>],
    facets: &Facets<'_>,
    shards: usize,
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let put = |file: File| put(&file.path, &file.bytes);
    let first_day = side::first_day(documents);
    put(script::file("meta", None, &side::meta(documents, facets, shards)))?;
    documents.par_chunks(CHUNK).enumerate().try_for_each(|(at, it)| {
        put(phase(Phase::Search, || script::file("docs", Some(at), &side::columns(it, first_day))))
    })
}

/// How many files the index has, by the bytes of titles and texts: a power of two, so that it seldom changes as the
/// archive grows.
fn shards_for(size: usize) -> usize {
    (size / TEXT_PER_SHARD).next_power_of_two().min(MOST_SHARDS)
}

/// A file, before it is handed over.
struct File {
    path: String,
    bytes: Vec<u8>,
}
