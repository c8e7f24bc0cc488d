//! The environment of a template: its own files, the data, the pictures, the fonts. No clock, no packages.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use super::fonts::Fonts;

/// The path of the values.
pub(super) const DATA_PATH: &str = "data.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The world of one document.
pub(super) struct PdfWorld<'f> {
    main: FileId,
    files: HashMap<FileId, Bytes>,
    sources: HashMap<FileId, Source>,
    fonts: &'f dyn Fonts,
}

fn file_id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl<'f> PdfWorld<'f> {
    pub(super) fn new(
        main: &'static str,
        files: BTreeMap<String, Vec<u8>>,
        fonts: &'f dyn Fonts,
    ) -> PdfWorld<'f> {
        let main = file_id(main).expect("a plain path");
        let mut sources = HashMap::new();
        let mut bytes = HashMap::new();
        for (path, content) in files {
            let Some(file) = file_id(&path) else { continue };
            if path.ends_with(".typ") {
                let text = String::from_utf8_lossy(&content).into_owned();
                sources.insert(file, Source::new(file, text));
            } else {
                bytes.insert(file, Bytes::new(content));
            }
        }
        PdfWorld { main, files: bytes, sources, fonts }
    }

    /// The first errors, a line each: `print/document.typ:12: unknown variable: x`.
    pub(super) fn describe(&self, errors: &[SourceDiagnostic]) -> String {
        const MAX_ERRORS: usize = 5;
        let mut lines = Vec::new();
        for error in errors.iter().take(MAX_ERRORS) {
            let mut line = self.position(error).unwrap_or_default();
            line.push_str(&error.message);
            for hint in &error.hints {
                line.push_str(&format!(" ({})", hint.v));
            }
            lines.push(line);
        }
        lines.join("\n")
    }

    /// `print/document.typ:12: `
    fn position(&self, error: &SourceDiagnostic) -> Option<String> {
        let file = error.span.id()?;
        let range = self.range(error.span)?;
        let line = self.sources.get(&file)?.lines().byte_to_line(range.start)? + 1;
        Some(format!("{}:{line}: ", file.get().vpath().get_without_slash()))
    }
}

impl World for PdfWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
