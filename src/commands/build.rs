//! `guidang build`: the site, all or nothing.

use std::ffi::OsStr;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use super::check::exit;
use super::server;
use super::terminal::Terminal;
use super::{Again, Exit, read_archive_again, say, shown, timed};
use crate::cli::{Build, Globals};
use crate::diagnostics::{self, Diagnostic, Problem, Span};
use crate::engine::lint::Checked;
use crate::error::Error;
use crate::incremental::PhotoCache;
use crate::incremental::{
    BuildRecord, PendingBuild, PreviousBuild, RecordStorage, SiteCache, program_digest,
};
use crate::l10n::Lang;
use crate::model::{Day, Digest, Site as Settings};
use crate::output::Stage;
use crate::parse::ParseCache;
use crate::project::publish::{Outcome, Publisher};
use crate::project::render_site::{Before, Fill, Filled, fill};
use crate::project::{Origin, is_in_bag};
use crate::site::{Options, RecordDigest, Site, Theme};
use crate::source::Source;
use crate::timings::{self, Phase, phase};

pub(crate) fn run(
    build: &Build,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let origin = Origin::find(globals.root.as_deref(), build.git_tree.as_deref())?;
    if build.timings.is_some() {
        timings::start();
    }
    let exit = from(&origin, build, globals, terminal)?;
    if let (Some(trace), Some(report)) = (&build.timings, timings::report()) {
        timed::tell(&report, trace, terminal)?;
    }
    Ok(exit)
}

/// Builds what an origin holds.
fn from(
    origin: &Origin,
    build: &Build,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let cache = origin.build_cache();
    let output = output_of(build, origin.root());
    // What a revision holds has no times by which a change is seen.
    let kept = cache.filter(|_| matches!(origin, Origin::Folder(_)));
    let (mut memo, looking) = match kept {
        Some(cache) => {
            let keeper = SiteCache::new(&cache, &output, sources_of(origin));
            let (records, read) = RecordStorage::new(cache);
            (Some(ParseCache::on(Box::new(records), program_digest())), Some(keeper.validate(read)))
        }
        None => (None, None),
    };
    let again = memo.as_mut().map(|memo| Again { memo, tree: None });
    let Prepared { source, checked, theme } =
        prepare_again(origin, build.as_of, globals, terminal, again)?;
    drop(memo);
    terminal.diagnostics(&checked.diagnostics, &*source);
    let counts = terminal.counts(&checked.diagnostics);
    let (Exit::Done, Some(theme)) = (exit(&checked.diagnostics, build.strict), theme) else {
        terminal.note(&nothing_built(terminal.lang, &counts, &output));
        return Ok(Exit::ContentErrors);
    };
    if is_in_bag(origin.root()) && within(&output, origin.root()) {
        terminal.note(say(
            terminal.lang,
            "提醒：网页写进了档案包里，这个档案包会因此核对不过；请用-o输出到别处",
            "note: the pages go into the bag itself, which is then no longer whole; use -o",
        ));
    }
    let making = Making {
        origin,
        source: &*source,
        checked: &checked,
        theme: &theme,
        drafts: build.drafts,
        photos: origin.photo_cache(),
        is_part: origin.note()?.is_some(),
        looking,
    };
    let made = write(&output, making)?;
    match &made.outcome {
        Outcome::Leaks(leaks) => {
            terminal.diagnostics(leaks, &*source);
            terminal.note(&nothing_built(terminal.lang, &terminal.counts(leaks), &output));
            return Ok(Exit::ContentErrors);
        }
        Outcome::Published { broken } => tell_broken(broken, terminal),
    }
    let index = output.join("index.html");
    let (time, place) = (terminal.time(), shown(&index));
    let records = checked.archive.records.len() + checked.archive.plans.len();
    terminal.note(&match terminal.lang {
        Lang::Zh => format!(
            "生成了{}个页面（{records}条记录，{}幅图表），{counts}，用时{time}",
            made.pages, made.charts
        ),
        Lang::En => format!(
            "built {} pages ({records} records, {} charts), {counts}, in {time}",
            made.pages, made.charts
        ),
    });
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("请用浏览器打开：{place}\n"),
        Lang::En => format!("open it in a browser: {place}\n"),
    })?;
    if build.open {
        open(index.as_ref());
    }
    if matches!(origin, Origin::Folder(_)) {
        // The program ends: to give back every small piece by itself takes longer than some builds.
        std::mem::forget((source, checked, theme));
    }
    Ok(Exit::Done)
}

/// An archive as it was read and judged, and the theme that its site names.
pub(crate) struct Prepared {
    pub(crate) source: Box<dyn Source>,
    pub(crate) checked: Checked,
    /// None when there is no such theme; that is among the diagnostics.
    pub(crate) theme: Option<Theme>,
}

