//! The commands that keep an archive for long: `archive`, `verify`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};

use crate::bagit::container::Format;
use crate::l10n::Lang;

/// `archive`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// `--term`, by name or code.
    pub term: Option<String>,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `-o`
    pub output: Option<PathBuf>,
    /// `--format`; by the ending of `-o` without.
    pub format: Option<Format>,
    /// `--git-tree`
    pub git_tree: Option<String>,
}

/// `verify PATH`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verify {
    /// A folder, a `.zip`, a `.tar` or a `.tar.zst`.
    pub path: PathBuf,
    /// `--strict`
    pub strict: bool,
    /// `--format json`
    pub json: bool,
}

/// Reads `archive …`.
pub(super) fn read_archive(matches: &ArgMatches) -> Archive {
    let text = |name: &str| matches.get_one::<String>(name).cloned();
    Archive {
        term: text("term"),
        school: text("school"),
        output: matches.get_one::<PathBuf>("output").cloned(),
        format: text("format").map(|it| match it.as_str() {
            "zip" => Format::Zip,
            "tar.zst" => Format::TarZst,
            _ => Format::Folder,
        }),
        git_tree: text("git-tree"),
    }
}

/// Reads `verify …`.
pub(super) fn read_verify(matches: &ArgMatches) -> Verify {
    Verify {
        path: matches.get_one::<PathBuf>("path").cloned().unwrap_or_default(),
        strict: matches.get_flag("strict"),
        json: matches.get_one::<String>("format").is_some_and(|it| it == "json"),
    }
}

/// `archive` in one language.
pub(super) fn archive(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let named = |name: &'static str, zh, en| {
        Arg::new(name).long(name).value_name(say("名称", "NAME")).help(say(zh, en))
    };
    clap::Command::new("archive")
        .about(say(
            "做档案包（BagIt）：网页、原件、目录和校验值在一起，供长期保存",
            "write a bag (BagIt) to be kept: pages, sources, catalogue and checksums",
        ))
        .arg(named(
            "term",
            "只要一个学期，用名称或代码，如 2023-2024-2",
            "one term only, by name or code, as 2023-2024-2",
        ))
        .arg(named("school", "只要一所学校", "one school only"))
        .arg(
            Arg::new("output")
                .short('o')
                .long("output")
                .value_name(say("位置", "PATH"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(
                    "写到哪里；不能已经存在。以 .zip 或 .tar.zst 结尾时写成一个文件。默认在当前文件夹，按截至日取名",
                    "where to; must not exist yet. One file if it ends in .zip or .tar.zst. Default: in the current folder, named by the day",
                )),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(PossibleValuesParser::new(["folder", "zip", "tar.zst"]))
                .help(say("写成文件夹还是一个文件", "a folder, or one file")),
        )
        .arg(Arg::new("git-tree").long("git-tree").value_name(say("版本", "REV")).help(say(
            "读仓库里的这个版本（分支或提交），不用检出",
            "read this revision of the repository, without a checkout",
        )))
}

/// `verify` in one language.
pub(super) fn verify(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    clap::Command::new("verify")
        .about(say(
            "核对档案包（BagIt 0.97和1.0，自己的或别人的）：逐个指出改动、缺少和多出的文件",
            "check a bag (BagIt 0.97 and 1.0, ours or another's): names each changed, missing or added file",
        ))
        .arg(
            Arg::new("path")
                .required(true)
                .value_name(say("档案包", "BAG"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("文件夹，或 .zip、.tar、.tar.zst", "a folder, or a .zip, .tar or .tar.zst")),
        )
        .arg(
            Arg::new("strict")
                .long("strict")
                .action(ArgAction::SetTrue)
                .help(say("有警告也算不通过", "let warnings fail")),
        )
        .arg(
            Arg::new("format")
                .long("format")
                .value_name(say("格式", "FORMAT"))
                .value_parser(PossibleValuesParser::new(["text", "json"]))
                .default_value("text")
                .help(say("输出格式", "shape of the output")),
        )
}
