//! A record's page: what it says, what is filed with it, and which targets it counts for.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::Digest;
use crate::model::{Detail, DocumentIx, RecordIx};
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::body;
use crate::site::fragments::excluded_targets::{PassedView, passed};
use crate::site::fragments::facts::{Fact, say};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::record::{Neighbours, facts, frame, neighbours};
use crate::site::fragments::uses::{UseView, uses};
use crate::site::model::frame::Frame;
use crate::site::model::page_ctx::{Link, PageCtx};
use crate::site::model::site::Site;
use crate::site::page::inputs::PageInputs;
use crate::site::page::page_kind::PageKind;
use crate::site::page::search_facets::SearchFacets;
use crate::site::search::Document;
use crate::site::search::plain_text;
use crate::site::theme::Page;

/// A page a record that is no ledger.
pub(crate) struct RecordPages;

impl PageKind for RecordPages {
    type Key<'s> = RecordIx;
    type View<'s> = RecordPage<'s>;

    fn keys<'s>(site: &'s Site<'s>) -> Vec<RecordIx> {
        site.shown_records().filter(|record| !site.is_ledger(*record)).collect()
    }

    fn path<'s>(site: &'s Site<'s>, key: RecordIx) -> &'s str {
        &site.routes.records[key.0]
    }

    fn view<'s>(ctx: PageCtx<'s>, key: RecordIx) -> RecordPage<'s> {
        record(ctx, key)
    }

    fn inputs(inputs: &PageInputs<'_>, key: RecordIx) -> Digest {
        inputs.record(key)
    }

    fn search_document<'s>(facets: &SearchFacets<'s>, key: RecordIx) -> Option<Document<'s>> {
        Some(facets.record(key))
    }
}

/// `record.html`.
#[derive(Debug, Serialize)]
pub(crate) struct RecordPage<'s> {
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
        for reply in self.replies.iter().flatten() {
            text.push_str(reply.text);
            text.push('\n');
            text.extend(reply.by.map(|by| format!("{by}\n")));
        }
        say(&self.facts, &mut text);
        self.data.iter().for_each(|data| text.push_str(&format!("{} {}\n", data.key, data.value)));
        self.materials.iter().for_each(|material| text.push_str(&format!("{}\n", material.name)));
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

/// A record's page; of a ledger, see `ledger.rs`.
fn record(here: PageCtx<'_>, at: RecordIx) -> RecordPage<'_> {
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
                    .map(|reply| ReplyView {
                        school: reply.school.map(|school| here.school(school)),
                        by: reply.by.as_deref(),
                        date: reply.day.map(|day| site.words.day(day)),
                        text: &reply.text,
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

fn materials(here: PageCtx<'_>, at: RecordIx) -> Vec<Material<'_>> {
    let Detail::Visit(visit) = &here.site.archive.record(at).detail else { return Vec::new() };
    let missing = here.site.lookup.missing_materials(at);
    let one = |name: &String| missing.iter().any(|missing| missing == name);
    visit
        .materials
        .iter()
        .map(|material| Material { name: material, missing: one(material) })
        .collect()
}
