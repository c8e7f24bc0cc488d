//! `guidang archive`: a bag of everything, a term or a school; written beside its place and put there when it is whole.
//!
//! The pages in the bag are built from the sources in the bag, by the same steps as `guidang build`: so whoever has
//! nothing but the bag gets the same pages, and a bag whose sources do not build is never written.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::load::{Announcement, load};
use super::new::{folder_of_school, unknown};
use super::terminal::Terminal;
use super::{Exit, seal, shown};
use crate::bagit::container::{Format, Store, pack};
use crate::bagit::{self, About, Algorithm, Kept, NOTE, Note, Sums, Wish};
use crate::cli::{Archive as Asked, Globals};
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::engine::progress;
use crate::error::{Error, Operation, UsageError};
use crate::l10n::{self, Lang, pick};
use crate::model::{Archive, Day, School, SchoolIx};
use crate::project::federation;
use crate::project::{
    BuildOptions, BuildOutcome, BuildReport, Origin, Project, Snapshot, build_observed,
};
use crate::source::Source;
use crate::syntax::text::nfc;

pub(super) fn run(
    asked: &Asked,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), asked.git_tree.as_deref())?;
    let snapshot = load(&project, None, globals, terminal)?;
    terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
    if snapshot.has_errors() {
        terminal.note(&nothing_written(&snapshot.diagnostics, terminal));
        return Ok(Exit::ContentErrors);
    }
    let plan = Plan::of(asked, project.origin(), &snapshot)?;
    let place = Place::of(asked, &plan, project.origin())?;
    let made = write(&place, &plan, &project, &*snapshot.source, globals, terminal);
    let made = made.map_err(|fault| match fault {
        // Nobody looks for the passing folder in which it was written.
        Error::Io {
            operation: Operation::Write | Operation::Stage | Operation::Swap | Operation::Save,
            source,
            ..
        } => Error::Io { operation: Operation::Pack, path: place.output.clone(), source },
        other => other,
    })?;
    let Some(made) = made else { return Ok(Exit::ContentErrors) };
    let (bytes, files) = made.oxum;
    let (records, time) = (made.records, terminal.time());
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("装入{records}条记录，{files}个文件，{bytes}字节，用时{time}"),
        Lang::En => format!("{records} records in {files} files of {bytes} bytes, in {time}"),
    });
    let output = shown(&place.output);
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("档案包：{output}\n"),
        Lang::En => format!("the bag: {output}\n"),
    })?;
    Ok(Exit::Done)
}

/// What is to be in the bag.
struct Plan<'a> {
    /// The files of the sources.
    files: Vec<&'a str>,
    /// What other archives published, where they are rolled up.
    counties: Vec<(String, Vec<u8>)>,
    /// How far they reach; none for everything.
    note: Option<Note>,
    /// `guidang-2024-07-05-2023-2024-2-shiyan`
    name: String,
    /// `云岭县结对帮扶档案，2023—2024学年第二学期`
    title: String,
    organisation: String,
    day: Day,
    revision: Option<String>,
}

