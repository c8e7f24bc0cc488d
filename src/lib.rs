//! guidang (归档): schools' records of pairing and poverty relief, compiled into a static archive.

pub mod charts;
pub mod model;
