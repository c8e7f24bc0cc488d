//! Where a record belongs in an archive, spelled as the archive spells its folders.

use crate::diagnostics::BilingualName;
use crate::engine::lint::folded;
use crate::l10n::{Lang, pick};
use crate::parse::labels::LABELS;
use crate::parse::names::{
    ASKED_BY, COLUMNS, DATE, LEVEL_HONOUR, REPLIES, SCHOOLS_DIR, TABLE, TARGETS, TERM, TYPE,
};
use crate::source::Source;
use crate::syntax::front_matter;

/// Keys that tell the kind of a record, and its folder. The first that a text has counts.
const TELLING_KEYS: [(BilingualName, &str); 9] = [
    (TABLE, "ledgers"),
    (COLUMNS, "ledgers"),
    (TARGETS, "plans"),
    (TERM, "summaries"),
    (REPLIES, "questions"),
    (ASKED_BY, "questions"),
    (LEVEL_HONOUR, "honours"),
    (TYPE, "visits"),
    (DATE, "visits"),
];

/// The paths of an archive, for looking up what it holds already.
pub(super) struct ArchivePaths<'s> {
    paths: Vec<&'s str>,
    lang: Lang,
}

/// The place of a record.
pub(super) struct FoundPlace {
    /// `content/学校/a/活动`
    pub(super) folder: String,
    /// The name of the record, as on disk where it exists.
    pub(super) name: String,
    /// The files of the record that exist.
    pub(super) existing: Vec<String>,
}

impl<'s> ArchivePaths<'s> {
    /// The paths of a source; `lang`: how new folders are spelled where nothing else tells.
    pub(super) fn of(source: &'s dyn Source, lang: Lang) -> ArchivePaths<'s> {
        ArchivePaths { paths: source.paths(), lang }
    }

    /// Whether there is a file below a folder.
    fn has_folder(&self, folder: &str) -> bool {
        let start = format!("{folder}/");
        self.below(&start).next().is_some()
    }

    /// The paths that begin with a text.
    fn below<'p>(&'p self, start: &'p str) -> impl Iterator<Item = &'s str> + 'p {
        let first = self.paths.partition_point(|path| *path < start);
        self.paths[first..].iter().take_while(move |path| path.starts_with(start)).copied()
    }

    /// The place of a record below the folder of a school.
    pub(super) fn place(&self, home: &str, kind: BilingualName, name: &str) -> FoundPlace {
        let is_chinese = match home.split('/').nth(1) {
            Some(schools) if SCHOOLS_DIR.is(schools) => schools == SCHOOLS_DIR.zh,
            _ => self.lang == Lang::Zh,
        };
        let lang = if is_chinese { Lang::Zh } else { Lang::En };
        let (own, other) = pick(lang, (kind.zh, kind.en), (kind.en, kind.zh));
        let (own, other) = (format!("{home}/{own}"), format!("{home}/{other}"));
        for folder in [&own, &other] {
            if let Some(place) = self.existing(folder, name) {
                return place;
            }
        }
        let has_other = !self.has_folder(&own) && self.has_folder(&other);
        let folder = if has_other { other } else { own };
        FoundPlace { folder, name: name.to_owned(), existing: Vec::new() }
    }

    /// The record of a name in a folder. Names that some system takes for the same are the same.
    fn existing(&self, folder: &str, name: &str) -> Option<FoundPlace> {
        let (start, wanted) = (format!("{folder}/"), folded(name));
        let (mut existing, mut spelling) = (Vec::new(), None);
        for path in self.below(&start) {
            let first = path[start.len()..].split('/').next().unwrap_or_default();
            let is_file = path.len() == start.len() + first.len();
            let own = match is_file {
                true => first.strip_suffix(".md"),
                false => Some(first),
            };
            if let Some(own) = own
                && folded(own) == wanted
            {
                spelling.get_or_insert(own);
                existing.push(path.to_owned());
            }
        }
        let name = spelling?.to_owned();
        Some(FoundPlace { folder: folder.to_owned(), name, existing })
    }
}

/// The folder of the kind of record that a text is, by the keys that only one kind has.
pub(super) fn guess_kind(text: &str) -> Option<BilingualName> {
    let yaml = front_matter::split(text).ok()?.yaml;
    let mut keys = Vec::new();
    for line in yaml.lines() {
        let key = line.split([':', '：']).next().unwrap_or_default();
        if !key.starts_with([' ', '\t', '-', '#']) {
            keys.push(key.trim());
        }
    }
    for (name, folder) in TELLING_KEYS {
        if has_key(&keys, name) {
            return super::names::kind_folder(folder);
        }
    }
    None
}

/// Whether one of the keys of a text is this one, in either spelling or as a label of forms.
fn has_key(keys: &[&str], name: BilingualName) -> bool {
    for key in keys {
        if name.is(key) || LABELS.iter().any(|(label, of)| label == key && *of == name) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::MemorySource;

    #[test]
    fn the_kind_follows_from_keys_that_no_other_has() {
        for (text, want) in [
            ("---\n标题: x\n日期: 2024-03-01\n类型: 讲座\n---\n", Some("visits")),
            ("---\n活动主题: x\n活动时间: 2024-03-01\n---\n", Some("visits")),
            ("---\ntitle: x\nterm: 2023-2024-2\ndate: 2024-07-01\n---\n", Some("summaries")),
            ("---\n标题: x\n表: a.csv\n---\n", Some("ledgers")),
            ("---\n标题: x\n提问人: 甲\n日期: 2024-03-01\n---\n", Some("questions")),
            ("---\n标题: x\n级别: 县级\n日期: 2024-03-01\n---\n", Some("honours")),
            ("---\n标题: x\n目标:\n  - 指标: y\n---\n", Some("plans")),
            ("---\n标题: x\n---\n", None),
            ("no front matter", None),
        ] {
            assert_eq!(guess_kind(text).map(|kind| kind.en), want, "{text}");
        }
    }

    #[test]
    fn records_go_where_the_archive_has_them() {
        let source: MemorySource = [
            ("content/学校/a/活动/X/index.md", ""),
            ("content/学校/a/活动/X/1.jpg", ""),
            ("content/学校/a/活动/y.md", ""),
            ("content/学校/a/summaries/z.md", ""),
            ("content/schools/b/school.yaml", ""),
        ]
        .into_iter()
        .collect();
        let paths = ArchivePaths::of(&source, Lang::Zh);
        let place = |home: &str, kind: &str, name: &str| {
            let kind = super::super::names::kind_folder(kind).unwrap();
            let place = paths.place(home, kind, name);
            (format!("{}/{}", place.folder, place.name), place.existing.len())
        };
        let a = "content/学校/a";
        assert_eq!(place(a, "visits", "x"), ("content/学校/a/活动/X".into(), 2));
        assert_eq!(place(a, "visits", "y"), ("content/学校/a/活动/y".into(), 1));
        assert_eq!(place(a, "总结", "w"), ("content/学校/a/summaries/w".into(), 0));
        assert_eq!(place(a, "plans", "p"), ("content/学校/a/计划/p".into(), 0));
        assert_eq!(
            place("content/schools/b", "活动", "x"),
            ("content/schools/b/visits/x".into(), 0)
        );
    }
}
