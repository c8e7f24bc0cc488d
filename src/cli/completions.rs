//! `completions`: completion scripts for shells.

use clap::{Arg, ArgMatches};
use clap_complete::Shell;

use crate::l10n::{Lang, pick};

/// Reads `completions …`: the shell.
pub(super) fn read(matches: &ArgMatches) -> Shell {
    matches.get_one::<Shell>("shell").copied().unwrap_or(Shell::Bash)
}

/// `completions` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("completions")
        .about(pick(
            lang,
            "写出命令行补全脚本，装好后按Tab键补全命令和选项",
            "print a script by which a shell completes commands and options",
        ))
        .arg(
            Arg::new("shell")
                .required(true)
                .value_name("SHELL")
                .value_parser(clap::value_parser!(Shell))
                .help(pick(lang, "用在哪种Shell里", "the shell")),
        )
}
