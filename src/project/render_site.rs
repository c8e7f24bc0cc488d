//! All that a site consists of, put where it goes: files beside records, pages, data, search. Of a site that was made
//! before only what may have changed is made.

use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::publish::{Publisher, Sink};
use crate::commands::build::Making;
use crate::error::Error;
use crate::model::Digest;
use crate::site::search::{self, IndexHeader, RevisedDocument};
use crate::site::{PageInputs, PageRef, PageRenderer, Published, RecordDigest, Site};
use crate::source::FileStamp;
use crate::timings::{Phase, phase, phase_on};

/// A file beside records, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileMade {
    /// Under the root.
    pub(crate) from: String,
    /// In the site.
    pub(crate) path: String,
    /// None: whether it changes cannot be told.
    stamp: Option<FileStamp>,
    published: Published,
    /// Whether a blank picture stands for it.
    is_broken: bool,
}

/// A page that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageMade {
    /// Of its path.
    path: Digest,
    /// Of what it rests on; none: it is to be looked at each time.
    grounds: Option<Digest>,
    /// Of what its template was given; none: it is to be made each time.
    view: Option<Digest>,
    charts: u32,
}

/// A file of data that was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct DataMade {
    path: String,
    /// Of what it rests on; none: it is to be made each time.
    grounds: Option<Digest>,
}

/// What a site was filled with.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Filled {
    /// Of everything but the texts of records; none: other archives are in it too.
    all: Option<Digest>,
    files: Vec<FileMade>,
    pages: Vec<PageMade>,
    data: Vec<DataMade>,
    search: IndexHeader,
}

impl Filled {
    /// Whether another site has files by the same names.
    fn has_files_of(&self, other: &Filled) -> bool {
        let files = |it: &FileMade| (it.path.clone(), it.published.picture.clone());
        let (files_here, files_there) =
            (self.files.iter().map(files), other.files.iter().map(files));
        let pages = |it: &PageMade| it.path;
        files_here.eq(files_there)
            && self.pages.iter().map(pages).eq(other.pages.iter().map(pages))
            && self.data.iter().map(|it| &it.path).eq(other.data.iter().map(|it| &it.path))
            && self.search.files().eq(other.search.files())
    }

    /// The paths of all files that are no pages, and not the theme's.
    fn paths(&self) -> impl Iterator<Item = String> {
        let copies = self.files.iter().filter_map(|it| it.published.picture.as_ref());
        let copies = copies.flat_map(|it| it.page.iter().chain(&it.list)).map(|it| it.path.clone());
        let own = self.files.iter().map(|it| it.path.clone());
        own.chain(copies)
            .chain(self.data.iter().map(|it| it.path.clone()))
            .chain(self.search.files())
    }

    pub(crate) fn pages(&self) -> usize {
        self.pages.len()
    }

    pub(crate) fn charts(&self) -> usize {
        self.pages.iter().map(|it| it.charts as usize).sum()
    }
}

/// A site that was made before.
pub(crate) struct Before<'b> {
    pub(crate) filled: &'b Filled,
    /// Reads its files.
    pub(crate) read: &'b (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
}

/// What came of filling a site.
pub(crate) struct Fill {
    pub(crate) filled: Filled,
    /// Every file that the site has, where it had others before.
    pub(crate) paths: Option<FxHashSet<String>>,
}

