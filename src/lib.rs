//! guidang (归档): schools' records of pairing and poverty relief, compiled into a static archive.

pub mod bagit;
pub mod cli;
pub mod commands;
pub mod diagnostics;
pub mod engine;
pub mod error;
pub mod format;
pub(crate) mod incremental;
pub mod l10n;
pub mod model;
pub mod output;
pub mod parse;
pub mod photo;
pub mod print;
pub mod privacy;
pub mod project;
pub mod scaffold;
pub mod schema;
pub mod server;
pub mod site;
pub mod source;
pub mod syntax;
pub mod timings;
