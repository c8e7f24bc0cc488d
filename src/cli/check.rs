//! `check`: checks everything and writes nothing.

use clap::ArgMatches;

use super::{Command, options};
use crate::l10n::{Lang, pick};

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// Workflow commands.
    Github,
}

/// Reads `check …`.
pub(super) fn read(matches: &ArgMatches) -> Command {
    let format = match options::text(matches, "format").as_deref() {
        Some("json") => CheckFormat::Json,
        Some("github") => CheckFormat::Github,
        _ => CheckFormat::Text,
    };
    Command::Check {
        format,
        strict: matches.get_flag("strict"),
        git_tree: options::text(matches, "git-tree"),
    }
}

/// `check` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("check")
        .about(pick(lang, "检查全部内容，不写任何文件", "check everything; writes nothing"))
        .arg(options::format(lang, &["text", "json", "github"]))
        .arg(options::strict(lang))
        .arg(options::git_tree(lang))
}
