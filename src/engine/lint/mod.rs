//! Rules over a whole archive: links between records, charts asked for in texts, and what the progress engine found.

mod copies;
mod file_names;
mod findings;
mod large_photos;
mod outside_plan;
mod records;
mod same_visit;

use std::collections::BTreeSet;

pub use file_names::file_names;
pub use large_photos::large_photos;

use crate::diagnostics::{Diagnostic, Severity};
use crate::engine::links::{self, TargetBlocks, blocks};
use crate::engine::progress::{self, Readings};
use crate::model::{Access, Archive, Day, Sources};
use crate::parse::{Parsed, unclaimed};
use crate::timings::{Phase, phase};

/// An archive that was checked, with everything worked out for one day.
#[derive(Debug)]
pub struct Checked {
    /// The archive.
    pub archive: Archive,
    /// Who may change what, when access.yaml says so.
    pub access: Option<Access>,
    /// The archives to be rolled up, when sources.yaml names any.
    pub sources: Option<Sources>,
    /// What every target has come to.
    pub readings: Readings,
    /// The charts and tables asked for in texts.
    pub blocks: TargetBlocks,
    /// All that is wrong, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks what was parsed and works out the progress. The day is `as_of`, else the site's, else the latest record's.
#[must_use]
pub fn check(parsed: Parsed, as_of: Option<Day>) -> Checked {
    let Parsed { mut archive, mut diagnostics, loose, access, sources } = parsed;
    let files: BTreeSet<&str> = loose.iter().map(String::as_str).collect();
    let unread = Unread::of(&diagnostics);
    let (claimed, broken) = links::check(&archive, &files, &|path| unread.has_file(path));
    diagnostics.extend(broken);
    let mut unused = files;
    for (record, path) in &claimed {
        unused.remove(path.as_str());
        links::attach(&mut archive, *record, path);
    }
    diagnostics.extend(unused.into_iter().map(unclaimed));
    let as_of =
        as_of.or(archive.site.as_of).or_else(|| archive.latest_day()).unwrap_or_else(Day::first);
    let ((readings, found), (of_records, (blocks, in_blocks))) = rayon::join(
        || phase(Phase::Progress, || progress::read(&archive, as_of)),
        || (records::check(&archive), blocks::read(&archive)),
    );
    diagnostics.extend(found.iter().map(|finding| findings::diagnostic(finding, &archive)));
    diagnostics.extend(of_records);
    let unread = Unread::of(&diagnostics);
    diagnostics.extend(crate::engine::filing::check(&archive, &|id| unread.holds(id)));
    diagnostics.extend(in_blocks);
    crate::diagnostics::sort(&mut diagnostics);
    Checked { archive, access, sources, readings, blocks, diagnostics }
}

/// The plans and records whose files have errors, and may therefore be missing from the archive.
struct Unread {
    ids: BTreeSet<String>,
    /// Folders whose school, pair or site could not be read.
    folders: Vec<String>,
}

impl Unread {
    fn of(diagnostics: &[Diagnostic]) -> Unread {
        let mut unread = Unread { ids: BTreeSet::new(), folders: Vec::new() };
        for it in diagnostics.iter().filter(|it| it.problem.severity() == Severity::Error) {
            match id_of(&it.file) {
                Some(id) => {
                    unread.ids.insert(crate::syntax::text::nfc(id));
                }
                None => {
                    let path = it.file.strip_prefix("content/").unwrap_or(&it.file);
                    let folder = path.rsplit_once('/').map_or("", |it| it.0);
                    unread.folders.push(crate::syntax::text::nfc(folder));
                }
            }
        }
        unread
    }

    /// Whether it is the file of one of them, its path in NFC.
    fn has_file(&self, path: &str) -> bool {
        id_of(path).is_some_and(|it| self.ids.contains(it))
    }

    fn holds(&self, id: &str) -> bool {
        self.ids.contains(id) || self.folders.iter().any(|it| id.starts_with(it.as_str()))
    }
}

/// The id of the plan or record that a file holds; none where it holds neither.
fn id_of(path: &str) -> Option<&str> {
    let id = path.strip_prefix("content/").unwrap_or(path).strip_suffix(".md")?;
    Some(id.strip_suffix("/index").unwrap_or(id))
}
