//! Half-copied files are left until they no longer change. A copying program writes for as long as a file grows, so an item
//! that was written to lately is looked at twice.

use std::path::Path;
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
}

/// Lists the items of all folders; waits once where one was written to lately.
pub(super) fn settled(folders: &[SchoolFolder]) -> Result<Settled, Error> {
    let first = list(folders)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let is_young = |item: &Item| now < u128::from(item.modified()) + u128::from(LATELY);
    if !first.iter().any(is_young) {
        return Ok(Settled { whole: first, unfinished: Vec::new() });
    }
    sleep(PAUSE);
    let mut settled = Settled::default();
    for item in list(folders)? {
        if !is_young(&item) || first.contains(&item) {
            settled.whole.push(item);
        } else {
            settled.unfinished.push(format!("{}/{}", item.folder.name, item.path));
        }
    }
    Ok(settled)
}

fn list(folders: &[SchoolFolder]) -> Result<Vec<Item>, Error> {
    let mut all = Vec::new();
    for folder in folders {
        match items::items(folder) {
            Ok(items) => all.extend(items),
            // The folder was removed in between.
            Err(_) if !Path::new(&folder.path).exists() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(all)
}
