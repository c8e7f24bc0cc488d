//! The files of an earlier search, brought up to date: byte for byte what [`super::make`] makes of all documents.
//!
//! Where the documents are the same ones and few say something else, the texts and the index are patched. Else all is
//! made anew, of the texts that the earlier files hold. Those are looked at closely: what is not just as it would have
//! been written is not gone by.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use rustc_hash::FxHashMap;

use super::patch::{self, Move};
use super::{CHUNK, Document, Extent, Facets, File, PER_TEXT, make, script, side, titles};
use crate::timings::{Phase, phase};

/// With more documents that say something else, all is made anew.
const FEW: usize = 64;

/// A document of which it is known whether it was looked at again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revised<'a> {
    /// The document.
    pub document: Document<'a>,
    /// Whether it says what it said, title and text; the text is then not there.
    pub is_kept: bool,
}

/// Hands over what files may differ from before, as [`make`] does; others stay as they are. `before`: what was made then,
/// `old`: its files. None: they are not what they should be, and nothing was handed over.
///
/// # Errors
/// The first error of `put`.
pub fn again<E: Send>(
    mut documents: Vec<Revised<'_>>,
    facets: &Facets<'_>,
    before: &Extent,
    old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
    put: &(impl Fn(&str, &[u8]) -> Result<(), E> + Sync),
) -> Result<Option<Extent>, E> {
    documents.sort_unstable_by_key(|it| it.document.path);
    let kept: Vec<bool> = documents.iter().map(|it| it.is_kept).collect();
    let mut documents: Vec<Document<'_>> = documents.into_iter().map(|it| it.document).collect();
    let Some(patched) = phase(Phase::Search, || patched(&documents, &kept, before, old)) else {
        let restored = phase(Phase::Search, || restore(&mut documents, &kept, before, old));
        return restored.map(|()| make(documents, facets, put)).transpose();
    };
    titles(&documents, facets, patched.extent.shards, put)?;
    patched.files.iter().try_for_each(|it| put(&it.path, &it.bytes))?;
    Ok(Some(patched.extent))
}

struct Patched {
    files: Vec<File>,
    extent: Extent,
}

/// The files of texts and of the index that differ. None: all are to be made anew.
fn patched(
    documents: &[Document<'_>],
    kept: &[bool],
    before: &Extent,
    old: &(impl Fn(&str) -> Option<Vec<u8>> + Sync),
) -> Option<Patched> {
    let revised: Vec<usize> = (0..kept.len()).filter(|it| !kept[*it]).collect();
    let mut texts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut columns: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    if FEW < revised.len() || Extent::of(documents, before.texts).paths != before.paths {
        return None;
    }
    let mut size = before.texts;
    let (mut moves, mut rewritten) = (Vec::new(), Vec::new());
    for number in revised {
        let it = &documents[number];
        let texts = part(&mut texts, "text", number / PER_TEXT, old)?;
        if texts.len() != (documents.len() - number / PER_TEXT * PER_TEXT).min(PER_TEXT) {
            return None;
        }
        let titles = side::told(part(&mut columns, "docs", number / CHUNK, old)?)?.1;
        let (title, text) = (*titles.get(number % CHUNK)?, &mut texts[number % PER_TEXT]);
        if (title, text.as_str()) == (it.title, it.text.as_str()) {
            continue;
        }
        size = (size + it.text.len()).checked_sub(text.len())?;
        let number_of = u32::try_from(number).ok()?;
        moves.push(Move::new(number_of, [title, text], [it.title, &it.text]));
        if *text != it.text {
            rewritten.push(number / PER_TEXT);
            text.clone_from(&it.text);
        }
    }
    let extent = Extent::of(documents, size);
    if extent.shards != before.shards {
        return None;
    }
    texts.retain(|at, _| rewritten.contains(at));
    let of_texts = texts.iter().map(|(at, texts)| script::file("text", Some(*at), texts));
    let mut files: Vec<File> = of_texts.collect();
    files.extend(patch::index(&moves, documents.len(), extent.shards, old)?);
    Some(Patched { files, extent })
}

/// What an earlier file hands over, read once.
fn part<'p>(
    parts: &'p mut BTreeMap<usize, Vec<String>>,
    name: &str,
    at: usize,
    old: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<&'p mut Vec<String>> {
    if let Entry::Vacant(place) = parts.entry(at) {
        place.insert(script::value(name, at, old)?);
    }
    parts.get_mut(&at)
}

/// Puts the texts of documents that say what they said back in their places.
fn restore(
    documents: &mut [Document<'_>],
    kept: &[bool],
    before: &Extent,
    old: &impl Fn(&str) -> Option<Vec<u8>>,
) -> Option<()> {
    let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
    for chunk in 0..before.documents.div_ceil(CHUNK) {
        let columns: Vec<String> = script::value("docs", chunk, old)?;
        let paths = side::told(&columns)?.0;
        numbers.extend(paths.into_iter().zip(chunk * CHUNK..));
    }
    let mut texts: Vec<String> = Vec::with_capacity(before.documents);
    for at in 0..before.documents.div_ceil(PER_TEXT) {
        texts.extend(script::value::<Vec<String>>("text", at, old)?);
    }
    let is_whole = texts.iter().map(String::len).sum::<usize>() == before.texts;
    if !is_whole || [texts.len(), numbers.len()] != [before.documents; 2] {
        return None;
    }
    for (document, _) in documents.iter_mut().zip(kept).filter(|it| *it.1) {
        document.text = std::mem::take(texts.get_mut(*numbers.get(document.path)?)?);
    }
    Some(())
}