/// Everything before the writing.
pub(crate) fn prepare(
    origin: &Origin,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Prepared, Error> {
    prepare_again(origin, as_of, globals, terminal, None)
}

/// The same; of the records only those that changed since the memo was made are read.
pub(crate) fn prepare_again(
    origin: &Origin,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
    again: Option<Again<'_>>,
) -> Result<Prepared, Error> {
    // Which theme it is stands in the archive; nearly always it is the one that is part of the program.
    let builtin = std::thread::spawn(|| Theme::load(BUILTIN, Vec::new()));
    let (source, mut checked) = read_archive_again(origin, as_of, globals, terminal, again)?;
    let (theme, in_theme) = match theme_files(origin, &checked.archive.site)? {
        None if checked.archive.site.theme == "default" => {
            let theme = builtin.join().unwrap_or_else(|_| Theme::load(BUILTIN, Vec::new()));
            (Some(theme?), Vec::new())
        }
        files => theme_of(files, &checked.archive.site)?,
    };
    checked.diagnostics.extend(in_theme);
    diagnostics::sort(&mut checked.diagnostics);
    Ok(Prepared { source, checked, theme })
}

/// Names the pictures that are not shown.
pub(crate) fn tell_broken(broken: &[String], terminal: &Terminal) {
    for picture in broken {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("{picture}：图片已损坏，网站里用空白图代替，请换一张"),
            Lang::En => {
                format!("{picture}: a broken picture; a blank one stands for it, put another")
            }
        });
    }
}

/// `guidang hook post-receive`: publishes the protected branch where the repository says.
pub(crate) fn post_receive(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let server = server::Server::here()?;
    let Some(output) = server.repository.setting(server::PUBLISH) else { return Ok(Exit::Done) };
    if !server.is_told_of_protected()? {
        return Ok(Exit::Done);
    }
    let build = Build { output: Some(output.into()), ..Build::default() };
    let mut built = None;
    // Another push may come while this one is built: the site must not stay behind it.
    while let Some(tip) = server.tip().filter(|it| built.as_ref() != Some(it)) {
        let origin = Origin::Revision {
            repository: server.repository.clone(),
            prefix: server.prefix.clone(),
            revision: tip.clone(),
        };
        from(&origin, &build, globals, terminal)?;
        built = Some(tip);
    }
    Ok(Exit::Done)
}

fn nothing_built(lang: Lang, counts: &str, output: &Path) -> String {
    match (lang, output.join(crate::output::MARKER).exists()) {
        (Lang::Zh, true) => format!("{counts}。没有生成，原来的网站没有改动"),
        (Lang::Zh, false) => format!("{counts}。没有生成"),
        (Lang::En, true) => {
            format!("{counts}. Nothing was built; the site of before is unchanged")
        }
        (Lang::En, false) => format!("{counts}. Nothing was built"),
    }
}

/// What was made.
pub(crate) struct Made {
    pub(crate) pages: usize,
    pub(crate) charts: usize,
    pub(crate) outcome: Outcome,
}

/// Whether a place that may not exist yet lies in a folder.
fn within(place: &Path, folder: &Path) -> bool {
    let real = |it: &Path| std::path::absolute(it).unwrap_or_else(|_| it.to_owned());
    real(place).starts_with(real(folder))
}

/// What a site must not be put into.
fn sources_of(origin: &Origin) -> Vec<PathBuf> {
    match origin {
        Origin::Folder(root) => ["content", "themes"].map(|it| root.join(it)).into(),
        Origin::Revision { .. } => Vec::new(),
    }
}

fn output_of(build: &Build, root: &Path) -> PathBuf {
    build.output.clone().unwrap_or_else(|| root.join("output"))
}

/// All that a site is made of.
pub(crate) struct Making<'a> {
    pub(crate) origin: &'a Origin,
    pub(crate) source: &'a dyn Source,
    pub(crate) checked: &'a Checked,
    pub(crate) theme: &'a Theme,
    pub(crate) drafts: bool,
    pub(crate) photos: PhotoCache,
    /// Whether it is a part of an archive that came out of a bag.
    pub(crate) is_part: bool,
    /// The last build, which is being looked for; none: everything is built, and nothing kept.
    pub(crate) looking: Option<PendingBuild<Filled>>,
}

