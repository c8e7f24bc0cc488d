//! A record's page: what it says, what is filed with it, and which targets it counts for.

use serde::Serialize;

use crate::l10n::labels::Labels;
use crate::model::Digest;
use crate::model::{Detail, DocumentIx, RecordIx};
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::body;
use crate::site::fragments::excluded_targets::{PassedView, passed};
use crate::site::fragments::facts::{Fact, push_facts};
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
use crate::site::values::describe::template_struct;
use crate::site::values::kind::Html;
use crate::site::values::template::{Template, template};

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

template_struct! {
    /// One visit, summary, resource, honour or question.
    #[derive(Debug, Serialize)]
    pub(crate) struct RecordPage<'s> {
        /// What every page has: title, site, way up.
        page: Frame<'s>,
        /// What is known about it.
        facts: Vec<Fact<'s>>,
        /// The figures it carries.
        data: Vec<DataLine<'s>>,
        /// The materials it lists.
        materials: Vec<Material<'s>>,
        /// Its text; empty without one.
        #[shown_as(Html)]
        body: String,
        /// The replies; none when it is no question.
        replies: Option<Vec<ReplyView<'s>>>,
        /// Files beside it.
        attachments: Vec<Attachment<'s>>,
        /// The targets it counts for.
        uses: Vec<UseView<'s>>,
        /// Targets it might be thought to count for, with the reason why not.
        passed: Vec<PassedView<'s>>,
        /// What to say when it counts for none.
        uses_none: &'static str,
        /// The records before and after.
        neighbours: Neighbours<'s>,
        /// Its filing stamp; none without a file number.
        stamp: Option<Stamp>,
        /// Its id.
        id: &'s str,
        /// `visit`, `summary`, `resource`, `honour`, `question`.
        kind: &'static str,
    }
}

impl Page for RecordPage<'_> {
    const TEMPLATE: Template = template!("record.html");

    fn text(&self) -> String {
        let mut text = String::new();
        plain_text(&self.body, &mut text);
        for reply in self.replies.iter().flatten() {
            text.push_str(reply.text);
            text.push('\n');
            text.extend(reply.by.map(|by| format!("{by}\n")));
        }
        push_facts(&self.facts, &mut text);
        self.data.iter().for_each(|data| text.push_str(&format!("{} {}\n", data.key, data.value)));
        self.materials.iter().for_each(|material| text.push_str(&format!("{}\n", material.name)));
        say_files(&self.attachments, &mut text);
        text
    }
}

template_struct! {
    /// A figure that a record carries.
    #[derive(Debug, Serialize)]
    struct DataLine<'s> as "Datum" {
        /// Its name.
        key: &'s str,
        /// The figure, or the listed names.
        value: String,
        /// Whether it is a number.
        number: bool,
    }
}

template_struct! {
    /// A material that a visit lists.
    #[derive(Debug, Serialize)]
    struct Material<'s> {
        /// Its name.
        name: &'s str,
        /// Whether nobody attached it.
        missing: bool,
    }
}

template_struct! {
    /// A reply to a question.
    #[derive(Debug, Serialize)]
    struct ReplyView<'s> as "Reply" {
        /// Whose reply.
        school: Option<Link<'s>>,
        /// By whom.
        by: Option<&'s str>,
        /// When.
        date: Option<String>,
        /// The reply.
        text: &'s str,
    }
}

/// A record's page; of a ledger, see `ledger.rs`.
fn record(ctx: PageCtx<'_>, at: RecordIx) -> RecordPage<'_> {
    let site = ctx.site;
    let it = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let body = body::html(ctx, &it.body, &it.file, Some(at));
    let data = it.data.iter().filter_map(|(measure, _)| {
        let (value, number) = site.shown_datum(at, None, *measure)?;
        Some(DataLine { key: &site.archive.measures[measure.0 as usize], value, number })
    });
    let uses = uses(ctx, at);
    RecordPage {
        page: frame(ctx, at),
        facts: facts(ctx, at),
        data: data.collect(),
        materials: materials(ctx, at),
        replies: match &it.detail {
            Detail::Question(question) => Some(
                question
                    .replies
                    .iter()
                    .map(|reply| ReplyView {
                        school: reply.school.map(|school| ctx.school(school)),
                        by: reply.by.as_deref(),
                        date: reply.day.map(|day| site.words.day(day)),
                        text: &reply.text,
                    })
                    .collect(),
            ),
            _ => None,
        },
        attachments: attachments(ctx, &it.attachments, &body),
        uses_none: match it.day {
            Some(day) if site.readings.as_of < day => labels.later_than_as_of,
            _ => labels.counts_nowhere,
        },
        uses,
        passed: passed(ctx, at),
        neighbours: neighbours(ctx, at),
        stamp: stamp(ctx, DocumentIx::Record(at)),
        id: &it.id,
        kind: it.kind().code(),
        body,
    }
}

fn materials(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Material<'_>> {
    let Detail::Visit(visit) = &ctx.site.archive.record(at).detail else { return Vec::new() };
    let missing = ctx.site.lookup.missing_materials(at);
    let one = |name: &String| missing.iter().any(|missing| missing == name);
    visit
        .materials
        .iter()
        .map(|material| Material { name: material, missing: one(material) })
        .collect()
}
