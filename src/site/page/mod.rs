//! What a page kind is, and what the pages of all kinds share: the digests of their inputs, and how the search sees them.

pub(crate) mod federation_key;
pub(crate) mod inputs;
pub(crate) mod page_kind;
pub(crate) mod record_digest;
pub(crate) mod search_facets;
