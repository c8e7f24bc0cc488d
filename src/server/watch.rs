//! Waits for changes of the sources.
//!
//! The system reports most changes at once, but not always: not those of a network folder, not after a flood of changes,
//! and not those of a folder that was created again. So the folders are also scanned now and then, and a scan is trusted.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::{Config, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::debounce::Debounce;
use super::dir_snapshot::DirSnapshot;
use super::watch_event::{WatchEvent, interpret, is_ignored};

/// How often the folders are scanned while the system reports changes, and while it does not.
const SELDOM: Duration = Duration::from_secs(2);
const OFTEN: Duration = Duration::from_millis(500);

/// Scanning takes at most one part in this many of the time.
const SHARE: u32 = 20;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WatchOutcome {
    /// Sources have changed.
    Build(ChangedPaths),
    /// The program was asked to end.
    Stop,
}

/// Which files have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangedPaths {
    /// Only these, by their paths below the root.
    Only(BTreeSet<PathBuf>),
    /// Possibly any.
    Any,
}

/// Waits for changes below some folders.
pub struct SourceWatcher {
    root: PathBuf,
    folders: Vec<PathBuf>,
    sender: Sender<WatchEvent>,
    events: Receiver<WatchEvent>,
    /// `None` where the system cannot report changes.
    watcher: Option<RecommendedWatcher>,
    /// The folders as they were before they were last read.
    snapshot: DirSnapshot,
}

impl SourceWatcher {
    /// Begins to watch `root/folder` for each folder; none of them needs to exist.
    #[must_use]
    pub fn new(root: &Path, folders: &[&str]) -> SourceWatcher {
        // The system names files by their real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let folders: Vec<PathBuf> = folders.iter().map(|name| root.join(name)).collect();
        let (sender, events) = mpsc::channel();
        let watcher = watch(&root, &folders, &sender);
        let snapshot = DirSnapshot::of(&folders);
        SourceWatcher { root, folders, sender, events, watcher, snapshot }
    }

    /// Whether the system reports changes; otherwise they are noticed a little later.
    #[must_use]
    pub fn has_notifications(&self) -> bool {
        self.watcher.is_some()
    }

    /// A function that ends the waiting, from any thread.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let sender = self.sender.clone();
        move || {
            // When the program ends nobody waits any more.
            let _ = sender.send(WatchEvent::Stop);
        }
    }

    /// Waits for the next change, and until no more come. Later changes are reported by the next call.
    pub fn wait(&mut self) -> WatchOutcome {
        let mut pending = PendingChanges::default();
        if !self.wait_for_first(&mut pending) || !self.wait_for_quiet(&mut pending) {
            return WatchOutcome::Stop;
        }
        // The snapshot is taken before anything is read: what changes during the build then differs from it.
        if pending.needs_rescan {
            self.watcher = None; // dropped first, so the system need not hold two at a time
            self.watcher = watch(&self.root, &self.folders, &self.sender);
            self.snapshot = DirSnapshot::of(&self.folders);
            return WatchOutcome::Build(ChangedPaths::Any);
        }
        for path in &pending.paths {
            if !path.iter().any(is_ignored) {
                self.snapshot.refresh(&self.root.join(path));
            }
        }
        WatchOutcome::Build(ChangedPaths::Only(pending.paths))
    }

    /// Waits until something has changed; false when the program is to end.
    fn wait_for_first(&mut self, pending: &mut PendingChanges) -> bool {
        loop {
            let interval = if self.has_notifications() { SELDOM } else { OFTEN };
            match self.events.recv_timeout(interval.max(self.snapshot.elapsed * SHARE)) {
                Err(RecvTimeoutError::Disconnected) => return false,
                Ok(WatchEvent::EditorFiles(paths)) => pending.paths.extend(paths),
                Ok(event) => return pending.add(event),
                Err(RecvTimeoutError::Timeout) => {
                    let now = DirSnapshot::of(&self.folders);
                    let has_changed = now.entries != self.snapshot.entries;
                    self.snapshot = now;
                    if has_changed {
                        pending.needs_rescan = true; // the system missed it: watch again
                        return true;
                    }
                }
            }
        }
    }

    /// Lets a burst of changes pass; false when the program is to end.
    fn wait_for_quiet(&self, pending: &mut PendingChanges) -> bool {
        let mut burst = Debounce::new(Instant::now());
        while let Some(remaining) = burst.remaining(Instant::now()) {
            let Ok(event) = self.events.recv_timeout(remaining) else { break };
            if !pending.add(event) {
                return false;
            }
            burst.extend(Instant::now());
        }
        // What has arrived by now happened before the sources are read.
        self.events.try_iter().all(|event| pending.add(event))
    }
}

