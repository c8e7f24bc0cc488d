//! What the pages of records of every kind share: frame, facts, neighbours.

use serde::Serialize;

use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::{
    ActionRef, Commit, Day, Detail, DocumentIx, FileHistory, Period, Provenance, Record, RecordIx,
    VisitAmount, VisitDetail, history_key,
};
use crate::privacy::redact;
use crate::site::fragments::edit_link::edit_link;
use crate::site::fragments::facts::{Fact, Facts, former_names};
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
    let record = site.archive.record(at);
    let school = ctx.school(record.school);
    let kind = record.kind();
    let of_kind = Link {
        text: kind_title(ctx, kind).into(),
        href: format!("{}#{}", school.href, section(kind)),
    };
    let mut page = ctx.frame(
        &*record.title,
        "records",
        vec![ctx.link(ctx.pick("学校", "Schools"), "schools.html"), school, of_kind],
    );
    page.draft = record.draft;
    page.edit = edit_link(ctx, &record.file);
    if site.has_printed_page(at) {
        page.print = Some(ctx.to(&site.routes.printed_records[at.0]));
    }
    page
}

/// The facts about a record, in the order of its page; those about a visit in the order of the form it comes from.
pub(crate) fn facts(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Fact<'_>> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let mut facts = Facts::default();
    facts.text(labels.date, days(ctx, record));
    match &record.detail {
        Detail::Visit(visit) => visit_facts(ctx, at, visit, &mut facts),
        _ => {
            facts.links(labels.school, [ctx.school(record.school)]);
            facts.text(labels.of_type, record.of_type.as_deref());
            detail_facts(ctx, record, &mut facts);
            facts.text(labels.people, Some(record.people.join(ctx.pick("、", ", "))));
        }
    }
    facts.text(labels.note, record.note.as_deref().filter(|note| !note.contains('\n')));
    facts.links(labels.pair, record.pair.one().map(|pair| ctx.pair(pair)));
    match record.plan {
        Some(plan) if site.lookup.is_plan_shown(plan) => {
            facts.links(labels.plan, [ctx.plan(plan)]);
        }
        _ => {}
    }
    if let Detail::Visit(visit) = &record.detail {
        facts.links(labels.action, action_links(ctx, &visit.actions));
    }
    match site.lookup.term(at) {
        Some(term) if site.is_term_used(term) => {
            facts.links(labels.term, [ctx.term(term)]);
        }
        _ => {}
    }
    filing_facts(ctx, at, &mut facts);
    facts.0
}

/// Appends the facts about the filing of a record.
fn filing_facts<'s>(ctx: PageCtx<'s>, at: RecordIx, facts: &mut Facts<'s>) {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    facts.filing(labels.file_number, file_number(ctx, DocumentIx::Record(at)));
    facts.text(labels.document_number, record.filing.document_number.as_deref());
    facts.filing(labels.public_until, record.public_until.map(|day| site.words.day(day)));
    facts.filing(labels.handed_in, submission(ctx, at));
    facts.filing(labels.sealed, sealed(ctx, at));
    facts.text(labels.correction, record.correction.as_deref());
    facts.filing(labels.formerly, Some(former_names(&record.formerly, ctx.pick("、", ", "))));
}

/// Appends what the form of a visit asks, in its order.
fn visit_facts<'s>(ctx: PageCtx<'s>, at: RecordIx, visit: &'s VisitDetail, facts: &mut Facts<'s>) {
    let record = ctx.site.archive.record(at);
    let labels = Labels::of(ctx.site.lang());
    let comma = ctx.pick("、", ", ");
    facts
        .text(labels.time, visit.time.as_deref())
        .text(labels.place, visit.place.as_deref())
        .links(labels.school, [ctx.school(record.school)])
        .links(labels.to, visit.to.iter().map(|school| ctx.school(*school)))
        .text(labels.of_type, record.of_type.as_deref())
        .text(labels.form, visit.form.as_deref())
        .text(labels.subject, visit.subject.as_deref())
        .text(labels.grade_taught, visit.grade.as_deref())
        .text(labels.lesson, visit.lesson.as_deref())
        .text(labels.host, visit.host.as_deref())
        .text(labels.speakers, Some(visit.speakers.join(comma)))
        .text(labels.people, Some(record.people.join(comma)));
    amount_facts(ctx, at, visit, facts);
    facts.text(labels.recorder, visit.recorder.as_deref());
    for (label, text) in &visit.other {
        if !text.contains('\n') {
            facts.labelled(label, text);
        }
    }
}

