//! The archive that the app works on, as it was last read, and the calls of the page.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::calls::answer;
use super::events::EventLog;
use super::index::Index;
use super::page_files::page_file;
use super::refusal::Refused;
use crate::l10n::Lang;
use crate::l10n::app_answers::AppRefusal;
use crate::model::Day;
use crate::parse::ParseCache;
use crate::project::Snapshot;
use crate::server::{AppAnswer, AppCall, Editor, Status};

/// The most bytes of a file that is put next to a record; a longer one would not be looked into for personal data.
const LONGEST_UPLOAD: u64 = 128 << 20;

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

    /// Tells the page that the pages of the preview are new.
    pub fn built(&self) {
        self.events.add("built", &Value::Null);
    }

    /// The archive that is open.
    pub(super) fn opened(&self) -> Result<Opened, Refused> {
        self.lock().clone().ok_or_else(|| AppRefusal::NoArchive.into())
    }

    /// The language that people read.
    pub(super) fn lang(&self) -> Lang {
        self.lock().as_ref().map_or(self.lang, Opened::lang)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Opened>> {
        self.opened.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Editor for App {
    fn page_file(&self, name: &str) -> Option<Vec<u8>> {
        page_file(name)
    }

    fn answer(&self, call: AppCall<'_>) -> AppAnswer {
        let done = panic::catch_unwind(AssertUnwindSafe(|| answer(self, call)));
        match done.unwrap_or_else(|_| Err(AppRefusal::Broken.into())) {
            Ok(answer) => answer,
            Err(refused) => refusal(&refused, self.lang()),
        }
    }

    fn next_event(&self, after: Option<u64>, patience: Duration) -> Option<(u64, String)> {
        self.events.next(after, patience)
    }

    fn longest_upload(&self) -> u64 {
        LONGEST_UPLOAD
    }
}

fn refusal(refused: &Refused, lang: Lang) -> AppAnswer {
    let mut body = refused.more.clone();
    body.insert("error".to_owned(), Value::String(refused.sentence(lang)));
    json(refused.status, &body)
}

/// An answer in JSON.
pub(super) fn json(status: Status, body: &impl Serialize) -> AppAnswer {
    let bytes = serde_json::to_vec(body).unwrap_or_default();
    AppAnswer { status, ending: "json".to_owned(), bytes }
}
