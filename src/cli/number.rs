//! `number`: gives file numbers.

use super::options;
use crate::l10n::{Lang, pick};

/// `number` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("number")
        .about(pick(
            lang,
            "给还没有档号的计划和记录编档号；已经给的不变",
            "give file numbers to plans and records that have none; existing numbers never change",
        ))
        .arg(options::flag("dry-run").help(pick(
            lang,
            "只列出会给的档号，不写文件",
            "list the numbers that would be given, and write nothing",
        )))
}
