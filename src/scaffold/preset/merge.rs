//! A preset → the changes that add it to an archive: indicators that are missing and a plan. What is there stays.

use super::indicator_list::{AppendRefusal, IndicatorItem, append_indicators, items};
use super::meaning::{Difference, differences};
use super::{Preset, PresetDays};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Indicator};
use crate::parse::names::{INDICATOR, TITLE};
use crate::scaffold::blank::{Home, plan_folder};

/// The archive that a preset is added to.
pub struct MergeTarget<'a> {
    /// What it holds.
    pub archive: &'a Archive,
    /// The path and the text of its indicators.yaml, if there is one.
    pub indicators: Option<(&'a str, &'a str)>,
    /// The language of what is added.
    pub lang: Lang,
    /// Whose plan it becomes.
    pub home: Home<'a>,
    /// Whether a path below the root exists.
    pub exists: &'a dyn Fn(&str) -> bool,
}

/// What adding a preset comes to.
#[derive(Debug, Default)]
pub struct Merge {
    /// The new text of indicators.yaml with its path; `None` when nothing is missing.
    pub indicators: Option<(String, String)>,
    /// The plan with its path; `None` when it is there already.
    pub plan: Option<(String, String)>,
    /// The path of the plan that is there already.
    pub existing_plan: Option<String>,
    /// The names of indicators that are added.
    pub added: Vec<String>,
    /// The names of indicators that are there and mean the same.
    pub same: Vec<String>,
    /// Indicators of the same name that mean something else. The plan's targets of them are commented out.
    pub conflicts: Vec<(String, Vec<Difference>)>,
}

/// The changes that add a preset to an archive.
///
/// # Errors
/// A refusal when the list of indicators is written so that nothing can be added.
pub fn merge(
    preset: &Preset,
    days: &PresetDays,
    target: &MergeTarget<'_>,
) -> Result<Result<Merge, AppendRefusal>, Error> {
    let lang = target.lang;
    let mut merge = Merge::default();
    let own = preset.parsed(lang, true, Day::first())?;
    let mut missing = Vec::new();
    for item in items(preset.indicators(lang)) {
        let IndicatorItem { name, text } = item;
        let existing = indicator_named(target.archive, name);
        let own_indicator = indicator_named(&own, name);
        let (Some(existing), Some(own_indicator)) = (existing, own_indicator) else {
            merge.added.push(name.to_owned());
            missing.push(text);
            continue;
        };
        let found = differences((target.archive, existing), (&own, own_indicator), lang);
        match found.is_empty() {
            true => merge.same.push(name.to_owned()),
            false => merge.conflicts.push((name.to_owned(), found)),
        }
    }
    if !missing.is_empty() {
        merge.indicators = Some(match target.indicators {
            Some((path, text)) => match append_indicators(text, &missing) {
                Ok(text) => (path.to_owned(), text),
                Err(refusal) => return Ok(Err(refusal)),
            },
            None => new_list(lang, &missing),
        });
    }
    add_plan(preset, days, target, &mut merge);
    Ok(Ok(merge))
}

fn indicator_named<'a>(archive: &'a Archive, name: &str) -> Option<&'a Indicator> {
    archive.indicators.iter().find(|indicator| indicator.name == name)
}

fn new_list(lang: Lang, items: &[&str]) -> (String, String) {
    let (path, head) =
        pick(lang, ("content/指标.yaml", "指标:\n"), ("content/indicators.yaml", "indicators:\n"));
    (path.to_owned(), format!("{head}{}", items.concat()))
}

fn add_plan(preset: &Preset, days: &PresetDays, target: &MergeTarget<'_>, merge: &mut Merge) {
    let lang = target.lang;
    let mut text = preset.plan_text(lang, days);
    let folder = plan_folder(target.home, lang, target.exists);
    let path = format!("{folder}/{}", preset.plan_file_name(lang, days));
    let title = title_of(&text);
    let same_title =
        target.archive.plans.iter().find(|plan| Some(&*plan.title) == title.as_deref());
    if let Some(plan) = same_title {
        merge.existing_plan = Some(plan.file.clone());
        return;
    }
    let as_folder = format!("{}/index.md", path.trim_end_matches(".md"));
    if (target.exists)(&path) || (target.exists)(&as_folder) {
        merge.existing_plan = Some(path);
        return;
    }
    for (name, _) in &merge.conflicts {
        text = without_target(&text, name, lang);
    }
    merge.plan = Some((path, text));
}

/// The title that a plan's text gives.
fn title_of(text: &str) -> Option<String> {
    for line in text.lines() {
        if let Some((key, title)) = line.split_once(':')
            && TITLE.is(key)
        {
            return Some(title.trim().to_owned());
        }
    }
    None
}

/// The text of a preset's plan with the target of an indicator commented out.
fn without_target(text: &str, indicator: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 200);
    let mut is_inside = false;
    for line in text.lines() {
        if line.starts_with("  - ") || !line.starts_with("   ") {
            is_inside = begins_target(line, indicator);
            if is_inside {
                out.push_str(pick(
                    lang,
                    "  # 本档案的同名指标含义不同，下面这一条没有启用：\n",
                    "  # this archive's indicator of that name means something else, so this target is off:\n",
                ));
            }
        }
        match is_inside {
            true => out.push_str(&format!("  # {}\n", line.strip_prefix("  ").unwrap_or(line))),
            false => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

/// Whether a line begins the target of an indicator: `  - indicator: lessons`.
fn begins_target(line: &str, indicator: &str) -> bool {
    let Some(item) = line.strip_prefix("  - ") else { return false };
    match item.split_once(": ") {
        Some((key, name)) => INDICATOR.is(key) && name == indicator,
        None => false,
    }
}
