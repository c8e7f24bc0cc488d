//! Links between records, and to files beside them (MODEL.md §6).

pub(crate) mod blocks;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::diagnostics::{Diagnostic, LinkTrouble, Problem, Span};
use crate::model::{Archive, Body, PlanIx, RecordIx};
use crate::parse::nearest_name;
use crate::syntax::markdown::{self, Address, Outline};
use crate::syntax::text::{nfc, nfc_of};

/// What a link of a text leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the archive: http, https, mailto.
    Outside,
    /// A heading of the same page.
    SamePage(String),
    /// Another record.
    Record(RecordIx, Option<String>),
    /// A plan.
    Plan(PlanIx, Option<String>),
    /// A file, as a path under `content/` (with `content/`).
    File(String),
}

/// Whose text it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// A plan's.
    Plan(PlanIx),
    /// A record's.
    Record(RecordIx),
}

/// The files of an archive by their paths, for links.
#[derive(Debug)]
pub struct Paths<'a> {
    records: FxHashMap<Cow<'a, str>, Of>,
    files: FxHashSet<&'a str>,
}

impl<'a> Paths<'a> {
    /// The paths of all records and of their attachments; `loose` are files that no record has claimed yet.
    #[must_use]
    pub fn new(archive: &'a Archive, loose: &BTreeSet<&'a str>) -> Paths<'a> {
        let count = archive.plans.len() + archive.records.len();
        let mut records = FxHashMap::with_capacity_and_hasher(count, FxBuildHasher);
        let mut files: FxHashSet<&str> = loose.iter().copied().collect();
        for (at, plan) in archive.plans.iter().enumerate() {
            records.insert(nfc_of(&plan.file), Of::Plan(PlanIx(at)));
            files.extend(plan.attachments.iter().map(String::as_str));
        }
        for (at, record) in archive.records.iter().enumerate() {
            records.insert(nfc_of(&record.file), Of::Record(RecordIx(at)));
            files.extend(record.attachments.iter().map(String::as_str));
        }
        Paths { records, files }
    }
}

/// Where a relative link of a file leads; the trouble with it otherwise.
///
/// # Errors
/// Why it leads nowhere.
pub fn resolve(href: &str, file: &str, paths: &Paths<'_>) -> Result<LinkTarget, LinkTrouble> {
    match markdown::address(href) {
        Address::Web | Address::Mail => return Ok(LinkTarget::Outside),
        Address::Refused => return Err(LinkTrouble::Scheme),
        Address::Local => {}
    }
    let decoded = percent_decoded(href);
    let (path, anchor) = match decoded.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor.to_owned()).filter(|it| !it.is_empty())),
        None => (decoded.as_str(), None),
    };
    if path.is_empty() {
        return Ok(LinkTarget::SamePage(anchor.unwrap_or_default()));
    }
    let joined = join(file, path).ok_or(LinkTrouble::Leaves)?;
    let wanted = nfc(&joined);
    match paths.records.get(wanted.as_str()) {
        Some(Of::Plan(at)) => return Ok(LinkTarget::Plan(*at, anchor)),
        Some(Of::Record(at)) => return Ok(LinkTarget::Record(*at, anchor)),
        None => {}
    }
    if let Some(path) =
        paths.files.get(wanted.as_str()).or_else(|| paths.files.get(joined.as_str()))
    {
        return Ok(LinkTarget::File((*path).to_owned()));
    }
    let base = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let folder = wanted.rsplit_once('/').map_or("", |(folder, _)| folder);
    let here = |it: &&str| it.rsplit_once('/').is_some_and(|(of, _)| of == folder);
    let in_folder =
        paths.records.keys().map(|it| &**it).chain(paths.files.iter().copied()).filter(here);
    let mut names: Vec<String> = in_folder.map(base).collect();
    names.sort_unstable(); // of names that are as near, the same one each time
    let nearest = nearest_name(&base(&wanted), names.iter().map(String::as_str));
    let nearest = nearest
        .map(|it| path.rsplit_once('/').map_or(it.clone(), |(folder, _)| format!("{folder}/{it}")));
    Err(LinkTrouble::NoFile { nearest })
}

/// The path that a relative link leads to, in NFC, whether anything is there or not.
fn path_of(href: &str, file: &str) -> Option<String> {
    let decoded = percent_decoded(href);
    let path = decoded.split_once('#').map_or(decoded.as_str(), |it| it.0);
    join(file, path).map(|it| nfc(&it))
}

/// Checks all links; gives the files beside records that links claim, and what is wrong. `is_unread`: of which paths it is
/// told already that what is there could not be read.
pub(crate) fn check(
    archive: &Archive,
    loose: &BTreeSet<&str>,
    is_unread: &(dyn Fn(&str) -> bool + Sync),
) -> (Vec<(Of, String)>, Vec<Diagnostic>) {
    let paths = Paths::new(archive, loose);
    let plans =
        archive.plans.iter().enumerate().map(|(at, it)| (Of::Plan(PlanIx(at)), &it.file, &it.body));
    let records = archive
        .records
        .iter()
        .enumerate()
        .map(|(at, it)| (Of::Record(RecordIx(at)), &it.file, &it.body));
    let texts: Vec<(Of, &String, &Body)> = plans.chain(records).collect();
    let read = |(of, file, body): &(Of, &String, &Body)| {
        text(archive, *of, (file, body), &paths, is_unread)
    };
    let results: Vec<_> = texts.par_iter().with_min_len(32).map(read).collect();
    let mut claimed = Vec::new();
    let mut broken = Vec::new();
    for (files, diagnostics) in results {
        claimed.extend(files);
        broken.extend(diagnostics);
    }
    claimed.sort();
    claimed.dedup();
    (claimed, broken)
}

