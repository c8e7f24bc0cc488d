//! A record's page: what it says, what is filed with it, and which targets it counts for.

use std::borrow::Cow;

use serde::Serialize;

use super::super::body;
use super::super::layout::{Frame, Link, PageCtx};
use super::super::lists::{kind_title, section};
use super::super::pictures::{Image, image, kind_and_size};
use super::super::site::Site;
use super::super::status::{StatusLabel, label};
use super::super::theme::Page;
use super::exclusions::{PassedView, passed};
use super::facts::{Fact, Facts, say};
use super::filing::{Stamp, file_number, stamp};
use crate::engine::progress::{EntryRef, Use};
use crate::l10n::Lang;
use crate::l10n::labels::Labels;
use crate::model::DocumentIx;
use crate::model::{
    Commit, Day, Detail, Digest, FileHistory, Period, Provenance, Record, RecordIx, WhyUnknown,
};
use crate::photo::shrink::Size;
use crate::privacy::redact;
use crate::site::search::plain_text;

/// `record.html`.
#[derive(Debug, Serialize)]
pub(in crate::site) struct RecordPage<'s> {
    page: Frame<'s>,
    facts: Vec<Fact<'s>>,
    data: Vec<DataLine<'s>>,
    materials: Vec<Material<'s>>,
    body: String,
    replies: Option<Vec<ReplyView<'s>>>,
    attachments: Vec<Attachment<'s>>,
    uses: Vec<UseView<'s>>,
    /// Targets that it might be thought to count for.
    passed: Vec<PassedView<'s>>,
    /// What is to be said where it counts for nothing.
    uses_none: &'static str,
    neighbours: Neighbours<'s>,
    /// 归档章.
    stamp: Option<Stamp>,
    id: &'s str,
    kind: &'static str,
}

impl Page for RecordPage<'_> {
    const TEMPLATE: &'static str = "record.html";

    fn text(&self) -> String {
        let mut text = String::new();
        plain_text(&self.body, &mut text);
        for it in self.replies.iter().flatten() {
            text.push_str(it.text);
            text.push('\n');
            text.extend(it.by.map(|it| format!("{it}\n")));
        }
        say(&self.facts, &mut text);
        self.data.iter().for_each(|it| text.push_str(&format!("{} {}\n", it.key, it.value)));
        self.materials.iter().for_each(|it| text.push_str(&format!("{}\n", it.name)));
        say_files(&self.attachments, &mut text);
        text
    }
}

/// A figure that the record carries.
#[derive(Debug, Serialize)]
struct DataLine<'s> {
    key: &'s str,
    value: String,
    number: bool,
}

/// A material that a visit lists.
#[derive(Debug, Serialize)]
struct Material<'s> {
    name: &'s str,
    missing: bool,
}

/// A reply to a question.
#[derive(Debug, Serialize)]
struct ReplyView<'s> {
    school: Option<Link<'s>>,
    by: Option<&'s str>,
    date: Option<String>,
    text: &'s str,
}

/// A file beside a record.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Attachment<'s> {
    name: Cow<'s, str>,
    href: String,
    /// Its ending in capitals: `PDF`.
    of_type: Option<String>,
    /// `1.2 MB`; none when not known.
    size: Option<String>,
    /// The picture that it is, unless the text shows it already.
    picture: Option<Image<'s>>,
}

/// Appends the names of files to what the search finds.
pub(in crate::site) fn say_files(files: &[Attachment<'_>], text: &mut String) {
    files.iter().for_each(|it| text.push_str(&format!("{}\n", it.name)));
}

/// A target's period that the record counts for.
#[derive(Debug, Serialize)]
pub(in crate::site) struct UseView<'s> {
    target: Link<'s>,
    plan: Link<'s>,
    scope: Cow<'s, str>,
    period: String,
    value: String,
    figure: Option<String>,
    pooled: bool,
    status: StatusLabel,
}

/// The figure that more records than these make up is told where the target is told, not on the page of each: one record
/// more would change the pages of all.
const MOST_RECORDS: usize = 60;

fn is_pooled(site: &Site<'_>, figure: Use) -> bool {
    MOST_RECORDS < site.lookup.uses.records(figure)
}

/// The records before and after.
#[derive(Debug, Serialize)]
pub(in crate::site) struct Neighbours<'s> {
    prev: Option<Link<'s>>,
    next: Option<Link<'s>>,
}

