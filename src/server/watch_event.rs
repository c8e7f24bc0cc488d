//! What an event of the file system means for the preview.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind};

/// A message to the thread that waits for changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum WatchEvent {
    /// These files changed, by their paths below the root.
    Changed(Vec<PathBuf>),
    /// Only temporary files of editors changed: reported together with the next real change.
    EditorFiles(Vec<PathBuf>),
    /// A watched folder itself came or went, or the system lost events: what it watches may be gone.
    Rescan,
    /// The program ends.
    Stop,
}

/// Interprets an event; `None` when nothing changed. That a file was read, above all by ourselves, is no change.
pub(super) fn interpret(event: &Event, root: &Path, folders: &[PathBuf]) -> Option<WatchEvent> {
    if event.need_rescan() {
        return Some(WatchEvent::Rescan);
    }
    let may_move = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
        EventKind::Access(_) => return None,
        EventKind::Modify(ModifyKind::Name(_))
        | EventKind::Create(_)
        | EventKind::Remove(_)
        | EventKind::Any => true,
        EventKind::Modify(_) | EventKind::Other => false,
    };
    let mut paths = Vec::new();
    for path in &event.paths {
        let Some(below) = below_any(path, folders) else { continue };
        if below.as_os_str().is_empty() {
            if may_move {
                return Some(WatchEvent::Rescan);
            }
        } else if !below.iter().any(is_hidden)
            && let Ok(below_root) = path.strip_prefix(root)
        {
            paths.push(below_root.to_owned());
        }
    }
    if paths.is_empty() {
        None
    } else if paths.iter().all(|path| path.iter().any(is_ignored)) {
        Some(WatchEvent::EditorFiles(paths))
    } else {
        Some(WatchEvent::Changed(paths))
    }
}

/// The rest of a path below the first of the folders that contains it.
fn below_any<'a>(path: &'a Path, folders: &[PathBuf]) -> Option<&'a Path> {
    folders.iter().find_map(|folder| path.strip_prefix(folder).ok())
}

/// Whether a name is no source: hidden files, and the temporary files of editors.
pub(super) fn is_ignored(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    is_hidden(name)
        || matches!(bytes.first(), Some(b'#' | b'~'))
        || bytes.last() == Some(&b'~')
        || bytes == b"4913" // vim writes it to test whether a folder is writable
}

/// Whether nobody reads a file of this name (docs/content-model.md §1).
fn is_hidden(name: &OsStr) -> bool {
    matches!(name.as_encoded_bytes().first(), Some(b'.' | b'_'))
}

#[cfg(test)]
mod tests {
    use notify::event::{CreateKind, DataChange, Flag, MetadataKind, RemoveKind};

    use super::*;

    #[track_caller]
    fn check(kind: EventKind, path: &str, expected: Option<WatchEvent>) {
        let folders = ["/a/content", "/a/themes"].map(PathBuf::from);
        let event = Event::new(kind).add_path(path.into());
        assert_eq!(interpret(&event, Path::new("/a"), &folders), expected, "{kind:?} {path}");
    }

    fn changed(path: &str) -> Option<WatchEvent> {
        Some(WatchEvent::Changed(vec![path.into()]))
    }

    #[test]
    fn only_changes_of_sources_are_reported() {
        let create = EventKind::Create(CreateKind::Any);
        let write = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let remove = EventKind::Remove(RemoveKind::Any);
        check(write, "/a/content/学校/x/活动/a.md", changed("content/学校/x/活动/a.md"));
        check(create, "/a/themes/own/base.html", changed("themes/own/base.html"));
        let close = |mode| EventKind::Access(AccessKind::Close(mode));
        check(close(AccessMode::Write), "/a/content/a", changed("content/a"));
        check(EventKind::Access(AccessKind::Open(AccessMode::Any)), "/a/content/a", None);
        check(close(AccessMode::Read), "/a/content/a", None);
        for name in [".a.md.swp", ".#a.md", "_notes/a.md", ".git/x"] {
            check(create, &format!("/a/content/学校/{name}"), None);
        }
        // They are files all the same, and read when something else changes.
        for name in ["a.md~", "4913", "#a.md#", "~$a.docx"] {
            let expected = WatchEvent::EditorFiles(vec![format!("content/学校/{name}").into()]);
            check(create, &format!("/a/content/学校/{name}"), Some(expected));
        }
        check(create, "/a/output/index.html", None);
        check(remove, "/a/content", Some(WatchEvent::Rescan));
        check(create, "/a/content", Some(WatchEvent::Rescan));
        check(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), "/a/content", None);
        let lost = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        let rescan = interpret(&lost, Path::new("/a"), &[]);
        assert_eq!(rescan, Some(WatchEvent::Rescan), "the system lost events");
    }
}
