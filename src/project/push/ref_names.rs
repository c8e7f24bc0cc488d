//! What people and git take the name of a branch or tag for: the shared branch, git's own names, a school's.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::engine::submission::{Rules, names_of};
use crate::syntax::ascii::is_hex;
use crate::syntax::text::is_deceptive;

/// Beginnings with which git looks for references: `git merge origin/main` must not find a tag of that name.
const RESERVED: [&str; 10] = [
    "origin",
    "upstream",
    "refs",
    "heads",
    "tags",
    "remotes",
    "fetch_head",
    "orig_head",
    "merge_head",
    "stash",
];
/// Letters of other scripts, and digits, that look like a Latin letter.
const LOOKALIKES: [(&str, char); 22] = [
    ("аαɑ", 'a'),
    ("вβ", 'b'),
    ("сϲ", 'c'),
    ("ԁ", 'd'),
    ("еεё", 'e'),
    ("ɡ", 'g'),
    ("һнη", 'h'),
    ("іıιɩӏl1|!", 'i'),
    ("јϳ", 'j'),
    ("кκ", 'k'),
    ("мμʍ", 'm'),
    ("пոռи", 'n'),
    ("оοσ0", 'o'),
    ("рρ", 'p'),
    ("ѕ5", 's'),
    ("тτ", 't'),
    ("υцս", 'u'),
    ("ѵν", 'v'),
    ("ѡω", 'w'),
    ("хχ", 'x'),
    ("уγ", 'y'),
    ("–—−_.", '-'),
];

/// What a name looks like: without case, width, accents and what is not seen, with one letter for those that look alike.
pub(super) fn look_of(name: &str) -> String {
    let mut look = String::new();
    for ch in name.nfkd().flat_map(char::to_lowercase) {
        if is_combining_mark(ch) || is_deceptive(ch) || ch.is_whitespace() {
            continue;
        }
        let mut seen = ch;
        for (letters, letter) in LOOKALIKES {
            if letters.contains(ch) {
                seen = letter;
                break;
            }
        }
        look.push(seen);
    }
    look.replace("rn", "m")
}

/// Whether git may take a name for one of its own.
pub(super) fn is_reserved(name: &str) -> bool {
    let first = name.split('/').next().unwrap_or(name).to_lowercase();
    let is_id = matches!(name.len(), 40 | 64) && is_hex(name);
    is_id || RESERVED.contains(&first.as_str())
}

/// Whether a name bears an id or a name of the pusher's schools and pairs.
pub(super) fn names_own(rules: Rules<'_>, pusher: &str, name: &str) -> bool {
    for own in names_of(rules, pusher) {
        if bears(name, &own) {
            return true;
        }
    }
    false
}

/// The school or pair that a name bears and that is not the pusher's; `None` if it bears the pusher's too.
pub(super) fn another_owner(rules: Rules<'_>, pusher: &str, name: &str) -> Option<String> {
    let own = names_of(rules, pusher);
    // The longest counts: a pair's folder consists of its schools' ids.
    let (mut longest, mut owner) = (0, None);
    for own in &own {
        if bears(name, own) {
            longest = longest.max(own.len());
        }
    }
    let mut others = Vec::new();
    for school in &rules.archive.schools {
        others.push((&school.name, &school.id));
    }
    for pair in &rules.archive.pairs {
        others.push((&pair.name, &pair.folder));
    }
    for (title, id) in others {
        for known in [title, id] {
            if longest < known.len() && bears(name, known) && !own.contains(known) {
                longest = known.len();
                owner = Some(title.clone());
            }
        }
    }
    owner
}

/// Whether a name begins or ends with an id or a name, in one of its parts: `更正-qinghe`, `qinghe-1`, `更正/qinghe`.
fn bears(name: &str, known: &str) -> bool {
    let known = look_of(known);
    if known.is_empty() {
        return false;
    }
    for part in name.split('/').map(look_of) {
        let before = part.strip_suffix(&known).map(|rest| rest.chars().next_back());
        let after = part.strip_prefix(&known).map(|rest| rest.chars().next());
        if before.is_some_and(is_border) || after.is_some_and(is_border) {
            return true;
        }
    }
    false
}

/// Whether a word ends beside this character.
fn is_border(ch: Option<char>) -> bool {
    !matches!(ch, Some(ch) if ch.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_like_the_shared_one_look_the_same() {
        for name in
            ["Main", "мain", "maın", "mаin", "ma1n", "máin", "rnain", "ｍａｉｎ", "ma\u{200b}in"]
        {
            assert_eq!(look_of(name), look_of("main"), "{name}");
        }
        for name in ["mein", "main-1", "更正", "maintain"] {
            assert_ne!(look_of(name), look_of("main"), "{name}");
        }
    }

    #[test]
    fn gits_own_names_are_reserved() {
        for name in ["origin/main", "origin", "refs/heads/x", "Heads/x", "tags/x", "remotes/x"] {
            assert!(is_reserved(name), "{name}");
        }
        for name in ["original", "更正-qinghe", "head-teacher", "20240315"] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn a_name_is_borne_at_the_ends_of_a_part() {
        for name in ["更正-qinghe", "qinghe-1", "qinghe", "x/更正-qinghe/1", "QINGHE", "更正qinghe"]
        {
            assert!(bears(name, "qinghe"), "{name}");
        }
        for name in ["qinghexiang", "a-qinghe-b", "更正"] {
            assert!(!bears(name, "qinghe"), "{name}");
        }
        assert!(bears("更正-云岭县青河小学", "云岭县青河小学"));
    }
}
