//! The pipeline: an archive is loaded into a snapshot, a site is rendered from the snapshot, and the site is published.
//!
//! Nothing here prints, parses arguments or knows of a terminal: what a caller may want to report is returned.

pub(crate) mod federation;
mod origin;
pub(crate) mod publish;
pub(crate) mod render_site;

pub use origin::Origin;
pub(crate) use origin::{ROOT_SETTING, find_repository, find_root, is_in_bag};
