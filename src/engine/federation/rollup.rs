//! The same indicator in many archives: one row an archive and period, and totals where figures can be added.
//!
//! *The same* is what has the same name, unit and direction. An archive's figure is that of its own plan; without one,
//! what its pairs' plans come to together; without those, its schools' plans. Figures of plans of one kind never count
//! an entry twice as long as each owner has one target; where one has several, they are listed and not added.
//!
//! Added up are sums and counts only, of the same kind of plan and the very same days. A total is given only when every
//! figure in it is shown: so none tells a withheld one by subtraction.

use std::collections::{BTreeMap, BTreeSet};

use super::County;
use super::published::{Amount, PlanOf, Published, PublishedIndicator, PublishedTarget};
use crate::model::{Aggregate, Direction, Every, Figure, Period, Status};
use crate::privacy;

/// So many figures of one archive that cannot be added are listed one by one.
const MOST_LISTED: usize = 8;

/// What makes indicators of several archives the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// `送教课时`
    pub name: String,
    /// `课时`
    pub unit: String,
    /// Whether it is to be kept rather than to be reached.
    pub at_most: bool,
}

impl Key {
    /// Of an archive's indicator.
    #[must_use]
    pub fn of(it: &PublishedIndicator) -> Key {
        let at_most = it.direction == Direction::AtMost;
        Key { name: it.name.clone(), unit: it.unit.clone(), at_most }
    }

    /// Which way it is judged.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.at_most { Direction::AtMost } else { Direction::AtLeast }
    }
}

/// From which plans of an archive a figure comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// The archive's own plan.
    Archive,
    /// The plans of its pairs together.
    Pairs,
    /// The plans of its schools together.
    Schools,
}

impl Basis {
    /// The stable English code, as exported.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Basis::Archive => "archive",
            Basis::Pairs => "pairs",
            Basis::Schools => "schools",
        }
    }

    fn of(plan: PlanOf) -> Basis {
        match plan {
            PlanOf::Archive => Basis::Archive,
            PlanOf::Pair(_) => Basis::Pairs,
            PlanOf::School(_) => Basis::Schools,
        }
    }
}

/// An indicator over all archives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUp {
    /// Which.
    pub key: Key,
    /// How entries become a figure; none where the archives differ in that.
    pub aggregate: Option<Aggregate>,
    /// How all targets of it stand, in the order of [`Status::ALL`].
    pub statuses: [usize; Status::ALL.len()],
    /// A row an archive, kind of plan and period; by archive, then period.
    pub rows: Vec<Row>,
    /// What the rows of the same kind of plan and the same days come to.
    pub totals: Vec<Total>,
}

impl RollUp {
    /// Whether figures of different archives make a sum.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.aggregate.is_some_and(adds_up)
    }
}

/// An archive's figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The place of the archive.
    pub county: usize,
    /// From which of its plans.
    pub basis: Basis,
    /// Of which days.
    pub period: Period,
    /// How often it is asked for.
    pub every: Option<Every>,
    /// The pair or school it is about, where it is a part of what the archive has.
    pub owner: Option<String>,
    /// The figure.
    pub amount: Amount,
    /// What is asked for; none where that cannot be added up.
    pub value: Option<Figure>,
    /// How it stands; of several targets the worst.
    pub status: Status,
    /// The places of the targets that it is made of.
    pub targets: Vec<usize>,
}

/// What figures of the same days come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// From which plans.
    pub basis: Basis,
    /// Of which days.
    pub period: Period,
    /// How many archives have a row.
    pub counties: usize,
    /// How many of them have no value.
    pub without: usize,
    /// How many figures are withheld.
    pub suppressed: usize,
    /// Their sum; none where they cannot be added, or one of them is withheld.
    pub sum: Option<Figure>,
    /// The least of the figures that are shown.
    pub least: Option<Figure>,
    /// The most of the figures that are shown.
    pub most: Option<Figure>,
}

