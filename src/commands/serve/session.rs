//! The site that `serve` shows, from one change of the sources to the next.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::super::load::Announcement;
use super::super::terminal::Terminal;
use super::failure::{internal_error, of_diagnostics, of_error, waiting_note};
use crate::app::App;
use crate::cli::{Globals, Serve};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::project::{Project, Snapshot};
use crate::server::preview::{
    Attachments, LoadState, Preview, PreviewError, PreviewInputs, Reporter, catch_panic,
};
use crate::server::{BuildFailure, BuildStatus, ChangedPaths, Editor, Server};
use crate::source::slashed;

/// What came of an update.
enum Outcome {
    /// The site is shown and announced.
    Shown,
    /// The previous site stays, because of these problems, which were printed.
    Refused(Arc<Snapshot>),
}

/// What the server answers from, which begins before any archive is read.
#[derive(Clone)]
pub(super) struct Shared {
    preview: Arc<Preview>,
    status: Arc<BuildStatus>,
    pub(super) app: Option<Arc<App>>,
}

impl Shared {
    pub(super) fn new(app: Option<Arc<App>>) -> Shared {
        Shared { preview: Arc::default(), status: Arc::default(), app }
    }

    /// Starts to answer requests; with `secret` also those of the local app.
    pub(super) fn start(&self, server: Server, secret: Option<String>) {
        let editor = match (&self.app, secret) {
            (Some(app), Some(secret)) => {
                let app: Arc<dyn Editor> = Arc::<App>::clone(app);
                Some((app, secret))
            }
            _ => None,
        };
        server.start(Arc::<Preview>::clone(&self.preview), Arc::clone(&self.status), editor);
    }
}

/// Everything that lasts from one update to the next.
pub(super) struct ServeSession<'a> {
    project: &'a Project,
    serve: &'a Serve,
    globals: &'a Globals,
    preview: Arc<Preview>,
    attachments: Arc<Attachments>,
    status: Arc<BuildStatus>,
    loaded: LoadState,
    background: Option<Arc<ThreadPool>>,
    app: Option<Arc<App>>,
}

impl<'a> ServeSession<'a> {
    /// A session without a site. `files` is the folder for attachments.
    pub(super) fn new(
        project: &'a Project,
        serve: &'a Serve,
        globals: &'a Globals,
        files: PathBuf,
        shared: Shared,
    ) -> ServeSession<'a> {
        let Shared { preview, status, app } = shared;
        ServeSession {
            project,
            serve,
            globals,
            preview,
            attachments: Arc::new(Attachments::new(files)),
            status,
            loaded: LoadState::default(),
            background: ThreadPoolBuilder::new().build().ok().map(Arc::new),
            app,
        }
    }

    /// The sources have changed: background work must not delay the next update.
    pub(super) fn interrupt(&self) {
        self.preview.interrupt();
    }

    /// Reads what has changed and shows the new site, or reports why the previous one stays.
    pub(super) fn update(&mut self, changed: &ChangedPaths, terminal: &mut Terminal) {
        let updated = catch_panic(|| self.try_update(changed, terminal));
        let (has_site, lang) = (self.status.has_site(), terminal.lang);
        match updated.unwrap_or_else(|| Err(internal_error())) {
            Ok(Outcome::Shown) => {
                if let Some(app) = &self.app {
                    app.built();
                }
            }
            Ok(Outcome::Refused(snapshot)) => {
                let problems = &snapshot.diagnostics;
                let counts = terminal.counts(problems);
                terminal.note(&format!("{counts}{}", previous_site_stays(has_site, lang)));
                let note = waiting_note(has_site, lang);
                self.status.failed(of_diagnostics(problems, &counts, note, lang), lang);
            }
            Err(error) => {
                terminal.fault(&error);
                self.status.failed(of_error(&error, waiting_note(has_site, lang), lang), lang);
            }
        }
    }

    fn try_update(
        &mut self,
        changed: &ChangedPaths,
        terminal: &mut Terminal,
    ) -> Result<Outcome, Error> {
        let mut announcement = Announcement::new(self.project, self.globals, terminal);
        let (snapshot, provenance) =
            self.loaded.load(self.project, self.serve.as_of, changed, &mut announcement)?;
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let snapshot = Arc::new(snapshot);
        if let Some(app) = &self.app {
            let (root, records) = (self.project.root(), self.loaded.records());
            app.loaded(root, Arc::clone(&snapshot), records, names_of(changed));
        }
        if snapshot.has_errors() {
            return Ok(Outcome::Refused(snapshot));
        }
        let counts = terminal.counts(&snapshot.diagnostics);
        let reporter =
            PageReporter { status: Arc::clone(&self.status), terminal: terminal.clone() };
        let inputs = PreviewInputs {
            snapshot: Arc::clone(&snapshot),
            provenance,
            drafts: self.serve.drafts,
            photos: self.project.photo_cache(),
            attachments: Arc::clone(&self.attachments),
            background: self.background.clone(),
        };
        let announce = || announce(&counts, &self.status, terminal);
        match self.preview.show(inputs, reporter, announce) {
            Ok(broken_pictures) => {
                terminal.broken_pictures(&broken_pictures);
                Ok(Outcome::Shown)
            }
            Err(PreviewError::Failed(error)) => Err(error),
            Err(PreviewError::Panicked) => Err(internal_error()),
        }
    }
}

/// The changed files by their paths below the root; none where any may have changed.
fn names_of(changed: &ChangedPaths) -> Vec<String> {
    match changed {
        ChangedPaths::Only(paths) => paths.iter().filter_map(|path| slashed(path)).collect(),
        ChangedPaths::Any => Vec::new(),
    }
}

/// Tells the terminal and the browsers that a new site is shown.
fn announce(counts: &str, status: &BuildStatus, terminal: &Terminal) {
    let time = terminal.time();
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("已更新：{counts}，用时{time}"),
        Lang::En => format!("up to date: {counts}, in {time}"),
    });
    status.built(terminal.lang);
}

/// Reports problems of pages that are rendered when the site is shown already.
struct PageReporter {
    status: Arc<BuildStatus>,
    terminal: Terminal,
}

impl Reporter for PageReporter {
    fn failure(&self, error: &PreviewError) -> BuildFailure {
        let lang = self.terminal.lang;
        let note = pick(
            lang,
            "这一页要改好才能看，也才能发布。",
            "Until this is fixed the page cannot be shown, and the site cannot be published.",
        );
        match error {
            PreviewError::Failed(error) => of_error(error, note, lang),
            PreviewError::Panicked => of_error(&internal_error(), note, lang),
        }
    }

    fn report(&self, error: &PreviewError) {
        match error {
            PreviewError::Failed(error) => self.terminal.fault(error),
            PreviewError::Panicked => self.terminal.fault(&internal_error()),
        }
        let lang = self.terminal.lang;
        let note = pick(
            lang,
            "页面已更新，但有的页面做不出来或不能公开；改好以前不能发布。",
            "The pages are up to date, but some cannot be made or shown; until this is fixed the site cannot be published.",
        );
        self.status.failed(BuildFailure { note: note.to_owned(), ..self.failure(error) }, lang);
    }
}

fn previous_site_stays(has_site: bool, lang: Lang) -> &'static str {
    match (lang, has_site) {
        (Lang::Zh, true) => "。浏览器里仍是上一次的网站",
        (Lang::Zh, false) => "。还没有网站可看",
        (Lang::En, true) => ". The browser still shows the previous site",
        (Lang::En, false) => ". There is no site to show yet",
    }
}
