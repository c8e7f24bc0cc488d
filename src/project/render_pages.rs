//! Renders the pages of a site, those of a previous build only if they may differ from it.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::manifest::{PageEntry, PreviousPages};
use super::publish::{Publisher, Sink};
use crate::error::Error;
use crate::model::Digest;
use crate::site::search::RevisedDocument;
use crate::site::{PageInputs, PageRef, PageRenderer, Rendered, Theme};
use crate::timings::{Phase, phase_on};

/// All that the pages of a site are rendered from.
pub(super) struct PageJob<'j, 's, 'p, S: Sink> {
    pub(super) publisher: &'j Publisher<'p, S>,
    pub(super) renderer: &'j PageRenderer<'s>,
    pub(super) pages: &'j [PageRef<'s>],
    pub(super) theme: &'j Theme,
    pub(super) inputs: Option<&'j PageInputs<'j>>,
    pub(super) previous: PreviousPages<'j>,
}

/// The pages of a site, in their order.
pub(super) struct RenderedPages<'s> {
    pub(super) entries: Vec<PageEntry>,
    /// What the search finds of them.
    pub(super) documents: Vec<RevisedDocument<'s>>,
}

/// A page, and what the search finds of it.
type PageAndDocument<'s> = (PageEntry, Option<RevisedDocument<'s>>);

impl<'s, S: Sink> PageJob<'_, 's, '_, S> {
    /// Renders all pages. After the first error no further page is begun.
    pub(super) fn render(&self) -> Result<RenderedPages<'s>, Error> {
        let first_error = OnceLock::new();
        let results: Vec<Option<PageAndDocument<'s>>> = self
            .pages
            .par_iter()
            .enumerate()
            .map(|(position, page)| {
                if first_error.get().is_some() {
                    return None;
                }
                self.render_page(position, page).map_err(|error| first_error.set(error)).ok()
            })
            .collect();
        if let Some(error) = first_error.into_inner() {
            return Err(error);
        }
        let mut entries = Vec::with_capacity(results.len());
        let mut documents = Vec::with_capacity(results.len());
        for (entry, document) in results.into_iter().flatten() {
            entries.push(entry);
            documents.extend(document);
        }
        Ok(RenderedPages { entries, documents })
    }

    fn render_page(
        &self,
        position: usize,
        page: &PageRef<'s>,
    ) -> Result<PageAndDocument<'s>, Error> {
        let path = Digest::of(page.path());
        let inputs = self.inputs.map(|inputs| inputs.of(page));
        let previous = self.previous.get(position, path);
        if let Some(entry) = previous
            && inputs.is_some()
            && entry.inputs == inputs
        {
            debug_assert!(self.renderer.is_as(page, entry.view), "{} has changed", page.path());
            return Ok(self.unchanged(page, entry, inputs));
        }
        let rendered = phase_on(Phase::Map, page.path(), || match previous {
            Some(entry @ PageEntry { view: Some(view), .. }) => {
                let rendered = self.renderer.render_unless(page, self.theme, *view)?;
                Ok::<_, Error>(rendered.ok_or(entry))
            }
            _ => Ok(Ok(self.renderer.render(page, self.theme)?)),
        })?;
        match rendered {
            Ok(rendered) => self.put(page, path, inputs, rendered),
            Err(entry) => Ok(self.unchanged(page, entry, inputs)),
        }
    }

    fn put(
        &self,
        page: &PageRef<'s>,
        path: Digest,
        inputs: Option<Digest>,
        rendered: Rendered<'s>,
    ) -> Result<PageAndDocument<'s>, Error> {
        self.publisher.put_page(page.path(), &rendered.html)?;
        let charts = chart_count(&rendered.html);
        let entry = PageEntry { path, inputs, view: rendered.digest, charts };
        let document = rendered.found;
        Ok((entry, document.map(|document| RevisedDocument { document, is_unchanged: false })))
    }

    /// The page is as it was in the previous build.
    fn unchanged(
        &self,
        page: &PageRef<'s>,
        previous: &PageEntry,
        inputs: Option<Digest>,
    ) -> PageAndDocument<'s> {
        let entry = PageEntry { inputs, ..*previous };
        let document = self.renderer.document(page);
        (entry, document.map(|document| RevisedDocument { document, is_unchanged: true }))
    }
}

/// How many charts a page has.
fn chart_count(html: &str) -> u32 {
    let count = memchr::memmem::find_iter(html.as_bytes(), "<svg class=\"chart").count();
    u32::try_from(count).unwrap_or(u32::MAX)
}
