//! Looks into the files next to records: what personal data their text holds. The kind of a file follows from its bytes,
//! never from its name.
//!
//! Pure functions. Every file is hostile: no more is unpacked than a budget allows, nothing nests without end, and what
//! cannot be read is said.

mod look;
mod looker;
mod mail;
mod office;
mod pdf;
mod plain;
mod rest;
mod sheet;
pub(crate) mod xml;
mod zipped;

pub use look::{is_media, look_into, look_within, shown_text};
pub use looker::{AttachmentFinding, AttachmentLook, Unread};

#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod tests;
