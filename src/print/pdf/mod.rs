//! Printed documents → PDF/A-2b. Comes in: the values of documents, the templates, fonts and pictures, all in memory;
//! goes out: the bytes of one PDF. Nothing here reads a file, a clock or the network.
//!
//! The template asks for `/data.json` and gets texts as strings, so nothing that a school wrote is read as markup.
//! Packages are refused: there is no way to load one.

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
use self::fonts::Printable;
pub use self::fonts::{Fonts, NoChinese, Stacks};
pub use self::text::{pictures, plain_text};
use self::world::{DATA, Paper};

/// What all documents of a run share.
pub struct Press<'a> {
    /// Files of the theme by path: `print/document.typ` and what it imports.
    pub templates: BTreeMap<String, Vec<u8>>,
    /// How charts look on paper.
    pub charts: ChartStyle,
    /// The fonts of this machine.
    pub fonts: &'a dyn Fonts,
    /// Which of them are used for what.
    pub stacks: Stacks,
    /// The words of the interface.
    pub words: Value,
    /// `zh` or `en`.
    pub lang: &'static str,
    /// Who makes it: `guidang 0.1.0`.
    pub creator: String,
}

/// The template of a kind of document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Template {
    /// Official documents, of the values of `paper.html`.
    Document,
    /// Tables about filing.
    Catalogue,
}

impl Template {
    fn file(self) -> &'static str {
        match self {
            Template::Document => "print/document.typ",
            Template::Catalogue => "print/catalogue.typ",
        }
    }
}

/// What is printed.
pub struct Job {
    /// What tells it from every other document, the same in every run.
    pub ident: String,
    /// What it is printed with.
    pub template: Template,
    /// The documents, each with the values of its page.
    pub documents: Vec<Value>,
    /// Of a bound volume: `title`, `subtitle`, `day`.
    pub volume: Option<Value>,
    /// The pictures that can be shown, by their files in the archive.
    pub pictures: BTreeMap<String, Vec<u8>>,
}

/// A PDF.
#[derive(Debug)]
pub struct Made {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Characters that no font of this machine has; 〓 stands for each.
    pub missing: Vec<char>,
}

/// Why there is no PDF: what the template or the export said, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused(pub String);

impl Press<'_> {
    /// Makes one PDF. May be called from many threads.
    ///
    /// # Errors
    /// When the template has a mistake, or a document cannot be written as PDF/A.
    pub fn print(&self, job: Job) -> Result<Made, Refused> {
        let Job { ident, template, mut documents, volume, pictures } = job;
        let mut printable = Printable::with(self.fonts);
        for it in &mut documents {
            text::each(it, &mut |name, text| {
                if name == "svg" || (name == "src" && text.starts_with("<svg")) {
                    *text = self.charts.standalone(text, &self.stacks.heiti);
                } else {
                    printable.mend(text);
                }
            });
        }
        let mut files: BTreeMap<String, Vec<u8>> = self.templates.clone();
        let mut places = serde_json::Map::new();
        for (at, (file, bytes)) in pictures.into_iter().enumerate() {
            let place = format!("pictures/{at}");
            places.insert(file, format!("/{place}").into());
            files.insert(place, bytes);
        }
        let data = json!({
            "documents": documents,
            "volume": volume,
            "w": self.words,
            "lang": self.lang,
            "fonts": self.stacks,
            "pictures": places,
        });
        files.insert(DATA.to_owned(), data.to_string().into_bytes());
        let world = Paper::new(template.file(), files, self.fonts);
        let made = self.export(&world, ident).map(|(bytes, pages)| Made {
            bytes,
            pages,
            missing: printable.missing(),
        });
        // What typst remembers of documents long printed goes, so that memory follows one document.
        comemo::evict(8);
        made
    }

    fn export(&self, world: &Paper<'_>, ident: String) -> Result<(Vec<u8>, usize), Refused> {
        let said = |all: &[SourceDiagnostic]| Refused(world.words(all));
        let document: PagedDocument = typst::compile(world).output.map_err(|it| said(&it))?;
        let standards = PdfStandards::new(&[PdfStandard::A_2b])
            .map_err(|it| Refused(it.message().to_string()))?;
        let options = PdfOptions {
            ident: Smart::Custom(ident),
            creator: Smart::Custom(Some(self.creator.clone())),
            standards,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&document, &options).map_err(|it| said(&it))?;
        Ok((bytes, document.pages().len()))
    }
}
