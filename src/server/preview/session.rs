//! The thread that owns one site and answers for it.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::thread;

use super::cancellation::Cancellation;
use super::inputs::PreviewInputs;
use super::pages::PreviewPages;
use super::{Preview, PreviewError, Reporter, catch_panic};
use crate::server::PageLookup;

/// A request for one path of the site.
pub(super) struct Request {
    path: String,
    answer: SyncSender<PageLookup>,
}

/// The way to a session for those who ask for pages.
pub(super) struct SessionHandle {
    requests: Sender<Request>,
    cancellation: Arc<Cancellation>,
}

impl SessionHandle {
    pub(super) fn new(requests: Sender<Request>, cancellation: Arc<Cancellation>) -> SessionHandle {
        SessionHandle { requests, cancellation }
    }

    pub(super) fn cancellation(&self) -> &Cancellation {
        &self.cancellation
    }

    /// Asks for a path. The session lives as long as its handle, so an answer comes unless rendering panics.
    pub(super) fn ask(&self, path: &str) -> PageLookup {
        let (answer, answered) = sync_channel(1);
        if self.requests.send(Request { path: path.to_owned(), answer }).is_err() {
            return PageLookup::Missing;
        }
        answered.recv().unwrap_or(PageLookup::Missing)
    }
}

/// One site that is shown, or about to be.
pub(super) struct Session {
    pub(super) inputs: PreviewInputs,
    pub(super) reporter: Box<dyn Reporter>,
    pub(super) preview: Arc<Preview>,
    pub(super) cancellation: Arc<Cancellation>,
}

impl Session {
    /// Prepares the site, says through `ready` whether it can be shown (with its broken pictures), and answers until
    /// nobody holds the handle any more.
    pub(super) fn run(
        &self,
        requests: &Receiver<Request>,
        ready: &SyncSender<Result<Vec<String>, PreviewError>>,
    ) {
        let mut prepared = match self.inputs.prepare() {
            Ok(prepared) => prepared,
            Err(error) => return drop(ready.send(Err(error))),
        };
        let broken_pictures = std::mem::take(&mut prepared.broken_pictures);
        let pages = PreviewPages::new(&prepared, &self.inputs, &self.cancellation);
        if let Err(error) = pages.find("index.html") {
            return drop(ready.send(Err(error)));
        }
        let _ = ready.send(Ok(broken_pictures));
        thread::scope(|threads| {
            let pages = &pages;
            threads.spawn(move || self.inspect(pages));
            for Request { path, answer } in requests {
                threads.spawn(move || {
                    let _ = answer.send(self.find(pages, &path)); // the client may be gone
                });
            }
            self.cancellation.end();
        });
    }

    fn find(&self, pages: &PreviewPages<'_>, path: &str) -> PageLookup {
        let found = catch_panic(|| pages.find(path)).unwrap_or(Err(PreviewError::Panicked));
        found.unwrap_or_else(|error| PageLookup::Failed(Box::new(self.reporter.failure(&error))))
    }

    /// Inspects the whole site in the background, and reports the first problem unless another site is shown by then.
    fn inspect(&self, pages: &PreviewPages<'_>) {
        let inspected = catch_panic(|| pages.inspect()).unwrap_or(Err(PreviewError::Panicked));
        let Err(error) = inspected else { return };
        self.cancellation.wait_until_announced();
        let current = self.preview.lock(); // no other site is shown meanwhile
        if !self.cancellation.is_ended() {
            self.reporter.report(&error);
        }
        drop(current);
    }
}
