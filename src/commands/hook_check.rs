//! `guidang hook check`: what is open in a repository that receives pushes.

use super::Exit;
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::project::{Opening, PublishState, find_repository, openings};

/// Lists what is open; exit code 1 if anything is.
pub(super) fn run(globals: &Globals, terminal: &Terminal) -> Result<Exit, Error> {
    let (repository, _) = find_repository(globals.root.as_deref())?;
    if !repository.is_bare()? {
        return Err(Error::custom(
            "这里不是服务器上的裸仓库。请到裸仓库的文件夹里运行。",
            "this is no bare repository on a server; run it there.",
        ));
    }
    let mut lines: Vec<String> = Vec::new();
    for opening in openings(&repository)? {
        lines.push(match terminal.lang {
            Lang::Zh => zh(&opening),
            Lang::En => en(&opening),
        });
    }
    if let Some(state) = PublishState::read(&repository)?
        && state.failed()
    {
        lines.push(state.text(terminal.lang));
    }
    for line in &lines {
        terminal.print(&format!("{line}\n"))?;
    }
    terminal.note(&match (terminal.lang, lines.len()) {
        (_, 0) => pick(terminal.lang, "没有发现开着的地方", "nothing is open").to_owned(),
        (Lang::Zh, count) => format!("{count}处开着"),
        (Lang::En, 1) => "1 thing is open".to_owned(),
        (Lang::En, count) => format!("{count} things are open"),
    });
    Ok(if lines.is_empty() { Exit::Done } else { Exit::ContentErrors })
}

fn zh(opening: &Opening) -> String {
    match opening {
        Opening::Setting { name, wanted } => {
            format!("{name}没有设成{wanted}。请再运行一次 guidang hook install")
        }
        Opening::Overlooks { name } => {
            format!("{name}让git放过坏的对象。请去掉：git config --unset {name}")
        }
        Opening::Script { name } => {
            format!("钩子{name}没有装好或被改过。请运行 guidang hook install --force")
        }
        Opening::NoBranch { branch } => {
            format!("没有写明共用分支，现在按“{branch}”处理。请运行 guidang hook install --branch {branch}")
        }
        Opening::Head { branch } => {
            format!("HEAD指的不是共用分支“{branch}”，新克隆会取出别的分支。请运行 guidang hook install --branch {branch}")
        }
        Opening::AnyoneFirst { branch } => {
            format!("共用分支“{branch}”还没有建立，谁先推送谁建立。请登记管理员：guidang hook install --admin 账号")
        }
        Opening::NoPusher => {
            "没有写明由哪个环境变量给出推送人。请运行 guidang hook install --pusher 变量（网页服务器是REMOTE_USER，系统账号写account）".to_owned()
        }
        Opening::NoAccess => {
            "还没有content/access.yaml（权限.yaml），谁都能改全部内容。请写好权限再推送".to_owned()
        }
        Opening::NoAdministrator => {
            "权限表里没有“全部”的人，共用的文件谁都改不了。请登记管理员：guidang hook install --admin 账号".to_owned()
        }
        Opening::Reference { name } => {
            format!("仓库里有替换或批注的引用“{name}”。请核对后删去：git update-ref -d {name}")
        }
        Opening::Grafts => "仓库里有info/grafts，会改变提交的先后。请核对后删去".to_owned(),
        Opening::Anonymous { name } => {
            format!("{name}让没有账号的人也能推送。请去掉：git config --unset {name}")
        }
        Opening::WritableByAll => {
            "这台机器上的所有账号都能写这个仓库。请收回：chmod -R o-w .".to_owned()
        }
    }
}

fn en(opening: &Opening) -> String {
    match opening {
        Opening::Setting { name, wanted } => {
            format!("{name} is not {wanted}; run guidang hook install again")
        }
        Opening::Overlooks { name } => {
            format!("{name} makes git overlook broken objects; remove it: git config --unset {name}")
        }
        Opening::Script { name } => {
            format!("the hook {name} is missing or was changed; run guidang hook install --force")
        }
        Opening::NoBranch { branch } => format!(
            "no shared branch is named; {branch} is taken for it: run guidang hook install --branch {branch}"
        ),
        Opening::Head { branch } => format!(
            "HEAD does not name the shared branch {branch}, so clones check out another: run guidang hook install --branch {branch}"
        ),
        Opening::AnyoneFirst { branch } => format!(
            "the shared branch {branch} does not exist yet, and whoever pushes first creates it: run guidang hook install --admin ACCOUNT"
        ),
        Opening::NoPusher => {
            "no environment variable is named that holds the pusher's name: run guidang hook install --pusher VARIABLE (REMOTE_USER for a web server, account for the system's accounts)".to_owned()
        }
        Opening::NoAccess => {
            "there is no content/access.yaml, so everybody may change everything: write it and push".to_owned()
        }
        Opening::NoAdministrator => {
            "nobody has `all` in access.yaml, so shared files cannot be changed: run guidang hook install --admin ACCOUNT".to_owned()
        }
        Opening::Reference { name } => format!(
            "the reference {name} replaces or annotates objects; check it and remove it: git update-ref -d {name}"
        ),
        Opening::Grafts => {
            "info/grafts changes the order of commits; check it and remove it".to_owned()
        }
        Opening::Anonymous { name } => {
            format!("{name} lets people without an account push; remove it: git config --unset {name}")
        }
        Opening::WritableByAll => {
            "every account of this machine may write to the repository: chmod -R o-w .".to_owned()
        }
    }
}
