//! Lines and groups of records, for every list of them.

use crate::l10n::labels::Labels;
use serde::Serialize;

use crate::model::{Detail, RecordIx, RecordKind, SchoolIx, TermIx};
use crate::photo::shrink::Size;
use crate::site::fragments::attachments::{Image, image, kind_and_size};
use crate::site::model::lookup::MOST_LINES;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::routes::folder;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A line about one record.
    #[derive(Debug, Serialize)]
    pub(crate) struct RecordLine<'s> {
        /// Its day; empty when it has none.
        pub(crate) date: String,
        /// The record.
        pub(crate) link: Link<'s>,
        /// The school that filed it.
        pub(crate) school: &'s str,
        /// Its type as written.
        pub(crate) of_type: Option<&'s str>,
        /// What kind of record it is.
        pub(crate) kind: &'static str,
        /// Whether it is a draft.
        pub(crate) draft: bool,
        /// Of a question whether it is solved, of an honour its level.
        pub(crate) mark: Option<&'static str>,
        /// Of a resource: its first picture.
        pub(crate) picture: Option<Image<'s>>,
        /// Of a resource: kind and size of its first files, `PDF 1.2 MB`.
        pub(crate) files: Vec<String>,
        /// Of a resource: how many more files it has.
        pub(crate) more_files: usize,
    }
}

/// At most so many files are told of in a line.
const MOST_FILES: usize = 3;

/// The line of a record; none when it has no page.
pub(crate) fn line(ctx: PageCtx<'_>, at: RecordIx) -> Option<RecordLine<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let files = match record.detail {
        Detail::Resource => record.attachments.as_slice(),
        _ => &[],
    };
    let of_file = |text: &String| {
        let (kind, size) = kind_and_size(ctx, text);
        let told: Vec<_> = kind.into_iter().chain(size).collect();
        (!told.is_empty()).then(|| told.join(" "))
    };
    Some(RecordLine {
        date: site.lookup.day(at).map(|day| site.words.day(day)).unwrap_or_default(),
        link: ctx.record(at)?,
        school: &site.archive.school(record.school).name,
        of_type: record.of_type.as_deref(),
        kind: kind_title(ctx, record.kind()),
        draft: record.draft,
        mark: match &record.detail {
            Detail::Question(it) => Some(if it.solved { labels.solved } else { labels.open }),
            Detail::Honour(level) => level.map(|level| site.words.honour_level(level)),
            _ => None,
        },
        picture: match &record.detail {
            Detail::Resource => {
                record.attachments.iter().find_map(|attachment| image(ctx, attachment, Size::List))
            }
            _ => None,
        },
        files: files.iter().take(MOST_FILES).filter_map(of_file).collect(),
        more_files: files.len().saturating_sub(MOST_FILES),
    })
}

/// The lines of records, in their order.
pub(crate) fn lines<'s>(
    ctx: PageCtx<'s>,
    records: impl IntoIterator<Item = RecordIx>,
) -> Vec<RecordLine<'s>> {
    records.into_iter().filter_map(|record| line(ctx, record)).collect()
}

template_struct! {
    /// Records under a heading.
    #[derive(Debug, Serialize)]
    pub(crate) struct Group<'s> {
        /// For the `id` of the heading.
        pub(crate) anchor: String,
        /// The term or school; its `href` is empty when it has no page.
        pub(crate) title: Link<'s>,
        /// The records.
        pub(crate) lines: Vec<RecordLine<'s>>,
        /// How many there are, listed here or not.
        pub(crate) count: usize,
        /// Where all are, when they are not all listed here.
        pub(crate) more: Option<String>,
    }
}

impl<'s> Group<'s> {
    fn of(anchor: String, title: Link<'s>, lines: Vec<RecordLine<'s>>) -> Group<'s> {
        Group { anchor, title, count: lines.len(), lines, more: None }
    }
}

/// Records of one kind by term, the latest first; those without a term last.
pub(crate) fn by_term<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let site = ctx.site;
    let mut terms: Vec<Option<TermIx>> =
        records.iter().map(|record| site.lookup.term(*record)).collect();
    terms.sort_unstable();
    terms.dedup();
    let group = |term: Option<TermIx>| {
        let anchor = match term {
            Some(it) => format!("term-{}", it.0 + 1),
            None => "term-none".to_owned(),
        };
        let title = match term {
            Some(it) => ctx.term(it),
            None => Link {
                text: ctx.pick("不在任何学期", "Outside every term").into(),
                href: String::new(),
            },
        };
        let of_term = records.iter().copied().filter(|record| site.lookup.term(*record) == term);
        Group::of(anchor, title, lines(ctx, of_term))
    };
    terms.into_iter().rev().map(group).collect()
}

/// One school's records of a kind by term, the latest first: of a term whose records stand on a page of their own only
/// the newest, and none after so many lines.
pub(crate) fn by_term_in_short<'s>(
    ctx: PageCtx<'s>,
    school: SchoolIx,
    kind: RecordKind,
    records: &[RecordIx],
) -> Vec<Group<'s>> {
    let site = ctx.site;
    let mut room = MOST_LINES;
    let mut groups = by_term(ctx, records);
    let mut terms: Vec<Option<TermIx>> =
        records.iter().map(|record| site.lookup.term(*record)).collect();
    terms.sort_unstable();
    terms.dedup();
    for (group, term) in groups.iter_mut().zip(terms.into_iter().rev()) {
        let page = term.and_then(|term| site.routes.school_terms.get(&(school, term)));
        if let Some(page) = page.filter(|_| room < group.count) {
            group.lines.truncate(room);
            group.more = Some(format!("{}#{}", ctx.to(page), section(kind)));
        }
        room -= room.min(group.count);
    }
    groups
}

/// Records by kind.
pub(crate) fn by_kind<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let of_kind = |kind: RecordKind| {
        let records = records.iter().copied();
        let own = records.filter(|record| ctx.site.archive.record(*record).kind() == kind);
        let title = Link { text: kind_title(ctx, kind).into(), href: String::new() };
        Group::of(section(kind).to_owned(), title, lines(ctx, own))
    };
    RecordKind::ALL.into_iter().map(of_kind).filter(|it| 0 < it.count).collect()
}

/// Records by school, in the schools' order.
pub(crate) fn by_school<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let site = ctx.site;
    let mut schools: Vec<SchoolIx> =
        records.iter().map(|record| site.archive.record(*record).school).collect();
    schools.sort_unstable();
    schools.dedup();
    let group = |school: SchoolIx| {
        let own =
            records.iter().copied().filter(|record| site.archive.record(*record).school == school);
        let anchor = format!("school-{}", site.routes.school_names[school.0]);
        Group::of(anchor, ctx.school(school), lines(ctx, own))
    };
    schools.into_iter().map(group).collect()
}

/// The heading of a kind.
pub(crate) fn kind_title(ctx: PageCtx<'_>, kind: RecordKind) -> &'static str {
    let labels = Labels::of(ctx.site.lang());
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
pub(crate) fn section(kind: RecordKind) -> &'static str {
    folder(kind)
}
