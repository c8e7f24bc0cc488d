//! The values of records, their figures and the rows of their ledgers.

use super::problem::PlaceProblem;
use super::{FormThing, FormValue, FormValues};
use crate::model::{
    Cell, ColumnRole, Detail, Figure, MeasureIx, PlanIx, Record, RecordIx, SummaryDetail,
    VisitAmount, VisitDetail,
};
use crate::parse::names::{ATTENDANCE, BENEFICIARIES, COST, HONOUR_LEVELS};
use crate::privacy::redact;

impl FormValues<'_> {
    /// The plan that a record names, if it may be shown.
    fn shown_plan(&self, record: &Record) -> Option<PlanIx> {
        record.plan.filter(|plan| self.site.lookup.is_plan_shown(*plan))
    }

    /// A value of a record. One that its kind does not have is missing.
    pub(super) fn record_value(&self, at: RecordIx, name: &str) -> FormValue {
        let record = self.site.archive.record(at);
        match name {
            "title" => FormValue::Text(record.title.clone()),
            "date" => FormValue::day(record.day),
            "start" => FormValue::day(record.first_day.or(record.day)),
            "type" => FormValue::text(record.of_type.as_deref()),
            "school" => FormValue::Thing(FormThing::School(record.school)),
            "pair" => FormValue::thing(record.pair.one().map(FormThing::Pair)),
            "plan" => FormValue::thing(self.shown_plan(record).map(FormThing::Plan)),
            "term" => FormValue::thing(record.term.map(FormThing::Term)),
            "people" => FormValue::names(&record.people),
            "note" => FormValue::text(record.note.as_deref()),
            "document_number" => FormValue::text(record.filing.document_number.as_deref()),
            "pages" => {
                let pages = record.filing.pages.as_ref().map(ToString::to_string);
                FormValue::text(pages.as_deref())
            }
            "text" if record.body.text.trim().is_empty() => FormValue::Missing,
            "text" => FormValue::Thing(FormThing::RecordText(at)),
            "data" => FormValue::Thing(FormThing::Data(at)),
            "other" => FormValue::Thing(FormThing::Other(at)),
            "follow_ups" => FormValue::List(self.problems_of(at)),
            "attachments" => {
                let mut names = Vec::new();
                for path in &record.attachments {
                    names.push(path.rsplit('/').next().unwrap_or_default().to_owned());
                }
                FormValue::names(&names)
            }
            "rows" => FormValue::List(rows(record, at)),
            "level" => self.honour_level(record),
            "asked_by" => match &record.detail {
                Detail::Question(question) => FormValue::text(question.asked_by.as_deref()),
                _ => FormValue::Missing,
            },
            _ => match &record.detail {
                Detail::Visit(visit) => self.visit_value(at, visit, name),
                Detail::Summary(summary) => summary_value(summary, name),
                _ => FormValue::Missing,
            },
        }
    }

    fn visit_value(&self, at: RecordIx, visit: &VisitDetail, name: &str) -> FormValue {
        match name {
            "time" => FormValue::text(visit.time.as_deref()),
            "form" => FormValue::text(visit.form.as_deref()),
            "to" => FormValue::schools(visit.to.iter().copied()),
            "action" => {
                let mut names = Vec::new();
                for action in &visit.actions {
                    if !self.site.lookup.is_plan_shown(action.plan) {
                        continue;
                    }
                    let plan = self.site.archive.plan(action.plan);
                    names.push(plan.actions[action.action].name.clone());
                }
                FormValue::names(&names)
            }
            "place" => FormValue::text(visit.place.as_deref()),
            "host" => FormValue::text(visit.host.as_deref()),
            "speakers" => FormValue::names(&visit.speakers),
            "recorder" => FormValue::text(visit.recorder.as_deref()),
            "attendance" => self.amount(at, visit, VisitAmount::Attendance),
            "beneficiaries" => self.amount(at, visit, VisitAmount::Beneficiaries),
            "cost" => self.amount(at, visit, VisitAmount::Cost),
            "subject" => FormValue::text(visit.subject.as_deref()),
            "grade" => FormValue::text(visit.grade.as_deref()),
            "lesson" => FormValue::text(visit.lesson.as_deref()),
            "needs" => FormValue::text(visit.needs.as_deref()),
            "feedback" => FormValue::text(visit.feedback.as_deref()),
            "materials" => FormValue::names(&visit.materials),
            _ => FormValue::Missing,
        }
    }

    /// A figure with a key of its own. Where an indicator reads it, it is withheld like the figures of `data`.
    fn amount(&self, at: RecordIx, visit: &VisitDetail, amount: VisitAmount) -> FormValue {
        let key = match amount {
            VisitAmount::Attendance => ATTENDANCE,
            VisitAmount::Beneficiaries => BENEFICIARIES,
            VisitAmount::Cost => COST,
        };
        let measures = &self.site.archive.measures;
        if let Some(index) = measures.iter().position(|measure| key.is(measure))
            && let Some(value) = self.measured(at, None, MeasureIx(index as u32))
        {
            return value;
        }
        for (known, figure) in &visit.amounts {
            if *known == amount {
                return number(*figure);
            }
        }
        FormValue::Missing
    }

    fn honour_level(&self, record: &Record) -> FormValue {
        match &record.detail {
            Detail::Honour(Some(level)) => self.spelled(HONOUR_LEVELS, *level),
            _ => FormValue::Missing,
        }
    }

    /// A figure of a record by its key; `None` for a key that no indicator reads.
    pub(super) fn datum_value(&self, at: RecordIx, name: &str) -> Option<FormValue> {
        let measures = &self.site.archive.measures;
        let index = measures.iter().position(|measure| measure == name)?;
        Some(self.measured(at, None, MeasureIx(index as u32)).unwrap_or(FormValue::Missing))
    }

    /// What a record, or a row of its ledger, has for a measure, as the pages show it.
    fn measured(&self, at: RecordIx, row: Option<u32>, measure: MeasureIx) -> Option<FormValue> {
        let (shown, is_number) = self.site.shown_datum(at, row, measure)?;
        Some(match is_number {
            true => FormValue::Number { plain: shown.replace(',', ""), shown },
            false => FormValue::Text(shown),
        })
    }

    /// What a record has beyond the fields, by its label. A label that this record lacks is missing: another has it.
    pub(super) fn other_value(&self, at: RecordIx, label: &str) -> Option<FormValue> {
        if let Detail::Visit(visit) = &self.site.archive.record(at).detail {
            for (known, text) in &visit.other {
                if known == label {
                    return Some(FormValue::text(Some(text)));
                }
            }
        }
        Some(FormValue::Missing)
    }

    /// A cell of a ledger by its column; `None` without such a column, or if it is secret.
    pub(super) fn cell_value(&self, at: RecordIx, row: u32, name: &str) -> Option<FormValue> {
        let Detail::Ledger(ledger) = &self.site.archive.record(at).detail else { return None };
        let index = ledger.columns.iter().position(|column| column.name == name)?;
        let column = &ledger.columns[index];
        if column.role == ColumnRole::Secret {
            return None;
        }
        if column.role == ColumnRole::Date {
            return Some(FormValue::day(ledger.days[row as usize]));
        }
        let mut is_sensitive = false;
        if let Some(measure) = column.measure {
            is_sensitive = self.site.withheld.is_sensitive(measure);
            if let Some(cover) = self.site.withheld.entry(at, Some(row), measure) {
                return Some(FormValue::Text(self.site.covered(cover, "")));
            }
        }
        let cell = ledger.row(row as usize).get(index)?;
        Some(match (cell, self.site.shown_cell(cell, is_sensitive)) {
            (Cell::Number(figure), Some((shown, true))) => {
                FormValue::Number { shown, plain: figure.to_string() }
            }
            (_, Some((shown, _))) => FormValue::text(Some(&shown)),
            (_, None) => FormValue::Missing,
        })
    }

    /// The problem of a name that no column of a ledger has, or a secret one.
    pub(super) fn no_column(&self, at: RecordIx, path: &str) -> PlaceProblem {
        let record = self.site.archive.record(at);
        let mut columns = Vec::new();
        if let Detail::Ledger(ledger) = &record.detail {
            for column in &ledger.columns {
                if column.role != ColumnRole::Secret {
                    columns.push(redact(&column.name).into_owned());
                }
            }
        }
        let ledger = redact(&record.title).into_owned();
        PlaceProblem::NoColumn { written: path.to_owned(), ledger, columns }
    }
}

fn summary_value(summary: &SummaryDetail, name: &str) -> FormValue {
    match name {
        "author" => FormValue::text(summary.author.as_deref()),
        "approved_by" => FormValue::text(summary.approved_by.as_deref()),
        _ => FormValue::Missing,
    }
}

fn rows(record: &Record, at: RecordIx) -> Vec<FormThing> {
    let mut rows = Vec::new();
    if let Detail::Ledger(ledger) = &record.detail {
        for (row, _) in (0u32..).zip(&ledger.days) {
            rows.push(FormThing::Row(at, row));
        }
    }
    rows
}

/// A figure as it is written, with its thousands apart where it is shown.
pub(super) fn number(figure: Figure) -> FormValue {
    let plain = figure.to_string();
    FormValue::Number { shown: crate::l10n::terms::grouped(&plain), plain }
}
