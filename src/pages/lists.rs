//! Lines and groups of records, for every list of them.

use serde::Serialize;

use super::frame::{Here, Link};
use super::pictures::{Image, image};
use crate::model::{Detail, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::photo::shrink::Size;

/// One record in a list.
#[derive(Debug, Serialize)]
pub(super) struct RecordLine<'s> {
    pub(super) date: String,
    pub(super) link: Link<'s>,
    pub(super) school: &'s str,
    pub(super) of_type: Option<&'s str>,
    pub(super) kind: &'static str,
    pub(super) draft: bool,
    /// Of a question: whether it is solved.
    pub(super) mark: Option<&'static str>,
    /// Of a resource: its first picture.
    pub(super) picture: Option<Image<'s>>,
}

/// The line of a record; none when it has no page.
pub(super) fn line(here: Here<'_>, at: RecordIx) -> Option<RecordLine<'_>> {
    let site = here.site;
    let record = site.archive.record(at);
    let labels = super::labels::Labels::of(site.lang());
    Some(RecordLine {
        date: site.lookup.day(at).map(|it| site.words.day(it)).unwrap_or_default(),
        link: here.record(at)?,
        school: &site.archive.school(record.school).name,
        of_type: record.of_type.as_deref(),
        kind: kind_title(here, record.kind()),
        draft: record.draft,
        mark: match &record.detail {
            Detail::Question(it) => Some(if it.solved { labels.solved } else { labels.open }),
            Detail::Honour(level) => level.map(|it| site.words.honour_level(it)),
            _ => None,
        },
        picture: match &record.detail {
            Detail::Resource => {
                record.attachments.iter().find_map(|it| image(here, it, Size::List))
            }
            _ => None,
        },
    })
}

/// The lines of records, in their order.
pub(super) fn lines<'s>(
    here: Here<'s>,
    records: impl IntoIterator<Item = RecordIx>,
) -> Vec<RecordLine<'s>> {
    records.into_iter().filter_map(|it| line(here, it)).collect()
}

/// Records under a heading.
#[derive(Debug, Serialize)]
pub(super) struct Group<'s> {
    pub(super) anchor: String,
    pub(super) title: Link<'s>,
    pub(super) lines: Vec<RecordLine<'s>>,
}

/// Records of one kind by term, the latest first; those without a term last.
pub(super) fn by_term<'s>(here: Here<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let site = here.site;
    let mut terms: Vec<Option<TermIx>> = records.iter().map(|it| site.lookup.term(*it)).collect();
    terms.sort_unstable();
    terms.dedup();
    let group = |term: Option<TermIx>| Group {
        anchor: match term {
            Some(it) => format!("term-{}", it.0 + 1),
            None => "term-none".to_owned(),
        },
        title: match term {
            Some(it) => here.term(it),
            None => Link {
                text: here.say("不在任何学期", "Outside every term").into(),
                href: String::new(),
            },
        },
        lines: lines(here, records.iter().copied().filter(|it| site.lookup.term(*it) == term)),
    };
    terms.into_iter().rev().map(group).collect()
}

/// Records by school, in the schools' order.
pub(super) fn by_school<'s>(here: Here<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let site = here.site;
    let mut schools: Vec<SchoolIx> =
        records.iter().map(|it| site.archive.record(*it).school).collect();
    schools.sort_unstable();
    schools.dedup();
    let group = |school: SchoolIx| Group {
        anchor: format!("school-{}", site.routes.school_names[school.0]),
        title: here.school(school),
        lines: lines(
            here,
            records.iter().copied().filter(|it| site.archive.record(*it).school == school),
        ),
    };
    schools.into_iter().map(group).collect()
}

/// The heading of a kind.
pub(super) fn kind_title(here: Here<'_>, kind: RecordKind) -> &'static str {
    let labels = super::labels::Labels::of(here.site.lang());
    match kind {
        RecordKind::Visit => labels.visits,
        RecordKind::Summary => labels.summaries,
        RecordKind::Ledger => labels.ledgers,
        RecordKind::Resource => labels.resources,
        RecordKind::Honour => labels.honours,
        RecordKind::Question => labels.questions,
    }
}

/// The section of the site that lists a kind.
pub(super) fn section(kind: RecordKind) -> &'static str {
    super::routes::folder(kind)
}
