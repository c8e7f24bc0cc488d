//! Renders printed documents to PDF/A-2b. Input is the values of documents, the templates, fonts and pictures, all in
//! memory; output is the bytes of one PDF. Nothing here reads a file, a clock or the network.
//!
//! The template reads `/data.json`, where texts are strings, so that nothing a school wrote is taken for markup.
//! Packages cannot be loaded.

mod chart;
mod fonts;
mod text;
mod world;

use std::collections::BTreeMap;

use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

pub use self::chart::ChartStyle;
use self::fonts::PrintableText;
pub use self::fonts::{FontStacks, Fonts, NoChineseFont};
pub use self::text::{pictures, plain_text};
use self::world::{DATA_PATH, PdfWorld};

/// Renders documents; holds what all documents of a run share.
pub struct PdfRenderer<'a> {
    /// Files of the theme by path: `print/document.typ` and what it imports.
    pub templates: BTreeMap<String, Vec<u8>>,
    /// The style of charts in print.
    pub charts: ChartStyle,
    /// The fonts of this machine.
    pub fonts: &'a dyn Fonts,
    /// The fonts for each purpose.
    pub stacks: FontStacks,
    /// The words of the interface.
    pub words: Value,
    /// `zh` or `en`.
    pub lang: &'static str,
    /// The program in the metadata: `guidang 0.1.0`.
    pub creator: String,
}

/// The template of a kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// Official documents, from the values of `paper.html`.
    Document,
    /// Briefs on one page, from the values of `brief.html`.
    Brief,
    /// Tables about filing.
    Catalogue,
}

impl Template {
    fn file(self) -> &'static str {
        match self {
            Template::Document => "print/document.typ",
            Template::Brief => "print/brief.typ",
            Template::Catalogue => "print/catalogue.typ",
        }
    }
}

/// The content of one PDF.
pub struct PdfJob {
    /// The identifier of the document, unique and the same in every run.
    pub ident: String,
    /// The template that renders it.
    pub template: Template,
    /// The documents, each with the values of its page.
    pub documents: Vec<Value>,
    /// `title`, `subtitle` and `day` of a bound volume.
    pub volume: Option<Value>,
    /// The available pictures, by their files in the archive.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// A rendered PDF.
#[derive(Debug)]
pub struct Pdf {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The number of its pages.
    pub pages: usize,
    /// Characters that no font of this machine has; 〓 replaces each.
    pub missing: Vec<char>,
}

/// The errors of the template or the export, with their positions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfError(pub String);

impl PdfRenderer<'_> {
    /// Renders one PDF. May be called from many threads.
    ///
    /// # Errors
    /// If the template has an error, or a document cannot be written as PDF/A.
    pub fn render(&self, job: PdfJob) -> Result<Pdf, PdfError> {
        let PdfJob { ident, template, mut documents, volume, pictures } = job;
        let missing = self.prepare_texts(&mut documents);
        let mut files: BTreeMap<String, Vec<u8>> = self.templates.clone();
        let mut picture_paths = serde_json::Map::new();
        for (index, (file, bytes)) in pictures.into_iter().enumerate() {
            let path = format!("pictures/{index}");
            picture_paths.insert(file, format!("/{path}").into());
            files.insert(path, bytes);
        }
        let data = json!({
            "documents": documents,
            "volume": volume,
            "w": self.words,
            "lang": self.lang,
            "fonts": self.stacks,
            "pictures": picture_paths,
        });
        files.insert(DATA_PATH.to_owned(), data.to_string().into_bytes());
        let world = PdfWorld::new(template.file(), files, self.fonts);
        let exported = self.export(&world, ident);
        // Evict typst's cache of earlier documents, so that memory is bounded by one document.
        comemo::evict(8);
        let (bytes, pages) = exported?;
        Ok(Pdf { bytes, pages, missing })
    }

    /// Makes charts self-contained and texts printable; returns the characters that no font has.
    fn prepare_texts(&self, documents: &mut [Value]) -> Vec<char> {
        let mut printable = PrintableText::new(self.fonts, &self.stacks);
        for document in documents {
            text::for_each_text(document, &mut |name, text| {
                if name == "svg" || (name == "src" && text.starts_with("<svg")) {
                    *text = self.charts.standalone(text, &self.stacks.heiti);
                } else {
                    printable.replace_unprintable(text);
                }
            });
        }
        printable.missing()
    }

    /// Returns the bytes and the number of pages.
    fn export(&self, world: &PdfWorld<'_>, ident: String) -> Result<(Vec<u8>, usize), PdfError> {
        let describe = |errors: &[SourceDiagnostic]| PdfError(world.describe(errors));
        let document: PagedDocument =
            typst::compile(world).output.map_err(|errors| describe(&errors))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|error| PdfError(error.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some(self.creator.clone())),
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| describe(&errors))?;
        Ok((bytes, document.pages().len()))
    }
}
