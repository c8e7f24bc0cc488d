//! The archive that the app works on, as it was last read, and the calls of the page.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde_json::Value;

use super::closing::Closing;
use super::events::EventLog;
use super::index::Index;
use super::jobs::Jobs;
use super::refusal::Refused;
use crate::l10n::Lang;
use crate::l10n::app_messages::AppRefusal;
use crate::model::Day;
use crate::output::is_read_only;
use crate::parse::ParseCache;
use crate::project::{AttachmentCache, Snapshot};

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
    /// What the last check left.
    pub(super) known: Mutex<Known>,
    pub(super) jobs: Jobs,
    first_start: Mutex<FirstStart>,
    chosen: Condvar,
    pub(super) closing: Closing,
    /// Archives that were opened before, the latest first.
    pub(super) recent: Vec<PathBuf>,
}

/// What need not be read again for the next check.
#[derive(Default)]
pub(super) struct Known {
    /// The records of the archive as it was last read, and those of the last check.
    pub(super) records: ParseCache,
    /// The files that were sent and looked into.
    pub(super) sent: AttachmentCache,
}

/// Which archive is to be read, where the program started without one.
#[derive(Debug, Default)]
struct FirstStart {
    is_waiting: bool,
    is_over: bool,
    root: Option<PathBuf>,
}

/// An archive that is open.
#[derive(Clone)]
pub(super) struct Opened {
    pub(super) root: PathBuf,
    pub(super) snapshot: Arc<Snapshot>,
    index: Arc<OnceLock<Index>>,
    drafts: bool,
    /// Nothing can be saved in its folder.
    pub(super) is_read_only: bool,
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
    /// An app without an archive; `recent` are those that were opened before.
    #[must_use]
    pub fn new(lang: Lang, as_of: Option<Day>, drafts: bool, recent: Vec<PathBuf>) -> App {
        App {
            lang,
            as_of,
            drafts,
            opened: Mutex::default(),
            events: EventLog::default(),
            known: Mutex::default(),
            jobs: Jobs::default(),
            first_start: Mutex::default(),
            chosen: Condvar::new(),
            closing: Closing::new(),
            recent,
        }
    }

    /// Takes an archive as it was just read, with its parsed records; `changed` are the paths below the root that differ
    /// from the last time, if they are known.
    pub fn loaded(
        self: &Arc<App>,
        root: &Path,
        snapshot: Arc<Snapshot>,
        records: ParseCache,
        changed: Vec<String>,
    ) {
        let index = Arc::default();
        let before = self.lock().as_ref().map(|before| before.is_read_only);
        let is_read_only = before.unwrap_or_else(|| is_read_only(&root.join("content")));
        let root = root.to_owned();
        let opened = Opened { root, snapshot, index, drafts: self.drafts, is_read_only };
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
                // A check may be using the old ones.
                app.known.lock().unwrap_or_else(PoisonError::into_inner).records = records;
                let _ = opened.index();
            }));
        });
    }

    /// Waits until somebody begins an archive or opens one; none when the program ends before.
    #[must_use]
    pub fn wait_for_archive(&self) -> Option<PathBuf> {
        let mut first = self.first();
        first.is_waiting = true;
        loop {
            if let Some(root) = first.root.take() {
                first.is_waiting = false;
                return Some(root);
            }
            if first.is_over {
                return None;
            }
            first = self.chosen.wait(first).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until the page asks the program to end or, with a patience, no page was open and no task ran for so long.
    pub fn wait_for_end(&self, patience: Option<Duration>) {
        loop {
            if self.closing.wait(patience) || !self.jobs.is_running() {
                return;
            }
            self.closing.seen();
        }
    }

    /// Nobody is to choose an archive any more.
    pub fn stop_waiting(&self) {
        self.first().is_over = true;
        self.chosen.notify_all();
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
