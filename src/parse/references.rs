//! What references may name, looked up by every spelling (docs/content-model.md §2, *In references*).

use rustc_hash::FxHashMap;

use super::former::{FormerFolders, pair_folder};
use super::indicators::Indicators;
use super::name_index::NameIndex;
use super::names::{few_names, nearest_owned};
use super::values::term_code;
use crate::diagnostics::{Misreading, Problem, ReferenceKind, SpannedProblem};
use crate::model::{
    ActionRef, Calendar, Day, Digest, Pair, PairIx, Plan, PlanIx, PlanOwner, School, SchoolIx,
    TermIx,
};
use crate::syntax::span::Spanned;
use crate::syntax::text::is_nothing;

/// What could not be read. A reference to it may be right all the same: reporting it as unknown would only follow from
/// the other error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) struct Incomplete {
    pub(crate) indicators: bool,
    pub(crate) terms: bool,
    pub(crate) schools: bool,
    pub(crate) pairs: bool,
    pub(crate) plans: bool,
    /// Whether a plan that could be read has errors: an action may be missing.
    pub(crate) actions: bool,
}

/// The record that names an action.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ActionContext {
    pub(crate) school: SchoolIx,
    pub(crate) plan: Option<PlanIx>,
    pub(crate) pair: Option<PairIx>,
    /// Its day; `None` where that could not be read.
    pub(crate) day: Option<Day>,
}

/// What a text names where both a school and a pair are allowed.
pub(crate) enum SchoolOrPair {
    School(SchoolIx),
    Pair(PairIx),
    /// Both a school and a pair have the name.
    Ambiguous(SpannedProblem),
    /// The problems of the text as the name of a school, and as the name of a pair.
    Neither {
        as_school: Vec<SpannedProblem>,
        as_pair: Vec<SpannedProblem>,
    },
}

/// Adds the names that schools had. A name that a school has now is that school's alone.
fn add_former_names(school_names: &mut NameIndex<SchoolIx>, schools: &[School]) {
    let mut former = Vec::new();
    for (index, school) in schools.iter().enumerate() {
        for name in &school.formerly {
            if school_names.all(name).is_empty() {
                former.push((name, SchoolIx(index)));
            }
        }
    }
    for (name, school) in former {
        school_names.add(name, school);
    }
}

/// Everything that a record may refer to.
#[derive(Clone)]
pub(crate) struct References {
    pub(crate) incomplete: Incomplete,
    pub(crate) indicators: Indicators,
    pub(crate) calendar: Calendar,
    pub(crate) schools: Vec<School>,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) plans: Vec<Plan>,
    school_names: NameIndex<SchoolIx>,
    pair_names: NameIndex<PairIx>,
    plan_names: NameIndex<PlanIx>,
    action_names: NameIndex<ActionRef>,
    /// The plans by the canonical spellings of their ids, those that they had included.
    plan_ids: FxHashMap<String, PlanIx>,
    folders: FormerFolders,
}

impl References {
    /// References without pairs and plans, which are added when they have been read.
    pub(crate) fn new(
        indicators: Indicators,
        calendar: Calendar,
        schools: Vec<School>,
        incomplete: Incomplete,
    ) -> References {
        let mut school_names = NameIndex::new(ReferenceKind::School);
        for (index, school) in schools.iter().enumerate() {
            for name in [&school.id, &school.name].into_iter().chain(&school.short) {
                school_names.add(name, SchoolIx(index));
            }
        }
        add_former_names(&mut school_names, &schools);
        References {
            incomplete,
            indicators,
            calendar,
            schools,
            pairs: Vec::new(),
            plans: Vec::new(),
            school_names,
            pair_names: NameIndex::new(ReferenceKind::Pair),
            plan_names: NameIndex::new(ReferenceKind::Plan),
            action_names: NameIndex::new(ReferenceKind::Action),
            plan_ids: FxHashMap::default(),
            folders: FormerFolders::default(),
        }
    }