impl<'a> Plan<'a> {
    fn of(asked: &Asked, origin: &Origin, snapshot: &'a Snapshot) -> Result<Plan<'a>, Error> {
        let archive = &snapshot.archive;
        let term = asked.term.as_deref().map(|it| seal::term(archive, it)).transpose()?;
        let school = asked.school.as_deref().map(|it| school(archive, it)).transpose()?;
        let wish = Wish { term, school };
        let day = wish.day(archive, snapshot.readings.as_of);
        let (mut left_out, mut untold) = (BTreeSet::new(), Vec::new());
        if wish != Wish::default() {
            let (readings, _) = progress::read(archive, day);
            let kept = bagit::kept(archive, &readings, &snapshot.blocks, wish);
            left_out = kept.left_out(archive);
            let rows = readings.completeness.iter().filter(|it| !kept.tells(it));
            untold = rows.map(|it| Note::key(archive, it)).collect();
            // A seal covers all schools of its term.
            let sealed =
                term.filter(|_| school.is_none()).map(|it| crate::engine::seal::path(archive, it));
            let others = snapshot.seals.iter().map(|it| it.path.as_str());
            left_out.extend(others.filter(|it| Some(*it) != sealed.as_deref()));
        }
        let term = term.map(|it| archive.calendar.term(it));
        let school = school.map(|it| archive.school(it));
        let part = |code: Option<&str>| code.map(|it| format!("-{it}")).unwrap_or_default();
        let code = term.map(|it| if it.code.is_empty() { it.name.as_str() } else { &it.code });
        let name = format!("guidang-{day}{}{}", part(code), part(school.map(|it| it.id.as_str())));
        let parts = term.map(|it| &it.name).into_iter().chain(school.map(|it| &it.name));
        let title = std::iter::once(&archive.site.title).chain(parts).map(String::as_str);
        let note = (wish != Wish::default()).then(|| Note {
            as_of: day.to_string(),
            term: term.map(|it| it.name.clone()),
            school: school.map(|it| it.id.clone()),
            // Of other terms and schools no row is shown anyway.
            untold: untold
                .iter()
                .filter(|it| term.is_none_or(|term| term.name == it.1))
                .filter(|it| {
                    school
                        .is_none_or(|school| school.id == it.0 || is_pair_of(archive, it.0, school))
                })
                .map(|it| (it.0.to_owned(), it.1.to_owned()))
                .collect(),
        });
        let sources = snapshot.sources.as_ref();
        Ok(Plan {
            counties: sources.map(|it| federation::published_files(it, origin)).unwrap_or_default(),
            files: snapshot
                .source
                .paths()
                .into_iter()
                .filter(|it| !left_out.contains(it))
                .collect(),
            note,
            name: nfc(&name),
            title: title.collect::<Vec<&str>>().join(pick(archive.site.language, "，", ", ")),
            organisation: archive.site.organisation.as_ref().unwrap_or(&archive.site.title).clone(),
            day,
            revision: origin.revision(),
        })
    }
}

fn is_pair_of(archive: &Archive, pair: &str, school: &School) -> bool {
    let at = archive.schools.iter().position(|it| it.id == school.id).map(SchoolIx);
    archive.pairs.iter().any(|it| it.id == pair && at.is_some_and(|at| it.holds(at)))
}

fn school(archive: &Archive, name: &str) -> Result<SchoolIx, Error> {
    let folder = folder_of_school(archive, name)?;
    let at = archive.schools.iter().position(|it| it.id == folder);
    at.map(SchoolIx).ok_or_else(|| unknown("学校", "school", name, std::iter::empty()))
}

/// Where the bag goes.
struct Place {
    output: PathBuf,
    parent: PathBuf,
    /// The bag's folder: the output's name without its ending.
    name: String,
    format: Format,
}

impl Place {
    fn of(asked: &Asked, plan: &Plan<'_>, origin: &Origin) -> Result<Place, Error> {
        let named = |it: &PathBuf| it.file_name().map(|it| Format::of(&it.to_string_lossy()));
        let format = asked.format.or_else(|| asked.output.as_ref().and_then(named));
        let format = format.unwrap_or(Format::Folder);
        let default = || PathBuf::from(format!("{}{}", plan.name, format.ending()));
        let output = asked.output.clone().unwrap_or_else(default);
        let absolute = std::path::absolute(&output).map_err(Error::io(Operation::Pack, &output))?;
        let (Some(parent), Some(file)) = (absolute.parent(), absolute.file_name()) else {
            return Err(UsageError::MountPoint { path: output }.into());
        };
        let is_there = absolute.symlink_metadata().is_ok();
        let is_empty = || fs::read_dir(&absolute).is_ok_and(|mut it| it.next().is_none());
        if is_there && !(format == Format::Folder && is_empty()) {
            return Err(exists(&output));
        }
        let file = nfc(&file.to_string_lossy());
        let name = [".zip", ".tar.zst", ".tzst"].iter().find_map(|it| file.strip_suffix(it));
        let name = name.filter(|it| format != Format::Folder && !it.is_empty()).unwrap_or(&file);
        if !bagit::is_portable(name) {
            return Err(not_portable(name));
        }
        fs::create_dir_all(parent).map_err(Error::io(Operation::Pack, &output))?;
        let parent = parent.canonicalize().map_err(Error::io(Operation::Pack, &output))?;
        if let Origin::Folder(root) = origin {
            for folder in ["content", "themes"].map(|it| root.join(it)) {
                if folder.canonicalize().is_ok_and(|it| parent.starts_with(it)) {
                    return Err(UsageError::Overlaps { output, sources: folder }.into());
                }
            }
        }
        Ok(Place { output, parent, name: name.to_owned(), format })
    }
}

/// What was made.
struct Made {
    records: usize,
    oxum: (u64, u64),
}

/// Makes the whole bag in a passing folder beside its place. None: its sources do not build, which was told.
fn write(
    place: &Place,
    plan: &Plan<'_>,
    project: &Project,
    source: &dyn Source,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Option<Made>, Error> {
    let passing = tempfile::Builder::new()
        .prefix(&format!(".{}.guidang-", place.name))
        .tempdir_in(&place.parent)
        .map_err(Error::io(Operation::Pack, &place.output))?;
    let folder = passing.path().join(&place.name);
    put(&folder, "bagit.txt", bagit::DECLARATION.as_bytes())?;
    let root = folder.join("data").join("source");
    sources(&root, plan, project.origin(), source)?;
    let copy = project.copied_to(root);
    let Some(snapshot) = site(&folder, &copy, globals, terminal)? else {
        return Ok(None);
    };
    let lang = snapshot.archive.site.language;
    let all = Kept::all(&snapshot.archive);
    put(&folder, "data/catalogue/catalogue.csv", &bagit::catalogue(&snapshot.archive, &all, lang))?;
    let oxum = tag_files(&folder, plan, lang)?;
    put_in_place(passing.path(), &folder, place, plan.day)?;
    let records = snapshot.record_count();
    Ok(Some(Made { records, oxum }))
}

/// Copies the sources as they are, under names in NFC.
fn sources(
    root: &Path,
    plan: &Plan<'_>,
    origin: &Origin,
    source: &dyn Source,
) -> Result<(), Error> {
    let mut taken = BTreeSet::new();
    let mut copy = |path: &str, source: &dyn Source| {
        let name = nfc(path);
        if !bagit::is_portable(&name) || !taken.insert(name.to_lowercase()) {
            return Err(not_portable(path));
        }
        match source.on_disk(path) {
            Some(from) => {
                let mut from = File::open(&from).map_err(Error::io(Operation::Read, &from))?;
                let to = root.join(&name);
                let mut file = create(&to)?;
                io::copy(&mut from, &mut file).map(drop).map_err(Error::io(Operation::Save, &to))
            }
            None => put(root, &name, &source.bytes(path)?),
        }
    };
    for path in &plan.files {
        copy(path, source)?;
    }
    if origin.has("themes") {
        let themes = origin.open("themes")?;
        for path in themes.paths() {
            copy(path, &*themes)?;
        }
    }
    for (path, bytes) in &plan.counties {
        let name = nfc(path);
        if !bagit::is_portable(&name) || !taken.insert(name.to_lowercase()) {
            return Err(not_portable(path));
        }
        put(root, &name, bytes)?;
    }
    match &plan.note {
        Some(note) => put(root, NOTE, &note.bytes()),
        None => Ok(()),
    }
}

/// Builds the pages from the sources in the bag. `None` means that they do not build.
fn site(
    folder: &Path,
    copy: &Project,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Option<Snapshot>, Error> {
    let options = BuildOptions::new(folder.join("data").join("site"));
    let mut announcement = Announcement::new(copy, globals, terminal);
    let BuildReport { snapshot, outcome } = build_observed(copy, &options, &mut announcement)?;
    let errors = match outcome {
        BuildOutcome::Published(summary) => {
            terminal.broken_pictures(&summary.broken_pictures);
            return Ok(Some(snapshot));
        }
        BuildOutcome::Leaks(leaks) => leaks,
        BuildOutcome::Refused => {
            let is_error = |problem: &&Diagnostic| problem.problem.severity() == Severity::Error;
            snapshot.diagnostics.iter().filter(is_error).cloned().collect()
        }
    };
    terminal.diagnostics(&errors, &*snapshot.source);
    terminal.note(&nothing_written(&errors, terminal));
    Ok(None)
}

/// Everything beside `data/`. Gives the bytes and files of the payload.
fn tag_files(folder: &Path, plan: &Plan<'_>, lang: Lang) -> Result<(u64, u64), Error> {
    let oxum = Store::Folder(folder.to_owned()).open()?.listing.payload();
    let about = About {
        organisation: &plan.organisation,
        title: &plan.title,
        identifier: &plan.name,
        day: plan.day.to_string(),
        revision: plan.revision.as_deref(),
        oxum,
    };
    put(folder, "bag-info.txt", bagit::info_text(&about).as_bytes())?;
    put(folder, "README.txt", bagit::leaflet(&plan.title, lang).as_bytes())?;
    manifests(folder, "manifest", |path| path.starts_with("data/"))?;
    manifests(folder, "tagmanifest", |path| !path.starts_with("data/"))?;
    Ok(oxum)
}

fn manifests(folder: &Path, kind: &str, takes: impl Fn(&str) -> bool) -> Result<(), Error> {
    let store = Store::Folder(folder.to_owned());
    let opened = store.open()?;
    let files = opened.listing.files.keys().filter(|it| takes(it));
    let wanted: BTreeMap<String, Vec<Algorithm>> =
        files.map(|it| (it.clone(), Algorithm::OURS.to_vec())).collect();
    let (sums, unread): (BTreeMap<String, Sums>, _) = store.sums(&opened, &wanted, None)?;
    if let Some(finding) = unread.first() {
        let why = l10n::bagit::message(finding, Lang::En);
        return Err(Error::io(Operation::Save, folder)(io::Error::other(why)));
    }
    for algorithm in Algorithm::OURS {
        let text = bagit::manifest_text(&sums, algorithm);
        put(folder, &format!("{kind}-{}.txt", algorithm.name()), text.as_bytes())?;
    }
    Ok(())
}

/// Packs the bag if it is to be one file, and gives it its name.
fn put_in_place(passing: &Path, folder: &Path, place: &Place, day: Day) -> Result<(), Error> {
    let fault = || Error::io(Operation::Save, &place.output);
    let to = std::path::absolute(&place.output).map_err(fault())?;
    let from = match place.format {
        Format::Folder => {
            let _ = fs::remove_dir(&to); // an empty one may be in the way
            folder.to_owned()
        }
        Format::Zip | Format::TarZst => {
            let packed = passing.join(format!("packed{}", place.format.ending()));
            pack(folder, &packed, place.format, (day.year(), day.month(), day.day()))?;
            packed
        }
    };
    if to.symlink_metadata().is_ok() {
        return Err(exists(&place.output)); // somebody was faster
    }
    fs::rename(&from, &to).map_err(fault())
}

fn put(folder: &Path, path: &str, bytes: &[u8]) -> Result<(), Error> {
    let path = folder.join(path);
    create(&path)?.write_all(bytes).map_err(Error::io(Operation::Save, &path))
}

fn create(path: &Path) -> Result<File, Error> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(Error::io(Operation::Save, folder))?;
    File::create_new(path).map_err(Error::io(Operation::Save, path))
}

fn nothing_written(diagnostics: &[Diagnostic], terminal: &Terminal) -> String {
    let counts = terminal.counts(diagnostics);
    match terminal.lang {
        Lang::Zh => format!("{counts}。没有做档案包"),
        Lang::En => format!("{counts}. No bag was written"),
    }
}

fn exists(output: &Path) -> Error {
    let path = output.display();
    Error::custom(
        format!("“{path}”已经存在，没有改动：档案包只新建，不覆盖。请用-o换一个位置。"),
        format!(
            "\"{path}\" exists already and was left alone: a bag is never overwritten. Choose another place with -o."
        ),
    )
}

fn not_portable(path: &str) -> Error {
    let path = diagnostics::visible(path);
    Error::custom(
        format!(
            "“{path}”这个名称不是每个系统都能用（或只差大小写、Unicode写法），不能放进档案包。请改名。"
        ),
        format!(
            "not every system can hold the name \"{path}\" (or tell it from another), so it cannot go into a bag. Rename it."
        ),
    )
}
