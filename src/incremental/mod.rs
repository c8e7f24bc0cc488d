//! State that one build leaves for the next one, so that only what has changed is computed again.
//!
//! Everything here lives in `.guidang-cache/` and may be deleted at any moment. Damaged files are ignored, and where
//! nothing can be written every build is a full build: only the time differs.

mod photo_cache;
mod previous_build;
mod store;

pub(crate) use photo_cache::PhotoCache;
pub use photo_cache::photo_key;
pub(crate) use previous_build::{BuildRecord, PendingBuild, PreviousBuild, SiteCache};
pub use store::{ArtifactKey, Store};
pub(crate) use store::{RecordStorage, program_digest};
