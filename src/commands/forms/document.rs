//! The document that a command writes: its format by its name, never in the place of another file unless asked.

use std::ffi::OsStr;
use std::path::Path;

use crate::commands::paths::shown;
use crate::commands::terminal::Terminal;
use crate::error::{Error, UsageError};
use crate::forms::FormFormat;
use crate::l10n::Lang;
use crate::output::ArchiveWriter;

/// The format that the name of the document asks for.
pub(crate) fn format_of(path: &Path) -> Result<FormFormat, Error> {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    if let Some(format) = FormFormat::of_name(name) {
        return Ok(format);
    }
    let shown = path.display();
    Err(Error::custom(
        format!("“{shown}”不知道写成什么：文件名请以 .docx（Word）或 .xlsx（Excel）结尾。"),
        format!(
            "`{shown}` does not say what to write: let its name end in .docx (Word) or .xlsx (Excel)."
        ),
    ))
}

/// Writes the document, whole or not at all.
pub(crate) fn save(
    path: &Path,
    bytes: &[u8],
    force: bool,
    terminal: &Terminal,
) -> Result<(), Error> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let Some(name) = path.file_name().and_then(OsStr::to_str) else {
        format_of(path)?;
        return Err(exists(path));
    };
    if !folder.is_dir() {
        return Err(Error::custom(
            format!("没有“{}”这个文件夹。请先建好，或换一个位置。", folder.display()),
            format!(
                "there is no folder \"{}\". Make it first, or choose another place.",
                folder.display()
            ),
        ));
    }
    let writer = ArchiveWriter::unlocked(folder)?;
    let saved = if force { writer.replace(name, bytes) } else { writer.create(name, bytes) };
    match saved {
        Err(Error::Usage(UsageError::Exists { .. })) => return Err(exists(path)),
        other => other?,
    }
    let place = shown(path);
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("写好了：{place}"),
        Lang::En => format!("written: {place}"),
    });
    Ok(())
}

fn exists(path: &Path) -> Error {
    let path = path.display();
    Error::custom(
        format!("“{path}”已经存在，没有改动。请换一个文件名，确实要替换就加上 --force。"),
        format!(
            "\"{path}\" exists and was left alone. Choose another name, or replace it with --force."
        ),
    )
}

/// A document could not be put together.
pub(crate) fn unwritable(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
    Error::io(crate::error::Operation::Save, path)
}
