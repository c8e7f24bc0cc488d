//! What differs between operating systems, in one place.

use std::fs::{self, File};
use std::io;
use std::path::Path;

const ASIDE: &str = "-aside";

/// Swaps two folders. In one step where the system can; otherwise by two renames, taken back if the second fails.
pub(super) fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP,
            ) => {}
            Err(error) => return Err(error.into()),
        }
    }
    two_renames(new, old)
}

/// For file systems without an exchange: for a moment there is no site, but nothing is lost.
pub(super) fn two_renames(new: &Path, old: &Path) -> io::Result<()> {
    let mut aside = new.as_os_str().to_owned();
    aside.push(format!("-{}{ASIDE}", super::next_number()));
    fs::rename(old, &aside)?;
    if let Err(error) = fs::rename(new, old) {
        fs::rename(&aside, old)?;
        return Err(error);
    }
    fs::rename(&aside, new)
}

/// Whether a folder is a site that was moved aside by a run that was killed before it put the new one in place.
pub(super) fn is_moved_aside(folder: &Path) -> bool {
    folder.file_name().is_some_and(|it| it.to_string_lossy().ends_with(ASIDE))
}

/// Locks a folder for as long as the file is held. None where folders cannot be locked.
pub(super) fn lock(folder: &Path) -> Option<File> {
    let file = File::open(folder).ok()?;
    file.try_lock().ok().map(|()| file)
}

/// Locks a folder that no running program holds.
pub(super) fn lock_if_free(folder: &Path) -> Option<File> {
    lock(folder)
}
