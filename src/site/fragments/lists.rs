//! Lines and groups of records, for every list of them.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::l10n::labels::Labels;
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

/// The most files that a line names.
const MOST_FILES: usize = 3;

/// The line of a record; `None` if it has no page.
pub(crate) fn line(ctx: PageCtx<'_>, at: RecordIx) -> Option<RecordLine<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let attachments = match record.detail {
        Detail::Resource => record.attachments.as_slice(),
        _ => &[],
    };
    let mut files = Vec::new();
    for file in attachments.iter().take(MOST_FILES) {
        let (kind, size) = kind_and_size(ctx, file);
        let words: Vec<String> = kind.into_iter().chain(size).collect();
        if !words.is_empty() {
            files.push(words.join(" "));
        }
    }
    Some(RecordLine {
        date: site.lookup.day(at).map(|day| site.words.day(day)).unwrap_or_default(),
        link: ctx.record(at)?,
        school: &site.archive.school(record.school).name,
        of_type: record.of_type.as_deref(),
        kind: kind_title(ctx, record.kind()),
        draft: record.draft,
        mark: match &record.detail {
            Detail::Question(question) if question.solved => Some(labels.solved),
            Detail::Question(_) => Some(labels.open),
            Detail::Honour(level) => level.map(|level| site.words.honour_level(level)),
            _ => None,
        },
        picture: attachments.iter().find_map(|file| image(ctx, file, Size::List)),
        files,
        more_files: attachments.len().saturating_sub(MOST_FILES),
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
    /// Records under a heading, all of them.
    pub(crate) fn of(anchor: String, title: Link<'s>, lines: Vec<RecordLine<'s>>) -> Group<'s> {
        Group { anchor, title, count: lines.len(), lines, more: None }
    }
}

/// The terms of records, the latest first; `None`, if there are records outside every term, comes last.
fn terms_of(ctx: PageCtx<'_>, records: &[RecordIx]) -> Vec<Option<TermIx>> {
    let mut terms: Vec<Option<TermIx>> =
        records.iter().map(|record| ctx.site.lookup.term(*record)).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.reverse();
    terms
}

/// Records of one kind by term, the latest first; those without a term last.
pub(crate) fn by_term<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let mut groups = Vec::new();
    for term in terms_of(ctx, records) {
        let (anchor, title) = match term {
            Some(term) => (format!("term-{}", term.0 + 1), ctx.term(term)),
            None => {
                let text = ctx.pick("不在任何学期", "Outside every term").into();
                ("term-none".to_owned(), Link { text, href: String::new() })
            }
        };
        let own = records.iter().copied();
        let of_term = own.filter(|record| ctx.site.lookup.term(*record) == term);
        groups.push(Group::of(anchor, title, lines(ctx, of_term)));
    }
    groups
}

/// One school's records of a kind by term, the latest first, with at most [`MOST_LINES`] lines. Where they run out, a
/// term whose records have a page of their own lists only the newest, and links to that page.
pub(crate) fn by_term_in_short<'s>(
    ctx: PageCtx<'s>,
    school: SchoolIx,
    kind: RecordKind,
    records: &[RecordIx],
) -> Vec<Group<'s>> {
    let mut room = MOST_LINES;
    let mut groups = by_term(ctx, records);
    for (group, term) in groups.iter_mut().zip(terms_of(ctx, records)) {
        let page = term.and_then(|term| ctx.site.routes.school_terms.get(&(school, term)));
        match page {
            Some(page) if room < group.count => {
                group.lines.truncate(room);
                group.more = Some(format!("{}#{}", ctx.to(page), section(kind)));
            }
            _ => {}
        }
        room -= room.min(group.count);
    }
    groups
}

/// Records by kind.
pub(crate) fn by_kind<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let archive = ctx.site.archive;
    let mut groups = Vec::new();
    for kind in RecordKind::ALL {
        let own = records.iter().copied();
        let of_kind = own.filter(|record| archive.record(*record).kind() == kind);
        let title = Link { text: kind_title(ctx, kind).into(), href: String::new() };
        let group = Group::of(section(kind).to_owned(), title, lines(ctx, of_kind));
        if 0 < group.count {
            groups.push(group);
        }
    }
    groups
}

/// Records by school, in the schools' order.
pub(crate) fn by_school<'s>(ctx: PageCtx<'s>, records: &[RecordIx]) -> Vec<Group<'s>> {
    let site = ctx.site;
    let mut schools: BTreeMap<SchoolIx, Vec<RecordIx>> = BTreeMap::new();
    for record in records {
        schools.entry(site.archive.record(*record).school).or_default().push(*record);
    }
    let mut groups = Vec::new();
    for (school, own) in schools {
        groups.push(Group::of(site.school_anchor(school), ctx.school(school), lines(ctx, own)));
    }
    groups
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

template_struct! {
    /// How many records of a kind a term or month has.
    #[derive(Debug, Serialize)]
    pub(crate) struct KindCount {
        /// The name of the kind.
        pub(crate) title: &'static str,
        /// How many there are.
        pub(crate) count: usize,
    }
}

/// How many of some records each kind has, under its name; kinds without records are left out.
pub(crate) fn kind_counts(ctx: PageCtx<'_>, records: &[RecordIx]) -> Vec<KindCount> {
    let mut counts = Vec::new();
    for (kind, count) in counts_by_kind(ctx, records) {
        counts.push(KindCount { title: kind_title(ctx, kind), count });
    }
    counts
}

/// How many of some records each kind has; kinds without records are left out.
pub(crate) fn counts_by_kind(ctx: PageCtx<'_>, records: &[RecordIx]) -> Vec<(RecordKind, usize)> {
    let counts = RecordKind::ALL.into_iter().zip(count_kinds(ctx, records));
    counts.filter(|(_, count)| 0 < *count).collect()
}

/// How many of some records each kind has, in the order of [`RecordKind::ALL`].
pub(crate) fn count_kinds(ctx: PageCtx<'_>, records: &[RecordIx]) -> Vec<usize> {
    let mut counts = vec![0; RecordKind::ALL.len()];
    for record in records {
        counts[ctx.site.archive.record(*record).kind() as usize] += 1;
    }
    counts
}

/// The section of the site that lists a kind.
pub(crate) fn section(kind: RecordKind) -> &'static str {
    folder(kind)
}
