//! What an archive is: schools, pairs, plans, records, the calendar, and what a figure means.

mod status;

pub use status::{ActionStatus, Status};
