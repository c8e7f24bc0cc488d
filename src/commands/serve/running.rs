//! What the app remembers of one start for the next, in a private folder of the person: the archives that were opened, and
//! the apps that still run, so that a second double click shows the page of the first.

use std::env;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// So many archives are remembered.
const MOST: usize = 8;
/// So many bytes of a file of the folder are read.
const MOST_BYTES: u64 = 64 << 10;
const ARCHIVES: &str = "archives.txt";
/// The endings of the address of a running app and of the lock that it holds as long as it runs. Windows lets nobody read
/// a file that is locked.
const ADDRESS: &str = "address";
const LOCK: &str = "lock";
/// Where an app answers, up to its port.
const HOST: &str = "http://127.0.0.1:";

/// The folder in which the app remembers.
pub(super) struct Memory(PathBuf);

/// This app, which is found by a second start as long as this value exists.
struct Running {
    /// Where it answers, with its secret.
    address: String,
    address_file: PathBuf,
    lock_file: PathBuf,
    _locked: File,
}

impl Memory {
    /// The folder of the person, which is made where it is missing; none where there is no place for it.
    pub(super) fn of_person() -> Option<Memory> {
        let named =
            |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let above = match cfg!(windows) {
            true => named("LOCALAPPDATA"),
            false => named("XDG_STATE_HOME").or_else(|| Some(named("HOME")?.join(".local/state"))),
        };
        Memory::at(above?.join("guidang")).ok()
    }

    fn at(folder: PathBuf) -> io::Result<Memory> {
        if let Some(above) = folder.parent() {
            fs::create_dir_all(above)?;
        }
        match crate::output::create_private_folder(&folder) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
            _ => Ok(Memory(folder)),
        }
    }

    /// The archives that were opened before and are still there, the latest first.
    pub(super) fn archives(&self) -> Vec<PathBuf> {
        let text = read(&self.0.join(ARCHIVES));
        let paths = text.lines().map(PathBuf::from);
        paths
            .filter(|path| path.is_absolute() && path.join("content").is_dir())
            .take(MOST)
            .collect()
    }

    /// Remembers an archive as the latest.
    fn remember(&self, root: &Path) {
        let Some(root) = whole_line(root) else { return };
        let mut lines = vec![root.clone()];
        for known in self.archives() {
            lines.extend(whole_line(&known).filter(|known| *known != root));
        }
        lines.truncate(MOST);
        // It is only a convenience: without it the archive is chosen again.
        let _ = write(&self.0.join(ARCHIVES), &(lines.join("\n") + "\n"));
    }

    /// The address of an app that runs already, of this archive, or of any where no archive is asked for. What a killed app
    /// left is removed.
    pub(super) fn running(&self, root: Option<&Path>) -> Option<String> {
        let wanted = match root {
            Some(root) => Some(whole_line(root)?),
            None => None,
        };
        let mut paths = Vec::new();
        for entry in fs::read_dir(&self.0).ok()?.flatten() {
            paths.push(entry.path());
        }
        paths.sort();
        for address_file in paths {
            if address_file.extension().is_none_or(|ending| ending != ADDRESS) {
                continue;
            }
            let lock_file = address_file.with_extension(LOCK);
            if !is_held(&lock_file) {
                let _ = fs::remove_file(&address_file);
                let _ = fs::remove_file(&lock_file);
                continue;
            }
            let text = read(&address_file);
            let mut lines = text.lines();
            let (address, opened) =
                (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
            let is_wanted = wanted.as_ref().is_none_or(|wanted| wanted == opened);
            if is_wanted && address.starts_with(HOST) {
                return Some(address.to_owned());
            }
        }
        None
    }

    /// Tells later starts where this app answers.
    fn announce(&self, address: &str, root: Option<&Path>) -> io::Result<Running> {
        let after = address.strip_prefix(HOST).unwrap_or_default();
        let port: String = after.chars().take_while(char::is_ascii_digit).collect();
        let address_file = self.0.join(format!("{port}.{ADDRESS}"));
        let lock_file = self.0.join(format!("{port}.{LOCK}"));
        let locked = File::options().create(true).truncate(false).write(true).open(&lock_file)?;
        locked.try_lock().map_err(io::Error::from)?;
        let address = address.to_owned();
        let running = Running { address, address_file, lock_file, _locked: locked };
        running.tell(root)?;
        Ok(running)
    }
}

/// What this start leaves for the next.
pub(super) struct Trace {
    memory: Memory,
    /// None where nothing could be written; a second start then has a page of its own.
    running: Option<Running>,
}

