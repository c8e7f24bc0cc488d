//! `init`: creates an archive.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::{Command, options};
use crate::l10n::{Lang, pick};

/// Reads `init …`.
pub(super) fn read(matches: &ArgMatches) -> Command {
    Command::Init {
        dir: options::path(matches, "dir").unwrap_or_default(),
        empty: matches.get_flag("empty"),
        preset: options::text(matches, "preset"),
    }
}

/// `init` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("init")
        .about(pick(
            lang,
            "新建一个马上可以生成的档案",
            "create a new archive that builds right away",
        ))
        .arg(
            Arg::new("dir")
                .required(true)
                .value_name(pick(lang, "文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "放在哪里；必须是空的或还不存在",
                    "where; must be empty or not exist yet",
                )),
        )
        .arg(options::flag("empty").help(pick(lang, "不要示例内容", "without the example")))
        .arg(options::named(
            "preset",
            lang,
            "用这个预设的指标和计划，如 zizhu 或 学生资助；guidang preset list 列出全部",
            "with the indicators and the plan of this preset, such as zizhu; `guidang preset list` lists them",
        ))
}
