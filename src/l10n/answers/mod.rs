//! The sentence on top of a page: how many targets stand well, how many do not and where, and what changed since the end
//! of last month. Every number of it that leads somewhere is a piece of its own.

mod en;
mod zh;

use super::Lang;
use super::phrases::Phrases;
use crate::model::{Day, Status};

/// What a piece of an answer leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lead {
    /// The list of all targets.
    Targets,
    /// What is to be done.
    Todo,
    /// The school or target with this index in [`Places`].
    Place(usize),
    /// What changed since the end of last month.
    Changes,
}

/// A piece of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// What it says.
    pub(crate) text: String,
    /// What it leads to, if anything.
    pub(crate) lead: Option<Lead>,
}

/// Where the targets are that were missed or are behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Places {
    /// Not told.
    Nowhere,
    /// The schools or archives with the most of them, in the order of the site: names with their number, and of how many.
    Most(Vec<(String, usize)>, PlaceCount),
    /// So many schools, with one of them each.
    OneEach(usize),
    /// So many schools, with that many of them each; no school has more.
    Each(usize, usize),
    /// The targets by name, and whether there are more.
    Targets(Vec<String>, bool),
}

/// How many places there are in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceCount {
    /// Schools.
    Schools(usize),
    /// Archives that are rolled up.
    Archives(usize),
}

/// What changed since the end of last month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ChangeCounts {
    /// The last day of last month.
    pub(crate) since: Day,
    /// How many targets were missed or fell behind since.
    pub(crate) new: usize,
    /// How many targets were so then and are no longer.
    pub(crate) gone: usize,
}

/// What an answer is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AnswerFacts {
    /// How many targets have each status, in the order of [`Status::ALL`].
    pub(crate) counts: [usize; Status::ALL.len()],
    /// Where those are that were missed or are behind.
    pub(crate) places: Places,
    /// What changed; `None` where there is nothing to compare with.
    pub(crate) change: Option<ChangeCounts>,
}

/// Whether a target was missed or is behind.
pub(crate) fn is_trouble(status: Status) -> bool {
    TROUBLE.contains(&status)
}

const GOOD: [Status; 2] = [Status::Met, Status::OnTrack];
const TROUBLE: [Status; 3] = [Status::Missed, Status::Breached, Status::Behind];
const OTHERS: [Status; 4] =
    [Status::NotDue, Status::Withheld, Status::Unquantified, Status::Waived];

impl AnswerFacts {
    fn count(&self, statuses: &[Status]) -> usize {
        statuses.iter().map(|status| self.counts[*status as usize]).sum()
    }

    fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Those of some statuses that occur.
    fn occurring(&self, statuses: &[Status]) -> Vec<Status> {
        let mut occurring = statuses.to_vec();
        occurring.retain(|status| 0 < self.counts[*status as usize]);
        occurring
    }

    /// The share of the targets that stand well, in percent: cut, never rounded up.
    fn percent(&self) -> usize {
        self.count(&GOOD) * 100 / self.total().max(1)
    }
}

/// An answer while it is put together.
#[derive(Default)]
struct Sentence(Vec<Piece>);

impl Sentence {
    fn say(&mut self, text: impl AsRef<str>) -> &mut Sentence {
        match self.0.last_mut() {
            Some(Piece { text: before, lead: None }) => before.push_str(text.as_ref()),
            _ => self.0.push(Piece { text: text.as_ref().to_owned(), lead: None }),
        }
        self
    }

    /// Removes a sign from the end.
    fn cut(&mut self, sign: &str) {
        if let Some(Piece { text, lead: None }) = self.0.last_mut()
            && let Some(rest) = text.strip_suffix(sign)
        {
            text.truncate(rest.len());
        }
    }

    fn link(&mut self, text: impl Into<String>, lead: Lead) -> &mut Sentence {
        self.0.push(Piece { text: text.into(), lead: Some(lead) });
        self
    }
}

impl Phrases {
    /// The answer in words: `205个目标中，145个已达成或进度正常（70%）；27个未达成或滞后，涉及14所学校，较多的是鹿鸣（6）……`
    pub(crate) fn answer(self, facts: &AnswerFacts) -> Vec<Piece> {
        let mut sentence = Sentence::default();
        match self.0 {
            Lang::Zh => {
                zh::standing(facts, &mut sentence);
                sentence.say("。");
                zh::changes(self, facts, &mut sentence);
            }
            Lang::En => {
                en::standing(facts, &mut sentence);
                sentence.say(".");
                en::changes(self, facts, &mut sentence);
            }
        }
        sentence.0
    }
}

/// Words in a row, with another sign before the last.
fn joined(words: &[&str], comma: &str, or: &str) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{}{or}{last}", first.join(comma)),
    }
}

#[cfg(test)]
mod tests;
