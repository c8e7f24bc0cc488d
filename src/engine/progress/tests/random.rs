//! Random archives as lines of [`super::build`]: one skeleton with every aggregate, scope and length of period, and
//! random records.

use proptest::prelude::*;
use proptest::sample::select;

use super::build::day;

pub(super) const SKELETON: &str = "school a 2023-05-01..
    school b ..2024-11-30
    school c level=nine_year
    pair a b,c 2023-09-01..2024-06-30
    pair a c 2024-03-01..
    indicator sum sum at_least
    indicator count count at_least of=visit/
    indicator names distinct at_least
    indicator mean mean at_least
    indicator min min at_least
    indicator max max at_least
    indicator last last at_least across=sum
    indicator rate ratio at_least unit=%
    indicator latest last_ratio at_least
    indicator sum2 sum at_most measure=sum evidence
    indicator count2 count at_most of=ledger/
    indicator names2 distinct at_most measure=names
    indicator mean2 mean at_most measure=mean
    indicator min2 min at_most measure=min
    indicator max2 max at_most measure=max
    indicator last2 last at_most measure=last across=mean";
const INDICATORS: [&str; 16] = [
    "sum", "count", "names", "mean", "min", "max", "last", "rate", "latest", "sum2", "count2",
    "names2", "mean2", "min2", "max2", "last2",
];
pub(super) const OWNERS: [&str; 6] = ["all", "a", "b", "c", "pair0", "pair1"];

/// A day of two years around the pairs.
pub(crate) fn any_day() -> impl Strategy<Value = String> {
    (0..730i64).prop_map(|after| {
        let mut random = day("2023-03-01");
        for _ in 0..after {
            random = random.next();
        }
        random.to_string()
    })
}

fn value() -> impl Strategy<Value = String> {
    (-5i32..40, select(vec!["", ".5", ".25"])).prop_map(|(whole, part)| format!("{whole}{part}"))
}

fn target() -> impl Strategy<Value = String> {
    let every =
        select(vec!["", "every=week", "every=month", "every=quarter", "every=term", "every=year"]);
    let scope = select(vec![
        "",
        "",
        "scope=each",
        "scope=each levels=junior|kindergarten",
        "scope=helper",
        "scope=helped",
        "scope=b,a",
        "levels=primary",
    ]);
    let manner =
        select(vec!["", "", "", "deadline", "waived", "waived=2024-01-15", "aspirational"]);
    let base = prop_oneof![Just(String::new()), value().prop_map(|value| format!("base={value}"))];
    let value = prop_oneof![9 => value(), 1 => Just("-".to_owned())];
    (select(INDICATORS.to_vec()), value, every, scope, base, manner).prop_map(
        |(indicator, value, every, scope, base, manner)| {
            format!("target {indicator} {value} {every} {scope} {base} {manner}")
        },
    )
}

fn plan() -> impl Strategy<Value = String> {
    let targets = prop::collection::vec(target(), 1..6);
    (select(OWNERS.to_vec()), any_day(), any_day(), targets).prop_map(
        |(owner, one, two, targets)| {
            let (first, last) = if one <= two { (one, two) } else { (two, one) };
            format!("plan {owner} {first}..{last}\n{}\naction times=2", targets.join("\n"))
        },
    )
}

/// At least three plans, so that records may name them.
pub(crate) fn plans() -> impl Strategy<Value = String> {
    prop::collection::vec(plan(), 3..6)
        .prop_map(|plans| format!("{SKELETON}\n{}", plans.join("\n")))
}

fn datum() -> impl Strategy<Value = String> {
    let number = (select(vec!["sum", "mean", "min", "max", "last"]), value())
        .prop_map(|(key, value)| format!("{key}={value}"));
    let ratio = (select(vec!["rate", "latest"]), 0..9, 0..9)
        .prop_map(|(key, part, whole)| format!("{key}={part}:{whole}"));
    let texts = prop::collection::vec(select(vec!["甲", "乙", "丙", "丁"]), 1..4)
        .prop_map(|names| format!("names={}", names.join("|")));
    prop_oneof![number, ratio, texts]
}

fn record() -> impl Strategy<Value = String> {
    let kind = select(vec!["visit", "visit", "visit", "summary", "honour"]);
    let more =
        select(vec!["", "", "", "draft", "plan=0", "plan=1", "pair=0", "pair=1", "to=b", "to=c|a"]);
    let action = select(vec!["", "", "action=0.0", "action=1.0|2.0"]);
    let data = prop::collection::vec(datum(), 0..4);
    let school = || select(vec!["a", "b", "c"]);
    let plain = (kind, school(), any_day(), data, more, action).prop_map(
        |(kind, school, day, data, more, action)| {
            format!("{kind} {school} {day} {} {more} {action}", data.join(" "))
        },
    );
    let row = (any_day(), value(), select(vec!["甲", "乙", "-"]))
        .prop_map(|(day, sum, name)| format!("row {day} {sum} {name} {sum}"));
    let ledger = (school(), prop::collection::vec(row, 0..5)).prop_map(|(school, rows)| {
        format!("ledger {school} sum:data names:secret last:data\n{}", rows.join("\n"))
    });
    prop_oneof![5 => plain, 1 => ledger]
}

pub(crate) fn records() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(record(), 0..30)
}
