//! What the places of a form can name, and its value in the archive: `学校.名称`, `目标.送教课时.实际` (docs/form-values.md).
//!
//! Figures are those of the pages: rounded the same way, withheld where the pages withhold them.

mod access;
mod choice;
mod lists;
mod names;
mod owners;
pub(super) mod problem;
mod records;
mod targets;
#[cfg(test)]
mod tests;
mod text;
mod value;

pub use choice::FormChoice;
pub(super) use value::{FormThing, FormValue, keeps_digits};

use std::sync::Arc;

use self::names::{
    ACTION, DAY, FOLLOW_UP, ITEM, LIST, NAME, PAIR, PLAN, RECORD, ROOTS, SCHOOL, SITE, TARGET,
    TERM, ValueName, named,
};
use self::problem::PlaceProblem;
use crate::engine::follow_ups::{FollowUpReading, read_follow_ups};
use crate::model::Day;
use crate::parse::nearest_name;
use crate::site::Site;
use crate::syntax::fold::fold_type;

/// The field of a record that a path such as `记录.标题` names; `None` where it names none.
pub(super) fn field_of_record(path: &str) -> Option<&'static str> {
    let mut names = path.split(['.', '．', '。']).map(str::trim);
    if named(ROOTS, names.next()?)? != "record" {
        return None;
    }
    named(RECORD, names.next()?)
}

/// The fields of a record that a path can name.
#[cfg(test)]
pub(super) fn record_fields() -> impl Iterator<Item = &'static str> {
    RECORD.iter().map(|value| value.name.en)
}

/// The archive, and what of it a form is about.
pub struct FormValues<'a> {
    site: &'a Site<'a>,
    /// What was chosen: lists hold only what belongs to it.
    asked: FormChoice,
    /// What was chosen, with what follows from it.
    choice: FormChoice,
    /// How the problems of visits stand, by visit and number.
    follow_ups: Arc<[FollowUpReading]>,
}

/// A thing of a list that is repeated, and its number from 1. `None`: the list is empty, and its row stays blank.
pub(super) type RepeatedItem = Option<(FormThing, usize)>;

