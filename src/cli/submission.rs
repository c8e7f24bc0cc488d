//! The commands by which records are handed in and kept: `hook`, `seal`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use crate::lang::Lang;

/// `hook …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// `hook install`
    Install {
        /// `--publish`: where the site goes after each push.
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
pub(super) fn read_hook(matches: &ArgMatches) -> Hook {
    match matches.subcommand() {
        Some(("install", it)) => Hook::Install {
            publish: it.get_one::<PathBuf>("publish").cloned(),
            force: it.get_flag("force"),
        },
        Some(("pre-commit", _)) => Hook::PreCommit,
        Some(("post-receive", _)) => Hook::PostReceive,
        _ => Hook::PreReceive,
    }
}

/// `hook` in one language.
pub(super) fn hook(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let install = clap::Command::new("install")
        .about(say(
            "安装钩子：克隆里装提交前检查，裸仓库里装收件检查",
            "install hooks: pre-commit in a clone, pre-receive in a bare repository",
        ))
        .arg(
            Arg::new("publish")
                .long("publish")
                .value_name(say("文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(
                    "收下后把网站生成到这里（网页服务器的文件夹）",
                    "after each push build the site into this folder of the web server",
                )),
        )
        .arg(Arg::new("force").long("force").action(ArgAction::SetTrue).help(say(
            "换掉已有的别的钩子（改名保留）",
            "replace another hook; it is kept under another name",
        )));
    let run = |name: &'static str, zh, en| clap::Command::new(name).about(say(zh, en));
    clap::Command::new("hook")
        .about(say("git提交和推送时的检查", "what git runs on a commit and a push"))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([
            install,
            run("pre-commit", "由git在提交前调用", "called by git before a commit"),
            run("pre-receive", "由git在收下推送前调用", "called by git before a push is taken"),
            run("post-receive", "由git在收下推送后调用", "called by git after a push was taken"),
        ])
}
