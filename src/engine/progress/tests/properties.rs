//! Properties that hold for any archive.

use proptest::prelude::*;
use proptest::sample::select;

use super::build::{archive, day, period};
use super::random::{OWNERS, SKELETON, any_day, plans, records};
use crate::engine::progress::periods::elapsed;
use crate::engine::progress::{FigureUses, Finding, JudgedScope, Readings, TargetReading, read};
use crate::model::{Aggregate, Archive, Calendar, Day, Exact, RecordIx, Term};

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
        for indicator in ["names", "sum", "count"] {
            let plan = format!("plan {owner} 2023-04-01..2025-02-01");
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
