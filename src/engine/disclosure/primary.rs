//! Primary suppression: small figures, and rates that rest on a small count.

use super::cells::{
    RecordFigures, SensitiveFigure, SuppressedFigures, Suppression, entry_key, measures,
};
use crate::engine::progress::EntryRef;
use crate::model::{Aggregate, Archive, Detail, Exact, MeasureIx, Reads, RecordIx};

/// Suppresses what is to be suppressed for its own sake, in records and in readings.
pub(super) fn suppress(
    archive: &Archive,
    recorded: &RecordFigures<'_>,
    figures: &[SensitiveFigure<'_>],
    suppressed: &mut SuppressedFigures,
) {
    let rule = SmallFigures { recorded, threshold: Exact::whole(archive.site.small_cell.into()) };
    rule.suppress_entries(archive, suppressed);
    for figure in figures {
        if let Some(why) = rule.suppression_of(figure) {
            suppressed.suppress_figure(figure.key, why);
        }
    }
}

/// The threshold rule: a figure above 0 and below the threshold is small.
struct SmallFigures<'a> {
    recorded: &'a RecordFigures<'a>,
    threshold: Exact,
}

impl SmallFigures<'_> {
    fn is_small(&self, figure: &Exact) -> bool {
        Exact::whole(0) < *figure && *figure < self.threshold
    }

    /// Suppresses small figures in records and rows.
    fn suppress_entries(&self, archive: &Archive, suppressed: &mut SuppressedFigures) {
        if suppressed.nothing_is_sensitive() {
            return;
        }
        let mut groups = Vec::new();
        for indicator in archive.indicators.iter().filter(|indicator| indicator.sensitive) {
            groups.push(measures(indicator));
        }
        for (index, record) in archive.records.iter().enumerate() {
            let record_ix = RecordIx(index);
            match &record.detail {
                Detail::Ledger(ledger) => {
                    for row in 0..ledger.days.len() as u32 {
                        self.suppress_entry((record_ix, Some(row)), &groups, suppressed);
                    }
                }
                _ => self.suppress_entry((record_ix, None), &groups, suppressed),
            }
        }
    }

    /// Suppresses the small figures of one record or row. `groups`: the data keys of each sensitive indicator. Of a
    /// numerator and its denominator, the numerator is suppressed too where the difference is small.
    fn suppress_entry(
        &self,
        (record, row): (RecordIx, Option<u32>),
        groups: &[Vec<MeasureIx>],
        suppressed: &mut SuppressedFigures,
    ) {
        for group in groups {
            for measure in group {
                let key = (record, row, *measure);
                if let Some(value) = self.recorded.value(key)
                    && self.is_small(&value)
                {
                    suppressed.suppress_small_entry(key);
                }
            }
            if let [numerator, denominator] = group[..]
                && let Some(part) = self.recorded.value((record, row, numerator))
                && let Some(whole) = self.recorded.value((record, row, denominator))
                && self.is_small(&(&whole - &part))
            {
                suppressed.suppress_entry((record, row, numerator), Suppression::Complementary);
            }
        }
    }

    /// Why the figure of a period is to be suppressed for its own sake. A rate does not show the small count that it
    /// rests on, so it is withheld rather than shown as small.
    fn suppression_of(&self, figure: &SensitiveFigure<'_>) -> Option<Suppression> {
        let Reads::Ratio { numerator, denominator } = figure.indicator.reads else {
            return self.is_small(figure.actual).then_some(Suppression::Primary);
        };
        let entries = match figure.indicator.aggregate {
            Aggregate::LastRatio => self.recorded.last_of_each_school(&figure.reading.entries),
            _ => figure.reading.entries.iter().collect(),
        };
        let part = self.total(&entries, numerator);
        let whole = self.total(&entries, denominator);
        let rests_on_few =
            self.is_small(&part) || self.is_small(&whole) || self.is_small(&(&whole - &part));
        rests_on_few.then_some(Suppression::Complementary)
    }

    /// The sum of a measure over entries; entries without it add nothing.
    fn total(&self, entries: &[&EntryRef], measure: MeasureIx) -> Exact {
        let mut total = Exact::whole(0);
        for entry in entries {
            if let Some(value) = self.recorded.value(entry_key(entry, measure)) {
                total = &total + &value;
            }
        }
        total
    }
}