/// Appends the figures of a visit that have keys of their own.
fn amount_facts<'s>(ctx: PageCtx<'s>, at: RecordIx, visit: &VisitDetail, facts: &mut Facts<'s>) {
    let labels = Labels::of(ctx.site.lang());
    for (amount, figure) in &visit.amounts {
        let (label, unit) = match amount {
            VisitAmount::Attendance => (labels.attendance, ctx.pick("人", "")),
            VisitAmount::Beneficiaries => (labels.beneficiaries, ctx.pick("人", "")),
            VisitAmount::Cost => (labels.cost, ctx.pick("元", "yuan")),
        };
        if !is_withheld(ctx, at, *amount) {
            facts.text(label, Some(ctx.site.with_unit(&figure.to_string(), unit)));
        }
    }
}

template_struct! {
    /// A text of a record that has a heading of its own.
    #[derive(Debug, Serialize)]
    pub(crate) struct RecordText<'s> {
        /// Its heading.
        pub(crate) title: &'s str,
        /// Its lines.
        pub(crate) lines: Vec<&'s str>,
    }
}

/// The texts of a record next to its own: what a visit says of needs and opinions, and what has several lines.
pub(crate) fn texts(ctx: PageCtx<'_>, at: RecordIx) -> Vec<RecordText<'_>> {
    let record = ctx.site.archive.record(at);
    let labels = Labels::of(ctx.site.lang());
    let mut texts: Vec<(&str, &str)> = Vec::new();
    if let Some(note) = record.note.as_deref().filter(|note| note.contains('\n')) {
        texts.push((labels.note, note));
    }
    if let Detail::Visit(visit) = &record.detail {
        texts.extend(visit.needs.as_deref().map(|needs| (labels.needs, needs)));
        texts.extend(visit.feedback.as_deref().map(|feedback| (labels.feedback, feedback)));
        for (label, text) in &visit.other {
            if text.contains('\n') {
                texts.push((label, text));
            }
        }
    }
    let mut sections = Vec::with_capacity(texts.len());
    for (title, text) in texts {
        let mut lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.retain(|line| !line.is_empty());
        sections.push(RecordText { title, lines });
    }
    sections
}

/// Whether a sensitive indicator reads an amount of a visit: then it stands among the figures, where it may be withheld.
fn is_withheld(ctx: PageCtx<'_>, at: RecordIx, amount: VisitAmount) -> bool {
    let key = match amount {
        VisitAmount::Attendance => ["attendance", "参加人数"],
        VisitAmount::Beneficiaries => ["beneficiaries", "受益人数"],
        VisitAmount::Cost => ["cost", "经费"],
    };
    let archive = ctx.site.archive;
    archive.record(at).data.iter().any(|(measure, _)| {
        let is_of_key = key.contains(&archive.measures[measure.0 as usize].as_str());
        is_of_key && ctx.site.withheld.is_sensitive(*measure)
    })
}

/// The days that a record is about.
fn days(ctx: PageCtx<'_>, record: &Record) -> Option<String> {
    let last = record.day?;
    match record.first_day {
        Some(first) => Some(ctx.site.words.days(Period::new(first, last)?)),
        None => Some(ctx.site.words.day(last)),
    }
}

/// Appends the facts that only records of one kind have.
fn detail_facts<'s>(ctx: PageCtx<'s>, record: &'s Record, facts: &mut Facts<'s>) {
    let words = ctx.site.words;
    let labels = Labels::of(ctx.site.lang());
    match &record.detail {
        Detail::Summary(summary) => {
            facts.text(labels.author, summary.author.as_deref());
            facts.text(labels.approved_by, summary.approved_by.as_deref());
        }
        Detail::Honour(level) => {
            facts.text(labels.honour_level, level.map(|level| words.honour_level(level)));
        }
        Detail::Question(question) => {
            let status = if question.solved { labels.solved } else { labels.open };
            facts.text(labels.asked_by, question.asked_by.as_deref());
            facts.text(labels.status, Some(status));
        }
        Detail::Visit(_) | Detail::Ledger(_) | Detail::Resource => {}
    }
}

