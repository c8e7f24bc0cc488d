//! Pairs whose two sides became one school (docs/content-model.md §2, `merged_into`).

use crate::diagnostics::{Diagnostic, Oddity, Problem};
use crate::model::{Archive, Day, Pair, SchoolIx};

/// Reports the pairs without a last day whose helped schools were all merged into their helpers.
pub(super) fn merged_pairs(archive: &Archive) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for pair in archive.pairs.iter().filter(|pair| pair.end.is_none()) {
        if let Some((closed, helped, helper)) = last_merged(archive, pair) {
            let problem = Problem::Odd(Oddity::PairIsOneSchool {
                helped: archive.school(helped).name.clone(),
                helper: archive.school(helper).name.clone(),
                closed: closed.to_string(),
            });
            diagnostics.push(Diagnostic::new(&pair.file, pair.dates_at, problem));
        }
    }
    diagnostics
}

/// The helped school that ended last, with its last day and the helper that it became a part of; `None` where one of them
/// did not become a part of a helper.
fn last_merged(archive: &Archive, pair: &Pair) -> Option<(Day, SchoolIx, SchoolIx)> {
    let mut last: Option<(Day, SchoolIx, SchoolIx)> = None;
    for helped in &pair.helped {
        let closed = archive.school(*helped).closed?;
        let helper = helper_of(archive, pair, *helped)?;
        if last.is_none_or(|(day, ..)| day < closed) {
            last = Some((closed, *helped, helper));
        }
    }
    last
}

/// The helper of a pair that a school became a part of, also by way of other schools.
fn helper_of(archive: &Archive, pair: &Pair, school: SchoolIx) -> Option<SchoolIx> {
    let mut at = school;
    // Circles were reported and cut when the archive was read.
    while let Some(into) = archive.school(at).merged_into {
        if pair.helpers.contains(&into) {
            return Some(into);
        }
        at = into;
    }
    None
}
