//! Finds the school, pair or term that a command line names.

use crate::error::Error;
use crate::model::{Archive, Pair, PlanIx, SchoolIx, TermIx};

/// The school of that folder, name or short name.
pub(super) fn school_named(archive: &Archive, name: &str) -> Result<SchoolIx, Error> {
    let position = archive.schools.iter().position(|school| {
        school.id == name || school.name == name || school.short.iter().any(|short| short == name)
    });
    position.map(SchoolIx).ok_or_else(|| {
        let names = archive.schools.iter().flat_map(|school| {
            let own = [&school.name, &school.id];
            school.short.iter().chain(own).map(String::as_str)
        });
        unknown_name("学校", "school", name, names)
    })
}

/// The pair of that folder, id or name.
pub(super) fn pair_named<'a>(archive: &'a Archive, name: &str) -> Result<&'a Pair, Error> {
    let mut pairs = archive.pairs.iter();
    let found = pairs.find(|pair| pair.folder == name || pair.id == name || pair.name == name);
    found.ok_or_else(|| {
        let names = archive.pairs.iter().flat_map(|pair| [&*pair.name, &*pair.folder]);
        unknown_name("结对", "pair", name, names)
    })
}

/// The plan of that title or id.
pub(super) fn plan_named(archive: &Archive, name: &str) -> Result<PlanIx, Error> {
    let found = archive.plans.iter().position(|plan| plan.id == name || plan.title == name);
    found.map(PlanIx).ok_or_else(|| {
        let names = archive.plans.iter().flat_map(|plan| [&*plan.title, &*plan.id]);
        unknown_name("计划", "plan", name, names)
    })
}

/// The term of that name or code.
pub(super) fn term_named(archive: &Archive, name: &str) -> Result<TermIx, Error> {
    let mut terms = archive.calendar.terms();
    let found = terms.find(|(_, term)| term.name == name || term.code == name);
    found.map(|(index, _)| index).ok_or_else(|| {
        let names = archive.calendar.terms().flat_map(|(_, term)| [&*term.name, &*term.code]);
        unknown_name("学期", "term", name, names)
    })
}

/// There is no such thing; suggests the nearest name.
pub(super) fn unknown_name<'a>(
    zh: &str,
    en: &str,
    name: &str,
    names: impl Iterator<Item = &'a str>,
) -> Error {
    let (zh_hint, en_hint) = match crate::parse::nearest_name(name, names) {
        Some(nearest) => (format!("，是不是“{nearest}”？"), format!("; did you mean `{nearest}`?")),
        None => (String::new(), String::new()),
    };
    Error::custom(
        format!("没有名为“{name}”的{zh}{zh_hint}"),
        format!("there is no {en} called `{name}`{en_hint}"),
    )
}
