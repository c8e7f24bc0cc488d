//! Which documents were asked for.

use super::super::new::unknown;
use crate::cli::Pdf;
use crate::error::Error;
use crate::model::{Archive, School, SchoolIx, TermIx};
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
        let term = asked.term.as_deref().map(|name| {
            let mut terms = archive.calendar.terms();
            let found = terms.find(|(_, it)| it.name == name || it.code == name).map(|it| it.0);
            found.ok_or_else(|| {
                let names =
                    archive.calendar.terms().flat_map(|(_, it)| [it.name.as_str(), &it.code]);
                unknown("学期", "term", name, names)
            })
        });
        let school = asked.school.as_deref().map(|name| {
            let named = |it: &School| {
                it.id == name || it.name == name || it.short.iter().any(|it| it == name)
            };
            archive.schools.iter().position(named).map(SchoolIx).ok_or_else(|| {
                let schools = archive.schools.iter();
                let names = schools
                    .flat_map(|it| it.short.iter().chain([&it.name, &it.id]).map(String::as_str));
                unknown("学校", "school", name, names)
            })
        });
        if let Some(name) = &asked.plan
            && !archive.plans.iter().any(|it| it.id == *name || it.title == *name)
        {
            let names = archive.plans.iter().flat_map(|it| [it.title.as_str(), it.id.as_str()]);
            return Err(unknown("计划", "plan", name, names));
        }
        Ok(Chosen {
            term: term.transpose()?,
            school: school.transpose()?,
            plan: asked.plan.clone(),
            all: asked.all,
            catalogue: asked.catalogue,
        })
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
