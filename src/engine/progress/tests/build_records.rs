//! The lines of [`super::build`] that stand for records.

use std::sync::Arc;

use super::build::{Words, body, day};
use crate::diagnostics::Span;
use crate::model::*;

impl Archive {
    pub(super) fn add_record(&mut self, words: &Words<'_>) {
        let kind = words.at(0);
        let school = self.school_named(words.at(1));
        let is_ledger = kind == "ledger";
        let own_day = (!is_ledger).then(|| day(words.at(2)));
        let to: Vec<SchoolIx> =
            words.list("to").iter().map(|name| self.school_named(name)).collect();
        let pair = match (words.key("pair"), own_day) {
            (Some(pair), _) => PairOf::One(PairIx(pair.parse().unwrap())),
            (None, Some(day)) => self.pair_for(school, &to, day),
            (None, None) => PairOf::None,
        };
        let term = words.key("term").map(|term| TermIx(term.parse().unwrap()));
        let data = if is_ledger { Vec::new() } else { self.data(&words.0[3..]) };
        let detail = match kind {
            "ledger" => self.ledger(&words.0[2..]),
            "visit" => visit(words, to),
            "summary" => Detail::Summary(SummaryDetail::default()),
            "honour" => Detail::Honour(None),
            "resource" => Detail::Resource,
            "question" => Detail::Question(QuestionDetail::default()),
            other => panic!("no such line: {other}"),
        };
        let id = format!("records/{:05}", self.records.len());
        self.records.push(Arc::new(Record {
            file: String::new(),
            title: words.key("title").unwrap_or(&id).to_owned(),
            id,
            school,
            day: own_day,
            first_day: None,
            term: term.or(own_day.and_then(|day| self.calendar.term_of(day))),
            of_type: words.key("type").map(str::to_owned),
            types: words
                .list("type")
                .into_iter()
                .map(|name| RecordType::new(name.into()))
                .collect(),
            plan: words.key("plan").map(|plan| PlanIx(plan.parse().unwrap())),
            pair,
            data,
            unread: Vec::new(),
            people: Vec::new(),
            public_until: None,
            draft: words.has("draft"),
            correction: None,
            formerly: vec![],
            body: body(words),
            note: None,
            attachments: words.list("files").into_iter().map(str::to_owned).collect(),
            filing: crate::model::Filing::default(),
            at: Span::default(),
            detail,
        }));
    }

    /// `hours=4`, `names=x|y`, `rate=1:2` for every indicator's measures.
    fn data(&mut self, words: &[&str]) -> Vec<(MeasureIx, Datum)> {
        let number = |text: &str| Datum::Number(Figure::parse(text).unwrap());
        let mut data = Vec::new();
        for word in words {
            let Some((key, value)) = word.split_once('=') else { continue };
            if let Some((part, whole)) = value.split_once(':') {
                data.push((self.measure(&format!("{key}.n")), number(part)));
                data.push((self.measure(&format!("{key}.d")), number(whole)));
            } else if self.measures.iter().any(|measure| measure == key) {
                let datum = match Figure::parse(value) {
                    Ok(figure) => Datum::Number(figure),
                    Err(_) => Datum::Texts(value.split('|').map(str::to_owned).collect()),
                };
                data.push((self.measure(key), datum));
            }
        }
        data
    }

    fn ledger(&mut self, words: &[&str]) -> Detail {
        let mut columns = Vec::new();
        for word in words {
            let Some((name, role)) = word.split_once(':') else { continue };
            let role = match role {
                "data" => ColumnRole::Data,
                "secret" => ColumnRole::Secret,
                _ => ColumnRole::Text,
            };
            let measure = Some(self.measure(name));
            columns.push(Column { name: name.to_owned(), role, measure });
        }
        Detail::Ledger(Ledger { columns, ..Ledger::default() })
    }

    pub(super) fn add_row(&mut self, words: &Words<'_>) {
        let Detail::Ledger(ledger) = &mut Arc::make_mut(self.records.last_mut().unwrap()).detail
        else {
            panic!("a row without its ledger");
        };
        ledger.lines.push(ledger.days.len() as u32 + 2);
        ledger.days.push((words.at(1) != "-").then(|| day(words.at(1))));
        for (text, column) in words.0[2..].iter().zip(&ledger.columns) {
            ledger.cells.push(match column.role {
                _ if *text == "-" => Cell::Empty,
                ColumnRole::Data => Cell::Number(Figure::parse(text).unwrap()),
                ColumnRole::Secret => TextKey::of(text).map_or(Cell::Empty, Cell::Secret),
                ColumnRole::Text | ColumnRole::Date => Cell::Text((*text).into()),
            });
        }
    }
}

fn visit(words: &Words<'_>, to: Vec<SchoolIx>) -> Detail {
    let mut actions = Vec::new();
    for named in words.list("action") {
        let (plan, action) = named.split_once('.').unwrap();
        let (plan, action) = (PlanIx(plan.parse().unwrap()), action.parse().unwrap());
        actions.push(ActionRef { plan, action });
    }
    let materials = words.list("materials").into_iter().map(str::to_owned).collect();
    Detail::Visit(Box::new(VisitDetail { to, actions, materials, ..VisitDetail::default() }))
}
