//! Slugs: file names that every system accepts, made from names in any script. They have only `a-z`, `0-9` and `-`, are
//! short, and are never reserved names.

use std::collections::{BTreeMap, BTreeSet};

use pinyin::ToPinyin;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

use crate::syntax::file_name::is_device;

/// Characters of the suffix that tells names apart, its hyphen included.
const SUFFIX: usize = 9;

/// A name in ASCII: Han characters in pinyin, everything else that is no letter or digit as one `-`:
/// `博昌中学` → `bochangzhongxue`, `2024年 计划（一）` → `2024nian-jihua-yi`. What is longer than `longest` is cut and gets
/// a suffix made of the whole name.
#[must_use]
pub(crate) fn slug(name: &str, longest: usize) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.nfkc() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter.to_ascii_lowercase());
        } else if let Some(sound) = letter.to_pinyin() {
            for ch in sound.plain().chars() {
                match ch {
                    'ü' => slug.push('v'),
                    _ if ch.is_ascii_alphanumeric() => slug.push(ch),
                    _ => {}
                }
            }
        } else if letter.is_alphabetic() {
            slug.push_str(&format!("u{:x}", u32::from(letter)));
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() {
        return digest(name, SUFFIX - 1);
    }
    if slug.len() > longest {
        return with_suffix(slug, name, longest, SUFFIX);
    }
    if is_device(slug) {
        return format!("{slug}-x");
    }
    slug.to_owned()
}

/// A slug for each of several things, given as (name, id), no two alike. Where names collide, all of them get a
/// suffix made of their ids, so that neither order nor number matters.
#[must_use]
pub(crate) fn unique(things: &[(&str, &str)], longest: usize) -> Vec<String> {
    unique_with_former(things, longest, &FormerSlugs::default())
}

/// The slugs that things had before they were moved, with the positions of these things. No other one gets them, so that
/// an old address keeps leading to what had it.
pub(crate) type FormerSlugs = BTreeMap<String, BTreeSet<usize>>;

/// As [`unique`]; what would get the former slug of another thing has a suffix too.
#[must_use]
pub(crate) fn unique_with_former(
    things: &[(&str, &str)],
    longest: usize,
    former: &FormerSlugs,
) -> Vec<String> {
    let plain: Vec<String> = things.iter().map(|(name, _)| slug(name, longest)).collect();
    let mut slugs = plain.clone();
    for suffix in [SUFFIX, 2 * SUFFIX - 1] {
        let mut times: FxHashMap<String, usize> = FxHashMap::default();
        for slug in &slugs {
            *times.entry(slug.clone()).or_default() += 1;
        }
        for (at, slug) in slugs.iter_mut().enumerate() {
            let is_former = match former.get(slug.as_str()) {
                Some(owners) => 1 < owners.len() || !owners.contains(&at),
                None => false,
            };
            if times[slug.as_str()] > 1 || is_former {
                *slug = with_suffix(&plain[at], things[at].1, longest, suffix);
            }
        }
    }
    slugs
}

/// The slug that a thing gets whose plain one collides.
pub(crate) fn slug_with_suffix(name: &str, id: &str, longest: usize) -> String {
    with_suffix(&slug(name, longest), id, longest, SUFFIX)
}

fn with_suffix(slug: &str, id: &str, longest: usize, suffix: usize) -> String {
    let kept = slug.get(..longest.saturating_sub(suffix).min(slug.len())).unwrap_or_default();
    format!("{}-{}", kept.trim_end_matches('-'), digest(id, suffix - 1))
}

/// The first hexadecimal digits of the text's SHA-256.
fn digest(text: &str, digits: usize) -> String {
    let digest = Sha256::digest(text.nfc().collect::<String>().as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hex[..digits.min(hex.len())].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ascii() {
        for (name, plain) in [
            ("博昌中学", "bochangzhongxue"),
            ("2024年 计划（一）", "2024nian-jihua-yi"),
            ("Visit_A", "visit-a"),
            ("女生", "nvsheng"),
            ("CON", "con-x"),
            ("com7", "com7-x"),
            ("com10", "com10"),
            ("１２", "12"),
            ("--a--", "a"),
        ] {
            assert_eq!(slug(name, 40), plain, "{name}");
        }
        assert_eq!(slug("！？", 40).len(), 8);
        assert!(slug(&"帮".repeat(60), 40).len() <= 40);
    }
}
