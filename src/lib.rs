//! guidang (归档): schools' records of pairing and poverty relief, compiled into a static archive.

pub mod charts;
pub mod check;
pub mod cli;
pub mod commands;
pub mod diag;
pub mod export;
pub mod fault;
pub mod format;
pub mod git;
pub mod lang;
pub mod markdown;
pub mod model;
pub mod pages;
pub mod parse;
pub mod photo;
pub mod privacy;
pub mod progress;
pub mod read;
pub mod scaffold;
pub mod schema;
pub mod seal;
pub mod search;
pub mod serve;
pub mod submit;
pub mod words;
pub mod write;
