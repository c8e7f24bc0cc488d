//! What the last build made, and of what: so that a build makes only what has changed since, and is byte for byte what a
//! build of everything would make.
//!
//! A page is what its template makes of its values: a page whose values have the digest that they had stays as it is. And
//! not all pages need be asked: where nothing but the texts of records has changed, only those records' own pages can
//! have (who handed in a file is told there too); where nothing has that the pages of records rest on together
//! (`Site::grounds`), only those of the schools whose records changed, and the pages that are no record's.

use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::build::{Made, Making};
use super::cache::{Cache, program};
use super::fill::{Before, Fill, Filled, Touched, fill};
use super::publish::{Outcome, Publisher};
use crate::fault::Fault;
use crate::model::{Archive, Digest, Provenance, Record, RecordIx};
use crate::pages::Site;
use crate::timings::{Phase, during};
use crate::write::{Inventory, Mirror};

const MARK: &[u8] = b"guidang site 2\n";
/// Where what is kept of sites lies, and the file that says of which one.
const SITES: &str = "sites";
const OF: &str = "of";

/// The last build of one site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Last {
    inputs: Inputs,
    filled: Filled,
    inventory: Inventory,
}

/// What an archive is as a site is made of it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Inputs {
    /// The program and the theme.
    makers: Digest,
    /// Whether records and what is set for them are all that pages are made of.
    is_whole: bool,
    /// All but the texts of records.
    outward: Digest,
    /// What the pages of records rest on besides the records of their schools.
    grounds: Digest,
    /// Of each record, in their order: all but its text, and what its own pages alone tell.
    records: Vec<[Digest; 2]>,
}

/// Where the last build of a site is kept.
pub(super) struct Keeper {
    cache: Cache,
    folder: PathBuf,
    output: PathBuf,
    sources: Vec<PathBuf>,
}

/// The last build, looked at while the archive is checked.
pub(super) struct Looking(JoinHandle<Result<Seen, Fault>>);

/// What was found.
pub(super) struct Seen {
    keeper: Keeper,
    /// None: another run has it, or it cannot be had.
    mirror: Option<Mirror>,
    /// None: there is nothing to go by.
    last: Option<Last>,
}

impl Inputs {
    fn of(
        making: &Making<'_>,
        site: &Site<'_>,
        records: Vec<[Digest; 2]>,
        last: Option<&Inputs>,
    ) -> Inputs {
        let (checked, theme) = (making.checked, making.theme);
        let all: Vec<Digest> = records.iter().map(|it| it[0]).collect();
        let outward = Digest::of(&(site.settings(), making.drafts, all));
        let same = last.filter(|it| it.outward == outward);
        let grounds = same.map_or_else(|| site.grounds(), |it| it.grounds);
        Inputs {
            makers: Digest::of(&(program(), theme.digest())),
            is_whole: checked.federation.is_none() && !making.is_part,
            outward,
            grounds,
            records,
        }
    }

    /// What can differ from a site that was made of others by the same makers.
    fn touched(&self, before: &Inputs, archive: &Archive) -> Touched {
        let both = self.records.iter().zip(&before.records);
        let changed = both.enumerate().filter(|(_, (now, then))| now != then);
        let changed = changed.map(|it| RecordIx(it.0));
        let is_whole = self.is_whole && before.is_whole;
        if is_whole && self.outward == before.outward {
            Touched::Records(changed.collect())
        } else if is_whole && self.grounds == before.grounds {
            Touched::Schools(changed.map(|it| archive.record(it).school).collect())
        } else {
            Touched::Any
        }
    }
}

/// Of each record, in their order, what [`Inputs::records`] tells.
pub(super) fn of_records(archive: &Archive, provenance: &Provenance) -> Vec<[Digest; 2]> {
    let digests = |it: &Arc<Record>| [Digest::of(&Outward(it)), own(it, provenance)];
    archive.records.par_iter().with_min_len(64).map(digests).collect()
}

/// What a record's own pages say of it besides what others may say of it too.
fn own(record: &Record, provenance: &Provenance) -> Digest {
    let history = match provenance {
        Provenance::Known(files) => files.get(&record.file),
        Provenance::Unknown(_) => None,
    };
    Digest::of(&(&record.body, history))
}

