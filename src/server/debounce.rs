//! When to stop listening and build: an editor saves in several steps, and a copied folder is a thousand changes.

use std::time::{Duration, Instant};

/// So long nothing may happen before we build.
const QUIET: Duration = Duration::from_millis(15);

/// So long a flood may keep us from it.
const LONGEST: Duration = Duration::from_millis(300);

/// SourceWatcher that come close after each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Debounce {
    first: Instant,
    last: Instant,
}

impl Debounce {
    /// It begins with a change.
    pub(super) fn new(now: Instant) -> Debounce {
        Debounce { first: now, last: now }
    }

    /// Another change.
    pub(super) fn goes_on(&mut self, now: Instant) {
        self.last = now;
    }

    /// How long to go on listening; none: build.
    pub(super) fn left(&self, now: Instant) -> Option<Duration> {
        let end = (self.last + QUIET).min(self.first + LONGEST);
        end.checked_duration_since(now).filter(|it| !it.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_when_all_is_quiet_or_the_flood_is_long() {
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut burst = Debounce::new(start);
        assert_eq!(burst.left(at(5)), Some(Duration::from_millis(10)));
        burst.goes_on(at(10));
        assert_eq!(burst.left(at(15)), Some(Duration::from_millis(10)));
        assert_eq!(burst.left(at(25)), None);
        for millis in (20..400).step_by(10) {
            burst.goes_on(at(millis));
        }
        assert_eq!(burst.left(at(299)), Some(Duration::from_millis(1)));
        assert_eq!(burst.left(at(300)), None);
        assert_eq!(burst.left(at(400)), None);
    }
}
