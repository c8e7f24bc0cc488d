//! school.yaml and pair.yaml (docs/content-model.md §2).

use super::former_ids::{FormerKind, former_ids};
use super::labels::relabel;
use super::map_reader::MapReader;
use super::names::*;
use super::references::References;
use super::scalars::period;
use crate::diagnostics::{BilingualName, Oddity, Problem, SpannedProblem};
use crate::model::{Level, Pair, School, SchoolIx};
use crate::syntax::span::{Span, Spanned};
use crate::syntax::text::nfc;
use crate::syntax::yaml::Node;

/// The most classes, pupils or teachers of a school.
const MAX_COUNT: u32 = 1_000_000;

/// A school, and the name of the one that it became a part of. What is missing gets a substitute, so that references to
/// the school still resolve.
pub(crate) fn school(
    node: &Node,
    id: &str,
    file: &str,
    problems: &mut Vec<SpannedProblem>,
) -> (School, OtherSchools) {
    let mut school = nameless_school(id, file);
    let Some(map) = MapReader::new(node, SCHOOL_FIELDS, problems) else {
        return (school, OtherSchools::default());
    };
    if let Some(name) = map.required_text(NAME, "浅山乡中心小学", problems) {
        school.name = name.value;
    }
    if let Some(level) = map.required_choice(LEVEL_SCHOOL, LEVELS, problems) {
        school.level = level;
    }
    school.short = map.strings(&SHORT, problems);
    school.code = map.string(&CODE, problems);
    school.township = map.string(&TOWNSHIP, problems);
    school.area = map.string(&AREA, problems);
    school.grade = map.string(&GRADE, problems);
    school.honours = map.strings(&HONOURS, problems);
    school.head = map.string(&HEAD, problems);
    school.classes = map.integer(&CLASSES, 0..=MAX_COUNT, "个", problems);
    school.pupils = map.integer(&PUPILS, 0..=MAX_COUNT, "人", problems);
    school.boarders = map.integer(&BOARDERS, 0..=MAX_COUNT, "人", problems);
    school.teachers = map.integer(&TEACHERS, 0..=MAX_COUNT, "人", problems);
    school.departments = map.strings(&DEPARTMENTS, problems);
    let (opened, closed) = (map.day(&OPENED, problems), map.day(&CLOSED, problems));
    period(opened.as_ref(), closed.as_ref(), problems);
    school.dates_at = map.value_span(if map.has(&OPENED) { &OPENED } else { &CLOSED });
    school.opened = opened.map(|day| day.value);
    school.closed = closed.map(|day| day.value);
    let formerly = map.texts(&FORMERLY, problems);
    for name in &formerly {
        school.formerly.push(name.value.clone());
    }
    school.note = map.string(&NOTE, problems);
    (school, OtherSchools { merged_into: map.text(&MERGED_INTO, problems), formerly })
}

/// What the file of a school says of other schools; it can be checked when all of them are known.
#[derive(Debug, Default)]
pub(crate) struct OtherSchools {
    /// The school that it became a part of, as it is written.
    pub(crate) merged_into: Option<Spanned<String>>,
    /// Its old names, which no other school should have.
    pub(crate) formerly: Vec<Spanned<String>>,
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
        opened: None,
        closed: None,
        merged_into: None,
        formerly: Vec::new(),
        note: None,
        dates_at: Span::first(),
    }
}

/// Where a pair is.
pub(super) struct PairPlace<'p> {
    /// Its id.
    pub(super) id: String,
    /// The name of its folder.
    pub(super) folder: &'p str,
    /// Its file.
    pub(super) file: &'p str,
    /// The other files in its folder, as on disk.
    pub(super) files: &'p [String],
}

