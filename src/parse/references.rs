//! What references may name, looked up by every spelling (MODEL.md §2, *In references*).

use rustc_hash::FxHashMap;

use super::config::Indicators;
use super::map_reader::Spanned;
use super::names::nearest;
use super::values::term_code;
use crate::diagnostics::{Named, Problem};
use crate::model::{
    ActionRef, Calendar, Digest, Pair, PairIx, Plan, PlanIx, PlanOwner, School, SchoolIx, TermIx,
};
use crate::syntax::yaml::Found;

/// Names → the things that have them.
#[derive(Debug, Clone)]
pub(crate) struct Index<T> {
    named: Named,
    names: FxHashMap<String, Vec<T>>,
    /// For the nearest name, in a stable order.
    order: Vec<String>,
}

impl<T: Copy + PartialEq> Index<T> {
    fn new(named: Named) -> Index<T> {
        Index { named, names: FxHashMap::default(), order: Vec::new() }
    }

    fn add(&mut self, name: &str, it: T) {
        let fitting = self.names.entry(name.to_owned()).or_insert_with(|| {
            self.order.push(name.to_owned());
            Vec::new()
        });
        if !fitting.contains(&it) {
            fitting.push(it);
        }
    }

    /// All that have the name.
    pub(crate) fn all(&self, name: &str) -> &[T] {
        self.names.get(name).map_or(&[], Vec::as_slice)
    }

    /// That there is no such thing, with the nearest that there is.
    pub(crate) fn unknown(&self, text: &Spanned<String>) -> Found {
        let nearest = nearest(&text.it, self.order.iter().map(String::as_str)).map(str::to_owned);
        (text.at, Problem::UnknownReference { named: self.named, found: text.it.clone(), nearest })
    }

    /// The one thing that is named; otherwise what is wrong.
    fn one(
        &self,
        text: &Spanned<String>,
        unsure: bool,
        label: impl Fn(T) -> String,
        found: &mut Vec<Found>,
    ) -> Option<T> {
        match self.all(&text.it) {
            [it] => Some(*it),
            [] => {
                found.extend((!unsure).then(|| self.unknown(text)));
                None
            }
            several => {
                let candidates = several.iter().map(|it| label(*it)).collect();
                found.push((
                    text.at,
                    Problem::AmbiguousReference {
                        named: self.named,
                        found: text.it.clone(),
                        candidates,
                    },
                ));
                None
            }
        }
    }
}

/// What could not be read, so that a reference to it may be right all the same: to tell it as unknown would only
/// follow from the other error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Incomplete {
    pub(crate) indicators: bool,
    pub(crate) terms: bool,
    pub(crate) schools: bool,
    pub(crate) pairs: bool,
    pub(crate) plans: bool,
}

/// Everything that a record may refer to.
#[derive(Clone)]
pub(crate) struct References {
    pub(crate) unsure: Incomplete,
    pub(crate) indicators: Indicators,
    pub(crate) calendar: Calendar,
    pub(crate) schools: Vec<School>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) plans: Vec<Plan>,
    school_names: Index<SchoolIx>,
    pair_names: Index<PairIx>,
    plan_names: Index<PlanIx>,
    action_names: Index<ActionRef>,
}

impl References {
    pub(crate) fn new(
        indicators: Indicators,
        calendar: Calendar,
        schools: Vec<School>,
        unsure: Incomplete,
    ) -> References {
        let mut school_names = Index::new(Named::School);
        for (at, school) in schools.iter().enumerate() {
            let names = [&school.id, &school.name].into_iter().chain(&school.short);
            names.for_each(|name| school_names.add(name, SchoolIx(at)));
        }
        References {
            unsure,
            indicators,
            calendar,
            schools,
            pairs: Vec::new(),
            plans: Vec::new(),
            school_names,
            pair_names: Index::new(Named::Pair),
            plan_names: Index::new(Named::Plan),
            action_names: Index::new(Named::Action),
        }
    }

    /// The same when records may refer to the same things. The indexes follow from what goes into it.
    pub(crate) fn digest(&self) -> Digest {
        let Indicators { list, measures, uses, by_name: _, by_key: _ } = &self.indicators;
        let References { unsure, calendar, schools, pairs, plans, .. } = self;
        Digest::of(&(unsure, list, measures, uses, calendar, schools, pairs, plans))
    }

    pub(crate) fn with_pairs(mut self, pairs: Vec<Pair>, all_read: bool) -> References {
        self.unsure.pairs = !all_read;
        self.unsure.plans = !all_read; // the plans of a pair that cannot be read are not read either
        for (at, pair) in pairs.iter().enumerate() {
            // MODEL.md §2 spells the id `pairs/<folder>`, wherever on disk the folder lies.
            let ids = [format!("pairs/{}", pair.folder), format!("结对/{}", pair.folder)];
            for name in [&pair.folder, &pair.id, &pair.name].into_iter().chain(&ids) {
                self.pair_names.add(name, PairIx(at));
            }
        }
        self.pairs = pairs;
        self
    }

