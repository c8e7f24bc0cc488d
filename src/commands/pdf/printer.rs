//! Prints documents into files.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::output::PdfFolder;
use super::problems::PrintProblems;
use crate::diagnostics::{Diagnostic, Span};
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::parse::personal_data;
use crate::photo::{self, Cleaned};
use crate::print::pdf::{PdfJob, PdfRenderer, Template, pictures, plain_text};
use crate::project::Snapshot;
use crate::site::{DocumentData, DocumentId, Site};

/// What all documents of a run need.
pub(super) struct PdfPrinter<'a> {
    pub(super) renderer: PdfRenderer<'a>,
    pub(super) site: &'a Site<'a>,
    pub(super) snapshot: &'a Snapshot,
    pub(super) photos: PhotoCache,
    pub(super) files: &'a PdfFolder,
    /// The attachments that the site publishes.
    pub(super) public: BTreeSet<String>,
    pub(super) problems: Mutex<PrintProblems>,
}

impl PdfPrinter<'_> {
    /// Prints one document into one file. Returns the number of pages.
    pub(super) fn document(&self, document: DocumentId) -> Result<usize, Error> {
        let data = self.site.document_data(document);
        let template = match document {
            DocumentId::Filing(_) => Template::Catalogue,
            DocumentId::Brief(_) => Template::Brief,
            DocumentId::Plan(_)
            | DocumentId::Record(_)
            | DocumentId::Completeness(_)
            | DocumentId::FollowUps(_) => Template::Document,
        };
        self.print(&data.path, template, vec![data.values], None)
    }

    /// Prints all documents into one file. Returns the number of pages.
    pub(super) fn volume(
        &self,
        documents: &[DocumentId],
        volume: DocumentData,
    ) -> Result<usize, Error> {
        let documents =
            documents.iter().map(|document| self.site.document_data(*document).values).collect();
        self.print(&volume.path, Template::Document, documents, Some(volume.values))
    }

    fn print(
        &self,
        path: &str,
        template: Template,
        documents: Vec<serde_json::Value>,
        volume: Option<serde_json::Value>,
    ) -> Result<usize, Error> {
        let path = format!("{path}.pdf");
        let mut leaks: Vec<Diagnostic> = Vec::new();
        for document in &documents {
            for found in self.snapshot.leaks(&plain_text(document)) {
                let problem = personal_data(found);
                leaks.push(Diagnostic::new(&path, Span::first(), problem));
            }
        }
        if !leaks.is_empty() {
            self.problems().leaks.insert(path, leaks);
            return Ok(0);
        }
        let mut shown = BTreeMap::new();
        for file in documents.iter().flat_map(pictures) {
            if let Some(bytes) = self.picture(&file)? {
                shown.insert(file, bytes);
            }
        }
        let job = PdfJob { ident: path.clone(), template, documents, volume, pictures: shown };
        match self.renderer.render(job) {
            Ok(pdf) => {
                self.files.put(&path, &pdf.bytes)?;
                if !pdf.missing.is_empty() {
                    self.problems().missing.insert(path, pdf.missing);
                }
                Ok(pdf.pages)
            }
            Err(refused) => {
                self.problems().refused.insert(path, refused.0);
                Ok(0)
            }
        }
    }

    /// A published picture as the pages of the site show it; `None` if it cannot be decoded.
    fn picture(&self, file: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.public.contains(file) {
            return Ok(None);
        }
        let bytes = self.snapshot.source.bytes(file)?;
        let Cleaned::Clean(cleaned) = photo::clean(file, &bytes) else { return Ok(None) };
        let Some(shrunk) = self.photos.shrunk(&cleaned) else { return Ok(None) };
        Ok(Some(match shrunk.page {
            Some(copy) => copy.bytes,
            None => cleaned.into_owned(),
        }))
    }

    fn problems(&self) -> MutexGuard<'_, PrintProblems> {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
