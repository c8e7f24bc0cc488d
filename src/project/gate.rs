//! The gate before the output. What personal data there is, `check` refuses where it is written; what shows only in the
//! finished files is masked, so that no single text stops the publishing of all others.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::load::Snapshot;
use crate::privacy::{self, Fingerprint, PersonalDataMatch};
use crate::source::{self, Source};

/// The most bytes of a source that are searched for what it says of a number.
const MAX_SOURCE: u64 = 64 * 1024 * 1024;

impl Snapshot {
    /// A text of the output with the numbers masked that identify people. `Borrowed` when there are none.
    pub(crate) fn masked<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let leaks = self.leaks(text);
        if leaks.is_empty() {
            return Cow::Borrowed(text);
        }
        Cow::Owned(privacy::with_masks(text, &leaks))
    }

    /// The numbers in a text of the output that identify people. Those are left out that a source explains: as an amount
    /// of money, as the number of a thing, in a web address, or allowed by site.yaml. In the output a figure stands
    /// without its unit.
    pub(crate) fn leaks(&self, text: &str) -> Vec<PersonalDataMatch> {
        let mut leaks = privacy::printed_numbers(text);
        leaks.retain(|found| found.kind.is_certain());
        if leaks.is_empty() {
            return leaks;
        }
        let known = self.explained.get_or_init(|| self.explained_numbers());
        leaks.retain(|found| !known.contains(&found.print));
        leaks
    }

    /// The numbers of the sources that identify nobody.
    fn explained_numbers(&self) -> FxHashSet<Fingerprint> {
        let mut known = FxHashSet::default();
        for allowed in &self.archive.site.allow {
            known.extend(privacy::fingerprints(&allowed.text));
        }
        for path in self.source.paths() {
            known.extend(privacy::explained_numbers(path));
            if let Some(text) = text_of(&*self.source, path) {
                known.extend(privacy::explained_numbers(&text));
            }
        }
        known
    }
}

/// The text of a record or table; `None` for any other file.
fn text_of(source: &dyn Source, path: &str) -> Option<String> {
    let (_, ending) = path.rsplit_once('.')?;
    let is_text =
        ["md", "yaml", "yml", "csv"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    if !is_text || source.size(path).is_none_or(|size| MAX_SOURCE < size) {
        return None;
    }
    let bytes = source.bytes(path).ok()?;
    source::decode(&bytes).ok().map(|decoded| decoded.text)
}
