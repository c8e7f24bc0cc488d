//! Figures as pages may show them. Every figure of a page goes through here: rounding never makes one look met, and
//! what must be withheld is withheld.

use std::cmp::Ordering;

use crate::engine::disclosure::Suppression;
use crate::engine::federation::Amount;
use crate::engine::progress::EntryRef;
use crate::l10n::deadlines::GapKind;
use crate::l10n::terms::{self, grouped};
use crate::model::{
    Aggregate, Cell, Datum, Detail, Direction, Exact, Figure, Indicator, MAX_PLACES, MeasureIx,
    Reads, RecordIx,
};
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::site::Site;

/// A figure in words, and whether it may be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RedactedFigure {
    /// The figure with its unit; `None` if there is no value.
    pub(crate) text: Option<String>,
    /// Whether it is suppressed: then nothing may be drawn from it either.
    pub(crate) hidden: bool,
}

impl PageCtx<'_> {
    /// The figure of a period of a reading.
    pub(crate) fn shown_figure(self, reading: usize, period: usize) -> RedactedFigure {
        let site = self.site;
        let target = site.target_of(reading);
        let indicator = site.archive.indicator(target.indicator);
        if let Some(cover) = self.suppression(reading, period, indicator) {
            let text = Some(site.covered(cover, &indicator.unit));
            return RedactedFigure { text, hidden: true };
        }
        let text = self.judged(reading).periods[period].actual.as_ref().map(|actual| {
            site.with_unit(&number(actual, indicator, target.value), &indicator.unit)
        });
        RedactedFigure { text, hidden: false }
    }

    /// How far the figure of a period is from its target, in words: `还差4课时`. It is the difference of the two figures as they
    /// are shown. `None` where one of them is missing or not shown, and where nothing is short.
    pub(crate) fn shown_gap(self, reading: usize, period: usize) -> Option<String> {
        let site = self.site;
        let target = site.target_of(reading);
        let indicator = site.archive.indicator(target.indicator);
        if self.suppression(reading, period, indicator).is_some() {
            return None;
        }
        let actual = self.judged(reading).periods[period].actual.as_ref()?;
        let goal = target.value?.exact();
        let shown = Figure::parse(&number(actual, indicator, target.value)).ok()?.exact();
        let is_cumulative = indicator.aggregate.is_cumulative();
        let gap = match (indicator.direction, shown.cmp(&goal)) {
            (Direction::AtLeast, Ordering::Less) if is_cumulative => GapKind::Short,
            (Direction::AtLeast, Ordering::Less) => GapKind::Below,
            (Direction::AtMost, Ordering::Greater) => GapKind::Over,
            (Direction::AtMost, Ordering::Less) => GapKind::Left,
            _ => return None,
        };
        let amount = (&goal - &shown).abs().truncated(MAX_PLACES as u32);
        let unit = site.words.unit_of_difference(&indicator.unit);
        Some(site.words.gap(gap, &site.with_unit(&amount, unit)))
    }

    /// How the figure of a period is suppressed. Of a sensitive indicator a document shows no other figure than that of
    /// the day of judgement: the difference of two days may describe a few people.
    fn suppression(
        self,
        reading: usize,
        period: usize,
        indicator: &Indicator,
    ) -> Option<Suppression> {
        let site = self.site;
        let today = &site.readings.targets[reading].periods[period].entries;
        let is_sensitive = indicator.sensitive
            || indicator.measures().iter().any(|measure| site.withheld.is_sensitive(*measure));
        match site.withheld.figure(reading, period) {
            None if is_sensitive && self.judged(reading).periods[period].entries != *today => {
                Some(Suppression::Complementary)
            }
            suppression => suppression,
        }
    }

    /// The figure that was to be expected; `None` if there is none.
    pub(crate) fn shown_expected(self, reading: usize, period: usize) -> Option<String> {
        let site = self.site;
        let indicator = site.archive.indicator(site.target_of(reading).indicator);
        let expected = self.judged(reading).periods[period].expected.as_ref()?;
        let decimals = if indicator.is_percent() { 1 } else { 2 };
        Some(site.with_unit(&expected.truncated(decimals), &indicator.unit))
    }

    /// Whether anything behind a reading is suppressed, so that its trend may not be drawn.
    pub(crate) fn is_trend_hidden(self, reading: usize) -> bool {
        let site = self.site;
        let indicator = site.archive.indicator(site.target_of(reading).indicator);
        if !indicator.sensitive {
            return false;
        }
        if indicator.aggregate == Aggregate::Distinct {
            return true; // its steps are how many each day adds, and these may be few
        }
        let measures = indicator.measures();
        for (at, period) in self.judged(reading).periods.iter().enumerate() {
            if self.suppression(reading, at, indicator).is_some() {
                return true;
            }
            for entry in &period.entries {
                for measure in &measures {
                    if site.withheld.entry(entry.record, entry.row, *measure).is_some() {
                        return true;
                    }
                }
            }
        }
        false
    }
}

