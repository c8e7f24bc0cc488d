//! What the last build came to, for all who ask and all who wait.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::l10n::Lang;

/// Why there is no new site, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildFailure {
    /// What happened, in one line.
    pub title: String,
    /// What the reader sees meanwhile.
    pub note: String,
    /// What is to be mended.
    pub problems: Vec<FailureItem>,
    /// How many more there are, in words.
    pub more: Option<String>,
    /// What the button says that puts it aside.
    pub dismiss: String,
}

/// One thing to mend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailureItem {
    /// `file:line:column`; none where no file is at fault.
    pub place: Option<String>,
    /// Its code.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// Where builds are told, and listened for.
pub struct BuildStatus {
    /// Another run of the program has another site, though it counts from the same number.
    run: u128,
    now: Mutex<Now>,
    changed: Condvar,
}

#[derive(Clone)]
struct Now {
    /// Builds, good and bad.
    tries: usize,
    /// The try that made the site that is served; 0: there is none.
    site: usize,
    report: Option<Arc<BuildFailure>>,
    lang: Lang,
}

/// How things stood at one moment.
pub(super) struct Seen {
    run: u128,
    now: Now,
}

impl Default for BuildStatus {
    fn default() -> BuildStatus {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = Now { tries: 0, site: 0, report: None, lang: Lang::default() };
        BuildStatus { run: since.as_millis(), now: Mutex::new(now), changed: Condvar::new() }
    }
}

impl BuildStatus {
    /// A new site is there: it was swapped in before this is said.
    pub fn built(&self, lang: Lang) {
        self.tell(|it| Now { site: it.tries, report: None, lang, ..it });
    }

    /// There is no new site; the one before stays.
    pub fn failed(&self, report: BuildFailure, lang: Lang) {
        self.tell(|it| Now { report: Some(Arc::new(report)), lang, ..it });
    }

    /// Whether a site is served, perhaps an old one.
    #[must_use]
    pub fn has_site(&self) -> bool {
        self.lock().site != 0
    }

    fn tell(&self, change: impl FnOnce(Now) -> Now) {
        let mut now = self.lock();
        let next = Now { tries: now.tries + 1, ..now.clone() };
        *now = change(next);
        drop(now);
        self.changed.notify_all();
    }

    /// How things stand; before the first build is over, how they stand then.
    pub(super) fn first(&self) -> Seen {
        let now = self.lock();
        let now = self.changed.wait_while(now, |it| it.tries == 0);
        self.seen(&now.unwrap_or_else(PoisonError::into_inner))
    }

    /// How things stand as soon as there is something newer; none if there is nothing for so long.
    pub(super) fn after(&self, seen: &Seen, patience: Duration) -> Option<Seen> {
        let until = Instant::now() + patience;
        let mut now = self.lock();
        while now.tries == seen.now.tries {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            now = self.changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(self.seen(&now))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn seen(&self, now: &Now) -> Seen {
        Seen { run: self.run, now: now.clone() }
    }
}

impl Seen {
    pub(super) fn lang(&self) -> Lang {
        self.now.lang
    }

    pub(super) fn has_no_site(&self) -> bool {
        self.now.site == 0
    }

    pub(super) fn report(&self) -> Option<&BuildFailure> {
        self.now.report.as_deref()
    }

    /// By this a page knows whether it is of the site that is served now.
    pub(super) fn site(&self) -> String {
        format!("{}-{}", self.run, self.now.site)
    }

    /// One line of JSON: `{"site":"…","report":null}`.
    pub(super) fn event(&self) -> String {
        #[derive(Serialize)]
        struct Event<'a> {
            site: String,
            report: Option<&'a BuildFailure>,
        }
        let event = Event { site: self.site(), report: self.report() };
        serde_json::to_string(&event).unwrap_or_default()
    }
}
