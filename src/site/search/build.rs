//! Builds every file of the search from all documents.

use rayon::prelude::*;

use super::columns;
use super::document::{Document, Facets};
use super::index::Index;
use super::layout::{DOCUMENTS_PER_SEGMENT, IndexHeader, TEXTS_PER_FILE, TITLES_PER_FILE};
use super::script;
use super::segment::Segment;
use crate::timings::{Phase, phase};

/// Builds every file of the search and passes each to `put` (path, bytes) as soon as it is ready, from many threads.
/// Returns the header that [`update_index`](super::update_index) needs later.
///
/// # Errors
/// The first error of `put`.
pub fn build_index<E: Send>(
    mut documents: Vec<Document<'_>>,
    facets: &Facets<'_>,
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<IndexHeader, E> {
    documents.sort_unstable_by_key(|document| document.path);
    let texts = documents.iter().map(|document| document.text.len()).sum();
    let header = IndexHeader::new(&documents, texts);
    write_titles(&documents, facets, header.shards, put)?;
    let count = documents.len();
    let segments: Result<Vec<Segment>, E> = documents
        .par_chunks_mut(DOCUMENTS_PER_SEGMENT)
        .enumerate()
        .map(|(number, documents)| {
            write_texts(documents, number * DOCUMENTS_PER_SEGMENT / TEXTS_PER_FILE, put)?;
            Ok(phase(Phase::Search, || Segment::take(documents)))
        })
        .collect();
    let index = Index::new(segments?, count);
    let shards = phase(Phase::Search, || index.shards(header.shards));
    shards.into_par_iter().enumerate().try_for_each(|(number, shard)| {
        let write = || script::file("index", Some(number), &index.encode(&shard));
        phase(Phase::Search, write).put(put)
    })?;
    Ok(header)
}

/// Writes the texts of some documents, in files numbered from `first_file`.
fn write_texts<E>(
    documents: &[Document<'_>],
    first_file: usize,
    put: &impl Fn(&str, &[u8]) -> Result<(), E>,
) -> Result<(), E> {
    for (number, documents) in (first_file..).zip(documents.chunks(TEXTS_PER_FILE)) {
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        phase(Phase::Search, || script::file("text", Some(number), &texts)).put(put)?;
    }
    Ok(())
}

/// Writes the files that hold no texts: `meta.js` and `docs-N.js`.
pub(super) fn write_titles<E: Send>(
    documents: &[Document<'_>],
    facets: &Facets<'_>,
    shards: usize,
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<(), E> {
    let first_day = columns::first_day(documents);
    script::file("meta", None, &columns::meta(documents, facets, shards)).put(put)?;
    documents.par_chunks(TITLES_PER_FILE).enumerate().try_for_each(|(number, documents)| {
        let write = || script::file("docs", Some(number), &columns::encode(documents, first_day));
        phase(Phase::Search, write).put(put)
    })
}