/// Every indicator of the archives.
pub(super) fn all(counties: &[County]) -> Vec<RollUp> {
    let mut found: BTreeMap<Key, Vec<(usize, Vec<usize>)>> = BTreeMap::new();
    for (county, published) in published(counties) {
        let mut of_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
        for (at, target) in published.targets.iter().enumerate().filter(|it| !it.1.aspirational) {
            let key = Key::of(&published.indicators[target.indicator]);
            of_key.entry(key).or_default().push(at);
        }
        for (key, targets) in of_key {
            found.entry(key).or_default().push((county, targets));
        }
    }
    found.into_iter().map(|(key, targets)| roll_up(counties, key, &targets)).collect()
}

fn published(counties: &[County]) -> impl Iterator<Item = (usize, &Published)> {
    counties.iter().enumerate().filter_map(|(at, it)| Some((at, it.data.as_ref().ok()?)))
}

fn roll_up(counties: &[County], key: Key, found: &[(usize, Vec<usize>)]) -> RollUp {
    let mut aggregates: BTreeSet<&'static str> = BTreeSet::new();
    let mut aggregate = None;
    let mut statuses = [0; Status::ALL.len()];
    let mut rows = Vec::new();
    for (county, targets) in found {
        let Ok(published) = &counties[*county].data else { continue };
        for at in targets {
            let target = &published.targets[*at];
            statuses[target.status as usize] += 1;
            let it = published.indicators[target.indicator].aggregate;
            aggregates.insert(it.code());
            aggregate = Some(it);
        }
        rows.extend(rows_of(*county, published, targets, &key));
    }
    let aggregate = aggregate.filter(|_| aggregates.len() == 1);
    let totals = totals(&rows, aggregate.is_some_and(adds_up), &key);
    RollUp { key, aggregate, statuses, rows, totals }
}

/// Whether figures of different schools make a sum.
fn adds_up(aggregate: Aggregate) -> bool {
    matches!(aggregate, Aggregate::Sum | Aggregate::Count)
}

/// The rows of one archive: of its widest plans that have the indicator, a row a period.
fn rows_of(county: usize, published: &Published, targets: &[usize], key: &Key) -> Vec<Row> {
    let of = |at: &usize| published.plans[published.targets[*at].plan].of;
    let Some(basis) = targets.iter().map(|it| Basis::of(of(it))).min() else { return Vec::new() };
    let mut by_period: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
    for at in targets.iter().filter(|it| Basis::of(of(it)) == basis) {
        let current = published.current(&published.targets[*at]);
        by_period.entry(current.period).or_default().push(*at);
    }
    let row = |(period, targets): (Period, Vec<usize>)| {
        let (amount, value, status) = row(published, &targets, key)?;
        let first = &published.targets[targets[0]];
        let owner = match &targets[..] {
            [_] => first.school.clone().or_else(|| owner_of(published, first)),
            _ => None,
        };
        Some(Row {
            county,
            basis,
            period,
            every: first.every,
            owner,
            amount,
            value,
            status,
            targets,
        })
    };
    let listed = by_period.into_iter().flat_map(|(period, targets)| {
        // What cannot be added is listed, unless it is too much of a list.
        let apart = targets.len() <= MOST_LISTED && !can_be_added(published, &targets);
        let groups = match apart {
            true => targets.into_iter().map(|it| vec![it]).collect(),
            false => vec![targets],
        };
        groups.into_iter().map(move |it| (period, it))
    });
    listed.filter_map(row).collect()
}

/// The name of the pair or school whose plan it is.
fn owner_of(published: &Published, target: &PublishedTarget) -> Option<String> {
    Some(published.plans[target.plan].owner.clone()).filter(|it| !it.is_empty())
}

/// Whether the targets are sums of different entries.
fn can_be_added(published: &Published, targets: &[usize]) -> bool {
    let parts: Vec<&PublishedTarget> = targets.iter().map(|it| &published.targets[*it]).collect();
    let is_sum = |it: &&PublishedTarget| adds_up(published.indicators[it.indicator].aggregate);
    parts.iter().all(is_sum) && !is_counted_twice(published, &parts)
}