impl Site<'_> {
    /// A figure that another archive published, as it is shown here.
    pub(crate) fn shown_amount(
        &self,
        amount: Amount,
        direction: Direction,
        unit: &str,
        target: Option<Figure>,
    ) -> Option<String> {
        match amount {
            Amount::Figure(figure) => {
                let number = terms::number_beside(&figure.exact(), unit, direction, target);
                Some(self.with_unit(&number, unit))
            }
            Amount::None => None,
            Amount::Suppressed => Some(self.covered(Suppression::Complementary, "")),
        }
    }

    /// A target's value, a baseline: as written, with the unit.
    pub(crate) fn shown_value(&self, value: Figure, indicator: &Indicator) -> String {
        self.with_unit(&value.to_string(), &indicator.unit)
    }

    /// The value of one entry for an indicator: `2课时`, `45 / 48`, `王老师、李老师`.
    pub(crate) fn shown_entry(&self, entry: EntryRef, indicator: &Indicator) -> String {
        let EntryRef { record, row, .. } = entry;
        match indicator.reads {
            Reads::Records { .. } => self.with_unit("1", &indicator.unit),
            Reads::Measure(measure) => match self.shown_datum(record, row, measure) {
                Some((text, true)) => self.with_unit(&text, &indicator.unit),
                Some((text, false)) => text,
                None => "—".to_owned(),
            },
            Reads::Ratio { numerator, denominator } => {
                let [part, whole] = [numerator, denominator].map(|measure| {
                    match self.shown_datum(record, row, measure) {
                        Some((text, _)) => text,
                        None => "—".to_owned(),
                    }
                });
                format!("{part} / {whole}")
            }
        }
    }

    /// The value of a record, or of a row of its ledger, for a measure, and whether it is a plain number.
    pub(crate) fn shown_datum(
        &self,
        record: RecordIx,
        row: Option<u32>,
        measure: MeasureIx,
    ) -> Option<(String, bool)> {
        if let Some(cover) = self.withheld.entry(record, row, measure) {
            return Some((self.covered(cover, ""), false));
        }
        let record = self.archive.record(record);
        match (&record.detail, row) {
            (Detail::Ledger(ledger), Some(row)) => {
                let cell = &ledger.row(row as usize)[ledger.column_of(measure)?];
                self.shown_cell(cell, self.withheld.is_sensitive(measure))
            }
            _ => match record.datum(measure)? {
                Datum::Number(figure) => Some((grouped(&figure.to_string()), true)),
                Datum::Texts(_) if self.withheld.is_sensitive(measure) => {
                    Some((self.words.pick("不公开", "withheld").to_owned(), false))
                }
                Datum::Texts(texts) => Some((texts.join(self.words.pick("、", ", ")), false)),
            },
        }
    }

    /// A cell of a ledger as it may be shown, and whether it is a plain number.
    pub(crate) fn shown_cell(&self, cell: &Cell, sensitive: bool) -> Option<(String, bool)> {
        match cell {
            Cell::Empty => None,
            Cell::Number(figure) => Some((grouped(&figure.to_string()), true)),
            Cell::Secret(_) => Some((self.words.pick("保密", "secret").to_owned(), false)),
            Cell::Text(_) if sensitive => {
                Some((self.words.pick("不公开", "withheld").to_owned(), false))
            }
            Cell::Text(text) => Some((text.to_string(), false)),
        }
    }

    /// The words in place of a suppressed figure.
    pub(crate) fn covered(&self, cover: Suppression, unit: &str) -> String {
        match cover {
            Suppression::Primary => {
                self.with_unit(&format!("＜{}", self.archive.site.small_cell), unit)
            }
            Suppression::Complementary => self.words.pick("不公开", "withheld").to_owned(),
        }
    }

    /// The words of a sentence in place of the figure of a period; `None` if it is not suppressed.
    pub(crate) fn withheld_words(&self, reading: usize, period: usize) -> Option<String> {
        Some(match self.withheld.figure(reading, period)? {
            Suppression::Primary => {
                let below = self.archive.site.small_cell.to_string();
                self.words.withheld(Some(&below))
            }
            Suppression::Complementary => self.words.withheld(None),
        })
    }

    /// `12课时`, `150,000元`, `98.5%`; in English with a space before a word.
    pub(crate) fn with_unit(&self, number: &str, unit: &str) -> String {
        terms::with_unit(&grouped(number), unit, self.lang())
    }
}

/// A figure as people read it beside its target.
fn number(figure: &Exact, indicator: &Indicator, target: Option<Figure>) -> String {
    terms::number_beside(figure, &indicator.unit, indicator.direction, target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shown_figure_never_looks_met_when_it_is_not() {
        let indicator = |unit: &str, direction| Indicator {
            name: "x".into(),
            unit: unit.into(),
            direction,
            aggregate: Aggregate::Sum,
            reads: Reads::Measure(MeasureIx(0)),
            across: None,
            scale: None,
            per_record_max: None,
            signed: false,
            evidence: false,
            sensitive: false,
            note: None,
        };
        for (unit, direction, part, whole, target, shown) in [
            ("%", Direction::AtLeast, 9996, 100, "100", "99.9"),
            ("%", Direction::AtMost, 204, 100, "2", "2.04"),
            ("%", Direction::AtMost, 2, 1, "2", "2"),
            ("课时", Direction::AtLeast, 9999, 1000, "10", "9.99"),
            ("课时", Direction::AtLeast, 12, 1, "10", "12"),
            ("元", Direction::AtMost, 10_001, 10_000, "1", "1.0001"),
            ("元", Direction::AtMost, 10_001, 10_000, "1.0005", "1.0001"),
            ("分", Direction::AtLeast, -1, 1000, "0", "-0.001"),
        ] {
            let figure = Exact::share(part, whole);
            let target = Figure::parse(target).unwrap();
            assert_eq!(number(&figure, &indicator(unit, direction), Some(target)), shown);
        }
    }
}
