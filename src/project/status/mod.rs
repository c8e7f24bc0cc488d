//! The progress of an archive as reports: its targets on one day, and what has changed since a revision.

mod compare;
mod compare_text;
mod filter;
mod markdown;
mod rows;
mod text;

pub(crate) use compare::ProgressChanges;
pub(crate) use filter::TargetFilter;
pub(crate) use rows::{StatusRow, status_rows};
pub(crate) use text::{status_csv, status_markdown, status_text};
