//! The values of the archive, schools, pairs, plans and terms, and the names by which things are called.

use super::names::{
    ACTION, FOLLOW_UP, NAME, PAIR, PLAN, RECORD, SCHOOL, SITE, TARGET, TERM, named,
};
use super::{FormThing, FormValue, FormValues};
use crate::diagnostics::BilingualName;
use crate::l10n::{Lang, pick};
use crate::model::{Detail, Pair, Plan, PlanIx, School, Term};
use crate::parse::names::LEVELS;

impl FormValues<'_> {
    /// A value of a thing by its name; `None` if it has no such value.
    pub(in crate::forms) fn field(&self, thing: &FormThing, name: &str) -> Option<FormValue> {
        let archive = self.site.archive;
        Some(match thing {
            FormThing::Site => match named(SITE, name)? {
                "title" => FormValue::Text(archive.site.title.clone()),
                _ => FormValue::text(archive.site.organisation.as_deref()),
            },
            FormThing::School(school) => {
                self.school_value(archive.school(*school), named(SCHOOL, name)?)
            }
            FormThing::Pair(pair) => pair_value(archive.pair(*pair), named(PAIR, name)?),
            FormThing::Plan(plan) => plan_value(archive.plan(*plan), *plan, named(PLAN, name)?),
            FormThing::Term(term) => term_value(archive.calendar.term(*term), named(TERM, name)?),
            FormThing::Record(record) => self.record_value(*record, named(RECORD, name)?),
            FormThing::Target(reading) => self.target_value(*reading, named(TARGET, name)?),
            FormThing::Action(reading) => self.action_value(*reading, named(ACTION, name)?),
            FormThing::FollowUp(record, at) => {
                self.problem_value(*record, *at, named(FOLLOW_UP, name)?)?
            }
            FormThing::Name(text) => {
                named(NAME, name)?;
                FormValue::Text(text.clone())
            }
            FormThing::Row(record, row) => return self.cell_value(*record, *row, name),
            FormThing::Data(record) => return self.datum_value(*record, name),
            FormThing::Other(record) => return self.other_value(*record, name),
            FormThing::RecordText(record) => {
                return section_value(&archive.record(*record).body.text, name);
            }
            FormThing::PlanText(plan) => {
                return section_value(&archive.plan(*plan).body.text, name);
            }
        })
    }

    /// A thing where a place ends with it: its name.
    pub(super) fn shown_thing(&self, thing: &FormThing) -> String {
        let archive = self.site.archive;
        let text = match thing {
            FormThing::RecordText(record) => super::text::whole(&archive.record(*record).body.text),
            FormThing::PlanText(plan) => super::text::whole(&archive.plan(*plan).body.text),
            FormThing::Data(_) | FormThing::Row(..) => String::new(),
            FormThing::Other(record) => match &archive.record(*record).detail {
                Detail::Visit(visit) => visit.other_text(self.site.lang() == Lang::Zh),
                _ => String::new(),
            },
            FormThing::Target(_) => self.shown_field(thing, "id"),
            FormThing::Action(_) => self.shown_field(thing, "name"),
            FormThing::FollowUp(..) => self.shown_field(thing, "problem"),
            FormThing::School(school) => archive.school(*school).name.clone(),
            FormThing::Pair(pair) => archive.pair(*pair).name.clone(),
            FormThing::Plan(plan) => archive.plan(*plan).title.clone(),
            FormThing::Term(term) => archive.calendar.term(*term).name.clone(),
            FormThing::Record(record) => archive.record(*record).title.clone(),
            FormThing::Site => archive.site.title.clone(),
            FormThing::Name(text) => text.clone(),
        };
        if text.trim().is_empty() { "—".to_owned() } else { text }
    }

    fn shown_field(&self, thing: &FormThing, name: &str) -> String {
        match self.field(thing, name) {
            Some(value) => self.shown(&value),
            None => String::new(),
        }
    }

    /// Whether a thing of a list goes by a name: a target by its id, a ledger by its title.
    pub(super) fn is_called(&self, thing: &FormThing, name: &str) -> bool {
        let archive = self.site.archive;
        match thing {
            FormThing::Record(record) => {
                let record = archive.record(*record);
                record.title == name || record.id.rsplit('/').next() == Some(name)
            }
            FormThing::School(school) => {
                let school = archive.school(*school);
                school.name == name
                    || school.id == name
                    || school.short.iter().any(|short| short == name)
            }
            FormThing::Target(_) | FormThing::Action(_) => self.shown_field(thing, "id") == name,
            _ => self.shown_thing(thing) == name,
        }
    }

    /// Where a thing is, to tell it from others of the name.
    pub(super) fn where_is(&self, thing: &FormThing) -> String {
        match thing {
            FormThing::Target(_) => {
                format!("{} {}", self.shown_field(thing, "plan"), self.shown_field(thing, "who"))
            }
            FormThing::Action(reading) => {
                let plan = self.site.readings.actions[*reading].action.plan;
                self.site.archive.plan(plan).title.clone()
            }
            FormThing::Record(record) => self.site.archive.record(*record).id.clone(),
            _ => self.shown_thing(thing),
        }
    }

    /// A value of the model in the language of the pages.
    pub(super) fn spelled<T: PartialEq>(
        &self,
        names: &[(BilingualName, T)],
        value: T,
    ) -> FormValue {
        for (name, known) in names {
            if *known == value {
                return FormValue::text(Some(pick(self.site.lang(), name.zh, name.en)));
            }
        }
        FormValue::Missing
    }

    fn school_value(&self, school: &School, name: &str) -> FormValue {
        match name {
            "name" => FormValue::Text(school.name.clone()),
            "short" => FormValue::names(&school.short),
            "code" => FormValue::text(school.code.as_deref()),
            "level" => self.spelled(LEVELS, school.level),
            "township" => FormValue::text(school.township.as_deref()),
            "area" => FormValue::text(school.area.as_deref()),
            "grade" => FormValue::text(school.grade.as_deref()),
            "honours" => FormValue::names(&school.honours),
            "head" => FormValue::text(school.head.as_deref()),
            "classes" => FormValue::count(school.classes),
            "pupils" => FormValue::count(school.pupils),
            "boarders" => FormValue::count(school.boarders),
            "teachers" => FormValue::count(school.teachers),
            "opened" => FormValue::day(school.opened),
            "closed" => FormValue::day(school.closed),
            "merged_into" => FormValue::thing(school.merged_into.map(FormThing::School)),
            "formerly" => FormValue::names(&school.formerly),
            _ => FormValue::text(school.note.as_deref()),
        }
    }
}