/// A pair; `None` when helper, helped schools or start are missing or wrong.
pub(crate) fn pair(
    node: &Node,
    place: PairPlace<'_>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Pair> {
    let mut node = node.clone();
    relabel(&mut node, PAIR_FIELDS, problems);
    let map = MapReader::new(&node, PAIR_FIELDS, problems)?;
    let name = map.string(&NAME, problems);
    let kind = map.string(&KIND, problems);
    let helpers = schools(&map, HELPER, "县实验幼儿园", references, problems);
    let helped = schools(&map, HELPED, "浅山乡中心幼儿园", references, problems);
    report_both_sides(&map, &helpers, &helped, references, problems);
    let start = map.required_day(START, problems);
    let end = map.day(&END, problems);
    period(start.as_ref(), end.as_ref(), problems);
    let agreement = match map.text(&AGREEMENT, problems) {
        Some(name) => agreement(name, place.files, problems),
        None => None,
    };
    let formerly = former_ids(&map, FormerKind::Pair, "", problems);
    let note = map.string(&NOTE, problems);
    let start = start?.value;
    if helpers.is_empty() || helped.is_empty() {
        return None;
    }
    Some(Pair {
        id: place.id,
        folder: place.folder.to_owned(),
        file: place.file.to_owned(),
        name: name.unwrap_or_else(|| default_name(&helpers, &helped, references)),
        kind,
        helpers,
        helped,
        start,
        end: end.map(|end| end.value),
        agreement,
        formerly,
        note,
        dates_at: map.value_span(&START),
    })
}

/// Reports a school that is on both sides of a pair.
fn report_both_sides(
    map: &MapReader<'_>,
    helpers: &[SchoolIx],
    helped: &[SchoolIx],
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) {
    for school in helpers.iter().filter(|school| helped.contains(school)) {
        let Some(school) = references.schools.get(school.0) else { continue };
        let problem = Problem::Odd(Oddity::HelpsItself { school: school.name.clone() });
        problems.push((map.key_span(&HELPED), problem));
    }
}

/// The path of a pair's agreement, which is a file in its folder.
fn agreement(
    name: Spanned<String>,
    files: &[String],
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    let Spanned { value: found, span } = name;
    let wanted = found.strip_prefix("./").unwrap_or(&found);
    if wanted.contains("..") || wanted.contains(['/', '\\', ':']) || wanted.starts_with(['.', '_'])
    {
        problems.push((span, Problem::UnsafePath { found }));
        return None;
    }
    let name_of = |path: &'_ String| nfc(path.rsplit('/').next().unwrap_or(path));
    if let Some(path) = files.iter().find(|path| name_of(path) == wanted) {
        return Some(path.clone());
    }
    let names: Vec<String> = files.iter().map(name_of).collect();
    let nearest = match (nearest_owned(wanted, names.iter().map(String::as_str)), names.as_slice())
    {
        (None, [only]) => Some(only.clone()),
        (nearest, _) => nearest,
    };
    problems.push((span, Problem::MissingAttachment { found, nearest }));
    None
}

/// The name of a pair that has none, such as `实验园—浅山园、石门园`.
fn default_name(helpers: &[SchoolIx], helped: &[SchoolIx], references: &References) -> String {
    let [helpers, helped] = [helpers, helped].map(|schools| {
        let names: Vec<&str> =
            schools.iter().map(|school| short_name(*school, references)).collect();
        names.join("、")
    });
    format!("{helpers}—{helped}")
}

/// The schools of one side of a pair, each once.
fn schools(
    map: &MapReader<'_>,
    key: BilingualName,
    example: &'static str,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<SchoolIx> {
    if !map.has(&key) {
        map.report_missing(key, example, problems);
    }
    let mut schools = Vec::new();
    for name in map.texts_unless(&key, &|name| references.has_school(name), problems) {
        if let Some(school) = references.school(&name, problems)
            && !schools.contains(&school)
        {
            schools.push(school);
        }
    }
    schools
}

fn short_name(school: SchoolIx, references: &References) -> &str {
    let school = &references.schools[school.0];
    school.short.first().unwrap_or(&school.name)
}
