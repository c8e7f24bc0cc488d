use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs;
use std::rc::Rc;

use tempfile::tempdir;

use super::*;
use crate::l10n::Lang;

mod kill;

/// A disk in memory that stops at a step, and tells what a power cut may leave.
#[derive(Default)]
struct Disk {
    /// The bytes of each file: as programs see them, and as they are on the disk for certain.
    files: Vec<(Vec<u8>, Vec<u8>)>,
    folders: Vec<SimulatedFolder>,
    step: usize,
    stop: Option<Stop>,
}

/// Where the disk stops.
#[derive(Clone, Copy)]
struct Stop {
    step: usize,
    /// Whether everything after that fails too, as after a kill; otherwise one call fails, as on a full disk.
    forever: bool,
}

#[derive(Default)]
struct SimulatedFolder {
    names: BTreeMap<String, Entry>,
    /// The names on the disk for certain.
    durable: BTreeMap<String, Entry>,
    /// The changes of names since then. Each happens as a whole or not at all, in any order.
    pending: Vec<NameChange>,
}

#[derive(Clone, Copy, PartialEq)]
enum Entry {
    File(usize),
    Folder(usize),
}

#[derive(Clone)]
enum NameChange {
    Set(String, Entry),
    Remove(String),
    Rename(String, String),
}

fn apply(names: &mut BTreeMap<String, Entry>, change: &NameChange) {
    match change {
        NameChange::Set(name, entry) => drop(names.insert(name.clone(), *entry)),
        NameChange::Remove(name) => drop(names.remove(name)),
        NameChange::Rename(from, to) => {
            if let Some(entry) = names.remove(from) {
                names.insert(to.clone(), entry);
            }
        }
    }
}

type Shared = Rc<RefCell<Disk>>;

/// A folder of the simulated disk.
struct Folder {
    disk: Shared,
    index: usize,
}

/// A file that is being written to the simulated disk.
struct Handle {
    disk: Shared,
    file: usize,
}

impl Disk {
    /// Counts a step; an error where the disk stops.
    fn step(&mut self) -> io::Result<()> {
        let step = self.step;
        self.step += 1;
        match self.stop {
            Some(stop) if step == stop.step || stop.forever && stop.step < step => {
                Err(ErrorKind::StorageFull.into())
            }
            _ => Ok(()),
        }
    }

    fn change(&mut self, folder: usize, change: NameChange) {
        apply(&mut self.folders[folder].names, &change);
        self.folders[folder].pending.push(change);
    }

    /// What stands at a path after a power cut, for every choice of what reached the disk; `None`: nothing.
    fn after_power_cut(&self, path: &[&str]) -> Vec<Option<Vec<u8>>> {
        let mut found = Vec::new();
        self.look_up(0, path, &mut found);
        found
    }

    fn look_up(&self, folder: usize, path: &[&str], found: &mut Vec<Option<Vec<u8>>>) {
        let SimulatedFolder { durable, pending, .. } = &self.folders[folder];
        for chosen in 0..1_u32 << pending.len() {
            let mut names = durable.clone();
            for (index, change) in pending.iter().enumerate() {
                if chosen & (1 << index) != 0 {
                    apply(&mut names, change);
                }
            }
            match (names.get(path[0]), path.len()) {
                (Some(Entry::File(file)), 1) => {
                    let (seen, certain) = &self.files[*file];
                    let half = &seen[..seen.len() / 2];
                    found.extend([seen, certain].map(|bytes| Some(bytes.clone())));
                    if seen != certain {
                        found.push(Some(half.to_vec()));
                    }
                }
                (Some(Entry::Folder(next)), 2..) => self.look_up(*next, &path[1..], found),
                _ => found.push(None),
            }
        }
    }

    fn read(&self, path: &[&str]) -> Option<Vec<u8>> {
        let mut folder = 0;
        for (depth, name) in path.iter().enumerate() {
            match self.folders[folder].names.get(*name)? {
                Entry::Folder(next) => folder = *next,
                Entry::File(file) if depth + 1 == path.len() => {
                    return Some(self.files[*file].0.clone());
                }
                _ => return None,
            }
        }
        None
    }
}

impl Write for Handle {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        let part = bytes.len().min(3);
        disk.files[self.file].0.extend_from_slice(&bytes[..part]);
        Ok(part)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl WritableFolder for Folder {
    type Handle = Handle;

    fn kind(&self, name: &str) -> io::Result<Option<EntryKind>> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        Ok(disk.folders[self.index].names.get(name).map(|entry| match entry {
            Entry::File(_) => EntryKind::File,
            Entry::Folder(_) => EntryKind::Folder,
        }))
    }

