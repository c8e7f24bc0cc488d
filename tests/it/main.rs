//! guidang through its binary: one test program for everything.

mod build;
mod fixtures;
mod messages;
mod support;
mod tidy;