    pub(crate) fn with_plans(mut self, plans: Vec<Plan>, all_read: bool) -> References {
        self.unsure.plans |= !all_read;
        for (at, plan) in plans.iter().enumerate() {
            self.plan_names.add(&plan.id, PlanIx(at));
            self.plan_names.add(&plan.title, PlanIx(at));
            for (action, it) in plan.actions.iter().enumerate() {
                self.action_names.add(&it.id, ActionRef { plan: PlanIx(at), action });
            }
        }
        self.plans = plans;
        self
    }

    pub(crate) fn school(
        &self,
        text: &Spanned<String>,
        found: &mut Vec<Found>,
    ) -> Option<SchoolIx> {
        self.school_names.one(text, self.unsure.schools, |it| self.schools[it.0].id.clone(), found)
    }

    pub(crate) fn pair(&self, text: &Spanned<String>, found: &mut Vec<Found>) -> Option<PairIx> {
        self.pair_names.one(text, self.unsure.pairs, |it| self.pairs[it.0].id.clone(), found)
    }

    /// The schools that a plan is about.
    pub(crate) fn applies(&self, owner: PlanOwner, school: SchoolIx) -> bool {
        match owner {
            PlanOwner::Archive => true,
            PlanOwner::School(it) => it == school,
            PlanOwner::Pair(pair) => self.pairs[pair.0].holds(school),
        }
    }

    /// A plan that applies to the school.
    pub(crate) fn plan(
        &self,
        text: &Spanned<String>,
        school: SchoolIx,
        found: &mut Vec<Found>,
    ) -> Option<PlanIx> {
        let plan = self.plan_names.one(
            text,
            self.unsure.plans,
            |it| self.plans[it.0].id.clone(),
            found,
        )?;
        if self.applies(self.plans[plan.0].owner, school) {
            return Some(plan);
        }
        found.push(self.not_for(Named::Plan, text, school));
        None
    }

    /// An action that applies to the school: where several plans have it, the record's plan decides, then its pair,
    /// then its school.
    pub(crate) fn action(
        &self,
        text: &Spanned<String>,
        (school, plan, pair): (SchoolIx, Option<PlanIx>, Option<PairIx>),
        found: &mut Vec<Found>,
    ) -> Option<ActionRef> {
        let named = self.action_names.all(&text.it);
        if named.is_empty() {
            found.extend((!self.unsure.plans).then(|| self.action_names.unknown(text)));
            return None;
        }
        let owner = |it: &&ActionRef| self.plans[it.plan.0].owner;
        let fitting: Vec<&ActionRef> =
            named.iter().filter(|it| self.applies(owner(it), school)).collect();
        let narrowed = |keep: &dyn Fn(&&ActionRef) -> bool| {
            let kept: Vec<&ActionRef> = fitting.iter().copied().filter(keep).collect();
            (!kept.is_empty()).then_some(kept)
        };
        let mut left = fitting.clone();
        if left.len() > 1 {
            left = narrowed(&|it| Some(it.plan) == plan)
                .or_else(|| {
                    narrowed(&|it| pair.is_some_and(|pair| owner(it) == PlanOwner::Pair(pair)))
                })
                .or_else(|| narrowed(&|it| owner(it) == PlanOwner::School(school)))
                .unwrap_or(left);
        }
        match left.as_slice() {
            [it] => return Some(**it),
            [] => found.push(self.not_for(Named::Action, text, school)),
            several => {
                let candidates =
                    several.iter().map(|it| self.plans[it.plan.0].id.clone()).collect();
                let found_ = text.it.clone();
                found.push((
                    text.at,
                    Problem::AmbiguousReference { named: Named::Action, found: found_, candidates },
                ));
            }
        }
        None
    }

    fn not_for(&self, named: Named, text: &Spanned<String>, school: SchoolIx) -> Found {
        let school = self.schools[school.0].name.clone();
        (text.at, Problem::NotForSchool { named, found: text.it.clone(), school })
    }

    /// A term by its name, its code or a usual short form.
    pub(crate) fn term(&self, text: &Spanned<String>, found: &mut Vec<Found>) -> Option<TermIx> {
        let by_name = self.calendar.terms().find(|(_, it)| it.name == text.it).map(|(at, _)| at);
        let code = term_code(&text.it).map(|(year, half)| format!("{year}-{}-{half}", year + 1));
        let by_code = || {
            self.calendar.terms().find(|(_, it)| Some(&it.code) == code.as_ref()).map(|(at, _)| at)
        };
        let term = by_name.or_else(by_code);
        if term.is_none() && !self.unsure.terms {
            let nearest = nearest(&text.it, self.calendar.terms().map(|(_, it)| it.name.as_str()))
                .map(str::to_owned);
            found.push((
                text.at,
                Problem::UnknownReference { named: Named::Term, found: text.it.clone(), nearest },
            ));
        }
        term
    }
}