    fn open(&self, name: &str) -> io::Result<Folder> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        match disk.folders[self.index].names.get(name) {
            Some(Entry::Folder(index)) => Ok(Folder { disk: self.disk.clone(), index: *index }),
            _ => Err(ErrorKind::NotADirectory.into()),
        }
    }

    fn create_folder(&self, name: &str) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        let index = disk.folders.len();
        disk.folders.push(SimulatedFolder::default());
        disk.change(self.index, NameChange::Set(name.to_owned(), Entry::Folder(index)));
        Ok(())
    }

    fn create_file(&self, name: &str, _like: &str) -> io::Result<Handle> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        if disk.folders[self.index].names.contains_key(name) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let file = disk.files.len();
        disk.files.push((Vec::new(), Vec::new()));
        disk.change(self.index, NameChange::Set(name.to_owned(), Entry::File(file)));
        Ok(Handle { disk: self.disk.clone(), file })
    }

    fn make_executable(&self, _file: &Handle) -> io::Result<()> {
        self.disk.borrow_mut().step()
    }

    fn sync_file(&self, file: &Handle) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        let (seen, certain) = &mut disk.files[file.file];
        certain.clone_from(seen);
        Ok(())
    }

    fn rename(&self, from: &str, to: &str, may_replace: bool) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        if !may_replace && disk.folders[self.index].names.contains_key(to) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        disk.change(self.index, NameChange::Rename(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, name: &str) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        disk.change(self.index, NameChange::Remove(name.to_owned()));
        Ok(())
    }

    fn sync(&self) -> io::Result<()> {
        let mut disk = self.disk.borrow_mut();
        disk.step()?;
        let folder = &mut disk.folders[self.index];
        folder.durable.clone_from(&folder.names);
        folder.pending.clear();
        Ok(())
    }
}

const OLD: &[u8] = b"numbers: {}\n";
const NEW: &[u8] = b"numbers:\n  Z109-WS: a longer text\n";
const PATH: [&str; 2] = ["content", "numbers.yaml"];

/// A disk with `content/`, and in it the old file if there is one.
fn disk(old: Option<&[u8]>, stop: Option<Stop>) -> Shared {
    let mut disk = Disk { stop, ..Disk::default() };
    disk.folders.resize_with(2, SimulatedFolder::default);
    disk.folders[0].names.insert(PATH[0].to_owned(), Entry::Folder(1));
    if let Some(old) = old {
        disk.files.push((old.to_vec(), old.to_vec()));
        disk.folders[1].names.insert(PATH[1].to_owned(), Entry::File(0));
    }
    for folder in &mut disk.folders {
        folder.durable.clone_from(&folder.names);
    }
    Rc::new(RefCell::new(disk))
}

fn writer(disk: &Shared) -> ArchiveWriter<Folder> {
    let root = Folder { disk: disk.clone(), index: 0 };
    ArchiveWriter { root, shown: PathBuf::from("archive"), lock: None }
}

#[test]
fn cut_at_every_step_the_old_file_or_the_new_one_is_left() {
    for old in [None, Some(OLD)] {
        for forever in [true, false] {
            let mut finished = None;
            for step in 0..40 {
                let disk = disk(old, Some(Stop { step, forever }));
                let written = writer(&disk).replace("content/numbers.yaml", NEW);
                let disk = disk.borrow();
                let seen = disk.read(&PATH);
                assert!(seen.as_deref() == old || seen.as_deref() == Some(NEW), "{step}: {seen:?}");
                for left in disk.after_power_cut(&PATH) {
                    let left = left.as_deref();
                    assert!(left == old || left == Some(NEW), "step {step}: {left:?}");
                    // What was reported as written is written.
                    assert!(written.is_err() || left == Some(NEW), "step {step}: {left:?}");
                }
                let temporaries = disk.folders[1].names.keys().filter(|name| is_temporary(name));
                let is_clean = temporaries.count() == 0;
                assert!(is_clean || forever, "step {step}: a failed write leaves no file");
                if written.is_ok() && finished.is_none() {
                    finished = Some(step);
                }
            }
            assert!(finished.is_some_and(|step| 10 < step), "{finished:?} steps were cut");
        }
    }
}

#[test]
fn a_new_file_in_new_folders_is_whole_or_missing_after_a_power_cut() {
    for step in 0..40 {
        let disk = disk(None, Some(Stop { step, forever: true }));
        let written = writer(&disk).create("content/schools/a/x.md", NEW);
        for left in disk.borrow().after_power_cut(&["content", "schools", "a", "x.md"]) {
            assert!(left.is_none() || left.as_deref() == Some(NEW), "step {step}: {left:?}");
            assert!(written.is_err() || left.is_some(), "step {step}");
        }
    }
}

fn home() -> (tempfile::TempDir, PathBuf) {
    let home = tempdir().unwrap();
    let root = home.path().join("archive");
    fs::create_dir_all(root.join("content")).unwrap();
    (home, root)
}

