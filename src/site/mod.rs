//! Archive + readings + theme → the map of the site, and the bytes of one page after another.
//!
//! [`Site`] knows which pages there are and where each is; a page's view struct is built when the page is rendered and
//! dropped at once, so memory follows the records, not the pages. Nothing here reads a file or a clock: the day of
//! judgement comes with the readings. The folders, each importing only those above it:
//!
//! - `values`: descriptions of what templates may use
//! - `theme`: templates and static files
//! - `model`: the data of the site, links and paths
//! - `fragments`: what several page kinds show in the same form
//! - `printed`: printed documents as data
//! - `page`: what a page kind is
//! - `view`: a page kind a file
//!
//! `page_table.rs` is the only file that knows all page kinds; `charts`, `search` and `data` stand on their own.

pub mod charts;
pub mod data;
mod data_files;
mod documents;
mod feed;
pub(crate) mod fragments;
pub(crate) mod model;
mod page;
mod page_table;
mod printed;
mod render;
pub mod search;
mod template_values;
mod theme;
mod values;
mod view;
mod words_file;

#[cfg(test)]
mod tests;

pub use documents::{DocumentData, DocumentId};
pub(crate) use fragments::uncounted::uncounted_reason;
pub use model::attachments::{Attached, Picture, Published, SmallPicture, copy_path};
pub use model::filing_tables::FilingTable;
pub use model::follow_ups::FollowUpScope;
pub use model::site::{Options, Site, SiteTables};
pub use page::inputs::PageInputs;
pub use page::record_digest::RecordDigest;
pub use page_table::PageRef;
pub use printed::BriefScope;
pub use render::{PageRenderer, Rendered};
pub use theme::{Page, Theme, ThemeError};
pub use values::template::Template;
