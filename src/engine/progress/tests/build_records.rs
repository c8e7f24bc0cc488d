//! The lines of [`super::build`] that make records.

use std::sync::Arc;

use super::build::{Words, day};
use crate::diagnostics::Span;
use crate::model::*;

impl Archive {
    pub(super) fn add_record(&mut self, words: &Words<'_>) {
        let kind = words.at(0);
        let school = self.school_named(words.at(1));
        let ledger = kind == "ledger";
        let own_day = (!ledger).then(|| day(words.at(2)));
        let to: Vec<SchoolIx> = words.list("to").iter().map(|it| self.school_named(it)).collect();
        let pair = match (words.key("pair"), own_day) {
            (Some(pair), _) => PairOf::One(PairIx(pair.parse().unwrap())),
            (None, Some(day)) => self.pair_for(school, &to, day),
            (None, None) => PairOf::None,
        };
        let term = words.key("term").map(|it| TermIx(it.parse().unwrap()));
        let data = if ledger { Vec::new() } else { self.data(&words.0[3..]) };
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
            term: term.or(own_day.and_then(|it| self.calendar.term_of(it))),
            of_type: words.key("type").map(str::to_owned),
            plan: words.key("plan").map(|it| PlanIx(it.parse().unwrap())),
            pair,
            data,
            people: Vec::new(),
            public_until: None,
            draft: words.has("draft"),
            correction: None,
            body: Body::default(),
            attachments: words.list("files").into_iter().map(str::to_owned).collect(),
            filing: crate::model::Filing::default(),
            at: Span::default(),
            detail,
        }));
    }

    /// `hours=4`, `names=x|y`, `rate=1:2` for every indicator's measures.
    fn data(&mut self, words: &[&str]) -> Vec<(MeasureIx, Datum)> {
        let number = |it: &str| Datum::Number(Figure::parse(it).unwrap());
        let mut data = Vec::new();
        for (key, value) in words.iter().filter_map(|it| it.split_once('=')) {
            if let Some((part, whole)) = value.split_once(':') {
                data.push((self.measure(&format!("{key}.n")), number(part)));
                data.push((self.measure(&format!("{key}.d")), number(whole)));
            } else if self.measures.iter().any(|it| it == key) {
                let texts = || value.split('|').map(str::to_owned).collect();
                let datum =
                    Figure::parse(value).map_or_else(|_| Datum::Texts(texts()), Datum::Number);
                data.push((self.measure(key), datum));
            }
        }
        data
    }

    fn ledger(&mut self, words: &[&str]) -> Detail {
        let columns = words.iter().filter_map(|it| it.split_once(':'));
        let columns = columns.map(|(name, role)| {
            let role = match role {
                "data" => ColumnRole::Data,
                "secret" => ColumnRole::Secret,
                _ => ColumnRole::Text,
            };
            Column { name: name.to_owned(), role, measure: Some(self.measure(name)) }
        });
        Detail::Ledger(Ledger { columns: columns.collect(), ..Ledger::default() })
    }

    pub(super) fn add_row(&mut self, words: &Words<'_>) {
        let Detail::Ledger(ledger) = &mut Arc::make_mut(self.records.last_mut().unwrap()).detail
        else {
            panic!("a row without its ledger");
        };
        ledger.lines.push(ledger.days.len() as u32 + 2);
        ledger.days.push(Some(words.at(1)).filter(|it| *it != "-").map(day));
        for (text, column) in words.0[2..].iter().zip(&ledger.columns) {
            ledger.cells.push(match column.role {
                _ if *text == "-" => Cell::Empty,
                ColumnRole::Data => Cell::Number(Figure::parse(text).unwrap()),
                ColumnRole::Secret => Cell::Secret(TextKey::of(text)),
                ColumnRole::Text | ColumnRole::Date => Cell::Text((*text).into()),
            });
        }
    }
}

fn visit(words: &Words<'_>, to: Vec<SchoolIx>) -> Detail {
    let action = |it: &&str| {
        let (plan, action) = it.split_once('.').unwrap();
        ActionRef { plan: PlanIx(plan.parse().unwrap()), action: action.parse().unwrap() }
    };
    let actions = words.list("action").iter().map(action).collect();
    let materials = words.list("materials").into_iter().map(str::to_owned).collect();
    Detail::Visit(VisitDetail { to, actions, place: None, materials })
}
