//! `fill`: fills in a form of Word or Excel that others made.

use std::path::PathBuf;

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `fill FORM`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fill {
    /// The form.
    pub form: PathBuf,
    /// `--record`, by id, path or the name of its file.
    pub record: Option<String>,
    /// `--school`
    pub school: Option<String>,
    /// `--pair`
    pub pair: Option<String>,
    /// `--plan`
    pub plan: Option<String>,
    /// `--term`
    pub term: Option<String>,
    /// `--as-of`
    pub as_of: Option<Day>,
    /// `-o`
    pub output: PathBuf,
    /// `--force`
    pub force: bool,
}

/// Reads `fill …`.
pub(super) fn read(matches: &ArgMatches) -> Fill {
    Fill {
        form: options::path(matches, "form").unwrap_or_default(),
        record: options::text(matches, "record"),
        school: options::text(matches, "school"),
        pair: options::text(matches, "pair"),
        plan: options::text(matches, "plan"),
        term: options::text(matches, "term"),
        as_of: options::day(matches, "as-of"),
        output: options::path(matches, "output").unwrap_or_default(),
        force: matches.get_flag("force"),
    }
}

/// `fill` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("fill")
        .about(pick(
            lang,
            "用档案里的内容填好一张现成的表（Word或Excel），表里的空写成 {{ 学校.名称 }} 这样",
            "fill in a form (Word or Excel) from the archive; its places are written as {{ school.name }}",
        ))
        .arg(
            Arg::new("form")
                .required(true)
                .value_name(pick(lang, "表", "FORM"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(pick(lang, "要填的表：.docx或.xlsx", "the form: .docx or .xlsx")),
        )
        .arg(options::named("record", lang, "填哪条记录（文件名或路径）", "the record, by file or path"))
        .arg(options::named("school", lang, "填哪所学校", "the school"))
        .arg(options::named("pair", lang, "填哪个结对", "the pair"))
        .arg(options::named("plan", lang, "对照哪份计划", "the plan"))
        .arg(options::named("term", lang, "填哪个学期", "the term"))
        .arg(options::as_of(lang))
        .arg(options::output_file(lang))
        .arg(options::force(lang))
}
