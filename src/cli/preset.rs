//! `preset`: lists, shows and adds ready sets of indicators and a plan.

use clap::{Arg, ArgMatches};

use super::options;
use crate::l10n::{Lang, pick};

/// `preset …`
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Preset {
    /// `preset list`
    List,
    /// `preset show NAME`
    Show {
        /// The preset, by name or title.
        name: String,
    },
    /// `preset add NAME`
    Add(PresetAdd),
}

/// `preset add NAME`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PresetAdd {
    /// The preset, by name or title.
    pub name: String,
    /// `--school`: whose plan it becomes.
    pub school: Option<String>,
    /// `--pair`: whose plan it becomes.
    pub pair: Option<String>,
    /// `--year`: the school year of the plan; `None` takes the one of today.
    pub year: Option<String>,
    /// `-n`: tell, and write nothing.
    pub dry_run: bool,
}

/// Reads `preset …`.
pub(super) fn read(matches: &ArgMatches) -> Preset {
    match matches.subcommand() {
        Some(("show", matches)) => {
            Preset::Show { name: options::text(matches, "name").unwrap_or_default() }
        }
        Some(("add", matches)) => Preset::Add(PresetAdd {
            name: options::text(matches, "name").unwrap_or_default(),
            school: options::text(matches, "school"),
            pair: options::text(matches, "pair"),
            year: options::text(matches, "year"),
            dry_run: matches.get_flag("dry-run"),
        }),
        _ => Preset::List,
    }
}

/// `preset` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    clap::Command::new("preset")
        .alias("预设")
        .about(pick(
            lang,
            "现成的指标和计划（预设）：列出、查看、加到这个档案里",
            "ready sets of indicators and a plan: list them, show one, add one to this archive",
        ))
        .subcommand_required(true)
        .subcommand(clap::Command::new("list").alias("列出").about(pick(
            lang,
            "列出全部预设",
            "list all presets",
        )))
        .subcommand(
            clap::Command::new("show")
                .alias("查看")
                .about(pick(
                    lang,
                    "查看一个预设：用途、依据、哪些由本地定、指标和计划",
                    "show a preset: its purpose, its sources, what is local, its indicators and plan",
                ))
                .arg(name(lang)),
        )
        .subcommand(add(lang))
}

fn add(lang: Lang) -> clap::Command {
    clap::Command::new("add")
        .alias("加入")
        .about(pick(
            lang,
            "把预设加到这个档案：补上缺的指标，写一份计划；已有的一律不改",
            "add a preset to this archive: the indicators that are missing and a plan; what is there stays",
        ))
        .arg(name(lang))
        .arg(options::named(
            "school",
            lang,
            "计划放在这所学校；不写就是全档案的计划",
            "the plan is this school's; without, it is the archive's",
        ))
        .arg(options::named(
            "pair",
            lang,
            "计划放在这个结对；只有一个结对时可以不写",
            "the plan is this pair's; not needed where there is one pair only",
        ))
        .arg(options::school_year("year", lang).help(pick(
            lang,
            "计划是哪个学年的，如 2026；默认今天所在的学年，七八月份为下一学年",
            "the school year of the plan, such as 2026; default: that of today, in July and August the next",
        )))
        .arg(options::dry_run(lang))
}

fn name(lang: Lang) -> Arg {
    Arg::new("name").required(true).value_name(pick(lang, "预设", "NAME")).help(pick(
        lang,
        "预设的名称，如 zizhu 或 学生资助；guidang preset list 列出全部",
        "its name, such as zizhu; `guidang preset list` lists them",
    ))
}
