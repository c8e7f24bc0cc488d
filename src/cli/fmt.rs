//! `fmt`: repairs how records are written.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

/// `fmt`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fmt {
    /// Files and folders; empty means all of `content/`.
    pub paths: Vec<PathBuf>,
    /// `--check`: only report.
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
    clap::Command::new("fmt")
        .about(pick(
            lang,
            "整理写法：转成UTF-8，改正全角冒号、Tab缩进、日期写法等；不改内容",
            "repair how records are written (UTF-8, full-width colons, Tabs, dates); never changes their content",
        ))
        .arg(
            Arg::new("paths")
                .num_args(0..)
                .value_name(pick(lang, "路径", "PATHS"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "content 里的文件或文件夹；默认全部",
                    "files or folders below content/; default: all of it",
                )),
        )
        .arg(options::flag("check").help(pick(
            lang,
            "只说哪些文件要整理，不写；有则退出码为1",
            "only report which files would change; exit with 1 if there are any",
        )))
        .arg(options::flag("punct").help(pick(
            lang,
            "正文里汉字之间的半角标点也改为全角",
            "also make half-width marks between Han characters of a text full-width",
        )))
}
