//! Finds the school, pair or term that a command line names.

use crate::engine::progress::Owner;
use crate::error::Error;
use crate::model::{Archive, DocumentIx, Pair, PairIx, PlanIx, RecordIx, School, SchoolIx, TermIx};
use crate::parse::FormerIds;

/// The school of that folder, name or short name.
pub(super) fn school_named(archive: &Archive, name: &str) -> Result<SchoolIx, Error> {
    let has_name = |school: &School| {
        school.id == name || school.name == name || school.short.iter().any(|short| short == name)
    };
    let had_name = |school: &School| school.formerly.iter().any(|former| former == name);
    let schools = &archive.schools;
    let position = schools.iter().position(has_name).or_else(|| schools.iter().position(had_name));
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
    let had_name = |pair: &&Pair| pair.formerly.iter().any(|former| former.id == name);
    let found = found.or_else(|| archive.pairs.iter().find(had_name));
    found.ok_or_else(|| {
        let names = archive.pairs.iter().flat_map(|pair| [&*pair.name, &*pair.folder]);
        unknown_name("结对", "pair", name, names)
    })
}

/// The same, by its place in the archive.
pub(super) fn pair_index(archive: &Archive, name: &str) -> Result<PairIx, Error> {
    let found = pair_named(archive, name)?;
    let index = archive.pairs.iter().position(|pair| pair.id == found.id);
    Ok(PairIx(index.unwrap_or_default()))
}

/// The record of that id or path, or the only one of that title or file name.
pub(super) fn record_named(archive: &Archive, name: &str) -> Result<RecordIx, Error> {
    let path = name.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let id = path.strip_prefix("content/").unwrap_or(path);
    let id = id.strip_suffix(".md").unwrap_or(id);
    let id = id.strip_suffix("/index").unwrap_or(id);
    let mut named = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        if record.id == id {
            return Ok(RecordIx(index));
        }
        if record.title == name || record.id.rsplit('/').next() == Some(id) {
            named.push(RecordIx(index));
        }
    }
    if let Some(DocumentIx::Record(record)) = FormerIds::of(archive).document(id) {
        return Ok(record);
    }
    match named.as_slice() {
        [] => {
            let names = archive.records.iter().flat_map(|record| [&*record.title, &*record.id]);
            Err(unknown_name("记录", "record", name, names))
        }
        [one] => Ok(*one),
        several => {
            let ids = several.iter().take(6).map(|index| archive.record(*index).id.as_str());
            let ids = ids.collect::<Vec<_>>().join("、");
            Err(Error::custom(
                format!("叫“{name}”的记录不止一条，请写明是哪一条：{ids}"),
                format!("several records are called `{name}`; say which: {ids}"),
            ))
        }
    }
}

/// The plan of that title or id, now or formerly.
pub(super) fn plan_named(archive: &Archive, name: &str) -> Result<PlanIx, Error> {
    let found = archive.plans.iter().position(|plan| plan.id == name || plan.title == name);
    if let Some(plan) = found {
        return Ok(PlanIx(plan));
    }
    if let Some(DocumentIx::Plan(plan)) = FormerIds::of(archive).document(name) {
        return Ok(plan);
    }
    let names = archive.plans.iter().flat_map(|plan| [&*plan.title, &*plan.id]);
    Err(unknown_name("计划", "plan", name, names))
}

/// The name of a school or pair.
pub(super) fn school_or_pair_name(archive: &Archive, owner: Owner) -> &str {
    match owner {
        Owner::School(school) => &archive.school(school).name,
        Owner::Pair(pair) => &archive.pair(pair).name,
    }
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

/// The school year that a text names, by its first year: `2026`, `2026-2027`, `2026—2027学年`.
pub(super) fn school_year_named(text: &str) -> Result<i32, Error> {
    let bare = text.trim().trim_end_matches("学年").trim_end_matches('年');
    let mut years = bare.split(['-', '—', '–', '/', '至', '~']).filter(|part| !part.is_empty());
    let year = |part: &str| part.parse::<i32>().ok().filter(|year| (1980..=2118).contains(year));
    let first = years.next().and_then(year);
    let second = years.next().map(year);
    match (first, second, years.next()) {
        (Some(first), None, None) => Ok(first),
        (Some(first), Some(Some(second)), None) if second == first + 1 => Ok(first),
        _ => Err(Error::custom(
            format!("“{text}”不是学年。请写开始的那一年，例如2026—2027学年写 2026"),
            format!(
                "`{text}` is no school year. Write the year in which it begins, such as 2026 for 2026-2027"
            ),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::school_year_named;

    #[test]
    fn a_school_year_is_named_by_its_first_year() {
        for text in ["2026", "2026-2027", "2026—2027学年", "2026——2027学年", "2026年", "2026学年"]
        {
            assert_eq!(school_year_named(text).ok(), Some(2026), "{text}");
        }
        for text in ["", "26", "2026-2028", "2026-2027-1", "明年", "99999", "2026-x", "-1"] {
            assert!(school_year_named(text).is_err(), "{text}");
        }
    }
}
