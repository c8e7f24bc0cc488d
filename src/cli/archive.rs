//! `archive`: writes a bag for long-term preservation.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};

use super::options;
use crate::bagit::container::BagFormat;
use crate::l10n::{Lang, pick};

/// `archive`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// `--term`, by name or code.
    pub term: Option<String>,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `-o`
    pub output: Option<PathBuf>,
    /// `--format`; `None` takes the format from the extension of `-o`.
    pub format: Option<BagFormat>,
    /// `--git-tree`
    pub git_tree: Option<String>,
}

/// Reads `archive …`.
pub(super) fn read(matches: &ArgMatches) -> Archive {
    let format = match options::text(matches, "format").as_deref() {
        None => None,
        Some("zip") => Some(BagFormat::Zip),
        Some("tar.zst") => Some(BagFormat::TarZst),
        Some(_) => Some(BagFormat::Folder),
    };
    Archive {
        term: options::text(matches, "term"),
        school: options::text(matches, "school"),
        output: options::path(matches, "output"),
        format,
        git_tree: options::text(matches, "git-tree"),
    }
}

/// `archive` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("archive")
        .about(pick(
            lang,
            "做档案包（BagIt）：网页、原件、目录和校验值在一起，供长期保存",
            "write a bag (BagIt) for long-term preservation: pages, sources, catalogue and checksums",
        ))
        .arg(options::named(
            "term",
            lang,
            "只要一个学期，用名称或代码，如 2023-2024-2",
            "one term only, by name or code, such as 2023-2024-2",
        ))
        .arg(options::named("school", lang, "只要一所学校", "one school only"))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(pick(lang, "位置", "PATH"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "写到哪里；不能已经存在。以 .zip 或 .tar.zst 结尾时写成一个文件。默认在当前文件夹，按截至日取名",
                    "where to; must not exist yet. One file if it ends in .zip or .tar.zst. Default: in the current folder, named by the day",
                )),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(pick(lang, "格式", "FORMAT"))
                .value_parser(PossibleValuesParser::new(["folder", "zip", "tar.zst"]))
                .help(pick(lang, "写成文件夹还是一个文件", "a folder, or one file")),
        )
        .arg(options::git_tree(lang))
}
