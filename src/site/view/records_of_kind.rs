//! The list of all records of one kind, by term.

use crate::l10n::labels::Labels;
use crate::model::RecordKind;
use crate::site::fragments::lists::{Group, by_term, kind_title, lines, section};
use crate::site::fragments::records_page::{Part, RecordsPage, of_term};
use crate::site::model::navigation::NavEntry;
use crate::site::model::navigation::NavGroup;
use crate::site::model::navigation::NavPresence;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::routes::folder;
use crate::site::model::site::Site;
use crate::site::page::page_kind::PageKind;

/// One list per kind of record.
pub(crate) struct RecordsOfKindPages;

impl PageKind for RecordsOfKindPages {
    type Key<'s> = RecordKind;
    type View<'s> = RecordsPage<'s>;
    const NAVIGATION: &'static [NavEntry] = &[
        list_entry(RecordKind::Visit, |labels| labels.visits),
        list_entry(RecordKind::Summary, |labels| labels.summaries),
        list_entry(RecordKind::Ledger, |labels| labels.ledgers),
        list_entry(RecordKind::Resource, |labels| labels.resources),
        list_entry(RecordKind::Honour, |labels| labels.honours),
        list_entry(RecordKind::Question, |labels| labels.questions),
    ];

    fn keys<'s>(_site: &'s Site<'s>) -> Vec<RecordKind> {
        RecordKind::ALL.to_vec()
    }

    fn path<'s>(_site: &'s Site<'s>, key: RecordKind) -> &'s str {
        list_path(key)
    }

    fn view<'s>(ctx: PageCtx<'s>, key: RecordKind) -> RecordsPage<'s> {
        records_of_kind(ctx, key)
    }
}

/// How many of the newest records are on a list that leads to the pages of terms.
const NEWEST: usize = 50;

/// A kind with more records than this is listed on the pages of the terms.
const MOST_LISTED: usize = 200;

/// All records of a kind. If there are many, and always for visits, the list leads to one page per term instead.
fn records_of_kind(ctx: PageCtx<'_>, kind: RecordKind) -> RecordsPage<'_> {
    let site = ctx.site;
    let records = &site.lookup.by_kind[kind as usize];
    let page = ctx.frame(kind_title(ctx, kind), section(kind), Vec::new());
    let is_visit = kind == RecordKind::Visit;
    let is_long = is_visit || MOST_LISTED < records.len();
    if !is_long {
        let groups = by_term(ctx, records);
        return RecordsPage {
            page,
            count: records.len(),
            parts: Vec::new(),
            groups,
            with_school: true,
            calendar: None,
        };
    }
    let pages = if is_visit { &site.routes.visits } else { &site.routes.terms };
    let mut parts = Vec::new();
    for (at, term) in site.archive.calendar.terms() {
        let count = of_term(ctx, kind, at).len();
        if count > 0 {
            parts.push(Part {
                link: ctx.link(&*term.name, &pages[at.0]),
                count,
                calendar: is_visit.then(|| ctx.to(&site.routes.calendars[at.0])),
            });
        }
    }
    parts.reverse();
    let newest = Group {
        anchor: "newest".to_owned(),
        title: Link {
            text: ctx.pick("最新记录", "Newest records").into(), href: String::new()
        },
        lines: lines(ctx, records.iter().take(NEWEST).copied()),
        count: records.len().min(NEWEST),
        more: None,
    };
    RecordsPage {
        page,
        count: records.len(),
        parts,
        groups: if records.is_empty() { Vec::new() } else { vec![newest] },
        with_school: true,
        calendar: None,
    }
}

/// The path of the list of a kind.
const fn list_path(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Visit => "visits.html",
        RecordKind::Summary => "summaries.html",
        RecordKind::Ledger => "ledgers.html",
        RecordKind::Resource => "resources.html",
        RecordKind::Honour => "honours.html",
        RecordKind::Question => "questions.html",
    }
}

/// The entry of the navigation that leads to the list of a kind.
const fn list_entry(kind: RecordKind, label: fn(&Labels) -> &'static str) -> NavEntry {
    NavEntry {
        section: folder(kind),
        path: list_path(kind),
        label,
        group: NavGroup::More,
        presence: NavPresence::Always,
    }
}
