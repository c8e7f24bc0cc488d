//! `move`: another id or place for a record, plan, pair or school; the merging of schools.

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};
use crate::model::Day;

/// `move OLD NEW`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relocate {
    /// What is moved: its id, path, folder or name; with `merge` the school that ends.
    pub old: String,
    /// Its new id, path or name; with `merge` the school that the other one goes into.
    pub new: String,
    /// `--merge`
    pub merge: bool,
    /// `--date`: the last day of a merged school; `None` means today.
    pub date: Option<Day>,
    /// `-n`: only say what would change.
    pub dry_run: bool,
}

/// Reads `move …`.
pub(super) fn read(matches: &ArgMatches) -> Relocate {
    Relocate {
        old: options::text(matches, "old").unwrap_or_default(),
        new: options::text(matches, "new").unwrap_or_default(),
        merge: matches.get_flag("merge"),
        date: options::day(matches, "date"),
        dry_run: matches.get_flag("dry-run"),
    }
}

/// `move` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("move")
        .alias("移动")
        .about(pick(
            lang,
            "给记录、计划、结对或学校改名、搬家：引用、链接、档号、权限都跟着改，旧名仍然有效；也用来登记学校撤并",
            "give a record, plan, pair or school another name or place: references, links, numbers and rights follow, and the old name stays good; or record that schools were merged",
        ))
        .arg(Arg::new("old").required(true).value_name(pick(lang, "原来", "OLD")).help(pick(
            lang,
            "记录、计划的编号或路径，学校、结对的文件夹名，如 schools/qinghe/visits/2024-03-15；登记撤并时写被撤并的学校",
            "its id or path, or the folder of a school or pair, such as schools/qinghe/visits/2024-03-15; with --merge the school that ends",
        )))
        .arg(Arg::new("new").required(true).value_name(pick(lang, "新的", "NEW")).help(pick(
            lang,
            "新的编号；只写名称则留在原来的文件夹；登记撤并时写并入的学校",
            "its new id; a name alone keeps the folder; with --merge the school that the other one goes into",
        )))
        .arg(options::flag("merge").help(pick(
            lang,
            "登记学校撤并：给前一所学校写上“停办”和“并入”，它的记录留在原处",
            "the first school was merged into the second: writes `closed` and `merged_into`; its records stay where they are",
        )))
        .arg(
            options::date(lang)
                .requires("merge")
                .help(pick(lang, "停办日期；默认今天", "the last day of the school; default: today")),
        )
        .arg(options::flag("dry-run").short('n').help(pick(
            lang,
            "只列出会改什么，不写文件",
            "list what would change, and write nothing",
        )))
}
