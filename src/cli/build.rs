//! `build`: builds the site.

use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser as _};
use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `build`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Build {
    /// `-o`
    pub output: Option<PathBuf>,
    /// `--as-of`
    pub as_of: Option<Day>,
    /// `--strict`
    pub strict: bool,
    /// `--drafts`
    pub drafts: bool,
    /// `--open`
    pub open: bool,
    /// `--git-tree`
    pub git_tree: Option<String>,
    /// `--timings`: report the time of each phase; a path that is not empty names the file for the timeline.
    pub timings: Option<PathBuf>,
}

/// Reads `build …`.
pub(super) fn read(matches: &ArgMatches) -> Build {
    Build {
        output: options::path(matches, "output"),
        as_of: options::day(matches, "as-of"),
        strict: matches.get_flag("strict"),
        drafts: matches.get_flag("drafts"),
        open: matches.get_flag("open"),
        git_tree: options::text(matches, "git-tree"),
        timings: options::path(matches, "timings"),
    }
}

/// `build` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("build")
        .about(pick(lang, "生成网站", "build the site"))
        .arg(options::output(lang).help(pick(
            lang,
            "输出到哪里；默认是档案里的 output",
            "where to; default: `output` in the root",
        )))
        .arg(options::as_of(lang))
        .arg(options::strict(lang))
        .arg(options::git_tree(lang))
        .arg(options::drafts(lang))
        .arg(timings(lang))
        .arg(options::flag("open").help(pick(lang, "生成后用浏览器打开", "open it in a browser")))
}

/// `--timings[=FILE]`
fn timings(lang: Lang) -> Arg {
    Arg::new("timings")
        .long("timings")
        .value_name(pick(lang, "文件", "FILE"))
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("")
        .value_parser(OsStringValueParser::new().map(PathBuf::from))
        .help(pick(
            lang,
            "说明各步用了多少时间；写了文件名（.json）就另存时间线，可用浏览器打开",
            "report how long each phase took; with a file name (.json), also save a timeline for a browser",
        ))
}
