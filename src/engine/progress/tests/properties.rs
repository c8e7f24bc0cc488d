//! Properties that hold for any archive.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::sample::select;

use super::build::{archive, day, period};
use super::random::{OWNERS, SKELETON, any_day, plans, records};
use crate::engine::progress::periods::elapsed;
use crate::engine::progress::{
    EntryRef, FigureUses, Finding, JudgedScope, Readings, TargetReading, read, read_past,
};
use crate::model::{
    Aggregate, Archive, Calendar, Day, Exact, PairIx, PlanIx, PlanOwner, RecordIx, Status, Term,
};

fn written(plans: &str, records: &[String]) -> Archive {
    archive(&format!("{plans}\n{}", records.join("\n")))
}

/// The readings with records named by their titles, so that the order of records does not show.
fn without_order(archive: &Archive, readings: &Readings) -> Vec<String> {
    let title = |record: RecordIx| archive.record(record).title.as_str();
    let mut shown = Vec::new();
    for reading in &readings.targets {
        let TargetReading { plan, target, scope, status, .. } = reading;
        let counts = (reading.periods_met, reading.periods_due);
        shown.push(format!("{plan:?} {target} {scope:?} {status:?} {counts:?}"));
        for judged in &reading.periods {
            let mut entries = Vec::new();
            for entry in &judged.entries {
                entries.push((entry.day, title(entry.record), entry.row));
            }
            entries.sort_unstable();
            let figures = (&judged.actual, &judged.expected);
            shown.push(format!("{:?} {figures:?} {:?} {entries:?}", judged.period, judged.status));
        }
    }
    for action in &readings.actions {
        let mut records: Vec<&str> = action.records.iter().map(|record| title(*record)).collect();
        records.sort_unstable();
        shown.push(format!("{:?} {:?} {records:?}", action.action, action.status));
    }
    shown
}

/// Leaves out the targets that take the latest value.
fn remove_latest_values(archive: &Archive, readings: &mut Readings) {
    readings.targets.retain(|reading| {
        let target = &archive.plan(reading.plan).targets[reading.target];
        let aggregate = archive.indicator(target.indicator).aggregate;
        !matches!(aggregate, Aggregate::Last | Aggregate::LastRatio)
    });
}

/// The records with a title each: that of their first line.
fn titled(records: &[String]) -> Vec<String> {
    let mut titled = Vec::new();
    for (number, record) in records.iter().enumerate() {
        titled.push(match record.split_once('\n') {
            Some((head, rows)) => format!("{head} title=r{number}\n{rows}"),
            None => format!("{record} title=r{number}"),
        });
    }
    titled
}

/// The entries of all figures of a target.
fn entries_of(reading: &TargetReading) -> Vec<EntryRef> {
    let mut entries = Vec::new();
    for judged in &reading.periods {
        entries.extend(&judged.entries);
    }
    entries.sort_unstable();
    entries
}

