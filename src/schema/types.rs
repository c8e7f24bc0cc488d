//! The types (类型) that forms offer.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Archive, Reads, Record, RecordKind};

/// The types that the records of each kind can have: first those that indicators count, which make a difference, then those
/// that `records` have so far, each once.
#[must_use]
pub fn types_by_kind<'a>(
    archive: &'a Archive,
    records: impl Iterator<Item = &'a Record>,
) -> BTreeMap<RecordKind, Vec<&'a str>> {
    let mut known = BTreeSet::new();
    let mut types = BTreeMap::from(RecordKind::ALL.map(|kind| (kind, Vec::new())));
    for indicator in &archive.indicators {
        if let Reads::Records { kind, types: counted } = &indicator.reads {
            for counted in counted {
                if known.insert((*kind, counted.folded())) {
                    types.entry(*kind).or_default().push(counted.name.as_str());
                }
            }
        }
    }
    let mut written = BTreeSet::new();
    for record in records {
        for of in &record.types {
            written.insert((record.kind(), of.name.as_str(), of.folded()));
        }
    }
    for (kind, name, folded) in written {
        if known.insert((kind, folded)) {
            types.entry(kind).or_default().push(name);
        }
    }
    types
}
