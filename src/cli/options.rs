//! Options that several commands share, and how their values are read.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches};

use crate::l10n::{Lang, pick};
use crate::model::{Day, DayError};

/// The text of an argument, if it is given.
pub(super) fn text(matches: &ArgMatches, name: &str) -> Option<String> {
    matches.get_one::<String>(name).cloned()
}

/// The texts of an argument that may be repeated.
pub(super) fn texts(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).unwrap_or_default().cloned().collect()
}

/// The path of an argument, if it is given.
pub(super) fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

/// The day of an argument, if it is given.
pub(super) fn day(matches: &ArgMatches, name: &str) -> Option<Day> {
    matches.get_one::<Day>(name).copied()
}

/// An option without a value.
pub(super) fn flag(name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue)
}

/// An option whose value is the name of something.
pub(super) fn named(name: &'static str, lang: Lang, zh: &'static str, en: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(pick(lang, "名称", "NAME")).help(pick(lang, zh, en))
}

/// `--as-of`
pub(super) fn as_of(lang: Lang) -> Arg {
    Arg::new("as-of")
        .long("as-of")
        .value_name(pick(lang, "日期", "DATE"))
        .value_parser(parse_day)
        .help(pick(
            lang,
            "截至日，如 2024-06-30；默认取站点.yaml的“截至日”，再默认取最晚一条记录的日期",
            "the day on which progress is judged; default: site.yaml's as_of, else the latest record's",
        ))
}

/// `--date`
pub(super) fn date(lang: Lang) -> Arg {
    Arg::new("date").long("date").value_name(pick(lang, "日期", "DATE")).value_parser(parse_day)
}

/// `--strict`
pub(super) fn strict(lang: Lang) -> Arg {
    flag("strict").help(pick(lang, "有警告也算不通过", "let warnings fail"))
}

/// `--drafts`
pub(super) fn drafts(lang: Lang) -> Arg {
    flag("drafts").help(pick(
        lang,
        "连草稿一起显示（标明“草稿”，仍不计数）",
        "show drafts too, marked; they still count for nothing",
    ))
}

/// `--git-tree`
pub(super) fn git_tree(lang: Lang) -> Arg {
    Arg::new("git-tree").long("git-tree").value_name(pick(lang, "版本", "REV")).help(pick(
        lang,
        "读仓库里的这个版本（分支或提交），不用检出",
        "read this revision of the repository, without a checkout",
    ))
}

/// `--format`, one of `values`, of which the first is the default.
pub(super) fn format(lang: Lang, values: &'static [&'static str]) -> Arg {
    Arg::new("format")
        .long("format")
        .value_name(pick(lang, "格式", "FORMAT"))
        .value_parser(PossibleValuesParser::new(values))
        .default_value(values[0])
        .help(pick(lang, "输出格式", "output format"))
}

/// The values of an argument that names a kind: the English code, or its Chinese name as another spelling.
pub(super) fn kinds<const N: usize>(
    kinds: [(&'static str, &'static str); N],
) -> Vec<PossibleValue> {
    kinds.map(|(code, chinese)| PossibleValue::new(code).alias(chinese)).to_vec()
}

/// `-o`, a folder.
pub(super) fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(pick(lang, "文件夹", "DIR"))
        .value_parser(clap::value_parser!(PathBuf))
}

/// `--force`
pub(super) fn force(lang: Lang) -> Arg {
    flag("force").help(pick(lang, "替换同名的文件", "replace a file of that name"))
}

/// `-o`, a document to write.
pub(super) fn output_file(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .required(true)
        .value_name(pick(lang, "文件", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(pick(
            lang,
            "写成这个文件：.docx（Word）或.xlsx（Excel）；已有的文件不会被改动",
            "the file to write, .docx (Word) or .xlsx (Excel); an existing file is left alone",
        ))
}

/// Parses a day. The message is in both languages, because `clap` does not say which one is wanted.
fn parse_day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|error| match error {
        DayError::NoSuchDay { .. } => "日历上没有这一天 / there is no such day".to_owned(),
        _ => "请写成 2024-06-30 / write it as 2024-06-30".to_owned(),
    })
}

/// `-n`
pub(super) fn dry_run(lang: Lang) -> Arg {
    flag("dry-run").short('n').help(pick(
        lang,
        "只说会做什么，不写文件",
        "tell what would be done, and write nothing",
    ))
}

/// A school year: an option, or the argument of a command.
pub(super) fn school_year(name: &'static str, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(pick(lang, "学年", "YEAR"))
}
