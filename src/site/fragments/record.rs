//! What the pages of all records have: frame, facts, neighbours.

use serde::Serialize;

use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::{
    Commit, Day, Detail, DocumentIx, FileHistory, Period, Provenance, Record, RecordIx, WhyUnknown,
};
use crate::privacy::redact;
use crate::site::fragments::edit_link::edit_link;
use crate::site::fragments::facts::{Fact, Facts};
use crate::site::fragments::filing::file_number;
use crate::site::fragments::lists::{kind_title, section};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::values::describe::template_struct;

template_struct! {
    /// The records of the same school and kind before and after.
    #[derive(Debug, Serialize)]
    pub(crate) struct Neighbours<'s> {
        /// The one before.
        pub(crate) prev: Option<Link<'s>>,
        /// The one after.
        pub(crate) next: Option<Link<'s>>,
    }
}

/// The frame of a record's page.
pub(crate) fn frame(ctx: PageCtx<'_>, at: RecordIx) -> Frame<'_> {
    let site = ctx.site;
    let it = site.archive.record(at);
    let school = ctx.school(it.school);
    let kind = it.kind();
    let of_kind = Link {
        text: kind_title(ctx, kind).into(),
        href: format!("{}#{}", school.href, section(kind)),
    };
    let mut page = ctx.frame(
        &*it.title,
        "records",
        vec![ctx.link(ctx.pick("学校", "Schools"), "schools.html"), school, of_kind],
    );
    page.draft = it.draft;
    page.edit = edit_link(ctx, &it.file);
    page.print = site.is_printed(at).then(|| ctx.to(&site.routes.printed_records[at.0]));
    page
}

/// What is known about a record, in a table.
pub(crate) fn facts(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Fact<'_>> {
    let site = ctx.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let comma = ctx.pick("、", ", ");
    let mut facts = Facts::default();
    let days = match (it.first_day, it.day) {
        (Some(first), Some(last)) => Period::new(first, last).map(|value| site.words.days(value)),
        (None, Some(day)) => Some(site.words.day(day)),
        _ => None,
    };
    facts.text(labels.date, days).links(labels.school, [ctx.school(it.school)]);
    facts.text(labels.of_type, it.of_type.as_deref());
    match &it.detail {
        Detail::Visit(visit) => {
            facts.links(labels.to, visit.to.iter().map(|to| ctx.school(*to)));
            facts.text(labels.place, visit.place.as_deref());
        }
        Detail::Summary(summary) => {
            facts.text(labels.author, summary.author.as_deref());
            facts.text(labels.approved_by, summary.approved_by.as_deref());
        }
        Detail::Honour(level) => {
            facts.text(labels.honour_level, level.map(|level| site.words.honour_level(level)));
        }
        Detail::Question(question) => {
            facts.text(labels.asked_by, question.asked_by.as_deref());
            facts.text(
                labels.status,
                Some(if question.solved { labels.solved } else { labels.open }),
            );
        }
        Detail::Ledger(_) | Detail::Resource => {}
    }
    facts.text(labels.people, Some(it.people.join(comma)));
    facts.links(labels.pair, it.pair.one().map(|pair| ctx.pair(pair)));
    facts.links(
        labels.plan,
        it.plan.filter(|plan| site.lookup.is_plan_shown(*plan)).map(|plan| ctx.plan(plan)),
    );
    if let Detail::Visit(visit) = &it.detail {
        let shown = visit.actions.iter().filter(|action| site.lookup.is_plan_shown(action.plan));
        facts.links(
            labels.action,
            shown.map(|shown| {
                let name = site.archive.plan(shown.plan).actions[shown.action].name.as_str();
                Link {
                    text: name.into(),
                    href: format!("{}#action-{}", ctx.plan(shown.plan).href, shown.action + 1),
                }
            }),
        );
    }
    facts.links(
        labels.term,
        site.lookup.term(at).filter(|term| site.is_term_used(*term)).map(|term| ctx.term(term)),
    );
    facts.filing(labels.file_number, file_number(ctx, DocumentIx::Record(at)));
    facts.text(labels.document_number, it.filing.document_number.as_deref());
    facts.filing(
        labels.public_until,
        it.public_until.map(|public_until| site.words.day(public_until)),
    );
    facts.filing(labels.handed_in, submission(ctx, at));
    facts.filing(labels.sealed, sealed(ctx, at));
    facts.text(labels.correction, it.correction.as_deref());
    facts.0
}

/// Who handed the record in and when, and who changed it last.
fn submission(ctx: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let files = match site.provenance? {
        Provenance::Known(files) => files,
        Provenance::Unknown(why) => {
            return Some(
                match why {
                    WhyUnknown::NoRepository => labels.no_repository,
                    WhyUnknown::Shallow => labels.shallow_repository,
                    WhyUnknown::ForeignOwner => labels.foreign_repository,
                }
                .to_owned(),
            );
        }
    };
    let Some((history, first)) =
        files.get(&record.file).and_then(|file| file.first().map(|first| (file, first)))
    else {
        return Some(labels.not_committed.to_owned());
    };
    let by = |commit: &Commit| format!("{} {}", redact(&commit.by), site.words.day(commit.day));
    let mut text = by(first);
    if is_late(ctx, record, history) {
        text.push_str(&format!("{}{}{}", labels.open_bracket, labels.late, labels.shut_bracket));
    }
    let changes = history.commits.len() - 1;
    if let Some(last) = history.commits.first().filter(|_| 0 < changes) {
        text.push_str(&match site.lang() {
            Lang::Zh => format!("；改过{changes}次，最近{}", by(last)),
            Lang::En => format!("; changed {changes} times, last {}", by(last)),
        });
    }
    Some(text)
}

/// Whether a record came long after what it tells of: 补录.
fn is_late(ctx: PageCtx<'_>, record: &Record, history: &FileHistory) -> bool {
    let after = i64::from(ctx.site.archive.site.late_after);
    let days = record.day.and_then(|day| history.days_after(day));
    0 < after && days.is_some_and(|day| after < day)
}

/// That the record's term is closed, and since when.
fn sealed(ctx: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = ctx.site;
    let id = &site.archive.record(at).id;
    let file = site.seals.iter().find(|seal| seal.seal.records.contains_key(id))?;
    Some(Day::parse(&file.seal.sealed).map_or_else(|_| String::new(), |it| site.words.day(it)))
}

/// The records before and after, of the same school and kind.
pub(crate) fn neighbours(ctx: PageCtx<'_>, at: RecordIx) -> Neighbours<'_> {
    let [prev, next] =
        ctx.site.lookup.neighbours(at).map(|neighbour| neighbour.and_then(|item| ctx.record(item)));
    Neighbours { prev, next }
}
