//! What the drop-downs of a form offer: the schools, types, plans, actions and terms of the archive.

use crate::model::{
    Archive, Day, Detail, MeasureIx, Pair, PairIx, PlanIx, PlanOwner, Reads, RecordKind,
    RecordType, SchoolIx,
};
use crate::parse::names;

/// The most entries of a drop-down: longer ones are worse than none.
const MAX_CHOICES: usize = 200;
/// How many terms are offered for a summary.
const MAX_TERMS: usize = 6;

/// Whom a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FormScope {
    /// `--school`
    pub school: Option<SchoolIx>,
    /// `--pair`
    pub pair: Option<PairIx>,
    /// `--plan`
    pub plan: Option<PlanIx>,
}

impl FormScope {
    /// Whether the form can be about a school.
    pub(super) fn fits_school(self, school: SchoolIx) -> bool {
        self.school.is_none() || self.school == Some(school)
    }

    /// Whether the form can be about a pair.
    fn fits_pair(self, pair: PairIx) -> bool {
        self.pair.is_none() || self.pair == Some(pair)
    }
}

/// The archive, and whom a form is for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Choices<'a> {
    pub(super) archive: &'a Archive,
    pub(super) scope: FormScope,
    /// The day of judgement: which terms have begun, and which plans are public.
    pub(super) as_of: Day,
}

impl<'a> Choices<'a> {
    /// The schools that can fill the form in.
    pub(super) fn schools(self) -> Vec<String> {
        let mut names = Vec::new();
        match self.scope.pair {
            Some(pair) => {
                for school in self.archive.pair(pair).schools() {
                    names.push(self.archive.school(school).name.as_str());
                }
            }
            None => {
                for school in &self.archive.schools {
                    names.push(&school.name);
                }
            }
        }
        limited(&names)
    }

    /// The schools that a visit can be about.
    pub(super) fn other_schools(self) -> Vec<String> {
        let mut names = self.schools();
        if let Some(school) = self.scope.school {
            let own = &self.archive.school(school).name;
            names.retain(|name| name != own);
        }
        names
    }

    /// The pairs of the school, or all.
    pub(super) fn pairs(self) -> Vec<String> {
        let mut names = Vec::new();
        for pair in &self.archive.pairs {
            if self.is_of_school(pair) {
                names.push(pair.name.as_str());
            }
        }
        limited(&names)
    }

    /// Whether the school of the form, if there is one, is in a pair.
    fn is_of_school(self, pair: &Pair) -> bool {
        match self.scope.school {
            Some(school) => pair.holds(school),
            None => true,
        }
    }

    /// Whether a school is in the pair of the form, if there is one.
    fn is_of_pair(self, school: SchoolIx) -> bool {
        match self.scope.pair {
            Some(pair) => self.archive.pair(pair).holds(school),
            None => true,
        }
    }

    /// The plans that can be named in a record of the school or the pair.
    pub(super) fn plans(self) -> Vec<PlanIx> {
        if let Some(plan) = self.scope.plan {
            return vec![plan];
        }
        let mut plans = Vec::new();
        for (index, plan) in self.archive.plans.iter().enumerate() {
            let fits = match plan.owner {
                PlanOwner::Archive => true,
                PlanOwner::School(school) => {
                    self.scope.fits_school(school) && self.is_of_pair(school)
                }
                PlanOwner::Pair(pair) => {
                    self.scope.fits_pair(pair) && self.is_of_school(self.archive.pair(pair))
                }
            };
            if fits && plan.is_published(self.as_of) {
                plans.push(PlanIx(index));
            }
        }
        plans
    }

    pub(super) fn plan_titles(self) -> Vec<String> {
        let mut titles = Vec::new();
        for plan in self.plans() {
            titles.push(self.archive.plan(plan).title.as_str());
        }
        limited(&titles)
    }

    /// The ids of the actions of these plans.
    pub(super) fn actions(self) -> Vec<String> {
        let mut ids = Vec::new();
        for plan in self.plans() {
            for action in &self.archive.plan(plan).actions {
                ids.push(action.id.as_str());
            }
        }
        limited(&ids)
    }

    /// The types of visits: those that indicators count, then those that visits have.
    pub(super) fn types(self) -> Vec<String> {
        let mut types: Vec<&RecordType> = Vec::new();
        for indicator in &self.archive.indicators {
            if let Reads::Records { kind: RecordKind::Visit, types: counted } = &indicator.reads {
                add_types(&mut types, counted);
            }
        }
        for record in &self.archive.records {
            if record.kind() == RecordKind::Visit && !record.draft {
                add_types(&mut types, &record.types);
            }
            if MAX_TYPES <= types.len() {
                break;
            }
        }
        let mut names = Vec::new();
        for of_type in types {
            names.push(of_type.name.as_str());
        }
        limited(&names)
    }

    /// The terms that a summary can be about, the latest first.
    pub(super) fn terms(self) -> Vec<String> {
        let mut names = Vec::new();
        for (_, term) in self.archive.calendar.terms() {
            if term.period.first <= self.as_of {
                names.push(term.name.clone());
            }
        }
        names.reverse();
        names.truncate(MAX_TERMS);
        names
    }

    /// The figures that the targets of these plans read from records. Plans that are over on a day count only where all
    /// are; where there is no plan, the figures are those that any indicator reads.
    pub(super) fn measures(self) -> Vec<MeasureIx> {
        let mut measures = Vec::new();
        let mut plans = self.plans();
        let is_current = |plan: &PlanIx| self.as_of <= self.archive.plan(*plan).period.last;
        if plans.iter().any(is_current) {
            plans.retain(is_current);
        }
        for plan in &plans {
            for target in &self.archive.plan(*plan).targets {
                add_new(&mut measures, &self.archive.indicator(target.indicator).measures());
            }
        }
        if measures.is_empty() && plans.is_empty() {
            for indicator in &self.archive.indicators {
                add_new(&mut measures, &indicator.measures());
            }
        }
        measures.retain(|measure| !self.is_only_in_ledgers(*measure));
        measures
    }

    /// Whether every column or figure of a measure so far stands in a ledger: a visit need not ask for it.
    fn is_only_in_ledgers(self, measure: MeasureIx) -> bool {
        let mut in_ledger = false;
        for record in &self.archive.records {
            match &record.detail {
                Detail::Ledger(ledger) => in_ledger |= ledger.column_of(measure).is_some(),
                _ if record.datum(measure).is_some() => return false,
                _ => {}
            }
        }
        in_ledger
    }
}

/// Whether a figure has a cell of its own in forms and workbooks, as a key of visits.
pub(in crate::forms) fn has_own_cell(measure: &str) -> bool {
    names::ATTENDANCE.is(measure) || names::BENEFICIARIES.is(measure) || names::COST.is(measure)
}

/// The most types that are looked for.
const MAX_TYPES: usize = 40;

fn add_types<'a>(known: &mut Vec<&'a RecordType>, types: &'a [RecordType]) {
    for of_type in types {
        if !known.iter().any(|known| known.is(of_type)) {
            known.push(of_type);
        }
    }
}

fn add_new(known: &mut Vec<MeasureIx>, measures: &[MeasureIx]) {
    for measure in measures {
        if !known.contains(measure) {
            known.push(*measure);
        }
    }
}

/// Names, each once; none when there are too many to choose from.
fn limited(names: &[&str]) -> Vec<String> {
    let mut each: Vec<String> = Vec::new();
    for name in names {
        if each.iter().any(|known| known == name) {
            continue;
        }
        if MAX_CHOICES <= each.len() {
            return Vec::new();
        }
        each.push((*name).to_owned());
    }
    each
}
