//! Bags of BagIt (RFC 8493): verifying one, and the texts that make one.
//!
//! In come the contents of a bag (names, sizes, the bytes of its tag files, checksums), out go [`Finding`]s; and for our own
//! bags the tag files as texts. Files are touched by [`container`] (folders,
//! `.zip`, `.tar`, `.tar.zst`), [`BagFolder`] and [`Destination`] only.

mod algorithm;
mod bag;
mod catalogue;
pub mod container;
mod declaration;
mod destination;
mod fetch;
mod finding;
mod info;
mod listing;
mod manifest;
pub mod messages;
mod names;
mod note;
mod path;
mod plan;
mod scope;
mod selection;
mod tag_file;
mod verify;
mod write;
mod write_folder;

pub use algorithm::{Algorithm, Checksums, MultiHasher};
pub use bag::Bag;
pub use catalogue::catalogue;
pub use destination::Destination;
pub use finding::{Finding, Severity};
pub use listing::{EntryType, Listing, PayloadSize};
pub use manifest::{ManifestEntry, manifest_line, parse_manifest};
pub use note::{BagNote, NOTE_FILE};
pub use path::{PathProblem, decode, encode, is_portable, path_problem};
pub use plan::BagPlan;
pub use scope::BagScope;
pub use selection::{BagSelection, select};
pub use tag_file::{TAG_FILE_LIMIT, is_tag_file, tag_file_limit};
pub use write::{BagInfo, DECLARATION, info_text, manifest_text, readme_text};
pub use write_folder::BagFolder;

/// The version of BagIt whose rules apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// The drafts up to 0.97.
    Old,
    /// 1.0, RFC 8493.
    One,
}

#[cfg(test)]
mod tests;
