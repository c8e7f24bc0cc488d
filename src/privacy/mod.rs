//! Finds personal data in texts and masks it (docs/content-model.md §7, docs/domain.md §4.4).
//!
//! Pure functions. A match gives the kind, the place in the text and a mask; the value itself never leaves this
//! module, not even in a `Debug` print. There is no clock: a birthday may be in any year from 1900 to 2100.

mod cells;
mod char_class;
mod checks;
mod context;
mod entities;
mod form_names;
mod found;
mod grouping;
mod han_set;
mod hardship;
mod label;
mod labelled;
mod latin;
mod mobile;
mod numbers;
mod reversed;
mod simplified;
mod stretch;
mod table_head;
mod unit;
mod value;
mod words;
mod written_tables;

use std::borrow::Cow;

use stretch::Reach;

pub use cells::{NAME, TableShape, TellingCell, telling_cells};
pub use found::{Fingerprint, PersonalDataKind, PersonalDataMatch};
pub use label::{identifies, is_hardship, is_name_label, telling_column, telling_label};
pub(crate) use simplified::simplified;
pub use value::is_name;

/// How often a text with masks is searched again.
const MAX_ROUNDS: usize = 4;

/// Everything in a text that looks like personal data, in order, without overlap.
#[must_use]
pub fn scan(text: &str) -> Vec<PersonalDataMatch> {
    let shown = merged(numbers(text), reversed::find(text));
    match entities::plain_text(text) {
        None => merged(shown, told_values(text)),
        Some(plain) => {
            let mut told = merged(numbers(&plain.text), told_values(&plain.text));
            for found in &mut told {
                found.span = plain.source(&found.span);
            }
            // Either may be what is read: `\\u53f7138…` is one thing in YAML and another one in Markdown.
            merged(shown, told)
        }
    }
}

/// What labels tell: in running text, in tables, in the lines of a form.
fn told_values(text: &str) -> Vec<PersonalDataMatch> {
    let simplified = simplified::simplified(text);
    let text = &*simplified;
    let cells = merged(written_tables::markdown(text), written_tables::pasted(text));
    let cells = merged(cells, written_tables::statements(text));
    let cells = merged(cells, written_tables::spaced(text));
    let cells = merged(cells, written_tables::html(text));
    let labelled = labelled::labelled(text);
    let labelled = merged(labelled, latin::labelled(text));
    merged(merged(cells, labelled), hardship::named(text))
}

/// Two lists of matches as one, in order. Where two overlap, the one of the first list stays.
fn merged(first: Vec<PersonalDataMatch>, second: Vec<PersonalDataMatch>) -> Vec<PersonalDataMatch> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second } else { first };
    }
    let mut all: Vec<PersonalDataMatch> = Vec::with_capacity(first.len() + second.len());
    let mut first = first.into_iter().peekable();
    let mut end = 0;
    for found in second {
        while let Some(earlier) = first.next_if(|known| known.span.start < found.span.end) {
            end = end.max(earlier.span.end);
            all.push(earlier);
        }
        if end <= found.span.start {
            end = found.span.end;
            all.push(found);
        }
    }
    all.extend(first);
    all.sort_by_key(|found| found.span.start);
    all
}

/// The match of a value that a label tells.
#[must_use]
pub fn told(label: &'static str, value: &str) -> PersonalDataMatch {
    labelled::told(label, 0..value.len(), value)
}

/// Only the numbers, without labelled values, in whatever spelling.
#[must_use]
pub fn numbers(text: &str) -> Vec<PersonalDataMatch> {
    numbers::find(text, Reach::Any)
}

/// Only the numbers that stand together or in groups with hyphens: for the finished output, in which figures of
/// different records may stand side by side and labels are ordinary words.
#[must_use]
pub fn printed_numbers(text: &str) -> Vec<PersonalDataMatch> {
    numbers::find(text, Reach::Hyphen)
}

/// The fingerprints of all that an exact text lets through: the numbers in it, the values after labels, itself.
#[must_use]
pub fn fingerprints(text: &str) -> Vec<Fingerprint> {
    let mut prints = vec![Fingerprint::of(text)];
    if let Cow::Owned(simplified) = simplified::simplified(text) {
        prints.push(Fingerprint::of(&simplified));
    }
    prints.extend(scan(text).iter().map(|found| found.print));
    prints
}

/// The numbers of a text that look like somebody's and are not, as what stands around them shows.
#[must_use]
pub fn explained_numbers(text: &str) -> Vec<Fingerprint> {
    numbers::explained(text)
}

/// The text with all personal data masked.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    // A mask may take away what a number beside it was part of.
    for _ in 0..MAX_ROUNDS {
        let matches = scan(&masked);
        if matches.is_empty() {
            break;
        }
        masked = Cow::Owned(with_masks(&masked, &matches));
    }
    masked
}

/// The text with the masks of these matches, which are in order.
#[must_use]
pub fn with_masks(text: &str, matches: &[PersonalDataMatch]) -> String {
    let (mut out, mut end) = (String::with_capacity(text.len()), 0);
    for found in matches {
        out.push_str(text.get(end..found.span.start).unwrap_or_default());
        out.push_str(&found.masked);
        // Lines keep their numbers.
        let hidden = text.get(found.span.clone()).unwrap_or_default();
        out.extend(hidden.chars().filter(|ch| *ch == '\n'));
        end = found.span.end;
    }
    out.push_str(text.get(end..).unwrap_or_default());
    out
}

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod form_tests;
#[cfg(test)]
mod tests;
