//! `hook`: the checks that git runs on a commit and a push.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

/// `hook …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// `hook install`
    Install {
        /// `--publish`: the folder into which the site is built after each push.
        publish: Option<PathBuf>,
        /// `--force`: replace another hook.
        force: bool,
    },
    /// `hook pre-commit`
    PreCommit,
    /// `hook pre-receive`
    PreReceive,
    /// `hook post-receive`
    PostReceive,
}

/// Reads `hook …`.
pub(super) fn read(matches: &ArgMatches) -> Hook {
    match matches.subcommand() {
        Some(("install", matches)) => Hook::Install {
            publish: options::path(matches, "publish"),
            force: matches.get_flag("force"),
        },
        Some(("pre-commit", _)) => Hook::PreCommit,
        Some(("post-receive", _)) => Hook::PostReceive,
        _ => Hook::PreReceive,
    }
}

/// `hook` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
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
            clap::Command::new("pre-commit").about(pick(
                lang,
                "由git在提交前调用",
                "called by git before a commit",
            )),
            clap::Command::new("pre-receive").about(pick(
                lang,
                "由git在收下推送前调用",
                "called by git before a push is accepted",
            )),
            clap::Command::new("post-receive").about(pick(
                lang,
                "由git在收下推送后调用",
                "called by git after a push was accepted",
            )),
        ])
}

/// `hook install` in one language.
fn install(lang: Lang) -> clap::Command {
    clap::Command::new("install")
        .about(pick(
            lang,
            "安装钩子：克隆里装提交前检查，裸仓库里装收件检查",
            "install hooks: pre-commit in a clone, pre-receive in a bare repository",
        ))
        .arg(
            Arg::new("publish")
                .long("publish")
                .value_name(pick(lang, "文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "收下后把网站生成到这里（网页服务器的文件夹）",
                    "after each push build the site into this folder of the web server",
                )),
        )
        .arg(options::flag("force").help(pick(
            lang,
            "换掉已有的别的钩子（改名保留）",
            "replace another hook; it is kept under another name",
        )))
}
