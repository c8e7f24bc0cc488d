//! When to stop listening and build: an editor saves in several steps, and a copied folder is a thousand changes.
//!
//! `notify-debouncer-full` is no substitute: it releases each path on its own, so a copied folder would be many builds; it
//! knows no longest wait for a steady flood; and it polls its queue at a quarter of the quiet time, 250 times a second
//! here, even when nothing happens.

use std::time::{Duration, Instant};

/// A build starts when nothing has changed for this long.
const QUIET: Duration = Duration::from_millis(15);

/// A steady flood of changes delays a build by at most this long.
const LONGEST: Duration = Duration::from_millis(300);

/// A burst of changes, each soon after the one before.
#[derive(Debug, Clone, Copy)]
pub(super) struct Debounce {
    first: Instant,
    last: Instant,
}

impl Debounce {
    /// Starts with a change at `now`.
    pub(super) fn new(now: Instant) -> Debounce {
        Debounce { first: now, last: now }
    }

    /// Adds a change at `now`.
    pub(super) fn extend(&mut self, now: Instant) {
        self.last = now;
    }

    /// How long to go on listening; `None` means build.
    pub(super) fn remaining(&self, now: Instant) -> Option<Duration> {
        let end = (self.last + QUIET).min(self.first + LONGEST);
        let remaining = end.saturating_duration_since(now);
        if remaining.is_zero() { None } else { Some(remaining) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_ends_when_all_is_quiet_or_after_the_longest_wait() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut burst = Debounce::new(start);
        assert_eq!(burst.remaining(at(5)), Some(Duration::from_millis(10)));
        burst.extend(at(10));
        assert_eq!(burst.remaining(at(15)), Some(Duration::from_millis(10)));
        assert_eq!(burst.remaining(at(25)), None);
        for millis in (20..400).step_by(10) {
            burst.extend(at(millis));
        }
        assert_eq!(burst.remaining(at(299)), Some(Duration::from_millis(1)));
        assert_eq!(burst.remaining(at(300)), None);
        assert_eq!(burst.remaining(at(400)), None);
    }
}
