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
    let mut command = Command::new(opener);
    // The explorer opens a folder instead of an address with a question mark.
    if cfg!(windows) && page.to_string_lossy().starts_with("http") {
        command = Command::new("rundll32");
        command.arg("url.dll,FileProtocolHandler");
    }
    let _ = command.arg(page).spawn();
}
