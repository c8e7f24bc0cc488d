//! One name for each type of records, however it was spelt.

use std::collections::BTreeMap;

use crate::model::Record;

/// The types of records, each under one name: types that are compared as one (docs/content-model.md §2, visits) bear the
/// shortest of their spellings, so that 家 访 and 家访（线上） stand under 家访.
#[derive(Default)]
pub(crate) struct TypeNames<'s> {
    names: BTreeMap<String, &'s str>,
}

impl<'s> TypeNames<'s> {
    /// Adds the type of a record.
    pub(crate) fn add(&mut self, record: &'s Record) {
        let Some(spelling) = record.of_type.as_deref() else { return };
        let name = self.names.entry(folded(record)).or_insert(spelling);
        if (spelling.chars().count(), spelling) < (name.chars().count(), *name) {
            *name = spelling;
        }
    }

    /// The name of the type of a record that was added; `None` of a record without a type.
    pub(crate) fn of(&self, record: &Record) -> Option<&'s str> {
        self.names.get(&folded(record)).copied()
    }

    /// All names, sorted.
    pub(crate) fn sorted(&self) -> Vec<&'s str> {
        let mut names: Vec<&str> = self.names.values().copied().collect();
        names.sort_unstable();
        names
    }
}

/// The types of a record as they are compared. A record of several types has a name of its own for them all.
fn folded(record: &Record) -> String {
    let mut types: Vec<&str> = Vec::new();
    for of_type in &record.types {
        types.push(of_type.folded());
    }
    types.join("\n")
}
