//! Folders in which files are written without following a link: the seam between the writer of an archive's files
//! and the disk, so that tests can cut at every step.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::path::Path;

/// What a name in a folder stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link, a device: nothing that may be written through.
    Other,
}

/// A folder that is held open. Names are single parts of a path; no link is followed.
pub trait WritableFolder: Sized {
    /// A file that is being written.
    type Handle: Write;

    /// What a name stands for; `None` when there is nothing.
    fn kind(&self, name: &str) -> io::Result<Option<EntryKind>>;

    /// Opens a folder in this one.
    fn open(&self, name: &str) -> io::Result<Self>;

    /// Creates a folder in this one.
    fn create_folder(&self, name: &str) -> io::Result<()>;

    /// Creates a file that does not exist, with the permissions of the file `like` in this folder, if it exists.
    fn create_file(&self, name: &str, like: &str) -> io::Result<Self::Handle>;

    /// Lets everybody run a file.
    fn make_executable(&self, file: &Self::Handle) -> io::Result<()>;

    /// Waits until the bytes of a file are on the disk.
    fn sync_file(&self, file: &Self::Handle) -> io::Result<()>;

    /// Renames a file, in the place of another one only with `may_replace`.
    fn rename(&self, from: &str, to: &str, may_replace: bool) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, name: &str) -> io::Result<()>;

    /// Waits until the names in this folder are on the disk.
    fn sync(&self) -> io::Result<()>;
}

/// A folder of the disk.
#[derive(Debug)]
pub struct DiskFolder {
    #[cfg(unix)]
    folder: File,
    #[cfg(not(unix))]
    folder: std::path::PathBuf,
}

impl DiskFolder {
    /// Opens a folder; links on the way to it are followed, as the user named it.
    ///
    /// # Errors
    /// When it is no folder, or cannot be opened.
    pub(super) fn at(path: &Path) -> io::Result<DiskFolder> {
        #[cfg(unix)]
        return Ok(DiskFolder { folder: File::open(path.join("."))? });
        #[cfg(not(unix))]
        return match path.is_dir() {
            true => Ok(DiskFolder { folder: path.to_owned() }),
            false => Err(io::ErrorKind::NotADirectory.into()),
        };
    }
}

#[cfg(unix)]
impl DiskFolder {
    /// Moves a file or a folder of this folder into another one, where the new name must be vacant.
    ///
    /// # Errors
    /// When the name is taken, or the system refuses.
    pub(super) fn move_into(
        &self,
        name: &str,
        folder: &DiskFolder,
        new_name: &str,
    ) -> io::Result<()> {
        let moved =
            super::platform::move_to_vacant((&self.folder, name), (&folder.folder, new_name));
        match moved {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                if folder.kind(new_name)?.is_some() && !self.is_one_entry(name, folder, new_name)? {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                Ok(rustix::fs::renameat(&self.folder, name, &folder.folder, new_name)?)
            }
            // On a disk that ignores case the old name stands at the new one.
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists
                    && self.is_one_entry(name, folder, new_name)? =>
            {
                Ok(rustix::fs::renameat(&self.folder, name, &folder.folder, new_name)?)
            }
            moved => moved,
        }
    }

    /// Whether two names that differ in case alone lead to one entry.
    fn is_one_entry(&self, name: &str, folder: &DiskFolder, new_name: &str) -> io::Result<bool> {
        use rustix::fs::{AtFlags, statat};

        if name == new_name || name.to_lowercase() != new_name.to_lowercase() {
            return Ok(false);
        }
        let old = statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let new = statat(&folder.folder, new_name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok((old.st_dev, old.st_ino) == (new.st_dev, new.st_ino))
    }
}

#[cfg(not(unix))]
impl DiskFolder {
    /// Moves a file or a folder of this folder into another one, where the new name must be vacant.
    ///
    /// # Errors
    /// When the name is taken, or the system refuses.
    pub(super) fn move_into(
        &self,
        name: &str,
        folder: &DiskFolder,
        new_name: &str,
    ) -> io::Result<()> {
        // A name that changes in its case alone stands at the new one already.
        let is_own = self.folder == folder.folder && name.to_lowercase() == new_name.to_lowercase();
        if folder.kind(new_name)?.is_some() && !is_own {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        std::fs::rename(self.folder.join(name), folder.folder.join(new_name))
    }
}

#[cfg(unix)]
impl WritableFolder for DiskFolder {
    type Handle = File;

