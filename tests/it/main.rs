//! guidang through its binary: one test program for everything.

mod browser;
mod build;
mod coverage;
mod fixtures;
mod messages;
mod support;
mod tidy;
