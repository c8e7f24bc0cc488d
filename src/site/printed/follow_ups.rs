//! The printed tables of problems found at visits (问题整改), and the texts beside a visit's own.

use super::parts::{DASH, PaperCell, Part, center, left, wide};
use crate::l10n::labels::Labels;
use crate::model::RecordIx;
use crate::site::fragments::follow_ups::{FollowUpRow, row, rows_of_record, rows_settled_by};
use crate::site::fragments::record::texts;
use crate::site::model::follow_ups::FollowUpScope;
use crate::site::model::page_ctx::PageCtx;

/// What a visit says of needs and opinions, and what else of its form has several lines.
pub(super) fn texts_part(ctx: PageCtx<'_>, at: RecordIx) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let mut rows = Vec::new();
    for text in texts(ctx, at) {
        rows.push(vec![left(text.title), left(text.lines.join(ctx.pick("", " ")))]);
    }
    Part {
        head: vec![wide(24, left(labels.item)), wide(76, left(labels.content))],
        rows,
        ..Part::default()
    }
}

/// The problems that a visit found.
pub(super) fn problems_part(ctx: PageCtx<'_>, at: RecordIx) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let mut rows = Vec::new();
    for problem in rows_of_record(ctx, at) {
        let mut cells = vec![center((rows.len() + 1).to_string())];
        cells.extend(problem_cells(ctx, &problem));
        rows.push(cells);
    }
    let mut head = vec![wide(7, center(labels.number))];
    head.extend(problem_head(labels, [26, 25, 12, 15, 15]));
    Part { title: labels.follow_ups.to_owned(), head, rows, ..Part::default() }
}

/// What the tables of problems have in common: the problem, and what becomes of it.
fn problem_cells(ctx: PageCtx<'_>, problem: &FollowUpRow<'_>) -> [PaperCell; 5] {
    [
        left(with_note(ctx, problem)),
        left(problem.measure.unwrap_or(DASH)),
        left(problem.owner.unwrap_or(DASH)),
        left(problem.due.as_deref().unwrap_or(DASH)),
        left(outcome(ctx, problem)),
    ]
}

/// The head of [`problem_cells`], with the widths of its columns in percent.
fn problem_head(labels: &Labels, widths: [usize; 5]) -> [PaperCell; 5] {
    let [problem, measure, owner, due, done] = widths;
    [
        wide(problem, left(labels.problem)),
        wide(measure, left(labels.problem_measure)),
        wide(owner, left(labels.problem_owner)),
        wide(due, left(labels.problem_due)),
        wide(done, left(labels.problem_done)),
    ]
}

/// The problems of other visits that a visit settles.
pub(super) fn settled_part(ctx: PageCtx<'_>, at: RecordIx) -> Part {
    let labels = Labels::of(ctx.site.lang());
    let mut rows = Vec::new();
    for problem in rows_settled_by(ctx, at) {
        rows.push(vec![
            center((rows.len() + 1).to_string()),
            left(&*problem.problem.text),
            left(&*problem.record.text),
            left(problem.date.as_str()),
        ]);
    }
    Part {
        title: labels.settles.to_owned(),
        head: vec![
            wide(7, center(labels.number)),
            wide(45, left(labels.problem)),
            wide(30, left(labels.found_at)),
            wide(18, left(labels.found_on)),
        ],
        rows,
        ..Part::default()
    }
}

/// The most problems of a printed register.
const MOST_ROWS: usize = 2000;

/// The table of a register: overdue ones, open ones, settled ones. Eleven columns: the paper lies wide.
pub(super) fn register_parts(ctx: PageCtx<'_>, scope: FollowUpScope) -> Vec<Part> {
    let mut rows: Vec<Vec<PaperCell>> = Vec::new();
    for reading in ctx.site.lookup.follow_ups.list(scope).iter().take(MOST_ROWS) {
        let Some(problem) = row(ctx, *reading) else { continue };
        let pair = problem.pair.as_ref().map_or(DASH, |pair| &*pair.text);
        let mut cells = vec![
            center((rows.len() + 1).to_string()),
            left(problem.date.as_str()),
            left(&*problem.school.text),
            left(visited(ctx, &problem)),
            left(pair),
            left(&*problem.record.text),
        ];
        cells.extend(problem_cells(ctx, &problem));
        rows.push(cells);
    }
    let labels = Labels::of(ctx.site.lang());
    let mut head = vec![
        wide(5, center(labels.number)),
        wide(10, left(labels.found_on)),
        wide(9, left(labels.school)),
        wide(9, left(labels.to)),
        wide(9, left(labels.pair)),
        wide(9, left(labels.found_at)),
    ];
    head.extend(problem_head(labels, [12, 10, 7, 10, 10]));
    vec![Part { head, rows, ..Part::default() }]
}

/// A problem with its remark.
fn with_note(ctx: PageCtx<'_>, problem: &FollowUpRow<'_>) -> String {
    let labels = Labels::of(ctx.site.lang());
    match problem.note {
        Some(note) => {
            format!("{}{}{note}{}", problem.problem.text, labels.open_bracket, labels.shut_bracket)
        }
        None => problem.problem.text.clone().into_owned(),
    }
}

/// The schools that were visited.
fn visited(ctx: PageCtx<'_>, problem: &FollowUpRow<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for school in &problem.to {
        names.push(&school.text);
    }
    if names.is_empty() { DASH.to_owned() } else { names.join(ctx.pick("、", ", ")) }
}

/// The day on which a problem was settled and the visit that settled it, else how it stands.
fn outcome(ctx: PageCtx<'_>, problem: &FollowUpRow<'_>) -> String {
    let labels = Labels::of(ctx.site.lang());
    match (&problem.settled, &problem.closed_by) {
        (Some(day), Some(by)) => {
            format!("{day}{}{}{}", labels.open_bracket, by.text, labels.shut_bracket)
        }
        (Some(day), None) => day.clone(),
        (None, _) => problem.status_word().to_owned(),
    }
}