/// Renders the site straight into a staging folder, a page at a time, and publishes it whole; or makes only what has
/// changed since the last time.
pub(crate) fn write(output: &Path, mut making: Making<'_>) -> Result<Made, Error> {
    let looking = making.looking.take();
    let Making { origin, source, checked, drafts, photos, .. } = &making;
    let provenance = origin.provenance();
    let sources = sources_of(origin);
    let sources: Vec<&Path> = sources.iter().map(PathBuf::as_path).collect();
    let options = Options {
        drafts: *drafts,
        seals: &checked.seals,
        provenance: Some(&provenance),
        federation: checked.federation.as_ref(),
    };
    // Not given back piece by piece: the program ends soon after.
    let mut site = ManuallyDrop::new(phase(Phase::Map, || {
        Site::new(&checked.archive, &checked.readings, &checked.blocks, options)
    }));
    let records = looking
        .is_some()
        .then(|| phase(Phase::Check, || RecordDigest::all(&checked.archive, &provenance)));
    let records = records.as_deref();
    let mut seen = looking.map(PendingBuild::wait).transpose()?.flatten();
    if let (Some(seen), Some(records)) = (&mut seen, records)
        && let Some(made) = patch(seen, &mut site, &making, records)
    {
        return Ok(made);
    }
    let stage = Stage::open(output, &sources)?;
    if let Some(seen) = &seen {
        seen.forget();
    }
    let publisher = Publisher::new(stage, *source, photos);
    let Fill { filled, .. } = fill(&publisher, &mut site, &making, records, None)?;
    let outcome = publisher.publish()?;
    let (pages, charts) = (filled.pages(), filled.charts());
    if let (Some(seen), Outcome::Published { .. }) = (seen, &outcome) {
        seen.record_full_build(generator(making.theme), filled);
    }
    Ok(Made { pages, charts, outcome })
}

/// Makes what has changed since the last build. None: that cannot be done, and the site is as it was.
fn patch(
    previous: &mut PreviousBuild<Filled>,
    site: &mut Site<'_>,
    making: &Making<'_>,
    records: &[RecordDigest],
) -> Option<Made> {
    let record = previous.take_record()?;
    let shadow = previous.shadow()?;
    let generator = generator(making.theme);
    if record.generator != generator {
        return None;
    }
    let read = |path: &str| shadow.read(path);
    let before = Before { filled: &record.manifest, read: &read };
    let about_to = || previous.forget();
    let change = shadow.change(record.tree, &about_to);
    let publisher = Publisher::new(change, making.source, &making.photos);
    let Fill { filled, paths } =
        fill(&publisher, site, making, Some(records), Some(before)).ok()?;
    let (leaks, broken, mut change) = publisher.found();
    let (pages, charts) = (filled.pages(), filled.charts());
    if !leaks.is_empty() {
        return Some(Made { pages, charts, outcome: Outcome::Leaks(leaks) });
    }
    let (tree, has_changed) = phase(Phase::Write, || {
        paths.map_or(Ok(()), |paths| change.keep_only(&paths))?;
        let has_changed = change.has_begun();
        Ok::<_, Error>((change.publish()?, has_changed))
    })
    .ok()?;
    if let Some(tree) = tree
        && (has_changed || filled != record.manifest)
    {
        previous.record(&BuildRecord { generator, manifest: filled, tree });
    }
    Some(Made { pages, charts, outcome: Outcome::Published { broken } })
}

/// Digest of what makes sites of archives: the program and the theme.
fn generator(theme: &Theme) -> Digest {
    Digest::of(&(program_digest(), theme.digest()))
}

/// The theme that the site names: the built-in one, with the archive's `themes/<name>/` over it.
pub(crate) fn theme(
    origin: &Origin,
    site: &Settings,
) -> Result<(Option<Theme>, Vec<Diagnostic>), Error> {
    theme_of(theme_files(origin, site)?, site)
}

const BUILTIN: &str = "themes/default";

/// The files of an archive's theme: paths relative to its folder, and their bytes.
type Files = Vec<(String, Vec<u8>)>;

/// The theme of these files; none of both when there is no such theme.
fn theme_of(
    files: Option<Files>,
    site: &Settings,
) -> Result<(Option<Theme>, Vec<Diagnostic>), Error> {
    let Some(files) = files.or_else(|| (site.theme == "default").then(Vec::new)) else {
        let problem = Problem::NoTheme { found: site.theme.clone() };
        return Ok((None, vec![Diagnostic::new("content/site.yaml", Span::first(), problem)]));
    };
    let theme = Theme::load(&format!("themes/{}", site.theme), files)?;
    Ok((Some(theme), Vec::new()))
}

/// What lies in the folder of the theme that the site names; none when there is no such folder.
fn theme_files(origin: &Origin, site: &Settings) -> Result<Option<Files>, Error> {
    let folder = format!("themes/{}", site.theme);
    if !origin.has(&folder) {
        return Ok(None);
    }
    let tree = origin.open(&folder)?;
    let read = |path: &str| {
        let under = path.strip_prefix(&folder).unwrap_or(path).trim_start_matches('/').to_owned();
        Ok((under, tree.bytes(path)?))
    };
    tree.paths().into_iter().map(read).collect::<Result<_, Error>>().map(Some)
}

/// Opens a page in the reader's browser; that it could not is no failure of the build.
pub(crate) fn open(page: &OsStr) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    let _ = Process::new(opener).arg(page).spawn();
}
