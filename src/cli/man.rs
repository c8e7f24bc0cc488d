//! `man`: manual pages.

use super::options;
use crate::l10n::{Lang, pick};

/// `man` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("man")
        .about(pick(lang, "写出手册页（man格式）", "print the manual page"))
        .arg(options::output(lang).help(pick(
            lang,
            "每个命令一页，都写进这个文件夹",
            "write a page for every command into this folder",
        )))
}
