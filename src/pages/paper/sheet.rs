//! Printed documents for those who make something else of them than pages: which there are, and each as plain data.

use serde_json::{Value, json};

use super::super::labels::Labels;
use super::super::site::{Press, Site, What};
use super::super::theme::Page;
use crate::model::{PlanIx, RecordIx, RecordKind, SchoolIx, TermIx};

/// A printed document of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// A plan.
    Plan(PlanIx),
    /// A summary or a visit.
    Record(RecordIx),
    /// The four haves of a term.
    Haves(TermIx),
}

/// A printed document as plain data.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Where its page lies in the site, relative to `print/` and without an ending: `schools/shiyan/summaries/2024`.
    pub path: String,
    /// The values of `paper.html`.
    pub values: Value,
}

/// Views become their values.
struct Values;

impl Press for Values {
    type Made = Value;

    fn make<P: Page>(self, view: &P) -> Value {
        serde_json::to_value(view).unwrap_or_default()
    }
}

impl Site<'_> {
    /// The printed documents that the site has, by their paths.
    #[must_use]
    pub fn printed(&self) -> Vec<Printed> {
        let printed = |what| match what {
            What::PrintedPlan(it) => Some(Printed::Plan(it)),
            What::PrintedRecord(it) => Some(Printed::Record(it)),
            What::PrintedHaves(it) => Some(Printed::Haves(it)),
            _ => None,
        };
        self.pages().iter().filter_map(|it| printed(it.what)).collect()
    }

    /// The values of a printed document.
    #[must_use]
    pub fn sheet(&self, printed: Printed) -> Sheet {
        let what = match printed {
            Printed::Plan(it) => What::PrintedPlan(it),
            Printed::Record(it) => What::PrintedRecord(it),
            Printed::Haves(it) => What::PrintedHaves(it),
        };
        let path = match printed {
            Printed::Plan(it) => &self.routes.printed_plans[it.0],
            Printed::Record(it) => &self.routes.printed_records[it.0],
            Printed::Haves(it) => &self.routes.printed_haves[it.0],
        };
        let values = self.show_at(path, what, Values);
        let path = path.strip_prefix("print/").unwrap_or(path).trim_end_matches(".html").to_owned();
        Sheet { path, values }
    }

    /// The words of the interface in the site's language, by their names.
    #[must_use]
    pub fn interface_words(&self) -> Value {
        serde_json::to_value(Labels::of(self.lang())).unwrap_or_default()
    }

    /// Whether it is a summary.
    #[must_use]
    pub fn is_summary(&self, record: RecordIx) -> bool {
        self.archive.record(record).kind() == RecordKind::Summary
    }

    /// The term that a record belongs to.
    #[must_use]
    pub fn term_of(&self, record: RecordIx) -> Option<TermIx> {
        self.lookup.term(record)
    }

    /// The schools that a printed document is about; of a document for all schools none.
    #[must_use]
    pub fn schools_of(&self, printed: Printed) -> Vec<SchoolIx> {
        use crate::model::PlanOwner;
        match printed {
            Printed::Record(it) => vec![self.archive.record(it).school],
            Printed::Haves(_) => Vec::new(),
            Printed::Plan(it) => match self.archive.plan(it).owner {
                PlanOwner::Archive => Vec::new(),
                PlanOwner::School(it) => vec![it],
                PlanOwner::Pair(it) => {
                    let pair = self.archive.pair(it);
                    let mut both = vec![pair.helper];
                    both.extend(pair.helped.iter().copied());
                    both
                }
            },
        }
    }

    /// The title of a bound volume of all summaries of a term, the place of its file, and its day.
    #[must_use]
    pub fn volume(&self, term: TermIx) -> Sheet {
        let it = self.archive.calendar.term(term);
        let labels = Labels::of(self.lang());
        let path = self.routes.terms[term.0].trim_end_matches(".html").to_owned();
        let owner = &self.archive.site;
        Sheet {
            path: format!("{path}-summaries"),
            values: json!({
                "title": self.words.join(&it.name, labels.bound_summaries),
                "subtitle": owner.organisation.as_ref().unwrap_or(&owner.title),
                "day": it.period.last.to_string(),
            }),
        }
    }
}
