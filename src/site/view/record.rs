//! The page of a record other than a ledger: its text and figures, the files attached to it, and the targets it counts for.

use serde::Serialize;

use crate::engine::progress::{ExclusionReason, UncountedReason};
use crate::l10n::labels::Labels;
use crate::model::{Detail, Digest, DocumentIx, Record, RecordIx};
use crate::site::fragments::attachments::{Attachment, attachments, say_files};
use crate::site::fragments::body;
use crate::site::fragments::excluded_targets::{ExcludedTarget, excluded_targets};
use crate::site::fragments::facts::{Fact, push_facts};
use crate::site::fragments::filing::{Stamp, stamp};
use crate::site::fragments::follow_ups::{
    FollowUpRow, push_follow_ups, rows_of_record, rows_settled_by,
};
use crate::site::fragments::record::{Neighbours, RecordText, facts, frame, neighbours, texts};
use crate::site::fragments::serves::{Serves, serves};
use crate::site::fragments::signature::{Signature, signature};
use crate::site::fragments::uncounted::exclusion_words;
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

/// One page per record that is not a ledger.
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
        /// The figures it contains.
        data: Vec<DataLine<'s>>,
        /// The materials it lists.
        materials: Vec<Material<'s>>,
        /// Its text; empty without text.
        #[shown_as(Html)]
        body: String,
        /// Texts with a heading of their own: needs, feedback, and what has several lines.
        texts: Vec<RecordText<'s>>,
        /// The problems that a visit found.
        follow_ups: Vec<FollowUpRow<'s>>,
        /// The problems of other visits that it settles.
        settles: Vec<FollowUpRow<'s>>,
        /// The replies to a question; `none` for other records.
        replies: Option<Vec<ReplyView<'s>>>,
        /// The files attached to it.
        attachments: Vec<Attachment<'s>>,
        /// All that it serves; none where it serves nothing.
        serves: Option<Serves<'s>>,
        /// The targets it counts for.
        uses: Vec<UseView<'s>>,
        /// Targets that it might seem to count for, with the reason why it does not.
        passed: Vec<ExcludedTarget<'s>>,
        /// The sentence to show when it does not count towards any target; empty if there is nothing to say.
        uses_none: String,
        /// The records before and after.
        neighbours: Neighbours<'s>,
        /// Its filing stamp; `none` without a file number.
        stamp: Option<Stamp>,
        /// Its end on paper; none for one with a page for printing.
        signature: Option<Signature<'s>>,
        /// Its id.
        id: &'s str,
        /// Its kind: `visit`, `summary`, `resource`, `honour` or `question`.
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
        for section in &self.texts {
            text.push_str(&format!("{}\n{}", section.title, section.lines.join("\n")));
            text.push('\n');
        }
        push_follow_ups(&self.follow_ups, &mut text);
        for datum in &self.data {
            text.push_str(&format!("{} {}\n", datum.key, datum.value));
        }
        for material in &self.materials {
            text.push_str(&format!("{}\n", material.name));
        }
        say_files(&self.attachments, &mut text);
        text
    }
}

template_struct! {
    /// A figure that a record contains.
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
        /// Whether it is not attached.
        missing: bool,
    }
}

template_struct! {
    /// A reply to a question.
    #[derive(Debug, Serialize)]
    struct ReplyView<'s> as "Reply" {
        /// The school that replied.
        school: Option<Link<'s>>,
        /// The person who replied.
        by: Option<&'s str>,
        /// The day of the reply.
        date: Option<String>,
        /// The text of the reply.
        text: &'s str,
    }
}

/// The page of a record that is not a ledger; for ledgers see `ledger.rs`.
fn record(ctx: PageCtx<'_>, at: RecordIx) -> RecordPage<'_> {
    let site = ctx.site;
    let record = site.archive.record(at);
    let labels = Labels::of(site.lang());
    let body = body::html(ctx, &record.body, &record.file, Some(at));
    let (uses, passed) = (uses(ctx, at), excluded_targets(ctx, at));
    RecordPage {
        page: frame(ctx, at),
        facts: facts(ctx, at),
        data: data_lines(ctx, at),
        materials: materials(ctx, at),
        texts: texts(ctx, at),
        follow_ups: rows_of_record(ctx, at),
        settles: rows_settled_by(ctx, at),
        replies: replies(ctx, record),
        attachments: attachments(ctx, &record.attachments, &body),
        uses_none: match record.day {
            Some(day) if site.readings.as_of < day => labels.later_than_as_of.to_owned(),
            _ if uses.is_empty() => not_open(ctx, at),
            _ => String::new(),
        },
        serves: serves(ctx, at),
        uses,
        passed,
        neighbours: neighbours(ctx, at),
        stamp: stamp(ctx, DocumentIx::Record(at)),
        signature: signature(ctx, at),
        id: &record.id,
        kind: record.kind().code(),
        body,
    }
}

/// That a record counts for nothing since its school is closed, or not opened yet: where nothing is left of a plan, there
/// is no target to say so. Empty where that is not the reason.
fn not_open(ctx: PageCtx<'_>, at: RecordIx) -> String {
    let site = ctx.site;
    for figure in site.uncounted().of_record(at) {
        if let UncountedReason::Excluded(
            why @ (ExclusionReason::AfterClosing(_) | ExclusionReason::BeforeOpening(_)),
        ) = figure.reason
        {
            let why = exclusion_words((site.archive, site.readings.as_of), site.words, why);
            return ctx.site.words.not_counted(&why);
        }
    }
    String::new()
}

/// The figures of a record that may be shown.
fn data_lines(ctx: PageCtx<'_>, at: RecordIx) -> Vec<DataLine<'_>> {
    let site = ctx.site;
    let mut lines = Vec::new();
    for (measure, _) in &site.archive.record(at).data {
        if let Some((value, number)) = site.shown_datum(at, None, *measure) {
            let key = &site.archive.measures[measure.0 as usize];
            lines.push(DataLine { key, value, number });
        }
    }
    lines
}

/// The replies to a question; `None` for other records.
fn replies<'s>(ctx: PageCtx<'s>, record: &'s Record) -> Option<Vec<ReplyView<'s>>> {
    let Detail::Question(question) = &record.detail else { return None };
    let mut replies = Vec::new();
    for reply in &question.replies {
        replies.push(ReplyView {
            school: reply.school.map(|school| ctx.school(school)),
            by: reply.by.as_deref(),
            date: reply.day.map(|day| ctx.site.words.day(day)),
            text: &reply.text,
        });
    }
    Some(replies)
}

/// The materials that a visit lists; empty for other records.
fn materials(ctx: PageCtx<'_>, at: RecordIx) -> Vec<Material<'_>> {
    let Detail::Visit(visit) = &ctx.site.archive.record(at).detail else { return Vec::new() };
    let all_missing = ctx.site.lookup.missing_materials(at);
    let mut materials = Vec::new();
    for name in &visit.materials {
        materials.push(Material { name, missing: all_missing.contains(&name.as_str()) });
    }
    materials
}
