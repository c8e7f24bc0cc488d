//! Digests of records: what changed in one, and who needs to know.

use std::hash::{Hash, Hasher};

use rayon::prelude::*;

use crate::engine::progress::is_unfilled;
use crate::model::{Archive, Digest, Provenance, Record};

/// The digests of a record: of what others show of it, and of what only its own pages show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordDigest {
    /// All but its text, and where it stands in its file: what pages of others may tell of it.
    pub(crate) outward: Digest,
    /// Of that, what its figures are of and whether it may be shown.
    pub(crate) figures: Digest,
    /// Its text, and who handed it in: what only its own pages tell.
    pub(crate) own: Digest,
    /// Whether its text may lead to other pages, or show their pictures.
    pub(crate) has_links: bool,
}

impl RecordDigest {
    /// Those of all records, in their order.
    #[must_use]
    pub fn all(archive: &Archive, provenance: &Provenance) -> Vec<RecordDigest> {
        let records = archive.records.par_iter().with_min_len(64);
        records.map(|record| RecordDigest::of(record, provenance)).collect()
    }

    fn of(record: &Record, provenance: &Provenance) -> RecordDigest {
        let history = provenance.history(&record.file);
        RecordDigest {
            outward: Digest::of(&(Outward(record), is_unfilled(record))),
            figures: Digest::of(&(
                (&record.id, record.school, record.day, &record.data, &record.detail),
                (&record.unread, is_unfilled(record), record.draft, record.public_until),
            )),
            own: Digest::of(&(&record.body, history)),
            has_links: may_link(&record.body.text),
        }
    }
}

/// Every link and picture of a text has a bracket.
pub(crate) fn may_link(text: &str) -> bool {
    text.contains('[')
}

struct Outward<'r>(&'r Record);

impl Hash for Outward<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Record {
            id,
            file,
            title,
            school,
            day,
            first_day,
            term,
            of_type,
            types,
            plan,
            pair,
            data,
            unread,
            people,
            public_until,
            draft,
            correction,
            formerly,
            body: _,
            note,
            attachments,
            filing,
            at: _,
            detail,
        } = self.0;
        (id, file, title, school, day, first_day, term, of_type, types, plan).hash(state);
        (pair, data, unread, people, public_until, draft, correction, note).hash(state);
        (attachments, filing, detail).hash(state);
        // Their places in the file are no matter.
        for former in formerly {
            former.id.hash(state);
        }
    }
}
