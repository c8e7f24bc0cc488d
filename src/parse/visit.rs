//! What only visits have (docs/content-model.md §2).

use rustc_hash::FxHashMap;

use super::clock::{ends_before_start, is_clock};
use super::data::hidden_problem;
use super::dates::date_problem;
use super::follow_ups::{closes, follow_ups};
use super::labels::key_of_label;
use super::lists::report_joined_names;
use super::map_reader::MapReader;
use super::names::*;
use super::references::{ActionContext, References};
use super::scalars::text_of;
use crate::diagnostics::{BilingualName, NotCounted, Oddity, Problem, Shape, SpannedProblem};
use crate::model::{Day, DayError, SchoolIx, VisitDetail};
use crate::syntax::span::Spanned;
use crate::syntax::text::{fold_width, is_nothing, nfc};
use crate::syntax::yaml::{Node, NodeKind};

/// What only a visit has, but its amounts.
pub(super) fn visit(
    map: &MapReader<'_>,
    to: Vec<SchoolIx>,
    context: ActionContext,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> VisitDetail {
    let mut actions = Vec::new();
    for name in &map.texts_unless(&ACTION, &|name| references.has_action(name), problems) {
        actions.extend(references.action(name, context, problems));
    }
    VisitDetail {
        to,
        names_pair: map.has(&PAIR) && context.pair.is_some(),
        actions,
        time: time(map, problems),
        form: map.string(&FORM, problems),
        subject: joined(map, &SUBJECT, problems),
        grade: joined(map, &GRADE_VISIT, problems),
        lesson: joined(map, &LESSON, problems),
        place: map.string(&PLACE, problems),
        host: names_as_text(map, &HOST, problems),
        speakers: names(map, &SPEAKERS, problems),
        recorder: map.string(&RECORDER, problems),
        amounts: Vec::new(),
        needs: map.string(&NEEDS, problems),
        feedback: map.string(&FEEDBACK, problems),
        follow_ups: follow_ups(map, problems),
        closes: closes(map, problems),
        other: other(map, references, problems),
        materials: map.strings(&MATERIALS, problems),
    }
}

/// A list of people.
pub(super) fn names(
    map: &MapReader<'_>,
    key: &BilingualName,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<String> {
    let mut names = Vec::new();
    for name in map.texts(key, problems) {
        if is_nothing(&name.value) {
            continue;
        }
        report_joined_names(&name, problems);
        problems.extend(hidden_problem(&name.value, name.span));
        names.push(name.value);
    }
    names
}

/// People as one text.
fn names_as_text(
    map: &MapReader<'_>,
    key: &BilingualName,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    let names = names(map, key, problems);
    (!names.is_empty()).then(|| names.join("、"))
}

/// One text, or the items of a list as one.
fn joined(
    map: &MapReader<'_>,
    key: &BilingualName,
    problems: &mut Vec<SpannedProblem>,
) -> Option<String> {
    let texts: Vec<String> =
        map.unsplit_texts(key, problems).into_iter().map(|text| text.value).collect();
    (!texts.is_empty()).then(|| texts.join("、"))
}

/// `other`: labels of the form → texts. What has a key of its own, or is a figure that an indicator reads, would be
/// shown here and counted nowhere, so it is reported.
fn other(
    map: &MapReader<'_>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<(String, String)> {
    let mut other: Vec<(String, String)> = Vec::new();
    let Some(node) = map.node(&OTHER) else { return other };
    let NodeKind::Map(entries) = &node.kind else {
        problems.push((node.span, Problem::WrongType { found: shape(node), wanted: Shape::Map }));
        return other;
    };
    let mut lines: FxHashMap<String, u32> = FxHashMap::default();
    for (key, value) in entries {
        let label = nfc(key.text().unwrap_or_default().trim());
        if label.is_empty() {
            problems.push((key.span, Problem::Odd(Oddity::OtherWithoutLabel)));
            continue;
        }
        if let Some(line) = lines.get(&label).copied() {
            problems.push((key.span, Problem::DuplicateKey { found: label, line }));
            continue;
        }
        report_other_home(&label, key, references, problems);
        lines.insert(label.clone(), key.span.start.line);
        if !value.is_empty()
            && let Some(text) = text_of(value, problems)
        {
            other.push((label, text.value));
        }
    }
    other
}

/// Reports a label in `other` that is a field of a visit, or a figure that an indicator reads.
fn report_other_home(
    label: &str,
    key: &Node,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) {
    let field = VISIT_FIELDS.iter().find(|field| field.is(label)).copied();
    let field = field.or_else(|| key_of_label(label).filter(|key| VISIT_FIELDS.contains(key)));
    let found = label.to_owned();
    if let Some(field) = field {
        problems.push((key.span, Problem::Odd(Oddity::OtherIsField { found, field })));
    } else if references.indicators.by_key.contains_key(label) {
        problems.push((key.span, Problem::NotCounted(NotCounted::MeasureInOther { found })));
    }
}

fn shape(node: &Node) -> Shape {
    match node.kind {
        NodeKind::Scalar { .. } => Shape::Text,
        NodeKind::Seq(_) => Shape::List,
        NodeKind::Map(_) => Shape::Map,
    }
}

/// The time of day.
fn time(map: &MapReader<'_>, problems: &mut Vec<SpannedProblem>) -> Option<String> {
    let Spanned { value: found, span } = map.text(&TIME, problems)?;
    if is_clock(&found) {
        // Over several days the end is that of the last one.
        if !map.has(&START) && ends_before_start(&found) {
            let problem = Oddity::ClockBackwards { found: found.clone() };
            problems.push((span, Problem::Odd(problem)));
        }
        return Some(found);
    }
    problems.push((span, time_problem(found)));
    None
}

/// Whether a date stands in the place of the time of day.
pub(super) fn time_is_date(map: &MapReader<'_>) -> bool {
    let text = map.node(&TIME).and_then(Node::text).unwrap_or_default();
    let is_part = || {
        let day = Day::parse(&fold_width(text));
        matches!(day, Err(DayError::NoYear | DayError::NoDay | DayError::NoSuchDay { .. }))
    };
    let is_day = || !matches!(time_problem(text.to_owned()), Problem::Odd(Oddity::BadClock { .. }));
    !text.is_empty() && !is_clock(text) && (is_day() || is_part())
}

/// What is wrong with a text that is no time of day: often it is the date.
fn time_problem(found: String) -> Problem {
    let day = match Day::parse(&fold_width(&found)) {
        Ok(day) => Some(day.to_string()),
        Err(why) => match date_problem(found.clone(), why, true) {
            Problem::BadDate { why: DayError::Shape { meant: Some(day) }, .. } => {
                Some(day.to_string())
            }
            several @ Problem::Odd(_) => return several,
            _ => None,
        },
    };
    Problem::Odd(match day {
        Some(day) => Oddity::ClockIsDate { found, day },
        None => Oddity::BadClock { found },
    })
}
