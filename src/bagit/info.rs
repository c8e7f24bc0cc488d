//! `bag-info.txt`: labels and values about the bag (RFC 8493 §2.2.2).

use super::manifest::lines;
use super::{Finding, PayloadSize};
use crate::syntax::ascii::is_digits;

pub(super) const FILE: &str = "bag-info.txt";

/// The fields that verification needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct DeclaredInfo {
    /// Payload-Oxum: the size of the payload.
    pub(super) payload: Option<PayloadSize>,
    /// Whether the bag declares that guidang made it.
    pub(super) is_ours: bool,
}

/// Parses the file; malformed lines are reported and left out.
pub(super) fn parse(text: &str) -> (DeclaredInfo, Vec<Finding>) {
    let (fields, mut findings) = fields(text);
    let mut info = DeclaredInfo::default();
    let mut oxums = 0;
    for (label, value) in fields {
        if label.eq_ignore_ascii_case("Payload-Oxum") {
            oxums += 1;
            match oxum(&value) {
                Some(size) => info.payload = info.payload.or(Some(size)),
                None => findings.push(Finding::BadOxum { found: value }),
            }
        } else if label.eq_ignore_ascii_case("Bag-Software-Agent") {
            info.is_ours |= value.starts_with("guidang ");
        }
    }
    if oxums > 1 {
        findings.push(Finding::TwoOxums);
    }
    (info, findings)
}

/// The labels and values; an indented line continues the value before it.
fn fields(text: &str) -> (Vec<(&str, String)>, Vec<Finding>) {
    let (mut fields, mut findings) = (Vec::<(&str, String)>::new(), Vec::new());
    for (line, text) in lines(text) {
        if text.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push(' ');
            value.push_str(text.trim());
            continue;
        }
        match text.split_once(':') {
            Some((label, value)) if !label.is_empty() => {
                fields.push((label.trim(), value.trim().to_owned()));
            }
            _ => findings.push(Finding::BadInfo { line }),
        }
    }
    (fields, findings)
}

/// Parses `bytes.files`.
fn oxum(text: &str) -> Option<PayloadSize> {
    let (bytes, files) = text.split_once('.')?;
    Some(PayloadSize { bytes: digits(bytes)?, files: digits(files)? })
}

/// A number of digits only: without a sign.
fn digits(text: &str) -> Option<u64> {
    if !is_digits(text) {
        return None;
    }
    text.parse().ok()
}