/// The part of a text below a heading; `None` without such a heading.
fn section_value(body: &str, heading: &str) -> Option<FormValue> {
    let text = super::text::section(body, heading)?;
    Some(FormValue::text(Some(&text)))
}

fn pair_value(pair: &Pair, name: &str) -> FormValue {
    match name {
        "name" => FormValue::Text(pair.name.clone()),
        "kind" => FormValue::text(pair.kind.as_deref()),
        "helper" => FormValue::schools(pair.helpers.iter().copied()),
        "helped" => FormValue::schools(pair.helped.iter().copied()),
        "start" => FormValue::Day(pair.start),
        "end" => FormValue::day(pair.end),
        "agreement" => {
            let path = pair.agreement.as_deref();
            FormValue::text(path.and_then(|path| path.rsplit('/').next()))
        }
        "formerly" => {
            let ids: Vec<String> = pair.formerly.iter().map(|former| former.id.clone()).collect();
            FormValue::names(&ids)
        }
        _ => FormValue::text(pair.note.as_deref()),
    }
}

fn plan_value(plan: &Plan, at: PlanIx, name: &str) -> FormValue {
    let (leader, deputies, members) = match &plan.team {
        Some(team) => (team.leader.as_deref(), team.deputies.as_slice(), team.members.as_slice()),
        None => (None, [].as_slice(), [].as_slice()),
    };
    match name {
        "title" => FormValue::Text(plan.title.clone()),
        "start" => FormValue::Day(plan.period.first),
        "end" => FormValue::Day(plan.period.last),
        "leader" => FormValue::text(leader),
        "deputies" => FormValue::names(deputies),
        "members" => FormValue::names(members),
        _ => FormValue::Thing(FormThing::PlanText(at)),
    }
}

fn term_value(term: &Term, name: &str) -> FormValue {
    match name {
        "name" => FormValue::Text(term.name.clone()),
        "start" => FormValue::Day(term.period.first),
        _ => FormValue::Day(term.period.last),
    }
}
