//! A progress bar, shown on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The bar's width in characters.
const WIDTH: usize = 30;

/// How many of all documents are done.
pub(super) struct ProgressBar {
    total: usize,
    done: AtomicUsize,
    is_shown: bool,
}

impl ProgressBar {
    pub(super) fn new(total: usize, quiet: bool) -> ProgressBar {
        let is_shown = !quiet && io::stderr().is_terminal();
        ProgressBar { total, done: AtomicUsize::new(0), is_shown }
    }

    pub(super) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_shown {
            let full = done * WIDTH / self.total.max(1);
            let bar = format!("{}{}", "#".repeat(full), "-".repeat(WIDTH - full.min(WIDTH)));
            let _ = write!(io::stderr().lock(), "\r[{bar}] {done}/{}", self.total);
        }
    }

    pub(super) fn end(&self) {
        if self.is_shown {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}
