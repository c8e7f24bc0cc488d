//! One site: its pages and files, each made when it is asked for.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::attached::{Attachments, Held};
use super::{Rest, Wrong};
use crate::diagnostics::{self, Diagnostic};
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::model::Provenance;
use crate::project::Snapshot;
use crate::project::publish::find_leaks;
use crate::server::PageLookup;
use crate::site::search;
use crate::site::{PageRef, PageRenderer, Site, Theme};

/// All that a site is made of.
pub(in crate::commands) struct Parts {
    pub(in crate::commands) snapshot: Arc<Snapshot>,
    pub(in crate::commands) provenance: Arc<Provenance>,
    pub(in crate::commands) drafts: bool,
    pub(in crate::commands) photos: PhotoCache,
    pub(in crate::commands) attachments: Arc<Attachments>,
    /// Threads for what nobody waits for; none where the system gives none.
    pub(in crate::commands) aside: Option<Arc<ThreadPool>>,
}

impl Parts {
    /// The site, the files beside records, and which pictures are broken.
    pub(super) fn site(&self) -> Result<(Site<'_>, Beside, Vec<String>), Wrong> {
        let snapshot = &*self.snapshot;
        let site = snapshot.site(self.drafts, Some(&self.provenance));
        let files =
            self.attachments.publish(site.attachments(), &*snapshot.source, &self.photos)?;
        Ok((site.with_attached(files.attached), files.held, files.broken))
    }
}

/// Files beside records by their path in the site.
pub(super) type Beside = BTreeMap<String, Arc<Held>>;

/// A site that can be asked for its pages.
pub(super) struct Show<'s> {
    site: &'s Site<'s>,
    parts: &'s Parts,
    theme: &'s Theme,
    finder: PageRenderer<'s>,
    pages: BTreeMap<&'s str, PageRef<'s>>,
    assets: BTreeMap<&'s str, &'s [u8]>,
    files: Beside,
    data: OnceLock<Files>,
    /// What the search reads. It is made of all pages, so once it is there every page was looked through.
    search: Mutex<Option<Arc<Files>>>,
    rest: &'s Rest,
}

/// Files by their path in the site.
type Files = BTreeMap<String, Vec<u8>>;

impl<'s> Show<'s> {
    pub(super) fn new(
        site: &'s Site<'s>,
        files: Beside,
        parts: &'s Parts,
        theme: &'s Theme,
        rest: &'s Rest,
    ) -> Show<'s> {
        Show {
            finder: PageRenderer::new(site),
            pages: site.pages().into_iter().map(|it| (it.path(), it)).collect(),
            assets: theme.assets().collect(),
            files,
            data: OnceLock::new(),
            search: Mutex::default(),
            site,
            parts,
            theme,
            rest,
        }
    }

    /// What there is at a path of the site.
    pub(super) fn find(&self, path: &str) -> Result<PageLookup, Wrong> {
        if let Some(page) = self.pages.get(path) {
            let html = self.site.render(page, self.theme).map_err(fault)?;
            return without_leaks(find_leaks(path, &html))
                .map(|()| PageLookup::Bytes(html.into_bytes()));
        }
        if let Some(bytes) = self.assets.get(path) {
            return Ok(PageLookup::Bytes(bytes.to_vec()));
        }
        if let Some(file) = self.files.get(path) {
            return Ok(file
                .open()
                .map_or(PageLookup::Missing, |(file, size)| PageLookup::File(file, size)));
        }
        if path.starts_with("search/") {
            let is_over = || self.rest.is_over.load(Ordering::Relaxed);
            let file = self.search(&is_over)?.and_then(|it| it.get(path).cloned());
            return Ok(file.map_or(PageLookup::Missing, PageLookup::Bytes));
        }
        if let Some(bytes) = self.data().get(path) {
            let found = std::str::from_utf8(bytes).map_or(Vec::new(), |it| find_leaks(path, it));
            return without_leaks(found).map(|()| PageLookup::Bytes(bytes.clone()));
        }
        Ok(if self.is_folder(path) { PageLookup::Folder } else { PageLookup::Missing })
    }

    fn is_folder(&self, path: &str) -> bool {
        let within = format!("{path}/");
        let first = |it: Option<&str>| it.is_some_and(|it| it.starts_with(&within));
        let from = within.as_str();
        path == "search"
            || first(self.pages.range(from..).next().map(|it| *it.0))
            || first(self.assets.range(from..).next().map(|it| *it.0))
            || first(self.files.range(within.clone()..).next().map(|it| it.0.as_str()))
            || first(self.data().range(within.clone()..).next().map(|it| it.0.as_str()))
    }

    /// Makes everything that `build` makes and looks it through; leaves off when it is disturbed.
    pub(super) fn look_through(&self) -> Result<(), Wrong> {
        let is_disturbed = || self.rest.is_disturbed.load(Ordering::Relaxed);
        self.search(&is_disturbed)?;
        if is_disturbed() {
            return Ok(());
        }
        let texts = self.data().iter();
        let texts = texts.filter_map(|it| Some((it.0, std::str::from_utf8(it.1).ok()?)));
        without_leaks(texts.flat_map(|(path, text)| find_leaks(path, text)).collect())
    }

    /// Does much work, in threads of its own: who reads the next change must not wait for it.
    fn aside<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.parts.aside {
            Some(threads) => threads.install(work),
            None => work(),
        }
    }

    fn data(&self) -> &Files {
        self.data.get_or_init(|| self.site.data().into_iter().collect())
    }

    /// The files of the search; none when they were not wanted any more before they were there.
    fn search(&self, is_enough: &(dyn Fn() -> bool + Sync)) -> Result<Option<Arc<Files>>, Wrong> {
        // Who asks meanwhile waits until they are there.
        let mut search = self.search.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(files) = &*search {
            return Ok(Some(Arc::clone(files)));
        }
        let theme = self.theme;
        let pages: Vec<&PageRef<'s>> = self.pages.values().collect();
        let render = |page: &&PageRef<'s>| {
            if is_enough() {
                return Ok(None);
            }
            let made = self.finder.render(page, theme).map_err(fault)?;
            Ok(Some((find_leaks(page.path(), &made.html), made.found)))
        };
        let made: Result<Option<Vec<_>>, Wrong> =
            self.aside(|| pages.par_iter().map(render).collect());
        let Some(made) = made? else { return Ok(None) };
        let (of_pages, documents): (Vec<Vec<Diagnostic>>, Vec<_>) = made.into_iter().unzip();
        let (files, of_files) = (Mutex::new(Files::new()), Mutex::new(Vec::new()));
        let put = |path: &str, bytes: &[u8]| {
            let found = std::str::from_utf8(bytes).map_or(Vec::new(), |it| find_leaks(path, it));
            of_files.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
            let mut files = files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), bytes.to_owned());
            Ok::<(), Infallible>(())
        };
        let documents = documents.into_iter().flatten().collect();
        match self.aside(|| search::build_index(documents, &self.finder.facets(), &put)) {
            Ok(_) => {}
        }
        let mut found = of_files.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.extend(of_pages.into_iter().flatten());
        without_leaks(found)?;
        let files = Arc::new(files.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(Some(Arc::clone(search.insert(files))))
    }
}

fn fault(error: impl Into<Error>) -> Wrong {
    Wrong::Error(error.into())
}

fn without_leaks(mut found: Vec<Diagnostic>) -> Result<(), Wrong> {
    if found.is_empty() {
        return Ok(());
    }
    diagnostics::sort(&mut found);
    Err(Wrong::Leaks(found))
}
