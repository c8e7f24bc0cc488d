//! `export`: tables for analysts.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use crate::l10n::Lang;
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
        parquet: matches.get_one::<PathBuf>("parquet").cloned().unwrap_or_default(),
        as_of: matches.get_one::<Day>("as-of").copied(),
    }
}

/// `export` in one language; `date` is the option of the day of judgement.
pub(super) fn definition(lang: Lang, date: Arg) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("export")
        .about(say(
            "把记录、数据、目标和进展导出成分析用的表（Parquet）",
            "records, entries, targets and periods as tables for analysts (Parquet)",
        ))
        .arg(
            Arg::new("parquet")
                .long("parquet")
                .required(true)
                .value_name(say("文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(
                    "导出到这个文件夹，按学期分开；已有的导出整体替换",
                    "into this folder, parted by term; an export that is there is replaced as a whole",
                )),
        )
        .arg(date)
}
