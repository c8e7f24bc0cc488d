//! Assigns the files of plans and records to their owners, and reads the plans.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::document::MAX_RECORD;
use super::file_reader::{bounded, document, in_file, in_parallel};
use super::layout::{Layout, Place, RecordFile};
use super::plan;
use super::references::References;
use crate::diagnostics::{Diagnostic, Problem};
use crate::error::Error;
use crate::model::{PairIx, Plan, PlanOwner, RecordKind, SchoolIx};
use crate::source::Source;

/// The files of plans and records with their owners.
pub(super) struct OwnedFiles<'l> {
    pub(super) plans: Vec<(&'l RecordFile, PlanOwner)>,
    /// Plans of pairs that could not be read. They are checked, but not part of the archive.
    pub(super) orphan_plans: Vec<&'l RecordFile>,
    pub(super) records: Vec<(&'l RecordFile, SchoolIx, RecordKind)>,
}

impl<'l> OwnedFiles<'l> {
    pub(super) fn new(
        layout: &'l Layout,
        references: &References,
        pairs_by_folder: &BTreeMap<String, PairIx>,
    ) -> OwnedFiles<'l> {
        let mut schools: FxHashMap<&str, SchoolIx> = FxHashMap::default();
        for (index, school) in references.schools.iter().enumerate() {
            schools.insert(&school.id, SchoolIx(index));
        }
        let mut files =
            OwnedFiles { plans: Vec::new(), orphan_plans: Vec::new(), records: Vec::new() };
        for file in &layout.records {
            match &file.place {
                Place::ArchivePlan => files.plans.push((file, PlanOwner::Archive)),
                Place::SchoolPlan(id) => {
                    if let Some(school) = schools.get(id.as_str()) {
                        files.plans.push((file, PlanOwner::School(*school)));
                    }
                }
                Place::PairPlan(folder) => match pairs_by_folder.get(folder) {
                    Some(pair) => files.plans.push((file, PlanOwner::Pair(*pair))),
                    None => files.orphan_plans.push(file),
                },
                Place::Record(id, kind) => {
                    if let Some(school) = schools.get(id.as_str()) {
                        files.records.push((file, *school, *kind));
                    }
                }
            }
        }
        files
    }
}

/// The plans that could be read.
///
/// # Errors
/// When the source cannot read a file.
pub(super) fn plans(
    source: &dyn Source,
    files: Vec<(&RecordFile, PlanOwner)>,
    references: &References,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Vec<Plan>, Error> {
    let read = in_parallel(files, diagnostics, |(file, owner)| {
        plan_file(source, file, owner, references)
    })?;
    Ok(read.into_iter().flatten().collect())
}

/// Reports the problems of plans whose pair could not be read, except those that follow from the unread pair.
///
/// # Errors
/// When the source cannot read a file.
pub(super) fn check_orphan_plans(
    source: &dyn Source,
    files: &[&RecordFile],
    references: &References,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    for file in files {
        let (_, of_plan) = plan_file(source, file, PlanOwner::Archive, references)?;
        for diagnostic in of_plan {
            let follows_from_pair = matches!(
                diagnostic.problem,
                Problem::ScopeNeedsPair { .. } | Problem::AcrossNeeded { .. }
            );
            if !follows_from_pair {
                diagnostics.push(diagnostic);
            }
        }
    }
    Ok(())
}

fn plan_file(
    source: &dyn Source,
    file: &RecordFile,
    owner: PlanOwner,
    references: &References,
) -> Result<(Option<Plan>, Vec<Diagnostic>), Error> {
    let mut problems = Vec::new();
    let bytes = bounded(source, &file.path, MAX_RECORD)?;
    let plan = match document(&bytes, file, &mut problems) {
        Some(document) => plan::plan(document, owner, references, &mut problems),
        None => None,
    };
    Ok((plan, in_file(&file.path, problems)))
}
