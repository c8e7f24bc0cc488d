//! Tests of the charts: a gallery to look at, properties under extreme input, and agreement with the style sheet.

mod gallery;
mod properties;
mod reading;
mod samples;
mod style;
mod tables;
