//! What the commands do, with input and output: the outermost edge.

mod archive;
pub(crate) mod build;
mod changes;
mod check;
mod compare;
mod explain;
mod export;
mod fmt;
mod fmt_files;
mod hook;
mod hook_install;
mod init;
mod new;
mod number;
mod pdf;
mod preview;
mod seal;
mod serve;
mod server;
mod status;
mod terminal;
mod timed;
mod verify;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::bagit::Note;
use crate::cli::{self, Command, Globals, Hook};
use crate::diagnostics::{Diagnostic, Problem, Span, Stray};
use crate::engine::federation::Federation;
use crate::engine::lint::Checked;
use crate::error::Error;
use crate::l10n::Lang;
use crate::model::Day;
use crate::parse::{self, ParseCache};
use crate::project::Origin;
use crate::project::federation::read_federation;
use crate::source::FolderSource;
use crate::source::Source;
use crate::timings::{Phase, phase};
use terminal::Terminal;

/// How a command ended (INTERFACE.md §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    Done,
    ContentErrors,
}

/// Runs a command line (the program's name first).
#[must_use]
pub fn run(args: &[OsString]) -> ExitCode {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .iter()
        .find_map(|it| env::var(it).ok().filter(|it| !it.is_empty()));
    let guessed = cli::guess_lang(args, locale.as_deref());
    let (globals, command) = match cli::parse(args, guessed) {
        Ok(it) => it,
        Err(error) => {
            let help = !error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if help { 0 } else { 2 });
        }
    };
    let mut terminal =
        Terminal::new(globals.lang.unwrap_or(guessed), globals.quiet, globals.verbose);
    let done = match &command {
        Command::Init { dir, empty } => init::run(dir, *empty, &mut terminal),
        Command::New(new) => new::run(new, &globals, &mut terminal),
        Command::Check { format, strict, git_tree } => {
            check::run(*format, *strict, git_tree.as_deref(), &globals, &mut terminal)
        }
        Command::Explain { code } => explain::run(code.as_deref(), &terminal),
        Command::Schema { output } => explain::schemas(output, &terminal),
        Command::Completions(shell) => explain::completions(*shell, &terminal),
        Command::Man { output } => explain::man(output.as_deref(), &terminal),
        Command::Fmt(asked) => fmt::run(asked, &globals, &mut terminal),
        Command::Number { dry_run } => number::run(*dry_run, &globals, &mut terminal),
        Command::Seal(asked) => seal::run(asked, &globals, &mut terminal),
        Command::Hook(Hook::Install { publish, force }) => {
            hook_install::run(publish.as_deref(), *force, &globals, &mut terminal)
        }
        Command::Hook(Hook::PreCommit) => hook::pre_commit(&globals, &mut terminal),
        Command::Hook(Hook::PreReceive) => hook::pre_receive(&globals, &mut terminal),
        Command::Hook(Hook::PostReceive) => build::post_receive(&globals, &mut terminal),
        Command::Archive(asked) => archive::run(asked, &globals, &mut terminal),
        Command::Verify(asked) => verify::run(asked, &terminal),
        Command::Build(build) => build::run(build, &globals, &mut terminal),
        Command::Pdf(asked) => pdf::run(asked, &globals, &mut terminal),
        Command::Export(asked) => export::run(asked, &globals, &mut terminal),
        Command::Serve(serve) => serve::run(serve, &globals, &mut terminal),
        Command::Status { format, school, plan, as_of, compare } => {
            let asked = status::Asked {
                format: *format,
                school: school.as_deref(),
                plan: plan.as_deref(),
                as_of: *as_of,
                compare: compare.as_deref(),
            };
            status::run(&asked, &globals, &mut terminal)
        }
    };
    match done {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::ContentErrors) => ExitCode::from(1),
        Err(fault) => {
            terminal.fault(&fault);
            ExitCode::from(fault.exit_code())
        }
    }
}

/// The archive's folder: `--root`, or the nearest above the current folder.
fn find_root(globals: &Globals) -> Result<PathBuf, Error> {
    crate::project::find_root(globals.root.as_deref())
}

/// Reads and checks an archive. From then on messages are in its language, unless `--lang` says otherwise.
fn read_archive(
    origin: &Origin,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<(Box<dyn Source>, Checked), Error> {
    read_archive_again(origin, as_of, globals, terminal, None)
}

/// What is known of an archive that was read before.
struct Again<'k> {
    memo: &'k mut ParseCache,
    /// Its files as they are now; none: they are to be listed.
    tree: Option<FolderSource>,
}

