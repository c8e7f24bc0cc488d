//! What other archives publish → one picture of them all: who reported, how each stands, what can be added up.
//!
//! Comes in: sources.yaml, and the bytes of each archive's `archive.json` and `progress.json`. Goes out: typed
//! [`County`]s, or why one is missing, and a [`RollUp`] for every indicator. The bytes are nobody's friend: sizes,
//! types, dates, figures and references are checked in `read.rs`, and what is not right leaves that archive out, whole.
//! Nothing but what is already published and suppressed there is read, and nothing is added up that would tell more.

mod export;
mod published;
mod raw;
mod read;
mod rollup;
#[cfg(test)]
pub(crate) mod tests;

use crate::diagnostics::{Diagnostic, Problem, SourceTrouble, WhyMissing};
use crate::model::{CountySource, Day, Sources, Status};

pub use export::{Hrefs, json};
pub use published::{
    Amount, Counts, PlanOf, Published, PublishedIndicator, PublishedPeriod, PublishedPlan,
    PublishedTarget,
};
pub use read::{ARCHIVE, Files, MAX_ARCHIVE, MAX_PROGRESS, PROGRESS, read};
pub use rollup::{Basis, Key, RollUp, Row, Total};

/// The archives that sources.yaml names, as far as they could be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Federation {
    /// Data so many days older than the day of judgement is out of date.
    pub stale_after: u32,
    /// One for each source, in the order written.
    pub counties: Vec<County>,
    /// One for each indicator of theirs: by name, unit and direction.
    pub rollups: Vec<RollUp>,
}

/// One archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct County {
    /// What sources.yaml says of it.
    pub source: CountySource,
    /// What it published, or why that is left out.
    pub data: Result<Published, WhyMissing>,
}

/// Whether an archive's data can be relied on, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reported {
    /// There is none that can be read.
    Missing,
    /// It is out of date.
    Stale,
    /// It is there.
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
    /// Puts together what was read, one result a source. The same data under a second name is left out: it would be
    /// counted twice.
    #[must_use]
    pub fn new(sources: &Sources, read: Vec<Result<Published, WhyMissing>>) -> Federation {
        let mut digests: Vec<([u8; 32], &str)> = Vec::new();
        let mut counties = Vec::with_capacity(read.len());
        for (source, data) in sources.list.iter().zip(read) {
            let data =
                data.and_then(|it| match digests.iter().find(|(digest, _)| *digest == it.digest) {
                    Some((_, name)) => Err(WhyMissing::SameAs { name: (*name).to_owned() }),
                    None => {
                        digests.push((it.digest, &source.name));
                        Ok(it)
                    }
                });
            counties.push(County { source: source.clone(), data });
        }
        let rollups = rollup::all(&counties);
        Federation { stale_after: sources.stale_after, counties, rollups }
    }

    /// A warning for each archive that is left out, at its line of sources.yaml.
    #[must_use]
    pub fn diagnostics(&self, file: &str) -> Vec<Diagnostic> {
        let warning = |county: &County| {
            let why = county.data.as_ref().err()?.clone();
            let problem =
                Problem::Source(SourceTrouble::Missing { name: county.source.name.clone(), why });
            Some(Diagnostic::new(file, county.source.at, problem))
        };
        self.counties.iter().filter_map(warning).collect()
    }

    /// The latest day that any of them is judged on: the day of a portal that has nothing dated itself.
    #[must_use]
    pub fn latest_day(&self) -> Option<Day> {
        self.counties.iter().filter_map(|it| Some(it.data.as_ref().ok()?.as_of)).max()
    }

    /// The place of the roll-up that an archive's indicator is in.
    #[must_use]
    pub fn place_of(&self, indicator: &PublishedIndicator) -> Option<usize> {
        let key = Key::of(indicator);
        self.rollups.binary_search_by(|it| it.key.cmp(&key)).ok()
    }

    /// How an archive's data stands on a day.
    #[must_use]
    pub fn reported(&self, county: usize, as_of: Day) -> Reported {
        match self.counties[county].age(as_of) {
            None => Reported::Missing,
            Some(days) if i64::from(self.stale_after) < days => Reported::Stale,
            Some(_) => Reported::Fresh,
        }
    }

    /// The places of the archives, worst first: missing ones, then by their worst status and how often it occurs,
    /// then in the order written.
    #[must_use]
    pub fn worst_first(&self) -> Vec<usize> {
        let rank = |at: usize| {
            let counts = self.counties[at].data.as_ref().ok().map(Published::statuses);
            let worst = counts.and_then(|it| {
                Status::ALL
                    .iter()
                    .zip(it)
                    .find(|it| 0 < it.1)
                    .map(|(status, count)| (*status, std::cmp::Reverse(count)))
            });
            // An archive without a target is none to worry about.
            (counts.is_some(), worst.is_none(), worst, at)
        };
        let mut order: Vec<usize> = (0..self.counties.len()).collect();
        order.sort_by_key(|it| rank(*it));
        order
    }
}

impl County {
    /// How many days older its data is than a day; 0 when it is newer. None when there is none.
    #[must_use]
    pub fn age(&self, as_of: Day) -> Option<i64> {
        self.data.as_ref().ok().map(|it| as_of.days_since(it.as_of).max(0))
    }

    /// The link to a page of its site, seen from this site's root; none when its address is not known.
    #[must_use]
    pub fn link(&self, href: &str) -> Option<String> {
        self.source.url.as_ref().map(|url| format!("{url}{href}"))
    }
}
