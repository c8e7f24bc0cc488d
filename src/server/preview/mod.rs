//! A preview: a site that is shown while its sources are edited. Only attachments are written to disk. A page is rendered
//! when it is asked for, so a change is visible at once however large the archive is. Afterwards all pages are rendered
//! once in the background and inspected as a build does.
//!
//! A [`PreviewSite`] owns its snapshot and never changes; the threads of all requests share it.

mod attachments;
mod cancellation;
mod inputs;
mod load_state;
mod site;

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use crate::error::Error;
use crate::server::{BuildFailure, PageLookup, PageProvider};

pub(crate) use attachments::Attachments;
pub(crate) use inputs::PreviewInputs;
pub(crate) use load_state::LoadState;
use site::PreviewSite;

/// What is wrong with a site whose sources have no errors.
pub(crate) enum PreviewError {
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

/// A site, and who reports its problems.
struct Session {
    site: PreviewSite,
    reporter: Box<dyn Reporter>,
}

/// The site that is shown now.
#[derive(Default)]
pub(crate) struct Preview {
    current: Mutex<Option<Arc<Session>>>,
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
        let (site, broken_pictures) = PreviewSite::new(inputs)?;
        site.find("index.html")?;
        let session = Arc::new(Session { site, reporter: Box::new(reporter) });
        let (preview, inspected) = (Arc::clone(self), Arc::clone(&session));
        let started = thread::Builder::new().spawn(move || preview.inspect(&inspected));
        if started.is_err() {
            return Err(PreviewError::Panicked);
        }
        let previous = self.lock().replace(Arc::clone(&session));
        if let Some(previous) = previous {
            previous.site.cancellation.end();
        }
        announce();
        session.site.cancellation.set_announced();
        Ok(broken_pictures)
    }

    /// The sources have changed: background work must not delay the next site.
    pub(crate) fn interrupt(&self) {
        if let Some(session) = &*self.lock() {
            session.site.cancellation.interrupt();
        }
    }

    /// Inspects a whole site in the background, and reports the first problem unless another site is shown by then.
    fn inspect(&self, session: &Session) {
        let inspected = catch_panic(|| session.site.inspect());
        let Err(error) = inspected.unwrap_or(Err(PreviewError::Panicked)) else { return };
        session.site.cancellation.wait_until_announced();
        let current = self.lock(); // no other site is shown meanwhile
        if !session.site.cancellation.is_ended() {
            session.reporter.report(&error);
        }
        drop(current);
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Session>>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PageProvider for Preview {
    fn find(&self, path: &str) -> PageLookup {
        let session = self.lock().clone();
        let Some(session) = session else { return PageLookup::Missing };
        let found = catch_panic(|| session.site.find(path));
        match found.unwrap_or(Err(PreviewError::Panicked)) {
            Ok(found) => found,
            Err(error) => PageLookup::Failed(Box::new(session.reporter.failure(&error))),
        }
    }
}

/// Runs `work`; `None` when it panicked, which must not end the server. The place of the panic is on stderr by then.
pub(crate) fn catch_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What it worked on is thrown away or was only read.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}
