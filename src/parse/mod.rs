//! Files → [`Archive`]: every file on its own, typed; every reference resolved, or told.
//!
//! In four steps, each needing the one before: the site with its indicators; schools and pairs; plans; records. Within
//! a step files are read in parallel, and nothing is read twice. No step fails: what is wrong is told with its place,
//! and the rest goes on.

mod access;
mod block;
mod cache;
mod config;
mod document;
mod filing;
mod layout;
mod ledger;
mod map_reader;
pub(crate) mod names;
mod numbers;
mod people;
mod plan;
mod record;
mod references;
mod sources;
pub(crate) mod values;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use block::{BlockText, block_text};
pub use cache::{CacheStorage, ParseCache};
pub use document::personal_data;
pub use layout::owner_folder;
pub use names::{ChartType, nearest_owned as nearest_name};

use crate::diagnostics::{self, Diagnostic, Problem, Severity, Span, Stray};
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::{
    Access, Archive, Detail, Digest, Pair, PairIx, Plan, PlanOwner, Record, RecordKind, School,
    SchoolIx, Sources,
};
use crate::source::Source;
use crate::syntax::text::nfc;
use crate::syntax::yaml::Found;
use crate::timings::{Phase, phase};
use cache::{EntryUpdate, Validity};
use config::Indicators;
use document::Document;
use layout::{Folder, Layout, Place, RecordFile, ending};
use references::{Incomplete, References};

/// What was read.
#[derive(Debug)]
pub struct Parsed {
    /// The archive, as far as it could be read.
    pub archive: Archive,
    /// Everything that is wrong so far, unsorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Files beside records that no ledger claims: a link may.
    pub loose: Vec<String>,
    /// access.yaml, when there is one.
    pub access: Option<Access>,
    /// sources.yaml, when there is one.
    pub sources: Option<Sources>,
}

/// The language of an archive, without reading its records. None: its site.yaml does not tell.
///
/// # Errors
/// Only when site.yaml cannot be read from its medium.
pub fn language(source: &dyn Source) -> Result<Option<Lang>, Error> {
    let layout = layout::layout(source.paths().into_iter(), &mut Vec::new());
    let Some(path) = layout.site else { return Ok(None) };
    let mut found = Vec::new();
    let node = document::yaml(&bounded(source, &path, document::MAX_RECORD)?, &mut found);
    Ok(node.map(|it| config::site(&it, &mut found).0.language))
}

/// Reads everything.
///
/// # Errors
/// Only when a file cannot be read from its medium.
pub fn archive(source: &dyn Source) -> Result<Parsed, Error> {
    archive_again(source, None)
}

