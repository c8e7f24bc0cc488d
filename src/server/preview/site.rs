//! The pages and files of one site, each made when it is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::PreviewError;
use super::attachments::{PublishedAttachments, TempFile};
use super::cancellation::Cancellation;
use super::inputs::PreviewInputs;
use crate::server::PageLookup;
use crate::site::search::{self, Document};
use crate::site::{PageRenderer, Site, SiteTables, Theme};

/// Files by their paths in the site.
type Files = BTreeMap<String, Vec<u8>>;

/// A site that can be asked for its pages, from many threads.
pub(super) struct PreviewSite {
    inputs: PreviewInputs,
    tables: SiteTables,
    /// The path of every page.
    pages: BTreeSet<String>,
    attachments: BTreeMap<String, Arc<TempFile>>,
    data: OnceLock<Files>,
    /// The files of the search. They are made from all pages, so once they exist every page was inspected.
    search: Mutex<Option<Arc<Files>>>,
    pub(super) cancellation: Cancellation,
}

impl PreviewSite {
    /// Computes a site and publishes its attachments. Returns the pictures that are broken, too.
    pub(super) fn new(inputs: PreviewInputs) -> Result<(PreviewSite, Vec<String>), PreviewError> {
        let mut site = inputs.new_site();
        let PublishedAttachments { attached, files, broken_pictures } = inputs
            .attachments
            .publish(site.attachments(), &*inputs.snapshot.source, &inputs.photos)?;
        site.attach(attached);
        let mut pages = BTreeSet::new();
        for page in site.pages() {
            pages.insert(page.path().to_owned());
        }
        let tables = site.tables();
        drop(site);
        let site = PreviewSite {
            inputs,
            tables,
            pages,
            attachments: files,
            data: OnceLock::new(),
            search: Mutex::default(),
            cancellation: Cancellation::default(),
        };
        Ok((site, broken_pictures))
    }

    /// What there is at a path of the site.
    pub(super) fn find(&self, path: &str) -> Result<PageLookup, PreviewError> {
        let theme = self.inputs.theme()?;
        if self.pages.contains(path) {
            let site = self.inputs.site(&self.tables);
            let Some(page) = site.page(path) else { return Ok(PageLookup::Missing) };
            let html = site.render(&page, theme).map_err(failed)?;
            return Ok(PageLookup::Bytes(self.inputs.snapshot.masked(&html).as_bytes().to_vec()));
        }
        if let Some((_, bytes)) = theme.assets().find(|(asset, _)| *asset == path) {
            return Ok(PageLookup::Bytes(bytes.to_vec()));
        }
        if let Some(file) = self.attachments.get(path) {
            return Ok(match file.open() {
                Some((file, size)) => PageLookup::File(file, size),
                None => PageLookup::Missing,
            });
        }
        if path.starts_with("search/") {
            let files = self.search(&|| self.cancellation.is_ended())?;
            let bytes = files.and_then(|files| files.get(path).cloned());
            return Ok(bytes.map_or(PageLookup::Missing, PageLookup::Bytes));
        }
        if let Some(bytes) = self.data().get(path) {
            return Ok(PageLookup::Bytes(self.masked(bytes)));
        }
        Ok(if self.is_folder(path, theme) { PageLookup::Folder } else { PageLookup::Missing })
    }

    fn is_folder(&self, path: &str, theme: &Theme) -> bool {
        let prefix = format!("{path}/");
        path == "search"
            || self.has_page_in(&prefix)
            || theme.assets().any(|(asset, _)| asset.starts_with(&prefix))
            || has_path_in(&self.attachments, &prefix)
            || has_path_in(self.data(), &prefix)
    }

    fn has_page_in(&self, prefix: &str) -> bool {
        let next = self.pages.range(prefix.to_owned()..).next();
        next.is_some_and(|path| path.starts_with(prefix))
    }

    /// Makes everything that a build makes and inspects it; stops early when it is interrupted.
    pub(super) fn inspect(&self) -> Result<(), PreviewError> {
        self.search(&|| self.cancellation.is_interrupted())?;
        if !self.cancellation.is_interrupted() {
            let _ = self.data();
        }
        Ok(())
    }

    /// The bytes of a file with personal numbers masked, as a build writes them.
    fn masked(&self, bytes: &[u8]) -> Vec<u8> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.inputs.snapshot.masked(text).as_bytes().to_vec(),
            Err(_) => bytes.to_vec(),
        }
    }

    fn data(&self) -> &Files {
        self.data.get_or_init(|| self.inputs.site(&self.tables).data().into_iter().collect())
    }

    /// The files of the search; `None` when `is_cancelled` said so before they were ready.
    fn search(
        &self,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Arc<Files>>, PreviewError> {
        // Whoever asks in the meantime waits for them.
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = &*search {
            return Ok(Some(Arc::clone(files)));
        }
        let site = self.inputs.site(&self.tables);
        let renderer = PageRenderer::new(&site);
        let Some(documents) = self.render_all(&site, &renderer, is_cancelled)? else {
            return Ok(None);
        };
        let files = self.build_search(&renderer, documents);
        Ok(Some(Arc::clone(search.insert(Arc::new(files)))))
    }

    /// Renders all pages for the search. `None` when it is cancelled.
    fn render_all<'s>(
        &self,
        site: &'s Site<'s>,
        renderer: &PageRenderer<'s>,
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Result<Option<Vec<Document<'s>>>, PreviewError> {
        let theme = self.inputs.theme()?;
        let pages = site.pages();
        let rendered = self.inputs.in_background(|| {
            pages
                .par_iter()
                .map(|page| {
                    if is_cancelled() {
                        return Ok(None);
                    }
                    Ok(Some(renderer.render(page, theme).map_err(failed)?.found))
                })
                .collect::<Result<Option<Vec<_>>, PreviewError>>()
        })?;
        Ok(rendered.map(|found| found.into_iter().flatten().collect()))
    }

    fn build_search(&self, renderer: &PageRenderer<'_>, documents: Vec<Document<'_>>) -> Files {
        let built = Mutex::new(Files::new());
        let put = |path: &str, bytes: &[u8]| {
            let masked = self.masked(bytes);
            built.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), masked);
            Ok::<(), Infallible>(())
        };
        let facets = renderer.facets();
        match self.inputs.in_background(|| search::build_index(documents, &facets, &put)) {
            Ok(_) => {}
        }
        built.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether any path begins with `prefix`.
fn has_path_in<T>(files: &BTreeMap<String, T>, prefix: &str) -> bool {
    let next = files.range(prefix.to_owned()..).next();
    next.is_some_and(|(path, _)| path.starts_with(prefix))
}

fn failed(error: impl Into<crate::error::Error>) -> PreviewError {
    PreviewError::Failed(error.into())
}
