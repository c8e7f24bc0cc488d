//! 归档文件目录: the papers that have numbers, with what the columns of the standard say.

use rustc_hash::FxHashMap;

use super::rule::{Paper, PaperRef, papers};
use crate::model::{Archive, Day, FileNumber, PlanOwner};

/// A line of a catalogue. 密级 is always empty: what is secret does not belong here.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// 档号.
    pub number: &'a FileNumber,
    /// The paper.
    pub paper: Paper,
    /// 文号.
    pub document_number: Option<&'a str>,
    /// 责任者: the school, or the helper of a pair.
    pub responsible: &'a str,
    /// 题名.
    pub title: &'a str,
    /// 日期.
    pub day: Option<Day>,
    /// 页数.
    pub pages: Option<u32>,
}

impl Entry<'_> {
    /// 日期 in eight digits: `20240315`; empty without one.
    #[must_use]
    pub fn date(&self) -> String {
        let digits = |it: Day| format!("{:04}{:02}{:02}", it.year(), it.month(), it.day());
        self.day.map(digits).unwrap_or_default()
    }
}

/// The papers that have numbers and may be shown, in the order of their numbers.
#[must_use]
pub fn entries<'a>(archive: &'a Archive, is_shown: &dyn Fn(Paper) -> bool) -> Vec<Entry<'a>> {
    let shown: FxHashMap<&str, Paper> = papers(archive)
        .filter(|it| is_shown(*it))
        .map(|it| (PaperRef::of(archive, it).id, it))
        .collect();
    let held = archive.numbers.iter().filter(|it| !it.retired);
    let mut entries: Vec<Entry<'a>> = held
        .filter_map(|it| Some(entry(archive, &it.number, *shown.get(it.paper.as_str())?)))
        .collect();
    entries.sort_unstable_by(|one, other| one.number.cmp(other.number));
    entries
}

fn entry<'a>(archive: &'a Archive, number: &'a FileNumber, paper: Paper) -> Entry<'a> {
    let PaperRef { title, day, filing, .. } = PaperRef::of(archive, paper);
    Entry {
        number,
        paper,
        document_number: filing.document_number.as_deref(),
        responsible: responsible(archive, paper),
        title,
        day,
        pages: filing.pages,
    }
}

fn responsible(archive: &Archive, paper: Paper) -> &str {
    let school = |it| archive.school(it).name.as_str();
    match paper {
        Paper::Record(at) => school(archive.record(at).school),
        Paper::Plan(at) => match archive.plan(at).owner {
            PlanOwner::Archive => {
                archive.site.organisation.as_deref().unwrap_or(&archive.site.title)
            }
            PlanOwner::School(it) => school(it),
            PlanOwner::Pair(it) => school(archive.pair(it).helper),
        },
    }
}
