//! Looks into the files next to records: what personal data their text holds. The kind of a file follows from its bytes,
//! never from its name.
//!
//! Pure functions. Every file is hostile: no more is unpacked than a budget allows, nothing nests without end, and what
//! cannot be read is said.

mod look;
mod mail;
mod office;
mod pdf;
mod plain;
mod sheet;
mod xml;
mod zipped;

pub use look::{AttachmentFinding, AttachmentLook, Unread, is_media, look_into};

#[cfg(test)]
mod tests;