/// A record's page; of a ledger, see `ledger.rs`.
pub(in crate::site) fn record(here: PageCtx<'_>, at: RecordIx) -> RecordPage<'_> {
    let site = here.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let body = body::html(here, &it.body, &it.file, Some(at));
    let data = it.data.iter().filter_map(|(measure, _)| {
        let (value, number) = site.shown_datum(at, None, *measure)?;
        Some(DataLine { key: &site.archive.measures[measure.0 as usize], value, number })
    });
    let uses = uses(here, at);
    RecordPage {
        page: frame(here, at),
        facts: facts(here, at),
        data: data.collect(),
        materials: materials(here, at),
        replies: match &it.detail {
            Detail::Question(question) => Some(
                question
                    .replies
                    .iter()
                    .map(|it| ReplyView {
                        school: it.school.map(|it| here.school(it)),
                        by: it.by.as_deref(),
                        date: it.day.map(|it| site.words.day(it)),
                        text: &it.text,
                    })
                    .collect(),
            ),
            _ => None,
        },
        attachments: attachments(here, &it.attachments, &body),
        uses_none: match it.day {
            Some(day) if site.readings.as_of < day => labels.later_than_as_of,
            _ => labels.counts_nowhere,
        },
        uses,
        passed: passed(here, at),
        neighbours: neighbours(here, at),
        stamp: stamp(here, DocumentIx::Record(at)),
        id: &it.id,
        kind: it.kind().code(),
        body,
    }
}

/// The frame of a record's page.
pub(in crate::site) fn frame(here: PageCtx<'_>, at: RecordIx) -> Frame<'_> {
    let site = here.site;
    let it = site.archive.record(at);
    let school = here.school(it.school);
    let kind = it.kind();
    let of_kind = Link {
        text: kind_title(here, kind).into(),
        href: format!("{}#{}", school.href, section(kind)),
    };
    let mut page = here.frame(
        &*it.title,
        "records",
        vec![here.link(here.say("学校", "Schools"), "schools.html"), school, of_kind],
    );
    page.draft = it.draft;
    page.edit = edit_link(here, &it.file);
    page.print = site.is_printed(at).then(|| here.to(&site.routes.printed_records[at.0]));
    page
}

/// Where a file can be corrected, when the site names a place.
pub(in crate::site) fn edit_link(here: PageCtx<'_>, file: &str) -> Option<String> {
    let template = here.site.archive.site.edit_url.as_ref()?;
    let mut path = String::with_capacity(file.len());
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                path.push(char::from(byte))
            }
            _ => path.push_str(&format!("%{byte:02X}")),
        }
    }
    let safe = ["https://", "http://", "mailto:"].iter().any(|it| template.starts_with(it));
    safe.then(|| template.replace("{path}", &path))
}

