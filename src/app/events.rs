//! What happens while the page is open: files that changed on the disk, sites that were made.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

/// So many events are kept for a page that listens again.
const MOST: usize = 256;

/// The last events.
#[derive(Default)]
pub(super) struct EventLog {
    state: Mutex<EventState>,
    added: Condvar,
}

#[derive(Default)]
struct EventState {
    /// The number of the latest event.
    latest: u64,
    events: VecDeque<(u64, String)>,
}

impl EventLog {
    /// Adds an event.
    pub(super) fn add(&self, name: &str, data: &impl Serialize) {
        let data = serde_json::to_string(data).unwrap_or_default();
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.latest += 1;
        let number = state.latest;
        let text = format!("event: {name}\nid: {number}\ndata: {data}\n\n");
        state.events.push_back((number, text));
        if MOST < state.events.len() {
            state.events.pop_front();
        }
        drop(state);
        self.added.notify_all();
    }

    /// The first event after a number; without one, the first from now on.
    pub(super) fn next(&self, after: Option<u64>, patience: Duration) -> Option<(u64, String)> {
        let until = Instant::now() + patience;
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let after = after.unwrap_or(state.latest);
        loop {
            if let Some(found) = state.events.iter().find(|(number, _)| after < *number) {
                return Some(found.clone());
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let waited = self.added.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