/// What the targets of one period come to: figure, what is asked for, status.
fn row(
    published: &Published,
    targets: &[usize],
    key: &Key,
) -> Option<(Amount, Option<Figure>, Status)> {
    let parts: Vec<&PublishedTarget> = targets.iter().map(|it| &published.targets[*it]).collect();
    let status = parts.iter().map(|it| published.current(it).status).min()?;
    if let [only] = parts[..] {
        return Some((published.current(only).actual, only.value, status));
    }
    if !can_be_added(published, targets) {
        return Some((Amount::None, None, status));
    }
    let value = parts.iter().map(|it| it.value).try_fold(Figure::ZERO, |sum, it| Some(sum + it?));
    let amounts = parts.iter().map(|it| published.current(it).actual);
    let amount = added(amounts).filter(|it| is_harmless(*it, &key.unit));
    let any_hidden = parts.iter().any(|it| published.current(it).actual == Amount::Suppressed);
    let amount = match amount {
        Some(it) => Amount::Figure(it),
        None if any_hidden => Amount::Suppressed,
        None => Amount::None,
    };
    Some((amount, value.filter(|it| is_harmless(*it, &key.unit)), status))
}

/// Whether an owner has two targets of the indicator, or one that pools schools beside one that does not.
fn is_counted_twice(published: &Published, parts: &[&PublishedTarget]) -> bool {
    let mut of_owner: BTreeMap<PlanOf, (usize, &str, bool)> = BTreeMap::new();
    parts.iter().any(|it| {
        let target = (it.plan, it.id.as_str(), it.school.is_none());
        let first = *of_owner.entry(published.plans[it.plan].of).or_insert(target);
        let is_same = (first.0, first.1) == (target.0, target.1);
        !is_same || first.2 != target.2
    })
}

/// The sum of figures that are all there.
fn added(mut amounts: impl Iterator<Item = Amount>) -> Option<Figure> {
    amounts.try_fold(Figure::ZERO, |sum, it| match it {
        Amount::Figure(figure) => Some(sum + figure),
        Amount::None | Amount::Suppressed => None,
    })
}

/// Whether a sum does not happen to look like somebody's number, which no page may hold.
fn is_harmless(figure: Figure, unit: &str) -> bool {
    let text = format!("{figure}{unit}");
    privacy::numbers(&text).iter().all(|it| !it.kind.is_certain())
}

fn totals(rows: &[Row], adds_up: bool, key: &Key) -> Vec<Total> {
    let mut groups: BTreeMap<(Basis, Period), Vec<&Row>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.basis, row.period)).or_default().push(row);
    }
    let total = |((basis, period), rows): ((Basis, Period), Vec<&Row>)| {
        let figures: Vec<Figure> = rows
            .iter()
            .filter_map(|it| match it.amount {
                Amount::Figure(figure) => Some(figure),
                Amount::None | Amount::Suppressed => None,
            })
            .collect();
        let suppressed = rows.iter().filter(|it| it.amount == Amount::Suppressed).count();
        let sum = adds_up && suppressed == 0 && !figures.is_empty();
        let sum =
            sum.then(|| figures.iter().copied().sum()).filter(|it| is_harmless(*it, &key.unit));
        Total {
            basis,
            period,
            counties: rows.iter().map(|it| it.county).collect::<BTreeSet<usize>>().len(),
            without: rows.iter().filter(|it| it.amount == Amount::None).count(),
            suppressed,
            sum,
            least: figures.iter().min().copied(),
            most: figures.iter().max().copied(),
        }
    };
    let mut totals: Vec<Total> = groups.into_iter().map(total).collect();
    // What most archives have in common comes first.
    totals.sort_by_key(|it| (std::cmp::Reverse(it.counties), it.basis, it.period));
    totals
}
