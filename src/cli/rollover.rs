//! `rollover`: prepares the next school year.

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

/// `rollover YEAR`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollover {
    /// The school year that begins, such as `2026` or `2026-2027`.
    pub year: String,
    /// `-n`: tell, and write nothing.
    pub dry_run: bool,
}

/// Reads `rollover …`.
pub(super) fn read(matches: &ArgMatches) -> Rollover {
    Rollover {
        year: options::text(matches, "year").unwrap_or_default(),
        dry_run: matches.get_flag("dry-run"),
    }
}

/// `rollover` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("rollover")
        .alias("新学年")
        .about(pick(
            lang,
            "准备新学年：加上学期，把上一学年的计划照抄成草稿并推后一年，说明还有哪些要人来定",
            "prepare the next school year: add its terms, copy the plans of the year before as drafts a year later, and tell what a person must decide",
        ))
        .arg(
            Arg::new("year").required(true).value_name(pick(lang, "学年", "YEAR")).help(pick(
                lang,
                "新学年开始的那一年，如2026—2027学年写 2026",
                "the year in which it begins, such as 2026 for 2026-2027",
            )),
        )
        .arg(options::dry_run(lang))
}
