//! The charts, looked at (a gallery), taken to extremes (properties) and held to their style sheet.

mod gallery;
mod properties;
mod reading;
mod samples;
mod style;
mod tables;
