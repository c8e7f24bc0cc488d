//! `fmt`: the command that repairs how records are written.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use crate::l10n::Lang;

/// `fmt`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fmt {
    /// Files and folders; everything without.
    pub paths: Vec<PathBuf>,
    /// `--check`: only tell.
    pub check: bool,
    /// `--punct`
    pub punct: bool,
}

/// Reads `fmt …`.
pub(super) fn read(matches: &ArgMatches) -> Fmt {
    Fmt {
        paths: matches.get_many::<PathBuf>("paths").into_iter().flatten().cloned().collect(),
        check: matches.get_flag("check"),
        punct: matches.get_flag("punct"),
    }
}

/// `fmt` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let flag = |name: &'static str| Arg::new(name).long(name).action(ArgAction::SetTrue);
    clap::Command::new("fmt")
        .about(say(
            "整理写法：转成UTF-8，改正全角冒号、Tab缩进、日期写法等；不改内容",
            "repair how records are written: UTF-8, full-width colons, Tabs, dates; never what they say",
        ))
        .arg(
            Arg::new("paths")
                .num_args(0..)
                .value_name(say("路径", "PATHS"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(
                    "content 里的文件或文件夹；默认全部",
                    "files or folders below content/; default: all of it",
                )),
        )
        .arg(flag("check").help(say(
            "只说哪些文件要整理，不写；有则退出码为1",
            "only tell which files would change; then exit with 1",
        )))
        .arg(flag("punct").help(say(
            "正文里汉字之间的半角标点也改为全角",
            "also make half-width marks between Han characters of a text full-width",
        )))
}
