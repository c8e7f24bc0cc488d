//! visits, summaries, resources, honours, questions (docs/content-model.md §2). Ledgers are in `ledger.rs`.

use super::data::{
    Data, amounts, data, hidden_problem, report_measures_as_keys, report_similar_type,
};
use super::document::Document;
use super::filing::filing;
use super::follow_ups::relabel_lists;
use super::former_ids::{FormerKind, former_ids};
use super::labels::relabel;
use super::map_reader::MapReader;
use super::names::*;
use super::partners::{SchoolVisit, pair_and_schools};
use super::references::{ActionContext, References};
use super::scalars::period;
use super::visit::{names, time_is_date, visit};
use crate::diagnostics::{Misreading, Problem, ReferenceKind, SpannedProblem};
use crate::model::{
    Body, Day, Detail, Figure, PlanIx, QuestionDetail, Record, RecordKind, RecordType, Reply,
    SchoolIx, SummaryDetail, TermIx, VisitAmount, VisitDetail,
};
use crate::syntax::span::{Span, Spanned};

/// A record of any kind but a ledger; `None` when its title or its date is missing or wrong.
pub(crate) fn record(
    mut document: Document,
    kind: RecordKind,
    school: SchoolIx,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<Record> {
    relabel(&mut document.front, fields_of(kind), problems);
    relabel_lists(&mut document.front, problems);
    let before = problems.len();
    let map = MapReader::new(&document.front, fields_of(kind), problems)?;
    report_measures_as_keys(&mut problems[before..], references);
    let title = map.required_text(TITLE, "送教下乡活动记录", problems);
    let (first_day, day) = days(&map, kind, problems);
    give_year(&document.id, &mut problems[before..]);
    let types = types(&map, kind, references, problems);
    let (data, amounts) = figures(&map, references, problems);
    let before_names = problems.len();
    let plan = named_plan(&map, school, references, problems);
    let visit = SchoolVisit { school, day: day.as_ref(), data: &data.read, types: &types };
    let (pair, to) = pair_and_schools(&map, &visit, references, problems);
    let names_are_wrong = before_names < problems.len();
    let people = names(&map, &PEOPLE, problems);
    let public_until = map.day(&PUBLIC_UNTIL, problems);
    let draft = map.flag(&DRAFT, problems);
    let correction = map.string(&CORRECTION, problems);
    let formerly = former_ids(&map, FormerKind::Record, &document.id, problems);
    let filing = filing(&map, problems);
    let before_detail = problems.len();
    let day = day.map(|day| day.value);
    let context = ActionContext { school, plan, pair: pair.one(), day };
    let detail = detail(&map, kind, (to, amounts), context, references, problems);
    if names_are_wrong {
        keep_own_problems(problems, before_detail);
    }
    let at = place_of_day(&map, first_day.is_some());
    let note = map.string(&NOTE, problems);
    report_public_before(public_until.as_ref(), day, problems);
    Some(Record {
        term: named_term(&map, kind, day, references, problems)
            .or_else(|| references.calendar.term_of(day?)),
        id: document.id,
        file: document.file,
        title: title?.value,
        school,
        day: Some(day?),
        first_day,
        of_type: (!types.is_empty()).then(|| joined(&types)),
        types,
        plan,
        pair,
        data: data.read,
        unread: data.unread,
        people,
        public_until: public_until.map(|day| day.value),
        draft,
        correction,
        note: note_beside(&document.body, note.as_ref()),
        formerly,
        body: body_or_note(document.body, note),
        attachments: document.attachments,
        filing,
        at,
        detail,
    })
}

/// The key of the day that counts, else of the title.
fn place_of_day(map: &MapReader<'_>, has_range: bool) -> Span {
    map.key_span(match has_range {
        true if map.has(&END) => &END,
        _ if map.has(&DATE) => &DATE,
        _ => &TITLE,
    })
}

/// Gives dates without a year that of the name of the file, for the example of how to write them.
fn give_year(id: &str, problems: &mut [SpannedProblem]) {
    let name = id.rsplit('/').next().unwrap_or_default();
    let digits = name.len() - name.trim_start_matches(|ch: char| ch.is_ascii_digit()).len();
    let named = name.get(..4).filter(|_| matches!(digits, 4 | 8));
    let Some(named) = named.and_then(|year| year.parse().ok()) else { return };
    if !(1900..2200).contains(&named) {
        return;
    }
    for (_, problem) in problems {
        if let Problem::BadDate { year, .. } = problem {
            *year = Some(named);
        }
    }
}

/// Reports a record that is to be shown until a day before its own.
fn report_public_before(
    public_until: Option<&Spanned<Day>>,
    day: Option<Day>,
    problems: &mut Vec<SpannedProblem>,
) {
    if let (Some(until), Some(day)) = (public_until, day)
        && until.value < day
    {
        let (until, day, span) = (until.value.to_string(), day.to_string(), until.span);
        problems.push((span, Problem::Misread(Misreading::PublicBefore { until, day })));
    }
}

/// The figures of a visit that have keys of their own.
type Amounts = Vec<(VisitAmount, Figure)>;

/// The figures of a record, and those of them that have keys of their own.
fn figures(
    map: &MapReader<'_>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> (Data, Amounts) {
    let mut data = match map.node(&DATA) {
        Some(node) => data(node, references, problems),
        None => Data::default(),
    };
    let amounts = amounts(map, &mut data.read, references, problems);
    (data, amounts)
}

/// The types of a record. One that is nearly a type that an indicator counts is reported.
fn types(
    map: &MapReader<'_>,
    kind: RecordKind,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Vec<RecordType> {
    let before = problems.len();
    let texts = map.texts(&TYPE, problems);
    if kind == RecordKind::Visit && texts.is_empty() && problems.len() == before {
        map.report_missing(TYPE, "送教下乡", problems);
    }
    let mut types: Vec<RecordType> = Vec::with_capacity(texts.len());
    for text in texts {
        match hidden_problem(&text.value, text.span) {
            Some(problem) => problems.push(problem),
            None => report_similar_type(&text, kind, references, problems),
        }
        types.push(RecordType::new(text.value));
    }
    types
}

/// Several types as one text.
fn joined(types: &[RecordType]) -> String {
    let names: Vec<&str> = types.iter().map(|of_type| of_type.name.as_str()).collect();
    names.join("、")
}

/// Drops problems of actions that may only follow from a wrong school, pair or plan: which action is meant depends on
/// these.
fn keep_own_problems(problems: &mut Vec<SpannedProblem>, from: usize) {
    let mut index = 0;
    problems.retain(|(_, problem)| {
        index += 1;
        let follows = matches!(
            problem,
            Problem::NotForSchool { named: ReferenceKind::Action, .. }
                | Problem::AmbiguousReference { named: ReferenceKind::Action, .. }
        );
        index <= from || !follows
    });
}

/// What only records of this kind have.
fn detail(
    map: &MapReader<'_>,
    kind: RecordKind,
    (to, amounts): (Vec<SchoolIx>, Amounts),
    context: ActionContext,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Detail {
    match kind {
        RecordKind::Visit => {
            let visit = visit(map, to, context, references, problems);
            Detail::Visit(Box::new(VisitDetail { amounts, ..visit }))
        }
        RecordKind::Summary => Detail::Summary(SummaryDetail {
            author: map.string(&AUTHOR, problems),
            approved_by: map.string(&APPROVED_BY, problems),
        }),
        RecordKind::Honour => Detail::Honour(map.choice(&LEVEL_HONOUR, HONOUR_LEVELS, problems)),
        RecordKind::Question => Detail::Question(question(map, references, problems)),
        RecordKind::Resource | RecordKind::Ledger => Detail::Resource,
    }
}

fn named_plan(
    map: &MapReader<'_>,
    school: SchoolIx,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<PlanIx> {
    let name = map.text(&PLAN, problems)?;
    references.plan(&name, school, problems)
}

fn fields_of(kind: RecordKind) -> Fields {
    match kind {
        RecordKind::Visit => VISIT_FIELDS,
        RecordKind::Summary => SUMMARY_FIELDS,
        RecordKind::Resource => RESOURCE_FIELDS,
        RecordKind::Honour => HONOUR_FIELDS,
        RecordKind::Question => QUESTION_FIELDS,
        RecordKind::Ledger => LEDGER_FIELDS,
    }
}

/// The note, unless it is shown as the text because there is none.
pub(crate) fn note_beside(body: &Body, note: Option<&String>) -> Option<String> {
    if body.text.trim().is_empty() { None } else { note.cloned() }
}

/// The body, or the note when the body is blank.
pub(crate) fn body_or_note(mut body: Body, note: Option<String>) -> Body {
    if let Some(note) = note
        && body.text.trim().is_empty()
    {
        body.text = note;
    }
    body
}

/// The first of several days, and the day that counts: the last.
fn days(
    map: &MapReader<'_>,
    kind: RecordKind,
    problems: &mut Vec<SpannedProblem>,
) -> (Option<Day>, Option<Spanned<Day>>) {
    let has_range = kind == RecordKind::Visit && (map.has(&START) || map.has(&END));
    if !has_range {
        if kind == RecordKind::Visit && !map.has(&DATE) && time_is_date(map) {
            return (None, None); // `time` reports it
        }
        return (None, map.required_day(DATE, problems));
    }
    // Only checked: the range decides.
    let date = if map.has(&DATE) { map.day(&DATE, problems) } else { None };
    let start = map.required_day(START, problems);
    let end = map.required_day(END, problems);
    if let (Some(date), Some(start), Some(end)) = (&date, &start, &end)
        && date.value != end.value
    {
        let (day, start) = (date.value.to_string(), start.value.to_string());
        let misreading = Misreading::DateBesideRange { day, start, end: end.value.to_string() };
        problems.push((date.span, Problem::Misread(misreading)));
    }
    period(start.as_ref(), end.as_ref(), problems);
    (start.map(|day| day.value), end)
}

/// The term that a summary names.
fn named_term(
    map: &MapReader<'_>,
    kind: RecordKind,
    day: Option<Day>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> Option<TermIx> {
    if kind != RecordKind::Summary {
        return None;
    }
    let name = map.required_text(TERM, "2023—2024学年第二学期", problems)?;
    let before = problems.len();
    let term = references.term(&name, problems);
    if let ([(_, problem @ Problem::UnknownReference { .. })], Some(day)) =
        (&mut problems[before..], day)
        && let Some(own) = references.calendar.term_of(day)
    {
        let (found, own) = (name.value.clone(), references.calendar.term(own).name.clone());
        *problem = Problem::Misread(Misreading::NoSuchTerm { found, own });
    }
    let term = term?;
    // A summary is written in its term or in the next one.
    if let Some(day) = day
        && let Some(own) = references.calendar.term_of(day)
        && !(term.0..=term.0 + 1).contains(&own.0)
    {
        let own = references.calendar.term(own).name.clone();
        let misreading = Misreading::OtherTerm { found: name.value, own, day: day.to_string() };
        problems.push((name.span, Problem::Misread(misreading)));
    }
    Some(term)
}

fn question(
    map: &MapReader<'_>,
    references: &References,
    problems: &mut Vec<SpannedProblem>,
) -> QuestionDetail {
    let asked_by = map.string(&ASKED_BY, problems);
    let solved = map.choice(&STATUS, SOLVED, problems).unwrap_or(false);
    let mut replies = Vec::new();
    for map in map.maps(&REPLIES, REPLY_FIELDS, problems) {
        let school = match map.text(&SCHOOL, problems) {
            Some(name) => references.school(&name, problems),
            None => None,
        };
        let by = map.string(&BY_REPLY, problems);
        let day = map.day(&DATE, problems).map(|day| day.value);
        let text = map.required_text(TEXT, "先用低结构材料试一周，再看孩子怎样用", problems);
        if let Some(text) = text {
            replies.push(Reply { school, by, day, text: text.value });
        }
    }
    QuestionDetail { asked_by, solved, replies }
}

#[cfg(test)]
mod tests {
    use crate::model::TermIx;
    use crate::source::MemorySource;

    /// A date before the first term is in none.
    #[test]
    fn a_summary_keeps_the_term_that_it_names() {
        let files = MemorySource::from_iter([
            (
                "content/site.yaml",
                "标题: 档案\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n",
            ),
            ("content/schools/a/school.yaml", "名称: 云岭A小学\n学段: 小学\n"),
            (
                "content/schools/a/summaries/a.md",
                "---\n标题: 准备情况\n学期: 2023—2024学年第二学期\n日期: 2024-02-20\n---\n\n已备课。\n",
            ),
        ]);
        let archive = crate::parse::archive(&files).unwrap().archive;
        assert_eq!(archive.records[0].term, Some(TermIx(0)));
    }
}
