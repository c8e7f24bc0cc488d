//! `guidang init`: a new archive that builds at once.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use super::preset::preset_named;
use super::terminal::Terminal;
use super::{Exit, shown};
use crate::error::{Error, Operation, UsageError};
use crate::l10n::Lang;
use crate::output::ArchiveWriter;
use crate::scaffold;

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
    let today = super::new::today();
    let files = match preset {
        Some(preset) => preset.archive(terminal.lang, empty, today),
        None => scaffold::archive(terminal.lang, empty, today),
    };
    fs::create_dir_all(dir).map_err(Error::io(Operation::Save, dir))?;
    let writer = ArchiveWriter::unlocked(dir)?;
    for (path, content) in &files {
        if dir.join(path).symlink_metadata().is_ok() {
            continue; // what a git host put there stays
        }
        writer.create(path, content.as_ref())?;
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
