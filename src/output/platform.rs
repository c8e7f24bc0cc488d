//! The differences between operating systems; the rest of `output` is the same on all of them.

use std::fs;
use std::io;
use std::path::Path;

use crate::source::FileStamp;

/// Exchanges two folders in one step, so that nobody ever sees either of them missing.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] where the system or the file system cannot.
#[cfg(target_os = "linux")]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(|errno| match errno {
        // Old kernels and network shares; sandboxes answer PERM to calls they do not know.
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM => {
            io::ErrorKind::Unsupported.into()
        }
        other => other.into(),
    })
}

/// Exchanges two folders in one step: not possible here.
#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether no file can be created in a folder, for lack of rights or because its disk is read-only. Leaves nothing in it.
pub fn is_read_only(folder: &Path) -> bool {
    let refused = [io::ErrorKind::PermissionDenied, io::ErrorKind::ReadOnlyFilesystem];
    tempfile::tempfile_in(folder).is_err_and(|error| refused.contains(&error.kind()))
}

/// Renames a folder. On Windows a virus scanner or a viewer may have a file of it open for a moment, so that it is tried
/// five times.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(windows)]
    for _ in 0..4 {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            result => return result,
        }
    }
    fs::rename(from, to)
}

/// Renames a file within an open folder unless the new name is taken.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] where the system or the file system cannot.
#[cfg(target_os = "linux")]
pub(super) fn rename_to_vacant(folder: &fs::File, from: &str, to: &str) -> io::Result<()> {
    move_to_vacant((folder, from), (folder, to))
}

/// Moves a file or a folder from one open folder to another one unless the new name is taken, in one step.
#[cfg(target_os = "linux")]
pub(super) fn move_to_vacant(
    (from_folder, from): (&fs::File, &str),
    (to_folder, to): (&fs::File, &str),
) -> io::Result<()> {
    use rustix::fs::{RenameFlags, renameat_with};
    use rustix::io::Errno;

    let moved = renameat_with(from_folder, from, to_folder, to, RenameFlags::NOREPLACE);
    moved.map_err(|errno| match errno {
        Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP | Errno::PERM => {
            io::ErrorKind::Unsupported.into()
        }
        other => other.into(),
    })
}

/// Renames a file within an open folder unless the new name is taken: not possible in one step here.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn rename_to_vacant(_folder: &fs::File, _from: &str, _to: &str) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves a file or a folder between open folders unless the new name is taken: not possible in one step here.
#[cfg(all(unix, not(target_os = "linux")))]
pub(super) fn move_to_vacant(_from: (&fs::File, &str), _to: (&fs::File, &str)) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Whether a folder is the root of a disk or a mount: it is on another device than its parent.
#[cfg(unix)]
pub(super) fn is_mount_point(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (fs::metadata(folder), fs::metadata(parent)) {
        (Ok(folder), Ok(parent)) => folder.dev() != parent.dev(),
        _ => false,
    }
}

/// Whether a folder is a mount: not known here; publishing fails then.
#[cfg(not(unix))]
pub(super) fn is_mount_point(_folder: &Path, _parent: &Path) -> bool {
    false
}

/// Whether two names lead to one file; `None` where the system does not report it.
#[cfg(unix)]
pub(super) fn is_one_file(a: &fs::Metadata, b: &fs::Metadata) -> Option<bool> {
    use std::os::unix::fs::MetadataExt;

    Some((a.dev(), a.ino()) == (b.dev(), b.ino()))
}

/// Whether two names lead to one file: not known here.
#[cfg(not(unix))]
pub(super) fn is_one_file(_a: &fs::Metadata, _b: &fs::Metadata) -> Option<bool> {
    None
}

/// Whether a folder could not be renamed because it is a mount. On other systems than Unix a busy folder is one that a
/// program has open.
pub(super) fn is_mount_error(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::CrossesDevices || (cfg!(unix) && kind == io::ErrorKind::ResourceBusy)
}

/// Makes hard links in one folder to the files of another. Both are held open, so that a path of many parts is not
/// resolved for each file.
#[cfg(target_os = "linux")]
pub(super) struct Linker {
    from: rustix::fd::OwnedFd,
    to: rustix::fd::OwnedFd,
}

#[cfg(target_os = "linux")]
impl Linker {
    /// Opens the folders.
    ///
    /// # Errors
    /// When one is no folder or cannot be opened.
    pub(super) fn new(from: &Path, to: &Path) -> io::Result<Linker> {
        use rustix::fs::{Mode, OFlags, open};

        let flags = OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC;
        let (from, to) = (open(from, flags, Mode::empty())?, open(to, flags, Mode::empty())?);
        Ok(Linker { from, to })
    }

    /// Links a file; returns its stamp after that.
    ///
    /// # Errors
    /// When it cannot be linked, or is no file.
    pub(super) fn link(&self, name: &str) -> io::Result<FileStamp> {
        use rustix::fs::{AtFlags, FileType, linkat, statat};

        linkat(&self.from, name, &self.to, name, AtFlags::empty())?;
        let about = statat(&self.to, name, AtFlags::SYMLINK_NOFOLLOW)?;
        if FileType::from_raw_mode(about.st_mode) != FileType::RegularFile {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let number = |value: i128| u64::try_from(value).map_err(|_| io::ErrorKind::Unsupported);
        let nanos = |seconds: i128, rest: i128| number(seconds * 1_000_000_000 + rest);
        Ok(FileStamp::new(
            number(about.st_size.into())?,
            nanos(about.st_mtime.into(), about.st_mtime_nsec.into())?,
            nanos(about.st_ctime.into(), about.st_ctime_nsec.into())?,
            about.st_ino,
        ))
    }
}

/// Hard links are of no use here, as folders cannot be exchanged.
#[cfg(not(target_os = "linux"))]
pub(super) struct Linker;

#[cfg(not(target_os = "linux"))]
impl Linker {
    /// Not possible here.
    ///
    /// # Errors
    /// Always.
    pub(super) fn new(_from: &Path, _to: &Path) -> io::Result<Linker> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Not possible here.
    ///
    /// # Errors
    /// Always.
    pub(super) fn link(&self, _name: &str) -> io::Result<FileStamp> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
