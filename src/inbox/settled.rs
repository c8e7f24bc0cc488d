//! Half-copied files are left until they no longer change. A copying program writes for as long as a file grows, so an item
//! that was written to lately is looked at twice.

use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::items::{self, Item, SchoolFolder};
use crate::error::Error;

/// An item that was written to within this time may still be written to.
const LATELY: u64 = 10_000;
/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(1500);

/// The items of some folders that are whole, and the names of those that are still being written.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) whole: Vec<Item>,
    pub(super) unfinished: Vec<String>,
    /// Folders that cannot be listed.
    pub(super) failed: Vec<(String, Error)>,
}

/// Lists the items of all folders; waits once where one was written to lately.
pub(super) fn settled(folders: &[SchoolFolder]) -> Settled {
    let first = list(folders);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let is_young = |item: &Item| now < u128::from(item.modified()) + u128::from(LATELY);
    if !first.whole.iter().any(is_young) {
        return first;
    }
    sleep(PAUSE);
    let known: BTreeSet<_> =
        first.whole.iter().map(|item| (item.on_disk(), &item.stamps)).collect();
    let second = list(folders);
    let mut settled = Settled { failed: second.failed, ..Settled::default() };
    for item in second.whole {
        if !is_young(&item) || known.contains(&(item.on_disk(), &item.stamps)) {
            settled.whole.push(item);
        } else {
            settled.unfinished.push(format!("{}/{}", item.folder.name, item.path));
        }
    }
    settled
}

fn list(folders: &[SchoolFolder]) -> Settled {
    let mut listed = Settled::default();
    for folder in folders {
        match items::items(folder) {
            Ok(items) => listed.whole.extend(items),
            // The folder was removed in between.
            Err(_) if !folder.path.exists() => {}
            Err(error) => listed.failed.push((folder.name.clone(), error)),
        }
    }
    listed
}
