//! The languages that records are written in.

pub mod markdown;
