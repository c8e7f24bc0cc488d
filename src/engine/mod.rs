//! An archive and a day → what every target has come to, and what is wrong with it.

pub mod disclosure;
pub mod federation;
pub mod filing;
pub mod follow_ups;
pub mod links;
pub mod lint;
pub mod progress;
pub mod seal;
pub mod submission;
pub mod term_gaps;
