//! Statistical disclosure control: which figures of sensitive indicators are suppressed (docs/content-model.md §6).
//!
//! The method is the cell suppression that official statistics use for tables of counts, in its two steps:
//!
//! 1. *Primary suppression* ([`primary`]): a figure above 0 and below the site's `small_cell` (5 unless it is set) is
//!    suppressed, because it may describe people who can be recognised. A rate is suppressed when its numerator, its
//!    denominator or the difference of the two is that small.
//! 2. *Complementary suppression* ([`complementary`]): a suppressed figure must not follow from the figures that are
//!    shown. Where exactly one part of a shown total is suppressed, the smallest other part is suppressed too; where no
//!    other part is left, the total is. The step is repeated until it finds nothing more.
//!
//! 0 is never suppressed. Pages, charts, data files and the terminal all ask the one [`SuppressedFigures`].

mod cells;
mod complementary;
mod primary;

pub use cells::{SuppressedFigures, Suppression};

use crate::engine::progress::Readings;
use crate::model::Archive;
use cells::RecordFigures;

impl SuppressedFigures {
    /// Works out which figures are suppressed. Quick when no indicator is sensitive.
    #[must_use]
    pub fn find(archive: &Archive, readings: &Readings) -> SuppressedFigures {
        let mut suppressed = SuppressedFigures::of_indicators(&archive.indicators);
        let figures = cells::sensitive_figures(archive, readings);
        let recorded = RecordFigures::new(archive);
        primary::suppress(archive, &recorded, &figures, &mut suppressed);
        complementary::suppress(&recorded, &figures, &mut suppressed);
        suppressed
    }
}