impl Trace {
    pub(super) fn begin(memory: Memory, address: &str, root: Option<&Path>) -> Trace {
        let running = memory.announce(address, root).ok();
        Trace { memory, running }
    }

    /// An archive was opened.
    pub(super) fn opened(&self, root: &Path) {
        self.memory.remember(root);
        if let Some(running) = &self.running {
            let _ = running.tell(Some(root)); // a second start then has a page of its own
        }
    }
}

impl Running {
    /// Tells later starts where this app answers, and which archive is open in it.
    fn tell(&self, root: Option<&Path>) -> io::Result<()> {
        let root = root.and_then(whole_line).unwrap_or_default();
        write(&self.address_file, &format!("{}\n{root}\n", self.address))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.address_file);
        let _ = fs::remove_file(&self.lock_file);
    }
}

/// Whether a running program holds a lock.
fn is_held(lock: &Path) -> bool {
    let Ok(file) = File::options().write(true).open(lock) else { return false };
    matches!(file.try_lock(), Err(TryLockError::WouldBlock))
}

/// A folder by its real path; none where that is no line of text.
fn whole_line(path: &Path) -> Option<String> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let text = path.to_str()?;
    // Windows gives a real path a beginning that not every program reads.
    let text = text.strip_prefix(r"\\?\").filter(|rest| !rest.starts_with("UNC")).unwrap_or(text);
    (!text.contains(['\n', '\r'])).then(|| text.to_owned())
}

fn read(path: &Path) -> String {
    let mut text = String::new();
    if let Ok(file) = File::open(path) {
        let _ = io::Read::read_to_string(&mut io::Read::take(file, MOST_BYTES), &mut text);
    }
    text
}

/// Replaces a file of the folder, which nobody else can read.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = tempfile::NamedTempFile::new_in(path.parent().unwrap_or(path))?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Memory;
    use std::fs;

    #[test]
    fn archives_are_remembered_the_latest_first_and_only_while_they_are_there() {
        let home = tempfile::tempdir().unwrap();
        let home = home.path().canonicalize().unwrap();
        let memory = Memory::at(home.join("state/guidang")).unwrap();
        assert!(memory.archives().is_empty());
        let mut roots = Vec::new();
        for number in 0..10 {
            let root = home.join(format!("档案{number}"));
            fs::create_dir_all(root.join("content")).unwrap();
            memory.remember(&root);
            roots.insert(0, root);
        }
        assert_eq!(memory.archives(), roots[..8]);
        memory.remember(&roots[3]);
        assert_eq!(memory.archives()[0], roots[3]);
        assert_eq!(memory.archives().len(), 8, "none twice");
        fs::remove_dir_all(&roots[3]).unwrap();
        assert_eq!(memory.archives()[0], roots[0], "what is gone is not offered");
        memory.remember(&home.join("two\nlines"));
        assert_eq!(memory.archives()[0], roots[0]);
        fs::write(home.join("state/guidang/archives.txt"), b"\xff\xfe../x\n../../etc\n").unwrap();
        assert!(memory.archives().is_empty());
    }

    #[test]
    fn a_running_app_is_found_again_and_a_dead_one_is_forgotten() {
        let home = tempfile::tempdir().unwrap();
        let memory = Memory::at(home.path().join("guidang")).unwrap();
        let (one, other) = (home.path().join("one"), home.path().join("other"));
        fs::create_dir_all(&one).unwrap();
        fs::create_dir_all(&other).unwrap();
        let running = memory.announce("http://127.0.0.1:4000/x", None).unwrap();
        assert_eq!(memory.running(None).as_deref(), Some("http://127.0.0.1:4000/x"));
        assert_eq!(memory.running(Some(&one)), None);
        running.tell(Some(&one)).unwrap();
        assert_eq!(memory.running(Some(&one)).as_deref(), Some("http://127.0.0.1:4000/x"));
        assert_eq!(memory.running(Some(&other)), None);
        // What a killed program leaves: both files, and no lock.
        fs::write(home.path().join("guidang/4001.address"), "http://127.0.0.1:4001/y\n\n").unwrap();
        fs::write(home.path().join("guidang/4001.lock"), "").unwrap();
        drop(running);
        assert_eq!(memory.running(None), None);
        assert_eq!(fs::read_dir(home.path().join("guidang")).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_the_secret() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let memory = Memory::at(home.path().join("guidang")).unwrap();
        let _running = memory.announce("http://127.0.0.1:4000/x", None).unwrap();
        let mode = |path: &str| home.path().join(path).metadata().unwrap().permissions().mode();
        assert_eq!(mode("guidang") & 0o077, 0);
        assert_eq!(mode("guidang/4000.address") & 0o077, 0);
    }
}
