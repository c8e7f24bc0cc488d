//! `verify`: checks a bag.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

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

/// Reads `verify …`.
pub(super) fn read(matches: &ArgMatches) -> Verify {
    Verify {
        path: options::path(matches, "path").unwrap_or_default(),
        strict: matches.get_flag("strict"),
        json: options::text(matches, "format").as_deref() == Some("json"),
    }
}

/// `verify` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("verify")
        .about(pick(
            lang,
            "核对档案包（BagIt 0.97和1.0，自己的或别人的）：逐个指出改动、缺少和多出的文件",
            "check any bag (BagIt 0.97 or 1.0): names each changed, missing or added file",
        ))
        .arg(
            Arg::new("path")
                .required(true)
                .value_name(pick(lang, "档案包", "BAG"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(
                    lang,
                    "文件夹，或 .zip、.tar、.tar.zst",
                    "a folder, or a .zip, .tar or .tar.zst",
                )),
        )
        .arg(options::strict(lang))
        .arg(options::format(lang, &["text", "json"]))
}