    fn kind(&self, name: &str) -> io::Result<Option<EntryKind>> {
        use rustix::fs::{AtFlags, FileType, statat};
        use rustix::io::Errno;

        match statat(&self.folder, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(about) => Ok(Some(match FileType::from_raw_mode(about.st_mode) {
                FileType::RegularFile => EntryKind::File,
                FileType::Directory => EntryKind::Folder,
                _ => EntryKind::Other,
            })),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(errno.into()),
        }
    }

    fn open(&self, name: &str) -> io::Result<DiskFolder> {
        use rustix::fs::{Mode, OFlags, openat};

        let flags = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::RDONLY | OFlags::CLOEXEC;
        let folder = openat(&self.folder, name, flags, Mode::empty())?;
        Ok(DiskFolder { folder: folder.into() })
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::mkdirat(&self.folder, name, rustix::fs::Mode::from_raw_mode(0o777))?)
    }

    fn create_file(&self, name: &str, like: &str) -> io::Result<File> {
        use rustix::fs::{AtFlags, Mode, OFlags, openat, statat};
        use std::os::unix::fs::PermissionsExt;

        let flags =
            OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::WRONLY | OFlags::CLOEXEC;
        let file: File = openat(&self.folder, name, flags, Mode::from_raw_mode(0o666))?.into();
        if let Ok(old) = statat(&self.folder, like, AtFlags::SYMLINK_NOFOLLOW) {
            file.set_permissions(Permissions::from_mode(old.st_mode & 0o777))?;
        }
        Ok(file)
    }

    fn make_executable(&self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt;

        file.set_permissions(Permissions::from_mode(0o755))
    }

    fn sync_file(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &str, to: &str, may_replace: bool) -> io::Result<()> {
        if may_replace {
            return Ok(rustix::fs::renameat(&self.folder, from, &self.folder, to)?);
        }
        match super::platform::rename_to_vacant(&self.folder, from, to) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {
                if self.kind(to)?.is_some() {
                    return Err(io::ErrorKind::AlreadyExists.into());
                }
                Ok(rustix::fs::renameat(&self.folder, from, &self.folder, to)?)
            }
            renamed => renamed,
        }
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.folder, name, rustix::fs::AtFlags::empty())?)
    }

    fn sync(&self) -> io::Result<()> {
        match self.folder.sync_all() {
            // Network shares that know no such request.
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
                ) =>
            {
                Ok(())
            }
            synced => synced,
        }
    }
}

#[cfg(not(unix))]
impl WritableFolder for DiskFolder {
    type Handle = File;

    fn kind(&self, name: &str) -> io::Result<Option<EntryKind>> {
        match self.folder.join(name).symlink_metadata() {
            Ok(about) if about.is_file() => Ok(Some(EntryKind::File)),
            Ok(about) if about.is_dir() => Ok(Some(EntryKind::Folder)),
            Ok(_) => Ok(Some(EntryKind::Other)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn open(&self, name: &str) -> io::Result<DiskFolder> {
        match self.kind(name)? {
            Some(EntryKind::Folder) => Ok(DiskFolder { folder: self.folder.join(name) }),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        std::fs::create_dir(self.folder.join(name))
    }

    fn create_file(&self, name: &str, like: &str) -> io::Result<File> {
        let file = File::create_new(self.folder.join(name))?;
        if let Ok(old) = self.folder.join(like).symlink_metadata() {
            let permissions: Permissions = old.permissions();
            file.set_permissions(permissions)?;
        }
        Ok(file)
    }

    fn make_executable(&self, _file: &File) -> io::Result<()> {
        Ok(())
    }

    fn sync_file(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    fn rename(&self, from: &str, to: &str, may_replace: bool) -> io::Result<()> {
        if !may_replace && self.kind(to)?.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        super::platform::rename(&self.folder.join(from), &self.folder.join(to))
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        std::fs::remove_file(self.folder.join(name))
    }

    fn sync(&self) -> io::Result<()> {
        Ok(()) // a folder cannot be opened for this here
    }
}
