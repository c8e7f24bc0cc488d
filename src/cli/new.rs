//! `new`: creates a record that is ready to fill in.

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;
use crate::scaffold::NewKind;

/// `new KIND`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The kind of record.
    pub kind: NewKind,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `--pair`
    pub pair: Option<String>,
    /// `--title`
    pub title: Option<String>,
    /// `--date`; `None` means today.
    pub date: Option<Day>,
}

/// Reads `new …`.
pub(super) fn read(matches: &ArgMatches) -> New {
    let kind = options::text(matches, "kind").and_then(|code| NewKind::from_code(&code));
    New {
        kind: kind.unwrap_or(NewKind::Visit),
        school: options::text(matches, "school"),
        pair: options::text(matches, "pair"),
        title: options::text(matches, "title"),
        date: options::day(matches, "date"),
    }
}

/// `new` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let kinds = options::kinds(NewKind::ALL.map(|kind| (kind.code(), kind.word(Lang::Zh))));
    let words = NewKind::ALL.map(|kind| kind.word(Lang::Zh));
    clap::Command::new("new")
        .about(pick(lang, "新建一条可以直接填写的记录", "create a record that is ready to fill in"))
        .arg(
            Arg::new("kind")
                .required(true)
                .value_name(pick(lang, "种类", "KIND"))
                .value_parser(PossibleValuesParser::new(kinds))
                .help(match lang {
                    Lang::Zh => format!("记录的种类，也可以写中文：{}", words.join("、")),
                    Lang::En => "the kind of record".to_owned(),
                }),
        )
        .arg(options::named(
            "school",
            lang,
            "学校的文件夹名、名称或简称；新建学校时为文件夹名",
            "the school's folder, name or short name; for a new school its folder",
        ))
        .arg(options::named(
            "pair",
            lang,
            "结对的文件夹名或名称；新建结对时为文件夹名",
            "the pair's folder or name; for a new pair its folder",
        ))
        .arg(options::named("title", lang, "标题", "the title"))
        .arg(options::date(lang).help(pick(lang, "日期；默认今天", "the date; default: today")))
}
