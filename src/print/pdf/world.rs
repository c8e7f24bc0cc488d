//! What the template sees: its own files, the data, the pictures, the fonts. No clock, no packages.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

use super::Fonts;

/// Where the values lie.
pub(super) const DATA: &str = "data.json";

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The world of one document.
pub(super) struct Paper<'f> {
    main: FileId,
    files: HashMap<FileId, Bytes>,
    sources: HashMap<FileId, Source>,
    fonts: &'f dyn Fonts,
}

fn id(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl<'f> Paper<'f> {
    pub(super) fn new(
        main: &'static str,
        files: BTreeMap<String, Vec<u8>>,
        fonts: &'f dyn Fonts,
    ) -> Paper<'f> {
        let main = id(main).expect("a plain path");
        let mut sources = HashMap::new();
        let mut bytes = HashMap::new();
        for (path, content) in files {
            let Some(file) = id(&path) else { continue };
            if path.ends_with(".typ") {
                let text = String::from_utf8_lossy(&content).into_owned();
                sources.insert(file, Source::new(file, text));
            } else {
                bytes.insert(file, Bytes::new(content));
            }
        }
        Paper { main, files: bytes, sources, fonts }
    }

    /// What is wrong, a line each: `print/document.typ:12: unknown variable: x`.
    pub(super) fn words(&self, all: &[SourceDiagnostic]) -> String {
        let place = |it: &SourceDiagnostic| {
            let file = it.span.id()?;
            let range = self.range(it.span)?;
            let line = self.sources.get(&file)?.lines().byte_to_line(range.start)? + 1;
            Some(format!("{}:{line}: ", file.get().vpath().get_without_slash()))
        };
        let said = |it: &SourceDiagnostic| {
            let hints: String = it.hints.iter().map(|it| format!(" ({})", it.v)).collect();
            format!("{}{}{hints}", place(it).unwrap_or_default(), it.message)
        };
        all.iter().take(5).map(said).collect::<Vec<_>>().join("\n")
    }
}

impl World for Paper<'_> {
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

    fn font(&self, at: usize) -> Option<Font> {
        self.fonts.font(at)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