fn text(
    archive: &Archive,
    of: Of,
    (file, body): (&str, &Body),
    paths: &Paths<'_>,
    is_unread: &dyn Fn(&str) -> bool,
) -> (Vec<(Of, String)>, Vec<Diagnostic>) {
    let mut claimed = Vec::new();
    let mut broken = Vec::new();
    if !body.text.contains(['[', '<', '!']) {
        return (claimed, broken);
    }
    let outline = markdown::outline(&body.text);
    let span = |line: u32, col: u32, len: u32| Span::new(body.first_line + line - 1, col, len);
    for tag in &outline.raw_html {
        let line = body.text.lines().nth(tag.line as usize - 1).unwrap_or_default();
        let found =
            line.chars().skip(tag.col as usize - 1).take(tag.len.min(40) as usize).collect();
        let problem = Problem::RawHtml { found };
        broken.push(Diagnostic::new(file, span(tag.line, tag.col, tag.len), problem));
    }
    for image in &outline.images_without_alt {
        let at = span(image.line, image.col, image.len);
        broken.push(Diagnostic::new(file, at, Problem::ImageWithoutAlt));
    }
    for link in &outline.links {
        let trouble = match resolve(&link.href, file, paths) {
            Err(LinkTrouble::NoFile { .. })
                if path_of(&link.href, file).is_some_and(|it| is_unread(&it)) =>
            {
                None
            }
            Err(trouble) => Some(trouble),
            Ok(LinkTarget::Outside) => None,
            Ok(LinkTarget::File(path)) => {
                if folder(&path) == folder(file) {
                    claimed.push((of, path));
                }
                None
            }
            Ok(LinkTarget::SamePage(anchor)) => no_anchor(&anchor, &outline),
            Ok(LinkTarget::Record(at, anchor)) => {
                let record = archive.record(at);
                heading(anchor, &record.body)
                    .or((record.draft && !is_draft(archive, of)).then_some(LinkTrouble::Draft))
            }
            Ok(LinkTarget::Plan(at, anchor)) => {
                let plan = archive.plan(at);
                heading(anchor, &plan.body)
                    .or((plan.draft && !is_draft(archive, of)).then_some(LinkTrouble::Draft))
            }
        };
        if let Some(why) = trouble {
            let problem = Problem::BrokenLink { href: link.href.clone(), why };
            broken.push(Diagnostic::new(
                file,
                span(link.at.line, link.at.col, link.at.len),
                problem,
            ));
        }
    }
    (claimed, broken)
}

fn is_draft(archive: &Archive, of: Of) -> bool {
    match of {
        Of::Plan(at) => archive.plan(at).draft,
        Of::Record(at) => archive.record(at).draft,
    }
}

fn heading(anchor: Option<String>, body: &Body) -> Option<LinkTrouble> {
    anchor.and_then(|it| no_anchor(&it, &markdown::outline(&body.text)))
}

fn no_anchor(anchor: &str, outline: &Outline) -> Option<LinkTrouble> {
    if anchor.is_empty() || outline.headings.iter().any(|it| it.heading.id == anchor) {
        return None;
    }
    Some(LinkTrouble::NoAnchor {
        nearest: nearest_name(anchor, outline.headings.iter().map(|it| it.heading.id.as_str())),
    })
}

/// Gives a record the file that its text links to.
pub(crate) fn attach(archive: &mut Archive, of: Of, path: &str) {
    let attachments = match of {
        Of::Plan(at) => &mut archive.plans[at.0].attachments,
        Of::Record(at) => &mut Arc::make_mut(&mut archive.records[at.0]).attachments,
    };
    if !attachments.iter().any(|it| it == path) {
        attachments.push(path.to_owned());
        attachments.sort();
    }
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path relative to a file's folder; none when it leaves `content/`.
fn join(file: &str, relative: &str) -> Option<String> {
    let mut segments: Vec<&str> = folder(file).split('/').collect();
    for segment in relative.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop();
                if segments.is_empty() {
                    return None;
                }
            }
            _ => segments.push(segment),
        }
    }
    (segments.first() == Some(&"content")).then(|| segments.join("/"))
}

fn percent_decoded(href: &str) -> String {
    if !href.contains('%') {
        return href.to_owned();
    }
    let bytes = href.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).and_then(|it| std::str::from_utf8(it).ok());
        match hex.and_then(|it| u8::from_str_radix(it, 16).ok()).filter(|_| bytes[at] == b'%') {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| href.to_owned())
}
