//! `guidang hook install`: the small scripts by which git runs guidang.

use std::path::Path;

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::cli::Globals;
use crate::error::{Error, Operation};
use crate::l10n::{Lang, pick};
use crate::project::{InstalledHook, PUBLISH_SETTING, ROOT_SETTING, find_repository, install_hook};

/// Writes pre-commit into a clone; into a bare repository pre-receive and, when it publishes, post-receive.
pub(super) fn run(
    publish: Option<&Path>,
    force: bool,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let (repository, prefix) = find_repository(globals.root.as_deref())?;
    let is_bare = repository.is_bare()?;
    if publish.is_some() && !is_bare {
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
    let names: &[&str] = match (is_bare, publishes) {
        (false, _) => &["pre-commit"],
        (true, false) => &["pre-receive"],
        (true, true) => &["pre-receive", "post-receive"],
    };
    for name in names {
        let (path, installed) = install_hook(&repository, name, force)?;
        let words = words(installed, terminal.lang);
        terminal.print(&format!("{words} {}\n", shown(&path)))?;
    }
    Ok(Exit::Done)
}

fn words(installed: InstalledHook, lang: Lang) -> &'static str {
    match installed {
        InstalledHook::Written => pick(lang, "已写入", "written:"),
        InstalledHook::Unchanged => pick(lang, "没有变化", "unchanged:"),
        InstalledHook::Replaced => {
            pick(lang, "已写入（原有的钩子改名为.old）", "written (the old hook is now .old):")
        }
    }
}
