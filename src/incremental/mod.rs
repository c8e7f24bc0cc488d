//! State that one build leaves for the next one, so that only what has changed is computed again.
//!
//! Everything here lives in `.guidang-cache/` and may be deleted at any moment. Damaged files are ignored, and where
//! nothing can be written every build is a full build: only the time differs.

mod build_cache;
mod photo_cache;
mod previous_build;

pub(crate) use build_cache::{BuildCache, RecordStorage, program_digest};
pub(crate) use photo_cache::PhotoCache;
pub(crate) use previous_build::{BuildRecord, PendingBuild, PreviousBuild, SiteCache};
