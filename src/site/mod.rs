//! Archive + readings + theme → the map of the site, and the bytes of one page after another.
//!
//! Comes in: what was checked and worked out. Goes out: [`Site`] (which pages there are, where they lie) and, page
//! by page, HTML. A page's view struct is made when it is rendered and dropped at once, so memory follows the
//! records, not the pages. A view struct and its template in `themes/default/` have the same name and are each
//! other's whole contract. Nothing here reads a file or a clock; the day of judgement comes with the readings.

mod body;
mod builtin;
pub mod charts;
mod checklist;
mod contexts;
pub mod data;
mod feed;
mod figures;
mod filing;
mod found;
mod frame;
mod grounds;
mod href;
mod labels;
mod lists;
mod lookup;
mod overview;
mod paper;
mod pictures;
mod reading;
mod routes;
mod row;
pub mod search;
mod shown;
mod site;
mod slug;
mod status;
mod theme;
mod views;
mod words;

#[cfg(test)]
mod tests;

pub use found::{Finder, Rendered};
pub use grounds::{Grounds, RecordDigest};
pub use paper::{FilingTable, Printed, Sheet};
pub use pictures::{Attached, Picture, Published, SmallPicture, copy_path};
pub use site::{Options, PageRef, Site};
pub use theme::{Page, Theme, ThemeError};
