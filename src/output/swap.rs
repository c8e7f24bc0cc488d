//! Puts the new site in the place of the old one.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::location::Output;
use super::platform;
use super::staging::Staging;
use crate::error::{Error, Operation, UsageError};

/// How often another process may interfere before this one gives up.
const ATTEMPTS: usize = 1000;

/// Swaps the staged site in. The old one, if any, is then in the staging folder.
///
/// With `exchange` this is one step. Otherwise the old site is set aside first: for microseconds there is none, and if the
/// process is killed just then, the next one moves the old site back.
pub(super) fn swap_in(staging: &Staging, output: &Output, exchange: bool) -> Result<(), Error> {
    let mut exchange = exchange;
    let mut last = None;
    for n in 0..ATTEMPTS {
        if output.exists() {
            // Somebody may have put files there since the folder was opened.
            output.must_be_ours()?;
        }
        let tried = if !output.exists() {
            platform::rename(&staging.site(), &output.real)
        } else if exchange {
            platform::exchange(&staging.site(), &output.real)
        } else {
            set_aside(&staging.site(), &output.real, &staging.old(n))
        };
        match tried {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::Unsupported && exchange => exchange = false,
            Err(error) if is_interference(error.kind()) => last = Some(error),
            Err(error) => return Err(swap_error(output, error)),
        }
    }
    let error = last.unwrap_or_else(|| ErrorKind::ResourceBusy.into());
    Err(swap_error(output, error))
}

/// Renames the old site out and the new one in, and the old one back if that fails.
fn set_aside(site: &Path, output: &Path, old: &Path) -> io::Result<()> {
    platform::rename(output, old)?;
    platform::rename(site, output).inspect_err(|_| {
        // This fails where another process has filled the place meanwhile, as it should.
        let _ = platform::rename(old, output);
    })
}

/// Whether the old site disappeared, or a new one appeared, after the check.
fn is_interference(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::NotFound | ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty)
}

fn swap_error(output: &Output, error: io::Error) -> Error {
    let path = output.shown.clone();
    if platform::is_mount_error(error.kind()) {
        return UsageError::MountPoint { path }.into();
    }
    Error::Io { operation: Operation::Swap, path, source: error }
}
