//! Bags of BagIt (RFC 8493): whether one is what it says, and the texts that make one.
//!
//! In comes what lies in a bag (names, sizes, the bytes of its tag files, checksums), out go [`Finding`]s; and for our
//! own bags the tag files as texts. Touches no file: opening folders, `.zip`, `.tar` and `.tar.zst` is `store`'s affair.

mod algorithm;
mod catalogue;
pub mod container;
mod declaration;
mod fetch;
mod finding;
mod info;
mod judge;
mod listing;
mod manifest;
mod note;
mod path;
mod scope;
mod write;

pub use algorithm::{Algorithm, Hashes, Sums};
pub use catalogue::catalogue;
pub use finding::{Finding, Severity};
pub use judge::{Bag, MOST_OF_A_TAG_FILE, is_tag_file, most_of};
pub use listing::{Found, Listing};
pub use manifest::{Entry, line as manifest_line, parse as parse_manifest};
pub use note::{NOTE, Note};
pub use path::{PathTrouble, decode, encode, is_portable, trouble};
pub use scope::{Kept, Wish, kept};
pub use write::{About, DECLARATION, info as info_text, leaflet, manifest as manifest_text};

/// Which rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// Those of the drafts, up to 0.97.
    Old,
    /// RFC 8493.
    One,
}

#[cfg(test)]
mod tests;