/// Fills a site. `records`: what each of them says, in their order; none: it is not made again.
///
/// # Errors
/// When a page cannot be made or a file not be read or put, or what was made before is not what it should be.
pub(crate) fn fill<S: Sink>(
    publisher: &Publisher<'_, S>,
    site: &mut Site<'_>,
    making: &Making<'_>,
    records: Option<&[RecordDigest]>,
    before: Option<Before<'_>>,
) -> Result<Fill, Error> {
    // Files go first: pages tell their sizes, and show only those copies of pictures that there are.
    let files = files(publisher, site, making, before.as_ref())?;
    site.attach(files.iter().map(|it| (it.from.clone(), it.published.clone())).collect());
    let (site, before) = (&*site, before.as_ref());
    let pages = site.pages();
    let finder = PageRenderer::new(site);
    // Whether other archives, or the other parts of this one, are what they were is not looked at.
    let is_whole = making.checked.federation.is_none() && !making.is_part;
    let grounds = records
        .filter(|_| is_whole)
        .map(|it| phase(Phase::Check, || PageInputs::new(site, it, Digest::of(&making.drafts))));
    let all = grounds.as_ref().map(PageInputs::all);
    if before.is_none() {
        for (path, bytes) in making.theme.assets() {
            publisher.asset(path, bytes)?;
        }
    }
    // Meanwhile pages are made.
    let data_of = |path: &str| grounds.as_ref().map(|it| it.of_data(path));
    let known: FxHashMap<&str, Option<Digest>> = before
        .iter()
        .flat_map(|it| &it.filled.data)
        .map(|it| (it.path.as_str(), it.grounds))
        .collect();
    // Where there is no feed, whether there is one now follows from the same things as all other files.
    let all_known = before.map(|it| it.filled.all);
    let is_known = |path: &str| {
        let known = known.get(path).copied().or(all_known).flatten();
        known.is_some() && known == data_of(path)
    };
    let of_data = || {
        let data = phase(Phase::Data, || site.data_but(&is_known));
        let put = |(path, bytes): (String, Vec<u8>)| {
            publisher.put(&path, &bytes)?;
            Ok(DataMade { grounds: data_of(&path), path })
        };
        data.into_par_iter().map(put).collect::<Result<Vec<DataMade>, Error>>()
    };
    let of_search = |found: Vec<RevisedDocument<'_>>| {
        let put = |path: &str, bytes: &[u8]| publisher.put(path, bytes);
        let facets = finder.facets();
        match before {
            None => {
                let documents = found.into_iter().map(|it| it.document).collect();
                search::build_index(documents, &facets, &put)
            }
            Some(it) => {
                let made = search::update_index(found, &facets, &it.filled.search, &it.read, &put)?;
                made.ok_or_else(not_as_made)
            }
        }
    };
    let of_pages = || {
        let known = Known::new(before.map_or(&[], |it| &it.filled.pages));
        let grounds = grounds.as_ref();
        let (made, found) = make_pages(publisher, &finder, &pages, making, grounds, known)?;
        phase(Phase::Search, || of_search(found)).map(|search| (made, search))
    };
    let (data, made) = rayon::join(of_data, of_pages);
    let (data, (made, search)) = (data?, made?);
    let kept = before.iter().flat_map(|it| &it.filled.data).filter(|it| is_known(&it.path));
    let mut data: Vec<DataMade> = kept.cloned().chain(data).collect();
    data.sort_unstable();
    let filled = Filled { all, files, pages: made, data, search };
    let is_other = |it: &&Before<'_>| !filled.has_files_of(it.filled);
    let paths = before.filter(is_other).map(|_| {
        let pages = pages.iter().map(|it| it.path().to_owned());
        filled.paths().chain(pages).chain(making.theme.assets().map(|it| it.0.to_owned())).collect()
    });
    Ok(Fill { filled, paths })
}

fn not_as_made() -> Error {
    Error::custom("上次生成的搜索文件被改动过", "The files of the search are not as they were made")
}

