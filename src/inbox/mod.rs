//! EDGE: what schools handed in → records of the archive (docs/interface.md §6.4).
//!
//! An inbox has a folder for each school. What lies in it is read within limits, placed over the archive in memory, judged
//! as a push of that school would be, and then written into `content/`, or handed back with a note of what to fix. An inbox
//! is often on a shared disk, and everything in it is hostile until it was judged.

mod commit;
mod contents;
mod decide;
mod differences;
mod digest;
mod hand_in;
mod items;
mod judge;
mod manifest;
mod messages;
mod moves;
mod names;
mod office;
mod outcome;
mod page;
mod place;
mod receipt;
mod receive;
mod refusal;
mod register;
mod report;
mod run;
mod settled;
mod take;

pub use outcome::{Handled, InboxReport, Outcome};
pub use receive::{Inbox, waiting};
pub use refusal::Refusal;
pub use report::{MonthReport, SchoolReport, TakenReport, month_report};