/// The changes since the sources were last read.
#[derive(Default)]
struct PendingChanges {
    paths: BTreeSet<PathBuf>,
    needs_rescan: bool,
}

impl PendingChanges {
    /// Adds an event; false when the program is to end.
    fn add(&mut self, event: WatchEvent) -> bool {
        match event {
            WatchEvent::Changed(paths) | WatchEvent::EditorFiles(paths) => self.paths.extend(paths),
            WatchEvent::Rescan => self.needs_rescan = true,
            WatchEvent::Stop => return false,
        }
        true
    }
}

/// Asks the system to report changes. The root itself is watched too, not recursively: it reports when a folder is created
/// again.
fn watch(
    root: &Path,
    folders: &[PathBuf],
    sender: &Sender<WatchEvent>,
) -> Option<RecommendedWatcher> {
    let (sender, home, watched) = (sender.clone(), root.to_owned(), folders.to_vec());
    let handler = move |event: notify::Result<Event>| {
        let meaning = match event {
            Ok(event) => interpret(&event, &home, &watched),
            Err(_) => Some(WatchEvent::Rescan),
        };
        if let Some(meaning) = meaning {
            // When the program ends nobody listens any more.
            let _ = sender.send(meaning);
        }
    };
    // Symbolic links are not read, so their targets are not watched either: one may be a whole disk.
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(handler, config).ok()?;
    watcher.watch(root, RecursiveMode::NonRecursive).ok()?;
    for folder in folders {
        // A folder may vanish at this very moment; the watch of the root reports it.
        if watcher.watch(folder, RecursiveMode::Recursive).is_err() && folder.is_dir() {
            return None;
        }
    }
    Some(watcher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_and_a_stop_end_the_waiting() {
        let home = tempfile::tempdir().unwrap();
        let mut watcher = SourceWatcher::new(home.path(), &["content"]);
        std::fs::create_dir(home.path().join("content")).unwrap();
        assert_eq!(watcher.wait(), WatchOutcome::Build(ChangedPaths::Any));
        std::fs::write(home.path().join("content/a"), "1").unwrap();
        if watcher.has_notifications() {
            let only = BTreeSet::from(["content/a".into()]);
            assert_eq!(watcher.wait(), WatchOutcome::Build(ChangedPaths::Only(only)));
            // An editor's temporary file is reported with the next change, and not by itself.
            std::fs::write(home.path().join("content/a~"), "1").unwrap();
            std::thread::sleep(Duration::from_millis(100));
            std::fs::write(home.path().join("content/a"), "3").unwrap();
            let both = BTreeSet::from(["content/a".into(), "content/a~".into()]);
            assert_eq!(watcher.wait(), WatchOutcome::Build(ChangedPaths::Only(both)));
        }
        watcher.watcher = None; // as where the system cannot report changes
        std::fs::write(home.path().join("content/a"), "22").unwrap();
        while watcher.wait() != WatchOutcome::Build(ChangedPaths::Any) {}
        watcher.stopper()();
        while watcher.wait() != WatchOutcome::Stop {}
    }
}
