//! `save`: writes a file that was edited, unless it is another by now.

use serde::{Deserialize, Serialize};

use super::check::judge;
use super::compose::{Composed, Written, compose};
use super::problems::FieldProblem;
use super::record::{digest_of, text_of};
use super::refusal::Refused;
use super::session::{App, Opened};
use crate::l10n::app_answers::AppRefusal;
use crate::output::ArchiveWriter;
use crate::project;
use crate::scaffold::ledger_table;
use crate::source::FileChanges;

/// What is to be saved.
#[derive(Deserialize)]
pub(super) struct SaveCall {
    #[serde(flatten)]
    written: Written,
    /// The digest of what was opened; none for a new file.
    #[serde(default)]
    digest: Option<String>,
    /// Whether it is saved in spite of errors, which then keep the site from being made.
    #[serde(default)]
    force: bool,
}

#[derive(Serialize)]
pub(super) struct Saved {
    path: String,
    digest: String,
    problems: Vec<FieldProblem>,
}

/// What is on the disk instead.
#[derive(Serialize)]
struct Theirs {
    raw: String,
    digest: String,
}

pub(super) fn save(app: &App, call: SaveCall) -> Result<Saved, Refused> {
    let opened = app.opened()?;
    // From here on nobody else writes to the archive.
    let writer = project::lock_archive(&opened.root, "edit")?;
    let composed = compose(&opened, &call.written)?;
    must_be_as_opened(&composed, call.digest.as_deref())?;
    let checked = judge(app, &opened, &composed, FileChanges::new())?;
    if checked.has_errors && !call.force {
        let refused = Refused::from(AppRefusal::HasErrors);
        return Err(refused.with("problems", &checked.problems));
    }
    write(&opened, &writer, &call.written, &composed)?;
    let digest = digest_of(&composed.bytes);
    Ok(Saved { path: composed.path, digest, problems: checked.problems })
}

/// Refuses to write over what the person has not seen.
fn must_be_as_opened(composed: &Composed, digest: Option<&str>) -> Result<(), Refused> {
    let Some(old) = &composed.old else { return Ok(()) };
    let current = digest_of(old);
    if digest == Some(current.as_str()) {
        return Ok(());
    }
    let theirs = Theirs { raw: text_of(old), digest: current };
    Err(Refused::from(AppRefusal::ChangedMeanwhile).with("theirs", theirs))
}

/// Writes a file, after the table of a new ledger.
fn write(
    opened: &Opened,
    writer: &ArchiveWriter,
    written: &Written,
    composed: &Composed,
) -> Result<(), Refused> {
    match &composed.old {
        Some(old) if *old == composed.bytes => Ok(()),
        Some(_) => Ok(writer.replace(&composed.path, &composed.bytes)?),
        None => {
            if written.kind == "ledger" {
                let table = format!("{}.csv", composed.path.trim_end_matches(".md"));
                let text = written.table.clone();
                let text = text.unwrap_or_else(|| ledger_table(opened.lang()));
                writer.create(&table, text.as_bytes())?;
            }
            Ok(writer.create(&composed.path, &composed.bytes)?)
        }
    }
}
