//! school.yaml and pair.yaml (MODEL.md §2).

use super::map_reader::MapReader;
use super::names::*;
use super::references::References;
use crate::model::{Level, Pair, School};
use crate::syntax::yaml::{Found, Node};

/// A school; one with what is missing filled in, so that references to it still resolve.
pub(crate) fn school(node: &Node, id: &str, file: &str, found: &mut Vec<Found>) -> School {
    let form = MapReader::new(node, SCHOOL_FIELDS, found);
    let mut school = nameless_school(id, file);
    let Some(form) = form else { return school };
    if let Some(name) = form.required(NAME, "浅山乡中心小学", found) {
        school.name = name.it;
    }
    if let Some(level) = form.required_choice(LEVEL_SCHOOL, LEVELS, found) {
        school.level = level;
    }
    school.short = form.list(&SHORT, found);
    school.code = form.words(&CODE, found);
    school.township = form.words(&TOWNSHIP, found);
    school.area = form.words(&AREA, found);
    school.grade = form.words(&GRADE, found);
    school.honours = form.list(&HONOURS, found);
    school.head = form.words(&HEAD, found);
    let mut whole = |key, unit| form.whole(key, 0..=1_000_000, unit, found);
    school.classes = whole(&CLASSES, "个");
    school.pupils = whole(&PUPILS, "人");
    school.boarders = whole(&BOARDERS, "人");
    school.teachers = whole(&TEACHERS, "人");
    school.departments = form.list(&DEPARTMENTS, found);
    school.note = form.words(&NOTE, found);
    school
}

/// A school of which only the folder is known.
pub(crate) fn nameless_school(id: &str, file: &str) -> School {
    School {
        id: id.to_owned(),
        file: file.to_owned(),
        name: id.to_owned(),
        level: Level::Primary,
        short: Vec::new(),
        code: None,
        township: None,
        area: None,
        grade: None,
        honours: Vec::new(),
        head: None,
        classes: None,
        pupils: None,
        boarders: None,
        teachers: None,
        departments: Vec::new(),
        note: None,
    }
}

/// A pair; none when helper, helped or start cannot be told.
pub(crate) fn pair(
    node: &Node,
    (id, folder, file): (String, &str, &str),
    known: &References,
    found: &mut Vec<Found>,
) -> Option<Pair> {
    let form = MapReader::new(node, PAIR_FIELDS, found)?;
    let name = form.words(&NAME, found);
    let helper = form.required(HELPER, "县实验幼儿园", found);
    let helper = helper.and_then(|it| known.school(&it, found));
    if !form.has(&HELPED) {
        form.missing(HELPED, "浅山乡中心幼儿园", found);
    }
    let mut helped = Vec::new();
    for text in form.texts(&HELPED, found) {
        let school = known.school(&text, found);
        helped.extend(school.filter(|it| !helped.contains(it)));
    }
    let start = form.required_day(START, found);
    let end = form.day(&END, found);
    if end.is_some() {
        let start = start.as_ref().map(|it| super::map_reader::Spanned { it: it.it, at: it.at });
        let end = end.as_ref().map(|it| super::map_reader::Spanned { it: it.it, at: it.at });
        form.range(start, end, found);
    }
    let note = form.words(&NOTE, found);
    let (helper, start) = (helper?, start?.it);
    if helped.is_empty() {
        return None;
    }
    let name = name.unwrap_or_else(|| {
        let label = |it: crate::model::SchoolIx| {
            let school = &known.schools[it.0];
            school.short.first().unwrap_or(&school.name).clone()
        };
        let helped: Vec<String> = helped.iter().map(|it| label(*it)).collect();
        format!("{}—{}", label(helper), helped.join("、"))
    });
    Some(Pair {
        id,
        folder: folder.to_owned(),
        file: file.to_owned(),
        name,
        helper,
        helped,
        start,
        end: end.map(|it| it.it),
        note,
    })
}
