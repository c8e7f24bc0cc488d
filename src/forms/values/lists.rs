//! What a place can begin with, and the lists of records, targets and measures.

use super::problem::PlaceProblem;
use super::{FormThing, FormValue, FormValues};
use crate::engine::progress::JudgedScope;
use crate::model::{Detail, PairIx, PlanIx, PlanOwner, Record, RecordIx, RecordKind, SchoolIx};
use crate::site::data::is_published;

impl FormValues<'_> {
    /// The value of a name at the beginning of a place.
    pub(super) fn root(&self, name: &str, path: &str) -> Result<FormValue, PlaceProblem> {
        let choice = self.choice;
        let thing = match name {
            "site" => FormThing::Site,
            "as_of" => return Ok(FormValue::Day(self.site.readings.as_of)),
            "school" => FormThing::School(needed(choice.school, "--school", path)?),
            "pair" => FormThing::Pair(needed(choice.pair, "--pair", path)?),
            "plan" => FormThing::Plan(needed(choice.plan, "--plan", path)?),
            "term" => FormThing::Term(needed(choice.term, "--term", path)?),
            "record" => FormThing::Record(needed(choice.record, "--record", path)?),
            "helper" | "helped" => {
                let pair = FormThing::Pair(needed(choice.pair, "--pair", path)?);
                return Ok(self.field(&pair, name).unwrap_or(FormValue::Missing));
            }
            list => return Ok(FormValue::List(self.root_list(list))),
        };
        Ok(FormValue::Thing(thing))
    }

    fn root_list(&self, name: &str) -> Vec<FormThing> {
        match name {
            "schools" => self.listed_schools().into_iter().map(FormThing::School).collect(),
            "pairs" => self.listed_pairs().into_iter().map(FormThing::Pair).collect(),
            "targets" => self.targets(),
            "actions" => self.actions(),
            "summaries" => self.records(RecordKind::Summary),
            "honours" => self.records(RecordKind::Honour),
            "resources" => self.records(RecordKind::Resource),
            "questions" => self.records(RecordKind::Question),
            "ledgers" => self.records(RecordKind::Ledger),
            "follow_ups" => self.problems(),
            _ => self.records(RecordKind::Visit),
        }
    }

    fn listed_schools(&self) -> Vec<SchoolIx> {
        let archive = self.site.archive;
        match self.asked.pair {
            Some(pair) => archive.pair(pair).schools().collect(),
            None => (0..archive.schools.len()).map(SchoolIx).collect(),
        }
    }

    fn listed_pairs(&self) -> Vec<PairIx> {
        let mut listed = Vec::new();
        for (index, pair) in self.site.archive.pairs.iter().enumerate() {
            let is_own = match self.choice.school {
                Some(school) => pair.holds(school),
                None => true,
            };
            if is_own {
                listed.push(PairIx(index));
            }
        }
        listed
    }

    /// The published records of a kind that the form is about, by day and id.
    pub(in crate::forms) fn records(&self, kind: RecordKind) -> Vec<FormThing> {
        let mut found: Vec<RecordIx> = Vec::new();
        for (index, record) in self.site.archive.records.iter().enumerate() {
            if record.kind() == kind && self.is_listed(record) {
                found.push(RecordIx(index));
            }
        }
        // Records are in the order of their ids.
        found.sort_by_key(|record| self.site.archive.record(*record).day);
        found.into_iter().map(FormThing::Record).collect()
    }

    /// Whether a record belongs to what the form is about.
    fn is_listed(&self, record: &Record) -> bool {
        let (archive, as_of) = (self.site.archive, self.site.readings.as_of);
        if !is_published(record, as_of) || record.day.is_some_and(|day| as_of < day) {
            return false;
        }
        let (choice, asked) = (self.choice, self.asked);
        let of_school = match (choice.school, asked.pair) {
            (Some(school), _) => record.school == school,
            (None, Some(pair)) => archive.pair(pair).holds(record.school),
            (None, None) => true,
        };
        let is_ledger = matches!(record.detail, Detail::Ledger(_));
        // The rows of a ledger belong to pairs and terms, the ledger to none.
        let of_pair = is_ledger || asked.pair.is_none() || asked.pair == record.pair.one();
        let of_term = is_ledger || asked.term.is_none() || asked.term == record.term;
        let of_plan = is_ledger || asked.plan.is_none_or(|plan| self.is_of_plan(record, plan));
        of_school && of_pair && of_term && of_plan
    }

    fn is_of_plan(&self, record: &Record, plan: PlanIx) -> bool {
        let period = self.site.archive.plan(plan).period;
        match record.plan {
            Some(named) => named == plan,
            None => record.day.is_some_and(|day| period.contains(day)),
        }
    }

    /// The targets of the plan, the pair or the school.
    fn targets(&self) -> Vec<FormThing> {
        let mut found = Vec::new();
        for (index, reading) in self.site.readings.targets.iter().enumerate() {
            let of_school = match (reading.scope, self.choice.school, self.choice.pair) {
                (JudgedScope::Joint, ..) => true,
                (JudgedScope::School(school), None, Some(pair)) => {
                    self.site.archive.pair(pair).holds(school)
                }
                (JudgedScope::School(school), ..) => self.choice.fits_school(school),
            };
            if of_school && self.is_own_plan(reading.plan) {
                found.push(FormThing::Target(index));
            }
        }
        found
    }

    fn actions(&self) -> Vec<FormThing> {
        let mut found = Vec::new();
        for (index, reading) in self.site.readings.actions.iter().enumerate() {
            if self.is_own_plan(reading.action.plan) {
                found.push(FormThing::Action(index));
            }
        }
        found
    }

    /// Whether a plan is the one of the form, or, where there is no one plan, one that applies to its pair or school.
    fn is_own_plan(&self, plan: PlanIx) -> bool {
        let archive = self.site.archive;
        let choice = self.choice;
        let is_about_one =
            self.asked.plan.is_some() || choice.school.is_some() || choice.pair.is_some();
        if is_about_one && let Some(own) = choice.plan {
            return own == plan;
        }
        match archive.plan(plan).owner {
            PlanOwner::Archive => choice.school.is_none() && choice.pair.is_none(),
            PlanOwner::School(school) => choice.fits_school(school),
            PlanOwner::Pair(pair) => match (choice.pair, choice.school) {
                (Some(own), _) => own == pair,
                (None, Some(school)) => archive.pair(pair).holds(school),
                (None, None) => true,
            },
        }
    }

    /// The problems found at the visits that the form is about.
    fn problems(&self) -> Vec<FormThing> {
        let mut found = Vec::new();
        for thing in self.records(RecordKind::Visit) {
            let FormThing::Record(record) = thing else { continue };
            found.extend(self.problems_of(record));
        }
        found
    }

    pub(super) fn problems_of(&self, record: RecordIx) -> Vec<FormThing> {
        let mut found = Vec::new();
        if let Detail::Visit(visit) = &self.site.archive.record(record).detail {
            for at in 0..visit.follow_ups.len() {
                found.push(FormThing::FollowUp(record, at));
            }
        }
        found
    }
}

/// What was chosen, or that the option is needed that chooses it.
fn needed<T>(chosen: Option<T>, option: &'static str, path: &str) -> Result<T, PlaceProblem> {
    match chosen {
        Some(chosen) => Ok(chosen),
        None => Err(PlaceProblem::NeedsOption { option, written: path.to_owned() }),
    }
}
