//! The documents that were asked for, one file each; at the end one volume of them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::chosen::Chosen;
use super::files::Files;
use super::machine_fonts::MachineFonts;
use super::workers;
use crate::cli::{Globals, Pdf};
use crate::commands::load::load;
use crate::commands::terminal::Terminal;
use crate::commands::{Exit, shown};
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::l10n::{Lang, pick};
use crate::model::Archive;
use crate::photo::{self, Cleaned};
use crate::print::pdf::{ChartStyle, PdfJob, PdfRenderer, Template, pictures, plain_text};
use crate::project::publish::find_leaks;
use crate::project::{Project, Snapshot};
use crate::site::{Attached, DocumentData, DocumentId, Published, Site, Theme};
use crate::source;
use crate::source::Source;

/// So many documents that were not made are named, the rest counted.
const MOST_NAMED: usize = 10;

pub(in crate::commands) fn run(
    asked: &Pdf,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), None)?;
    let snapshot = load(&project, asked.as_of, globals, terminal)?;
    let source = &*snapshot.source;
    let lang = terminal.lang;
    let (false, Some(theme)) = (snapshot.has_errors(), &snapshot.theme) else {
        terminal.diagnostics(&snapshot.diagnostics, source);
        let counts = terminal.counts(&snapshot.diagnostics);
        terminal.note(&format!(
            "{}{counts}",
            pick(lang, "内容有错误，先改好再印：", "fix the errors first: ")
        ));
        return Ok(Exit::ContentErrors);
    };
    let chosen = Chosen::find(asked, &snapshot.archive)?;
    let output = asked.output.clone().unwrap_or_else(|| project.root().join("output-pdf"));
    let files = Files::at(&output, project.root())?;
    let (fonts, stacks) = MachineFonts::find(asked.fonts.as_deref())?;

    let site = snapshot.site(false, None);
    let printed = chosen.documents(&site, &snapshot.archive);
    if printed.is_empty() {
        return Err(nothing_to_print(asked, &snapshot.archive));
    }
    let site = site.with_attached(attached(&snapshot.site(false, None), &printed, &snapshot)?);
    let run = Run {
        renderer: PdfRenderer {
            templates: theme.print().map(|(path, it)| (path.to_owned(), it.to_vec())).collect(),
            charts: charts(theme),
            fonts: &fonts,
            stacks,
            words: site.interface_words(),
            lang: if snapshot.archive.site.language == Lang::Zh { "zh" } else { "en" },
            creator: concat!("guidang ", env!("CARGO_PKG_VERSION")).to_owned(),
        },
        public: site.attachments().into_iter().map(|it| it.1).collect(),
        site: &site,
        source: source,
        photos: project.photo_cache(),
        files: &files,
        trouble: Mutex::default(),
    };
    let bar = Bar::new(printed.len() + usize::from(asked.bind), globals.quiet);
    let mut pages = workers::sum(&printed, |it| {
        let pages = run.one(*it)?;
        bar.step();
        Ok(pages)
    })?;
    let mut made = printed.len();
    if let Some(term) = chosen.term.filter(|_| asked.bind) {
        pages += workers::one(|| run.volume(&printed, site.volume(term)))?;
        made += 1;
        bar.step();
    }
    bar.end();
    let trouble = run.trouble.into_inner().unwrap_or_else(PoisonError::into_inner);
    made -= trouble.failed();
    trouble.tell(terminal, source, made)?;
    let (time, place) = (terminal.time(), shown(&output));
    terminal.note(&match lang {
        Lang::Zh => format!("印了{made}份PDF（{pages}页），用时{time}：{place}"),
        Lang::En => format!("printed {made} PDF files ({pages} pages) in {time}: {place}"),
    });
    Ok(if trouble.failed() == 0 { Exit::Done } else { Exit::ContentErrors })
}

fn nothing_to_print(asked: &Pdf, archive: &Archive) -> Error {
    match (asked.catalogue, &archive.numbering) {
        (true, None) => Error::custom(
            "没有可以印的：站点.yaml里没有写“档号”，就没有归档目录（见docs/numbering.zh-CN.md）。",
            "there is nothing to print: without `numbering` in site.yaml there is no catalogue (docs/numbering.zh-CN.md).",
        ),
        (true, Some(_)) => Error::custom(
            "没有可以印的：没有可以归档的文件（见docs/numbering.zh-CN.md）。",
            "there is nothing to print: there are no papers to file (docs/numbering.zh-CN.md).",
        ),
        (false, _) => Error::custom(
            "没有可以印的：所选的学期、学校里没有总结和计划。",
            "there is nothing to print: no summary or plan was chosen.",
        ),
    }
}

/// Charts as the print pages show them.
fn charts(theme: &Theme) -> ChartStyle {
    let sheet = |name: &str| {
        let found = theme.assets().find(|it| it.0 == name);
        found.map(|it| String::from_utf8_lossy(it.1).into_owned()).unwrap_or_default()
    };
    ChartStyle::resolve(&[&sheet("static/charts.css"), &sheet("static/paper.css")])
}

