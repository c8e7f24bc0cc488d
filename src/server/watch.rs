//! The news that sources have changed.
//!
//! The system tells us at once, mostly: of a folder on a server, after a flood, or of a folder that was made anew it may
//! not. So we also look for ourselves now and then, and take what we see for the truth.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::FxHashMap;
use walkdir::WalkDir;

use super::debounce::Debounce;

/// How often we look for ourselves while the system tells us, and while it does not.
const SELDOM: Duration = Duration::from_secs(2);
const OFTEN: Duration = Duration::from_millis(500);

/// Looking may take one part in so many of our time.
const SHARE: u32 = 20;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchOutcome {
    /// Something has changed.
    Build(ChangedPaths),
    /// We were asked to end.
    Stop,
}

/// What has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedPaths {
    /// Nothing but these, by their paths under the root.
    Only(BTreeSet<PathBuf>),
    /// Anything.
    Any,
}

/// What comes in.
#[derive(Debug, Clone, PartialEq, Eq)]
enum WatchEvent {
    /// By their paths under the root.
    Changed(Vec<PathBuf>),
    /// Nothing but what editors write beside the file they save: known of when something else changes.
    Beside(Vec<PathBuf>),
    /// A watched folder itself came or went, or the system lost count: what it watches may be gone.
    Rescan,
    Stop,
}

/// Waits for changes below some folders.
pub struct SourceWatcher {
    root: PathBuf,
    folders: Vec<PathBuf>,
    sender: Sender<WatchEvent>,
    news: Receiver<WatchEvent>,
    /// None where the system cannot tell us.
    watcher: Option<RecommendedWatcher>,
    /// As it was before all was read the last time.
    seen: DirSnapshot,
}

/// What we saw with our own eyes.
#[derive(Debug, Default)]
struct DirSnapshot {
    entries: FxHashMap<PathBuf, Entry>,
    /// How long it took to look at all.
    took: Duration,
}

/// What tells a file from itself after a change; of a folder that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Folder,
    File(u64, Option<SystemTime>),
}

impl SourceWatcher {
    /// Begins to watch `root/folder` for each folder; none of them needs to exist.
    #[must_use]
    pub fn new(root: &Path, folders: &[&str]) -> SourceWatcher {
        // The system names files by their real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let folders: Vec<PathBuf> = folders.iter().map(|it| root.join(it)).collect();
        let (sender, news) = mpsc::channel();
        let watcher = watch(&root, &folders, &sender);
        let seen = DirSnapshot::at(&folders);
        SourceWatcher { root, folders, sender, news, watcher, seen }
    }

    /// Whether the system tells of changes; otherwise they are seen a little later.
    #[must_use]
    pub fn has_notifications(&self) -> bool {
        self.watcher.is_some()
    }

    /// What ends the waiting, from anywhere.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let sender = self.sender.clone();
        move || {
            // Nobody waits any more when the program ends.
            let _ = sender.send(WatchEvent::Stop);
        }
    }

    /// Waits for the next change, and until no more come. What changes afterwards is told by the next call.
    pub fn wait(&mut self) -> WatchOutcome {
        let mut told = Told::default();
        loop {
            let rest = if self.has_notifications() { SELDOM } else { OFTEN };
            match self.news.recv_timeout(rest.max(self.seen.took * SHARE)) {
                Err(RecvTimeoutError::Disconnected) => return WatchOutcome::Stop,
                Ok(WatchEvent::Beside(paths)) => told.paths.extend(paths),
                Ok(news) => match told.note(news) {
                    true => break,
                    false => return WatchOutcome::Stop,
                },
                Err(RecvTimeoutError::Timeout) => {
                    let now = DirSnapshot::at(&self.folders);
                    let is_new = now.entries != self.seen.entries;
                    self.seen = now;
                    if is_new {
                        told.is_torn = true; // nobody told us: watch anew
                        break;
                    }
                }
            }
        }
        if !self.settle(&mut told) {
            return WatchOutcome::Stop;
        }
        // Looked at before anything is read: what changes while we build is then seen as new.
        if !told.is_torn {
            let sources = told.paths.iter().filter(|it| !it.iter().any(is_ignored));
            sources.for_each(|it| self.seen.look_again(&self.root.join(it)));
            return WatchOutcome::Build(ChangedPaths::Only(told.paths));
        }
        self.watcher = None; // ends before the next begins, so the system need not carry both
        self.watcher = watch(&self.root, &self.folders, &self.sender);
        self.seen = DirSnapshot::at(&self.folders);
        WatchOutcome::Build(ChangedPaths::Any)
    }

    /// Lets a burst of changes go by; false when we are to stop.
    fn settle(&self, told: &mut Told) -> bool {
        let mut burst = Debounce::new(Instant::now());
        while let Some(left) = burst.left(Instant::now()) {
            let Ok(news) = self.news.recv_timeout(left) else { break };
            if !told.note(news) {
                return false;
            }
            burst.goes_on(Instant::now());
        }
        // What is told already happened before we read.
        self.news.try_iter().all(|news| told.note(news))
    }
}

