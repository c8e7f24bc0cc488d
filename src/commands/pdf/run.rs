//! `guidang pdf`: one file for each document, and with `--bind` one volume of them all.

use std::sync::{Mutex, PoisonError};

use super::attachment_sizes::attachment_sizes;
use super::machine_fonts::MachineFonts;
use super::output::PdfFolder;
use super::printer::PdfPrinter;
use super::problems::PrintProblems;
use super::progress_bar::ProgressBar;
use super::selection::DocumentSelection;
use super::workers;
use crate::cli::{Globals, Pdf};
use crate::commands::load::load;
use crate::commands::terminal::Terminal;
use crate::commands::{Exit, shown};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::Archive;
use crate::print::pdf::{ChartStyle, FontStacks, Fonts, PdfRenderer};
use crate::project::{Project, Snapshot};
use crate::site::{DocumentId, Site, Theme};

pub(in crate::commands) fn run(
    args: &Pdf,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), None)?;
    let snapshot = load(&project, args.as_of, globals, terminal)?;
    let lang = terminal.lang;
    let (false, Some(theme)) = (snapshot.has_errors(), &snapshot.theme) else {
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        let note = pick(lang, "内容有错误，先改好再印：", "fix the errors first: ");
        terminal.note(&format!("{note}{counts}"));
        return Ok(Exit::ContentErrors);
    };
    let selection = DocumentSelection::new(args, &snapshot.archive)?;
    let output = args.output.clone().unwrap_or_else(|| project.root().join("output-pdf"));
    let folder = PdfFolder::new(&output, project.root())?;
    let (fonts, stacks) = MachineFonts::find(args.fonts.as_deref())?;
    let site = snapshot.site(false, None);
    let documents = selection.documents(&site, &snapshot.archive);
    if documents.is_empty() {
        return Err(nothing_to_print(args, &snapshot.archive));
    }
    let sizes = attachment_sizes(&site, &documents, &snapshot)?;
    let site = site.with_attached(sizes);
    let printer = PdfPrinter {
        renderer: renderer(&site, theme, &snapshot, &fonts, stacks),
        public: site.attachments().into_iter().map(|(_, file)| file).collect(),
        site: &site,
        snapshot: &snapshot,
        photos: project.photo_cache(),
        files: &folder,
        problems: Mutex::default(),
    };
    let (files, pages) = print_all(&printer, &documents, &selection, args.bind, globals.quiet)?;
    let problems = printer.problems.into_inner().unwrap_or_else(PoisonError::into_inner);
    report(&problems, files, pages, &snapshot, &shown(&output), terminal)
}

/// Prints all documents. Returns the number of files and pages.
fn print_all(
    printer: &PdfPrinter<'_>,
    documents: &[DocumentId],
    selection: &DocumentSelection,
    bind: bool,
    quiet: bool,
) -> Result<(usize, usize), Error> {
    let bar = ProgressBar::new(documents.len() + usize::from(bind), quiet);
    let mut pages = workers::sum(documents, |document| {
        let pages = printer.document(*document)?;
        bar.step();
        Ok(pages)
    })?;
    let mut files = documents.len();
    if let Some(term) = selection.term
        && bind
    {
        pages += workers::one(|| printer.volume(documents, printer.site.volume(term)))?;
        files += 1;
        bar.step();
    }
    bar.end();
    Ok((files, pages))
}

fn report(
    problems: &PrintProblems,
    files: usize,
    pages: usize,
    snapshot: &Snapshot,
    output: &str,
    terminal: &Terminal,
) -> Result<Exit, Error> {
    let printed = files - problems.failed();
    problems.print(terminal, &*snapshot.source, printed)?;
    let time = terminal.time();
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("印了{printed}份PDF（{pages}页），用时{time}：{output}"),
        Lang::En => format!("printed {printed} PDF files ({pages} pages) in {time}: {output}"),
    });
    Ok(if problems.failed() == 0 { Exit::Done } else { Exit::ContentErrors })
}

fn renderer<'a>(
    site: &Site<'_>,
    theme: &Theme,
    snapshot: &Snapshot,
    fonts: &'a dyn Fonts,
    stacks: FontStacks,
) -> PdfRenderer<'a> {
    PdfRenderer {
        templates: theme.print().map(|(path, text)| (path.to_owned(), text.to_vec())).collect(),
        charts: chart_style(theme),
        fonts,
        stacks,
        words: site.interface_words(),
        lang: if snapshot.archive.site.language == Lang::Zh { "zh" } else { "en" },
        creator: concat!("guidang ", env!("CARGO_PKG_VERSION")).to_owned(),
    }
}

/// Charts as the print pages show them. `paper.css` itself is published joined with the sheet of the charts.
fn chart_style(theme: &Theme) -> ChartStyle {
    ChartStyle::resolve(&[
        &style_sheet(theme, "static/charts.css"),
        &style_sheet(theme, "static/paper-own.css"),
    ])
}

fn style_sheet(theme: &Theme, name: &str) -> String {
    match theme.assets().find(|(path, _)| *path == name) {
        Some((_, bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        None => String::new(),
    }
}

fn nothing_to_print(args: &Pdf, archive: &Archive) -> Error {
    match (args.catalogue, &archive.numbering) {
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
