//! `guidang hook install`: the small scripts by which git runs guidang.

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::cli::Globals;
use crate::error::{Error, Operation};
use crate::l10n::{Lang, pick};
use crate::project::{PUBLISH_SETTING, ROOT_SETTING, find_repository};
use crate::source::git::Repository;

/// The line by which our own scripts are known again.
const MARK: &str = "# guidang hook";

/// Writes pre-commit into a clone; into a bare repository pre-receive and, when it publishes, post-receive.
pub(super) fn run(
    publish: Option<&Path>,
    force: bool,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let (repository, prefix) = find_repository(globals.root.as_deref())?;
    let bare = repository.is_bare()?;
    if publish.is_some() && !bare {
        return Err(Error::custom(
            "--publish 只用于服务器上的裸仓库。请到裸仓库的文件夹里运行。",
            "--publish is for a bare repository on a server; run it there.",
        ));
    }
    if !prefix.is_empty() {
        repository.set(ROOT_SETTING, &prefix)?;
    }
    if let Some(folder) = publish {
        let folder = std::path::absolute(folder).map_err(Error::io(Operation::Save, folder))?;
        repository.set(PUBLISH_SETTING, &folder.to_string_lossy())?;
    }
    let publishes = repository.setting(PUBLISH_SETTING).is_some();
    let names: &[&str] = match (bare, publishes) {
        (false, _) => &["pre-commit"],
        (true, false) => &["pre-receive"],
        (true, true) => &["pre-receive", "post-receive"],
    };
    for name in names {
        let path = place(&repository, name)?;
        let text = script(name)?;
        let told = write(&path, &text, force)?;
        terminal.print(&format!("{} {}\n", told.say(terminal.lang), shown(&path)))?;
    }
    Ok(Exit::Done)
}

/// What became of a script.
enum Told {
    Written,
    Unchanged,
    /// Somebody else's script stands beside it under another name.
    Replaced,
}

impl Told {
    fn say(&self, lang: Lang) -> &'static str {
        match self {
            Told::Written => pick(lang, "已写入", "written:"),
            Told::Unchanged => pick(lang, "没有变化", "unchanged:"),
            Told::Replaced => {
                pick(lang, "已写入（原有的钩子改名为.old）", "written (the old hook is now .old):")
            }
        }
    }
}

/// Where a hook's script belongs. Gitea and Forgejo run all scripts of `hooks/<name>.d`, and write `hooks/<name>` anew.
fn place(repository: &Repository, name: &str) -> Result<PathBuf, Error> {
    let hooks = repository.own_path("hooks")?;
    let folder = hooks.join(format!("{name}.d"));
    Ok(if folder.is_dir() { folder.join("guidang") } else { hooks.join(name) })
}

/// The program by its own path, so that a server's bare environment finds it.
fn script(name: &str) -> Result<String, Error> {
    let program = env::current_exe().map_err(Error::io(Operation::List, "guidang"))?;
    let program = program.to_string_lossy().replace('\'', r"'\''");
    Ok(format!(
        "#!/bin/sh\n{MARK}\nguidang='{program}'\n[ -x \"$guidang\" ] || guidang=guidang\nexec \"$guidang\" hook {name}\n"
    ))
}

fn write(path: &Path, text: &str, force: bool) -> Result<Told, Error> {
    let told = match fs::read(path) {
        Ok(there) if there == text.as_bytes() => return Ok(Told::Unchanged),
        Ok(there) if String::from_utf8_lossy(&there).contains(MARK) => Told::Written,
        Ok(_) if force => {
            let mut old = path.as_os_str().to_owned();
            old.push(".old");
            fs::rename(path, old).map_err(Error::io(Operation::Save, path))?;
            Told::Replaced
        }
        Ok(_) => {
            let (path, name) = (path.display(), "--force");
            return Err(Error::custom(
                format!(
                    "“{path}”已有别的钩子，没有改动。可以在它里面加一行“guidang hook …”，或用{name}换掉它（原有的改名保留）。"
                ),
                format!(
                    "\"{path}\" is another hook and was left alone. Call \"guidang hook …\" from it, or replace it with {name} (the old one is kept under another name)."
                ),
            ));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Told::Written,
        Err(error) => return Err(Error::io(Operation::Read, path)(error)),
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    }
    fs::write(path, text).map_err(Error::io(Operation::Save, path))?;
    executable(path)?;
    Ok(told)
}

#[cfg(unix)]
fn executable(path: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
        .map_err(Error::io(Operation::Save, path))
}

#[cfg(not(unix))]
fn executable(_: &Path) -> Result<(), Error> {
    Ok(())
}
