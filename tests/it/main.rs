//! guidang through its binary: one test program for everything.

mod fixtures;
mod messages;
mod support;
