//! What the last build made, and of what: so that a build after which nothing but the texts of a few records has changed
//! makes only their pages, and is byte for byte what a build of everything would make.
//!
//! What a page says comes from the archive, the day, the theme, the files beside records and the program. All of that is
//! digested, the texts of records apart: those stand on the records' own pages, on paper, and in the search, nowhere
//! else. (Who handed in a file is told on its own page only, so it goes with the text.)

use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::thread::JoinHandle;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::build::{Made, Making};
use super::cache::{Cache, program};
use super::publish::{Outcome, leaks};
use crate::fault::Fault;
use crate::model::{Digest, Digester, Provenance, Record, RecordIx};
use crate::pages::{Finder, Published, Site};
use crate::search;
use crate::timings::{Phase, during, during_of};
use crate::write::{Inventory, Mirror};

const MARK: &[u8] = b"guidang site 1\n";
/// Where what is kept of sites lies, and the file that says of which one.
const SITES: &str = "sites";
const OF: &str = "of";
/// With more changed texts than this everything is made anew.
const FEW: usize = 64;

/// The last build of one site.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Last {
    shared: Digest,
    /// Of each record, in their order.
    own: Vec<Digest>,
    /// The files beside records, as they were published.
    attached: Vec<(String, Published)>,
    /// Pictures that a blank one stands for.
    broken: Vec<String>,
    pages: usize,
    charts: usize,
    /// Bytes of titles and texts that the search holds.
    searched: usize,
    inventory: Inventory,
}

/// What a build says of itself, to be kept.
pub(super) struct Done<'d> {
    pub(super) attached: Vec<(String, Published)>,
    pub(super) broken: &'d [String],
    pub(super) pages: usize,
    pub(super) charts: usize,
    pub(super) searched: usize,
}

/// What an archive is as a site is made of it.
pub(super) struct Inputs {
    shared: Digest,
    own: Vec<Digest>,
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
    /// None: there is something of which it cannot be told whether it has changed.
    pub(super) fn of(
        making: &Making<'_>,
        site: &Site<'_>,
        provenance: &Provenance,
    ) -> Option<Inputs> {
        let (checked, theme) = (making.checked, making.theme);
        if checked.federation.is_some() || making.is_part {
            return None;
        }
        let stamps: Option<Vec<_>> = site
            .attachments()
            .into_iter()
            .map(|(path, from)| Some((path, making.source.stamp(&from)?)))
            .collect();
        let archive = &checked.archive;
        let digests: Vec<(Digest, Digest)> = archive
            .records
            .par_iter()
            .with_min_len(64)
            .map(|it| (Digest::of(&Outward(it)), own(it, provenance)))
            .collect();
        let (outward, own): (Vec<Digest>, Vec<Digest>) = digests.into_iter().unzip();
        let mut shared = Digester::default();
        (program(), theme.digest(), making.drafts, checked.readings.as_of).hash(&mut shared);
        (&archive.site, &archive.calendar, &archive.measures, &archive.indicators)
            .hash(&mut shared);
        (&archive.schools, &archive.pairs, &archive.plans).hash(&mut shared);
        (&archive.numbering, &archive.numbers, &checked.seals).hash(&mut shared);
        (outward, stamps?).hash(&mut shared);
        if let Provenance::Unknown(why) = provenance {
            why.hash(&mut shared);
        }
        Some(Inputs { shared: shared.end(), own })
    }
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

    /// Keeps what was built, and a mirror of it.
    pub(super) fn remember(&self, inputs: Inputs, done: Done<'_>) {
        let made = self.mirror.as_ref().and_then(|it| during(Phase::Write, || it.make()));
        let Some(inventory) = made else { return };
        self.keeper.tidy();
        self.keeper.save(&Last {
            shared: inputs.shared,
            own: inputs.own,
            attached: done.attached,
            broken: done.broken.to_vec(),
            pages: done.pages,
            charts: done.charts,
            searched: done.searched,
            inventory,
        });
    }

    /// Makes the pages of those records whose texts have changed, where nothing else has. None: all is to be made anew,
    /// and nothing was touched.
    pub(super) fn patch(
        &mut self,
        inputs: &Inputs,
        site: &mut Site<'_>,
        making: &Making<'_>,
    ) -> Result<Option<Made>, Fault> {
        let (Some(last), Some(mirror)) = (self.last.take(), &self.mirror) else {
            return Ok(None);
        };
        if last.shared != inputs.shared || last.own.len() != inputs.own.len() {
            return Ok(None);
        }
        let changed: Vec<RecordIx> = (0..last.own.len())
            .filter(|at| last.own[*at] != inputs.own[*at])
            .map(RecordIx)
            .collect();
        if FEW < changed.len() {
            return Ok(None);
        }
        site.attach(last.attached.iter().cloned().collect());
        let site = &*site;
        let pages = site.pages();
        let finder = Finder::new(site);
        let old = |path: &str| mirror.read(path);
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        let mut texts = Vec::new();
        let mut charts = last.charts;
        let mut found = Vec::new();
        let mut number = 0;
        for page in &pages {
            let is_found = finder.is_found(page);
            if page.record().is_some_and(|it| changed.contains(&it)) {
                let made =
                    during_of(Phase::Render, page.path(), || finder.render(page, making.theme));
                let (html, document) = made.map_err(Fault::from)?;
                found.extend(during(Phase::Privacy, || leaks(page.path(), &html)));
                let Some(before) = old(page.path()) else { return Ok(None) };
                charts = charts + charts_in(html.as_bytes()) - charts_in(&before);
                if before != html.as_bytes() {
                    files.push((page.path().to_owned(), html.into_bytes()));
                }
                texts.extend(document.map(|it| search::Changed {
                    number,
                    title: it.title,
                    text: it.text,
                }));
            }
            number += usize::from(is_found);
        }
        let patched = during(Phase::Search, || search::patch(number, last.searched, &texts, &old));
        let Some(search::Patched { files: of_search, size: searched }) = patched else {
            return Ok(None);
        };
        for (path, bytes) in of_search {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                found.extend(during(Phase::Privacy, || leaks(&path, text)));
            }
            files.push((path, bytes));
        }
        if !found.is_empty() {
            return Ok(Some(Made { pages: last.pages, charts, outcome: Outcome::Leaks(found) }));
        }
        let outcome = Outcome::Published { broken: last.broken.clone() };
        let made = Made { pages: last.pages, charts, outcome };
        if files.is_empty() {
            return Ok(Some(made));
        }
        if !self.forget() {
            return Ok(None);
        }
        let inventory = during(Phase::Write, || mirror.replace(last.inventory, &files))?;
        if let Some(inventory) = inventory {
            let own = inputs.own.clone();
            self.keeper.save(&Last { own, charts, searched, inventory, ..last });
        }
        Ok(Some(made))
    }
}

/// How many charts a page has.
pub(super) fn charts_in(html: &[u8]) -> usize {
    memchr::memmem::find_iter(html, "<svg class=\"chart").count()
}