/// Reads everything; of the records those whose files, by their stamps, are not as the memo holds them.
///
/// # Errors
/// Only when a file cannot be read from its medium.
pub fn archive_again(source: &dyn Source, memo: Option<&mut ParseCache>) -> Result<Parsed, Error> {
    let mut out = Vec::new();
    let layout = layout::layout(source.paths().into_iter(), &mut out);
    let (site, calendar, asked) = match &layout.site {
        Some(path) => in_file(path, &mut out, |found| {
            Ok(document::yaml(&bounded(source, path, document::MAX_RECORD)?, found)
                .map(|it| config::site(&it, found)))
        })?,
        None => {
            out.push(missing_file("content/site.yaml", names::SITE_FILE));
            None
        }
    }
    .unwrap_or_else(|| (config::no_site(), config::default_calendar(), None));
    let indicators = match &layout.indicators {
        Some(path) => in_file(path, &mut out, |found| {
            Ok(document::yaml(&bounded(source, path, document::MAX_RECORD)?, found)
                .map(|it| config::indicators(&it, path, found)))
        })?
        .unwrap_or_default(),
        None => Indicators::default(),
    };
    let errors = |out: &[Diagnostic], files: &[&Option<String>]| {
        let of_file = |it: &Diagnostic| files.iter().any(|file| file.as_deref() == Some(&*it.file));
        out.iter().any(|it| it.problem.severity() == Severity::Error && of_file(it))
    };
    let (terms, read) = (errors(&out, &[&layout.site]), errors(&out, &[&layout.indicators]));
    let before = diagnostics::count(&out).0;
    let schools = schools(source, &layout, &mut out)?;
    let nameless = diagnostics::count(&out).0 > before;
    let unsure = Incomplete { indicators: read, terms, schools: nameless, ..Incomplete::default() };
    let known = References::new(indicators, calendar, schools, unsure);
    let (pairs, pair_folders) = pairs(source, &layout, &known, &mut out)?;
    let all_read = pair_folders.len() == layout.pairs.len();
    let known = known.with_pairs(pairs, all_read);
    let numbering = match (&layout.site, asked) {
        (Some(path), Some(asked)) => {
            Some(in_file(path, &mut out, |found| Ok(asked.resolved(&known, found)))?)
        }
        _ => None,
    };
    let numbers = match &layout.numbers {
        Some(path) => in_file(path, &mut out, |found| {
            Ok(numbers::numbers(&bounded(source, path, numbers::MAX_NUMBERS)?, found))
        })?,
        None => Vec::new(),
    };
    let access = match &layout.access {
        Some(path) => in_file(path, &mut out, |found| {
            let node = document::yaml(&bounded(source, path, document::MAX_RECORD)?, found);
            // A file that cannot be read gives nobody anything.
            Ok(node.map(|it| access::access(&it, &known, found)).unwrap_or_default())
        })
        .map(Some)?,
        None => None,
    };
    let sources = match &layout.sources {
        Some(path) => in_file(path, &mut out, |found| {
            let node = document::yaml(&bounded(source, path, document::MAX_RECORD)?, found);
            Ok(node.map(|it| sources::sources(&it, path, found)))
        })?,
        None => None,
    };
    let mut files = Sorted::new(&layout, &known, &pair_folders);
    let wanted = files.plans.len();
    let plans = plans(source, std::mem::take(&mut files.plans), &known, &mut out)?;
    let all_read = plans.len() == wanted;
    orphans(source, &files.orphans, &known, &mut out)?;
    let known = known.with_plans(plans, all_read);
    let records = records(source, files.records, &layout, &known, memo, &mut out)?;
    let loose = loose(&layout, &records, &out);
    let References {
        indicators: Indicators { list, measures, .. },
        calendar,
        schools,
        pairs,
        plans,
        ..
    } = known;
    let archive = Archive {
        site,
        calendar,
        measures,
        indicators: list,
        schools,
        pairs,
        plans,
        records,
        numbering,
        numbers,
    };
    Ok(Parsed { archive, diagnostics: out, loose, access, sources })
}

/// What a file that nobody claims is told.
#[must_use]
pub fn unclaimed(path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    Diagnostic::new(
        path,
        Span::first(),
        Problem::StrayFile(ending(name).unwrap_or(Stray::Unclaimed)),
    )
}

/// The bytes of a file. Of one over the limit only so many zeros that it is seen to be too large: it is never read.
fn bounded(source: &dyn Source, path: &str, limit: usize) -> Result<Vec<u8>, Error> {
    match source.size(path) {
        Some(size) if (limit as u64) < size => Ok(vec![0; limit + 1]),
        _ => source.bytes(path),
    }
}

fn in_file<T>(
    path: &str,
    out: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Vec<Found>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut found = Vec::new();
    let value = read(&mut found)?;
    out.extend(found.into_iter().map(|(span, problem)| Diagnostic::new(path, span, problem)));
    Ok(value)
}

fn missing_file(path: &str, file: crate::diagnostics::Key) -> Diagnostic {
    Diagnostic::new(path, Span::first(), Problem::MissingFile { file })
}

