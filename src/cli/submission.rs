//! The commands by which records are handed in and kept: `hook`, `seal`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use crate::l10n::Lang;
use crate::model::Day;

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

/// `seal TERM`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The term, by name or code.
    pub term: String,
    /// `--reason`: why what no record explains was changed.
    pub reason: Option<String>,
    /// `--date`; today without.
    pub date: Option<Day>,
}

/// Reads `seal …`.
pub(super) fn read_seal(matches: &ArgMatches) -> Seal {
    Seal {
        term: matches.get_one::<String>("term").cloned().unwrap_or_default(),
        reason: matches.get_one::<String>("reason").cloned(),
        date: matches.get_one::<Day>("date").copied(),
    }
}

/// `seal` in one language.
pub(super) fn seal(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("seal")
        .about(say(
            "封存一个学期：之后再改它的记录或数字都会报错，更正要写明理由",
            "close a term: a later change of its records or figures is an error unless it says why",
        ))
        .arg(
            Arg::new("term")
                .required(true)
                .value_name(say("学期", "TERM"))
                .help(say("学期的名称或代码，如 2023-2024-2", "its name or code, as 2023-2024-2")),
        )
        .arg(Arg::new("reason").long("reason").value_name(say("理由", "TEXT")).help(say(
            "重新封存时，记录里没有写明的改动的理由",
            "when sealing anew: why, for changes that no record explains",
        )))
        .arg(
            Arg::new("date")
                .long("date")
                .value_name(say("日期", "DATE"))
                .value_parser(super::day)
                .help(say("封存日期；默认今天", "the day of sealing; default: today")),
        )
}

/// `number` in one language.
pub(super) fn number(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("number")
        .about(say(
            "给还没有档号的计划和记录编档号；已经给的不变",
            "give file numbers to plans and records that have none; those given never change",
        ))
        .arg(Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help(say(
            "只列出会给的档号，不写文件",
            "list the numbers that would be given, and write nothing",
        )))
}
