//! `template`: blank forms of Word and Excel to hand out.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};

use super::options;
use crate::forms::mark::FormKind;
use crate::l10n::{Lang, pick};

/// `template KIND`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormTemplate {
    /// What the form is for; `None`: a form of the library, which `fill` fills in.
    pub kind: Option<FormKind>,
    /// The ledger's title, file or id.
    pub name: Option<String>,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `--pair`
    pub pair: Option<String>,
    /// `--plan`
    pub plan: Option<String>,
    /// `-o`
    pub output: PathBuf,
    /// `--force`
    pub force: bool,
}

/// Reads `template …`.
pub(super) fn read(matches: &ArgMatches) -> FormTemplate {
    let kind = options::text(matches, "kind").and_then(|name| FormKind::of_name(&name));
    FormTemplate {
        kind,
        name: options::text(matches, "name"),
        school: options::text(matches, "school"),
        pair: options::text(matches, "pair"),
        plan: options::text(matches, "plan"),
        output: options::path(matches, "output").unwrap_or_default(),
        force: matches.get_flag("force"),
    }
}

/// `template` in one language.
pub(super) fn definition(lang: Lang) -> clap::Command {
    let mut kinds = options::kinds(FormKind::ALL.map(|kind| (kind.code(), kind.chinese())));
    kinds.extend(options::kinds([("form", "表样")]));
    clap::Command::new("template")
        .about(pick(
            lang,
            "做一张空白表（Word或Excel）发给学校填，填好后用import读回来",
            "a blank form (Word or Excel) for schools to fill in, which import reads back",
        ))
        .arg(
            Arg::new("kind")
                .required(true)
                .value_name(pick(lang, "种类", "KIND"))
                .value_parser(PossibleValuesParser::new(kinds))
                .help(pick(
                    lang,
                    "活动、总结、问题整改、台账，或表样（给fill用的现成表）",
                    "a visit, a summary, follow-ups, a ledger, or a ready form for `fill`",
                )),
        )
        .arg(Arg::new("name").value_name(pick(lang, "名称", "NAME")).help(pick(
            lang,
            "哪本台账（档案里同类台账的标题或文件名），或哪张表样",
            "which ledger (the title or file of one in the archive), or which ready form",
        )))
        .arg(options::named("school", lang, "填给哪所学校", "the school that the form is for"))
        .arg(options::named("pair", lang, "填给哪个结对", "the pair that the form is for"))
        .arg(options::named("plan", lang, "对照哪份计划", "the plan that the form is for"))
        .arg(options::output_file(lang))
        .arg(options::force(lang))
}