/// All of a record but its text, and where it stands in its file.
struct Outward<'r>(&'r Record);

impl Hash for Outward<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        let Record {
            id,
            file,
            title,
            school,
            day,
            first_day,
            term,
            of_type,
            plan,
            pair,
            data,
            people,
            public_until,
            draft,
            correction,
            body: _,
            attachments,
            filing,
            at: _,
            detail,
        } = self.0;
        (id, file, title, school, day, first_day, term, of_type, plan, pair).hash(state);
        (data, people, public_until, draft, correction, attachments, filing, detail).hash(state);
    }
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
                Mirror::discard(&folder);
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

    fn find(&self) -> Result<(Option<Mirror>, Option<Last>), Fault> {
        let sources: Vec<&Path> = self.sources.iter().map(PathBuf::as_path).collect();
        let Some(mirror) = Mirror::open(&self.folder, &self.output, &sources)? else {
            return Ok((None, None));
        };
        let last = self.load().filter(|it| during(Phase::Write, || mirror.is_as(&it.inventory)));
        Ok((Some(mirror), last))
    }

    fn place(&self) -> PathBuf {
        self.folder.join("last")
    }

    fn load(&self) -> Option<Last> {
        let bytes = during(Phase::Read, || std::fs::read(self.place()).ok())?;
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
    pub(super) fn seen(self) -> Result<Option<Seen>, Fault> {
        self.0.join().map_or(Ok(None), |seen| seen.map(Some))
    }
}

impl Seen {
    /// Puts the last build away, as the site is about to change; false where that cannot be done.
    pub(super) fn forget(&self) -> bool {
        let place = self.keeper.place();
        std::fs::remove_file(&place).is_ok() || !place.exists()
    }

    /// What an archive is, to be compared with what it was.
    pub(super) fn inputs(
        &self,
        making: &Making<'_>,
        site: &Site<'_>,
        records: Vec<[Digest; 2]>,
    ) -> Inputs {
        Inputs::of(making, site, records, self.last.as_ref().map(|it| &it.inputs))
    }

    /// Keeps what was built, and a mirror of it.
    pub(super) fn remember(&self, inputs: Inputs, filled: Filled) {
        let made = self.mirror.as_ref().and_then(|it| during(Phase::Write, || it.make()));
        let Some(inventory) = made else { return };
        self.keeper.tidy();
        self.keeper.save(&Last { inputs, filled, inventory });
    }

    /// Makes what has changed since the last build. Where that cannot be done, `inputs` come back and the site is as it
    /// was: all is to be made anew, which also tells what is wrong, if anything is.
    pub(super) fn patch(
        &mut self,
        inputs: Inputs,
        site: &mut Site<'_>,
        making: &Making<'_>,
    ) -> Result<Made, Inputs> {
        let (Some(last), Some(mirror)) = (self.last.take(), &self.mirror) else {
            return Err(inputs);
        };
        if last.inputs.makers != inputs.makers {
            return Err(inputs);
        }
        let touched = inputs.touched(&last.inputs, &making.checked.archive);
        let read = |path: &str| mirror.read(path);
        let before = Before { filled: &last.filled, touched, read: &read };
        let about_to = || self.forget();
        let change = mirror.change(last.inventory, &about_to);
        let publisher = Publisher::new(change, making.source, &making.photos);
        let Ok(Fill { filled, paths }) = fill(&publisher, site, making, Some(before)) else {
            return Err(inputs);
        };
        let (leaks, broken, mut change) = publisher.found();
        let (pages, charts) = (filled.pages(), filled.charts());
        if !leaks.is_empty() {
            return Ok(Made { pages, charts, outcome: Outcome::Leaks(leaks) });
        }
        let published = during(Phase::Write, || {
            paths.map_or(Ok(()), |it| change.keep_only(&it))?;
            let has_changed = change.has_begun();
            Ok::<_, Fault>((change.publish()?, has_changed))
        });
        let Ok((inventory, has_changed)) = published else { return Err(inputs) };
        if let Some(inventory) = inventory
            && (has_changed || inputs != last.inputs || filled != last.filled)
        {
            self.keeper.tidy();
            self.keeper.save(&Last { inputs, filled, inventory });
        }
        Ok(Made { pages, charts, outcome: Outcome::Published { broken } })
    }
}
