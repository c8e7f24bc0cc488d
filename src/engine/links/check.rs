//! Checks the links, images and HTML of all texts.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::path::folder;
use super::resolve::{LinkIndex, LinkTarget, resolve, target_path};
use crate::diagnostics::{Diagnostic, LinkProblem, Problem, Span};
use crate::model::{Archive, Body, DocumentIx, PlanIx, RecordIx};
use crate::parse::nearest_name;
use crate::syntax::markdown::{self, Outline};

/// Of a piece of HTML, a message shows at most so many characters.
const SHOWN_HTML: u32 = 40;

/// A file that the text of a document links to.
type Claim = (DocumentIx, String);

/// The text of a document and the file that it stands in.
struct Text<'a> {
    document: DocumentIx,
    file: &'a str,
    body: &'a Body,
    is_draft: bool,
}

/// Checks all links. Returns the files that documents claim by linking to them, and what is wrong.
///
/// `is_unread` says of a path (in NFC) that the file there could not be read, which is reported already.
pub(crate) fn check(
    archive: &Archive,
    loose: &BTreeSet<&str>,
    is_unread: &(dyn Fn(&str) -> bool + Sync),
) -> (Vec<(DocumentIx, String)>, Vec<Diagnostic>) {
    let checker = LinkChecker { archive, index: LinkIndex::new(archive, loose), is_unread };
    let texts = texts(archive);
    let results: Vec<_> =
        texts.par_iter().with_min_len(32).map(|text| checker.check_text(text)).collect();
    let mut claims = Vec::new();
    let mut diagnostics = Vec::new();
    for (of_text, wrong) in results {
        claims.extend(of_text);
        diagnostics.extend(wrong);
    }
    claims.sort();
    claims.dedup();
    (claims, diagnostics)
}

/// The texts of all plans, then of all records.
fn texts(archive: &Archive) -> Vec<Text<'_>> {
    let mut texts = Vec::with_capacity(archive.plans.len() + archive.records.len());
    for (index, plan) in archive.plans.iter().enumerate() {
        let document = DocumentIx::Plan(PlanIx(index));
        texts.push(Text { document, file: &plan.file, body: &plan.body, is_draft: plan.draft });
    }
    for (index, record) in archive.records.iter().enumerate() {
        let (document, is_draft) = (DocumentIx::Record(RecordIx(index)), record.draft);
        texts.push(Text { document, file: &record.file, body: &record.body, is_draft });
    }
    texts
}

struct LinkChecker<'a> {
    archive: &'a Archive,
    index: LinkIndex,
    is_unread: &'a (dyn Fn(&str) -> bool + Sync),
}

impl LinkChecker<'_> {
    fn check_text(&self, text: &Text<'_>) -> (Vec<Claim>, Vec<Diagnostic>) {
        let mut claims = Vec::new();
        if !text.body.text.contains(['[', '<', '!']) {
            return (claims, Vec::new());
        }
        let outline = markdown::outline(&text.body.text);
        let mut diagnostics = check_markup(text, &outline);
        for link in &outline.links {
            let problem = match resolve(&link.href, text.file, &self.index) {
                Ok(LinkTarget::File(path)) => {
                    if folder(&path) == folder(text.file) {
                        claims.push((text.document, path));
                    }
                    None
                }
                Ok(target) => self.trouble_with(&target, text, &outline),
                Err(LinkProblem::NoFile { .. }) if self.leads_to_unread(&link.href, text.file) => {
                    None
                }
                Err(problem) => Some(problem),
            };
            if let Some(why) = problem {
                let problem = Problem::BrokenLink { href: link.href.clone(), why };
                let span = span_in(text.body, link.at.line, link.at.col, link.at.len);
                diagnostics.push(Diagnostic::new(text.file, span, problem));
            }
        }
        (claims, diagnostics)
    }

    /// Why a link must not lead to a target that exists: its heading is missing, or it is a draft.
    fn trouble_with(
        &self,
        target: &LinkTarget,
        text: &Text<'_>,
        outline: &Outline,
    ) -> Option<LinkProblem> {
        let (body, anchor, leads_to_draft) = match target {
            LinkTarget::Outside | LinkTarget::File(_) => return None,
            LinkTarget::SamePage(anchor) => return missing_anchor(anchor, outline),
            LinkTarget::Record(record, anchor) => {
                let record = self.archive.record(*record);
                (&record.body, anchor, record.draft)
            }
            LinkTarget::Plan(plan, anchor) => {
                let plan = self.archive.plan(*plan);
                (&plan.body, anchor, plan.draft)
            }
        };
        if let Some(anchor) = anchor
            && let Some(problem) = missing_anchor(anchor, &markdown::outline(&body.text))
        {
            return Some(problem);
        }
        (leads_to_draft && !text.is_draft).then_some(LinkProblem::Draft)
    }

    fn leads_to_unread(&self, href: &str, file: &str) -> bool {
        target_path(href, file).is_some_and(|path| (self.is_unread)(&path))
    }
}

/// What is wrong with the HTML and the images of a text.
fn check_markup(text: &Text<'_>, outline: &Outline) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for tag in &outline.raw_html {
        let line = text.body.text.lines().nth(tag.line as usize - 1).unwrap_or_default();
        let shown = tag.len.min(SHOWN_HTML) as usize;
        let found = line.chars().skip(tag.col as usize - 1).take(shown).collect();
        let span = span_in(text.body, tag.line, tag.col, tag.len);
        diagnostics.push(Diagnostic::new(text.file, span, Problem::RawHtml { found }));
    }
    for image in &outline.images_without_alt {
        let span = span_in(text.body, image.line, image.col, image.len);
        diagnostics.push(Diagnostic::new(text.file, span, Problem::ImageWithoutAlt));
    }
    diagnostics
}

/// The place in a file of a place in the body that the file ends with.
fn span_in(body: &Body, line: u32, col: u32, len: u32) -> Span {
    Span::new(body.first_line + line - 1, col, len)
}

fn missing_anchor(anchor: &str, outline: &Outline) -> Option<LinkProblem> {
    let ids = || outline.headings.iter().map(|heading| heading.heading.id.as_str());
    if anchor.is_empty() || ids().any(|id| id == anchor) {
        return None;
    }
    Some(LinkProblem::NoAnchor { nearest: nearest_name(anchor, ids()) })
}

/// Gives a document the file that its text links to.
pub(crate) fn attach(archive: &mut Archive, document: DocumentIx, path: &str) {
    let attachments = match document {
        DocumentIx::Plan(plan) => &mut archive.plans[plan.0].attachments,
        DocumentIx::Record(record) => {
            &mut Arc::make_mut(&mut archive.records[record.0]).attachments
        }
    };
    if !attachments.iter().any(|attachment| attachment == path) {
        attachments.push(path.to_owned());
        attachments.sort();
    }
}
