//! The rules of docs/content-model.md §4–§5, each with a table of cases; and properties that hold for any archive.

mod actions;
mod aggregates;
pub(crate) mod build;
mod build_records;
mod completeness;
mod entries;
mod exclusions;
mod judge;
mod periods;
mod properties;
pub(crate) mod random;
mod ranges;
mod rollup;
mod scopes;
mod target_status;
