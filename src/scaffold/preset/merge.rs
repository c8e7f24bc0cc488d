//! A preset → the changes that add it to an archive: indicators that are missing and a plan. What is there stays.

use rustc_hash::FxHashSet;

use super::indicator_list::{AppendRefusal, IndicatorItem, append_indicators, items};
use super::meaning::{Difference, differences};
use super::{PRESETS, Preset, PresetDays};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day, Indicator, Plan};
use crate::parse::names::{ID, INDICATOR, NAME, TITLE};
use crate::scaffold::blank::{Home, plan_folder};
use crate::scaffold::fill::{file_name, quote};

/// How many names are tried for the file of a plan.
const MOST_NAMES: usize = 100;

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
    let title = title_of(&text);
    let same_title =
        target.archive.plans.iter().find(|plan| Some(&*plan.title) == title.as_deref());
    if let Some(plan) = same_title {
        if is_plan_of(preset, plan, target) {
            merge.existing_plan = Some(plan.file.clone());
            return;
        }
        text = with_longer_title(&text, kind_of(preset.title(lang)), lang);
    }
    let folder = plan_folder(target.home, lang, target.exists);
    let name = preset.plan_file_name(lang, days);
    let stem = name.trim_end_matches(".md");
    let kind = file_name(kind_of(preset.title(lang)));
    let longer = format!("{stem}-{kind}");
    for number in 0..MOST_NAMES {
        let path = match number {
            0 => format!("{folder}/{stem}.md"),
            1 => format!("{folder}/{longer}.md"),
            number => format!("{folder}/{longer}-{number}.md"),
        };
        let as_folder = format!("{}/index.md", path.trim_end_matches(".md"));
        if !(target.exists)(&path) && !(target.exists)(&as_folder) {
            for (name, _) in &merge.conflicts {
                text = without_target(&text, name, lang);
            }
            let taken = actions_in(target.archive, &folder);
            text = with_action_ids(&text, &taken, &kind, lang);
            merge.plan = Some((path, text));
            return;
        }
        for plan in &target.archive.plans {
            let is_there = plan.file == path || plan.file == as_folder;
            if is_there && is_plan_of(preset, plan, target) {
                merge.existing_plan = Some(plan.file.clone());
                return;
            }
        }
    }
    merge.existing_plan = Some(format!("{folder}/{name}"));
}

/// What tells a preset from others of its kind: of a title such as `教育帮扶（中学）` what stands in brackets.
fn kind_of(title: &str) -> &str {
    let Some(before) = title.strip_suffix(['）', ')']) else { return title };
    match before.rsplit_once(['（', '(']) {
        Some((_, kind)) => kind,
        None => title,
    }
}

/// Whether a plan was made from this preset, as far as its targets tell: it shares more of them with no other preset.
/// Values, titles and single targets may have been changed since.
fn is_plan_of(preset: &Preset, plan: &Plan, target: &MergeTarget<'_>) -> bool {
    let mut indicators: FxHashSet<&str> = FxHashSet::default();
    for one in &plan.targets {
        indicators.insert(&target.archive.indicator(one.indicator).name);
    }
    let own = Likeness::of(&indicators, preset, target.lang);
    for other in &PRESETS {
        if own.is_below(Likeness::of(&indicators, other, target.lang)) {
            return false;
        }
    }
    0 < own.shared
}

/// How many indicators a plan and a preset share, of all that at least one of them has.
#[derive(Clone, Copy)]
struct Likeness {
    shared: usize,
    all: usize,
}

impl Likeness {
    fn of(indicators: &FxHashSet<&str>, preset: &Preset, lang: Lang) -> Likeness {
        let (mut own, mut shared) = (0, 0);
        for line in preset.plan(lang).text.lines() {
            if let Some(name) = target_begun(line) {
                own += 1;
                shared += usize::from(indicators.contains(name));
            }
        }
        Likeness { shared, all: own + indicators.len() - shared }
    }

    fn is_below(self, other: Likeness) -> bool {
        self.shared * other.all < other.shared * self.all
    }
}

/// The text of a plan whose title names the preset too: another plan has the title already.
fn with_longer_title(text: &str, preset: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 40);
    let mut is_done = false;
    for line in text.split_inclusive('\n') {
        let (key, _) = line.split_once(':').unwrap_or_default();
        if !is_done && TITLE.is(key) {
            is_done = true;
            let line = line.trim_end();
            out.push_str(&match lang {
                Lang::Zh => format!("{line}（{preset}）\n"),
                Lang::En => format!("{line} ({preset})\n"),
            });
        } else {
            out.push_str(line);
        }
    }
    out
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

/// The ids of the actions of all plans in a folder.
fn actions_in<'a>(archive: &'a Archive, folder: &str) -> FxHashSet<&'a str> {
    let mut ids = FxHashSet::default();
    for plan in &archive.plans {
        let rest = plan.file.strip_prefix(folder).unwrap_or_default();
        if rest.starts_with('/') {
            for action in &plan.actions {
                ids.insert(action.id.as_str());
            }
        }
    }
    ids
}

/// The text of a preset's plan in which each action that another plan has too gets an id of its own. Otherwise a record that
/// names the other plan's action would name two.
fn with_action_ids(text: &str, taken: &FxHashSet<&str>, suffix: &str, lang: Lang) -> String {
    let mut out = String::with_capacity(text.len() + 200);
    for line in text.split_inclusive('\n') {
        out.push_str(line);
        if let Some(item) = line.trim_end().strip_prefix("  - ")
            && let Some((key, name)) = item.split_once(": ")
            && NAME.is(key)
            && taken.contains(name)
        {
            let key = ID.in_language(lang);
            out.push_str(&format!("    {key}: {}\n", quote(&format!("{name}-{suffix}"))));
        }
    }
    out
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
    target_begun(line) == Some(indicator)
}

/// The indicator whose target a line begins.
fn target_begun(line: &str) -> Option<&str> {
    let (key, name) = line.strip_prefix("  - ")?.split_once(": ")?;
    INDICATOR.is(key).then_some(name)
}
