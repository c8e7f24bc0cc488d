//! `close`: what is missing of a term, then its seal, its file numbers and its bag in one go.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `close TERM`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Close {
    /// The term, by name or code.
    pub term: String,
    /// `--accept-gaps`: close it though something is missing.
    pub accept_gaps: bool,
    /// `--reason`: when it is closed again, why something was changed.
    pub reason: Option<String>,
    /// `--date`; `None` means today.
    pub date: Option<Day>,
    /// `-o`: where the bag goes.
    pub output: Option<PathBuf>,
    /// `-n`: tell, and write nothing.
    pub dry_run: bool,
}

/// Reads `close …`.
pub(super) fn read(matches: &ArgMatches) -> Close {
    Close {
        term: options::text(matches, "term").unwrap_or_default(),
        accept_gaps: matches.get_flag("accept-gaps"),
        reason: options::text(matches, "reason"),
        date: options::day(matches, "date"),
        output: options::path(matches, "output"),
        dry_run: matches.get_flag("dry-run"),
    }
}

/// `close` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("close")
        .alias("收尾")
        .about(pick(
            lang,
            "学期收尾：先说明还缺什么（总结、四有、没有计入的数、没有销号的问题），再一次做完封存、编档号和档案包",
            "close a term: tell what is missing (summaries, the four-haves, uncounted figures, open follow-ups), then seal, number and archive it in one go",
        ))
        .arg(Arg::new("term").required(true).value_name(pick(lang, "学期", "TERM")).help(pick(
            lang,
            "学期的名称或代码，如 2025-2026-2",
            "its name or code, such as 2025-2026-2",
        )))
        .arg(options::flag("accept-gaps").help(pick(
            lang,
            "还缺东西也照样收尾",
            "close it though something is missing",
        )))
        .arg(Arg::new("reason").long("reason").value_name(pick(lang, "理由", "TEXT")).help(pick(
            lang,
            "重新收尾时，记录里没有写明的改动的理由",
            "when closing again: the reason for changes that no record explains",
        )))
        .arg(
            options::date(lang)
                .help(pick(lang, "封存日期；默认今天", "the day of sealing; default: today")),
        )
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(pick(lang, "位置", "PATH"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "档案包写到哪里，与 archive -o 相同",
                    "where the bag goes, as with archive -o",
                )),
        )
        .arg(options::dry_run(lang))
}
