//! Reads the files of schools and pairs.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::file_reader::{in_file, in_parallel, misnamed_file, missing_file, yaml_file};
use super::layout::{Layout, OwnerFolder};
use super::names::{PAIR_FILE, SCHOOL_FILE};
use super::people::{self, OtherSchools, PairPlace};
use super::references::References;
use super::unclaimed::unclaimed_of_pair;
use crate::diagnostics::{BilingualName, Diagnostic, Oddity, Problem, Span};
use crate::error::Error;
use crate::model::{Pair, PairIx, School};
use crate::source::Source;
use crate::syntax::text::nfc;

/// Every school, and what the file of each says of others. One whose file is missing or wrong is there without
/// a name.
///
/// # Errors
/// When the source cannot read a file.
pub(super) fn schools(
    source: &dyn Source,
    layout: &Layout,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(Vec<School>, Vec<OtherSchools>), Error> {
    let folders: Vec<(&String, &OwnerFolder)> = layout.schools.iter().collect();
    let read = in_parallel(folders, diagnostics, |(id, folder)| {
        let Some(path) = &folder.file else {
            let (path, missing) = without_file(folder, SCHOOL_FILE);
            let school = people::nameless_school(id, &path);
            return Ok(((school, OtherSchools::default()), vec![missing]));
        };
        let mut problems = Vec::new();
        let school = match yaml_file(source, path, &mut problems)? {
            Some(node) => people::school(&node, id, path, &mut problems),
            None => (people::nameless_school(id, path), OtherSchools::default()),
        };
        Ok((school, in_file(path, problems)))
    })?;
    Ok(read.into_iter().unzip())
}

/// Where the file of a folder without one would be, and what is wrong with that.
fn without_file(folder: &OwnerFolder, file: BilingualName) -> (String, Diagnostic) {
    if let Some(path) = &folder.misnamed {
        return (path.clone(), misnamed_file(path, file));
    }
    let path = format!("{}/{}", folder.path, file.en);
    let missing = missing_file(&path, file);
    (path, missing)
}

/// Looks up the schools that others became a part of: `named` holds what each says, in the order of the schools. A
/// school that becomes a part of itself, also by way of others, is reported, and so is one that has no last day.
pub(super) fn merge_schools(
    references: &mut References,
    named: &[OtherSchools],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, OtherSchools { merged_into, .. }) in named.iter().enumerate() {
        let Some(name) = merged_into else { continue };
        let mut problems = Vec::new();
        let into = references.school(name, &mut problems);
        if let Some(school) = references.schools.get_mut(index) {
            school.merged_into = into;
            diagnostics.extend(in_file(&school.file, problems));
        }
    }
    for index in circles(&references.schools) {
        let school = &mut references.schools[index];
        school.merged_into = None;
        let problem = Problem::Odd(Oddity::MergedIntoItself { school: school.name.clone() });
        let span = match named.get(index) {
            Some(OtherSchools { merged_into: Some(into), .. }) => into.span,
            _ => Span::first(),
        };
        diagnostics.push(Diagnostic::new(&school.file, span, problem));
    }
    for (school, OtherSchools { merged_into, .. }) in references.schools.iter().zip(named) {
        if let (Some(_), None, Some(into)) = (school.merged_into, school.closed, merged_into) {
            let problem = Problem::Odd(Oddity::MergedNotClosed { into: into.value.clone() });
            diagnostics.push(Diagnostic::new(&school.file, into.span, problem));
        }
    }
}

/// Reports old names of schools that another one has now: its folder, or its name as long as it is open. Nobody could tell
/// which of the two a reference means.
pub(super) fn check_former_names(
    schools: &[School],
    named: &[OtherSchools],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut by_name: FxHashMap<&str, &School> = FxHashMap::default();
    for school in schools.iter().filter(|school| school.closed.is_none()) {
        by_name.entry(&school.name).or_insert(school);
    }
    for school in schools {
        by_name.insert(&school.id, school);
    }
    for (school, named) in schools.iter().zip(named) {
        for name in &named.formerly {
            let Some(other) = by_name.get(name.value.as_str()) else { continue };
            if other.id != school.id {
                let (found, file) = (name.value.clone(), other.file.clone());
                let problem = Problem::DuplicateId { found, file, line: 0 };
                diagnostics.push(Diagnostic::new(&school.file, name.span, problem));
            }
        }
    }
}

/// The schools that become a part of themselves, by their positions.
fn circles(schools: &[School]) -> Vec<usize> {
    // The walk that first came by a school.
    let mut seen_by: Vec<Option<usize>> = vec![None; schools.len()];
    let mut circles = Vec::new();
    for start in 0..schools.len() {
        let mut at = Some(start);
        while let Some(school) = at.filter(|school| seen_by[*school].is_none()) {
            seen_by[school] = Some(start);
            at = schools[school].merged_into.map(|into| into.0);
        }
        // Only a school that this very walk came by is in a new circle.
        let Some(first) = at.filter(|school| seen_by[*school] == Some(start)) else { continue };
        let mut school = first;
        loop {
            circles.push(school);
            match schools[school].merged_into {
                Some(into) if into.0 != first => school = into.0,
                _ => break,
            }
        }
    }
    circles.sort_unstable();
    circles
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
            return Ok((None, vec![without_file(folder, PAIR_FILE).1]));
        };
        let id = nfc(folder.path.strip_prefix("content/").unwrap_or(&folder.path));
        let mut problems = Vec::new();
        let pair = match yaml_file(source, path, &mut problems)? {
            Some(node) => {
                let place = PairPlace { id, folder: name, file: path, files: &folder.files };
                people::pair(&node, place, references, &mut problems)
            }
            None => None,
        };
        let mut found = in_file(path, problems);
        for file in &folder.files {
            let is_agreement =
                pair.as_ref().is_some_and(|pair: &Pair| pair.agreement.as_ref() == Some(file));
            // Next to a pair that cannot be read any file may be its agreement.
            if pair.is_some() && !is_agreement {
                found.push(unclaimed_of_pair(file));
            }
        }
        Ok((pair, found))
    })?;
    let mut pairs: Vec<Pair> = read.into_iter().flatten().collect();
    pairs.sort_by(|a, b| a.id.cmp(&b.id));
    let mut by_folder = BTreeMap::new();
    for (index, pair) in pairs.iter().enumerate() {
        by_folder.insert(pair.folder.clone(), PairIx(index));
    }
    Ok((pairs, by_folder))
}
