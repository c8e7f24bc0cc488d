//! Ready sets of indicators, a plan with its targets, and examples: the presets of `init --preset` and `preset`.
//!
//! A preset is data: one text a language in `presets/<name>/`, cut into sections by lines that begin with `=== `.
//! `about` tells what the preset is for, its sources and what is to be decided locally; `indicators` is an
//! indicators.yaml; `plan PATH` is a plan; `file PATH` is what the plan cannot do without (a site, schools, a pair);
//! `example PATH` is a record that shows how the figures come about.

mod days;
mod indicator_list;
mod meaning;
mod merge;
#[cfg(test)]
mod tests;

pub use days::PresetDays;
pub use indicator_list::{AppendRefusal, append_indicators};
pub use meaning::{Difference, differences};
pub use merge::{Merge, MergeTarget, merge};

use super::fill::fill;
use super::sample::surroundings;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Archive, Day};
use crate::parse;
use crate::source::MemorySource;

/// A preset, by its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Such as `zizhu`.
    pub name: &'static str,
    zh: &'static str,
    en: &'static str,
}

macro_rules! preset {
    ($name:literal) => {
        Preset {
            name: $name,
            zh: include_str!(concat!("../presets/", $name, "/zh.txt")),
            en: include_str!(concat!("../presets/", $name, "/en.txt")),
        }
    };
}

/// Every preset, in the order of `preset list`.
pub const PRESETS: [Preset; 10] = [
    preset!("jiedui-youeryuan"),
    preset!("jiedui-xiaoxue"),
    preset!("gongtongti"),
    preset!("songjiao-shangmen"),
    preset!("kongchuo"),
    preset!("zizhu"),
    preset!("yingyang"),
    preset!("puji-puhui"),
    preset!("fupin-xiaoxue"),
    preset!("fupin-zhongxue"),
];

/// A file of a preset: its path below the root and its text, with places to fill.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PresetFile {
    pub(super) path: &'static str,
    pub(super) text: &'static str,
}

/// Whose plan a preset has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanHome {
    /// The archive's own, for all its schools.
    Archive,
    /// A pair's.
    Pair,
}

impl Preset {
    /// The preset with that name or title: `zizhu`, `学生资助`.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Preset> {
        for preset in &PRESETS {
            let names = [preset.name, preset.title(Lang::Zh), preset.title(Lang::En)];
            if names.contains(&name) {
                return Some(preset);
            }
        }
        None
    }

    fn text(&self, lang: Lang) -> &'static str {
        pick(lang, self.zh, self.en)
    }

    /// The sections: their headers, such as `plan content/plans/{year}.md`, and their texts.
    fn sections(&self, lang: Lang) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut rest = self.text(lang);
        std::iter::from_fn(move || {
            let (header, after) = rest.strip_prefix("=== ")?.split_once('\n')?;
            let end = after.find("\n=== ").map_or(after.len(), |end| end + 1);
            rest = &after[end..];
            Some((header, &after[..end]))
        })
    }

    fn section(&self, lang: Lang, wanted: &str) -> &'static str {
        for (header, text) in self.sections(lang) {
            if header == wanted {
                return text;
            }
        }
        ""
    }

    /// The files of one kind: `plan`, `file` or `example`.
    fn files(&self, lang: Lang, kind: &'static str) -> impl Iterator<Item = PresetFile> {
        self.sections(lang).filter_map(move |(header, text)| {
            let path = header.strip_prefix(kind)?.strip_prefix(' ')?;
            Some(PresetFile { path, text })
        })
    }

    /// What it is called: `学生资助`.
    #[must_use]
    pub fn title(&self, lang: Lang) -> &'static str {
        let first = self.section(lang, "about").lines().next().unwrap_or_default();
        first.trim_start_matches("# ")
    }

    /// What it is for, in one line.
    #[must_use]
    pub fn summary(&self, lang: Lang) -> &'static str {
        self.section(lang, "about").lines().nth(1).unwrap_or_default()
    }

    /// Its sources, and what is to be decided locally.
    #[must_use]
    pub fn sources(&self, lang: Lang) -> &'static str {
        let about = self.section(lang, "about");
        let (_, rest) = about.split_once("\n\n").unwrap_or_default();
        rest
    }

    /// Its indicators.yaml.
    #[must_use]
    pub fn indicators(&self, lang: Lang) -> &'static str {
        self.section(lang, "indicators")
    }

    fn plan(&self, lang: Lang) -> PresetFile {
        self.files(lang, "plan").next().unwrap_or(PresetFile { path: "", text: "" })
    }

    /// Whose plan it has.
    #[must_use]
    pub fn plan_home(&self) -> PlanHome {
        match self.plan(Lang::En).path.starts_with("content/pairs/") {
            true => PlanHome::Pair,
            false => PlanHome::Archive,
        }
    }

    /// The name of the pair in the archive that `init` makes.
    fn example_pair(&self, lang: Lang) -> &'static str {
        for file in self.files(lang, "file") {
            if file.path.ends_with("/结对.yaml") || file.path.ends_with("/pair.yaml") {
                let first = file.text.lines().next().unwrap_or_default();
                let (_, name) = first.split_once(": ").unwrap_or_default();
                return name;
            }
        }
        ""
    }

    /// The name of the plan's file.
    fn plan_file_name(&self, lang: Lang, days: &PresetDays) -> String {
        let path = self.plan(lang).path;
        let name = path.rsplit('/').next().unwrap_or(path);
        fill(name, &|place| days.value(place))
    }

    /// The text of its plan for a school year.
    #[must_use]
    pub fn plan_text(&self, lang: Lang, days: &PresetDays) -> String {
        fill(self.plan(lang).text, &|place| days.value(place))
    }

    /// The files of a new archive: the plan for the school year of `today`, whatever it cannot do without, and examples
    /// that are not in the future unless `without_examples`. Paths are below its root.
    #[must_use]
    pub fn archive(&self, lang: Lang, without_examples: bool, today: Day) -> Vec<(String, String)> {
        let days = PresetDays::of(today).with_pair(self.example_pair(lang));
        let mut files = surroundings(lang);
        let indicators = pick(lang, "content/指标.yaml", "content/indicators.yaml");
        files.push((indicators.to_owned(), self.indicators(lang).to_owned()));
        let mut kinds = vec!["file", "plan"];
        if !without_examples {
            kinds.push("example");
        }
        for kind in kinds {
            for file in self.files(lang, kind) {
                let value = |place: &str| days.value(place);
                let (path, mut text) = (fill(file.path, &value), fill(file.text, &value));
                if path.ends_with(".csv") {
                    text.insert(0, '\u{feff}'); // spreadsheets know the encoding by this mark
                }
                files.push((path, text));
            }
        }
        files
    }

    /// The archive of [`Preset::archive`], read.
    ///
    /// # Errors
    /// Never: the files are in memory.
    pub fn parsed(&self, lang: Lang, without_examples: bool, today: Day) -> Result<Archive, Error> {
        let files = self.archive(lang, without_examples, today);
        Ok(parse::archive(&files.into_iter().collect::<MemorySource>())?.archive)
    }
}