/// The sizes of the files that the documents list, as the site tells them.
fn attached(
    site: &Site<'_>,
    printed: &[DocumentId],
    snapshot: &Snapshot,
) -> Result<Attached, Error> {
    let source = &*snapshot.source;
    let public: BTreeSet<String> = site.attachments().into_iter().map(|it| it.1).collect();
    let files: BTreeSet<&String> = printed
        .iter()
        .flat_map(|it| match it {
            DocumentId::Plan(at) => &snapshot.archive.plan(*at).attachments[..],
            DocumentId::Record(at) => &snapshot.archive.record(*at).attachments[..],
            DocumentId::Haves(_) | DocumentId::Filing(_) => &[],
        })
        .filter(|it| public.contains(*it))
        .collect();
    let files: Vec<&String> = files.into_iter().collect();
    let of = |file: &&String| {
        let may_be_picture = source
            .on_disk(file)
            .is_none_or(|it| source::head(&it).is_ok_and(|it| photo::may_be_picture(&it)));
        let bytes = match may_be_picture {
            false => source.size(file).unwrap_or_default(),
            true => match photo::clean(&source.bytes(file)?) {
                Cleaned::Clean(it) => it.len() as u64,
                Cleaned::Unclean => photo::BLANK.len() as u64,
            },
        };
        Ok(((*file).clone(), Published { bytes, picture: None }))
    };
    files.par_iter().map(of).collect()
}

/// What all documents of a run need.
struct Run<'a> {
    renderer: PdfRenderer<'a>,
    site: &'a Site<'a>,
    source: &'a dyn Source,
    photos: PhotoCache,
    files: &'a Files,
    /// The files beside records that the site publishes.
    public: BTreeSet<String>,
    trouble: Mutex<Trouble>,
}

/// What went wrong, by file.
#[derive(Default)]
struct Trouble {
    leaks: BTreeMap<String, Vec<Diagnostic>>,
    refused: BTreeMap<String, String>,
    missing: BTreeMap<String, Vec<char>>,
}

impl Run<'_> {
    /// One document, one file; says how many pages it has.
    fn one(&self, printed: DocumentId) -> Result<usize, Error> {
        let sheet = self.site.document_data(printed);
        let template = match printed {
            DocumentId::Filing(_) => Template::Catalogue,
            DocumentId::Plan(_) | DocumentId::Record(_) | DocumentId::Haves(_) => {
                Template::Document
            }
        };
        self.print(&sheet.path, template, vec![sheet.values], None)
    }

    /// All of them in one file.
    fn volume(&self, printed: &[DocumentId], volume: DocumentData) -> Result<usize, Error> {
        let documents = printed.iter().map(|it| self.site.document_data(*it).values).collect();
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
        let found: Vec<Diagnostic> =
            documents.iter().flat_map(|it| find_leaks(&path, &plain_text(it))).collect();
        if !found.is_empty() {
            self.trouble().leaks.insert(path, found);
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
            Ok(made) => {
                self.files.put(&path, &made.bytes)?;
                if !made.missing.is_empty() {
                    self.trouble().missing.insert(path, made.missing);
                }
                Ok(made.pages)
            }
            Err(refused) => {
                self.trouble().refused.insert(path, refused.0);
                Ok(0)
            }
        }
    }

    /// A published picture as the site's pages show it; none of what cannot be decoded.
    fn picture(&self, file: &str) -> Result<Option<Vec<u8>>, Error> {
        if !self.public.contains(file) {
            return Ok(None);
        }
        let bytes = self.source.bytes(file)?;
        let Cleaned::Clean(cleaned) = photo::clean(&bytes) else { return Ok(None) };
        let shrunk = self.photos.shrunk(&cleaned);
        Ok(shrunk.map(|it| it.page.map_or_else(|| cleaned.into_owned(), |it| it.bytes)))
    }

    fn trouble(&self) -> std::sync::MutexGuard<'_, Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Trouble {
    /// How many files were not made.
    fn failed(&self) -> usize {
        self.leaks.len() + self.refused.len()
    }

    /// Names what was not made or not as written. When nothing was made at all, that is the template's fault.
    fn tell(&self, terminal: &Terminal, source: &dyn Source, made: usize) -> Result<(), Error> {
        for found in self.leaks.values() {
            terminal.diagnostics(found, source);
        }
        if let Some((path, why)) = self.refused.first_key_value().filter(|_| made == 0) {
            return Err(Error::custom(
                format!("没有印出PDF。{path}：{why}"),
                format!("no PDF was printed. {path}: {why}"),
            ));
        }
        for (path, why) in self.refused.iter().take(MOST_NAMED) {
            terminal.error(&match terminal.lang {
                Lang::Zh => format!("{path}没有印出：{why}"),
                Lang::En => format!("{path} was not printed: {why}"),
            });
        }
        for (path, missing) in self.missing.iter().take(MOST_NAMED) {
            let all: Vec<String> = missing
                .iter()
                .take(20)
                .map(|it| format!("{it}（U+{:04X}）", u32::from(*it)))
                .collect();
            let all = all.join(pick(terminal.lang, "、", ", "));
            terminal.note(&match terminal.lang {
                Lang::Zh => format!("{path}：这些字本机的字体都没有，印成了“〓”：{all}"),
                Lang::En => {
                    format!("{path}: no font of this machine has these; 〓 stands for them: {all}")
                }
            });
        }
        let more = self.refused.len().max(self.missing.len());
        if let Some(more) = more.checked_sub(MOST_NAMED).filter(|it| 0 < *it) {
            terminal.note(&match terminal.lang {
                Lang::Zh => format!("还有{more}份没有列出"),
                Lang::En => format!("and {more} more"),
            });
        }
        Ok(())
    }
}

/// How far it is, on a terminal only.
struct Bar {
    all: usize,
    done: AtomicUsize,
    is_shown: bool,
}

impl Bar {
    fn new(all: usize, quiet: bool) -> Bar {
        Bar { all, done: AtomicUsize::new(0), is_shown: !quiet && io::stderr().is_terminal() }
    }

    fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_shown {
            let full = done * 30 / self.all.max(1);
            let bar = format!("{}{}", "#".repeat(full), "-".repeat(30 - full.min(30)));
            let _ = write!(io::stderr().lock(), "\r[{bar}] {done}/{}", self.all);
        }
    }

    fn end(&self) {
        if self.is_shown {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