/// What is known about a record, in a table.
pub(in crate::site) fn facts(here: PageCtx<'_>, at: RecordIx) -> Vec<Fact<'_>> {
    let site = here.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let comma = here.say("、", ", ");
    let mut facts = Facts::default();
    let days = match (it.first_day, it.day) {
        (Some(first), Some(last)) => Period::new(first, last).map(|it| site.words.days(it)),
        (None, Some(day)) => Some(site.words.day(day)),
        _ => None,
    };
    facts.text(labels.date, days).links(labels.school, [here.school(it.school)]);
    facts.text(labels.of_type, it.of_type.as_deref());
    match &it.detail {
        Detail::Visit(visit) => {
            facts.links(labels.to, visit.to.iter().map(|it| here.school(*it)));
            facts.text(labels.place, visit.place.as_deref());
        }
        Detail::Summary(summary) => {
            facts.text(labels.author, summary.author.as_deref());
            facts.text(labels.approved_by, summary.approved_by.as_deref());
        }
        Detail::Honour(level) => {
            facts.text(labels.honour_level, level.map(|it| site.words.honour_level(it)));
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
    facts.links(labels.pair, it.pair.one().map(|it| here.pair(it)));
    facts.links(
        labels.plan,
        it.plan.filter(|it| site.lookup.is_plan_shown(*it)).map(|it| here.plan(it)),
    );
    if let Detail::Visit(visit) = &it.detail {
        let shown = visit.actions.iter().filter(|it| site.lookup.is_plan_shown(it.plan));
        facts.links(
            labels.action,
            shown.map(|it| {
                let name = site.archive.plan(it.plan).actions[it.action].name.as_str();
                Link {
                    text: name.into(),
                    href: format!("{}#action-{}", here.plan(it.plan).href, it.action + 1),
                }
            }),
        );
    }
    facts.links(
        labels.term,
        site.lookup.term(at).filter(|it| site.is_term_used(*it)).map(|it| here.term(it)),
    );
    facts.filing(labels.file_number, file_number(here, DocumentIx::Record(at)));
    facts.text(labels.document_number, it.filing.document_number.as_deref());
    facts.filing(labels.public_until, it.public_until.map(|it| site.words.day(it)));
    facts.filing(labels.handed_in, submission(here, at));
    facts.filing(labels.sealed, sealed(here, at));
    facts.text(labels.correction, it.correction.as_deref());
    facts.0
}

/// Who handed the record in and when, and who changed it last.
fn submission(here: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = here.site;
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
        files.get(&record.file).and_then(|it| it.first().map(|first| (it, first)))
    else {
        return Some(labels.not_committed.to_owned());
    };
    let by = |it: &Commit| format!("{} {}", redact(&it.by), site.words.day(it.day));
    let mut text = by(first);
    if is_late(here, record, history) {
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
fn is_late(here: PageCtx<'_>, record: &Record, history: &FileHistory) -> bool {
    let after = i64::from(here.site.archive.site.late_after);
    let days = record.day.and_then(|it| history.days_after(it));
    0 < after && days.is_some_and(|it| after < it)
}

/// That the record's term is closed, and since when.
fn sealed(here: PageCtx<'_>, at: RecordIx) -> Option<String> {
    let site = here.site;
    let id = &site.archive.record(at).id;
    let file = site.seals.iter().find(|it| it.seal.records.contains_key(id))?;
    Some(Day::parse(&file.seal.sealed).map_or_else(|_| String::new(), |it| site.words.day(it)))
}

fn materials(here: PageCtx<'_>, at: RecordIx) -> Vec<Material<'_>> {
    let Detail::Visit(visit) = &here.site.archive.record(at).detail else { return Vec::new() };
    let missing = here.site.lookup.missing_materials(at);
    let one = |name: &String| missing.iter().any(|it| it == name);
    visit.materials.iter().map(|it| Material { name: it, missing: one(it) }).collect()
}

/// The files beside a record. `body`: its text as HTML, to know which pictures it shows.
pub(in crate::site) fn attachments<'s>(
    here: PageCtx<'s>,
    files: &'s [String],
    body: &str,
) -> Vec<Attachment<'s>> {
    let one = |file: &'s String| {
        let path = here.site.routes.attachments.get(file)?;
        let name = file.rsplit('/').next().unwrap_or(file);
        let href = here.to(path);
        let (of_type, size) = kind_and_size(here, file);
        let in_text = image(here, file, Size::Page);
        let is_shown = in_text.is_some_and(|it| body.contains(&format!("src=\"{}\"", it.src)));
        Some(Attachment {
            name: Cow::Borrowed(name),
            picture: image(here, file, Size::List).filter(|_| !is_shown),
            of_type,
            size,
            href,
        })
    };
    files.iter().filter_map(one).collect()
}

/// The targets that a record counts for, period by period.
pub(in crate::site) fn uses(here: PageCtx<'_>, at: RecordIx) -> Vec<UseView<'_>> {
    let site = here.site;
    let view = |used: &Use| {
        let (reading, period) = used.of(site.readings);
        let target = &site.archive.plan(reading.plan).targets[reading.target];
        let indicator = site.archive.indicator(target.indicator);
        let own = own_entries(&period.entries, at, site.archive.record(at).day);
        let pooled = is_pooled(site, *used);
        UseView {
            target: Link {
                text: indicator.name.as_str().into(),
                href: format!("{}---p{}", here.reading(used.target), used.period + 1),
            },
            plan: here.plan(reading.plan),
            scope: here.scope(used.target),
            period: site.words.row_period(period.period, target.every, &site.archive.calendar),
            value: super::super::reading::value_of(here, indicator, &own),
            figure: (!pooled).then(|| site.shown_figure(used.target, used.period).text).flatten(),
            pooled,
            status: label(period.status, site.lang()),
        }
    };
    site.lookup.uses.counting(at).iter().map(view).collect()
}

/// Of what a record's page tells of a figure that it counts in, besides what the record itself says.
pub(in crate::site) fn told_of_use(site: &Site<'_>, used: Use) -> Digest {
    let (reading, period) = used.of(site.readings);
    let figure = (!is_pooled(site, used)).then_some(&period.actual);
    Digest::of(&(reading.plan, reading.target, reading.scope, period.period, period.status, figure))
}

/// The entries of a record. They are sorted by day, then record: one with a day of its own is found at once.
fn own_entries(all: &[EntryRef], record: RecordIx, day: Option<Day>) -> Vec<EntryRef> {
    let from = day.map_or(0, |day| all.partition_point(|it| (it.day, it.record) < (day, record)));
    let at_once = all.get(from).is_some_and(|it| it.record == record && it.row.is_none());
    if at_once {
        vec![all[from]]
    } else {
        all.iter().copied().filter(|it| it.record == record).collect()
    }
}

/// The records before and after, of the same school and kind.
pub(in crate::site) fn neighbours(here: PageCtx<'_>, at: RecordIx) -> Neighbours<'_> {
    let [prev, next] = here.site.lookup.neighbours(at).map(|it| it.and_then(|it| here.record(it)));
    Neighbours { prev, next }
}
