//! The key of pages about archives that are rolled up: it exists only where there are such archives.

use crate::engine::federation::Federation;

/// One of the archives that are rolled up, or of their indicators.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FederationKey<'s> {
    pub(crate) federation: &'s Federation,
    pub(crate) index: usize,
}

impl<'s> FederationKey<'s> {
    /// The keys of all items that `count` counts; empty without archives to roll up.
    pub(crate) fn all(
        federation: Option<&'s Federation>,
        count: fn(&Federation) -> usize,
    ) -> Vec<FederationKey<'s>> {
        let Some(federation) = federation else { return Vec::new() };
        (0..count(federation)).map(|index| FederationKey { federation, index }).collect()
    }
}
