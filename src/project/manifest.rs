//! What a build rendered from which inputs, so that the next build can tell what has changed.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::model::Digest;
use crate::site::search::IndexHeader;
use crate::site::{PageRef, Published, Theme};
use crate::source::FileStamp;

/// A file next to a record, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AttachmentEntry {
    /// Its path in the archive.
    pub(super) file: String,
    /// Its path in the site.
    pub(super) path: String,
    /// `None` when a change could go unnoticed: then it is published each time.
    pub(super) stamp: Option<FileStamp>,
    pub(super) published: Published,
    /// Whether a blank picture replaces it.
    pub(super) is_broken: bool,
}

/// A page that was rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageEntry {
    /// Digest of its path.
    pub(super) path: Digest,
    /// Digest of its inputs; `None` means that its view is always built.
    pub(super) inputs: Option<Digest>,
    /// Digest of its view; `None` means that it is always rendered.
    pub(super) view: Option<Digest>,
    pub(super) charts: u32,
}

/// A data file that was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct DataEntry {
    pub(super) path: String,
    /// Digest of its inputs; `None` means that it is always written.
    pub(super) inputs: Option<Digest>,
}

/// Everything that a build rendered.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Digest of all inputs but the texts of records; `None` when other archives are rolled up.
    pub(super) inputs: Option<Digest>,
    pub(super) attachments: Vec<AttachmentEntry>,
    pub(super) pages: Vec<PageEntry>,
    pub(super) data: Vec<DataEntry>,
    pub(super) search: IndexHeader,
}

impl Manifest {
    /// How many pages the site has.
    pub(crate) fn page_count(&self) -> usize {
        self.pages.len()
    }

    /// How many charts are on all pages together.
    pub(crate) fn chart_count(&self) -> usize {
        self.pages.iter().map(|page| page.charts as usize).sum()
    }

    /// Whether both sites have files at the same paths.
    pub(super) fn has_same_paths(&self, other: &Manifest) -> bool {
        fn names(
            manifest: &Manifest,
        ) -> impl Iterator<Item = (&str, Option<&crate::site::Picture>)> {
            manifest.attachments.iter().map(|file| (&*file.path, file.published.picture.as_ref()))
        }
        names(self).eq(names(other))
            && self.pages.iter().map(|page| page.path).eq(other.pages.iter().map(|page| page.path))
            && self.data.iter().map(|file| &file.path).eq(other.data.iter().map(|file| &file.path))
            && self.search.files().eq(other.search.files())
    }

    /// The paths of all files of the site.
    pub(super) fn paths(&self, pages: &[PageRef<'_>], theme: &Theme) -> FxHashSet<String> {
        let mut paths: FxHashSet<String> = self.search.files().collect();
        for file in &self.attachments {
            paths.insert(file.path.clone());
            if let Some(picture) = &file.published.picture {
                paths
                    .extend(picture.page.iter().chain(&picture.list).map(|copy| copy.path.clone()));
            }
        }
        paths.extend(self.data.iter().map(|file| file.path.clone()));
        paths.extend(pages.iter().map(|page| page.path().to_owned()));
        paths.extend(theme.assets().map(|(path, _)| path.to_owned()));
        paths
    }
}

/// The site of the previous build.
#[derive(Clone, Copy)]
pub(super) struct PreviousManifest<'b> {
    pub(super) manifest: &'b Manifest,
    /// Reads a file of that site.
    pub(super) read: &'b (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
}

/// The pages of the previous build.
pub(super) struct PreviousPages<'b> {
    pages: &'b [PageEntry],
    /// Positions by path; needed only when a page has moved to another position.
    by_path: OnceLock<FxHashMap<Digest, usize>>,
}

impl<'b> PreviousPages<'b> {
    pub(super) fn new(previous: Option<PreviousManifest<'b>>) -> PreviousPages<'b> {
        let pages = previous.map_or(&[][..], |previous| &previous.manifest.pages);
        PreviousPages { pages, by_path: OnceLock::new() }
    }

    /// The page with this path, which is probably at `position`.
    pub(super) fn get(&self, position: usize, path: Digest) -> Option<&'b PageEntry> {
        if let Some(page) = self.pages.get(position)
            && page.path == path
        {
            return Some(page);
        }
        let by_path = self.by_path.get_or_init(|| {
            self.pages.iter().enumerate().map(|(position, page)| (page.path, position)).collect()
        });
        self.pages.get(*by_path.get(&path)?)
    }
}