/// Reads many files in parallel; results and problems in the order of the items.
fn in_parallel<I: Send, T: Send>(
    items: Vec<I>,
    out: &mut Vec<Diagnostic>,
    read: impl Fn(I) -> Result<(T, Vec<Diagnostic>), Error> + Sync + Send,
) -> Result<Vec<T>, Error> {
    let results: Vec<Result<(T, Vec<Diagnostic>), Error>> =
        items.into_par_iter().with_min_len(16).map(|it| phase(Phase::Parse, || read(it))).collect();
    let mut values = Vec::with_capacity(results.len());
    for result in results {
        let (value, diagnostics) = result?;
        values.push(value);
        out.extend(diagnostics);
    }
    Ok(values)
}

fn schools(
    source: &dyn Source,
    layout: &Layout,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<School>, Error> {
    let folders: Vec<(&String, &Folder)> = layout.schools.iter().collect();
    in_parallel(folders, out, |(id, folder)| {
        let Some(path) = &folder.file else {
            let path = format!("{}/school.yaml", folder.path);
            return Ok((
                people::nameless_school(id, &path),
                vec![missing_file(&path, names::SCHOOL_FILE)],
            ));
        };
        let mut told = Vec::new();
        let school = in_file(path, &mut told, |found| {
            Ok(document::yaml(&bounded(source, path, document::MAX_RECORD)?, found)
                .map(|it| people::school(&it, id, path, found)))
        })?;
        Ok((school.unwrap_or_else(|| people::nameless_school(id, path)), told))
    })
}

/// The pairs that could be read, and which folder became which of them.
fn pairs(
    source: &dyn Source,
    layout: &Layout,
    known: &References,
    out: &mut Vec<Diagnostic>,
) -> Result<(Vec<Pair>, BTreeMap<String, PairIx>), Error> {
    let folders: Vec<(&String, &Folder)> = layout.pairs.iter().collect();
    let read = in_parallel(folders, out, |(folder, entry)| {
        let Some(path) = &entry.file else {
            return Ok((
                None,
                vec![missing_file(&format!("{}/pair.yaml", entry.path), names::PAIR_FILE)],
            ));
        };
        let id = nfc(entry.path.strip_prefix("content/").unwrap_or(&entry.path));
        let mut told = Vec::new();
        let pair = in_file(path, &mut told, |found| {
            let node = document::yaml(&bounded(source, path, document::MAX_RECORD)?, found);
            Ok(node.and_then(|it| people::pair(&it, (id, folder, path), known, found)))
        })?;
        Ok((pair, told))
    })?;
    let mut pairs: Vec<Pair> = read.into_iter().flatten().collect();
    pairs.sort_by(|a, b| a.id.cmp(&b.id));
    let folders =
        pairs.iter().enumerate().map(|(at, it)| (it.folder.clone(), PairIx(at))).collect();
    Ok((pairs, folders))
}

/// The files of plans and of records, each with whose it is.
struct Sorted<'l> {
    plans: Vec<(&'l RecordFile, PlanOwner)>,
    /// Plans of pairs that cannot be read: only checked.
    orphans: Vec<&'l RecordFile>,
    records: Vec<(&'l RecordFile, SchoolIx, RecordKind)>,
}

impl<'l> Sorted<'l> {
    fn new(layout: &'l Layout, known: &References, pairs: &BTreeMap<String, PairIx>) -> Sorted<'l> {
        let schools: FxHashMap<&str, SchoolIx> =
            known.schools.iter().enumerate().map(|(at, it)| (&*it.id, SchoolIx(at))).collect();
        let school = |id: &String| schools.get(id.as_str()).copied();
        let mut sorted = Sorted { plans: Vec::new(), orphans: Vec::new(), records: Vec::new() };
        for file in &layout.records {
            match &file.place {
                Place::ArchivePlan => sorted.plans.push((file, PlanOwner::Archive)),
                Place::SchoolPlan(id) => {
                    sorted.plans.extend(school(id).map(|it| (file, PlanOwner::School(it))))
                }
                Place::PairPlan(id) => match pairs.get(id) {
                    Some(pair) => sorted.plans.push((file, PlanOwner::Pair(*pair))),
                    None => sorted.orphans.push(file),
                },
                Place::Record(id, kind) => {
                    sorted.records.extend(school(id).map(|it| (file, it, *kind)))
                }
            }
        }
        sorted
    }
}

fn document(
    source: &dyn Source,
    file: &RecordFile,
    found: &mut Vec<Found>,
) -> Result<Option<Document>, Error> {
    Ok(document_of(&bounded(source, &file.path, document::MAX_RECORD)?, file, found))
}

fn document_of(bytes: &[u8], file: &RecordFile, found: &mut Vec<Found>) -> Option<Document> {
    document::front_matter(bytes, found).map(|(front, body)| Document {
        id: file.id.clone(),
        file: file.path.clone(),
        front,
        body,
        attachments: file.attachments.clone(),
    })
}

fn plans(
    source: &dyn Source,
    files: Vec<(&RecordFile, PlanOwner)>,
    known: &References,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Plan>, Error> {
    let read = in_parallel(files, out, |(file, owner)| {
        let mut told = Vec::new();
        let plan = in_file(&file.path, &mut told, |found| {
            Ok(document(source, file, found)?.and_then(|it| plan::plan(&it, owner, known, found)))
        })?;
        Ok((plan, told))
    })?;
    Ok(read.into_iter().flatten().collect())
}

/// Tells what is wrong with the plans of pairs that cannot be read, as far as it does not follow from that.
fn orphans(
    source: &dyn Source,
    files: &[&RecordFile],
    known: &References,
    out: &mut Vec<Diagnostic>,
) -> Result<(), Error> {
    for file in files {
        let mut told = Vec::new();
        in_file(&file.path, &mut told, |found| {
            Ok(document(source, file, found)?
                .and_then(|it| plan::plan(&it, PlanOwner::Archive, known, found)))
        })?;
        let follows = |it: &Problem| {
            matches!(it, Problem::ScopeNeedsPair { .. } | Problem::AcrossNeeded { .. })
        };
        out.extend(told.into_iter().filter(|it| !follows(&it.problem)));
    }
    Ok(())
}

fn records(
    source: &dyn Source,
    files: Vec<(&RecordFile, SchoolIx, RecordKind)>,
    layout: &Layout,
    known: &References,
    memo: Option<&mut ParseCache>,
    out: &mut Vec<Diagnostic>,
) -> Result<Vec<Arc<Record>>, Error> {
    let loose_beside = |file: &str| {
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let in_folder = |it: &&String| it.rsplit_once('/').is_some_and(|(of, _)| of == folder);
        let start = layout.loose.partition_point(|it| it.as_str() < folder);
        layout.loose[start..]
            .iter()
            .take_while(|it| it.starts_with(folder))
            .filter(in_folder)
            .cloned()
            .collect::<Vec<_>>()
    };
    let beside = |file: &RecordFile, kind| match (kind, file.attachments.is_empty()) {
        (RecordKind::Ledger, true) => loose_beside(&file.path),
        (RecordKind::Ledger, false) => file.attachments.clone(),
        _ => Vec::new(),
    };
    let Some(memo) = memo else {
        let read = in_parallel(files, out, |(file, school, kind)| {
            let beside = beside(file, kind);
            record_of(source, (file, school, kind), beside, known).map(|it| (it.record, it.told))
        })?;
        return Ok(read.into_iter().flatten().collect());
    };
    memo.of(known.digest());
    let paths: Vec<&str> = files.iter().map(|it| it.0.path.as_str()).collect();
    let memo_now = &*memo;
    let again = |path: &str| bounded(source, path, ledger::MAX_TABLE);
    let read = in_parallel(files, out, |(file, school, kind)| {
        let beside = beside(file, kind);
        let from = Digest::of(&cache::From { file, school, kind, beside: &beside });
        if let Some(held) = memo_now.find(&file.path) {
            let fresh = match held.holds(from, source, &again)? {
                Validity::Same => Some(EntryUpdate::Same),
                Validity::Restamped(reads) => {
                    let held = cache::CacheEntry { reads, ..held.clone().into_owned() };
                    Some(memo_now.fresh(&file.path, Cow::Owned(held)))
                }
                Validity::No => None,
            };
            if let Some(fresh) = fresh {
                return Ok(match held {
                    Cow::Owned(it) => ((it.record, fresh), it.told),
                    Cow::Borrowed(it) => ((it.record.clone(), fresh), it.told.clone()),
                });
            }
        }
        let Read { record, told, files } = record_of(source, (file, school, kind), beside, known)?;
        let stamped = |(path, digest): (String, Digest)| cache::ReadFile {
            stamp: source.stamp(&path),
            path,
            digest,
        };
        let reads = files.into_iter().map(stamped).collect();
        let kept = cache::CacheEntry { from, reads, record, told };
        let fresh = memo_now.fresh(&file.path, Cow::Borrowed(&kept));
        Ok(((kept.record, fresh), kept.told))
    })?;
    let (records, fresh): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    memo.keep(&paths, fresh);
    Ok(records.into_iter().flatten().collect())
}

/// A record that was read.
struct Read {
    record: Option<Arc<Record>>,
    told: Vec<Diagnostic>,
    /// The files that it was read from, and what they held.
    files: Vec<(String, Digest)>,
}

/// Reads a record; `beside` are the files that a ledger may claim.
fn record_of(
    source: &dyn Source,
    (file, school, kind): (&RecordFile, SchoolIx, RecordKind),
    beside: Vec<String>,
    known: &References,
) -> Result<Read, Error> {
    let mut told = Vec::new();
    let mut of_tables = Vec::new();
    let files = RefCell::new(Vec::new());
    let read = |path: &str, limit: usize| {
        let bytes = bounded(source, path, limit)?;
        files.borrow_mut().push((path.to_owned(), Digest::of_bytes(&bytes)));
        Ok(bytes)
    };
    let bytes = |path: &str| read(path, ledger::MAX_TABLE);
    let record = in_file(&file.path, &mut told, |found| {
        let bytes_of_record = read(&file.path, document::MAX_RECORD)?;
        let Some(document) = document_of(&bytes_of_record, file, found) else { return Ok(None) };
        if kind != RecordKind::Ledger {
            return Ok(record::record(document, kind, school, known, found));
        }
        let reading = ledger::Reading { known, school, beside: &beside, bytes: &bytes };
        reading.ledger(document, found, &mut of_tables)
    })?;
    told.extend(of_tables);
    Ok(Read { record: record.map(Arc::new), told, files: files.into_inner() })
}

/// The files beside records that no ledger claims. Tables beside a ledger that could not be read may be its own.
fn loose(layout: &Layout, records: &[Arc<Record>], out: &[Diagnostic]) -> Vec<String> {
    let tables: BTreeSet<&str> = records
        .iter()
        .filter_map(|it| match &it.detail {
            Detail::Ledger(ledger) => Some(ledger.table.as_str()),
            _ => None,
        })
        .collect();
    let folder =
        |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let wrong: BTreeSet<&str> = out
        .iter()
        .filter(|it| it.problem.severity() == Severity::Error)
        .map(|it| &*it.file)
        .collect();
    let is_ledger = |it: &&RecordFile| matches!(it.place, Place::Record(_, RecordKind::Ledger));
    let read: BTreeSet<&str> = records.iter().map(|it| it.file.as_str()).collect();
    let unread = layout
        .records
        .iter()
        .filter(is_ledger)
        .filter(|it| wrong.contains(&*it.path) || !read.contains(&*it.path));
    let unread: BTreeSet<String> = unread.map(|it| folder(&it.path)).collect();
    let is_table = |it: &str| it.to_lowercase().ends_with(".csv") && unread.contains(&folder(it));
    layout
        .loose
        .iter()
        .filter(|it| !tables.contains(it.as_str()) && !is_table(it))
        .cloned()
        .collect()
}
