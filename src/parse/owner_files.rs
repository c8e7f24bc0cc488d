//! Reads the files of schools and pairs.

use std::collections::BTreeMap;

use super::file_reader::{in_file, in_parallel, missing_file, yaml_file};
use super::layout::{Layout, OwnerFolder};
use super::names::{PAIR_FILE, SCHOOL_FILE};
use super::people;
use super::references::References;
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::model::{Pair, PairIx, School};
use crate::source::Source;
use crate::syntax::text::nfc;

/// Every school. One whose file is missing or wrong is there without a name.
///
/// # Errors
/// When the source cannot read a file.
pub(super) fn schools(
    source: &dyn Source,
    layout: &Layout,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<School>, Error> {
    let folders: Vec<(&String, &OwnerFolder)> = layout.schools.iter().collect();
    in_parallel(folders, diagnostics, |(id, folder)| {
        let Some(path) = &folder.file else {
            let path = format!("{}/school.yaml", folder.path);
            let school = people::nameless_school(id, &path);
            return Ok((school, vec![missing_file(&path, SCHOOL_FILE)]));
        };
        let mut problems = Vec::new();
        let school = match yaml_file(source, path, &mut problems)? {
            Some(node) => people::school(&node, id, path, &mut problems),
            None => people::nameless_school(id, path),
        };
        Ok((school, in_file(path, problems)))
    })
}

/// The pairs that could be read, sorted by id, and the pair of each folder.
///
/// # Errors
/// When the source cannot read a file.
pub(super) fn pairs(
    source: &dyn Source,
    layout: &Layout,
    references: &References,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Vec<Pair>, BTreeMap<String, PairIx>), Error> {
    let folders: Vec<(&String, &OwnerFolder)> = layout.pairs.iter().collect();
    let read = in_parallel(folders, diagnostics, |(name, folder)| {
        let Some(path) = &folder.file else {
            let path = format!("{}/pair.yaml", folder.path);
            return Ok((None, vec![missing_file(&path, PAIR_FILE)]));
        };
        let id = nfc(folder.path.strip_prefix("content/").unwrap_or(&folder.path));
        let mut problems = Vec::new();
        let pair = match yaml_file(source, path, &mut problems)? {
            Some(node) => people::pair(&node, (id, name, path), references, &mut problems),
            None => None,
        };
        Ok((pair, in_file(path, problems)))
    })?;
    let mut pairs: Vec<Pair> = read.into_iter().flatten().collect();
    pairs.sort_by(|a, b| a.id.cmp(&b.id));
    let mut by_folder = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        by_folder.insert(pair.folder.clone(), PairIx(index));
    }
    Ok((pairs, by_folder))
}
