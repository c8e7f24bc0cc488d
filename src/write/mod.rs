//! Publishing: pages → a staging folder beside the output, swapped in whole.
//!
//! A crash, a full disk or a kill at any moment leaves the old site whole. A file whose bytes did not change is taken
//! over by a hard link, so it keeps its modification time. Files are never rewritten in place.

mod platform;

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::fault::Fault;

/// The file that marks a folder as made by guidang: only such a folder, or an empty one, is ever replaced.
pub const MARKER: &str = ".guidang";
const MARKER_TEXT: &[u8] = b"guidang site 1\n";
/// Belongs to whoever keeps the output folder in git, and is carried over.
const KEPT: &str = ".gitignore";

/// A site that is being written and not published yet. Dropped without [`Stage::publish`], it leaves nothing behind.
#[derive(Debug)]
pub struct Stage {
    output: PathBuf,
    folder: PathBuf,
    /// Held as long as the folder is in use, so that another run does not take it for a stale one.
    _lock: Option<File>,
    made: Mutex<HashSet<PathBuf>>,
    published: bool,
}

impl Stage {
    /// Opens a staging folder beside the output, after cleaning up those of runs that were killed.
    /// `sources` are folders that the output must not lie over.
    ///
    /// # Errors
    /// When the output is not ours to replace, or the medium fails.
    pub fn open(output: &Path, sources: &[PathBuf]) -> Result<Stage, Fault> {
        let output = absolute(output)?;
        guard(&output, sources)?;
        let parent = output.parent().unwrap_or(Path::new("/")).to_owned();
        fs::create_dir_all(&parent).map_err(Fault::io(&parent))?;
        tidy(&output, &parent)?;
        may_replace(&output)?;
        for number in 0..10_000 {
            let folder = parent.join(format!("{}{}-{number}", prefix(&output), std::process::id()));
            match fs::create_dir(&folder) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(Fault::io(&folder)(error)),
            }
            let lock = platform::lock(&folder);
            if !folder.is_dir() {
                continue; // another run tidied it up before it was locked
            }
            let made = Mutex::new(HashSet::from([folder.clone()]));
            return Ok(Stage { output, folder, _lock: lock, made, published: false });
        }
        Err(Fault::Io { path: parent, source: io::ErrorKind::AlreadyExists.into() })
    }

    /// Writes a file of the site, or takes it over from the old site when it has the same bytes.
    ///
    /// # Errors
    /// For a path that a site must not have, and when the medium fails.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Fault> {
        let (old, new) = self.places(path)?;
        if same_bytes(&old, bytes) && fs::hard_link(&old, &new).is_ok() {
            return Ok(());
        }
        let modified = if same_bytes(&old, bytes) { modified(&old) } else { None };
        let mut file = File::create_new(&new).map_err(Fault::io(&new))?;
        file.write_all(bytes).map_err(Fault::io(&new))?;
        if let Some(modified) = modified {
            file.set_modified(modified).map_err(Fault::io(&new))?;
        }
        Ok(())
    }

    /// Copies a file into the site, or takes it over from the old site when it has the same bytes.
    ///
    /// # Errors
    /// For a path that a site must not have, and when the medium fails.
    pub fn copy(&self, path: &str, from: &Path) -> Result<(), Fault> {
        let bytes = fs::read(from).map_err(Fault::io(from))?;
        self.put(path, &bytes)
    }

    /// Swaps the site in whole.
    ///
    /// # Errors
    /// When the medium fails; then the old site stays.
    pub fn publish(mut self) -> Result<(), Fault> {
        self.put(MARKER, MARKER_TEXT)?;
        if let Ok(kept) = fs::read(self.output.join(KEPT)) {
            self.put(KEPT, &kept)?;
        }
        if self.output.exists() {
            may_replace(&self.output)?; // somebody may have put something there meanwhile
            platform::exchange(&self.folder, &self.output).map_err(Fault::io(&self.output))?;
            self.published = true;
            // Readers may still hold files of the old site: what cannot be removed now is tidied up by the next run.
            let _ = fs::remove_dir_all(&self.folder);
        } else {
            fs::rename(&self.folder, &self.output).map_err(Fault::io(&self.output))?;
            self.published = true;
        }
        Ok(())
    }

    /// The file in the old site and in the new one; its folder is made.
    fn places(&self, path: &str) -> Result<(PathBuf, PathBuf), Fault> {
        if !is_safe(path) {
            return Err(Fault::BadSitePath { path: path.to_owned() });
        }
        let new = self.folder.join(path);
        let folder = new.parent().unwrap_or(&self.folder).to_owned();
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if !made.contains(&folder) {
            fs::create_dir_all(&folder).map_err(Fault::io(&folder))?;
            made.insert(folder);
        }
        Ok((self.output.join(path), new))
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.published {
            let _ = fs::remove_dir_all(&self.folder);
        }
    }
}

