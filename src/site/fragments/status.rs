//! Statuses as pages show them: colour, sign and word together; and counts of them.

use std::borrow::Cow;

use serde::Serialize;

use crate::l10n::{Lang, terms};
use crate::model::{ActionStatus, FollowUpStatus, Status};
use crate::site::model::page_ctx::PageCtx;
use crate::site::values::describe::template_struct;

template_struct! {
    /// How a target, period, item or measure stands. Show sign and word together, never colour
    /// alone.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub(crate) struct StatusLabel as "Status" {
        /// For the style sheet: `st-met`.
        pub(crate) code: &'static str,
        /// In words.
        pub(crate) word: &'static str,
        /// What stands in brackets after the word: why a target is already missed, how far a measure is: `（超过上限）`,
        /// `（6/8）`.
        pub(crate) reason: Option<Cow<'static, str>>,
        /// The status whose sign it has; its own code, but for what is done late: a tick in another colour.
        pub(crate) shape: &'static str,
        /// Path of its sign in a field of 12 × 12.
        pub(crate) sign: &'static str,
        /// Whether the sign is filled rather than drawn in lines.
        pub(crate) filled: bool,
        /// Its place among all, worst first, for sorting.
        pub(crate) rank: usize,
    }
}

/// The signs are those of `charts/marks.rs`.
fn sign(status: Status) -> (&'static str, bool) {
    match status {
        Status::Missed => ("M2 2l8 8m0-8l-8 8", false),
        Status::Breached => ("M1 10h10l-5-9z", true),
        Status::Behind => ("M1 2h10l-5 9z", true),
        Status::NoData => ("M3.2 3.6c0-3.6 5.6-3.6 5.6 0c0 2.2-2.8 2-2.8 4m0 3v.1", false),
        Status::AtRisk => ("M6 1.5v5.5m0 3.4v.1", false),
        Status::OnTrack => ("M1.5 6h9m-3.6-3.6l3.6 3.6l-3.6 3.6", false),
        Status::NotDue => ("M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0z", false),
        Status::Withheld => ("M1.5 6h2m1.5 0h2m1.5 0h2", false),
        Status::Unquantified => ("M2 6h8", false),
        Status::Waived => ("M2 6a4 4 0 1 0 8 0a4 4 0 1 0-8 0zM3.2 8.8l5.6-5.6", false),
        Status::Met => ("M1.5 6.3l3.2 3.4l5.8-7.2", false),
    }
}

/// A target's status.
pub(crate) fn label(status: Status, lang: Lang) -> StatusLabel {
    let (sign, filled) = sign(status);
    let rank = rank(status);
    let word = terms::status(status, lang);
    StatusLabel {
        code: status.code(),
        word,
        reason: None,
        shape: status.code(),
        sign,
        filled,
        rank,
    }
}

impl StatusLabel {
    /// The word with its reason.
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.word, self.reason.as_deref().unwrap_or_default())
    }
}

impl PageCtx<'_> {
    /// How a reading stands, with the reason if it is already missed.
    pub(crate) fn reading_label(self, reading: usize) -> StatusLabel {
        self.label_with_reason(reading, self.judged(reading).standing())
    }

    /// The status of a period of a reading, with the reason if it is already missed.
    pub(crate) fn period_label(self, reading: usize, period: usize) -> StatusLabel {
        self.label_with_reason(reading, self.judged(reading).periods[period].status)
    }

    fn label_with_reason(self, reading: usize, status: Status) -> StatusLabel {
        let site = self.site;
        let judged = self.judged(reading);
        let reason = (status == Status::Breached).then(|| {
            let target = &site.archive.plan(judged.plan).targets[judged.target];
            let indicator = site.archive.indicator(target.indicator);
            Cow::Borrowed(terms::breach_reason(indicator.direction, site.lang()))
        });
        StatusLabel { reason, ..label(status, site.lang()) }
    }
}

fn rank(status: Status) -> usize {
    Status::ALL.iter().position(|other| *other == status).unwrap_or_default()
}