/// The same archive with its first pair, and school a, ending on a day at the latest.
fn shortened(archive: &Archive, last: Day) -> Archive {
    let mut archive = archive.clone();
    for end in [&mut archive.pairs[0].end, &mut archive.schools[0].closed] {
        *end = Some(end.map_or(last, |end| end.min(last)));
    }
    archive
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_records_never_matters(
        plans in plans(),
        records in records().prop_shuffle(),
        turn in 0usize..30,
        as_of in any_day(),
    ) {
        let titled = titled(&records);
        let mut turned = titled.clone();
        turned.reverse();
        turned.rotate_left(turn.min(titled.len()));
        let (one, two) = (written(&plans, &titled), written(&plans, &turned));
        let (mut first, findings) = read(&one, day(&as_of));
        let (mut second, _) = read(&two, day(&as_of));
        if findings.iter().any(|finding| matches!(finding, Finding::Conflict { .. })) {
            // Conflicting values are an error, so it does not matter which of them is taken.
            remove_latest_values(&one, &mut first);
            remove_latest_values(&two, &mut second);
        }
        prop_assert_eq!(without_order(&one, &first), without_order(&two, &second));
    }

    #[test]
    fn records_after_the_day_change_nothing(
        plans in plans(),
        records in records(),
        as_of in any_day(),
    ) {
        let as_of = day(&as_of);
        let (late, early): (Vec<String>, Vec<String>) = records.into_iter().partition(|record| {
            let day = record.split_whitespace().nth(2).unwrap();
            Day::parse(day).is_ok_and(|day| as_of < day)
        });
        let all = [early.clone(), late].concat();
        prop_assert_eq!(read(&written(&plans, &early), as_of), read(&written(&plans, &all), as_of));
    }

    #[test]
    fn one_more_record_never_worsens_a_sum(
        plans in plans(),
        records in records(),
        school in select(vec!["a", "b", "c"]),
        (on, as_of) in (any_day(), any_day()),
    ) {
        let more = [records.clone(), vec![format!("visit {school} {on} sum=3 names=甲|戊")]].concat();
        let (before, after) = (written(&plans, &records), written(&plans, &more));
        let (old, new) = (read(&before, day(&as_of)).0, read(&after, day(&as_of)).0);
        for (old, new) in old.targets.iter().zip(&new.targets) {
            let target = &before.plan(old.plan).targets[old.target];
            if ["sum", "count", "names"].contains(&target.id.as_str()) {
                for (old, new) in old.periods.iter().zip(&new.periods) {
                    prop_assert!(old.status <= new.status, "{} {:?} {:?}", target.id, old, new);
                    prop_assert!(old.actual <= new.actual);
                }
            }
        }
    }

    #[test]
    fn the_joint_figure_is_the_sum_of_the_schools(
        records in records(),
        owner in select(OWNERS.to_vec()),
        every in select(vec!["", "every=month", "every=term", "every=year"]),
        as_of in any_day(),
    ) {
        // While all schools exist: their days do not cut what is pooled.
        for indicator in ["names", "sum", "count"] {
            let plan = format!("plan {owner} 2023-05-01..2024-11-30");
            let target = format!("target {indicator} 5 {every}");
            let plans = format!("{SKELETON}\n{plan}\n{target}\n{target} scope=each\n{plan}");
            let (readings, _) = read(&written(&plans, &records_of_two_plans(&records)), day(&as_of));
            let (joint, apart) = readings.targets.split_first().unwrap();
            prop_assert_eq!(joint.scope, JudgedScope::Joint);
            for (number, period) in joint.periods.iter().enumerate() {
                let (mut sum, mut entries) = (Exact::whole(0), 0);
                for reading in apart {
                    let own = &reading.periods[number];
                    entries += own.entries.len();
                    if let Some(actual) = &own.actual {
                        sum = &sum + actual;
                    }
                }
                prop_assert_eq!(period.actual.clone(), Some(sum), "{}", indicator);
                prop_assert_eq!(period.entries.len(), entries);
            }
        }
    }

    #[test]
    fn the_figures_of_a_past_day_never_change_as_later_records_come(
        plans in plans(),
        records in records(),
        (on, as_of) in (any_day(), any_day()),
    ) {
        let (on, as_of) = (day(&on).min(day(&as_of)), day(&on).max(day(&as_of)));
        let early: Vec<String> = records
            .iter()
            .filter(|record| {
                let day = record.split_whitespace().nth(2).unwrap();
                !Day::parse(day).is_ok_and(|day| on < day)
            })
            .cloned()
            .collect();
        let (then, now) = (written(&plans, &early), written(&plans, &records));
        let all: BTreeSet<PlanIx> = (0..now.plans.len()).map(PlanIx).collect();
        let past = read_past(&now, &BTreeMap::from([(on, all.clone()), (as_of, all)]));
        let (signed, today) = (read(&then, on).0, read(&now, as_of).0);
        prop_assert_eq!(signed.targets.len(), today.targets.len());
        for (index, target) in signed.targets.iter().enumerate() {
            let past = past[&on].target(&today, index).unwrap();
            // The records have other numbers where some are missing.
            prop_assert_eq!(
                (past.status, past.current, past.open, past.periods_met, past.periods_due),
                (target.status, target.current, target.open, target.periods_met, target.periods_due)
            );
            for (past, judged) in past.periods.iter().zip(&target.periods) {
                prop_assert_eq!(
                    (past.period, &past.actual, &past.expected, past.status, past.entries.len()),
                    (
                        judged.period,
                        &judged.actual,
                        &judged.expected,
                        judged.status,
                        judged.entries.len(),
                    )
                );
            }
        }
    }

    #[test]
    fn a_range_that_shrinks_never_adds_an_entry(
        plans in plans(),
        records in records(),
        last in any_day(),
        as_of in any_day(),
    ) {
        let whole = written(&plans, &records);
        let shorter = shortened(&whole, day(&last));
        let (before, after) = (read(&whole, day(&as_of)).0, read(&shorter, day(&as_of)).0);
        for reading in &after.targets {
            // What two pairs fitted, one of them alone may fit when the other is shorter.
            if whole.plan(reading.plan).owner == PlanOwner::Pair(PairIx(1)) {
                continue;
            }
            let same = |other: &&TargetReading| {
                (other.plan, other.target, other.scope)
                    == (reading.plan, reading.target, reading.scope)
            };
            let entries = match before.targets.iter().find(same) {
                Some(other) => {
                    prop_assert!(other.range.first <= reading.range.first);
                    prop_assert!(reading.range.last <= other.range.last);
                    entries_of(other)
                }
                None => return Err(TestCaseError::fail("a shorter range adds a target")),
            };
            for entry in entries_of(reading) {
                prop_assert!(entries.contains(&entry), "{entry:?} {reading:?}");
                prop_assert!(reading.range.contains(entry.day));
            }
        }
    }

    #[test]
    fn a_target_stands_as_its_current_period_would_alone(
        plans in plans(),
        records in records(),
        as_of in any_day(),
    ) {
        let archive = written(&plans, &records);
        let as_of = day(&as_of);
        for reading in read(&archive, as_of).0.targets {
            let target = &archive.plan(reading.plan).targets[reading.target];
            let begun = reading.periods.iter().rfind(|judged| judged.period.first <= as_of);
            let Some(current) = begun.or(reading.periods.first()) else { continue };
            // The same target over the days of that period alone.
            let mut alone = archive.clone();
            let plan = &mut alone.plans[reading.plan.0];
            plan.period = current.period;
            plan.targets[reading.target].every = None;
            if target.waived.as_ref().is_some_and(|waiver| waiver.from.is_some()) {
                // Judged at all, so it is waived as a whole or not at all.
                let is_waived = reading.status == Status::Waived;
                let waived = &mut plan.targets[reading.target].waived;
                *waived = waived.take().filter(|_| is_waived);
                if let Some(waiver) = waived {
                    waiver.from = None;
                }
            }
            let judged = read(&alone, as_of).0.targets;
            let same = |other: &&TargetReading| {
                (other.plan, other.target, other.scope)
                    == (reading.plan, reading.target, reading.scope)
            };
            let status = judged.iter().find(same).map(|other| other.status);
            prop_assert_eq!(Some(reading.current), status, "{:?}", reading);
        }
    }

    #[test]
    fn closed_periods_do_not_change(
        plans in plans(),
        records in records(),
        one in any_day(),
        two in any_day(),
    ) {
        let archive = written(&plans, &records);
        let (earlier, later) = (day(&one).min(day(&two)), day(&one).max(day(&two)));
        let (old, new) = (read(&archive, earlier).0, read(&archive, later).0);
        prop_assert_eq!(old.targets.len(), new.targets.len());
        for (old, new) in old.targets.iter().zip(&new.targets) {
            for (old, new) in old.periods.iter().zip(&new.periods) {
                if old.period.last <= earlier {
                    prop_assert_eq!(old, new);
                }
            }
        }
    }

    #[test]
    fn figures_and_the_index_of_their_records_agree(
        plans in plans(),
        records in records(),
        as_of in any_day(),
    ) {
        let archive = written(&plans, &records);
        let (readings, _) = read(&archive, day(&as_of));
        let uses = FigureUses::of(&readings, archive.records.len());
        let mut used = 0;
        for (index, record) in archive.records.iter().enumerate() {
            for figure in uses.counting(RecordIx(index)) {
                let (target, period) = figure.of(&readings);
                prop_assert!(period.entries.iter().any(|entry| entry.record.0 == index));
                prop_assert!(!record.draft && !archive.plan(target.plan).draft);
                used += 1;
            }
        }
        let mut counted = 0;
        for reading in &readings.targets {
            prop_assert!(!reading.periods.is_empty());
            for judged in &reading.periods {
                prop_assert!(judged.entries.is_sorted());
                for entry in &judged.entries {
                    prop_assert!(judged.period.contains(entry.day) && entry.day <= day(&as_of));
                }
                let mut records: Vec<_> = judged.entries.iter().map(|entry| entry.record).collect();
                records.sort_unstable();
                records.dedup();
                counted += records.len();
            }
        }
        prop_assert_eq!(used, counted);
    }

    #[test]
    fn the_elapsed_share_is_from_0_to_1_and_only_grows(
        mut days in prop::collection::vec(any_day(), 8),
        within in (any_day(), any_day()),
        as_of in any_day(),
    ) {
        days.sort_unstable();
        days.dedup();
        let mut terms = Vec::new();
        for ends in days.chunks_exact(2) {
            let period = period(&format!("{}..{}", ends[0], ends[1]));
            terms.push(Term { name: String::new(), period, code: String::new() });
        }
        let calendar = Calendar::new(terms);
        let (first, last) = if within.0 <= within.1 { (within.0, within.1) } else { (within.1, within.0) };
        let within = period(&format!("{first}..{last}"));
        let share = |as_of| elapsed(&calendar, within, as_of);
        let now = share(day(&as_of));
        prop_assert!(Exact::whole(0) <= now && now <= Exact::whole(1));
        prop_assert!(now <= share(day(&as_of).next()));
        prop_assert_eq!(share(within.last), Exact::whole(1));
        prop_assert_eq!(share(within.first.before()), Exact::whole(0));
    }
}

/// The records without the actions that they name: these may be of a third plan.
fn records_of_two_plans(records: &[String]) -> Vec<String> {
    let mut without_actions = Vec::new();
    for record in records {
        let mut lines = Vec::new();
        for line in record.lines() {
            let words = line.split(' ').filter(|word| !word.starts_with("action="));
            lines.push(words.collect::<Vec<_>>().join(" "));
        }
        without_actions.push(lines.join("\n"));
    }
    without_actions
}
