//! What differs between operating systems; nothing else in `write` does.

use std::fs;
use std::io;
use std::path::Path;

use crate::source::FileStamp;

/// Swaps two folders in one step, so that nobody ever sees either of them missing.
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

/// Swaps two folders in one step: not possible here.
#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Renames a folder. On Windows a virus scanner or a viewer may hold a file of it for a moment, so
/// it is tried five times.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(windows)]
    for _ in 0..4 {
        match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            done => return done,
        }
    }
    fs::rename(from, to)
}

/// Whether a folder is the root of a disk or a mount: it lies on another device than its parent.
#[cfg(unix)]
pub(super) fn is_mount_point(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    match (fs::metadata(folder), fs::metadata(parent)) {
        (Ok(folder), Ok(parent)) => folder.dev() != parent.dev(),
        _ => false,
    }
}

/// Whether a folder is a mount: not known here; publishing will say so.
#[cfg(not(unix))]
pub(super) fn is_mount_point(_folder: &Path, _parent: &Path) -> bool {
    false
}

/// Whether two names lead to one file; `None` where the system does not say.
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

/// Whether a folder could not be renamed for being a mount. Elsewhere than on Unix a busy folder is
/// one that a program has open.
pub(super) fn is_mount_error(kind: io::ErrorKind) -> bool {
    kind == io::ErrorKind::CrossesDevices || (cfg!(unix) && kind == io::ErrorKind::ResourceBusy)
}

/// Two folders, to give files of one a second name in the other. Both are held open: a path of many parts is not
/// followed again for each file.
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

        let folder = |it: &Path| {
            open(it, OFlags::DIRECTORY | OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())
        };
        Ok(Linker { from: folder(from)?, to: folder(to)? })
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
        let number = |it: i128| u64::try_from(it).map_err(|_| io::ErrorKind::Unsupported);
        let nanos = |seconds: i128, rest: i128| number(seconds * 1_000_000_000 + rest);
        Ok(FileStamp::new(
            number(about.st_size.into())?,
            nanos(about.st_mtime.into(), about.st_mtime_nsec.into())?,
            nanos(about.st_ctime.into(), about.st_ctime_nsec.into())?,
            about.st_ino,
        ))
    }
}

/// Second names of files: of no use here.
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
