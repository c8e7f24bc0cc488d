//! `bag-info.txt`: labels and values about the bag (RFC 8493 §2.2.2).

use super::Finding;
use super::manifest::lines;

/// What of it the judgement needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Info {
    /// Payload-Oxum: bytes and files of the payload.
    pub(super) oxum: Option<(u64, u64)>,
    /// Whether guidang made the bag, by its own word.
    pub(super) is_ours: bool,
}

pub(super) const FILE: &str = "bag-info.txt";

/// Reads it.
pub(super) fn parse(text: &str) -> (Info, Vec<Finding>) {
    let (mut info, mut findings) = (Info::default(), Vec::new());
    let mut fields: Vec<(&str, String)> = Vec::new();
    for (line, text) in lines(text) {
        if text.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push(' ');
            value.push_str(text.trim());
        } else if let Some((label, value)) = text.split_once(':').filter(|it| !it.0.is_empty()) {
            fields.push((label.trim(), value.trim().to_owned()));
        } else {
            findings.push(Finding::BadInfo { line });
        }
    }
    let named = |name: &str| {
        let fits = |it: &&(&str, String)| it.0.eq_ignore_ascii_case(name);
        fields.iter().filter(fits).map(|it| it.1.as_str()).collect::<Vec<&str>>()
    };
    let oxums = named("Payload-Oxum");
    if oxums.len() > 1 {
        findings.push(Finding::TwoOxums);
    }
    for found in oxums {
        let read = found.split_once('.').and_then(|(bytes, files)| {
            let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
            if !digits(bytes) || !digits(files) {
                return None;
            }
            Some((bytes.parse().ok()?, files.parse().ok()?))
        });
        match read {
            Some(it) => info.oxum = info.oxum.or(Some(it)),
            None => findings.push(Finding::BadOxum { found: found.to_owned() }),
        }
    }
    info.is_ours = named("Bag-Software-Agent").iter().any(|it| it.starts_with("guidang "));
    (info, findings)
}
