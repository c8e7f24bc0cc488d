//! What must hold for any archive.

use proptest::prelude::*;
use proptest::sample::select;

use super::build::{archive, day, period};
use super::random::{OWNERS, SKELETON, any_day, plans, records};
use crate::engine::progress::periods::elapsed;
use crate::engine::progress::{Finding, JudgedScope, Readings, Uses, read};
use crate::model::{Aggregate, Archive, Calendar, Day, Exact, Term};

fn written(plans: &str, records: &[String]) -> Archive {
    archive(&format!("{plans}\n{}", records.join("\n")))
}

/// The readings with records named by their titles, so that their order does not show.
fn without_order(archive: &Archive, readings: &Readings) -> Vec<String> {
    let title = |at: crate::model::RecordIx| archive.record(at).title.as_str();
    let targets = readings.targets.iter().map(|it| {
        let periods = it.periods.iter().map(|it| {
            let mut entries: Vec<_> =
                it.entries.iter().map(|at| (at.day, title(at.record), at.row)).collect();
            entries.sort_unstable();
            format!("{:?} {:?} {:?} {:?} {entries:?}", it.period, it.actual, it.expected, it.status)
        });
        let periods: Vec<String> = periods.collect();
        let counts = (it.periods_met, it.periods_due);
        format!("{:?} {} {:?} {:?} {counts:?} {periods:?}", it.plan, it.target, it.scope, it.status)
    });
    let actions = readings.actions.iter().map(|it| {
        let mut records: Vec<&str> = it.records.iter().map(|at| title(*at)).collect();
        records.sort_unstable();
        format!("{:?} {:?} {records:?}", it.action, it.status)
    });
    targets.chain(actions).collect()
}

fn latest_of(aggregate: Aggregate) -> bool {
    matches!(aggregate, Aggregate::Last | Aggregate::LastRatio)
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
        let titled: Vec<String> = records
            .iter()
            .enumerate()
            .map(|(at, it)| match it.split_once('\n') {
                Some((head, rows)) => format!("{head} title=r{at}\n{rows}"),
                None => format!("{it} title=r{at}"),
            })
            .collect();
        let mut turned = titled.clone();
        turned.reverse();
        turned.rotate_left(turn.min(titled.len()));
        let (one, two) = (written(&plans, &titled), written(&plans, &turned));
        let (mut first, found) = read(&one, day(&as_of));
        let (mut second, _) = read(&two, day(&as_of));
        if found.iter().any(|it| matches!(it, Finding::Conflict { .. })) {
            // An error anyhow: which of the two values is taken does not matter.
            let settled = |it: &crate::engine::progress::TargetReading| {
                let target = &one.plan(it.plan).targets[it.target];
                !latest_of(one.indicator(target.indicator).aggregate)
            };
            first.targets.retain(settled);
            second.targets.retain(settled);
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
        let of = |it: &String| Day::parse(it.split_whitespace().nth(2).unwrap()).ok();
        let (early, late): (Vec<String>, Vec<String>) =
            records.into_iter().partition(|it| of(it).is_none_or(|it| it <= as_of));
        let all = [early.clone(), late].concat();
        prop_assert_eq!(read(&written(&plans, &early), as_of), read(&written(&plans, &all), as_of));
    }

    #[test]
    fn one_more_deed_never_worsens_a_sum(
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
    fn together_is_never_more_than_apart(
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
            for (place, period) in joint.periods.iter().enumerate() {
                let each = apart.iter().filter_map(|it| it.periods[place].actual.clone());
                let sum = each.fold(Exact::whole(0), |sum, it| &sum + &it);
                prop_assert_eq!(period.actual.clone(), Some(sum), "{}", indicator);
                let entries: usize = apart.iter().map(|it| it.periods[place].entries.len()).sum();
                prop_assert_eq!(period.entries.len(), entries);
            }
        }
    }

    #[test]
    fn what_is_closed_stays(
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
    fn every_figure_knows_its_records_and_they_know_it(
        plans in plans(),
        records in records(),
        as_of in any_day(),
    ) {
        let archive = written(&plans, &records);
        let (readings, _) = read(&archive, day(&as_of));
        let uses = Uses::of(&readings, archive.records.len());
        let mut known = 0;
        for (at, record) in archive.records.iter().enumerate() {
            for it in uses.counting(crate::model::RecordIx(at)) {
                let (target, period) = it.of(&readings);
                prop_assert!(period.entries.iter().any(|entry| entry.record.0 == at));
                prop_assert!(!record.draft && !archive.plan(target.plan).draft);
                known += 1;
            }
        }
        let counted = |it: &crate::engine::progress::PeriodReading| {
            let mut records: Vec<_> = it.entries.iter().map(|it| it.record).collect();
            records.sort_unstable();
            records.dedup();
            records.len()
        };
        let periods = readings.targets.iter().flat_map(|it| &it.periods);
        prop_assert_eq!(known, periods.clone().map(counted).sum::<usize>());
        for it in periods {
            prop_assert!(it.entries.is_sorted());
            prop_assert!(it.entries.iter().all(|at| it.period.contains(at.day) && at.day <= day(&as_of)));
        }
        prop_assert!(readings.targets.iter().all(|it| !it.periods.is_empty()));
    }

    #[test]
    fn the_share_that_has_passed_is_from_0_to_1_and_only_grows(
        mut days in prop::collection::vec(any_day(), 8),
        within in (any_day(), any_day()),
        as_of in any_day(),
    ) {
        days.sort_unstable();
        days.dedup();
        let terms = days.chunks_exact(2).map(|it| {
            let period = period(&format!("{}..{}", it[0], it[1]));
            Term { name: String::new(), period, code: String::new() }
        });
        let calendar = Calendar::new(terms.collect());
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

/// Records that name plans 0 and 1 at most, and no action.
fn records_of_two_plans(records: &[String]) -> Vec<String> {
    let kept = |word: &&str| !word.starts_with("action=");
    let line = |it: &str| it.split(' ').filter(kept).collect::<Vec<_>>().join(" ");
    records.iter().map(|it| it.lines().map(line).collect::<Vec<_>>().join("\n")).collect()
}
