//! The news that sources have changed.
//!
//! The system tells us at once, mostly: of a folder on a server, after a flood, or of a folder that was made anew it may
//! not. So we also look for ourselves now and then, and take what we see for the truth.

use std::ffi::OsStr;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use walkdir::WalkDir;

use super::burst::Burst;

/// How often we look for ourselves while the system tells us, and while it does not.
const SELDOM: Duration = Duration::from_secs(2);
const OFTEN: Duration = Duration::from_millis(500);

/// Looking may take one part in so many of our time.
const SHARE: u32 = 20;

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Something has changed.
    Build,
    /// We were asked to end.
    Stop,
}

/// What comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum News {
    Changed,
    /// A watched folder itself came or went, or the system lost count: what it watches may be gone.
    Torn,
    Stop,
}

/// Waits for changes below some folders.
pub struct Changes {
    root: PathBuf,
    folders: Vec<PathBuf>,
    sender: Sender<News>,
    news: Receiver<News>,
    /// None where the system cannot tell us.
    watcher: Option<RecommendedWatcher>,
    seen: Look,
}

/// What we saw with our own eyes, and what it cost.
#[derive(Debug, Clone, Copy)]
struct Look {
    print: u64,
    took: Duration,
}

impl Changes {
    /// Begins to watch `root/folder` for each folder; none of them needs to exist.
    #[must_use]
    pub fn below(root: &Path, folders: &[&str]) -> Changes {
        // The system names files by their real paths.
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let folders: Vec<PathBuf> = folders.iter().map(|it| root.join(it)).collect();
        let (sender, news) = mpsc::channel();
        let watcher = watch(&root, &folders, &sender);
        let seen = look(&folders);
        Changes { root, folders, sender, news, watcher, seen }
    }

    /// Whether the system tells of changes; otherwise they are seen a little later.
    #[must_use]
    pub fn are_told(&self) -> bool {
        self.watcher.is_some()
    }

    /// What ends the waiting, from anywhere.
    pub fn stopper(&self) -> impl Fn() + Send + 'static {
        let sender = self.sender.clone();
        move || {
            // Nobody waits any more when the program ends.
            let _ = sender.send(News::Stop);
        }
    }

    /// Waits for the next change, and until no more come. What changes afterwards is told by the next call.
    pub fn wait(&mut self) -> Next {
        let is_torn = loop {
            let rest = if self.are_told() { SELDOM } else { OFTEN };
            match self.news.recv_timeout(rest.max(self.seen.took * SHARE)) {
                Ok(News::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                Ok(news) => break news == News::Torn,
                Err(RecvTimeoutError::Timeout) => {
                    let now = look(&self.folders);
                    let is_new = now.print != self.seen.print;
                    self.seen = now;
                    if is_new {
                        break true; // nobody told us: watch anew
                    }
                }
            }
        };
        let Some(is_torn) = self.settle(is_torn) else { return Next::Stop };
        if is_torn {
            self.watcher = None; // ends before the next begins, so the system need not carry both
            self.watcher = watch(&self.root, &self.folders, &self.sender);
        }
        // Before anything is read: what changes while we build is then seen as new.
        self.seen = look(&self.folders);
        Next::Build
    }

    /// Lets a burst of changes go by. None when we are to stop; otherwise whether the watching was torn.
    fn settle(&self, mut is_torn: bool) -> Option<bool> {
        let mut burst = Burst::new(Instant::now());
        let mut note = |news| {
            is_torn |= news == News::Torn;
            news != News::Stop
        };
        while let Some(left) = burst.left(Instant::now()) {
            let Ok(news) = self.news.recv_timeout(left) else { break };
            if !note(news) {
                return None;
            }
            burst.goes_on(Instant::now());
        }
        // What is told already happened before we read.
        while let Ok(news) = self.news.try_recv() {
            if !note(news) {
                return None;
            }
        }
        Some(is_torn)
    }
}

