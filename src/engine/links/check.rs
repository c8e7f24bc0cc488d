//! Checks the links, images and HTML of all texts.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::anchors::{AnchorCache, Anchors};
use super::blocks::may_have_blocks;
use super::path::folder;
use super::resolve::{Hint, LinkIndex, LinkTarget, resolve_with, target_path};
use crate::diagnostics::{Diagnostic, LinkProblem, PictureProblem, Problem, Span};
use crate::model::{Archive, Body, DocumentIx, PlanIx, RecordIx};
use crate::syntax::file_name::names_picture;
use crate::syntax::markdown::{self, LinkKind, Outline, SlipKind};
use crate::syntax::text::nfc;

/// Of a piece of HTML, a message shows at most so many characters.
const SHOWN_HTML: u32 = 40;

/// In one text so many broken links get the name nearest to theirs: each is compared with all names of a folder.
const MOST_HINTS: usize = 50;
/// Of a slip, a message shows at most so many characters.
const SHOWN_SLIP: usize = 60;

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
    let (index, anchors) = (LinkIndex::new(archive, loose), AnchorCache::new(archive));
    let checker = LinkChecker { archive, index, anchors, is_unread };
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
    anchors: AnchorCache<'a>,
    is_unread: &'a (dyn Fn(&str) -> bool + Sync),
}

impl LinkChecker<'_> {
    fn check_text(&self, text: &Text<'_>) -> (Vec<Claim>, Vec<Diagnostic>) {
        let mut claims = Vec::new();
        let mut diagnostics = check_slips(text);
        if matches!(text.document, DocumentIx::Plan(_)) {
            diagnostics.extend(check_blocks(text));
        }
        if !text.body.text.contains(['[', '<', '!']) {
            return (claims, diagnostics);
        }
        let outline = markdown::outline(&text.body.text);
        let own_anchors = Anchors::of(&outline);
        diagnostics.extend(check_markup(text, &outline));
        let mut broken = 0;
        for link in &outline.links {
            let hint = if broken < MOST_HINTS { Hint::Nearest } else { Hint::None };
            let problem = match resolve_with(&link.href, text.file, &self.index, hint) {
                Ok(LinkTarget::File(path)) => {
                    if link.kind == LinkKind::Image && !names_picture(&path) {
                        let name = link.href.clone();
                        let problem = Problem::Picture { name, why: PictureProblem::NotAPicture };
                        let span = span_in(text.body, link.at.line, link.at.col, link.at.len);
                        diagnostics.push(Diagnostic::new(text.file, span, problem));
                    }
                    if folder(&path) == folder(text.file) {
                        claims.push((text.document, path));
                    }
                    None
                }
                Ok(LinkTarget::Outside) if link.kind == LinkKind::Image => {
                    let name = excerpt(&link.href, SHOWN_SLIP);
                    let problem = Problem::Picture { name, why: PictureProblem::Remote };
                    let span = span_in(text.body, link.at.line, link.at.col, link.at.len);
                    diagnostics.push(Diagnostic::new(text.file, span, problem));
                    None
                }
                Ok(target) => self.trouble_with(&target, text, &own_anchors, hint),
                Err(LinkProblem::NoFile { .. }) if self.leads_to_unread(&link.href, text.file) => {
                    None
                }
                Err(problem) => Some(problem),
            };
            if let Some(why) = problem {
                broken += 1;
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
        own_anchors: &Anchors,
        hint: Hint,
    ) -> Option<LinkProblem> {
        let (document, anchor, leads_to_draft) = match target {
            LinkTarget::Outside | LinkTarget::File(_) => return None,
            LinkTarget::SamePage(anchor) => return own_anchors.missing(anchor, hint),
            LinkTarget::Record(record, anchor) => {
                (DocumentIx::Record(*record), anchor, self.archive.record(*record).draft)
            }
            LinkTarget::Plan(plan, anchor) => {
                (DocumentIx::Plan(*plan), anchor, self.archive.plan(*plan).draft)
            }
        };
        if let Some(anchor) = anchor
            && let Some(problem) = self.anchors.of_document(document).missing(anchor, hint)
        {
            return Some(problem);
        }
        (leads_to_draft && !text.is_draft).then_some(LinkProblem::Draft)
    }

    fn leads_to_unread(&self, href: &str, file: &str) -> bool {
        target_path(href, file).is_some_and(|path| (self.is_unread)(&path))
    }
}

/// What was meant as Markdown in a text, and is none.
fn check_slips(text: &Text<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for slip in markdown::slips(&text.body.text) {
        let written = text.body.text.get(slip.range).unwrap_or_default();
        let found = excerpt(written, SHOWN_SLIP);
        let problem = Problem::MarkdownSlip { kind: slip.kind, found, write: slip.write };
        let span = span_in(text.body, slip.at.line, slip.at.col, slip.at.len);
        diagnostics.push(Diagnostic::new(text.file, span, problem));
    }
    diagnostics
}

/// Finds blocks of figures in the text of a plan.
fn check_blocks(text: &Text<'_>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if !may_have_blocks(text.body.text.as_bytes()) {
        return diagnostics;
    }
    for block in markdown::outline(&text.body.text).blocks {
        if markdown::figures_of(&block.info).is_some() {
            let found = format!("```{}", block.info.trim());
            let (kind, write) = (SlipKind::BlockOfPlan, String::new());
            let problem = Problem::MarkdownSlip { kind, found, write };
            diagnostics.push(Diagnostic::new(
                text.file,
                span_in(text.body, block.line, 1, 3),
                problem,
            ));
        }
    }
    diagnostics
}

/// The beginning of a text, at most so many characters.
fn excerpt(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// What is wrong with the HTML and the images of a text.
fn check_markup(text: &Text<'_>, outline: &Outline) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let lines: Vec<&str> = match outline.raw_html.is_empty() {
        true => Vec::new(),
        false => text.body.text.lines().collect(),
    };
    for tag in &outline.raw_html {
        let line = lines.get(tag.line as usize - 1).copied().unwrap_or_default();
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

/// Where a text names a file: the first image or link that leads to it.
pub(crate) fn span_of_file(body: &Body, file: &str, path: &str) -> Option<Span> {
    let wanted = nfc(path);
    let outline = markdown::outline(&body.text);
    let mut links = outline.links.iter();
    let link = links.find(|link| target_path(&link.href, file).as_ref() == Some(&wanted))?;
    Some(span_in(body, link.at.line, link.at.col, link.at.len))
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