    /// Adds the pairs. `all_read`: whether every pair could be read.
    pub(crate) fn with_pairs(mut self, pairs: Vec<Pair>, all_read: bool) -> References {
        self.incomplete.pairs = !all_read;
        // The plans of a pair that cannot be read are not read either.
        self.incomplete.plans = !all_read;
        for (index, pair) in pairs.iter().enumerate() {
            // docs/content-model.md §2 spells the id `pairs/<folder>`, wherever on disk the folder is.
            let ids = [format!("pairs/{}", pair.folder), format!("结对/{}", pair.folder)];
            for name in [&pair.folder, &pair.id, &pair.name].into_iter().chain(&ids) {
                self.pair_names.add(name, PairIx(index));
            }
        }
        self.add_former_pairs(&pairs);
        self.folders = FormerFolders::new(&self.schools, &pairs);
        self.pairs = pairs;
        self
    }

    /// Adds the folders that pairs had. One that a pair has now is that pair's alone.
    fn add_former_pairs(&mut self, pairs: &[Pair]) {
        let mut former = Vec::new();
        for (index, pair) in pairs.iter().enumerate() {
            for id in &pair.formerly {
                let folder = pair_folder(&id.id);
                if self.pair_names.all(folder).is_empty() {
                    former.push((folder, PairIx(index)));
                }
            }
        }
        for (folder, pair) in former {
            for name in [folder, &format!("pairs/{folder}"), &format!("结对/{folder}")] {
                self.pair_names.add(name, pair);
            }
        }
    }

    /// Adds the plans and their actions. `all_read`: whether every plan could be read; `has_errors`: whether anything in
    /// them is wrong.
    pub(crate) fn with_plans(
        mut self,
        plans: Vec<Plan>,
        all_read: bool,
        has_errors: bool,
    ) -> References {
        self.incomplete.plans |= !all_read;
        self.incomplete.actions = has_errors;
        for (index, plan) in plans.iter().enumerate() {
            self.plan_names.add(&plan.id, PlanIx(index));
            self.plan_names.add(&plan.title, PlanIx(index));
            for (action_index, action) in plan.actions.iter().enumerate() {
                let reference = ActionRef { plan: PlanIx(index), action: action_index };
                self.action_names.add(&action.id, reference);
            }
        }
        for (index, plan) in plans.iter().enumerate() {
            self.plan_ids.insert(self.folders.canonical(&plan.id), PlanIx(index));
        }
        for (index, plan) in plans.iter().enumerate() {
            for former in &plan.formerly {
                let id = self.folders.canonical(&former.id);
                self.plan_ids.entry(id).or_insert(PlanIx(index));
            }
        }
        self.plans = plans;
        self
    }

    /// A digest that is equal when records may refer to the same things. The name indexes follow from what goes into
    /// it.
    pub(crate) fn digest(&self) -> Digest {
        let Indicators { list, measures, uses, by_name: _, by_key: _ } = &self.indicators;
        let References { incomplete, calendar, schools, pairs, plans, .. } = self;
        Digest::of(&(incomplete, list, measures, uses, calendar, schools, pairs, plans))
    }

