//! The end of the app: its page asks for it, or no page is open any more.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::app::App;

/// So long the app waits for a page before it ends by itself: a page that the browser puts to sleep comes back.
const PATIENCE: Duration = Duration::from_secs(15 * 60);
/// So long the page has to read that the program ends.
const GOODBYE: Duration = Duration::from_millis(300);

/// How the program ends when its page asks for it.
#[derive(Default)]
pub(super) struct Ending(Mutex<EndingState>);

#[derive(Default)]
struct EndingState {
    stop: Option<Box<dyn Fn() + Send>>,
    is_over: bool,
}

impl Ending {
    /// From now on there is something to be stopped in order, such as a temporary folder to be removed.
    pub(super) fn stop_by(&self, stop: impl Fn() + Send + 'static) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_over {
            stop();
        }
        state.stop = Some(Box::new(stop));
    }

    fn end(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_over = true;
        if let Some(stop) = &state.stop {
            stop();
        }
    }
}

/// Ends the program when its page asks for it or, where nobody sees a terminal, when no page is open any more.
pub(super) fn end_with_the_page(app: Arc<App>, until_closed: bool, ending: Arc<Ending>) {
    // Without a thread the program runs until somebody ends it.
    let _ = thread::Builder::new().spawn(move || {
        app.wait_for_end(until_closed.then_some(PATIENCE));
        thread::sleep(GOODBYE);
        ending.end();
        app.stop_waiting();
    });
}
