//! Numbers that stand the wrong way round and are shown the right way: after U+202E a reader sees the characters from the
//! last to the first.

use super::found::PersonalDataMatch;
use super::numbers;
use super::stretch::Reach;

/// What turns the characters after it round, and what ends that.
const OVERRIDE: char = '\u{202e}';
const ENDS: [char; 3] = ['\u{202c}', '\u{202d}', '\n'];

/// The numbers that are shown where characters are turned round.
pub(super) fn find(text: &str) -> Vec<PersonalDataMatch> {
    let mut matches = Vec::new();
    // A byte decides for nearly all texts.
    if memchr::memmem::find(text.as_bytes(), "\u{202e}".as_bytes()).is_none() {
        return matches;
    }
    for (at, mark) in text.match_indices(OVERRIDE) {
        let start = at + mark.len();
        let rest = text.get(start..).unwrap_or_default();
        let inside = rest.split(ENDS).next().unwrap_or_default();
        let shown: String = inside.chars().rev().collect();
        let mut found = numbers::find(&shown, Reach::Any);
        for one in &mut found {
            let from = start + inside.len() - one.span.end;
            one.span = from..from + one.span.len();
        }
        found.reverse();
        // What a second mark turns round again was seen with the first.
        found.retain(|one| {
            matches.last().is_none_or(|known: &PersonalDataMatch| known.span.end <= one.span.start)
        });
        matches.extend(found);
    }
    matches
}
