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
mod filing;
mod href;
mod inputs;
mod layout;
mod lists;
mod lookup;
mod overview;
mod pictures;
mod printed;
mod reading;
mod reading_charts;
mod redacted;
mod render;
mod routes;
pub mod search;
mod site;
mod slug;
mod status;
mod target_row;
mod theme;
mod view;

#[cfg(test)]
mod tests;

pub use inputs::{PageInputs, RecordDigest};
pub use pictures::{Attached, Picture, Published, SmallPicture, copy_path};
pub use printed::{DocumentData, DocumentId, FilingTable};
pub use render::{PageRenderer, Rendered};
pub use site::{Options, PageRef, Site};
pub use theme::{Page, Theme, ThemeError};
