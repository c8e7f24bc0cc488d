//! Writes a bag of an archive, a term or a school.
//!
//! The pages in the bag are built from the sources in the bag, by the same pipeline as any site: so whoever has nothing but
//! the bag gets the same pages, and a bag whose sources do not build is never written.

use super::{
    BuildOptions, BuildOutcome, BuildReport, Observer, Project, Snapshot, build_observed,
    federation,
};
use crate::bagit::{
    self, BagFolder, BagPlan, BagSelection, DECLARATION, Destination, NOTE_FILE, PayloadSize,
};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::{Error, Operation};

/// What came of writing a bag.
pub(crate) enum BagOutcome {
    /// The bag is in its place.
    Written {
        /// The number of records and plans.
        records: usize,
        payload: PayloadSize,
        /// Pictures that cannot be shown.
        broken_pictures: Vec<String>,
    },
    /// The sources in the bag do not build, for these errors in them.
    Refused { snapshot: Box<Snapshot>, errors: Vec<Diagnostic> },
}

/// Writes the bag that a plan describes and puts it in its place when it is complete.
pub(crate) fn write_bag(
    project: &Project,
    snapshot: &Snapshot,
    plan: &BagPlan,
    destination: &Destination,
    observer: &mut dyn Observer,
) -> Result<BagOutcome, Error> {
    match write_and_publish(project, snapshot, plan, destination, observer) {
        // Nobody knows the temporary folder in which the bag was written.
        Err(Error::Io {
            operation: Operation::Write | Operation::Stage | Operation::Swap | Operation::Save,
            source,
            ..
        }) => {
            let path = destination.output.clone();
            Err(Error::Io { operation: Operation::Pack, path, source })
        }
        result => result,
    }
}

fn write_and_publish(
    project: &Project,
    snapshot: &Snapshot,
    plan: &BagPlan,
    destination: &Destination,
    observer: &mut dyn Observer,
) -> Result<BagOutcome, Error> {
    let (temporary, path) = destination.stage()?;
    let mut bag = BagFolder::new(path.clone());
    bag.write("bagit.txt", DECLARATION.as_bytes())?;
    copy_sources(project, snapshot, plan, &mut bag)?;
    let copy = project.copied_to(bag.sources());
    let BuildReport { snapshot, outcome, .. } =
        build_observed(&copy, &BuildOptions::new(bag.site()), observer)?;
    let summary = match outcome {
        BuildOutcome::Published(summary) => summary,
        BuildOutcome::Refused => {
            let errors = errors(&snapshot.diagnostics);
            return Ok(BagOutcome::Refused { snapshot: Box::new(snapshot), errors });
        }
    };
    let archive = &snapshot.archive;
    let lang = archive.site.language;
    let catalogue = bagit::catalogue(archive, &BagSelection::all(archive), lang);
    bag.write("data/catalogue/catalogue.csv", &catalogue)?;
    let revision = project.origin().revision();
    let payload = bag.write_tag_files(plan, revision.as_deref(), lang)?;
    destination.publish(temporary.path(), &path, plan.day)?;
    Ok(BagOutcome::Written {
        records: snapshot.record_count(),
        payload,
        broken_pictures: summary.broken_pictures,
    })
}

/// Copies the sources, the themes and what other archives published, and adds the note.
fn copy_sources(
    project: &Project,
    snapshot: &Snapshot,
    plan: &BagPlan,
    bag: &mut BagFolder,
) -> Result<(), Error> {
    let origin = project.origin();
    for path in snapshot.source.paths() {
        if !plan.excluded.contains(path) {
            bag.copy_source(path, &*snapshot.source)?;
        }
    }
    if origin.has("themes") {
        let themes = origin.open("themes")?;
        for path in themes.paths() {
            bag.copy_source(path, &*themes)?;
        }
    }
    if let Some(sources) = &snapshot.sources {
        for (path, bytes) in federation::published_files(sources, origin) {
            bag.write_source(&path, &bytes)?;
        }
    }
    match &plan.note {
        Some(note) => bag.write_source(NOTE_FILE, &note.bytes()),
        None => Ok(()),
    }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.problem.severity() == Severity::Error {
            errors.push(diagnostic.clone());
        }
    }
    errors
}
