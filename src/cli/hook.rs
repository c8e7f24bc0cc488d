//! `hook`: the checks that git runs on a commit and a push.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

/// `hook …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// `hook install`
    Install(HookInstall),
    /// `hook check`
    Check,
    /// `hook pre-commit`
    PreCommit,
    /// `hook pre-receive`
    PreReceive,
    /// `hook post-receive`
    PostReceive,
}

/// `hook install …`
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HookInstall {
    /// `--publish`: the folder into which the site is built after each push.
    pub publish: Option<PathBuf>,
    /// `--branch`: the branch that everyone works from.
    pub branch: Option<String>,
    /// `--admin`: accounts that may do everything.
    pub administrators: Vec<String>,
    /// `--pusher`: the environment variable that holds the pusher's name, or `account`.
    pub pusher: Option<String>,
    /// `--status-file`: where the state of publishing is written.
    pub status_file: Option<PathBuf>,
    /// `--shared`: the accounts of a group share the repository.
    pub shared: bool,
    /// `--force`: replace another hook.
    pub force: bool,
}

/// Reads `hook …`.
pub(super) fn read(matches: &ArgMatches) -> Hook {
    match matches.subcommand() {
        Some(("install", matches)) => Hook::Install(HookInstall {
            publish: options::path(matches, "publish"),
            branch: options::text(matches, "branch"),
            administrators: options::texts(matches, "admin"),
            pusher: options::text(matches, "pusher"),
            status_file: options::path(matches, "status-file"),
            shared: matches.get_flag("shared"),
            force: matches.get_flag("force"),
        }),
        Some(("check", _)) => Hook::Check,
        Some(("pre-commit", _)) => Hook::PreCommit,
        Some(("post-receive", _)) => Hook::PostReceive,
        _ => Hook::PreReceive,
    }
}

/// `hook` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let called = |name, zh, en| clap::Command::new(name).about(pick(lang, zh, en));
    clap::Command::new("hook")
        .about(pick(
            lang,
            "git提交和推送时的检查",
            "the checks that git runs on a commit and a push",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            install(lang),
            called(
                "check",
                "检查服务器上的仓库：哪些地方还开着",
                "audit the repository on a server: what is open",
            ),
            called("pre-commit", "由git在提交前调用", "called by git before a commit"),
            called(
                "pre-receive",
                "由git在收下推送前调用",
                "called by git before a push is accepted",
            ),
            called(
                "post-receive",
                "由git在收下推送后调用",
                "called by git after a push was accepted",
            ),
        ])
}

/// `hook install` in one language.
fn install(lang: Lang) -> clap::Command {
    let valued =
        |name: &'static str, zh, en| Arg::new(name).long(name).value_name(pick(lang, zh, en));
    let path = |name, zh, en| valued(name, zh, en).value_parser(clap::value_parser!(PathBuf));
    clap::Command::new("install")
        .about(pick(
            lang,
            "安装钩子：克隆里装提交前检查，裸仓库里装收件检查并设好git的防护",
            "install hooks: pre-commit in a clone; in a bare repository pre-receive, and git's own guards",
        ))
        .args([
            path("publish", "文件夹", "DIR").help(pick(
                lang,
                "收下后把网站生成到这里（网页服务器的文件夹）",
                "after each push build the site into this folder of the web server",
            )),
            path("status-file", "文件", "FILE").help(pick(
                lang,
                "发布情况写进这个文件，供监控读取；默认在仓库里的guidang-publish.json",
                "write the state of publishing to this file; default: guidang-publish.json in the repository",
            )),
            valued("branch", "分支", "BRANCH").help(pick(
                lang,
                "共用分支；默认是HEAD指的那个，空仓库里是main",
                "the shared branch; default: the one that HEAD names, main in an empty repository",
            )),
            valued("admin", "账号", "ACCOUNT").action(ArgAction::Append).help(pick(
                lang,
                "管理员的账号，可写多次；第一次推送只有他们能做",
                "an administrator's account, may be repeated; only they may push first",
            )),
            valued("pusher", "变量", "VARIABLE").help(pick(
                lang,
                "由哪个环境变量给出推送人，例如REMOTE_USER；写account表示系统账号",
                "the environment variable that names the pusher, such as REMOTE_USER; account means the system's",
            )),
            options::flag("shared").help(pick(
                lang,
                "同一个系统组的账号共用这个仓库",
                "the accounts of one system group share the repository",
            )),
            options::flag("force").help(pick(
                lang,
                "换掉已有的别的钩子（改名保留）",
                "replace another hook; it is kept under another name",
            )),
        ])
}
