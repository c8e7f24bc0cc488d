//! Where a link leads.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::path::{file_name, folder, join, percent_decoded};
use crate::diagnostics::LinkProblem;
use crate::model::{Archive, DocumentIx, PlanIx, RecordIx};
use crate::parse::{FormerIds, FormerTarget, nearest_name};
use crate::syntax::markdown::{self, AddressKind};
use crate::syntax::text::{nfc, nfc_of};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// Out of the archive: http, https, mailto.
    Outside,
    /// A heading of the same page.
    SamePage(String),
    /// Another record, and the heading in it.
    Record(RecordIx, Option<String>),
    /// A plan, and the heading in it.
    Plan(PlanIx, Option<String>),
    /// A file, as a path that begins with `content/`.
    File(String),
}

/// The files of an archive by their paths.
#[derive(Debug)]
pub struct LinkIndex {
    documents: FxHashMap<String, DocumentIx>,
    files: FxHashSet<String>,
    /// Where documents were before, and the files at which they stood, by the files at which they stand.
    former: FormerIds,
    former_places: FxHashMap<String, Vec<String>>,
    /// The names in each folder, sorted, once a link needs them.
    names: OnceLock<BTreeMap<String, Vec<String>>>,
}

/// Whether a link that leads nowhere gets the name that is nearest to its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    Nearest,
    None,
}

impl LinkIndex {
    /// Indexes all documents and their attachments; `loose` are files that no document has claimed yet.
    #[must_use]
    pub fn new(archive: &Archive, loose: &BTreeSet<&str>) -> LinkIndex {
        let count = archive.plans.len() + archive.records.len();
        let mut documents = FxHashMap::with_capacity_and_hasher(count, FxBuildHasher);
        let mut files: FxHashSet<String> = loose.iter().map(|path| (*path).to_owned()).collect();
        for (index, plan) in archive.plans.iter().enumerate() {
            documents.insert(nfc_of(&plan.file).into_owned(), DocumentIx::Plan(PlanIx(index)));
            files.extend(plan.attachments.iter().cloned());
        }
        for (index, record) in archive.records.iter().enumerate() {
            documents
                .insert(nfc_of(&record.file).into_owned(), DocumentIx::Record(RecordIx(index)));
            files.extend(record.attachments.iter().cloned());
        }
        let (former, former_places) = (FormerIds::of(archive), former_places(archive));
        LinkIndex { documents, files, former, former_places, names: OnceLock::new() }
    }

    /// What stands at a path, now or formerly.
    fn target(&self, joined: &str, anchor: Option<&str>) -> Option<LinkTarget> {
        let anchored = |document: DocumentIx| {
            let anchor = anchor.map(str::to_owned);
            match document {
                DocumentIx::Plan(plan) => LinkTarget::Plan(plan, anchor),
                DocumentIx::Record(record) => LinkTarget::Record(record, anchor),
            }
        };
        let normalized = nfc(joined);
        if let Some(document) = self.documents.get(normalized.as_str()) {
            return Some(anchored(*document));
        }
        // A file may be spelled in another normal form on disk than in the link.
        for spelling in [normalized.as_str(), joined] {
            if let Some(file) = self.files.get(spelling) {
                return Some(LinkTarget::File((*file).to_owned()));
            }
        }
        match self.former.target(&normalized)? {
            FormerTarget::Document(document) => Some(anchored(document)),
            FormerTarget::File(file) => {
                self.files.contains(&file).then_some(LinkTarget::File(file))
            }
        }
    }

    /// The name nearest to that of a missing file, among the files of its folder.
    fn nearest_in_folder(&self, missing: &str) -> Option<String> {
        let names = self.names.get_or_init(|| self.names_by_folder());
        let in_folder = names.get(folder(missing))?;
        nearest_name(file_name(missing), in_folder.iter().map(String::as_str))
    }

    fn names_by_folder(&self) -> BTreeMap<String, Vec<String>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for path in self.documents.keys().chain(&self.files) {
            if path.contains('/') {
                names.entry(folder(path).to_owned()).or_default().push(file_name(path).to_owned());
            }
        }
        for in_folder in names.values_mut() {
            in_folder.sort_unstable(); // makes the choice among equally near names the same each time
        }
        names
    }
}

/// The files at which documents stood before they were moved, by the files at which they stand.
fn former_places(archive: &Archive) -> FxHashMap<String, Vec<String>> {
    let plans = archive.plans.iter().map(|plan| (&plan.file, &plan.formerly));
    let records = archive.records.iter().map(|record| (&record.file, &record.formerly));
    let mut places: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for (file, formerly) in plans.chain(records) {
        let ending = if file.ends_with("/index.md") { "/index.md" } else { ".md" };
        for former in formerly {
            let place = format!("content/{}{ending}", former.id);
            places.entry(nfc_of(file).into_owned()).or_default().push(place);
        }
    }
    places
}

/// Where a link in `file` leads.
///
/// # Errors
/// Why it leads nowhere.
pub fn resolve(href: &str, file: &str, index: &LinkIndex) -> Result<LinkTarget, LinkProblem> {
    resolve_with(href, file, index, Hint::Nearest)
}

/// [`resolve`], with or without a hint for a link that leads nowhere.
pub(super) fn resolve_with(
    href: &str,
    file: &str,
    index: &LinkIndex,
    hint: Hint,
) -> Result<LinkTarget, LinkProblem> {
    match markdown::address_kind(href) {
        AddressKind::Web | AddressKind::Mail => return Ok(LinkTarget::Outside),
        AddressKind::Refused => return Err(LinkProblem::Scheme),
        AddressKind::Local => {}
    }
    let (path, anchor) = path_and_anchor(href);
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    let path = path.as_str();
    if path.is_empty() {
        return Ok(LinkTarget::SamePage(anchor.unwrap_or_default()));
    }
    let joined = join(file, path);
    // A text that was moved keeps the links that it had where it stood.
    let places = index.former_places.get(nfc_of(file).as_ref()).map(Vec::as_slice);
    let former = places.unwrap_or_default().iter().filter_map(|place| join(place, path));
    for place in joined.iter().cloned().chain(former) {
        if let Some(target) = index.target(&place, anchor.as_deref()) {
            return Ok(target);
        }
    }
    let normalized = nfc(&joined.ok_or(LinkProblem::Leaves)?);
    if hint == Hint::None {
        return Err(LinkProblem::NoFile { nearest: None });
    }
    let nearest = match (index.nearest_in_folder(&normalized), path.rsplit_once('/')) {
        (Some(name), Some((folder, _))) => Some(format!("{folder}/{name}")),
        (nearest, _) => nearest,
    };
    Err(LinkProblem::NoFile { nearest })
}

/// The two parts of an address, decoded. A `#` of a name is written `%23`, so that only one that is written as such
/// begins the anchor; where that `%23` stands behind the ending of a text, an editor meant an anchor.
fn path_and_anchor(href: &str) -> (String, Option<String>) {
    if let Some((path, anchor)) = href.split_once('#') {
        return (percent_decoded(path), Some(percent_decoded(anchor)));
    }
    match href.split_once(".md%23") {
        Some((stem, anchor)) => {
            (percent_decoded(&format!("{stem}.md")), Some(percent_decoded(anchor)))
        }
        None => (percent_decoded(href), None),
    }
}

/// The path that a relative link leads to, in NFC, whether anything is there or not.
pub(super) fn target_path(href: &str, file: &str) -> Option<String> {
    let (path, _) = path_and_anchor(href);
    Some(nfc(&join(file, &path)?))
}
