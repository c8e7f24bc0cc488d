//! `export`: data for analysts, as Parquet tables.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `export`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Export {
    /// `--parquet`
    pub parquet: PathBuf,
    /// `--as-of`
    pub as_of: Option<Day>,
}

/// Reads `export …`.
pub(super) fn read(matches: &ArgMatches) -> Export {
    Export {
        parquet: options::path(matches, "parquet").unwrap_or_default(),
        as_of: options::day(matches, "as-of"),
    }
}

/// `export` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("export")
        .about(pick(
            lang,
            "把记录、数据、目标和进展导出成分析用的表（Parquet）",
            "records, entries, targets and periods as tables for analysts (Parquet)",
        ))
        .arg(
            Arg::new("parquet")
                .long("parquet")
                .required(true)
                .value_name(pick(lang, "文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "导出到这个文件夹，按学期分开；已有的导出整体替换",
                    "the folder to write to, split by term; an existing export is replaced as a whole",
                )),
        )
        .arg(options::as_of(lang))
}
