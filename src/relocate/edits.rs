//! The bytes that change with a move, file by file.

use rustc_hash::FxHashSet;

use super::former_keys::YamlPart;
use super::former_list::{FormerIdChange, add_former};
use super::ids::{NewNames, last_part};
use super::links::{KnownPaths, links};
use super::messages::Refusal;
use super::move_plan::{FileEdit, MoveInputs, NotMoved};
use super::numbers::numbers;
use super::place::{Relocation, above};
use super::references::{ReferenceEdits, RootKind};
use super::similarity::is_alike;
use super::subject::Subject;
use crate::engine::links::may_have_blocks;
use crate::model::Body;
use crate::parse::names::{ACCESS_FILE, NUMBERS_FILE, SITE_FILE};
use crate::syntax::markdown;
use crate::syntax::text_edits::TextEdits;
use crate::syntax::yaml;

/// A file that may change.
struct EditableFile<'a> {
    path: &'a str,
    kind: RootKind,
    body: Option<&'a Body>,
    /// Whether its text was sealed, so that nothing but `formerly` may change.
    is_sealed: bool,
}

/// The changes of all files but the renames.
///
/// # Errors
/// When the file that is moved cannot get its `formerly`, or a file cannot be read.
pub(super) fn edits(
    inputs: MoveInputs<'_>,
    relocation: &Relocation,
) -> Result<Vec<FileEdit>, NotMoved> {
    let names = NewNames::new(inputs.archive, relocation);
    let editor = Editor { relocation, names: &names, known: KnownPaths::of(inputs.source) };
    let mut edits = Vec::new();
    for file in files(inputs) {
        let old = inputs.source.bytes(file.path)?;
        edits.extend(editor.file(&file, old)?);
    }
    for path in inputs.source.paths() {
        if path.strip_prefix("content/") == Some(NUMBERS_FILE) {
            let old = inputs.source.bytes(path)?;
            if let Some(mut text) = TextEdits::of(old.clone()) {
                numbers(&names, &mut text);
                edits.extend(editor.finished(path, old, text));
            }
        }
    }
    edits.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(edits)
}

/// All files with references.
fn files(inputs: MoveInputs<'_>) -> Vec<EditableFile<'_>> {
    let archive = inputs.archive;
    let mut sealed: FxHashSet<&str> = FxHashSet::default();
    for file in inputs.seals {
        sealed.extend(file.seal.records.keys().map(String::as_str));
    }
    let mut files = Vec::new();
    for record in &archive.records {
        files.push(EditableFile {
            path: &record.file,
            kind: RootKind::Record,
            body: Some(&record.body),
            is_sealed: sealed.contains(record.id.as_str()),
        });
    }
    for plan in &archive.plans {
        let (path, body) = (plan.file.as_str(), Some(&plan.body));
        files.push(EditableFile { path, kind: RootKind::Plan, body, is_sealed: false });
    }
    let mut others: Vec<(&str, RootKind)> = Vec::new();
    for pair in &archive.pairs {
        others.push((&pair.file, RootKind::Pair));
    }
    for school in &archive.schools {
        others.push((&school.file, RootKind::School));
    }
    for path in inputs.source.paths() {
        match path.strip_prefix("content/") {
            Some(name) if SITE_FILE.is(name) => others.push((path, RootKind::Site)),
            Some(name) if ACCESS_FILE.is(name) => others.push((path, RootKind::Access)),
            _ => {}
        }
    }
    for (path, kind) in others {
        files.push(EditableFile { path, kind, body: None, is_sealed: false });
    }
    files
}

struct Editor<'a> {
    relocation: &'a Relocation,
    names: &'a NewNames<'a>,
    known: KnownPaths<'a>,
}

impl Editor<'_> {
    /// The change of one file, if there is any. Where the whole old id would be so much of a short record that git no longer
    /// knew the record again, its name alone is written.
    fn file(&self, file: &EditableFile<'_>, old: Vec<u8>) -> Result<Option<FileEdit>, NotMoved> {
        let edit = self.edit(file, old, false)?;
        match edit {
            Some(edit) if file.path == self.relocation.file && !is_alike(&edit.old, &edit.new) => {
                self.edit(file, edit.old, true)
            }
            edit => Ok(edit),
        }
    }

    /// The change of one file; `is_short` says how its old id is written.
    fn edit(
        &self,
        file: &EditableFile<'_>,
        old: Vec<u8>,
        is_short: bool,
    ) -> Result<Option<FileEdit>, NotMoved> {
        let is_subject = file.path == self.relocation.file;
        let is_elsewhere = self.relocation.new_path(file.path) != file.path;
        let Some(mut text) = TextEdits::of(old.clone()) else {
            return match is_subject {
                true => Err(Refusal::Encoding { path: file.path.to_owned() }.into()),
                false => Ok(None),
            };
        };
        let may_change = is_elsewhere || self.names.may_occur_in(text.written());
        if !is_subject && (file.is_sealed || !may_change) {
            return Ok(None);
        }
        let decoded = text.decoded();
        let Some(part) = YamlPart::of(&decoded, file.body.is_some()) else {
            let line = "formerly".to_owned();
            return match is_subject {
                true => Err(Refusal::NoPlace { path: file.path.to_owned(), line }.into()),
                false => Ok(None),
            };
        };
        if !file.is_sealed {
            ReferenceEdits { names: self.names, edits: &mut text }.root(file.kind, &part.root);
            if let Some(body) = file.body {
                self.blocks(body, &mut text);
                links((file.path, body), self.relocation, &self.known, &mut text);
            }
        }
        if is_subject {
            add_former(&self.former_id(is_short), &part, (file.path, &mut text))?;
        }
        Ok(self.finished(file.path, old, text))
    }

    /// The old and the new id as `formerly` spells them: of a school its folder.
    fn former_id(&self, is_short: bool) -> FormerIdChange<'_> {
        let Relocation { subject, old_id, new_id, .. } = self.relocation;
        let whole = FormerIdChange {
            old: old_id,
            new: new_id,
            old_folder: None,
            stays_in_folder: true,
            is_short,
        };
        match subject {
            Subject::School(_) => {
                FormerIdChange { old: last_part(old_id), new: last_part(new_id), ..whole }
            }
            Subject::Pair(_) => whole,
            Subject::Document(_) => FormerIdChange {
                old_folder: Some(above(old_id)),
                stays_in_folder: above(old_id) == above(new_id),
                ..whole
            },
        }
    }

    /// The plans that charts and tables in a text name.
    fn blocks(&self, body: &Body, text: &mut TextEdits) {
        if !may_have_blocks(body.text.as_bytes()) {
            return;
        }
        for block in markdown::outline(&body.text).blocks {
            let first_line = body.first_line + block.line;
            if let Ok(document) = yaml::parse(&block.content, first_line, &|_| false) {
                let mut edits = ReferenceEdits { names: self.names, edits: text };
                edits.root(RootKind::Block, &document.root);
            }
        }
    }

    fn finished(&self, path: &str, old: Vec<u8>, text: TextEdits) -> Option<FileEdit> {
        let path = self.relocation.new_path(path);
        Some(FileEdit { path, new: text.finish()?, old })
    }
}
