//! `guidang hook install`: the small scripts by which git runs guidang, and the settings that guard a server.

use super::terminal::Terminal;
use super::{Exit, shown};
use crate::cli::{Globals, HookInstall};
use crate::error::{Error, Operation};
use crate::l10n::{Lang, pick};
use crate::project::{
    ADMIN_SETTING, BRANCH_SETTING, InstalledHook, PUBLISH_SETTING, PUSHER_SETTING, ROOT_SETTING,
    STATUS_SETTING, find_repository, install_hook, script_names, set_guards, shared_branch_of,
};
use crate::source::git::Repository;

/// Writes pre-commit into a clone. In a bare repository writes pre-receive and, when it publishes, post-receive, and
/// sets what guards the repository.
pub(super) fn run(
    asked: &HookInstall,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let (repository, prefix) = find_repository(globals.root.as_deref())?;
    let is_bare = repository.is_bare()?;
    if !is_bare && *asked != (HookInstall { force: asked.force, ..HookInstall::default() }) {
        return Err(Error::custom(
            "--publish、--branch、--admin等只用于服务器上的裸仓库。请到裸仓库的文件夹里运行。",
            "--publish, --branch, --admin and the like are for a bare repository on a server; run it there.",
        ));
    }
    let mut set = Vec::new();
    if !prefix.is_empty() {
        set_setting(&repository, ROOT_SETTING, &prefix, &mut set)?;
    }
    if is_bare {
        configure(&repository, asked, &mut set)?;
    }
    for (name, value) in set {
        let words = pick(terminal.lang, "已设置", "set:");
        terminal.print(&format!("{words} {name} = {value}\n"))?;
    }
    let publishes = repository.setting(PUBLISH_SETTING).is_some();
    let names = if is_bare { script_names(publishes) } else { &["pre-commit"] };
    for name in names {
        let (path, installed) = install_hook(&repository, name, asked.force)?;
        let words = words(installed, terminal.lang);
        terminal.print(&format!("{words} {}\n", shown(&path)))?;
    }
    Ok(Exit::Done)
}

/// The settings that were changed, with their values.
type Changed = Vec<(String, String)>;

fn configure(repository: &Repository, asked: &HookInstall, set: &mut Changed) -> Result<(), Error> {
    let branch = shared_branch_of(repository, asked.branch.as_deref())?;
    set_setting(repository, BRANCH_SETTING, &branch, set)?;
    if repository.head_branch().as_ref() != Some(&branch) {
        repository.text(["symbolic-ref", "HEAD", &format!("refs/heads/{branch}")])?;
        set.push(("HEAD".to_owned(), branch));
    }
    let known = repository.settings(ADMIN_SETTING);
    for account in &asked.administrators {
        if !known.contains(account) {
            repository.text(["config", "--add", ADMIN_SETTING, account])?;
            set.push((ADMIN_SETTING.to_owned(), account.clone()));
        }
    }
    if let Some(variable) = &asked.pusher {
        set_setting(repository, PUSHER_SETTING, variable, set)?;
    }
    for (name, path) in [(PUBLISH_SETTING, &asked.publish), (STATUS_SETTING, &asked.status_file)] {
        if let Some(path) = path {
            let path = std::path::absolute(path).map_err(Error::io(Operation::Save, path))?;
            set_setting(repository, name, &path.to_string_lossy(), set)?;
        }
    }
    if asked.shared {
        set_setting(repository, "core.sharedRepository", "group", set)?;
    }
    for (name, value) in set_guards(repository)? {
        set.push((name.to_owned(), value.to_owned()));
    }
    Ok(())
}

fn set_setting(
    repository: &Repository,
    name: &str,
    value: &str,
    set: &mut Changed,
) -> Result<(), Error> {
    if repository.setting(name).as_deref() != Some(value) {
        repository.set(name, value)?;
        set.push((name.to_owned(), value.to_owned()));
    }
    Ok(())
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
