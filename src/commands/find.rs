//! Finds the school, pair or term that a command line names.

use crate::engine::progress::Owner;
use crate::error::Error;
use crate::model::{Archive, DocumentIx, Pair, PairIx, PlanIx, RecordIx, SchoolIx, TermIx};
use crate::parse::FormerIds;

/// What an option names, as `find` finds it; `None` where it was not given.
pub(super) fn named<T>(
    archive: &Archive,
    name: Option<&str>,
    find: fn(&Archive, &str) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    match name {
        Some(name) => Ok(Some(find(archive, name)?)),
        None => Ok(None),
    }
}

/// The school of that folder, name or short name, or formerly of that folder.
pub(super) fn school_named(archive: &Archive, name: &str) -> Result<SchoolIx, Error> {
    let mut former = None;
    let mut names: Vec<&str> = Vec::new();
    for (index, school) in archive.schools.iter().enumerate() {
        if school.id == name || school.name == name || is_among(&school.short, name) {
            return Ok(SchoolIx(index));
        }
        if former.is_none() && is_among(&school.formerly, name) {
            former = Some(SchoolIx(index));
        }
        names.extend(school.short.iter().map(String::as_str));
        names.extend([&*school.name, &*school.id]);
    }
    former.ok_or_else(|| unknown_name("学校", "school", name, names))
}

fn is_among(names: &[String], name: &str) -> bool {
    names.iter().any(|one| one == name)
}

/// The pair of that folder, id or name, or formerly of that id.
pub(super) fn pair_named<'a>(archive: &'a Archive, name: &str) -> Result<&'a Pair, Error> {
    Ok(archive.pair(pair_index(archive, name)?))
}

/// The place in the archive of the pair of that folder, id or name, or formerly of that id.
pub(super) fn pair_index(archive: &Archive, name: &str) -> Result<PairIx, Error> {
    let mut former = None;
    let mut names: Vec<&str> = Vec::new();
    for (index, pair) in archive.pairs.iter().enumerate() {
        if pair.folder == name || pair.id == name || pair.name == name {
            return Ok(PairIx(index));
        }
        if former.is_none() && pair.formerly.iter().any(|former| former.id == name) {
            former = Some(PairIx(index));
        }
        names.extend([&*pair.name, &*pair.folder]);
    }
    former.ok_or_else(|| unknown_name("结对", "pair", name, names))
}

/// The record of that id or path, or the only one of that title or file name.
pub(super) fn record_named(archive: &Archive, name: &str) -> Result<RecordIx, Error> {
    let path = name.replace('\\', "/");
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let id = path.strip_prefix("content/").unwrap_or(path);
    let id = id.strip_suffix(".md").unwrap_or(id);
    let id = id.strip_suffix("/index").unwrap_or(id);
    let mut named = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for (index, record) in archive.records.iter().enumerate() {
        if record.id == id {
            return Ok(RecordIx(index));
        }
        if record.title == name || record.id.rsplit('/').next() == Some(id) {
            named.push(RecordIx(index));
        }
        names.extend([&*record.title, &*record.id]);
    }
    if let Some(DocumentIx::Record(record)) = FormerIds::of(archive).document(id) {
        return Ok(record);
    }
    match named.as_slice() {
        [] => Err(unknown_name("记录", "record", name, names)),
        [one] => Ok(*one),
        several => {
            let mut ids: Vec<&str> = Vec::new();
            for index in several.iter().take(6) {
                ids.push(&archive.record(*index).id);
            }
            let [zh, en] = ["、", ", "].map(|separator| ids.join(separator));
            Err(Error::custom(
                format!("叫“{name}”的记录不止一条，请写明是哪一条：{zh}"),
                format!("several records are called `{name}`; say which: {en}"),
            ))
        }
    }
}

/// The plan of that title or id, now or formerly.
pub(super) fn plan_named(archive: &Archive, name: &str) -> Result<PlanIx, Error> {
    let mut names: Vec<&str> = Vec::new();
    for (index, plan) in archive.plans.iter().enumerate() {
        if plan.id == name || plan.title == name {
            return Ok(PlanIx(index));
        }
        names.extend([&*plan.title, &*plan.id]);
    }
    if let Some(DocumentIx::Plan(plan)) = FormerIds::of(archive).document(name) {
        return Ok(plan);
    }
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
    let mut names: Vec<&str> = Vec::new();
    for (index, term) in archive.calendar.terms() {
        if term.name == name || term.code == name {
            return Ok(index);
        }
        names.extend([&*term.name, &*term.code]);
    }
    Err(unknown_name("学期", "term", name, names))
}

/// There is no such thing; suggests the nearest name, else tells all names when they are few.
pub(super) fn unknown_name<'a>(
    zh: &str,
    en: &str,
    name: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Error {
    let names: Vec<&str> = names.into_iter().collect();
    let (zh_hint, en_hint) = match crate::parse::nearest_name(name, names.iter().copied()) {
        Some(nearest) => (format!("，是不是“{nearest}”？"), format!("; did you mean `{nearest}`?")),
        None => {
            let known = crate::parse::few_names(names.into_iter());
            match known.is_empty() {
                true => (String::new(), String::new()),
                false => (
                    format!("；现有的是：{}", known.join("、")),
                    format!("; there are: {}", known.join(", ")),
                ),
            }
        }
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
    let first = years.next().and_then(plausible_year);
    let second = years.next().map(plausible_year);
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

/// The year that a text names, if an archive can have it.
fn plausible_year(text: &str) -> Option<i32> {
    let year = text.parse::<i32>().ok()?;
    (1980..=2118).contains(&year).then_some(year)
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
