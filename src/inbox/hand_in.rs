//! The files of a hand-in → a record and its place in the archive.

use std::collections::BTreeMap;

use super::contents;
use super::items::{Item, ItemKind};
use super::manifest::HandInManifest;
use super::names::{self, MANIFEST};
use super::office::{self, Imported};
use super::place::{ArchivePaths, guess_kind};
use super::refusal::Refusal;
use crate::diagnostics::BilingualName;
use crate::error::Error;
use crate::import::ChosenLabels;
use crate::model::Archive;
use crate::source::decode;
use crate::syntax::text::nfc;

/// A record that was handed in, and where it goes.
#[derive(Debug, Clone)]
pub(super) struct HandIn {
    pub(super) item: Item,
    /// The id of the record, in NFC, spelled as in the archive.
    pub(super) id: String,
    /// Its files by their paths in the archive.
    pub(super) files: BTreeMap<String, Vec<u8>>,
    /// The files of the record that the archive holds now.
    pub(super) existing: Vec<String>,
    /// The path that goes before the names in the hand-in: `content/学校/a/活动/`.
    pub(super) folder: String,
    /// Where the lines of the text came from, if it was imported.
    pub(super) imported: Imported,
}

impl HandIn {
    /// How many bytes it holds.
    pub(super) fn bytes(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }

    /// The path of the record's text.
    pub(super) fn text_path(&self) -> &str {
        let index = self.files.keys().find(|path| path.ends_with("/index.md"));
        let text = index.or_else(|| self.files.keys().find(|path| path.ends_with(".md")));
        text.map_or("", String::as_str)
    }
}

/// What an item turned out to be.
pub(super) type Opened = Result<HandIn, Vec<Refusal>>;

/// Reads an item and finds the place of its record.
pub(super) fn open(
    item: &Item,
    archive: &Archive,
    paths: &ArchivePaths<'_>,
    labels: &ChosenLabels,
) -> Result<Opened, Error> {
    let files = match contents::read(item)? {
        Ok(files) => files,
        Err(refusals) => return Ok(Err(refusals)),
    };
    if is_office(item) {
        let bytes = files.into_values().next().unwrap_or_default();
        let record = match office::open(item, &bytes, archive, labels) {
            Ok(record) => record,
            Err(refusals) => return Ok(Err(refusals)),
        };
        let hand_in = finish(item, record.kind, &record.name, record.files, archive, paths);
        return Ok(hand_in.map(|hand_in| HandIn { imported: record.imported, ..hand_in }));
    }
    Ok(placed(item, files, archive, paths))
}

/// Whether an item is a Word or Excel file.
fn is_office(item: &Item) -> bool {
    let ending = names::ending(item.name());
    item.kind == ItemKind::Other && contents::OFFICE.contains(&ending.as_str())
}

fn placed(
    item: &Item,
    files: BTreeMap<String, Vec<u8>>,
    archive: &Archive,
    paths: &ArchivePaths<'_>,
) -> Opened {
    let files = without_outer_folder(files);
    if let Some(path) = files.keys().find(|path| is_hidden(path)) {
        return Err(vec![Refusal::HiddenFile { path: path.clone() }]);
    }
    match files.get(MANIFEST) {
        Some(text) => {
            let manifest = HandInManifest::parse(text).map_err(|refusal| vec![refusal])?;
            place_package(item, &manifest, files, archive, paths)
        }
        None => place_record(item, files, archive, paths),
    }
}

fn place_package(
    item: &Item,
    manifest: &HandInManifest,
    mut files: BTreeMap<String, Vec<u8>>,
    archive: &Archive,
    paths: &ArchivePaths<'_>,
) -> Opened {
    let problems = manifest.compare(&files);
    if !problems.is_empty() {
        return Err(problems);
    }
    let school = archive.school(item.folder.school);
    let Some(place) = manifest.place() else {
        return Err(vec![Refusal::NoSuchPlace { record: manifest.record.clone() }]);
    };
    let own = nfc(place.school);
    if own != school.id && !school.formerly.contains(&own) || !manifest.is_of(place.school) {
        let other = archive.schools.iter().find(|school| school.id == own);
        let school = other.map_or(own, |school| school.name.clone());
        return Err(vec![Refusal::OtherSchool { school }]);
    }
    files.remove(MANIFEST);
    let name = nfc(place.name);
    let (index, single) = (format!("{name}/index.md"), format!("{name}.md"));
    let has_text = files.keys().any(|path| nfc(path) == index || nfc(path) == single);
    if !has_text {
        return Err(vec![Refusal::NoRecord]);
    }
    finish(item, place.kind, &name, files, archive, paths)
}

