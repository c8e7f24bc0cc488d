//! The progress of an archive as reports: its targets on one day, and what has changed since a revision.

mod compare;
mod compare_text;
mod filter;
mod follow_ups;
mod markdown;
mod rows;
mod text;
mod uncounted;

pub(crate) use compare::ProgressChanges;
pub(crate) use filter::TargetFilter;
pub(crate) use follow_ups::{
    follow_up_rows, follow_ups_csv, follow_ups_json, follow_ups_markdown, follow_ups_text,
};
use markdown::escape_markdown;
pub(crate) use rows::{StatusRow, status_rows};
pub(crate) use text::{status_csv, status_markdown, status_text};
pub(crate) use uncounted::{
    uncounted_csv, uncounted_json, uncounted_markdown, uncounted_rows, uncounted_text,
};