/// What we were told since we last read.
#[derive(Default)]
struct Told {
    paths: BTreeSet<PathBuf>,
    is_torn: bool,
}

impl Told {
    /// Takes news in; false when we are to stop.
    fn note(&mut self, news: WatchEvent) -> bool {
        match news {
            WatchEvent::Changed(paths) | WatchEvent::Beside(paths) => self.paths.extend(paths),
            WatchEvent::Rescan => self.is_torn = true,
            WatchEvent::Stop => return false,
        }
        true
    }
}

/// Asks the system to tell of changes. The root is watched too, for itself only: it tells when a folder is made anew.
fn watch(
    root: &Path,
    folders: &[PathBuf],
    sender: &Sender<WatchEvent>,
) -> Option<RecommendedWatcher> {
    let (tell, home, watched) = (sender.clone(), root.to_owned(), folders.to_vec());
    let handler = move |event: notify::Result<Event>| {
        let news = event.map_or(Some(WatchEvent::Rescan), |it| news(&it, &home, &watched));
        if let Some(news) = news {
            // Nobody listens any more when the program ends.
            let _ = tell.send(news);
        }
    };
    // Links are not read, so what they lead to is not watched either: it may be a whole disk.
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(handler, config).ok()?;
    watcher.watch(root, RecursiveMode::NonRecursive).ok()?;
    for folder in folders {
        // A folder may go in the very moment it is asked for; the watch of the root tells of it.
        if watcher.watch(folder, RecursiveMode::Recursive).is_err() && folder.is_dir() {
            return None;
        }
    }
    Some(watcher)
}

/// What an event means to us. That a file was read, by ourselves above all, is no news.
fn news(event: &Event, root: &Path, folders: &[PathBuf]) -> Option<WatchEvent> {
    if event.need_rescan() {
        return Some(WatchEvent::Rescan);
    }
    let is_moved = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Any => true,
        EventKind::Modify(_) | EventKind::Other => false,
    };
    let under = |path: &PathBuf| {
        folders.iter().find_map(|it| path.strip_prefix(it).ok()).map(Path::to_owned)
    };
    if is_moved && event.paths.iter().filter_map(under).any(|it| it.as_os_str().is_empty()) {
        return Some(WatchEvent::Rescan);
    }
    let is_seen = |path: &&PathBuf| {
        under(path).is_some_and(|it| !it.as_os_str().is_empty() && !it.iter().any(is_hidden))
    };
    let seen = event.paths.iter().filter(is_seen);
    let paths: Vec<PathBuf> =
        seen.filter_map(|it| it.strip_prefix(root).ok()).map(Path::to_owned).collect();
    let is_source = |it: &PathBuf| !it.iter().any(is_ignored);
    match paths.iter().any(is_source) {
        true => Some(WatchEvent::Changed(paths)),
        false => (!paths.is_empty()).then_some(WatchEvent::Beside(paths)),
    }
}

/// What is no source: hidden files, and what editors write beside the one they save.
fn is_ignored(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    is_hidden(name)
        || bytes.first().is_some_and(|it| matches!(it, b'#' | b'~'))
        || bytes.last() == Some(&b'~')
        || bytes == b"4913" // vim tries with it whether a folder can be written to
}

/// What nobody reads (MODEL.md §1).
fn is_hidden(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_'))
}

impl DirSnapshot {
    /// At all that lies in some folders.
    fn at(folders: &[PathBuf]) -> DirSnapshot {
        let begun = Instant::now();
        let mut look = DirSnapshot::default();
        folders.iter().for_each(|it| look.add(it));
        DirSnapshot { took: begun.elapsed(), ..look }
    }

    /// At a file or folder, and what lies in it.
    fn add(&mut self, path: &Path) {
        let entries = WalkDir::new(path)
            .into_iter()
            .filter_entry(|it| it.depth() == 0 || !is_ignored(it.file_name()));
        for entry in entries.flatten() {
            let seen = match entry.metadata() {
                Ok(about) if !about.is_dir() => Entry::File(about.len(), about.modified().ok()),
                _ => Entry::Folder,
            };
            self.entries.insert(entry.into_path(), seen);
        }
    }

