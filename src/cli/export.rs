//! `export`: a workbook for people, or Parquet tables for analysts.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `export`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// `--parquet`
    pub parquet: Option<PathBuf>,
    /// `--xlsx`
    pub xlsx: Option<PathBuf>,
    /// `--force`
    pub force: bool,
    /// `--as-of`
    pub as_of: Option<Day>,
}

/// Reads `export …`.
pub(super) fn read(matches: &ArgMatches) -> Export {
    Export {
        parquet: options::path(matches, "parquet"),
        xlsx: options::path(matches, "xlsx"),
        force: matches.get_flag("force"),
        as_of: options::day(matches, "as-of"),
    }
}

/// `export` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("export")
        .about(pick(
            lang,
            "把目标进度、活动、台账等导出成Excel，或导出成分析用的表（Parquet）",
            "progress, visits and ledgers as a workbook (Excel), or as tables for analysts (Parquet)",
        ))
        .arg(
            Arg::new("parquet")
                .long("parquet")
                .required_unless_present("xlsx")
                .conflicts_with("xlsx")
                .value_name(pick(lang, "文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "导出到这个文件夹，按学期分开；已有的导出整体替换",
                    "the folder to write to, split by term; an existing export is replaced as a whole",
                )),
        )
        .arg(
            Arg::new("xlsx")
                .long("xlsx")
                .value_name(pick(lang, "文件", "FILE"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "导出成一个Excel文件：目标、活动、问题整改、四有检查、各台账的公开列",
                    "one workbook: targets, visits, follow-ups, completeness, the ledgers' public columns",
                )),
        )
        .arg(options::as_of(lang))
        .arg(options::force(lang))
}
