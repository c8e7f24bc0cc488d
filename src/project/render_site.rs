//! Renders a whole site into a sink: attachments, pages, data files, search. With a previous build only what may differ
//! from it is rendered.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::attachments::put_attachments;
use super::load::Snapshot;
use super::manifest::{DataEntry, Manifest, PreviousManifest, PreviousPages};
use super::publish::{Publisher, Sink};
use super::render_pages::{PageJob, RenderedPages};
use crate::error::Error;
use crate::model::Digest;
use crate::site::search::{self, IndexHeader, RevisedDocument};
use crate::site::{PageInputs, PageRenderer, RecordDigest, Site, Theme};
use crate::timings::{Phase, phase};

/// What a site is rendered from.
#[derive(Clone, Copy)]
pub(super) struct RenderInputs<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) theme: &'a Theme,
    /// Whether drafts get pages.
    pub(super) drafts: bool,
    /// One digest a record; `None` means that no later build will compare.
    pub(super) records: Option<&'a [RecordDigest]>,
    pub(super) previous: Option<PreviousManifest<'a>>,
}

/// A site that was rendered.
pub(super) struct RenderedSite {
    pub(super) manifest: Manifest,
    /// All paths of the site; `None` when they are those of the previous build.
    pub(super) new_paths: Option<FxHashSet<String>>,
}

/// Renders a site.
///
/// # Errors
/// When a page cannot be rendered, a file cannot be read or written, or files of the previous build are damaged.
pub(super) fn render_site<S: Sink>(
    publisher: &Publisher<'_, S>,
    site: &mut Site<'_>,
    inputs: RenderInputs<'_>,
) -> Result<RenderedSite, Error> {
    // Attachments come first: pages state their sizes, and show only those copies of pictures that exist.
    let previous = inputs.previous;
    let known = previous.map_or(&[][..], |previous| &previous.manifest.attachments);
    let attachments = put_attachments(publisher, site, known)?;
    site.attach(
        attachments.iter().map(|file| (file.file.clone(), file.published.clone())).collect(),
    );
    let site = &*site;
    if previous.is_none() {
        for (path, bytes) in inputs.theme.assets() {
            publisher.put_asset(path, bytes)?;
        }
    }
    let page_inputs = page_inputs(site, inputs);
    let data_files = DataFiles::new(page_inputs.as_ref(), previous);
    let pages = site.pages();
    let renderer = PageRenderer::new(site);
    let page_job = PageJob {
        publisher,
        renderer: &renderer,
        pages: &pages,
        theme: inputs.theme,
        inputs: page_inputs.as_ref(),
        previous: PreviousPages::new(previous),
    };
    let (data, rendered) = rayon::join(
        || data_files.put(publisher, site),
        || {
            let RenderedPages { entries, documents } = page_job.render()?;
            let search =
                phase(Phase::Search, || put_search(publisher, &renderer, documents, previous))?;
            Ok::<_, Error>((entries, search))
        },
    );
    let (data, (entries, search)) = (data?, rendered?);
    let all_inputs = page_inputs.as_ref().map(PageInputs::all);
    let manifest = Manifest { inputs: all_inputs, attachments, pages: entries, data, search };
    let new_paths = match previous {
        Some(previous) if !manifest.has_same_paths(previous.manifest) => {
            Some(manifest.paths(&pages, inputs.theme))
        }
        _ => None,
    };
    Ok(RenderedSite { manifest, new_paths })
}

/// The inputs of all pages. `None` where they are not known: whether other archives, or the rest of an archive of which
/// this is a part, have changed is not tracked.
fn page_inputs<'a>(site: &'a Site<'a>, inputs: RenderInputs<'a>) -> Option<PageInputs<'a>> {
    let records = inputs.records?;
    if inputs.snapshot.federation.is_some() || inputs.snapshot.is_part {
        return None;
    }
    Some(phase(Phase::Check, || PageInputs::new(site, records, Digest::of(&inputs.drafts))))
}

/// The data files of a site, and which of them are known to be up to date.
struct DataFiles<'a> {
    inputs: Option<&'a PageInputs<'a>>,
    previous: Option<&'a Manifest>,
    known: FxHashMap<&'a str, Option<Digest>>,
}

impl<'a> DataFiles<'a> {
    fn new(
        inputs: Option<&'a PageInputs<'a>>,
        previous: Option<PreviousManifest<'a>>,
    ) -> DataFiles<'a> {
        let previous = previous.map(|previous| previous.manifest);
        let mut known = FxHashMap::default();
        for file in previous.map_or(&[][..], |manifest| &manifest.data) {
            known.insert(file.path.as_str(), file.inputs);
        }
        DataFiles { inputs, previous, known }
    }

    fn digest(&self, path: &str) -> Option<Digest> {
        self.inputs.map(|inputs| inputs.of_data(path))
    }

    /// Whether a file has the inputs that it had. A file that the site did not have (such as a feed) depends on the same
    /// inputs as all others together.
    fn is_known(&self, path: &str) -> bool {
        let known = match (self.known.get(path), self.previous) {
            (Some(inputs), _) => *inputs,
            (None, Some(manifest)) => manifest.inputs,
            (None, None) => None,
        };
        known.is_some() && known == self.digest(path)
    }

    /// Puts the files that may have changed.
    fn put<S: Sink>(
        &self,
        publisher: &Publisher<'_, S>,
        site: &Site<'_>,
    ) -> Result<Vec<DataEntry>, Error> {
        let files = phase(Phase::Data, || site.data_but(&|path| self.is_known(path)));
        let mut entries = files
            .into_par_iter()
            .map(|(path, bytes)| {
                publisher.put_file(&path, &bytes)?;
                Ok(DataEntry { inputs: self.digest(&path), path })
            })
            .collect::<Result<Vec<DataEntry>, Error>>()?;
        if let Some(previous) = self.previous {
            let unchanged = previous.data.iter().filter(|file| self.is_known(&file.path));
            entries.extend(unchanged.cloned());
        }
        entries.sort_unstable();
        Ok(entries)
    }
}

/// Puts the files of the search.
fn put_search<S: Sink>(
    publisher: &Publisher<'_, S>,
    renderer: &PageRenderer<'_>,
    documents: Vec<RevisedDocument<'_>>,
    previous: Option<PreviousManifest<'_>>,
) -> Result<IndexHeader, Error> {
    let put = |path: &str, bytes: &[u8]| publisher.put_file(path, bytes);
    let facets = renderer.facets();
    let Some(previous) = previous else {
        let documents = documents.into_iter().map(|revised| revised.document).collect();
        return search::build_index(documents, &facets, &put);
    };
    let header = &previous.manifest.search;
    match search::update_index(documents, &facets, header, &previous.read, &put)? {
        Some(header) => Ok(header),
        None => Err(Error::custom(
            "上次生成的搜索文件被改动过",
            "The files of the search are not as they were made",
        )),
    }
}
