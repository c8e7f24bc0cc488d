//! The outcome of the last build, for everyone who asks and everyone who waits.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;

use crate::l10n::Lang;

/// Why there is no new site, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BuildFailure {
    /// What happened, in one line.
    pub title: String,
    /// What the reader sees in the meantime.
    pub note: String,
    /// What needs fixing.
    pub problems: Vec<FailureItem>,
    /// How many more problems there are, in words.
    pub more: Option<String>,
    /// The label of the button that hides the report.
    pub dismiss: String,
}

/// One problem to fix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailureItem {
    /// `file:line:column`; `None` when no file is at fault.
    pub place: Option<String>,
    /// The code of the diagnostic.
    pub code: Option<&'static str>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// A channel from the builder to the connections that wait for builds.
pub struct BuildStatus {
    /// Identifies this run of the program: another run has another site, though it counts builds from the same number.
    run_id: u128,
    state: Mutex<BuildState>,
    changed: Condvar,
}

#[derive(Clone)]
struct BuildState {
    /// Number of finished builds, successful or not.
    finished: usize,
    /// The number of the build whose site is served; 0 means there is no site.
    site: usize,
    failure: Option<Arc<BuildFailure>>,
    lang: Lang,
}

/// A copy of the status at one moment.
pub(super) struct StatusSnapshot {
    run_id: u128,
    state: BuildState,
}

impl Default for BuildStatus {
    fn default() -> BuildStatus {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let state = BuildState { finished: 0, site: 0, failure: None, lang: Lang::default() };
        BuildStatus { run_id: since.as_millis(), state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl BuildStatus {
    /// Reports a new site. The site must be visible before this is called.
    pub fn built(&self, lang: Lang) {
        let mut state = self.lock();
        state.finished += 1;
        state.site = state.finished;
        state.failure = None;
        state.lang = lang;
        drop(state);
        self.changed.notify_all();
    }

    /// Reports a build that made no site; the previous site stays.
    pub fn failed(&self, failure: BuildFailure, lang: Lang) {
        let mut state = self.lock();
        state.finished += 1;
        state.failure = Some(Arc::new(failure));
        state.lang = lang;
        drop(state);
        self.changed.notify_all();
    }

    /// Whether a site is served, perhaps an old one.
    #[must_use]
    pub fn has_site(&self) -> bool {
        self.lock().site != 0
    }

    /// The current status. Blocks until the first build has finished.
    pub(super) fn current(&self) -> StatusSnapshot {
        let mut state = self.lock();
        while state.finished == 0 {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        self.snapshot(&state)
    }

    /// The status as soon as it is newer than `known`; `None` when nothing changes within `patience`.
    pub(super) fn newer_than(
        &self,
        known: &StatusSnapshot,
        patience: Duration,
    ) -> Option<StatusSnapshot> {
        let until = Instant::now() + patience;
        let mut state = self.lock();
        while state.finished == known.state.finished {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            state =
                self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        Some(self.snapshot(&state))
    }

    fn lock(&self) -> MutexGuard<'_, BuildState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn snapshot(&self, state: &BuildState) -> StatusSnapshot {
        StatusSnapshot { run_id: self.run_id, state: state.clone() }
    }
}

impl StatusSnapshot {
    pub(super) fn lang(&self) -> Lang {
        self.state.lang
    }

    pub(super) fn has_no_site(&self) -> bool {
        self.state.site == 0
    }

    pub(super) fn failure(&self) -> Option<&BuildFailure> {
        self.state.failure.as_deref()
    }

    /// Identifies the site that is served: a page compares it to the site that it was part of.
    pub(super) fn site(&self) -> String {
        format!("{}-{}", self.run_id, self.state.site)
    }

    /// The status as one line of JSON: `{"site":"…","report":null}`.
    pub(super) fn event(&self) -> String {
        #[derive(Serialize)]
        struct Event<'a> {
            site: String,
            report: Option<&'a BuildFailure>,
        }
        let event = Event { site: self.site(), report: self.failure() };
        serde_json::to_string(&event).unwrap_or_default()
    }
}
