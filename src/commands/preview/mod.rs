//! A site that is shown while somebody writes: nothing of it goes to a disk but what lies beside records. A page is made
//! when it is asked for, so a change is seen at once however large the archive is; after that all pages are made once,
//! on the side, to be looked through as `build` does.

mod attached;
mod known;
mod show;

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

pub(super) use attached::Attachments;
pub(super) use known::Known;
pub(super) use show::Parts;

use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::server::{BuildFailure, PageLookup, PageProvider};
use show::Show;

/// What is wrong with a site whose sources are right.
pub(super) enum Wrong {
    /// Somebody's numbers are in it.
    Leaks(Vec<Diagnostic>),
    /// A file or page cannot be made.
    Error(Error),
    /// The program broke down.
    Broken,
}

/// Who puts in words what is wrong with one site.
pub(super) trait Voice: Send + Sync {
    /// For whoever asked for a page.
    fn report(&self, wrong: &Wrong) -> BuildFailure;

    /// For all, after the site was shown already.
    fn tell(&self, wrong: &Wrong);
}

/// The site that is shown now.
#[derive(Default)]
pub(super) struct Preview {
    now: Mutex<Option<Arc<Desk>>>,
}

/// Where pages of one site are asked for; a thread that has the site answers.
struct Desk {
    asks: Sender<Ask>,
    rest: Arc<Rest>,
}

/// When to leave off.
#[derive(Default)]
struct Rest {
    /// Another site may come soon: nothing is made that nobody asked for.
    is_disturbed: AtomicBool,
    /// Another site is shown.
    is_over: AtomicBool,
    /// This site is shown and all have been told: what is found wrong with it is told after that.
    is_told: OnceLock<()>,
}

struct Ask {
    path: String,
    answer: SyncSender<PageLookup>,
}

impl Preview {
    /// Shows a site in the place of the one before, once what must be there from the first is there: files beside
    /// records, and the first page. Otherwise the one before stays. `told` tells all that it is there.
    /// Gives the pictures that are broken.
    pub(super) fn show(
        self: &Arc<Preview>,
        parts: Parts,
        voice: impl Voice + 'static,
        told: impl FnOnce(),
    ) -> Result<Vec<String>, Wrong> {
        let rest = Arc::new(Rest::default());
        let (asks, asked) = mpsc::channel();
        let (ready, is_ready) = mpsc::sync_channel(1);
        let desk = Arc::new(Desk { asks, rest: Arc::clone(&rest) });
        let shown = Arc::clone(&rest);
        let preview = Arc::clone(self);
        let started = thread::Builder::new().spawn(move || {
            let tell = |wrong: &Wrong| {
                rest.is_told.wait();
                let now = preview.lock();
                if !rest.is_over.load(Ordering::Relaxed) {
                    voice.tell(wrong);
                }
                drop(now);
            };
            // That it broke down is known from its answers, which do not come.
            let _ = guarded(|| run(&parts, &voice, &tell, &asked, &ready, &rest));
        });
        let broken =
            started.ok().and_then(|_| is_ready.recv().ok()).unwrap_or(Err(Wrong::Broken))?;
        if let Some(before) = self.lock().replace(desk) {
            before.rest.is_over.store(true, Ordering::Relaxed);
        }
        told();
        let _ = shown.is_told.set(());
        Ok(broken)
    }

    /// Something has changed: whatever is made unasked must not stand in the way of the next site.
    pub(super) fn disturb(&self) {
        if let Some(desk) = &*self.lock() {
            desk.rest.is_disturbed.store(true, Ordering::Relaxed);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Arc<Desk>>> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PageProvider for Preview {
    fn find(&self, path: &str) -> PageLookup {
        let desk = self.lock().clone();
        let Some(desk) = desk else { return PageLookup::Missing };
        let (answer, answered) = mpsc::sync_channel(1);
        // A site is there as long as anybody asks it, so an answer comes unless making it broke down.
        let asked = desk.asks.send(Ask { path: path.to_owned(), answer });
        asked.ok().and_then(|()| answered.recv().ok()).unwrap_or(PageLookup::Missing)
    }
}

/// Has a site as long as anybody may ask for its pages.
fn run(
    parts: &Parts,
    voice: &dyn Voice,
    tell: &(dyn Fn(&Wrong) + Sync),
    asked: &Receiver<Ask>,
    ready: &SyncSender<Result<Vec<String>, Wrong>>,
    rest: &Rest,
) {
    // Whoever shows sites waits for the word that this one is ready, or why it is not.
    let say = |word| drop(ready.send(word));
    let (site, files, broken) = match parts.site() {
        Ok(it) => it,
        Err(wrong) => return say(Err(wrong)),
    };
    let Some(theme) = &parts.snapshot.theme else { return say(Err(Wrong::Broken)) };
    let show = Show::new(&site, files, parts, theme, rest);
    if let Err(wrong) = show.find("index.html") {
        return say(Err(wrong));
    }
    say(Ok(broken));
    thread::scope(|threads| {
        let show = &show;
        threads.spawn(move || {
            let seen = guarded(|| show.look_through()).unwrap_or(Err(Wrong::Broken));
            let _ = seen.inspect_err(tell);
        });
        for Ask { path, answer } in asked {
            threads.spawn(move || {
                let found = guarded(|| show.find(&path)).unwrap_or(Err(Wrong::Broken));
                let found = found
                    .unwrap_or_else(|wrong| PageLookup::Failed(Box::new(voice.report(&wrong))));
                let _ = answer.send(found); // who asked may have gone
            });
        }
        rest.is_over.store(true, Ordering::Relaxed);
    });
}

/// Does some work; none when it broke down, which must not end the server. The place is on stderr by then.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    // What it worked on is thrown away or was only read.
    panic::catch_unwind(AssertUnwindSafe(work)).ok()
}
