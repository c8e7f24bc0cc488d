//! `status`: progress in the terminal.

use clap::{Arg, ArgMatches};

use super::{Command, options};
use crate::l10n::{Lang, pick};

/// How progress is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    /// For people.
    Text,
    /// For programs: the rows of progress.json.
    Json,
    /// For spreadsheets.
    Csv,
    /// For a comment on a merge request.
    Markdown,
}

/// Reads `status …`.
pub(super) fn read(matches: &ArgMatches) -> Command {
    let format = match options::text(matches, "format").as_deref() {
        Some("json") => StatusFormat::Json,
        Some("csv") => StatusFormat::Csv,
        Some("markdown") => StatusFormat::Markdown,
        _ => StatusFormat::Text,
    };
    Command::Status {
        format,
        school: options::text(matches, "school"),
        plan: options::text(matches, "plan"),
        as_of: options::day(matches, "as-of"),
        compare: options::text(matches, "compare"),
        uncounted: matches.get_flag("uncounted"),
        follow_ups: matches.get_flag("follow-ups"),
    }
}

/// `status` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("status")
        .about(pick(lang, "在终端里看进度，最差的在前", "progress in the terminal, worst first"))
        .arg(options::format(lang, &["text", "json", "csv", "markdown"]))
        .arg(options::named("school", lang, "只看一所学校", "one school only"))
        .arg(options::named("plan", lang, "只看一个计划", "one plan only"))
        .arg(options::as_of(lang))
        .arg(
            Arg::new("uncounted")
                .long("uncounted")
                .action(clap::ArgAction::SetTrue)
                .conflicts_with("compare")
                .help(pick(
                    lang,
                    "列出写了数却不计入任何目标的记录，和原因",
                    "list the records with figures that no target counts, and why",
                )),
        )
        .arg(
            Arg::new("follow-ups")
                .long("follow-ups")
                .action(clap::ArgAction::SetTrue)
                .conflicts_with_all(["compare", "uncounted", "plan"])
                .help(pick(
                    lang,
                    "列出活动中发现的问题（问题整改），逾期的在前",
                    "list the problems that visits found, overdue ones first",
                )),
        )
        .arg(Arg::new("compare").long("compare").value_name(pick(lang, "版本", "REV")).help(pick(
            lang,
            "与仓库里的这个版本（分支或提交）比，只列变化",
            "list only the changes since this revision (branch or commit) of the repository",
        )))
}
