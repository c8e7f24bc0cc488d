//! Statistical disclosure control: which figures of sensitive indicators are suppressed (docs/content-model.md §7).
//!
//! The method is the cell suppression that official statistics use for tables of counts:
//!
//! 1. Everything that is published of sensitive measures is collected as one system ([`collect`]): the figures of records
//!    and of rows of ledgers are its cells; the figures of periods and the sums of ledgers are quantities that follow from
//!    them. It falls apart into [`components`] that say nothing about each other.
//! 2. *Primary suppression* ([`system::System::primary`]): a figure above 0 and below the site's `small_cell` (5 unless it
//!    is set) is suppressed, because it may describe people who can be recognised. A rate is suppressed when its numerator,
//!    its denominator or the difference of the two is that small.
//! 3. *Complementary suppression* ([`complementary`]): more is suppressed until the auditor ([`audit`]) has found, for every
//!    suppressed figure, other values of the cells that a reader could not tell from the true ones ([`consistency`]).
//! 4. A status that would narrow a suppressed figure is withheld with it ([`statuses`]).
//!
//! Two releases together may tell what neither tells alone ([`releases`]): a build warns of that.
//!
//! 0 is never suppressed. Pages, charts, data files and the terminal all ask the one [`SuppressedFigures`].

mod audit;
mod collect;
mod complementary;
mod components;
mod consistency;
mod directions;
mod elimination;
mod entry_cells;
mod proofs;
mod quantity;
mod recorded;
mod releases;
mod statuses;
mod suppressed;
mod system;
#[cfg(test)]
mod tests;
mod text_limits;

pub use releases::{EarlierEntry, EarlierFigure, EarlierRelease, derivable_since};
pub use statuses::withhold_past;
pub use suppressed::{SummedRows, SuppressedFigures, Suppression};

use rayon::prelude::*;

use crate::engine::progress::Readings;
use crate::model::Archive;
use collect::Collected;
use components::components;
use consistency::Publication;
use system::System;

impl SuppressedFigures {
    /// Works out which figures are suppressed. Quick when no indicator is sensitive.
    #[must_use]
    pub fn find(archive: &Archive, readings: &Readings) -> SuppressedFigures {
        SuppressedFigures::find_together(archive, &[readings]).pop().unwrap_or_default()
    }

    /// Works out which figures are suppressed on each of the days for which one site shows figures. What two days together
    /// would tell is suppressed as well.
    fn find_together(archive: &Archive, days: &[&Readings]) -> Vec<SuppressedFigures> {
        let empty = SuppressedFigures::of_archive(archive);
        if !archive.indicators.iter().any(|indicator| indicator.sensitive) {
            return vec![empty; days.len()];
        }
        let collected = collect::collect(archive, days, &empty);
        let publications: Vec<(System, Publication)> = components(&collected.system)
            .into_par_iter()
            .map(|component| {
                let publication = complementary::suppress(&component);
                (component, publication)
            })
            .collect();
        let mut all = vec![empty; days.len()];
        for (day, suppressed) in all.iter_mut().enumerate() {
            for (component, publication) in &publications {
                suppressed.take(day, component, publication);
            }
            suppressed.take_apart(day, &collected);
        }
        all
    }

    /// Takes in what is withheld of a component on a day.
    fn take(&mut self, day: usize, component: &System, publication: &Publication) {
        for (quantity, withheld) in component.quantities.iter().zip(&publication.withheld) {
            if !withheld {
                continue;
            }
            let is_share = quantity.whole != 0;
            for shown in &quantity.shown {
                let is_small = component.is_small(quantity.value, shown.divisor);
                let why = match is_small && !is_share && publication.marks_small {
                    true => Suppression::Primary,
                    false => Suppression::Complementary,
                };
                self.suppress(day, shown.name, why);
            }
        }
    }

    /// Suppresses small figures outside the system, and others where anything of their measures is suppressed.
    fn take_apart(&mut self, day: usize, collected: &Collected) {
        for (name, value, measures) in &collected.apart {
            if collected.system.is_small(*value, 1) {
                self.suppress(day, *name, Suppression::Primary);
            } else if self.has_entry_of(measures) {
                self.suppress(day, *name, Suppression::Complementary);
            }
        }
    }
}

/// The readings as the public may know them: without plans that are published no longer, and without the statuses that
/// would narrow a suppressed figure; `None` when that is all of them.
#[must_use]
pub fn published_readings(archive: &Archive, readings: &Readings) -> Option<Readings> {
    let shown = readings.without_withdrawn(archive);
    let readings = shown.as_ref().unwrap_or(readings);
    let suppressed = SuppressedFigures::find(archive, readings);
    statuses::withhold(archive, readings, &suppressed).or(shown)
}
