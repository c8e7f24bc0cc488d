//! The scripts by which git runs guidang.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Error, Operation};
use crate::output::ArchiveWriter;
use crate::source::git::Repository;

/// The line that identifies our own scripts.
const MARK: &str = "# guidang hook";

/// The line by which a script finds the program where it was moved.
const FALLBACK: &str = "[ -x \"$guidang\" ] || guidang=guidang";

/// What became of a script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InstalledHook {
    Written,
    Unchanged,
    /// A script that was not ours was renamed.
    Replaced,
}

/// Writes the script of a hook. One that is not ours is replaced with `force` only.
pub(crate) fn install_hook(
    repository: &Repository,
    name: &str,
    force: bool,
) -> Result<(PathBuf, InstalledHook), Error> {
    let path = hook_path(repository, name)?;
    let installed = write(&path, &script(name)?, force)?;
    Ok((path, installed))
}

/// The scripts of a repository that receives pushes.
pub(crate) fn script_names(publishes: bool) -> &'static [&'static str] {
    if publishes { &["pre-receive", "post-receive"] } else { &["pre-receive"] }
}

/// Whether the script of a hook runs this program, and can be run.
pub(super) fn is_installed(repository: &Repository, name: &str) -> Result<bool, Error> {
    let path = hook_path(repository, name)?;
    let is_ours = fs::read(&path).is_ok_and(|text| is_script(&text, name));
    Ok(is_ours && is_executable(&path))
}

/// Whether a script is as it was written, but for the place of the program.
fn is_script(text: &[u8], name: &str) -> bool {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.lines().collect();
    let call = format!("exec \"$guidang\" hook {name}");
    matches!(lines.as_slice(), ["#!/bin/sh", MARK, program, FALLBACK, last]
        if program.starts_with("guidang='") && *last == call)
}

/// The path of a hook's script. Gitea and Forgejo run all scripts of `hooks/<name>.d`, and overwrite `hooks/<name>`.
fn hook_path(repository: &Repository, name: &str) -> Result<PathBuf, Error> {
    let hooks = repository.own_path("hooks")?;
    let folder = hooks.join(format!("{name}.d"));
    Ok(if folder.is_dir() { folder.join("guidang") } else { hooks.join(name) })
}

/// A script that runs the program by its own path, so that the bare environment of a server finds it.
fn script(name: &str) -> Result<String, Error> {
    let program = env::current_exe().map_err(Error::io(Operation::List, "guidang"))?;
    let program = program.to_string_lossy().replace('\'', r"'\''");
    Ok(format!(
        "#!/bin/sh\n{MARK}\nguidang='{program}'\n{FALLBACK}\nexec \"$guidang\" hook {name}\n"
    ))
}

fn write(path: &Path, text: &str, force: bool) -> Result<InstalledHook, Error> {
    let installed = match fs::read(path) {
        Ok(existing) if existing == text.as_bytes() => return Ok(InstalledHook::Unchanged),
        Ok(existing) if String::from_utf8_lossy(&existing).contains(MARK) => InstalledHook::Written,
        Ok(_) if force => {
            let mut old = path.as_os_str().to_owned();
            old.push(".old");
            fs::rename(path, old).map_err(Error::io(Operation::Save, path))?;
            InstalledHook::Replaced
        }
        Ok(_) => return Err(another_hook(path)),
        Err(error) if error.kind() == ErrorKind::NotFound => InstalledHook::Written,
        Err(error) => return Err(Error::io(Operation::Read, path)(error)),
    };
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    ArchiveWriter::unlocked(folder)?.replace_script(&name, text.as_bytes())?;
    Ok(installed)
}

fn another_hook(path: &Path) -> Error {
    let (path, name) = (path.display(), "--force");
    Error::custom(
        format!(
            "“{path}”已有别的钩子，没有改动。可以在它里面加一行“guidang hook …”，或用{name}换掉它（原有的改名保留）。"
        ),
        format!(
            "\"{path}\" is another hook and was left alone. Call \"guidang hook …\" from it, or replace it with {name} (the old one is kept under another name)."
        ),
    )
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o100 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &Path) -> bool {
    true
}
