//! The values of targets, planned measures and problems: as the pages show them.

use super::records::number;
use super::{FormThing, FormValue, FormValues};
use crate::l10n::terms;
use crate::model::{Detail, RecordIx};
use crate::site::fragments::target_summary::TargetSummary;
use crate::site::model::page_ctx::PageCtx;

impl FormValues<'_> {
    pub(super) fn target_value(&self, reading: usize, name: &str) -> FormValue {
        let site = self.site;
        let ctx = PageCtx::new(site, "");
        let summary = TargetSummary::representative(ctx, reading);
        let (target, indicator) = (summary.target, summary.indicator);
        match name {
            "id" => FormValue::Text(target.id.clone()),
            "indicator" => FormValue::Text(indicator.name.clone()),
            "unit" => FormValue::Text(indicator.unit.clone()),
            "owner" => FormValue::text(target.owner.as_deref()),
            "who" => FormValue::Text(ctx.scope(reading).into_owned()),
            "plan" => FormValue::Thing(FormThing::Plan(summary.judged.plan)),
            "value" => FormValue::text(summary.target_text(ctx).as_deref()),
            "value_number" => target.value.map_or(FormValue::Missing, number),
            "actual" => FormValue::text(summary.shown.text.as_deref()),
            "actual_number" => self.actual_number(&summary),
            "expected" => FormValue::text(ctx.shown_expected(reading, summary.at).as_deref()),
            "period" => FormValue::Text(summary.period_name(site)),
            "status" => FormValue::text(Some(terms::status(
                site.readings.targets[reading].standing(),
                site.lang(),
            ))),
            _ => FormValue::text(target.note.as_deref()),
        }
    }

    /// The figure of a target without its unit; the words of a withheld one.
    fn actual_number(&self, summary: &TargetSummary<'_>) -> FormValue {
        if summary.shown.hidden {
            return FormValue::text(summary.shown.text.as_deref());
        }
        let Some(actual) = &summary.current.actual else { return FormValue::Missing };
        let indicator = summary.indicator;
        let plain = terms::number_beside(
            actual,
            &indicator.unit,
            indicator.direction,
            summary.target.value,
        );
        FormValue::Number { shown: terms::grouped(&plain), plain }
    }

    pub(super) fn action_value(&self, reading: usize, name: &str) -> FormValue {
        let reading = &self.site.readings.actions[reading];
        let action = &self.site.archive.plan(reading.action.plan).actions[reading.action.action];
        match name {
            "id" => FormValue::Text(action.id.clone()),
            "name" => FormValue::Text(action.name.clone()),
            "by" => FormValue::day(action.by),
            "times" => FormValue::count(Some(action.times)),
            "done_times" => FormValue::count(u32::try_from(reading.records.len()).ok()),
            "lead" => FormValue::text(action.lead.as_deref()),
            "department" => FormValue::text(action.department.as_deref()),
            "place" => FormValue::text(action.place.as_deref()),
            "quality" => FormValue::text(action.quality.as_deref()),
            "status" => {
                FormValue::text(Some(terms::action_status(reading.status, self.site.lang())))
            }
            _ => FormValue::text(action.note.as_deref()),
        }
    }

    /// `None` if the record has no such problem.
    pub(super) fn problem_value(
        &self,
        at: RecordIx,
        index: usize,
        name: &str,
    ) -> Option<FormValue> {
        let record = self.site.archive.record(at);
        let Detail::Visit(visit) = &record.detail else { return None };
        let problem = visit.follow_ups.get(index)?;
        let place = self
            .follow_ups
            .binary_search_by_key(&(at, index), |reading| (reading.record, reading.problem));
        let reading = match place {
            Ok(place) => self.follow_ups.get(place),
            Err(_) => None,
        };
        Some(match name {
            "problem" => FormValue::text(Some(&problem.problem)),
            "measure" => FormValue::text(problem.measure.as_deref()),
            "owner" => FormValue::text(problem.owner.as_deref()),
            "due" => FormValue::day(problem.due),
            "done" => FormValue::day(reading.and_then(|reading| reading.settled).or(problem.done)),
            "note" => FormValue::text(problem.note.as_deref()),
            "record" => FormValue::Thing(FormThing::Record(at)),
            "school" => FormValue::Thing(FormThing::School(record.school)),
            "to" => FormValue::schools(visit.to.iter().copied()),
            "pair" => FormValue::thing(record.pair.one().map(FormThing::Pair)),
            "settled_by" => {
                let by = reading.and_then(|reading| reading.closed_by);
                let is_shown = |by: &RecordIx| self.site.lookup.is_shown(*by);
                FormValue::thing(by.filter(is_shown).map(FormThing::Record))
            }
            "date" => FormValue::day(record.day),
            _ => match reading {
                Some(reading) => {
                    FormValue::text(Some(terms::follow_up_status(reading.status, self.site.lang())))
                }
                None => FormValue::Missing,
            },
        })
    }
}