fn place_record(
    item: &Item,
    files: BTreeMap<String, Vec<u8>>,
    archive: &Archive,
    paths: &ArchivePaths<'_>,
) -> Opened {
    let mut texts = Vec::new();
    for path in files.keys() {
        if is_record(path) {
            texts.push(path.clone());
        }
    }
    // A zip of the files alone, without the folder around them.
    let (files, text) = match texts.as_slice() {
        [text] => (files, text.clone()),
        [] if files.contains_key("index.md") => {
            let name = names::stem(item.name()).to_owned();
            let mut renamed = BTreeMap::new();
            for (path, bytes) in files {
                renamed.insert(format!("{name}/{path}"), bytes);
            }
            (renamed, format!("{name}/index.md"))
        }
        [] => return Err(vec![Refusal::NoRecord]),
        several => return Err(vec![Refusal::Several { count: several.len() }]),
    };
    let name = text.split('/').next().map_or("", names::stem_of_record);
    let bytes = files.get(&text).map(Vec::as_slice).unwrap_or_default();
    let decoded = decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
    let Some(kind) = item.home.or_else(|| guess_kind(&decoded)) else {
        return Err(vec![Refusal::UnknownKind]);
    };
    let name = nfc(name);
    finish(item, kind, &name, files, archive, paths)
}

/// Whether a path in a hand-in is that of a record's text.
fn is_record(path: &str) -> bool {
    match path.split('/').collect::<Vec<&str>>().as_slice() {
        [_, name] => *name == "index.md",
        [name] => names::ending(name) == "md" && *name != "index.md",
        _ => false,
    }
}

fn finish(
    item: &Item,
    kind: BilingualName,
    name: &str,
    files: BTreeMap<String, Vec<u8>>,
    archive: &Archive,
    paths: &ArchivePaths<'_>,
) -> Opened {
    let school = archive.school(item.folder.school);
    let home = school.file.rsplit_once('/').map_or("content", |(folder, _)| folder);
    let place = paths.place(home, kind, name);
    let mut placed = BTreeMap::new();
    let (folder, single) = (format!("{name}/"), format!("{name}.md"));
    for (path, bytes) in files {
        let path = nfc(&path);
        let in_archive = match path.strip_prefix(&folder) {
            Some(below) => format!("{}/{}/{below}", place.folder, place.name),
            None if path == single => format!("{}/{}.md", place.folder, place.name),
            None => return Err(vec![Refusal::Unlisted { path }]),
        };
        placed.insert(in_archive, bytes);
    }
    let id = format!("{}/{}", place.folder, place.name);
    let id = nfc(id.strip_prefix("content/").unwrap_or(&id));
    let folder = format!("{}/", place.folder);
    Ok(HandIn {
        item: item.clone(),
        id,
        files: placed,
        existing: place.existing,
        folder,
        imported: Imported::default(),
    })
}

/// The files without the folders that a packing program put around all of them: one that holds nothing but the package
/// or one other folder.
fn without_outer_folder(mut files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    loop {
        let Some(first) = files.keys().next() else { return files };
        let Some((top, _)) = first.split_once('/') else { return files };
        let prefix = format!("{top}/");
        let is_outer = files.keys().all(|path| path.starts_with(&prefix))
            && !files.contains_key(&format!("{prefix}index.md"));
        if !is_outer {
            return files;
        }
        let mut inner = BTreeMap::new();
        for (path, bytes) in files {
            inner.insert(path[prefix.len()..].to_owned(), bytes);
        }
        files = inner;
    }
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|part| part.starts_with(['.', '_']))
}