fn locked(root: &Path) -> Result<ArchiveWriter, Error> {
    ArchiveWriter::lock(root, &root.join("cache"), "seal")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn files_are_created_and_replaced() {
    let (_home, root) = home();
    let writer = locked(&root).unwrap();
    writer.create("content/schools/a/x.md", OLD).unwrap();
    let again = writer.create("content/schools/a/x.md", NEW).unwrap_err();
    assert!(matches!(again, Error::Usage(UsageError::Exists { .. })), "{again}");
    writer.replace("content/schools/a/x.md", NEW).unwrap();
    writer.replace("top.yaml", NEW).unwrap();
    assert_eq!(fs::read(root.join("content/schools/a/x.md")).unwrap(), NEW);
    assert_eq!(names_in(&root.join("content/schools/a")), ["x.md"]);
    assert_eq!(names_in(&root), ["cache", "content", "top.yaml"]);
    for path in ["../x", "content/../x", "content//", "", "content/.."] {
        assert!(writer.replace(path, NEW).is_err(), "{path}");
    }
    assert!(writer.replace("content", NEW).is_err());
    assert!(writer.create("top.yaml/x", NEW).is_err());
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_script_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let (_home, root) = home();
    let writer = ArchiveWriter::unlocked(&root).unwrap();
    let mode = |path: &str| fs::metadata(root.join(path)).unwrap().permissions().mode() & 0o777;
    fs::write(root.join("a"), OLD).unwrap();
    fs::set_permissions(root.join("a"), fs::Permissions::from_mode(0o640)).unwrap();
    writer.replace("a", NEW).unwrap();
    assert_eq!(mode("a"), 0o640);
    writer.replace_script("hook", NEW).unwrap();
    assert_eq!(mode("hook"), 0o755);
}

#[cfg(unix)]
#[test]
fn no_link_is_followed() {
    use std::os::unix::fs::symlink;
    let (home, root) = home();
    let outside = home.path().join("outside");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret"), "secret").unwrap();
    symlink(outside.join("secret"), root.join("content/numbers.yaml")).unwrap();
    symlink(&outside, root.join("content/seals")).unwrap();
    symlink(outside.join("new"), root.join("content/dangling.md")).unwrap();
    let writer = locked(&root).unwrap();
    for path in ["content/numbers.yaml", "content/seals/x.json", "content/dangling.md"] {
        for error in [writer.replace(path, NEW), writer.create(path, NEW)].map(Result::unwrap_err) {
            assert!(matches!(error, Error::Usage(UsageError::IsALink { .. })), "{path}: {error}");
            assert!(error.message(Lang::Zh).contains("链接"), "{error}");
        }
    }
    drop(writer);
    assert_eq!(names_in(&outside), ["secret"]);
    assert_eq!(fs::read(outside.join("secret")).unwrap(), b"secret");
    // Nor is the lock's own file a way out.
    fs::remove_file(root.join("cache/archive.lock")).unwrap();
    symlink(outside.join("secret"), root.join("cache/archive.lock")).unwrap();
    assert!(matches!(locked(&root).unwrap_err(), Error::Usage(UsageError::IsALink { .. })));
    fs::remove_dir_all(root.join("cache")).unwrap();
    symlink(&outside, root.join("cache")).unwrap();
    assert!(matches!(locked(&root).unwrap_err(), Error::Usage(UsageError::IsALink { .. })));
    assert_eq!(names_in(&outside), ["secret"]);
}

#[test]
fn one_program_at_a_time_writes_and_the_other_is_told_who() {
    let (_home, root) = home();
    let first = locked(&root).unwrap();
    let second = locked(&root).unwrap_err();
    let holder = format!("seal, {}", std::process::id());
    assert!(second.message(Lang::Zh).contains(&holder), "{second}");
    assert!(second.message(Lang::En).contains(&holder), "{second}");
    assert_eq!(second.exit_code(), 2);
    drop(first);
    locked(&root).unwrap().replace("content/a", NEW).unwrap();
}

#[test]
fn what_a_killed_process_left_is_removed_and_nothing_else() {
    let (home, root) = home();
    drop(locked(&root).unwrap());
    let temporary = |number: u32| format!(".guidang-{number:016x}.tmp");
    let inside = [format!("content/{}", temporary(1)), temporary(2)];
    let kept = [format!("content/{}", temporary(3)), "content/numbers.yaml".to_owned()];
    for path in inside.iter().chain(&kept) {
        fs::write(root.join(path), "half").unwrap();
    }
    fs::write(home.path().join(temporary(4)), "outside").unwrap();
    let noted = [
        "seal, 1",
        &inside[0],
        &format!("/{}", inside[1]),
        "content/numbers.yaml",
        &format!("../{}", temporary(4)),
        "content/gone/.guidang-0000000000000005.tmp",
    ];
    fs::write(root.join("cache/archive.lock"), noted.join("\n")).unwrap();
    drop(locked(&root).unwrap());
    for path in inside {
        assert!(!root.join(&path).exists(), "{path}");
    }
    for path in kept {
        assert!(root.join(&path).exists(), "{path}");
    }
    assert!(home.path().join(temporary(4)).exists());
    assert_eq!(fs::read(root.join("cache/archive.lock")).unwrap(), b"");
}
