//! A preview: a site that is shown while its sources are edited. Only attachments are written to disk. A page is rendered
//! when it is asked for, so a change is visible at once however large the archive is. Afterwards all pages are rendered
//! once in the background and inspected as a build does.
//!
//! A [`Site`](crate::site::Site) borrows from its snapshot, so each site lives on the stack of one thread, its session.
//! Requests reach the session through a channel, and scoped threads answer them in parallel.

mod attachments;
mod cancellation;
mod inputs;
mod load_state;
mod pages;
mod session;

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::server::{BuildFailure, PageLookup, PageProvider};

pub(crate) use attachments::Attachments;
use cancellation::Cancellation;
pub(crate) use inputs::PreviewInputs;
pub(crate) use load_state::LoadState;
use session::{Session, SessionHandle};

/// What is wrong with a site whose sources have no errors.
pub(crate) enum PreviewError {
    /// Personal data would be shown.
    Leaks(Vec<Diagnostic>),
    /// A file or page cannot be made.
    Failed(Error),
    /// The program panicked.
    Panicked,
}

/// Puts into words what is wrong with one site.
pub(crate) trait Reporter: Send + Sync {
    /// For the reader who asked for a page.
    fn failure(&self, error: &PreviewError) -> BuildFailure;

    /// For everyone, after the site was shown already.
    fn report(&self, error: &PreviewError);
}

/// The site that is shown now.
#[derive(Default)]
pub(crate) struct Preview {
    current: Mutex<Option<Arc<SessionHandle>>>,
}

impl Preview {
    /// Replaces the site that is shown, once the new one has its attachments and its home page; otherwise the previous
    /// site stays. `announce` tells everyone that the new site is there. Returns the pictures that are broken.
    pub(crate) fn show(
        self: &Arc<Preview>,
        inputs: PreviewInputs,
        reporter: impl Reporter + 'static,
        announce: impl FnOnce(),
    ) -> Result<Vec<String>, PreviewError> {
        let cancellation = Arc::new(Cancellation::default());
        let (requests, received) = mpsc::channel();
        let (ready, is_ready) = mpsc::sync_channel(1);
        let handle = Arc::new(SessionHandle::new(requests, Arc::clone(&cancellation)));
        let session = Session {
            inputs,
            reporter: Box::new(reporter),
            preview: Arc::clone(self),
            cancellation: Arc::clone(&cancellation),
        };
        let started = thread::Builder::new().spawn(move || {
            // A panic is noticed by the answers that do not come.
            let _ = catch_panic(|| session.run(&received, &ready));
        });
        if started.is_err() {
            return Err(PreviewError::Panicked);
        }
        let broken_pictures = is_ready.recv().unwrap_or(Err(PreviewError::Panicked))?;
        if let Some(previous) = self.lock().replace(handle) {
            previous.cancellation().end();
        }
        announce();
        cancellation.set_announced();
        Ok(broken_pictures)
    }

    /// The sources have changed: background work must not delay the next site.
    pub(crate) fn interrupt(&self) {
        if let Some(session) = &*self.lock() {
            session.cancellation().interrupt();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<SessionHandle>>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PageProvider for Preview {
    fn find(&self, path: &str) -> PageLookup {
        let session = self.lock().clone();
        match session {
            Some(session) => session.ask(path),
            None => PageLookup::Missing,
        }
    }
}

/// Runs `work`; `None` when it panicked, which must not end the server. The place of the panic is on stderr by then.
pub(crate) fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What it worked on is thrown away or was only read.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}