/// Asks the system to tell of changes. The root is watched too, for itself only: it tells when a folder is made anew.
fn watch(root: &Path, folders: &[PathBuf], sender: &Sender<News>) -> Option<RecommendedWatcher> {
    let (tell, watched) = (sender.clone(), folders.to_vec());
    let handler = move |event: notify::Result<Event>| {
        let news = event.map_or(Some(News::Torn), |it| news(&it, &watched));
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
fn news(event: &Event, folders: &[PathBuf]) -> Option<News> {
    if event.need_rescan() {
        return Some(News::Torn);
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
    let of_path = |path: &PathBuf| {
        folders.iter().find_map(|folder| {
            let under = path.strip_prefix(folder).ok()?;
            match under.components().next() {
                None if is_moved => Some(News::Torn),
                None => None,
                Some(_) if under.iter().any(is_ignored) => None,
                Some(_) => Some(News::Changed),
            }
        })
    };
    let all: Vec<News> = event.paths.iter().filter_map(of_path).collect();
    if all.contains(&News::Torn) { Some(News::Torn) } else { all.first().copied() }
}

/// What is no source: hidden files, and what editors write beside the one they save.
fn is_ignored(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.first().is_some_and(|it| matches!(it, b'.' | b'_' | b'#' | b'~'))
        || name.last() == Some(&b'~')
        || name == b"4913" // vim tries with it whether a folder can be written to
}

/// One number for the names, sizes and times of all files; another number means that something has changed.
fn look(folders: &[PathBuf]) -> Look {
    let begun = Instant::now();
    let mut print = 0_u64;
    for folder in folders {
        let entries = WalkDir::new(folder)
            .into_iter()
            .filter_entry(|it| it.depth() == 0 || !is_ignored(it.file_name()));
        for entry in entries.flatten() {
            let mut hasher = DefaultHasher::new();
            entry.path().hash(&mut hasher);
            if let (false, Ok(about)) = (entry.file_type().is_dir(), entry.metadata()) {
                (about.len(), about.modified().ok()).hash(&mut hasher);
            }
            // A sum, as folders list their files in no order.
            print = print.wrapping_add(hasher.finish());
        }
    }
    Look { print, took: begun.elapsed() }
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, MetadataKind, RemoveKind};

    use super::*;

    #[track_caller]
    fn check(kind: EventKind, path: &str, want: Option<News>) {
        let folders = ["/a/content", "/a/themes"].map(PathBuf::from);
        assert_eq!(
            news(&Event::new(kind).add_path(path.into()), &folders),
            want,
            "{kind:?} {path}"
        );
    }

    #[test]
    fn only_what_changes_a_source_is_news() {
        let create = EventKind::Create(CreateKind::Any);
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let remove = EventKind::Remove(RemoveKind::Any);
        check(write, "/a/content/学校/x/活动/a.md", Some(News::Changed));
        check(create, "/a/themes/own/base.html", Some(News::Changed));
        check(
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            "/a/content/a",
            Some(News::Changed),
        );
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/a/content/a", None);
        check(EventKind::Access(AccessKind::Close(AccessMode::Read)), "/a/content/a", None);
        for name in
            [".a.md.swp", "a.md~", "4913", ".#a.md", "#a.md#", "~$a.docx", "_notes/a.md", ".git/x"]
        {
            check(create, &format!("/a/content/学校/{name}"), None);
        }
        check(create, "/a/output/index.html", None);
        check(remove, "/a/content", Some(News::Torn));
        check(create, "/a/content", Some(News::Torn));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "/a/content", None);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(news(&lost, &[]), Some(News::Torn), "the system lost count");
    }

    #[test]
    fn a_look_tells_names_sizes_and_times_apart() {
        let home = tempfile::tempdir().unwrap();
        let folders = [home.path().join("content")];
        let print = || look(&folders).print;
        let mut prints = vec![print()];
        let write = |name: &str, text: &str| std::fs::write(folders[0].join(name), text).unwrap();
        std::fs::create_dir(&folders[0]).unwrap();
        prints.push(print());
        write("a", "1");
        prints.push(print());
        write("b", "1");
        prints.push(print());
        write("a", "22");
        prints.push(print());
        std::fs::File::options()
            .write(true)
            .open(folders[0].join("a"))
            .unwrap()
            .set_modified(std::time::SystemTime::UNIX_EPOCH)
            .unwrap();
        prints.push(print());
        let all = prints.len();
        assert_eq!(print(), prints[all - 1]);
        write(".a.swp", "x");
        assert_eq!(print(), prints[all - 1]);
        prints.sort_unstable();
        prints.dedup();
        assert_eq!(prints.len(), all);
    }

    #[test]
    fn a_change_and_a_stop_end_the_waiting() {
        let home = tempfile::tempdir().unwrap();
        let mut changes = Changes::below(home.path(), &["content"]);
        std::fs::create_dir(home.path().join("content")).unwrap();
        assert_eq!(changes.wait(), Next::Build);
        std::fs::write(home.path().join("content/a"), "1").unwrap();
        assert_eq!(changes.wait(), Next::Build);
        changes.watcher = None; // as where the system cannot tell
        std::fs::write(home.path().join("content/a"), "22").unwrap();
        assert_eq!(changes.wait(), Next::Build);
        changes.stopper()();
        while changes.wait() != Next::Stop {}
    }
}
