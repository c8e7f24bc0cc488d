//! Opens pages in the user's browser.

use std::ffi::OsStr;
use std::process::Command;

/// Opens a page. A failure is ignored: the address was printed.
pub(super) fn open(page: &OsStr) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let _ = Command::new(opener).arg(page).spawn();
}
