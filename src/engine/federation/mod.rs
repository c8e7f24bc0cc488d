//! Federation: combines what several archives publish. Who has reported, how each stands, which figures add up.
//!
//! In go sources.yaml and the bytes of each archive's `archive.json` and `progress.json`. Out come typed [`County`]s, or
//! why one is missing, and an [`IndicatorRollUp`] for every indicator. The bytes are not trusted: `read.rs` checks sizes,
//! types, dates, figures and references, and anything invalid leaves that archive out as a whole. Only data that the
//! archive has published, and suppressed, itself is read, and no total reveals more.

mod export;
mod published;
mod raw;
mod read;
mod rollup;
#[cfg(test)]
pub(crate) mod tests;
mod values;

use std::cmp::Reverse;

use crate::diagnostics::{Diagnostic, Problem, SourceProblem, WhyMissing};
use crate::model::{CountySource, Day, Sources, Status};

pub use export::{Hrefs, json};
pub use published::{
    Amount, PlanOf, Published, PublishedCounts, PublishedIndicator, PublishedPeriod, PublishedPlan,
    PublishedTarget,
};
pub use read::{ARCHIVE, CountyFiles, MAX_ARCHIVE, MAX_PROGRESS, PROGRESS, read};
pub use rollup::{Basis, CountyFigure, IndicatorRollUp, RollUpKey, RollUpTotal};

/// The archives that sources.yaml names, as far as they could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Federation {
    /// Data that is more days older than the day of judgement is out of date.
    pub stale_after: u32,
    /// One for each source, in the order written.
    pub counties: Vec<County>,
    /// One for each of their indicators: by name, unit and direction.
    pub rollups: Vec<IndicatorRollUp>,
}

/// One of the archives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// Its entry in sources.yaml.
    pub source: CountySource,
    /// Its published data, or why they are left out.
    pub data: Result<Published, WhyMissing>,
}

/// Whether an archive has reported, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reported {
    /// There are no readable data.
    Missing,
    /// The data are out of date.
    Stale,
    /// The data are recent.
    Fresh,
}

impl Reported {
    /// The stable English code, as exported.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Reported::Missing => "missing",
            Reported::Stale => "stale",
            Reported::Fresh => "reported",
        }
    }
}

impl Federation {
    /// Combines what was read, one result for each source. The same data under a second name are left out, because they
    /// would be counted twice.
    #[must_use]
    pub fn new(sources: &Sources, read: Vec<Result<Published, WhyMissing>>) -> Federation {
        let mut seen: Vec<([u8; 32], &str)> = Vec::new();
        let mut counties = Vec::with_capacity(read.len());
        for (source, mut data) in sources.list.iter().zip(read) {
            if let Ok(published) = &data {
                match seen.iter().find(|(digest, _)| *digest == published.digest) {
                    Some((_, name)) => {
                        data = Err(WhyMissing::SameAs { name: (*name).to_owned() });
                    }
                    None => seen.push((published.digest, &source.name)),
                }
            }
            counties.push(County { source: source.clone(), data });
        }
        let rollups = rollup::all(&counties);
        Federation { stale_after: sources.stale_after, counties, rollups }
    }

    /// A warning for each archive that is left out, at its line of sources.yaml.
    #[must_use]
    pub fn diagnostics(&self, file: &str) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for county in &self.counties {
            if let Err(why) = &county.data {
                let (name, why) = (county.source.name.clone(), why.clone());
                let problem = Problem::Source(SourceProblem::Missing { name, why });
                diagnostics.push(Diagnostic::new(file, county.source.at, problem));
            }
        }
        diagnostics
    }

    /// The latest day on which any of them is judged: the day of a portal that has no dated records itself.
    #[must_use]
    pub fn latest_day(&self) -> Option<Day> {
        self.counties.iter().filter_map(|county| Some(county.data.as_ref().ok()?.as_of)).max()
    }

    /// The index of the roll-up that includes an archive's indicator.
    #[must_use]
    pub fn place_of(&self, indicator: &PublishedIndicator) -> Option<usize> {
        let key = RollUpKey::of(indicator);
        self.rollups.binary_search_by(|rollup| rollup.key.cmp(&key)).ok()
    }

    /// Whether an archive has reported by a day.
    #[must_use]
    pub fn reported(&self, county: usize, as_of: Day) -> Reported {
        match self.counties[county].age(as_of) {
            None => Reported::Missing,
            Some(days) if i64::from(self.stale_after) < days => Reported::Stale,
            Some(_) => Reported::Fresh,
        }
    }

    /// The indexes of the archives, worst first: missing ones, then by their worst status and how often it occurs, then
    /// in the order written.
    #[must_use]
    pub fn worst_first(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.counties.len()).collect();
        order.sort_by_key(|index| {
            let county = &self.counties[*index];
            let worst = county.worst_status();
            // An archive without targets comes last.
            (county.data.is_ok(), worst.is_none(), worst, *index)
        });
        order
    }
}

impl County {
    /// How many days older its data are than a day; 0 if they are newer, `None` if there are no data.
    #[must_use]
    pub fn age(&self, as_of: Day) -> Option<i64> {
        let published = self.data.as_ref().ok()?;
        Some(as_of.days_since(published.as_of).max(0))
    }

    /// The worst status of its targets that are open, and how often it occurs.
    fn worst_status(&self) -> Option<(Status, Reverse<usize>)> {
        let counts = self.data.as_ref().ok()?.open_statuses();
        let worst = Status::ALL.into_iter().zip(counts).find(|(_, count)| 0 < *count);
        worst.map(|(status, count)| (status, Reverse(count)))
    }

    /// The address of a page of its site; `None` if the address of the site is not known.
    #[must_use]
    pub fn link(&self, href: &str) -> Option<String> {
        self.source.url.as_ref().map(|url| format!("{url}{href}"))
    }
}
