//! Which documents were asked for.

use super::super::find::{school_named, term_named, unknown_name};
use crate::cli::Pdf;
use crate::error::Error;
use crate::model::{Archive, SchoolIx, TermIx};
use crate::site::{DocumentId, Site};

/// What was asked for, found in the archive.
pub(super) struct Chosen {
    pub(super) term: Option<TermIx>,
    school: Option<SchoolIx>,
    plan: Option<String>,
    all: bool,
    catalogue: bool,
}

impl Chosen {
    pub(super) fn find(asked: &Pdf, archive: &Archive) -> Result<Chosen, Error> {
        let (mut term, mut school) = (None, None);
        if let Some(name) = &asked.term {
            term = Some(term_named(archive, name)?);
        }
        if let Some(name) = &asked.school {
            school = Some(school_named(archive, name)?);
        }
        if let Some(name) = &asked.plan
            && !archive.plans.iter().any(|plan| plan.id == *name || plan.title == *name)
        {
            let names = archive.plans.iter().flat_map(|plan| [&*plan.title, &*plan.id]);
            return Err(unknown_name("计划", "plan", name, names));
        }
        let (all, catalogue) = (asked.all, asked.catalogue);
        Ok(Chosen { term, school, plan: asked.plan.clone(), all, catalogue })
    }

    /// The documents, by their paths.
    pub(super) fn documents(&self, site: &Site<'_>, archive: &Archive) -> Vec<DocumentId> {
        let all = if self.catalogue { site.filing_tables() } else { site.documents() };
        all.into_iter().filter(|it| self.holds(*it, site, archive)).collect()
    }

    /// Whether a printed document is among them.
    fn holds(&self, printed: DocumentId, site: &Site<'_>, archive: &Archive) -> bool {
        if let Some(name) = &self.plan {
            return matches!(printed, DocumentId::Plan(at) if {
                let it = archive.plan(at);
                it.id == *name || it.title == *name
            });
        }
        let is_kind = match printed {
            DocumentId::Plan(_) => self.term.is_none() || self.all,
            DocumentId::Record(it) => self.all || site.is_summary(it),
            DocumentId::Haves(_) => self.all && self.school.is_none(),
            DocumentId::Filing(_) => self.catalogue,
        };
        let in_term = self.term.is_none_or(|term| match printed {
            DocumentId::Plan(it) => {
                let days = archive.calendar.term(term).period;
                archive.plan(it).period.cut(days).is_some()
            }
            DocumentId::Record(it) => site.term_of(it) == Some(term),
            DocumentId::Haves(it) => it == term,
            DocumentId::Filing(_) => false, // by year, not by term
        });
        let of_school = self.school.is_none_or(|it| site.schools_of(printed).contains(&it));
        is_kind && in_term && of_school
    }
}
