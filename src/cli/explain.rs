//! `explain`, `schema`, `completions`, `man`: what the program can tell of itself, without an archive.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};
use clap_complete::Shell;

use crate::l10n::Lang;

/// Reads `explain …`: a code, or none for the list.
pub(super) fn read(matches: &ArgMatches) -> Option<String> {
    matches.get_one::<String>("code").cloned()
}

/// `explain` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("explain")
        .about(say(
            "解释一个提示代码：是什么规则、为什么、怎样改",
            "explain a code: the rule, why it is there, how to mend it",
        ))
        .arg(Arg::new("code").value_name(say("代码", "CODE")).help(say(
            "方括号里的代码，如 bad-date；不写则列出全部",
            "the word in brackets, such as bad-date; without one all are listed",
        )))
}

/// Reads `schema …`: where to.
pub(super) fn read_schema(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>("output").cloned().unwrap_or_else(|| "schema".into())
}

/// `schema` in one language.
pub(super) fn schema(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("schema")
        .about(say(
            "写出每种文件的JSON Schema，供编辑器提示和检查字段",
            "write a JSON Schema for every kind of file, for editors to offer and check fields",
        ))
        .arg(super::output(lang).help(say(
            "写到哪里；默认是当前文件夹下的 schema",
            "where to; default: `schema` in the current folder",
        )))
}

/// Reads `completions …`: for which shell.
pub(super) fn read_completions(matches: &ArgMatches) -> Shell {
    matches.get_one::<Shell>("shell").copied().unwrap_or(Shell::Bash)
}

/// `completions` in one language.
pub(super) fn completions(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("completions")
        .about(say(
            "写出命令行补全脚本，装好后按Tab键补全命令和选项",
            "print a script by which a shell completes commands and options",
        ))
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .value_parser(clap::value_parser!(Shell))
                .help(say("用在哪种Shell里", "for which shell")),
        )
}

/// Reads `man …`: where to; none for the terminal.
pub(super) fn read_man(matches: &ArgMatches) -> Option<PathBuf> {
    matches.get_one::<PathBuf>("output").cloned()
}

/// `man` in one language.
pub(super) fn man(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("man").about(say("写出手册页（man格式）", "print the manual page")).arg(
        super::output(lang).help(say(
            "每个命令一页，都写进这个文件夹",
            "write a page for every command into this folder",
        )),
    )
}
