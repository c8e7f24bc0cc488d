//! Which documents to print.

use super::super::find::{school_named, term_named, unknown_name};
use crate::cli::Pdf;
use crate::error::Error;
use crate::model::{Archive, SchoolIx, TermIx};
use crate::site::{DocumentId, FollowUpScope, Site};

/// The arguments, with the names resolved.
pub(super) struct DocumentSelection {
    pub(super) term: Option<TermIx>,
    school: Option<SchoolIx>,
    plan: Option<String>,
    all: bool,
    catalogue: bool,
}

impl DocumentSelection {
    pub(super) fn new(args: &Pdf, archive: &Archive) -> Result<DocumentSelection, Error> {
        let (mut term, mut school) = (None, None);
        if let Some(name) = &args.term {
            term = Some(term_named(archive, name)?);
        }
        if let Some(name) = &args.school {
            school = Some(school_named(archive, name)?);
        }
        if let Some(name) = &args.plan
            && !archive.plans.iter().any(|plan| plan.id == *name || plan.title == *name)
        {
            let names = archive.plans.iter().flat_map(|plan| [&*plan.title, &*plan.id]);
            return Err(unknown_name("计划", "plan", name, names));
        }
        let (all, catalogue) = (args.all, args.catalogue);
        Ok(DocumentSelection { term, school, plan: args.plan.clone(), all, catalogue })
    }

    /// The documents, by their paths.
    pub(super) fn documents(&self, site: &Site<'_>, archive: &Archive) -> Vec<DocumentId> {
        let all = if self.catalogue { site.filing_tables() } else { site.documents() };
        all.into_iter().filter(|document| self.includes(*document, site, archive)).collect()
    }

    fn includes(&self, document: DocumentId, site: &Site<'_>, archive: &Archive) -> bool {
        if let Some(name) = &self.plan {
            let DocumentId::Plan(plan) = document else { return false };
            let plan = archive.plan(plan);
            return plan.id == *name || plan.title == *name;
        }
        let is_of_kind = match document {
            DocumentId::Plan(_) => self.term.is_none() || self.all,
            DocumentId::Record(record) => self.all || site.is_summary(record),
            DocumentId::Completeness(_) => self.all && self.school.is_none(),
            DocumentId::FollowUps(_) | DocumentId::Brief(_) => self.all,
            DocumentId::Filing(_) => self.catalogue,
        };
        let is_in_term = self.term.is_none_or(|term| match document {
            DocumentId::Plan(plan) => {
                let days = archive.calendar.term(term).period;
                archive.plan(plan).period.cut(days).is_some()
            }
            DocumentId::Record(record) => site.term_of(record) == Some(term),
            DocumentId::Completeness(of) => of == term,
            DocumentId::FollowUps(scope) => scope == FollowUpScope::Term(term),
            DocumentId::Brief(_) => false,  // of the day of judgement
            DocumentId::Filing(_) => false, // by year, not by term
        });
        let is_of_school = match self.school {
            Some(school) => site.schools_of(document).contains(&school),
            None => true,
        };
        is_of_kind && is_in_term && is_of_school
    }
}
