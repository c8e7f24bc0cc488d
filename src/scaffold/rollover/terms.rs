//! Terms of the next school year, added to the list of site.yaml.

use super::super::fill::quote;
use super::super::text_edits::TextEdits;
use super::super::yaml_keys::{dash_indent, entries_of, value_of};
use super::years::{next_year, with_next_years};
use crate::l10n::Lang;
use crate::model::{Calendar, Period, Term};
use crate::parse::names::{END, NAME, START, TERMS};
use crate::syntax::yaml::{self, Node, NodeKind};

/// What becomes of the list of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TermList {
    /// site.yaml lists no terms: the default calendar goes on.
    Default,
    /// The list has terms of the school year.
    Complete {
        /// Whether they are those of the year before to the day, a year later, as a rollover writes them.
        as_moved: bool,
    },
    /// Terms are added.
    Added {
        /// The new text of site.yaml.
        text: String,
        /// The terms.
        terms: Vec<(String, Period)>,
    },
    /// The list has no terms of the school year before that could be moved.
    NothingToMove,
    /// The list is written in brackets, so that no line can be added.
    InBrackets,
}

/// The list of terms with those of the school year that begins in `year`: the terms of the year before, a year later. Terms
/// that exist are left out.
#[must_use]
pub fn new_terms(text: &str, calendar: &Calendar, year: i32, lang: Lang) -> TermList {
    let Ok(document) = yaml::parse(text, 1, &|_| true) else { return TermList::InBrackets };
    let list = match value_of(entries_of(&document.root), TERMS) {
        Some(list) if !list.is_empty() => list,
        _ => return TermList::Default,
    };
    let NodeKind::Seq(items) = &list.kind else { return TermList::InBrackets };
    let terms = moved_terms(calendar, year, lang);
    if terms.is_empty() {
        let own = periods_of(calendar, year);
        if own.is_empty() {
            return TermList::NothingToMove;
        }
        let before = periods_of(calendar, year - 1);
        let as_moved = before.into_iter().map(a_year_later).eq(own.into_iter().map(Some));
        return TermList::Complete { as_moved };
    }
    let Some(first) = items.first() else { return TermList::InBrackets };
    let Some(indent) = dash_indent(text, first) else { return TermList::InBrackets };
    let indent = " ".repeat(indent);
    let is_english = entries_of(first).iter().any(|(key, _)| key.text() == Some(NAME.en));
    let [name_key, start_key, end_key] = match is_english {
        true => [NAME.en, START.en, END.en],
        false => [NAME.zh, START.zh, END.zh],
    };
    let mut edits = TextEdits::default();
    let last = items.iter().map(last_line).max().unwrap_or(first.span.start.line);
    for (name, Period { first, last: end }) in &terms {
        edits.insert_after(last, format!("{indent}- {name_key}: {}", quote(name)));
        edits.insert_after(last, format!("{indent}  {start_key}: {first}"));
        edits.insert_after(last, format!("{indent}  {end_key}: {end}"));
    }
    TermList::Added { text: edits.apply(text), terms }
}

/// The terms of the school year before `year`, a year later, without those that overlap a term that exists.
fn moved_terms(calendar: &Calendar, year: i32, lang: Lang) -> Vec<(String, Period)> {
    let mut moved: Vec<(String, Period)> = Vec::new();
    for (_, term) in calendar.terms() {
        if term.period.first.school_year() != year - 1 {
            continue;
        }
        let Some(period) = a_year_later(term.period) else { continue };
        if calendar.terms().all(|(_, other)| other.period.cut(period).is_none()) {
            let name = new_name(term, calendar, &moved, year, lang);
            moved.push((name, period));
        }
    }
    moved
}

/// The terms of the school year that begins in `year`.
fn periods_of(calendar: &Calendar, year: i32) -> Vec<Period> {
    let mut periods = Vec::new();
    for (_, term) in calendar.terms() {
        if term.period.first.school_year() == year {
            periods.push(term.period);
        }
    }
    periods
}

/// `None` after the last year that a day can have.
fn a_year_later(period: Period) -> Option<Period> {
    Period::new(next_year(period.first)?, next_year(period.last)?)
}

/// The name of a term a year later: with its years moved, or that of the default calendar where it names none.
fn new_name(
    term: &Term,
    calendar: &Calendar,
    moved: &[(String, Period)],
    year: i32,
    lang: Lang,
) -> String {
    let name = with_next_years(&term.name, &(year - 1..=year));
    if !is_taken(&name, calendar, moved) {
        return name;
    }
    let half = term.code.rsplit('-').next().unwrap_or("1");
    let next = year + 1;
    let name = match (lang, half) {
        (Lang::Zh, "2") => format!("{year}—{next}学年第二学期"),
        (Lang::Zh, _) => format!("{year}—{next}学年第一学期"),
        (Lang::En, "2") => format!("Second term {year}–{next}"),
        (Lang::En, _) => format!("First term {year}–{next}"),
    };
    match is_taken(&name, calendar, moved) {
        true => format!("{}（{year}—{next}）", term.name),
        false => name,
    }
}

/// Whether a term has a name already, of the calendar or of those that are added.
fn is_taken(name: &str, calendar: &Calendar, moved: &[(String, Period)]) -> bool {
    calendar.terms().any(|(_, other)| other.name == name)
        || moved.iter().any(|(other, _)| other == name)
}

/// The last line on which a part of a value begins.
fn last_line(node: &Node) -> u32 {
    let own = node.span.start.line;
    match &node.kind {
        NodeKind::Scalar { .. } => own,
        NodeKind::Seq(items) => items.iter().map(last_line).max().unwrap_or(own),
        NodeKind::Map(entries) => {
            let mut last = own;
            for (key, value) in entries {
                let line = if value.is_empty() { key.span.start.line } else { last_line(value) };
                last = last.max(line);
            }
            last
        }
    }
}
