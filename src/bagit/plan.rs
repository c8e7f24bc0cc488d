//! What a new bag will hold, and how it describes itself.

use std::collections::BTreeSet;

use super::{BagNote, BagScope, select};
use crate::engine::links::TargetBlocks;
use crate::engine::progress;
use crate::engine::seal::{self, SealFile};
use crate::l10n::Lang;
use crate::model::{Archive, Day, School, SchoolIx};
use crate::syntax::text::nfc;

/// The contents of a new bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagPlan {
    /// Source files that stay out of the bag.
    pub excluded: BTreeSet<String>,
    /// The scope, for whoever builds the pages from the bag; `None` when the bag holds everything.
    pub note: Option<BagNote>,
    /// The name of the bag: `guidang-2024-07-05-2023-2024-2-shiyan`.
    pub name: String,
    /// The title with the scope: `云岭县结对帮扶档案，2023—2024学年第二学期`.
    pub title: String,
    /// Whose archive it is.
    pub organisation: String,
    /// The day on which the bag is evaluated.
    pub day: Day,
}

impl BagPlan {
    /// Plans a bag of a checked archive, which is evaluated on `as_of`.
    #[must_use]
    pub fn new(
        archive: &Archive,
        as_of: Day,
        blocks: &TargetBlocks,
        seals: &[SealFile],
        scope: BagScope,
    ) -> BagPlan {
        let day = scope.day(archive, as_of);
        let (mut excluded, mut note) = (BTreeSet::new(), None);
        if !scope.is_everything() {
            let (readings, _) = progress::read(archive, day);
            let selection = select(archive, &readings, blocks, scope);
            excluded.extend(selection.excluded_files(archive).into_iter().map(str::to_owned));
            excluded.extend(foreign_seals(archive, seals, scope));
            let mut undecided = Vec::new();
            for row in &readings.completeness {
                let (owner, term) = BagNote::row_key(archive, row);
                if !selection.decides(row) && is_shown(archive, owner, term, scope) {
                    undecided.push((owner.to_owned(), term.to_owned()));
                }
            }
            note = Some(BagNote {
                as_of: day.to_string(),
                term: scope.term.map(|term| archive.calendar.term(term).name.clone()),
                school: scope.school.map(|school| archive.school(school).id.clone()),
                undecided_rows: undecided,
            });
        }
        BagPlan {
            excluded,
            note,
            name: name(archive, day, scope),
            title: title(archive, scope),
            organisation: archive.site.organisation.as_ref().unwrap_or(&archive.site.title).clone(),
            day,
        }
    }
}

/// The seals that do not belong in the bag. A seal covers all schools of its term.
fn foreign_seals(archive: &Archive, seals: &[SealFile], scope: BagScope) -> Vec<String> {
    let own = match (scope.term, scope.school) {
        (Some(term), None) => Some(seal::path(archive, term)),
        _ => None,
    };
    let mut foreign = Vec::new();
    for seal in seals {
        if own.as_ref() != Some(&seal.path) {
            foreign.push(seal.path.clone());
        }
    }
    foreign
}

/// Whether the pages of the bag show a row of the completeness check at all.
fn is_shown(archive: &Archive, owner: &str, term: &str, scope: BagScope) -> bool {
    if let Some(index) = scope.term
        && archive.calendar.term(index).name != term
    {
        return false;
    }
    match scope.school {
        Some(school) => archive.school(school).id == owner || is_pair_of(archive, owner, school),
        None => true,
    }
}

fn is_pair_of(archive: &Archive, pair: &str, school: SchoolIx) -> bool {
    archive.pairs.iter().any(|candidate| candidate.id == pair && candidate.holds(school))
}

fn school(archive: &Archive, scope: BagScope) -> Option<&School> {
    scope.school.map(|school| archive.school(school))
}

fn name(archive: &Archive, day: Day, scope: BagScope) -> String {
    let mut name = format!("guidang-{day}");
    if let Some(term) = scope.term {
        let term = archive.calendar.term(term);
        let code = if term.code.is_empty() { &term.name } else { &term.code };
        name.push_str(&format!("-{code}"));
    }
    if let Some(school) = school(archive, scope) {
        name.push_str(&format!("-{}", school.id));
    }
    nfc(&name)
}

fn title(archive: &Archive, scope: BagScope) -> String {
    let mut parts = vec![archive.site.title.as_str()];
    if let Some(term) = scope.term {
        parts.push(&archive.calendar.term(term).name);
    }
    if let Some(school) = school(archive, scope) {
        parts.push(&school.name);
    }
    parts.join(if archive.site.language == Lang::Zh { "，" } else { ", " })
}
