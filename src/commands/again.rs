//! What the last build made, and of what: so that a build makes only what has changed since, and is byte for byte what a
//! build of everything would make.
//!
//! A page is what its template makes of its values: a page whose values have the digest that they had stays as it is. And
//! not all pages need be asked: one that rests on what it rested on (`pages/grounds.rs`) says what it said.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use serde::{Deserialize, Serialize};

use super::build::{Made, Making};
use super::cache::{Cache, program};
use super::fill::{Before, Fill, Filled, fill};
use super::publish::{Outcome, Publisher};
use crate::error::Error;
use crate::model::Digest;
use crate::output::{ShadowTree, TreeManifest};
use crate::site::{RecordDigest, Site, Theme};
use crate::timings::{Phase, phase};

const MARK: &[u8] = b"guidang site 3\n";
/// Where what is kept of sites lies, and the file that says of which one.
const SITES: &str = "sites";
const OF: &str = "of";

/// The last build of one site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Last {
    /// The program and the theme.
    makers: Digest,
    filled: Filled,
    inventory: TreeManifest,
}

/// Where the last build of a site is kept.
pub(super) struct Keeper {
    cache: Cache,
    folder: PathBuf,
    output: PathBuf,
    sources: Vec<PathBuf>,
}

/// The last build, looked at while the archive is checked.
pub(super) struct Looking(JoinHandle<Result<Seen, Error>>);

/// What was found.
pub(super) struct Seen {
    keeper: Keeper,
    /// None: another run has it, or it cannot be had.
    mirror: Option<ShadowTree>,
    /// None: there is nothing to go by.
    last: Option<Last>,
}

impl Keeper {
    pub(super) fn new(cache: &Cache, output: &Path, sources: Vec<PathBuf>) -> Keeper {
        let output = std::path::absolute(output).unwrap_or_else(|_| output.to_owned());
        let folder = cache.folder(SITES).join(format!("{:?}", Digest::of(&output)));
        Keeper { cache: cache.clone(), folder, output, sources }
    }

    /// Says of which site it is, and throws away what is kept of sites that are no more: a mirror keeps their files.
    fn tidy(&self) {
        let of = |folder: &Path| std::fs::read_to_string(folder.join(OF)).ok();
        let own = self.output.to_string_lossy();
        if of(&self.folder).as_deref() != Some(&own) {
            let _ = self.cache.keep(&self.folder.join(OF), own.as_bytes());
        }
        let Ok(entries) = std::fs::read_dir(self.cache.folder(SITES)) else { return };
        for folder in entries.flatten().map(|it| it.path()) {
            if of(&folder).is_none_or(|it| !Path::new(&it).exists()) {
                ShadowTree::discard(&folder);
            }
        }
    }

    /// Looks whether the site is as the last build left it, once the records are read: until then all threads have work.
    pub(super) fn look(self, read: Receiver<()>) -> Looking {
        Looking(std::thread::spawn(move || {
            let _ = read.recv();
            let (mirror, last) = self.find()?;
            Ok(Seen { keeper: self, mirror, last })
        }))
    }

    fn find(&self) -> Result<(Option<ShadowTree>, Option<Last>), Error> {
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        let Some(mirror) = ShadowTree::open(&self.folder, &self.output, &sources)? else {
            return Ok((None, None));
        };
        let last = self.load().filter(|it| phase(Phase::Write, || mirror.is_as(&it.inventory)));
        Ok((Some(mirror), last))
    }

    fn place(&self) -> PathBuf {
        self.folder.join("last")
    }

    fn load(&self) -> Option<Last> {
        let bytes = phase(Phase::Read, || std::fs::read(self.place()).ok())?;
        let (sum, rest) = bytes.strip_prefix(MARK)?.split_at_checked(16)?;
        if Digest::of_own(rest).bytes() != *sum {
            return None;
        }
        postcard::from_bytes(rest).ok()
    }

    fn save(&self, last: &Last) {
        let Ok(rest) = postcard::to_stdvec(last) else { return };
        let bytes = [MARK, &Digest::of_own(&rest).bytes(), &rest].concat();
        // That it could not be kept is no failure of the build.
        let _ = self.cache.keep(&self.place(), &bytes);
    }
}

impl Looking {
    /// What was found; none when the search broke down.
    pub(super) fn seen(self) -> Result<Option<Seen>, Error> {
        self.0.join().map_or(Ok(None), |seen| seen.map(Some))
    }
}

impl Seen {
    /// Puts the last build away, as the site is about to change; false where that cannot be done.
    pub(super) fn forget(&self) -> bool {
        let place = self.keeper.place();
        std::fs::remove_file(&place).is_ok() || !place.exists()
    }

    /// Keeps what was built, and a mirror of it.
    pub(super) fn remember(&self, theme: &Theme, filled: Filled) {
        let made = self.mirror.as_ref().and_then(|it| phase(Phase::Write, || it.make()));
        let Some(inventory) = made else { return };
        self.keeper.tidy();
        self.keeper.save(&Last { makers: makers(theme), filled, inventory });
    }

    /// Makes what has changed since the last build. None: that cannot be done, and the site is as it was. Then all is to be
    /// made anew, which also tells what is wrong, if anything is.
    pub(super) fn patch(
        &mut self,
        site: &mut Site<'_>,
        making: &Making<'_>,
        records: &[RecordDigest],
    ) -> Option<Made> {
        let (last, mirror) = (self.last.take()?, self.mirror.as_ref()?);
        let makers = makers(making.theme);
        if last.makers != makers {
            return None;
        }
        let read = |path: &str| mirror.read(path);
        let before = Before { filled: &last.filled, read: &read };
        let about_to = || self.forget();
        let change = mirror.change(last.inventory, &about_to);
        let publisher = Publisher::new(change, making.source, &making.photos);
        let Fill { filled, paths } =
            fill(&publisher, site, making, Some(records), Some(before)).ok()?;
        let (leaks, broken, mut change) = publisher.found();
        let (pages, charts) = (filled.pages(), filled.charts());
        if !leaks.is_empty() {
            return Some(Made { pages, charts, outcome: Outcome::Leaks(leaks) });
        }
        let (inventory, has_changed) = phase(Phase::Write, || {
            paths.map_or(Ok(()), |it| change.keep_only(&it))?;
            let has_changed = change.has_begun();
            Ok::<_, Error>((change.publish()?, has_changed))
        })
        .ok()?;
        if let Some(inventory) = inventory
            && (has_changed || filled != last.filled)
        {
            self.keeper.tidy();
            self.keeper.save(&Last { makers, filled, inventory });
        }
        Some(Made { pages, charts, outcome: Outcome::Published { broken } })
    }
}

/// What makes sites of archives.
fn makers(theme: &Theme) -> Digest {
    Digest::of(&(program(), theme.digest()))
}
