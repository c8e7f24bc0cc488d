//! EDGE: the local app (docs/interface.md §6.2): what its page asks and what it is answered. The HTTP is in `server`, which
//! lets nobody in without the secret; here every path that comes in is still taken for hostile.

mod begin;
mod calls;
mod check;
mod closing;
mod compose;
mod copy;
mod counts;
mod events;
mod files;
mod gone;
mod import;
mod index;
mod jobs;
mod leaving;
mod lists;
mod naming;
mod page_files;
mod paths;
mod problems;
mod query;
mod record;
mod records;
mod refusal;
mod renaming;
mod save;
mod session;
mod start;
mod table;
mod today;
mod trash;
mod trash_list;
mod uploads;

pub use session::App;
