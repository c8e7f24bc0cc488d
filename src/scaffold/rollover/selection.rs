//! Which plans get a copy for the next school year, and what becomes of the others.

use rustc_hash::FxHashMap;

use super::years::{next_year, with_next_years, years_of};
use crate::model::{Archive, Day, Period, Plan, PlanIx, PlanOwner};

/// The most days of a plan that is renewed every year.
const ONE_YEAR: i64 = 370;

/// What becomes of a plan of the school year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanFate {
    /// It gets a copy at this path.
    Copy {
        /// The path of the copy, below the root.
        path: String,
    },
    /// A plan of the next year is based on it, or stands where its copy would.
    HasSuccessor {
        /// The successor's file.
        file: String,
        /// Whether that one is a draft still.
        draft: bool,
    },
    /// It is a draft: nobody decided on it yet.
    IsDraft,
    /// It runs for several years, and on.
    RunsOn(Day),
    /// It ran for several years, and is over.
    IsOver(Day),
    /// It ran for several years and is over, and its owner has a plan that begins after it.
    IsFollowed {
        /// Its last day.
        last: Day,
        /// The title of the plan that begins after it.
        title: String,
        /// The file of that plan.
        file: String,
    },
    /// Its school is closed, or its pair has ended, before a copy would begin.
    OwnerGone,
}

/// Every plan that was in force in the school year before the one that begins in `year`, with its fate. Drafts and plans
/// of a year or less that began before that school year are left out.
#[must_use]
pub fn fates(
    archive: &Archive,
    year: i32,
    exists: &dyn Fn(&str) -> bool,
) -> Vec<(PlanIx, PlanFate)> {
    let (Some(first), Some(last)) = (Day::new(year - 1, 9, 1), Day::new(year, 8, 31)) else {
        return Vec::new();
    };
    let Some(before) = Period::new(first, last) else { return Vec::new() };
    let successors = Successors::of(archive);
    let mut fates = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        if plan.period.cut(before).is_none() {
            continue;
        }
        let began_before = plan.period.first < first;
        let fate = if !plan.draft && plan.period.days() > ONE_YEAR {
            match plan.period.last <= last {
                true => ended(archive, plan),
                false => PlanFate::RunsOn(plan.period.last),
            }
        } else if began_before {
            // If it was renewed, its successor is a plan of its own.
            continue;
        } else if plan.draft {
            PlanFate::IsDraft
        } else {
            fate(archive, plan, copy_path(plan, year), &successors, exists)
        };
        fates.push((PlanIx(index), fate));
    }
    fates
}

/// What becomes of a plan of several years that is over.
fn ended(archive: &Archive, plan: &Plan) -> PlanFate {
    let last = plan.period.last;
    for other in &archive.plans {
        if other.owner == plan.owner && last < other.period.first && follows(archive, other, plan) {
            let (title, file) = (other.title.clone(), other.file.clone());
            return PlanFate::IsFollowed { last, title, file };
        }
    }
    PlanFate::IsOver(last)
}

/// Whether a later plan may be that which follows `before`: it is based on that one, or on no plan at all.
fn follows(archive: &Archive, later: &Plan, before: &Plan) -> bool {
    let mut is_of_another = false;
    for text in &later.based_on {
        let (title, id) = title_and_id(text).unwrap_or((text, text));
        let is_named = |plan: &Plan| plan.id == id || plan.title == title || plan.title == *text;
        if is_named(before) {
            return true;
        }
        is_of_another |= archive.plans.iter().any(is_named);
    }
    !is_of_another
}

/// The plans by what they are based on and by their files.
struct Successors<'a> {
    by_id: FxHashMap<&'a str, &'a Plan>,
    /// By owner and title: plans of two pairs may have the same title.
    by_title: FxHashMap<(PlanOwner, &'a str), &'a Plan>,
    by_file: FxHashMap<&'a str, &'a Plan>,
}

impl<'a> Successors<'a> {
    fn of(archive: &'a Archive) -> Successors<'a> {
        let mut successors = Successors {
            by_id: FxHashMap::default(),
            by_title: FxHashMap::default(),
            by_file: FxHashMap::default(),
        };
        for plan in &archive.plans {
            successors.by_file.insert(&*plan.file, plan);
            for text in &plan.based_on {
                let (title, id) = title_and_id(text).unwrap_or((text, text));
                successors.by_id.entry(id).or_insert(plan);
                successors.by_title.entry((plan.owner, title)).or_insert(plan);
                successors.by_title.entry((plan.owner, text)).or_insert(plan);
            }
        }
        successors
    }

    /// The plan that is based on another, or stands at the path of its copy.
    fn of_plan(&self, plan: &Plan, path: &str) -> Option<&'a Plan> {
        let mut found = self.by_id.get(&*plan.id);
        for former in &plan.formerly {
            found = found.or_else(|| self.by_id.get(&*former.id));
        }
        let found = found.or_else(|| self.by_title.get(&(plan.owner, &*plan.title)));
        let found = found.or_else(|| self.by_file.get(path)).copied();
        found.filter(|other| other.id != plan.id)
    }
}

fn fate(
    archive: &Archive,
    plan: &Plan,
    path: String,
    successors: &Successors<'_>,
    exists: &dyn Fn(&str) -> bool,
) -> PlanFate {
    if let Some(successor) = successors.of_plan(plan, &path) {
        return PlanFate::HasSuccessor { file: successor.file.clone(), draft: successor.draft };
    }
    if exists(&path) {
        return PlanFate::HasSuccessor { file: path, draft: true };
    }
    let end = match plan.owner {
        PlanOwner::Archive => None,
        PlanOwner::School(school) => archive.school(school).closed,
        PlanOwner::Pair(pair) => archive.pair(pair).end,
    };
    let start = next_year(plan.period.first);
    match (start, end) {
        (Some(start), Some(end)) if end < start => PlanFate::OwnerGone,
        (None, _) => PlanFate::OwnerGone,
        _ => PlanFate::Copy { path },
    }
}

/// The title and the id in an entry of `based_on` as `rollover` writes it: `2025年计划（plans/2025）`.
pub(super) fn title_and_id(text: &str) -> Option<(&str, &str)> {
    let (title, id) = text.strip_suffix(['）', ')'])?.rsplit_once(['（', '('])?;
    Some((title.trim_end(), id))
}

/// The path of a plan's copy: its own with the years moved, else with the school year added.
fn copy_path(plan: &Plan, year: i32) -> String {
    let is_folder = plan.file.ends_with("/index.md");
    let tail = if is_folder { "/index.md" } else { ".md" };
    let stem = plan.file.strip_suffix(tail).unwrap_or(&plan.file);
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    let moved = with_next_years(name, &years_of(plan.period));
    let name = match moved == name {
        true => format!("{name}-{year}"),
        false => moved,
    };
    format!("{folder}/{name}{tail}")
}