/// The same; of the records only those that changed since the memo was made are read.
fn read_archive_again(
    origin: &Origin,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
    again: Option<Again<'_>>,
) -> Result<(Box<dyn Source>, Checked), Error> {
    let note = origin.note()?;
    let (mut memo, tree) = again.map_or((None, None), |it| (Some(it.memo), it.tree));
    let source: Box<dyn Source> = match (origin, &mut memo, tree) {
        (_, _, Some(tree)) => Box::new(tree),
        (Origin::Folder(root), Some(memo), None) => {
            let list = || phase(Phase::Read, || FolderSource::open_with_stamps(root, "content"));
            Box::new(rayon::join(list, || phase(Phase::Parse, || memo.load())).0?)
        }
        _ => phase(Phase::Read, || origin.open("content"))?,
    };
    let as_of = as_of.or(note.as_ref().and_then(Note::day));
    let mut checked = check_source_with(&*source, as_of, Some(origin), memo)?;
    if let Some(note) = note {
        note.narrow(&checked.archive, &mut checked.readings);
    }
    let root = origin.root();
    let lang = globals.lang.unwrap_or(checked.archive.site.language);
    terminal.lang = lang;
    let (archive, day) = (&checked.archive, checked.readings.as_of);
    let (schools, pairs, plans) = (archive.schools.len(), archive.pairs.len(), archive.plans.len());
    terminal.detail(&match lang {
        Lang::Zh => {
            format!("{}：{schools}所学校，{pairs}个结对，{plans}个计划，截至{day}", shown(root))
        }
        Lang::En => {
            format!("{}: {schools} schools, {pairs} pairs, {plans} plans, as of {day}", shown(root))
        }
    });
    Ok((source, checked))
}

/// Reads and checks what a folder or a revision holds.
fn check_source(source: &dyn Source, as_of: Option<Day>) -> Result<Checked, Error> {
    check_source_with(source, as_of, None, None)
}

/// The same, and what its sources.yaml names, where that lies.
fn check_source_with(
    source: &dyn Source,
    as_of: Option<Day>,
    origin: Option<&Origin>,
    memo: Option<&mut ParseCache>,
) -> Result<Checked, Error> {
    let (parsed, of_names) = rayon::join(
        || phase(Phase::Parse, || parse::archive_again(source, memo)),
        || phase(Phase::Check, || crate::engine::lint::file_names(&source.paths())),
    );
    let mut parsed = parsed?;
    let federation = match (&parsed.sources, origin) {
        (Some(sources), Some(origin)) => {
            let federation = phase(Phase::Parse, || read_federation(sources, origin));
            parsed.diagnostics.extend(federation.diagnostics(&sources.file));
            Some(federation)
        }
        _ => None,
    };
    // A portal need not have anything dated of its own.
    let own = parsed.archive.site.as_of.or_else(|| parsed.archive.latest_day());
    let of_counties = federation.as_ref().and_then(Federation::latest_day);
    let as_of = as_of.or(own).or(of_counties);
    let strange =
        |path: &str| Diagnostic::new(path, Span::first(), Problem::StrayFile(Stray::NotAFile));
    parsed.diagnostics.extend(source.others().into_iter().map(strange));
    parsed.diagnostics.extend(of_names);
    let mut checked = phase(Phase::Check, || crate::engine::lint::check(parsed, as_of));
    let large = crate::engine::lint::large_photos(&checked.archive, &|path| source.size(path));
    checked.diagnostics.extend(large);
    let (seals, broken) = phase(Phase::Check, || {
        crate::engine::seal::check(source, &checked.archive, &checked.readings)
    })?;
    checked.seals = seals;
    checked.federation = federation;
    checked.diagnostics.extend(broken);
    crate::diagnostics::sort(&mut checked.diagnostics);
    Ok(checked)
}

/// A path as people read it: relative to the current folder where that is shorter.
fn shown(path: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    let shorter = path.strip_prefix(&here).unwrap_or(path);
    shorter.display().to_string()
}

/// Chinese or English.
fn say<'a>(lang: Lang, zh: &'a str, en: &'a str) -> &'a str {
    if lang == Lang::Zh { zh } else { en }
}
