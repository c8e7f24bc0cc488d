//! What `preset add` tells.

use crate::l10n::{Lang, pick};
use crate::scaffold::Merge;

/// What was done, and what was left alone.
pub(super) fn report(merged: &Merge, forms: &[String], dry_run: bool, lang: Lang) -> String {
    let mut lines = Vec::new();
    let separator = pick(lang, "、", ", ");
    if !merged.added.is_empty() {
        let names = merged.added.join(separator);
        lines.push(match (lang, dry_run) {
            (Lang::Zh, false) => format!("加了指标：{names}"),
            (Lang::Zh, true) => format!("会加指标：{names}"),
            (Lang::En, false) => format!("indicators added: {names}"),
            (Lang::En, true) => format!("indicators that would be added: {names}"),
        });
    }
    if let Some((path, _)) = &merged.plan {
        lines.push(match (lang, dry_run) {
            (Lang::Zh, false) => format!("写了计划：{path}。请核对里面的数值、人员和日期"),
            (Lang::Zh, true) => format!("会写计划：{path}"),
            (Lang::En, false) => {
                format!("plan written: {path}. Look over its values, people and dates")
            }
            (Lang::En, true) => format!("plan that would be written: {path}"),
        });
    }
    if !forms.is_empty() {
        let paths = forms.join(separator);
        lines.push(match (lang, dry_run) {
            (Lang::Zh, false) => format!("写了表样：{paths}"),
            (Lang::Zh, true) => format!("会写表样：{paths}"),
            (Lang::En, false) => format!("forms written: {paths}"),
            (Lang::En, true) => format!("forms that would be written: {paths}"),
        });
    }
    if !merged.same.is_empty() {
        let names = merged.same.join(separator);
        lines.push(match lang {
            Lang::Zh => format!("已有、没有动的指标：{names}"),
            Lang::En => format!("indicators that are there already, left alone: {names}"),
        });
    }
    if let Some(path) = &merged.existing_plan {
        lines.push(match lang {
            Lang::Zh => format!("已有、没有动的计划：{path}"),
            Lang::En => format!("plan that is there already, left alone: {path}"),
        });
    }
    push_conflicts(&mut lines, merged, lang);
    if dry_run {
        lines.push(pick(lang, "没有写文件", "nothing was written").to_owned());
    }
    lines.join("\n") + "\n"
}

/// The indicators of the archive that mean something else than those of the preset.
fn push_conflicts(lines: &mut Vec<String>, merged: &Merge, lang: Lang) {
    for (name, differences) in &merged.conflicts {
        lines.push(match lang {
            Lang::Zh => format!("注意：已有的指标“{name}”与预设含义不同，没有动；计划里用到它的目标写成了注释："),
            Lang::En => format!("note: the indicator `{name}` that is there means something else; it was left alone, and the plan's target of it is a comment:"),
        });
        for one in differences {
            let (key, existing, preset) =
                (one.key, shown(&one.existing, lang), shown(&one.preset, lang));
            lines.push(match lang {
                Lang::Zh => format!("  {key}：本档案 {existing}，预设 {preset}"),
                Lang::En => format!("  {key}: here {existing}, in the preset {preset}"),
            });
        }
    }
}

fn shown(text: &str, lang: Lang) -> &str {
    if text.is_empty() { pick(lang, "（无）", "(none)") } else { text }
}
