//! `pdf`: printed documents as files.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches};

use crate::l10n::Lang;
use crate::model::Day;

/// `pdf`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pdf {
    /// `--term`, by name or code.
    pub term: Option<String>,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `--plan`, by id or title.
    pub plan: Option<String>,
    /// `--all`: visits and the four haves too.
    pub all: bool,
    /// `--catalogue`: the tables about filing instead.
    pub catalogue: bool,
    /// `--bind`: one volume of a term's summaries besides.
    pub bind: bool,
    /// `--fonts`
    pub fonts: Option<PathBuf>,
    /// `-o`
    pub output: Option<PathBuf>,
    /// `--as-of`
    pub as_of: Option<Day>,
}

/// Reads `pdf …`.
pub(super) fn read(matches: &ArgMatches) -> Pdf {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Pdf {
        term: text("term"),
        school: text("school"),
        plan: text("plan"),
        all: matches.get_flag("all"),
        catalogue: matches.get_flag("catalogue"),
        bind: matches.get_flag("bind"),
        fonts: path("fonts"),
        output: path("output"),
        as_of: matches.get_one::<Day>("as-of").copied(),
    }
}

/// `pdf` in one language; `date` is the option of the day of judgement.
pub(super) fn definition(lang: Lang, date: Arg) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let named = |name: &'static str, zh, en| {
        Arg::new(name).long(name).value_name(say("名称", "NAME")).help(say(zh, en))
    };
    let folder = |name: &'static str, zh, en| {
        Arg::new(name)
            .long(name)
            .value_name(say("文件夹", "DIR"))
            .value_parser(clap::value_parser!(PathBuf))
            .help(say(zh, en))
    };
    clap::Command::new("pdf")
        .about(say(
            "把学期总结和计划印成PDF/A文件，不用浏览器",
            "term summaries and plans as PDF/A files, without a browser",
        ))
        .arg(named(
            "term",
            "只要一个学期的总结，写学期的名称或代号",
            "the summaries of one term, by its name or code",
        ))
        .arg(named(
            "school",
            "只要一所学校的，写文件夹名、名称或简称",
            "of one school, by folder, name or short name",
        ))
        .arg(
            named("plan", "只要一个计划，写编号或标题", "one plan, by id or title")
                .conflicts_with_all(["term", "school", "all"]),
        )
        .arg(Arg::new("all").long("all").action(ArgAction::SetTrue).help(say(
            "活动记录和“四有”也要（凡有打印版的都印）",
            "visits and the four haves too: whatever has a print version",
        )))
        .arg(
            Arg::new("catalogue")
                .long("catalogue")
                .action(ArgAction::SetTrue)
                .conflicts_with_all(["term", "plan", "all", "bind"])
                .help(say(
                    "改印归档文件目录、帮扶档案目录、盒脊标签和备考表",
                    "the catalogues of filed papers, folders, labels and notes of boxes instead",
                )),
        )
        .arg(
            Arg::new("bind")
                .long("bind")
                .action(ArgAction::SetTrue)
                .requires("term")
                .conflicts_with_all(["plan", "school", "all"])
                .help(say(
                    "另把这个学期的全部总结合成一册，带目录",
                    "one volume besides, of all summaries of the term, with contents",
                )),
        )
        .arg(folder(
            "fonts",
            "也在这个文件夹里找字体，其中的优先于系统的",
            "look for fonts in this folder first, then in the system's",
        ))
        .arg(
            folder(
                "output",
                "写到哪里；默认是档案里的 output-pdf",
                "where to; default: `output-pdf` in the root",
            )
            .short('o'),
        )
        .arg(date)
}
