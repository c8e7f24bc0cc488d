//! Updates the files of an earlier search: byte for byte what [`build_index`] makes of all documents.
//!
//! If the documents are the same ones and few have another title or text, texts and index are patched. Otherwise
//! everything is rebuilt, with unchanged texts read back from the earlier files. Every file that is read is verified:
//! one that is not exactly as it would have been written is not used.

use std::collections::BTreeMap;
use std::collections::btree_map;

use rustc_hash::FxHashMap;

use super::build::{build_index, write_titles};
use super::columns;
use super::document::{Document, Facets};
use super::layout::{IndexHeader, TEXTS_PER_FILE, TITLES_PER_FILE};
use super::patch::{PostingDelta, patch_index};
use super::script::{self, ScriptFile};
use crate::timings::{Phase, phase};

/// If more documents than this have changed, everything is rebuilt.
const MAX_PATCHED: usize = 64;

/// A document, and whether it was rendered again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevisedDocument<'a> {
    /// The document.
    pub document: Document<'a>,
    /// Whether title and text are those of the earlier search; the text is then left empty.
    pub is_unchanged: bool,
}

/// Passes every file that may differ from the earlier search to `put`, as [`build_index`] does; the others stay as they
/// are. `before` is the header of the earlier search, and `read_old` reads its files. Returns `None`, having written
/// nothing, if the earlier files are needed but damaged.
///
/// # Errors
/// The first error of `put`.
pub fn update_index<E: Send>(
    mut revised: Vec<RevisedDocument<'_>>,
    facets: &Facets<'_>,
    before: &IndexHeader,
    read_old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<Option<IndexHeader>, E> {
    revised.sort_unstable_by_key(|revised| revised.document.path);
    let mut documents = Vec::with_capacity(revised.len());
    let mut unchanged = Vec::with_capacity(revised.len());
    for RevisedDocument { document, is_unchanged } in revised {
        documents.push(document);
        unchanged.push(is_unchanged);
    }
    let Some(patch) = phase(Phase::Search, || patch(&documents, &unchanged, before, read_old))
    else {
        let restored =
            phase(Phase::Search, || restore_texts(&mut documents, &unchanged, before, read_old));
        return restored.map(|()| build_index(documents, facets, put)).transpose();
    };
    write_titles(&documents, facets, patch.header.shards, put)?;
    for file in &patch.files {
        file.put(put)?;
    }
    Ok(Some(patch.header))
}

/// The files that replace those of the earlier search, and the new header.
struct Patch {
    files: Vec<ScriptFile>,
    header: IndexHeader,
}

/// The files of texts and of the index that differ. `None` if everything must be rebuilt: documents were added or
/// removed, too many have changed, the number of shards changes, or a file is damaged.
fn patch(
    documents: &[Document<'_>],
    unchanged: &[bool],
    before: &IndexHeader,
    read_old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
) -> Option<Patch> {
    let changed: Vec<usize> = (0..unchanged.len()).filter(|number| !unchanged[*number]).collect();
    if MAX_PATCHED < changed.len()
        || IndexHeader::new(documents, before.texts).paths != before.paths
    {
        return None;
    }
    let mut texts = OldFiles::new("text");
    let mut columns = OldFiles::new("docs");
    let mut text_size = before.texts;
    let (mut deltas, mut rewritten) = (Vec::new(), Vec::new());
    for number in changed {
        let document = &documents[number];
        let texts = texts.read(number / TEXTS_PER_FILE, read_old)?;
        let first_of_file = number / TEXTS_PER_FILE * TEXTS_PER_FILE;
        if texts.len() != (documents.len() - first_of_file).min(TEXTS_PER_FILE) {
            return None;
        }
        let (_, titles) = columns::decode(columns.read(number / TITLES_PER_FILE, read_old)?)?;
        let old_title = *titles.get(number % TITLES_PER_FILE)?;
        let text = &mut texts[number % TEXTS_PER_FILE];
        if (old_title, text.as_str()) == (document.title, document.text.as_str()) {
            continue;
        }
        text_size = (text_size + document.text.len()).checked_sub(text.len())?;
        deltas.push(PostingDelta::new(
            u32::try_from(number).ok()?,
            [old_title, text],
            [document.title, &document.text],
        ));
        if *text != document.text {
            rewritten.push(number / TEXTS_PER_FILE);
            text.clone_from(&document.text);
        }
    }
    let header = IndexHeader::new(documents, text_size);
    if header.shards != before.shards {
        return None;
    }
    let mut files = texts.encode(&rewritten);
    files.extend(patch_index(&deltas, documents.len(), header.shards, read_old)?);
    Some(Patch { files, header })
}

/// The values of earlier files of one name, each read once.
struct OldFiles {
    name: &'static str,
    values: BTreeMap<usize, Vec<String>>,
}

impl OldFiles {
    fn new(name: &'static str) -> OldFiles {
        OldFiles { name, values: BTreeMap::new() }
    }

    fn read(
        &mut self,
        number: usize,
        read_old: &impl Fn(&str) -> Option<Vec<u8>>,
    ) -> Option<&mut Vec<String>> {
        match self.values.entry(number) {
            btree_map::Entry::Occupied(entry) => Some(entry.into_mut()),
            btree_map::Entry::Vacant(entry) => {
                Some(entry.insert(script::read_value(self.name, number, read_old)?))
            }
        }
    }

    /// Encodes the files with these numbers.
    fn encode(&self, numbers: &[usize]) -> Vec<ScriptFile> {
        let mut files = Vec::new();
        for (number, value) in &self.values {
            if numbers.contains(number) {
                files.push(script::file(self.name, Some(*number), value));
            }
        }
        files
    }
}

/// Fills in the texts of unchanged documents from the earlier files; `None` if those are damaged.
fn restore_texts(
    documents: &mut [Document<'_>],
    unchanged: &[bool],
    before: &IndexHeader,
    read_old: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<()> {
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    for file in 0..before.documents.div_ceil(TITLES_PER_FILE) {
        let columns: Vec<String> = script::read_value("docs", file, read_old)?;
        let (paths, _) = columns::decode(&columns)?;
        numbers.extend(paths.into_iter().zip(file * TITLES_PER_FILE..));
    }
    let mut texts: Vec<String> = Vec::with_capacity(before.documents);
    for file in 0..before.documents.div_ceil(TEXTS_PER_FILE) {
        texts.extend(script::read_value::<Vec<String>>("text", file, read_old)?);
    }
    let size: usize = texts.iter().map(String::len).sum();
    if size != before.texts || [texts.len(), numbers.len()] != [before.documents; 2] {
        return None;
    }
    for (document, is_unchanged) in documents.iter_mut().zip(unchanged) {
        if *is_unchanged {
            document.text = std::mem::take(texts.get_mut(*numbers.get(document.path)?)?);
        }
    }
    Some(())
}
