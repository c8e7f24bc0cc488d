//! Papers without a number → their numbers.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::rule::{PaperRef, class_of, papers};
use crate::model::{Archive, Class, Day, FileNumber, GivenNumber};

/// Numbers for those papers that are wanted and have none: by class, and within it by date, then by id. They go on
/// after the highest number that the class ever had, so no number is given twice and none is moved. Drafts get none.
#[must_use]
pub fn assign(archive: &Archive, wanted: &dyn Fn(&PaperRef<'_>) -> bool) -> Vec<GivenNumber> {
    let Some(rule) = &archive.numbering else { return Vec::new() };
    let held = archive.numbers.iter().filter(|it| !it.retired);
    let held: FxHashSet<&str> = held.map(|it| it.paper.as_str()).collect();
    let mut highest: BTreeMap<&Class, u32> = BTreeMap::new();
    for it in &archive.numbers {
        let most = highest.entry(&it.number.class).or_default();
        *most = it.number.item.max(*most);
    }
    let mut fresh: BTreeMap<Class, Vec<(Option<Day>, &str)>> = BTreeMap::new();
    for paper in papers(archive) {
        let it = PaperRef::of(archive, paper);
        if it.draft || held.contains(it.id) || !wanted(&it) {
            continue;
        }
        if let Some(class) = class_of(archive, rule, paper) {
            fresh.entry(class).or_default().push((it.day, it.id));
        }
    }
    let mut given = Vec::new();
    for (class, mut papers) in fresh {
        papers.sort_unstable();
        let first = highest.get(&class).map_or(1, |it| it.saturating_add(1));
        given.extend((first..).zip(papers).map(|(item, (_, id))| GivenNumber {
            number: FileNumber { class: class.clone(), item },
            paper: id.to_owned(),
            retired: false,
            line: 0,
        }));
    }
    given
}