    /// The school that a text names.
    pub(crate) fn school(
        &self,
        text: &Spanned<String>,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<SchoolIx> {
        let id = |school: SchoolIx| self.schools[school.0].id.clone();
        let before = problems.len();
        let school = self.school_names.resolve(text, self.incomplete.schools, id, problems);
        let names = self.schools.iter().map(|school| school.name.as_str());
        list_known(&mut problems[before..], names);
        if self.is_one_name(&text.value) {
            // That several schools have one full name is reported at their files.
            problems.truncate(before);
        }
        school
    }

    /// Whether several schools that a text may mean have one full name.
    fn is_one_name(&self, text: &str) -> bool {
        let [first, others @ ..] = self.school_names.all(text) else { return false };
        let name = |school: &SchoolIx| self.schools[school.0].name.as_str();
        !others.is_empty() && others.iter().all(|other| name(other) == name(first))
    }

    /// Whether a school has this name.
    pub(crate) fn has_school(&self, name: &str) -> bool {
        !self.school_names.all(name).is_empty()
    }

    /// Whether an action has this name.
    pub(crate) fn has_action(&self, name: &str) -> bool {
        !self.action_names.all(name).is_empty()
    }

    /// The pair that a text names.
    pub(crate) fn pair(
        &self,
        text: &Spanned<String>,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<PairIx> {
        let id = |pair: PairIx| self.pairs[pair.0].id.clone();
        let before = problems.len();
        let pair = self.pair_names.resolve(text, self.incomplete.pairs, id, problems);
        list_known(&mut problems[before..], self.pairs.iter().map(|pair| pair.name.as_str()));
        pair
    }

    /// Whether the plans of an owner apply to a school.
    pub(crate) fn applies(&self, owner: PlanOwner, school: SchoolIx) -> bool {
        match owner {
            PlanOwner::Archive => true,
            PlanOwner::School(own) => own == school,
            PlanOwner::Pair(pair) => self.pairs[pair.0].holds(school),
        }
    }

    /// The plan that a text names, if it applies to the school.
    pub(crate) fn plan(
        &self,
        text: &Spanned<String>,
        school: SchoolIx,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<PlanIx> {
        let id = |plan: PlanIx| self.plans[plan.0].id.clone();
        let before = problems.len();
        let plan = match self.former_plan(&text.value) {
            Some(plan) => Some(plan),
            None => self.plan_names.resolve(text, self.incomplete.plans, id, problems),
        };
        let plans = self.plans.iter().filter(|plan| self.applies(plan.owner, school));
        list_known(&mut problems[before..], plans.map(|plan| plan.title.as_str()));
        let plan = plan?;
        if self.applies(self.plans[plan.0].owner, school) {
            return Some(plan);
        }
        problems.push(self.not_for_school(ReferenceKind::Plan, text, school));
        None
    }

    /// The plan that had an id which no plan has as its id or title now.
    fn former_plan(&self, name: &str) -> Option<PlanIx> {
        if !self.plan_names.all(name).is_empty() || !name.contains('/') {
            return None;
        }
        self.plan_ids.get(&self.folders.canonical(name)).copied()
    }

    /// The action that a text names, if it applies to the school. Where several plans have such an action, the plan of
    /// the record decides, then its pair, then its school, then its day: a plan that is renewed every year keeps the names of
    /// its actions.
    pub(crate) fn action(
        &self,
        text: &Spanned<String>,
        context: ActionContext,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<ActionRef> {
        let named = self.action_names.all(&text.value);
        if named.is_empty() {
            if is_nothing(&text.value) {
                let found = text.value.clone();
                problems.push((text.span, Problem::Misread(Misreading::NothingNamed { found })));
            } else if !self.incomplete.plans && !self.incomplete.actions {
                problems.push(self.action_names.unknown(text));
                let last = problems.len() - 1;
                let plans =
                    self.plans.iter().filter(|plan| self.applies(plan.owner, context.school));
                let actions = plans.flat_map(|plan| &plan.actions);
                list_known(&mut problems[last..], actions.map(|action| action.id.as_str()));
            }
            return None;
        }
        let mut actions = named.to_vec();
        actions.retain(|action| self.applies(self.owner_of(*action), context.school));
        if actions.len() > 1 {
            actions = self.preferred_actions(actions, context);
        }
        if actions.len() > 1 {
            actions = self.actions_of_day(actions, context.day);
        }
        match actions.as_slice() {
            [action] => return Some(*action),
            [] => problems.push(self.not_for_school(ReferenceKind::Action, text, context.school)),
            several => {
                let plan_id = |action: &ActionRef| self.plans[action.plan.0].id.clone();
                let candidates = several.iter().map(plan_id).collect();
                problems.push(self.action_names.ambiguous(text, candidates));
            }
        }
        None
    }

    /// The actions of the record's plan, else those of plans of its pair, else those of its school's own plans; all
    /// when there are none of these.
    fn preferred_actions(
        &self,
        actions: Vec<ActionRef>,
        ActionContext { school, plan, pair, .. }: ActionContext,
    ) -> Vec<ActionRef> {
        let of_plan = actions.iter().copied().filter(|action| Some(action.plan) == plan).collect();
        let owned_by = |owner: PlanOwner| {
            actions.iter().copied().filter(|action| self.owner_of(*action) == owner).collect()
        };
        let of_pair = pair.map_or_else(Vec::new, |pair| owned_by(PlanOwner::Pair(pair)));
        let of_school = owned_by(PlanOwner::School(school));
        [of_plan, of_pair, of_school]
            .into_iter()
            .find(|preferred: &Vec<ActionRef>| !preferred.is_empty())
            .unwrap_or(actions)
    }

    /// The actions of plans that are in force on a day; of several, those of plans that are no drafts. All when there are
    /// none.
    fn actions_of_day(&self, actions: Vec<ActionRef>, day: Option<Day>) -> Vec<ActionRef> {
        let plan = |action: &ActionRef| &self.plans[action.plan.0];
        let in_force =
            |action: &ActionRef| day.is_some_and(|day| plan(action).period.contains(day));
        let of_day: Vec<ActionRef> = actions.iter().copied().filter(in_force).collect();
        let kept = if of_day.is_empty() { actions } else { of_day };
        let settled: Vec<ActionRef> =
            kept.iter().copied().filter(|action| !plan(action).draft).collect();
        if settled.is_empty() { kept } else { settled }
    }

    fn owner_of(&self, action: ActionRef) -> PlanOwner {
        self.plans[action.plan.0].owner
    }

    fn not_for_school(
        &self,
        named: ReferenceKind,
        text: &Spanned<String>,
        school: SchoolIx,
    ) -> SpannedProblem {
        let school = self.schools[school.0].name.clone();
        (text.span, Problem::NotForSchool { named, found: text.value.clone(), school })
    }

    /// The term that a text names by its name, its code or a usual short form.
    pub(crate) fn term(
        &self,
        text: &Spanned<String>,
        problems: &mut Vec<SpannedProblem>,
    ) -> Option<TermIx> {
        let mut terms = self.calendar.terms();
        if let Some((index, _)) = terms.find(|(_, term)| term.name == text.value) {
            return Some(index);
        }
        if let Some((year, half)) = term_code(&text.value) {
            let code = format!("{year}-{}-{half}", year + 1);
            let mut terms = self.calendar.terms();
            if let Some((index, _)) = terms.find(|(_, term)| term.code == code) {
                return Some(index);
            }
        }
        if !self.incomplete.terms {
            let found = text.value.clone();
            let terms = self.calendar.terms();
            let names: Vec<&str> = terms.map(|(_, term)| term.name.as_str()).collect();
            let nearest = nearest_owned(&found, names.iter().copied());
            let (named, known) = (ReferenceKind::Term, few_names(names.into_iter()));
            let problem = Problem::UnknownReference { named, found, nearest, known };
            problems.push((text.span, problem));
        }
        None
    }

    /// The school or the pair that a text names.
    pub(crate) fn school_or_pair(&self, text: &Spanned<String>) -> SchoolOrPair {
        let (mut as_school, mut as_pair) = (Vec::new(), Vec::new());
        let school = self.school(text, &mut as_school);
        let pair = self.pair(text, &mut as_pair);
        match (school, pair) {
            (Some(school), None) => SchoolOrPair::School(school),
            (None, Some(pair)) => SchoolOrPair::Pair(pair),
            (Some(_), Some(pair)) => {
                let candidates = vec![text.value.clone(), self.pairs[pair.0].id.clone()];
                SchoolOrPair::Ambiguous(self.pair_names.ambiguous(text, candidates))
            }
            (None, None) => SchoolOrPair::Neither { as_school, as_pair },
        }
    }
}

/// Adds the names that exist to the problem of an unknown one.
fn list_known<'a>(problems: &mut [SpannedProblem], names: impl Iterator<Item = &'a str>) {
    if let Some((_, Problem::UnknownReference { nearest: None, known, .. })) = problems.last_mut() {
        *known = few_names(names);
    }
}