/// Publishes the files beside records; of those that were published before only what has changed.
fn files<S: Sink>(
    publisher: &Publisher<'_, S>,
    site: &Site<'_>,
    making: &Making<'_>,
    before: Option<&Before<'_>>,
) -> Result<Vec<FileMade>, Error> {
    let known = before.iter().flat_map(|it| &it.filled.files);
    let known: FxHashMap<&str, &FileMade> = known.map(|it| (it.from.as_str(), it)).collect();
    site.attachments()
        .into_par_iter()
        .map(|(path, from)| {
            let stamp = making.source.stamp(&from);
            let is_known =
                |it: &&&FileMade| stamp.is_some() && it.stamp == stamp && it.path == path;
            if let Some(known) = known.get(from.as_str()).filter(is_known) {
                if known.is_broken {
                    publisher.broken(&from);
                }
                return Ok((*known).clone());
            }
            let (published, is_broken) = phase(Phase::Photos, || publisher.attach(&path, &from))?;
            Ok(FileMade { from, path, stamp, published, is_broken })
        })
        .collect()
}

/// Makes the pages; of those that were made before only those that say something else.
fn make_pages<'s, S: Sink>(
    publisher: &Publisher<'_, S>,
    finder: &PageRenderer<'s>,
    pages: &[PageRef<'s>],
    making: &Making<'_>,
    grounds: Option<&PageInputs<'_>>,
    known: Known<'_>,
) -> Result<(Vec<PageMade>, Vec<RevisedDocument<'s>>), Error> {
    let make = |(at, page): (usize, &PageRef<'s>)| {
        let path = Digest::of(page.path());
        let grounds = grounds.map(|it| it.of(page));
        let known = known.get(at, path);
        let keep = |it: &PageMade| {
            let found = finder.document(page);
            let it = PageMade { grounds, ..*it };
            Ok((it, found.map(|document| RevisedDocument { document, is_unchanged: true })))
        };
        if let Some(known) = known.filter(|it| grounds.is_some() && it.grounds == grounds) {
            debug_assert!(finder.is_as(page, known.view), "{} has changed", page.path());
            return keep(known);
        }
        let made = phase_on(Phase::Map, page.path(), || match known {
            Some(it @ PageMade { view: Some(view), .. }) => {
                finder.render_unless(page, making.theme, *view).map(|made| made.ok_or(it))
            }
            _ => finder.render(page, making.theme).map(Ok),
        })?;
        let it = match made {
            Ok(it) => it,
            Err(as_it_was) => return keep(as_it_was),
        };
        publisher.page(page.path(), &it.html)?;
        let charts = charts_in(&it.html);
        let found = it.found.map(|document| RevisedDocument { document, is_unchanged: false });
        Ok((PageMade { path, grounds, view: it.digest, charts }, found))
    };
    // Collected in their places; after the first fault no page is made any more.
    let fault = OnceLock::new();
    let unless_failed = |it| match fault.get() {
        None => make(it).map_err(|it| fault.set(it)).ok(),
        Some(_) => None,
    };
    let all: Vec<_> = pages.par_iter().enumerate().map(unless_failed).collect();
    if let Some(fault) = fault.into_inner() {
        return Err(fault);
    }
    let (mut made, mut found) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
    for (page, of_page) in all.into_iter().flatten() {
        made.push(page);
        found.extend(of_page);
    }
    Ok((made, found))
}

/// The pages that were made before.
struct Known<'b> {
    pages: &'b [PageMade],
    /// By path; asked only where a page is not in the place that it had.
    by_path: OnceLock<FxHashMap<Digest, usize>>,
}

impl<'b> Known<'b> {
    fn new(pages: &'b [PageMade]) -> Known<'b> {
        Known { pages, by_path: OnceLock::new() }
    }

    /// The page with this path, which is now the one `at`.
    fn get(&self, at: usize, path: Digest) -> Option<&'b PageMade> {
        if let Some(here) = self.pages.get(at).filter(|it| it.path == path) {
            return Some(here);
        }
        let by_path = self
            .by_path
            .get_or_init(|| self.pages.iter().enumerate().map(|(at, it)| (it.path, at)).collect());
        self.pages.get(*by_path.get(&path)?)
    }
}

/// How many charts a page has.
fn charts_in(html: &str) -> u32 {
    let count = memchr::memmem::find_iter(html.as_bytes(), "<svg class=\"chart").count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