    /// Once more at what may have changed or gone.
    fn look_again(&mut self, path: &Path) {
        if !matches!(self.entries.get(path), Some(Entry::File(..))) {
            self.entries.retain(|it, _| !it.starts_with(path)); // it may have been a folder
        }
        self.entries.remove(path);
        self.add(path);
    }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, MetadataKind, RemoveKind};

    use super::*;

    #[track_caller]
    fn check(kind: EventKind, path: &str, want: Option<WatchEvent>) {
        let folders = ["/a/content", "/a/themes"].map(PathBuf::from);
        let event = Event::new(kind).add_path(path.into());
        assert_eq!(news(&event, Path::new("/a"), &folders), want, "{kind:?} {path}");
    }

    fn changed(path: &str) -> Option<WatchEvent> {
        Some(WatchEvent::Changed(vec![path.into()]))
    }

    #[test]
    fn only_what_changes_a_source_is_news() {
        let create = EventKind::Create(CreateKind::Any);
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let remove = EventKind::Remove(RemoveKind::Any);
        check(write, "/a/content/学校/x/活动/a.md", changed("content/学校/x/活动/a.md"));
        check(create, "/a/themes/own/base.html", changed("themes/own/base.html"));
        check(
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            "/a/content/a",
            changed("content/a"),
        );
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/a/content/a", None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "/a/content/a", None);
        for name in [".a.md.swp", ".#a.md", "_notes/a.md", ".git/x"] {
            check(create, &format!("/a/content/学校/{name}"), None);
        }
        // They are files all the same, and read when something else changes.
        for name in ["a.md~", "4913", "#a.md#", "~$a.docx"] {
            let beside = WatchEvent::Beside(vec![format!("content/学校/{name}").into()]);
            check(create, &format!("/a/content/学校/{name}"), Some(beside));
        }
        check(create, "/a/output/index.html", None);
        check(remove, "/a/content", Some(WatchEvent::Rescan));
        check(create, "/a/content", Some(WatchEvent::Rescan));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "/a/content", None);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(
            news(&lost, Path::new("/a"), &[]),
            Some(WatchEvent::Rescan),
            "the system lost count"
        );
    }

    #[test]
    fn a_look_tells_names_sizes_and_times_apart() {
        let home = tempfile::tempdir().unwrap();
        let folders = [home.path().join("content")];
        let mut looks: Vec<DirSnapshot> = Vec::new();
        // What is looked at again comes to what is seen of all.
        let mut again = DirSnapshot::at(&folders);
        let mut look = |path: &str, is_new: bool| {
            let now = DirSnapshot::at(&folders);
            again.look_again(&folders[0].join(path));
            assert_eq!(again.entries, now.entries, "{path}");
            assert_eq!(looks.iter().all(|it| it.entries != now.entries), is_new, "{path}");
            looks.push(now);
        };
        let write = |name: &str, text: &str| std::fs::write(folders[0].join(name), text).unwrap();
        look("", true);
        std::fs::create_dir(&folders[0]).unwrap();
        look("", true);
        write("a", "1");
        look("a", true);
        write("b", "1");
        look("b", true);
        write("a", "22");
        look("a", true);
        std::fs::File::options()
            .write(true)
            .open(folders[0].join("a"))
            .unwrap()
            .set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
        look("a", true);
        look("a", false);
        write(".a.swp", "x");
        look("b", false);
        std::fs::create_dir_all(folders[0].join("c/d")).unwrap();
        write("c/d/e", "1");
        look("c", true);
        std::fs::rename(folders[0].join("c/d"), folders[0].join("c/f")).unwrap();
        look("c", true);
        std::fs::remove_dir_all(folders[0].join("c/f")).unwrap();
        look("c/f", true);
        std::fs::remove_file(folders[0].join("b")).unwrap();
        look("b", true);
    }

    #[test]
    fn a_change_and_a_stop_end_the_waiting() {
        let home = tempfile::tempdir().unwrap();
        let mut changes = SourceWatcher::new(home.path(), &["content"]);
        std::fs::create_dir(home.path().join("content")).unwrap();
        assert_eq!(changes.wait(), WatchOutcome::Build(ChangedPaths::Any));
        std::fs::write(home.path().join("content/a"), "1").unwrap();
        if changes.has_notifications() {
            let only = BTreeSet::from(["content/a".into()]);
            assert_eq!(changes.wait(), WatchOutcome::Build(ChangedPaths::Only(only)));
            // What an editor writes beside a file is told with the file, and not by itself.
            std::fs::write(home.path().join("content/a~"), "1").unwrap();
            std::thread::sleep(Duration::from_millis(100));
            std::fs::write(home.path().join("content/a"), "3").unwrap();
            let both = BTreeSet::from(["content/a".into(), "content/a~".into()]);
            assert_eq!(changes.wait(), WatchOutcome::Build(ChangedPaths::Only(both)));
        }
        changes.watcher = None; // as where the system cannot tell
        std::fs::write(home.path().join("content/a"), "22").unwrap();
        while changes.wait() != WatchOutcome::Build(ChangedPaths::Any) {}
        changes.stopper()();
        while changes.wait() != WatchOutcome::Stop {}
    }
}