/// An action's status: a late one has the tick of a done one in another colour; one that has begun says how often it was
/// carried out, and how often it is to be.
pub(crate) fn action_label(
    status: ActionStatus,
    (done, times): (usize, usize),
    lang: Lang,
) -> StatusLabel {
    let reason = match (status, lang) {
        (ActionStatus::InProgress, Lang::Zh) => Some(format!("（{done}/{times}）").into()),
        (ActionStatus::InProgress, Lang::En) => Some(format!(" ({done}/{times})").into()),
        _ => None,
    };
    let (shape, colour) = match status {
        ActionStatus::Overdue => (Status::Missed, Status::Missed),
        ActionStatus::Pending => (Status::NotDue, Status::NotDue),
        ActionStatus::InProgress => (Status::OnTrack, Status::OnTrack),
        ActionStatus::DoneLate => (Status::Met, Status::AtRisk),
        ActionStatus::Done => (Status::Met, Status::Met),
    };
    let (sign, filled) = sign(shape);
    let (word, rank) = (terms::action_status(status, lang), rank(colour));
    StatusLabel { code: colour.code(), word, reason, shape: shape.code(), sign, filled, rank }
}

/// The status of a problem found at a visit.
pub(crate) fn follow_up_label(status: FollowUpStatus, lang: Lang) -> StatusLabel {
    let colour = match status {
        FollowUpStatus::Overdue => Status::Missed,
        FollowUpStatus::Open => Status::OnTrack,
        FollowUpStatus::Done => Status::Met,
    };
    let (sign, filled) = sign(colour);
    let (word, rank) = (terms::follow_up_status(status, lang), rank(colour));
    StatusLabel {
        code: colour.code(),
        word,
        reason: None,
        shape: colour.code(),
        sign,
        filled,
        rank,
    }
}

template_struct! {
    /// How many of each status there are.
    #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
    pub(crate) struct Tally {
        /// How many in all.
        pub(crate) total: usize,
        /// One a status, worst first, without those that do not occur.
        pub(crate) counts: Vec<Count>,
        /// The worst of them; none when there are none.
        pub(crate) worst: Option<StatusLabel>,
    }
}

template_struct! {
    /// One status of a Tally.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub(crate) struct Count {
        /// The status.
        pub(crate) status: StatusLabel,
        /// How many.
        pub(crate) count: usize,
        /// Where its stretch of a bar of 1000 begins.
        pub(crate) from: usize,
        /// How long that stretch is.
        pub(crate) long: usize,
    }
}

/// Counts statuses.
pub(crate) fn tally(statuses: impl Iterator<Item = Status>, lang: Lang) -> Tally {
    let mut numbers = [0usize; Status::ALL.len()];
    for status in statuses {
        numbers[status as usize] += 1;
    }
    tally_of(numbers, lang)
}

/// The tally of counts in the order of [`Status::ALL`].
pub(crate) fn tally_of(numbers: [usize; Status::ALL.len()], lang: Lang) -> Tally {
    let total: usize = numbers.iter().sum();
    let mut counts = Vec::new();
    let mut before = 0;
    for (status, count) in Status::ALL.into_iter().zip(numbers) {
        if count == 0 {
            continue;
        }
        let from = before * 1000 / total;
        before += count;
        counts.push(Count {
            status: label(status, lang),
            count,
            from,
            long: before * 1000 / total - from,
        });
    }
    Tally { total, worst: counts.first().map(|count| count.status.clone()), counts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_worst_first() {
        let tally = tally([Status::Met, Status::Behind, Status::Met].into_iter(), Lang::Zh);
        let counts: Vec<_> = tally
            .counts
            .iter()
            .map(|count| (count.status.word, count.count, count.from, count.long))
            .collect();
        assert_eq!(counts, [("滞后", 1, 0, 333), ("已达成", 2, 333, 667)]);
        assert_eq!((tally.total, tally.worst.map(|worst| worst.code)), (3, Some("behind")));
    }

    /// The style sheet draws each sign once; it must be the sign of the status.
    #[test]
    fn the_style_sheet_draws_the_sign_of_each_status() {
        let css = include_str!("../../../themes/default/static/site.css");
        for status in Status::ALL {
            let (path, filled) = sign(status);
            let name = format!(".st-{0}, .sign-{0} {{ --sign: ", status.code());
            let rule = css.lines().find(|line| line.starts_with(&name)).unwrap_or_default();
            assert!(rule.contains(&format!("%3Cpath d='{path}'/%3E")), "{name}: {rule}");
            assert_eq!(rule.contains("fill='none'"), !filled, "{name}: {rule}");
        }
    }

    #[test]
    fn a_tally_of_nothing_is_empty() {
        assert_eq!(tally([].into_iter(), Lang::Zh), Tally::default());
    }
}
