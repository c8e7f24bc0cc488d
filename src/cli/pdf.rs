//! `pdf`: printed documents as files.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
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
    /// `--all`: visits and completeness checks (四有) too.
    pub all: bool,
    /// `--catalogue`: the filing tables instead.
    pub catalogue: bool,
    /// `--bind`: also one volume of all summaries of a term.
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
    Pdf {
        term: options::text(matches, "term"),
        school: options::text(matches, "school"),
        plan: options::text(matches, "plan"),
        all: matches.get_flag("all"),
        catalogue: matches.get_flag("catalogue"),
        bind: matches.get_flag("bind"),
        fonts: options::path(matches, "fonts"),
        output: options::path(matches, "output"),
        as_of: options::day(matches, "as-of"),
    }
}

/// `pdf` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("pdf")
        .about(pick(
            lang,
            "把学期总结和计划印成PDF/A文件，不用浏览器",
            "term summaries and plans as PDF/A files, without a browser",
        ))
        .args(selection(lang))
        .arg(fonts(lang))
        .arg(options::output(lang).help(pick(
            lang,
            "写到哪里；默认是档案里的 output-pdf",
            "where to; default: `output-pdf` in the root",
        )))
        .arg(options::as_of(lang))
}

/// The options that choose what is printed.
fn selection(lang: Lang) -> [Arg; 6] {
    let term = options::named(
        "term",
        lang,
        "只要一个学期的总结，写学期的名称或代号",
        "the summaries of one term, by its name or code",
    );
    let school = options::named(
        "school",
        lang,
        "只要一所学校的，写文件夹名、名称或简称",
        "of one school, by folder, name or short name",
    );
    let plan =
        options::named("plan", lang, "只要一个计划，写编号或标题", "one plan, by id or title")
            .conflicts_with_all(["term", "school", "all"]);
    let all = options::flag("all").help(pick(
        lang,
        "活动记录、“四有”和一页简报也要（凡有打印版的都印）",
        "visits and completeness checks too: everything that has a print version",
    ));
    let catalogue =
        options::flag("catalogue").conflicts_with_all(["term", "plan", "all", "bind"]).help(pick(
            lang,
            "改印归档文件目录、帮扶档案目录、盒脊标签和备考表",
            "instead the catalogues of filed documents, folders, and the labels and notes of boxes",
        ));
    let bind = options::flag("bind")
        .requires("term")
        .conflicts_with_all(["plan", "school", "all"])
        .help(pick(
            lang,
            "另把这个学期的全部总结合成一册，带目录",
            "also one volume of all summaries of the term, with a table of contents",
        ));
    [term, school, plan, all, catalogue, bind]
}

/// `--fonts`
fn fonts(lang: Lang) -> Arg {
    Arg::new("fonts")
        .long("fonts")
        .value_name(pick(lang, "文件夹", "DIR"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(pick(
            lang,
            "也在这个文件夹里找字体，其中的优先于系统的",
            "look for fonts in this folder first, then in the system's",
        ))
}
