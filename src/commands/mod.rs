//! What the commands do, with input and output: the outermost edge.

mod build;
mod check;
mod init;
mod new;
mod status;
mod terminal;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::check::Checked;
use crate::cli::{self, Command, Globals};
use crate::diag::{Diagnostic, Problem, Span, Stray};
use crate::fault::{Doing, Fault, Usage};
use crate::lang::Lang;
use crate::model::Day;
use crate::parse;
use crate::read::{self, Tree};
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
        Command::Check { format, strict } => check::run(*format, *strict, &globals, &mut terminal),
        Command::Build(build) => build::run(build, &globals, &mut terminal),
        Command::Status { format, school, plan, as_of } => {
            let asked = status::Asked {
                format: *format,
                school: school.as_deref(),
                plan: plan.as_deref(),
                as_of: *as_of,
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

/// The folder that holds `content/`: `--root`, or the nearest upward.
fn find_root(globals: &Globals) -> Result<PathBuf, Fault> {
    if let Some(root) = &globals.root {
        return match root.join("content").is_dir() {
            true => Ok(root.clone()),
            false => Err(Usage::NoRoot { from: root.clone() }.into()),
        };
    }
    let here = env::current_dir().map_err(Fault::io(Doing::List, "."))?;
    read::root(&here).ok_or_else(|| Usage::NoRoot { from: here.clone() }.into())
}

/// Reads and checks an archive. From then on messages are in its language, unless `--lang` says otherwise.
fn read_archive(
    root: &Path,
    as_of: Option<Day>,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<(Tree, Checked), Fault> {
    let tree = Tree::open(root, "content")?;
    let mut parsed = parse::archive(&tree)?;
    let strange =
        |path: &String| Diagnostic::new(path, Span::first(), Problem::StrayFile(Stray::NotAFile));
    parsed.diagnostics.extend(tree.others().iter().map(strange));
    let lang = globals.lang.unwrap_or(parsed.archive.site.language);
    terminal.lang = lang;
    let checked = crate::check::check(parsed, as_of);
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
    Ok((tree, checked))
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
