//! The archive that the app works on, as it was last read, and the calls of the page.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use super::events::EventLog;
use super::index::Index;
use super::jobs::Jobs;
use super::refusal::Refused;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::model::Day;
use crate::parse::ParseCache;
use crate::project::Snapshot;

/// The most bytes of a file that is put next to a record; a longer one would not be looked into for personal data.
pub(super) const LONGEST_UPLOAD: u64 = 128 << 20;

/// The local app.
pub struct App {
    /// The language of the terminal, until an archive is open.
    lang: Lang,
    /// The day that was asked for when the program started.
    pub(super) as_of: Option<Day>,
    /// Whether drafts have pages.
    pub(super) drafts: bool,
    opened: Mutex<Option<Opened>>,
    pub(super) events: EventLog,
    /// The records as they were parsed for the last check.
    pub(super) parsed: Mutex<ParseCache>,
    pub(super) jobs: Jobs,
    first_start: Mutex<FirstStart>,
    chosen: Condvar,
}

/// Which archive is to be read, where the program started without one.
#[derive(Debug, Default)]
struct FirstStart {
    is_waiting: bool,
    root: Option<PathBuf>,
}

/// An archive that is open.
#[derive(Clone)]
pub(super) struct Opened {
    pub(super) root: PathBuf,
    pub(super) snapshot: Arc<Snapshot>,
    index: Arc<OnceLock<Index>>,
    drafts: bool,
}

impl Opened {
    pub(super) fn lang(&self) -> Lang {
        self.snapshot.archive.site.language
    }

    /// The list of its files.
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.snapshot, self.drafts))
    }
}

impl App {
    /// An app without an archive.
    #[must_use]
    pub fn new(lang: Lang, as_of: Option<Day>, drafts: bool) -> App {
        App {
            lang,
            as_of,
            drafts,
            opened: Mutex::default(),
            events: EventLog::default(),
            parsed: Mutex::default(),
            jobs: Jobs::default(),
            first_start: Mutex::default(),
            chosen: Condvar::new(),
        }
    }

    /// Takes an archive as it was just read; `changed` are the paths below the root that differ from the last time, if
    /// they are known.
    pub fn loaded(self: &Arc<App>, root: &Path, snapshot: Arc<Snapshot>, changed: Vec<String>) {
        let index = Arc::default();
        let opened = Opened { root: root.to_owned(), snapshot, index, drafts: self.drafts };
        *self.lock() = Some(opened.clone());
        #[derive(Serialize)]
        struct Changed {
            paths: Vec<String>,
        }
        self.events.add("changed", &Changed { paths: changed });
        let app = Arc::clone(self);
        // What the page will ask next is made before it asks. Without a thread it is made then.
        let _ = std::thread::Builder::new().spawn(move || {
            let _ = panic::catch_unwind(AssertUnwindSafe(|| {
                let _ = opened.index();
                app.warm(&opened);
            }));
        });
    }

    /// Waits until somebody begins an archive or opens one.
    #[must_use]
    pub fn wait_for_archive(&self) -> PathBuf {
        let mut first = self.first();
        first.is_waiting = true;
        loop {
            if let Some(root) = first.root.take() {
                first.is_waiting = false;
                return root;
            }
            first = self.chosen.wait(first).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn first(&self) -> MutexGuard<'_, FirstStart> {
        self.first_start.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the program started without an archive and has none yet.
    pub(super) fn is_waiting(&self) -> bool {
        self.first().is_waiting
    }

    /// Has an archive read.
    pub(super) fn choose(&self, root: PathBuf) {
        self.first().root = Some(root);
        self.chosen.notify_all();
    }

    /// Waits until an archive is read.
    pub(super) fn wait_until_opened(&self, patience: Duration) {
        let until = Instant::now() + patience;
        while self.opened().is_err() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Tells the page that the pages of the preview are new.
    pub fn built(&self) {
        self.events.add("built", &Value::Null);
    }

    /// The archive that is open.
    pub(super) fn opened(&self) -> Result<Opened, Refused> {
        self.lock().clone().ok_or(AppRefusal::NoArchive.into())
    }

    /// The language that people read.
    pub(super) fn lang(&self) -> Lang {
        self.lock().as_ref().map_or(self.lang, Opened::lang)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
