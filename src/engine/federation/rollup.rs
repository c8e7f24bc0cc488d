//! One indicator over many archives: a row for each archive and period, and totals where figures add up.
//!
//! Indicators are *the same* if they have the same name, unit and direction. The figure of an archive is that of its own
//! plan; without one, the plans of its pairs together; without those, the plans of its schools. Plans of one kind never
//! count an entry twice as long as each owner has one target; where an owner has several, they are listed, not added.
//!
//! Only sums and counts are added, of the same kind of plan and exactly the same days. A total is given only if every
//! figure in it is shown, so that no suppressed figure follows from it by subtraction.

use std::collections::{BTreeMap, BTreeSet};

use super::County;
use super::published::{Amount, PlanOf, Published, PublishedIndicator, PublishedTarget};
use crate::model::{Aggregate, Direction, Every, Figure, Period, Status};
use crate::privacy;

/// Up to so many figures of one archive that cannot be added are listed one by one.
const MOST_LISTED: usize = 8;

/// What indicators of several archives have in common if they are the same.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollUpKey {
    /// `送教课时`
    pub name: String,
    /// `课时`
    pub unit: String,
    /// Whether a target is not to be exceeded, rather than to be reached.
    pub at_most: bool,
}

impl RollUpKey {
    /// The key of an archive's indicator.
    #[must_use]
    pub fn of(indicator: &PublishedIndicator) -> RollUpKey {
        let PublishedIndicator { name, unit, direction, .. } = indicator;
        let at_most = *direction == Direction::AtMost;
        RollUpKey { name: name.clone(), unit: unit.clone(), at_most }
    }

    /// In which direction it is judged.
    #[must_use]
    pub fn direction(&self) -> Direction {
        if self.at_most { Direction::AtMost } else { Direction::AtLeast }
    }
}

/// The plans of an archive from which a figure comes.
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
pub struct IndicatorRollUp {
    /// The indicator.
    pub key: RollUpKey,
    /// How entries become a figure; `None` if the archives differ in that.
    pub aggregate: Option<Aggregate>,
    /// How many of its targets have each status, in the order of [`Status::ALL`].
    pub statuses: [usize; Status::ALL.len()],
    /// A row for each archive and period; by archive, then period.
    pub rows: Vec<CountyFigure>,
    /// The totals of rows of the same kind of plan and the same days.
    pub totals: Vec<RollUpTotal>,
}

impl IndicatorRollUp {
    /// Whether figures of different archives can be added.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.aggregate.is_some_and(adds_up)
    }
}

/// The figure of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyFigure {
    /// The index of the archive.
    pub county: usize,
    /// The plans from which it comes.
    pub basis: Basis,
    /// Its days.
    pub period: Period,
    /// How often it is asked for.
    pub every: Option<Every>,
    /// The pair or school that the row is about, if it is not about the whole archive.
    pub owner: Option<String>,
    /// The figure.
    pub amount: Amount,
    /// What is asked for; `None` if that cannot be added.
    pub value: Option<Figure>,
    /// The status; the worst of several targets.
    pub status: Status,
    /// The indexes of its targets.
    pub targets: Vec<usize>,
}

/// The total of figures of the same days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollUpTotal {
    /// The plans from which they come.
    pub basis: Basis,
    /// Their days.
    pub period: Period,
    /// How many archives have a row.
    pub counties: usize,
    /// How many rows have no value.
    pub without_value: usize,
    /// How many figures are suppressed.
    pub suppressed: usize,
    /// Their sum; `None` if they cannot be added, or one of them is suppressed.
    pub sum: Option<Figure>,
    /// The smallest of the shown figures.
    pub least: Option<Figure>,
    /// The largest of the shown figures.
    pub most: Option<Figure>,
}

