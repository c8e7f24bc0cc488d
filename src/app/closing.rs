//! When the program ends by itself: when the page asks for it, or when no page has been open for a while.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The last sign of a page, and whether one wants the program to end.
pub(super) struct Closing {
    state: Mutex<ClosingState>,
    asked: Condvar,
}

struct ClosingState {
    last_call: Instant,
    is_asked: bool,
}

impl Closing {
    pub(super) fn new() -> Closing {
        let state = ClosingState { last_call: Instant::now(), is_asked: false };
        Closing { state: Mutex::new(state), asked: Condvar::new() }
    }

    /// A page is open: it called, or it listens.
    pub(super) fn seen(&self) {
        self.lock().last_call = Instant::now();
    }

    /// The page asks the program to end.
    pub(super) fn ask(&self) {
        self.lock().is_asked = true;
        self.asked.notify_all();
    }

    /// Waits until a page asks for the end or, with a patience, no page was seen for so long. Returns whether one asked.
    pub(super) fn wait(&self, patience: Option<Duration>) -> bool {
        let mut state = self.lock();
        while !state.is_asked {
            state = match patience {
                None => self.asked.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(patience) => {
                    let left = patience.saturating_sub(state.last_call.elapsed());
                    if left.is_zero() {
                        return false;
                    }
                    let waited = self.asked.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
        }
        true
    }

    fn lock(&self) -> MutexGuard<'_, ClosingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::Closing;
    use std::thread;
    use std::time::{Duration, Instant};

    const LONG: Duration = Duration::from_secs(600);

    #[test]
    fn it_waits_as_long_as_a_page_is_seen() {
        let closing = Closing::new();
        let patience = Duration::from_millis(60);
        thread::scope(|scope| {
            let started = Instant::now();
            let waiting = scope.spawn(|| closing.wait(Some(patience)));
            // On a busy machine this thread may sleep for longer than it asks to.
            let (mut last, mut longest) = (started, Duration::ZERO);
            while started.elapsed() < 4 * patience {
                closing.seen();
                longest = longest.max(last.elapsed());
                last = Instant::now();
                thread::sleep(Duration::from_millis(1));
            }
            longest = longest.max(last.elapsed());
            assert!(!waiting.join().unwrap());
            let ended = started.elapsed() + Duration::from_millis(5);
            assert!(patience <= longest || 5 * patience <= ended);
        });
    }

    #[test]
    fn it_ends_at_once_when_it_is_asked_to() {
        for patience in [None, Some(LONG)] {
            let closing = Closing::new();
            thread::scope(|scope| {
                let waiting = scope.spawn(|| closing.wait(patience));
                closing.ask();
                assert!(waiting.join().unwrap());
            });
        }
    }
}
