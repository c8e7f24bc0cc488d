//! `guidang init`: a new archive that builds at once.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::preset::{FormsWanted, preset_forms, preset_named, scope_of};
use super::terminal::Terminal;
use super::{Exit, shown};
use crate::error::{Error, Operation, UsageError};
use crate::l10n::{Lang, pick};
use crate::model::Day;
use crate::output::ArchiveWriter;
use crate::scaffold::{self, Preset};

pub(super) fn run(
    dir: &Path,
    empty: bool,
    preset: Option<&str>,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let preset = preset.map(preset_named).transpose()?;
    if !is_free(dir) {
        return Err(UsageError::NotEmpty { path: dir.to_owned() }.into());
    }
    let today = crate::project::today();
    let texts = match preset {
        Some(preset) => preset.archive(terminal.lang, empty, today),
        None => scaffold::archive(terminal.lang, empty, today),
    };
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for (path, text) in texts {
        files.push((path, text.into_bytes()));
    }
    if let Some(preset) = preset {
        files.extend(forms_of(preset, terminal.lang, today)?);
    }
    fs::create_dir_all(dir).map_err(Error::io(Operation::Save, dir))?;
    let writer = ArchiveWriter::unlocked(dir)?;
    for (path, content) in &files {
        if dir.join(path).symlink_metadata().is_ok() {
            continue; // what a git host put there stays
        }
        writer.create(path, content)?;
    }
    let dir = shown(dir);
    terminal.print(&match terminal.lang {
        Lang::Zh => format!(
            "新建了档案：{dir}（{}个文件）\n生成网站：guidang build --root {dir}\n",
            files.len()
        ),
        Lang::En => format!(
            "made a new archive: {dir} ({} files)\nbuild its site: guidang build --root {dir}\n",
            files.len()
        ),
    })?;
    Ok(Exit::Done)
}

/// The forms of a new archive with a preset.
fn forms_of(preset: &Preset, lang: Lang, today: Day) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let archive = preset.parsed(lang, false, today)?;
    let plan = archive.plans.first().map_or("", |plan| &plan.file);
    let scope = scope_of(&archive, plan);
    let folder = pick(lang, "content/表样", "content/forms");
    preset_forms(preset, &FormsWanted { archive: &archive, scope, folder, lang, today })
}

/// Whether a folder can become an archive: it does not exist, is empty, or holds only what a git host puts into a new
/// repository.
fn is_free(dir: &Path) -> bool {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) => return error.kind() == ErrorKind::NotFound,
    };
    for entry in entries {
        let Ok(entry) = entry else { return false };
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let stem = name.split('.').next().unwrap_or_default();
        let is_of_host = matches!(&*name, ".git" | ".gitignore" | ".gitattributes")
            || matches!(stem, "readme" | "license" | "licence");
        if !is_of_host {
            return false;
        }
    }
    true
}