/// Whether a path may stand in a site: relative, `/` between parts, and harmless on every system.
#[must_use]
pub fn is_safe(path: &str) -> bool {
    let part = |it: &str| {
        let stem = it.split('.').next().unwrap_or(it).to_ascii_lowercase();
        let numbered = |name: &str| {
            stem.strip_prefix(name)
                .is_some_and(|it| it.len() == 1 && it.bytes().all(|it| it.is_ascii_digit()))
        };
        let reserved = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
            || numbered("com")
            || numbered("lpt");
        let bad = |it: char| it.is_control() || "<>:\"|?*\\".contains(it);
        !it.is_empty()
            && it != "."
            && it != ".."
            && !it.ends_with(['.', ' '])
            && !reserved
            && !it.contains(bad)
    };
    !path.is_empty() && path.split('/').all(part)
}

fn prefix(output: &Path) -> String {
    let name = output.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    format!(".{name}.guidang-")
}

/// An absolute path without `..`; of a link, where it leads.
fn absolute(path: &Path) -> Result<PathBuf, Fault> {
    let whole = std::path::absolute(path).map_err(Fault::io(path))?;
    if let Ok(real) = fs::canonicalize(&whole) {
        return Ok(real);
    }
    let mut plain = PathBuf::new();
    for part in whole.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    let (Some(parent), Some(name)) = (plain.parent(), plain.file_name()) else { return Ok(plain) };
    match fs::canonicalize(parent) {
        Ok(parent) => Ok(parent.join(name)),
        Err(_) => Ok(plain),
    }
}

/// The output must not be, hold or lie in what people write.
fn guard(output: &Path, sources: &[PathBuf]) -> Result<(), Fault> {
    for source in sources {
        let source = fs::canonicalize(source).unwrap_or_else(|_| source.clone());
        if output.starts_with(&source) || source.starts_with(output) {
            return Err(Fault::OverSource { path: output.to_owned() });
        }
    }
    Ok(())
}

/// Only a folder with our marker, or an empty one, is replaced.
fn may_replace(output: &Path) -> Result<(), Fault> {
    match fs::symlink_metadata(output) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Fault::io(output)(error)),
        Ok(it) if !it.is_dir() => return Err(Fault::NotOurs { path: output.to_owned() }),
        Ok(_) => {}
    }
    if output.join(MARKER).is_file() {
        return Ok(());
    }
    for entry in fs::read_dir(output).map_err(Fault::io(output))? {
        if entry.map_err(Fault::io(output))?.file_name() != KEPT {
            return Err(Fault::NotOurs { path: output.to_owned() });
        }
    }
    Ok(())
}

/// Removes the staging folders of runs that are gone, and brings back a site that was moved aside by one of them.
fn tidy(output: &Path, parent: &Path) -> Result<(), Fault> {
    let prefix = prefix(output);
    let Ok(entries) = fs::read_dir(parent) else { return Ok(()) };
    let ours = |it: &fs::DirEntry| it.file_name().to_string_lossy().starts_with(&prefix);
    let folders: Vec<PathBuf> =
        entries.filter_map(Result::ok).filter(ours).map(|it| it.path()).collect();
    for folder in folders.iter().filter(|it| it.is_dir()) {
        let Some(lock) = platform::lock_if_free(folder) else { continue };
        if platform::is_moved_aside(folder) && !output.exists() {
            fs::rename(folder, output).map_err(Fault::io(output))?;
        } else {
            let _ = fs::remove_dir_all(folder);
        }
        drop(lock);
    }
    Ok(())
}

fn same_bytes(path: &Path, bytes: &[u8]) -> bool {
    match fs::metadata(path) {
        Ok(it) if it.is_file() && it.len() == bytes.len() as u64 => {
            fs::read(path).is_ok_and(|it| it == bytes)
        }
        _ => false,
    }
}

fn modified(path: &Path) -> Option<std::time::SystemTime> {
    fs::metadata(path).and_then(|it| it.modified()).ok()
}

/// A number for names that must differ within one process.
fn next_number() -> usize {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[cfg(test)]
mod tests;
