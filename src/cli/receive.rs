//! `receive`: takes what schools handed in into the archive.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `receive INBOX`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receive {
    /// The folder with a folder for each school.
    pub inbox: PathBuf,
    /// `--commit`: one commit a hand-in.
    pub commit: bool,
    /// `-n`: only tell.
    pub dry_run: bool,
    /// `--watch`: look again and again.
    pub watch: bool,
    /// `--every`: the seconds between two looks.
    pub every: u64,
    /// `--report`: who handed in what in a month.
    pub report: bool,
    /// `--format` of the report.
    pub format: ReportFormat,
    /// `--date`; `None` means today.
    pub date: Option<Day>,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// Reads `receive …`.
pub(super) fn read(matches: &ArgMatches) -> Receive {
    Receive {
        inbox: options::path(matches, "inbox").unwrap_or_default(),
        commit: matches.get_flag("commit"),
        dry_run: matches.get_flag("dry-run"),
        watch: matches.get_flag("watch"),
        every: matches.get_one::<u64>("every").copied().unwrap_or(5),
        report: matches.get_flag("report"),
        format: match options::text(matches, "format").as_deref() {
            Some("csv") => ReportFormat::Csv,
            Some("json") => ReportFormat::Json,
            _ => ReportFormat::Text,
        },
        date: options::day(matches, "date"),
    }
}

/// `receive` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("receive")
        .alias("收件")
        .about(pick(
            lang,
            "收下各校交来的材料：送交包、记录文件夹、.md；不合格的退回，写明怎么改",
            "take what schools handed in: packages, folders of records, .md; what is wrong goes back with a note",
        ))
        .arg(
            Arg::new("inbox")
                .required(true)
                .value_name(pick(lang, "收件箱", "INBOX"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "收件箱文件夹，里面每所学校一个文件夹（用学校的文件夹名、名称或简称）",
                    "the inbox: a folder for each school, by its id, name or short name",
                )),
        )
        .arg(options::flag("commit").help(pick(
            lang,
            "每收一份就提交一次（git），作者写学校",
            "make one git commit a hand-in, with the school as its author",
        )))
        .arg(
            options::flag("dry-run")
                .short('n')
                .help(pick(lang, "只说会怎样，什么也不写", "only tell, write nothing")),
        )
        .arg(
            options::flag("watch")
                .conflicts_with_all(["dry-run", "report"])
                .help(pick(lang, "一直看着，来一份收一份", "keep looking, and take what comes")),
        )
        .arg(
            Arg::new("every")
                .long("every")
                .requires("watch")
                .value_name(pick(lang, "秒", "SECONDS"))
                .value_parser(clap::value_parser!(u64).range(1..=3600))
                .default_value("5")
                .help(pick(lang, "隔几秒看一次", "the pause between two looks")),
        )
        .arg(
            options::flag("report")
                .conflicts_with_all(["commit", "dry-run"])
                .help(pick(
                    lang,
                    "列出这个月（--date那天所在的月）哪所学校交了什么",
                    "list who handed in what this month (the month of --date)",
                )),
        )
        .arg(options::format(lang, &["text", "csv", "json"]))
        .arg(options::date(lang).help(pick(
            lang,
            "写在回执上的日期；默认今天",
            "the day on receipts; default: today",
        )))
}
