//! `save`: writes a file that was edited, unless it is another by now.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::check::judge;
use super::compose::{Composed, Neighbour, Written, compose};
use super::naming::entry_of;
use super::paths::{content_path, folder_of, is_sound_name};
use super::problems::FieldProblem;
use super::record::{record_digest, text_of};
use super::refusal::Refused;
use super::renaming::draft_by_day;
use super::session::{App, Opened};
use super::trash::Trash;
use super::uploads::{bytes_of_upload, forget};
use crate::l10n::app_messages::AppRefusal;
use crate::output::ArchiveWriter;
use crate::project;

/// What is to be saved.
#[derive(Deserialize)]
pub(super) struct SaveCall {
    #[serde(flatten)]
    pub(super) written: Written,
    /// The digest of what was opened; none for a new file.
    #[serde(default)]
    pub(super) digest: Option<String>,
    /// Whether it is saved in spite of errors, which then keep the site from being made.
    #[serde(default)]
    pub(super) force: bool,
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
    path: String,
    raw: String,
    digest: String,
}

pub(super) fn save(app: &App, call: SaveCall) -> Result<Saved, Refused> {
    let opened = app.opened()?;
    // From here on nobody else writes to the archive.
    let writer = project::lock_archive(&opened.root, "edit")?;
    let mut composed = compose(&opened, &call.written)?;
    must_be_as_opened(&composed, call.digest.as_deref())?;
    let sent = sent_files(&opened, &call.written, &composed)?;
    let checked = judge(app, &opened, &call.written, &composed)?;
    if checked.has_errors && !call.force {
        let refused = Refused::from(AppRefusal::HasErrors);
        return Err(refused.with("problems", &checked.problems));
    }
    composed.neighbours.extend(sent);
    write(&opened, &writer, &call.written, &composed)?;
    let mut path = composed.path.clone();
    if let Some(new) = draft_by_day(&opened, &composed)
        && writer.move_entry(entry_of(&path), entry_of(&new))?
    {
        path = new;
    }
    drop(writer);
    for upload in &call.written.uploads {
        forget(&opened.root, &upload.id);
    }
    let digest = record_digest(&opened, &path)?;
    Ok(Saved { path, digest, problems: checked.problems })
}

/// Refuses to write over what the person has not seen.
fn must_be_as_opened(composed: &Composed, digest: Option<&str>) -> Result<(), Refused> {
    let Some(old) = &composed.old else { return Ok(()) };
    let current = old.digest();
    if digest == Some(current.as_str()) {
        return Ok(());
    }
    let theirs = Theirs { path: composed.path.clone(), raw: text_of(&old.bytes), digest: current };
    Err(Refused::from(AppRefusal::ChangedMeanwhile).with("theirs", theirs))
}

/// The files that were sent, with their paths next to the record.
fn sent_files(
    opened: &Opened,
    written: &Written,
    composed: &Composed,
) -> Result<Vec<Neighbour>, Refused> {
    let folder = folder_of(&composed.path);
    let mut taken = BTreeSet::new();
    for neighbour in &composed.neighbours {
        taken.insert(neighbour.path.to_lowercase());
    }
    let mut sent = Vec::new();
    for upload in &written.uploads {
        let name = composed.name_of(upload);
        let lower = name.to_lowercase();
        let is_record = [".md", ".yaml", ".yml"].iter().any(|ending| lower.ends_with(ending));
        if !is_sound_name(name) || is_record {
            return Err(AppRefusal::BadName.into());
        }
        let path = format!("{folder}/{name}");
        let is_there = content_path(&opened.root, &path)?.symlink_metadata().is_ok()
            && !written.remove.iter().any(|removed| removed == name);
        if is_there || !taken.insert(path.to_lowercase()) {
            return Err(Refused::from(AppRefusal::NameTaken).with("name", name));
        }
        let bytes = bytes_of_upload(&opened.root, &upload.id)?;
        sent.push(Neighbour { path, bytes, is_new: true });
    }
    Ok(sent)
}

/// Writes a file after those next to it: whoever reads in between finds no record that lacks its files.
fn write(
    opened: &Opened,
    writer: &ArchiveWriter,
    written: &Written,
    composed: &Composed,
) -> Result<(), Refused> {
    let removed = composed.removed(written);
    if !removed.is_empty() {
        let trash = Trash::of(opened);
        let folder = trash.new_folder();
        for path in &removed {
            trash.take(writer, &folder, path)?;
        }
    }
    for neighbour in &composed.neighbours {
        match neighbour.is_new {
            true => writer.create(&neighbour.path, &neighbour.bytes)?,
            false => writer.replace(&neighbour.path, &neighbour.bytes)?,
        }
    }
    match (&composed.old, &composed.moved_from) {
        (Some(_), Some(old)) => {
            // Before it has its new text it has its new place: a kill in between leaves the old text, whole.
            writer.move_entry(old, &composed.path)?;
            writer.replace(&composed.path, &composed.bytes)?;
        }
        (Some(old), None) if old.bytes == composed.bytes => {}
        (Some(_), None) => writer.replace(&composed.path, &composed.bytes)?,
        (None, _) => writer.create(&composed.path, &composed.bytes)?,
    }
    Ok(())
}
