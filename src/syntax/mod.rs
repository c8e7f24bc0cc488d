//! The languages that records are written in.

pub(crate) mod csv;
pub(crate) mod ime_slips;
pub mod markdown;
pub mod span;
pub mod text;
pub(crate) mod yaml;
