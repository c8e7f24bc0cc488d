//! `seal`: closes a term.

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `seal TERM`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The term, by name or code.
    pub term: String,
    /// `--reason`: why something was changed, where no record explains it.
    pub reason: Option<String>,
    /// `--date`; `None` means today.
    pub date: Option<Day>,
}

/// Reads `seal …`.
pub(super) fn read(matches: &ArgMatches) -> Seal {
    Seal {
        term: options::text(matches, "term").unwrap_or_default(),
        reason: options::text(matches, "reason"),
        date: options::day(matches, "date"),
    }
}

/// `seal` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("seal")
        .about(pick(
            lang,
            "封存一个学期：之后再改它的记录或数字都会报错，更正要写明理由",
            "close a term: later changes to its records or figures are errors unless a reason is given",
        ))
        .arg(
            Arg::new("term")
                .required(true)
                .value_name(pick(lang, "学期", "TERM"))
                .help(pick(
                    lang,
                    "学期的名称或代码，如 2023-2024-2",
                    "its name or code, such as 2023-2024-2",
                )),
        )
        .arg(Arg::new("reason").long("reason").value_name(pick(lang, "理由", "TEXT")).help(pick(
            lang,
            "重新封存时，记录里没有写明的改动的理由",
            "when sealing again: the reason for changes that no record explains",
        )))
        .arg(
            options::date(lang)
                .help(pick(lang, "封存日期；默认今天", "the day of sealing; default: today")),
        )
}
