//! `schema`: JSON Schemas for editors.

use std::path::PathBuf;

use clap::ArgMatches;

use super::options;
use crate::l10n::{Lang, pick};

/// Reads `schema …`: the folder to write to.
pub(super) fn read(matches: &ArgMatches) -> PathBuf {
    options::path(matches, "output").unwrap_or_else(|| "schema".into())
}

/// `schema` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("schema")
        .about(pick(
            lang,
            "写出每种文件的JSON Schema，供编辑器提示和检查字段",
            "write a JSON Schema for every kind of file, for editors to offer and check fields",
        ))
        .arg(options::output(lang).help(pick(
            lang,
            "写到哪里；默认是当前文件夹下的 schema",
            "where to; default: `schema` in the current folder",
        )))
}
