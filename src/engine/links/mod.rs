//! Links in the texts of plans and records, and the chart and table blocks in them (docs/content-model.md §6).
//!
//! Links lead to other documents, to their headings, to attachments, or out of the archive. A link that leads nowhere
//! is an error; a file in a document's folder that its text links to becomes its attachment.

mod anchors;
pub(crate) mod blocks;
mod check;
mod path;
mod resolve;
mod unattached;

pub(crate) use blocks::may_have_blocks;
pub use blocks::{BlockKind, TargetBlock, TargetBlocks};
pub(crate) use check::{attach, check, span_of_file};
pub(crate) use path::{join as joined_path, percent_decoded as link_path};
pub use resolve::{LinkIndex, LinkTarget, resolve};
pub(crate) use unattached::explain_unattached;