/// Links to actions, on the pages of their plans; those of plans without a page are left out.
pub(crate) fn action_links<'s>(ctx: PageCtx<'s>, actions: &[ActionRef]) -> Vec<Link<'s>> {
    let site = ctx.site;
    let mut links = Vec::new();
    for action in actions {
        if site.lookup.is_plan_shown(action.plan) {
            let name = site.archive.plan(action.plan).actions[action.action].name.as_str();
            let href = format!("{}#action-{}", ctx.plan(action.plan).href, action.action + 1);
            links.push(Link { text: name.into(), href });
        }
    }
    links
}

/// Who handed the record in and when, and who changed it last; `None` where no history tells.
fn submission(ctx: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let files = match site.provenance? {
        Provenance::Known(files) => files,
        Provenance::Unknown(_) => return None, // 本站说明 says why, once
    };
    let not_committed = || Some(labels.not_committed.to_owned());
    let Some(history) = files.get(history_key(&record.file)) else { return not_committed() };
    let Some(first) = history.first() else { return not_committed() };
    let mut text = commit_text(ctx, first);
    if is_late(ctx, record, history) {
        text.push_str(&format!("{}{}{}", labels.open_bracket, labels.late, labels.shut_bracket));
    }
    let changes = history.commits.len() - 1;
    if let [last, _, ..] = &history.commits[..] {
        let last = commit_text(ctx, last);
        text.push_str(&match site.lang() {
            Lang::Zh => format!("；修改{changes}次，最近一次{last}"),
            Lang::En if changes == 1 => format!("; changed once, {last}"),
            Lang::En => format!("; changed {changes} times, last {last}"),
        });
    }
    Some(text)
}

/// Who made a commit, with personal data redacted, and its day.
fn commit_text(ctx: PageCtx<'_>, commit: &Commit) -> String {
    format!("{} {}", redact(&commit.by), ctx.site.words.day(commit.day))
}

/// Whether a record was filed long after its day (事后补记).
fn is_late(ctx: PageCtx<'_>, record: &Record, history: &FileHistory) -> bool {
    let after = i64::from(ctx.site.archive.site.late_after);
    match record.day.and_then(|day| history.days_after(day)) {
        Some(days) => 0 < after && after < days,
        None => false,
    }
}

/// The day on which the record's term was closed; `None` if no seal covers the record.
fn sealed(ctx: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = ctx.site;
    let id = &site.archive.record(at).id;
    let file = site.seals.iter().find(|seal| seal.seal.records.contains_key(id))?;
    Some(match Day::parse(&file.seal.sealed) {
        Ok(day) => site.words.day(day),
        Err(_) => String::new(),
    })
}

/// The records before and after, of the same school and kind.
pub(crate) fn neighbours(ctx: PageCtx<'_>, at: RecordIx) -> Neighbours<'_> {
    let [prev, next] = ctx.site.lookup.neighbours(at);
    Neighbours {
        prev: prev.and_then(|record| ctx.record(record)),
        next: next.and_then(|record| ctx.record(record)),
    }
}