/// The roll-ups of all indicators of the archives, by key.
pub(super) fn all(counties: &[County]) -> Vec<IndicatorRollUp> {
    let mut by_key: BTreeMap<RollUpKey, Vec<CountyTargets<'_>>> = BTreeMap::new();
    for (index, county) in counties.iter().enumerate() {
        let Ok(published) = &county.data else { continue };
        for (target_index, target) in published.targets.iter().enumerate() {
            if target.aspirational {
                continue;
            }
            let key = RollUpKey::of(&published.indicators[target.indicator]);
            let of_key = by_key.entry(key).or_default();
            match of_key.last_mut() {
                Some(last) if last.county == index => last.targets.push(target_index),
                _ => {
                    let targets = vec![target_index];
                    of_key.push(CountyTargets { county: index, published, targets });
                }
            }
        }
    }
    let mut rollups = Vec::with_capacity(by_key.len());
    for (key, of_counties) in by_key {
        rollups.push(roll_up(key, &of_counties));
    }
    rollups
}

/// The targets of one archive that belong to one roll-up, by their indexes.
struct CountyTargets<'a> {
    county: usize,
    published: &'a Published,
    targets: Vec<usize>,
}

fn roll_up(key: RollUpKey, of_counties: &[CountyTargets<'_>]) -> IndicatorRollUp {
    let mut codes: BTreeSet<&'static str> = BTreeSet::new();
    let mut aggregate = None;
    let mut statuses = [0; Status::ALL.len()];
    let mut rows = Vec::new();
    for of_county in of_counties {
        let published = of_county.published;
        for index in &of_county.targets {
            let target = &published.targets[*index];
            statuses[target.status as usize] += 1;
            let own = published.indicators[target.indicator].aggregate;
            codes.insert(own.code());
            aggregate = Some(own);
        }
        rows.extend(of_county.rows(&key));
    }
    let aggregate = aggregate.filter(|_| codes.len() == 1);
    let totals = totals(&rows, aggregate.is_some_and(adds_up), &key);
    IndicatorRollUp { key, aggregate, statuses, rows, totals }
}

/// Whether figures of different schools can be added.
fn adds_up(aggregate: Aggregate) -> bool {
    matches!(aggregate, Aggregate::Sum | Aggregate::Count)
}

impl CountyTargets<'_> {
    /// The rows of the archive: from its widest plans that have the indicator, a row for each period.
    fn rows(&self, key: &RollUpKey) -> Vec<CountyFigure> {
        let basis_of = |target: &usize| {
            Basis::of(self.published.plans[self.published.targets[*target].plan].of)
        };
        let Some(basis) = self.targets.iter().map(basis_of).min() else { return Vec::new() };
        let mut by_period: BTreeMap<Period, Vec<usize>> = BTreeMap::new();
        for target in self.targets.iter().filter(|target| basis_of(target) == basis) {
            let current = self.published.current(&self.published.targets[*target]);
            by_period.entry(current.period).or_default().push(*target);
        }
        let mut rows = Vec::new();
        for (period, targets) in by_period {
            // Figures that cannot be added are listed, unless the list would be too long.
            if targets.len() <= MOST_LISTED && !self.can_be_added(&targets) {
                for target in targets {
                    rows.extend(self.row(basis, period, vec![target], key));
                }
            } else {
                rows.extend(self.row(basis, period, targets, key));
            }
        }
        rows
    }

    fn row(
        &self,
        basis: Basis,
        period: Period,
        targets: Vec<usize>,
        key: &RollUpKey,
    ) -> Option<CountyFigure> {
        let parts = self.parts(&targets);
        let status = parts.iter().map(|part| self.published.current(part).status).min()?;
        let first = parts[0];
        let (amount, value, owner) = match parts[..] {
            [only] => (self.published.current(only).actual, only.value, self.owner(only)),
            _ if self.can_be_added(&targets) => {
                let (amount, value) = self.sum(&parts, &key.unit);
                (amount, value, None)
            }
            _ => (Amount::None, None, None),
        };
        let (county, every) = (self.county, first.every);
        Some(CountyFigure { county, basis, period, every, owner, amount, value, status, targets })
    }

    fn parts(&self, targets: &[usize]) -> Vec<&PublishedTarget> {
        targets.iter().map(|target| &self.published.targets[*target]).collect()
    }

    /// The school that is judged, else the name of the pair or school whose plan it is.
    fn owner(&self, target: &PublishedTarget) -> Option<String> {
        if target.school.is_some() {
            return target.school.clone();
        }
        let owner = &self.published.plans[target.plan].owner;
        (!owner.is_empty()).then(|| owner.clone())
    }

    /// Whether the targets are sums of different entries.
    fn can_be_added(&self, targets: &[usize]) -> bool {
        let parts = self.parts(targets);
        let are_sums =
            parts.iter().all(|part| adds_up(self.published.indicators[part.indicator].aggregate));
        are_sums && !self.is_counted_twice(&parts)
    }

    /// Whether an owner has two targets of the indicator, or one that pools schools and one that does not.
    fn is_counted_twice(&self, parts: &[&PublishedTarget]) -> bool {
        let mut first_of: BTreeMap<PlanOf, &PublishedTarget> = BTreeMap::new();
        for part in parts {
            let first = *first_of.entry(self.published.plans[part.plan].of).or_insert(part);
            let is_same_target = (first.plan, &first.id) == (part.plan, &part.id);
            if !is_same_target || first.school.is_none() != part.school.is_none() {
                return true;
            }
        }
        false
    }

    /// The sums of the figures and of what is asked for.
    fn sum(&self, parts: &[&PublishedTarget], unit: &str) -> (Amount, Option<Figure>) {
        let mut value = Some(Figure::ZERO);
        let mut actual = Some(Figure::ZERO);
        let mut any_suppressed = false;
        for part in parts {
            value = value.zip(part.value).map(|(sum, value)| sum + value);
            match self.published.current(part).actual {
                Amount::Figure(figure) => actual = actual.map(|sum| sum + figure),
                Amount::None => actual = None,
                Amount::Suppressed => {
                    any_suppressed = true;
                    actual = None;
                }
            }
        }
        let amount = match actual {
            Some(sum) if is_harmless(sum, unit) => Amount::Figure(sum),
            _ if any_suppressed => Amount::Suppressed,
            _ => Amount::None,
        };
        (amount, value.filter(|sum| is_harmless(*sum, unit)))
    }
}