impl<'a> FormValues<'a> {
    /// The values of a site, about what was chosen.
    #[must_use]
    pub fn new(site: &'a Site<'a>, choice: FormChoice) -> FormValues<'a> {
        let as_of = site.readings.as_of;
        FormValues {
            site,
            asked: choice,
            choice: choice.completed(site.archive, as_of),
            follow_ups: read_follow_ups(site.archive, as_of).into(),
        }
    }

    /// The value of a path, such as `学校.名称`, within the repetitions around it (the innermost last). `Ok(None)`: it is
    /// blank, because it belongs to an empty list.
    pub(super) fn value(
        &self,
        path: &str,
        around: &[RepeatedItem],
    ) -> Result<Option<FormValue>, PlaceProblem> {
        let names: Vec<&str> = path.split(['.', '．', '。']).map(str::trim).collect();
        let [first, rest @ ..] = names.as_slice() else {
            return Err(self.unknown(path, "", ROOTS));
        };
        if first.is_empty() {
            return Err(PlaceProblem::Empty);
        }
        for item in around.iter().rev() {
            let Some((thing, number)) = item else { continue };
            let found = match named(ITEM, first) {
                Some(_) => Some(FormValue::count(u32::try_from(*number).ok())),
                None => self.field(thing, first),
            };
            if let Some(value) = found {
                return self.follow(value, rest, path).map(Some);
            }
        }
        // A single name in the blank row of an empty list is that of a column, also where a place outside has the same.
        if rest.is_empty() && matches!(around.last(), Some(None)) {
            return Ok(None);
        }
        if let Some(root) = named(ROOTS, first) {
            let about = self.about(around);
            return about.follow(about.root(root, path)?, rest, path).map(Some);
        }
        // Where the rows of an empty list would stand, any name may be one of theirs.
        if around.iter().any(Option::is_none) {
            return Ok(None);
        }
        if let Some((FormThing::Row(record, _), _)) = around.iter().rev().flatten().next() {
            return Err(self.no_column(*record, path));
        }
        let mut known = Vec::new();
        for (thing, _) in around.iter().rev().flatten() {
            known.extend_from_slice(names_of(thing));
        }
        known.extend_from_slice(ROOTS);
        Err(self.unknown(path, first, &known))
    }

    /// The values about the innermost school or pair that is repeated: its visits, its targets.
    fn about(&self, around: &[RepeatedItem]) -> FormValues<'a> {
        let mut asked = self.asked;
        for (thing, _) in around.iter().rev().flatten() {
            match thing {
                FormThing::School(school) => {
                    asked = FormChoice { school: Some(*school), pair: None, record: None, ..asked };
                    break;
                }
                FormThing::Pair(pair) => {
                    asked = FormChoice { pair: Some(*pair), school: None, record: None, ..asked };
                    break;
                }
                _ => {}
            }
        }
        let as_of = self.site.readings.as_of;
        let choice = match asked == self.asked {
            true => self.choice,
            false => asked.completed(self.site.archive, as_of),
        };
        FormValues { site: self.site, asked, choice, follow_ups: Arc::clone(&self.follow_ups) }
    }

    /// The things of a list.
    pub(super) fn list(
        &self,
        path: &str,
        around: &[RepeatedItem],
    ) -> Result<Vec<FormThing>, PlaceProblem> {
        match self.value(path, around)? {
            None => Ok(Vec::new()),
            Some(FormValue::List(things)) => Ok(things),
            Some(FormValue::Missing) => Ok(Vec::new()),
            Some(_) => Err(PlaceProblem::NoList { written: path.to_owned() }),
        }
    }

    /// The value that further names lead to.
    fn follow(
        &self,
        value: FormValue,
        names: &[&str],
        path: &str,
    ) -> Result<FormValue, PlaceProblem> {
        let [name, rest @ ..] = names else { return Ok(value) };
        let value = match value {
            FormValue::Missing => return Ok(FormValue::Missing),
            FormValue::Thing(thing) => {
                let found = self.field(&thing, name);
                found.ok_or_else(|| self.unknown(path, name, names_of(&thing)))?
            }
            FormValue::List(things) => self.of_list(things, name, path)?,
            FormValue::Day(day) => match named(DAY, name) {
                Some(part) => self.part_of_day(day, part),
                None => return Err(self.unknown(path, name, DAY)),
            },
            FormValue::Text(_) | FormValue::Number { .. } => {
                return Err(self.unknown(path, name, &[]));
            }
        };
        self.follow(value, rest, path)
    }

    /// The number of things, a thing by its number or its id, or a field of each thing.
    fn of_list(
        &self,
        things: Vec<FormThing>,
        name: &str,
        path: &str,
    ) -> Result<FormValue, PlaceProblem> {
        if named(LIST, name).is_some() {
            return Ok(FormValue::count(u32::try_from(things.len()).ok()));
        }
        if let Ok(number) = name.parse::<usize>()
            && let Some(at) = number.checked_sub(1)
        {
            return Ok(things.into_iter().nth(at).map_or(FormValue::Missing, FormValue::Thing));
        }
        let mut called = Vec::new();
        for thing in &things {
            if self.is_called(thing, name) {
                called.push(thing);
            }
        }
        if let [thing] = called.as_slice() {
            return Ok(FormValue::Thing((*thing).clone()));
        }
        if !called.is_empty() {
            let mut found = Vec::new();
            for thing in called {
                found.push(self.where_is(thing));
            }
            return Err(PlaceProblem::Several { written: path.to_owned(), found });
        }
        let mut texts = Vec::new();
        for thing in &things {
            match self.field(thing, name) {
                Some(value) if things.len() == 1 => return Ok(value),
                Some(value) => texts.push(self.shown(&value)),
                None => return Err(self.unknown(path, name, names_of(thing))),
            }
        }
        if texts.is_empty() {
            return Ok(FormValue::Missing);
        }
        Ok(FormValue::Text(texts.join(self.site.words.pick("、", ", "))))
    }

    fn part_of_day(&self, day: Day, part: &str) -> FormValue {
        match part {
            "year" => FormValue::count(u32::try_from(day.year()).ok()),
            "month" => FormValue::count(Some(day.month())),
            "day" => FormValue::count(Some(day.day())),
            _ => FormValue::Text(day.to_string()),
        }
    }

    /// A value as the pages show it.
    pub(super) fn shown(&self, value: &FormValue) -> String {
        match value {
            FormValue::Missing => "—".to_owned(),
            FormValue::Text(text) => text.clone(),
            FormValue::Number { shown, .. } => shown.clone(),
            FormValue::Day(day) => self.site.words.day(*day),
            FormValue::Thing(thing) => self.shown_thing(thing),
            FormValue::List(things) if things.is_empty() => "—".to_owned(),
            FormValue::List(things) => {
                let mut texts = Vec::new();
                for thing in things {
                    texts.push(self.shown_thing(thing));
                }
                texts.join(self.site.words.pick("、", ", "))
            }
        }
    }

    /// Whether a value is, or as a list has, what a filter asks for. Types are compared as people read them.
    pub(super) fn has(&self, value: &FormValue, wanted: &str) -> bool {
        let folded = fold_type(wanted);
        match value {
            FormValue::List(things) => things.iter().any(|thing| self.is_named(thing, wanted)),
            FormValue::Thing(thing) => self.is_named(thing, wanted),
            // Several things are joined as the language of the archive joins them.
            FormValue::Text(text) => text.split(['、', ',']).any(|part| fold_type(part) == folded),
            value => fold_type(&self.shown(value)) == folded,
        }
    }

    /// Whether a thing is shown or called as a filter asks.
    fn is_named(&self, thing: &FormThing, wanted: &str) -> bool {
        fold_type(&self.shown_thing(thing)) == fold_type(wanted)
            || self.is_called(thing, wanted.trim())
    }

    /// The problem of a name that nothing has; the nearest of those that could stand there is named.
    fn unknown(&self, path: &str, name: &str, values: &[ValueName]) -> PlaceProblem {
        let mut spellings = Vec::new();
        for value in values {
            spellings.extend([value.name.zh, value.name.en]);
        }
        let nearest =
            nearest_name(name, spellings.into_iter()).map(|near| path.replacen(name, &near, 1));
        PlaceProblem::Unknown { written: path.to_owned(), nearest }
    }
}

/// The names of the values that a thing has.
fn names_of(thing: &FormThing) -> &'static [ValueName] {
    match thing {
        FormThing::Site => SITE,
        FormThing::School(_) => SCHOOL,
        FormThing::Pair(_) => PAIR,
        FormThing::Plan(_) => PLAN,
        FormThing::Term(_) => TERM,
        FormThing::Record(_) => RECORD,
        FormThing::Target(_) => TARGET,
        FormThing::Action(_) => ACTION,
        FormThing::FollowUp(..) => FOLLOW_UP,
        FormThing::Name(_) => NAME,
        FormThing::Row(..)
        | FormThing::Data(_)
        | FormThing::Other(_)
        | FormThing::RecordText(_)
        | FormThing::PlanText(_) => &[],
    }
}
