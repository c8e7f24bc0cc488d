//! Rules over a whole archive: links, chart and table blocks, records that may not count as intended, file names, photos,
//! and the findings of the progress engine. One file a rule.

mod allowances;
mod copies;
mod file_names;
mod findings;
mod large_photos;
mod merged_pairs;
mod money_beside;
mod near_texts;
mod no_target;
mod odd_dates;
mod odd_figures;
mod outside_plan;
mod owner_dates;
mod rare_types;
mod records;
mod same_visit;
mod school_names;
mod sensitive_files;
mod unfilled;
mod unread;
mod unread_sheets;

use std::collections::BTreeSet;

pub use allowances::{apply_allowances, drop_allowed, unused_allowances};
pub use file_names::{file_names, folded, name_problem};
pub use large_photos::large_photos;
pub use odd_dates::{day_at_start, odd_dates};
pub use unread::{Unread, id_of};

use crate::diagnostics::{Diagnostic, Problem};
use crate::engine::links::{self, TargetBlocks, blocks};
use crate::engine::progress::{self, Readings};
use crate::model::{Access, Archive, Day, Sources};
use crate::parse::{Parsed, unclaimed};
use crate::syntax::text::nfc;
use crate::timings::{Phase, phase};

/// An archive that was checked and judged on one day.
#[derive(Debug)]
pub struct Checked {
    /// The archive.
    pub archive: Archive,
    /// Who may change what; `None` without an access.yaml.
    pub access: Option<Access>,
    /// The archives to be rolled up; `None` without a sources.yaml.
    pub sources: Option<Sources>,
    /// How every target and action stands.
    pub readings: Readings,
    /// The chart and table blocks in texts.
    pub blocks: TargetBlocks,
    /// All problems, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks what was parsed, and judges its progress on a day: `as_of`, else the site's, else that of the latest record.
#[must_use]
pub fn check(parsed: Parsed, as_of: Option<Day>) -> Checked {
    let Parsed { mut archive, mut diagnostics, loose, access, sources } = parsed;
    attach_linked_files(&mut archive, &loose, &mut diagnostics);
    let as_of =
        as_of.or(archive.site.as_of).or_else(|| archive.latest_day()).unwrap_or_else(Day::first);
    let ((readings, findings), (of_records, (blocks, mut in_blocks))) = rayon::join(
        || phase(Phase::Progress, || progress::read(&archive, as_of)),
        || (records::check(&archive), blocks::read(&archive)),
    );
    diagnostics.extend(school_names::check(&archive));
    let unread_before = Unread::of(&diagnostics);
    for finding in &findings {
        let found = findings::diagnostic(finding, &archive);
        // Where the record names what does not exist, its pair is not known.
        let is_unsure = matches!(found.problem, Problem::NotCounted(_))
            && unread_before.has_file(&nfc(&found.file));
        if !is_unsure && !unread_before.explains(&found.problem) {
            diagnostics.push(found);
        }
    }
    diagnostics.extend(of_records);
    diagnostics.extend(near_texts::near_texts(&archive));
    diagnostics.extend(rare_types::rare_types(&archive));
    diagnostics.extend(unfilled::unfilled_plans(&archive));
    diagnostics.extend(sensitive_files::sensitive_files(&archive, as_of));
    diagnostics.extend(odd_figures::odd_figures(&archive));
    diagnostics.extend(unread_sheets::unread_sheets(&archive));
    diagnostics.extend(owner_dates::owner_dates(&archive));
    diagnostics.extend(merged_pairs::merged_pairs(&archive));
    diagnostics.extend(money_beside::money_beside(&archive, as_of));
    diagnostics.extend(no_target::without_target(&archive, &readings));
    let unread = Unread::of(&diagnostics);
    diagnostics.extend(crate::engine::filing::check(&archive, &|id| unread.may_hold(id)));
    in_blocks.retain(|found| !unread_before.explains(&found.problem));
    diagnostics.extend(in_blocks);
    crate::diagnostics::sort(&mut diagnostics);
    Checked { archive, access, sources, readings, blocks, diagnostics }
}

/// Checks all links, and attaches the loose files that documents link to. The other loose files are reported.
fn attach_linked_files(archive: &mut Archive, loose: &[String], diagnostics: &mut Vec<Diagnostic>) {
    let mut unclaimed_files: BTreeSet<&str> = loose.iter().map(String::as_str).collect();
    let unread = Unread::of(diagnostics);
    let (claims, mut broken) =
        links::check(archive, &unclaimed_files, &|path| unread.has_file(path));
    links::explain_unattached(&mut broken, diagnostics);
    diagnostics.extend(broken);
    for (document, path) in &claims {
        unclaimed_files.remove(path.as_str());
        links::attach(archive, *document, path);
    }
    diagnostics.extend(unclaimed_files.into_iter().map(unclaimed));
}
