//! When the work of a session may stop.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// Shared by a session and those who end it.
#[derive(Default)]
pub(super) struct Cancellation {
    is_interrupted: AtomicBool,
    is_ended: AtomicBool,
    /// Set once the site is shown and announced: problems found later are reported after that.
    is_announced: OnceLock<()>,
}

impl Cancellation {
    /// Another site may follow soon: nothing is rendered that nobody asked for.
    pub(super) fn interrupt(&self) {
        self.is_interrupted.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_interrupted(&self) -> bool {
        self.is_interrupted.load(Ordering::Relaxed)
    }

    /// Another site is shown.
    pub(super) fn end(&self) {
        self.is_ended.store(true, Ordering::Relaxed);
    }

    pub(super) fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    pub(super) fn set_announced(&self) {
        let _ = self.is_announced.set(());
    }

    pub(super) fn wait_until_announced(&self) {
        self.is_announced.wait();
    }
}