/// Whether a sum does not happen to look like a personal number, which no page may contain.
fn is_harmless(figure: Figure, unit: &str) -> bool {
    let text = format!("{figure}{unit}");
    privacy::numbers(&text).iter().all(|number| !number.kind.is_certain())
}

fn totals(rows: &[CountyFigure], adds_up: bool, key: &RollUpKey) -> Vec<RollUpTotal> {
    let mut groups: BTreeMap<(Basis, Period), Vec<&CountyFigure>> = BTreeMap::new();
    for row in rows {
        groups.entry((row.basis, row.period)).or_default().push(row);
    }
    let mut totals = Vec::with_capacity(groups.len());
    for ((basis, period), rows) in groups {
        totals.push(total(basis, period, &rows, adds_up, key));
    }
    // What most archives have in common comes first.
    totals.sort_by_key(|total| (std::cmp::Reverse(total.counties), total.basis, total.period));
    totals
}

fn total(
    basis: Basis,
    period: Period,
    rows: &[&CountyFigure],
    adds_up: bool,
    key: &RollUpKey,
) -> RollUpTotal {
    let mut counties = BTreeSet::new();
    let mut figures = Vec::new();
    let (mut without_value, mut suppressed) = (0, 0);
    for row in rows {
        counties.insert(row.county);
        match row.amount {
            Amount::Figure(figure) => figures.push(figure),
            Amount::None => without_value += 1,
            Amount::Suppressed => suppressed += 1,
        }
    }
    let mut sum = None;
    if adds_up && suppressed == 0 && !figures.is_empty() {
        let added: Figure = figures.iter().copied().sum();
        sum = Some(added).filter(|added| is_harmless(*added, &key.unit));
    }
    RollUpTotal {
        basis,
        period,
        counties: counties.len(),
        without_value,
        suppressed,
        sum,
        least: figures.iter().min().copied(),
        most: figures.iter().max().copied(),
    }
}
