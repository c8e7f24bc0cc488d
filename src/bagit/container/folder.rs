//! A bag in a folder. Links are not followed, wherever they lead.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use super::{Opened, sums_of, tag_file};
use crate::bagit::{Algorithm, Finding, Found, Sums, is_tag_file, most_of};
use crate::error::{Error, Operation};
use crate::source::slashed;

pub(super) fn open(folder: &Path) -> Result<Opened, Error> {
    let mut opened = Opened::default();
    // With a `/` at its end a link to the bag itself is followed.
    for entry in WalkDir::new(folder.join("")).min_depth(1) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(folder).to_owned();
                return Err(Error::Io { operation: Operation::List, path, source: error.into() });
            }
        };
        let under = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let Some(path) = slashed(under) else {
            let path = under.to_string_lossy().into_owned();
            opened.listing.findings.push(Finding::NameNotText { path });
            continue;
        };
        let kind = entry.file_type();
        let found = if kind.is_dir() {
            Found::Folder
        } else if kind.is_symlink() {
            Found::Link
        } else if kind.is_file() {
            let known = entry.metadata();
            Found::File(known.map(|it| it.len()).unwrap_or(0))
        } else {
            Found::Special
        };
        if opened.listing.add(&path, found) && is_tag_file(&path) {
            let file = File::open(entry.path()).and_then(|it| tag_file(it, most_of(&path)));
            match file {
                Ok(bytes) => drop(opened.tags.insert(path, bytes)),
                Err(error) => {
                    let why = error.to_string();
                    opened.listing.findings.push(Finding::Unreadable { path, why });
                }
            }
        }
    }
    Ok(opened)
}

pub(super) fn sums(
    folder: &Path,
    wanted: &BTreeMap<String, Vec<Algorithm>>,
) -> (BTreeMap<String, Sums>, Vec<Finding>) {
    let read = |(path, algorithms): (&String, &Vec<Algorithm>)| {
        let sums = File::open(folder.join(path)).and_then(|it| sums_of(it, algorithms, None));
        sums.map(|it| (path.clone(), it))
            .map_err(|error| Finding::Unreadable { path: path.clone(), why: error.to_string() })
    };
    let results: Vec<Result<(String, Sums), Finding>> = wanted.par_iter().map(read).collect();
    super::packed::sorted(results)
}
