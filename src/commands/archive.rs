//! `guidang archive`: a bag of everything, a term or a school.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::find::{school_named, term_named};
use super::load::{Announcement, load};
use super::terminal::Terminal;
use super::{Exit, shown};
use crate::bagit::{BagPlan, BagScope, Destination, PayloadSize};
use crate::cli::{Archive as ArchiveArgs, Globals};
use crate::diagnostics::Diagnostic;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::project::{BagOutcome, Project, Snapshot, write_bag};
use crate::source::git::Repository;

pub(super) fn run(
    args: &ArchiveArgs,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), args.git_tree.as_deref())?;
    let snapshot = load(&project, None, globals, terminal)?;
    terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
    if snapshot.has_errors() {
        return Ok(refused(&snapshot.diagnostics, terminal));
    }
    let plan = plan(args, &snapshot)?;
    let destination = destination(args, &plan, &project)?;
    let mut announcement = Announcement::new(&project, globals, terminal);
    let outcome = write_bag(&project, &snapshot, &plan, &destination, &mut announcement)?;
    let (records, payload) = match outcome {
        BagOutcome::Written { records, payload, broken_pictures } => {
            terminal.broken_pictures(&broken_pictures);
            (records, payload)
        }
        BagOutcome::Refused { snapshot, errors } => {
            terminal.diagnostics(&errors, &*snapshot.source);
            return Ok(refused(&errors, terminal));
        }
    };
    let PayloadSize { bytes, files } = payload;
    let (time, output) = (terminal.time(), shown(&destination.output));
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("装入{records}条记录，{files}个文件，{bytes}字节，用时{time}"),
        Lang::En => format!("{records} records in {files} files of {bytes} bytes, in {time}"),
    });
    print_place(&destination.output, &output, terminal)?;
    Ok(Exit::Done)
}

/// Tells where the bag is, and whether git would add it to the archive.
pub(super) fn print_place(bag: &Path, output: &str, terminal: &Terminal) -> Result<(), Error> {
    if git_would_add(bag) {
        terminal.note(pick(
            terminal.lang,
            "注意：档案包放在git仓库里，“git add”会把它也加进去。请移到仓库外面，或在.gitignore里写上它的名字",
            "warning: the bag is in a git repository, and `git add` would add it. Move it out, or name it in .gitignore",
        ));
    }
    terminal.print(&match terminal.lang {
        Lang::Zh => format!("档案包：{output}\n"),
        Lang::En => format!("the bag: {output}\n"),
    })
}

fn plan(args: &ArchiveArgs, snapshot: &Snapshot) -> Result<BagPlan, Error> {
    let archive = &snapshot.archive;
    let mut scope = BagScope::default();
    if let Some(name) = &args.term {
        scope.term = Some(term_named(archive, name)?);
    }
    if let Some(name) = &args.school {
        scope.school = Some(school_named(archive, name)?);
    }
    let as_of = snapshot.as_of();
    Ok(BagPlan::new(archive, as_of, &snapshot.blocks, &snapshot.seals, scope))
}

fn destination(
    args: &ArchiveArgs,
    plan: &BagPlan,
    project: &Project,
) -> Result<Destination, Error> {
    let extension = args.format.map_or("", |format| format.extension());
    let output =
        args.output.clone().unwrap_or_else(|| PathBuf::from(format!("{}{extension}", plan.name)));
    Destination::new(output, args.format, &project.origin().source_folders())
}

/// Where a bag goes: to `output`, else into the current folder under its own name.
pub(super) fn destination_of(
    output: Option<&Path>,
    plan: &BagPlan,
    project: &Project,
) -> Result<Destination, Error> {
    let output = output.map_or_else(|| PathBuf::from(&plan.name), Path::to_owned);
    Destination::new(output, None, &project.origin().source_folders())
}

/// Whether a bag is in the working tree of a repository that does not ignore it.
fn git_would_add(output: &Path) -> bool {
    let Ok(bag) = std::path::absolute(output) else { return false };
    let Some(parent) = bag.parent() else { return false };
    let Ok((repository, _)) = Repository::of(parent) else { return false };
    let is_bare = repository.is_bare().unwrap_or(true);
    let ask = [OsStr::new("check-ignore"), OsStr::new("-q"), OsStr::new("--"), bag.as_os_str()];
    !is_bare && repository.run(ask).is_err()
}

/// Tells that no bag was written because of errors.
pub(super) fn refused(diagnostics: &[Diagnostic], terminal: &Terminal) -> Exit {
    let counts = terminal.counts(diagnostics);
    terminal.note(&match terminal.lang {
        Lang::Zh => format!("{counts}。没有做档案包"),
        Lang::En => format!("{counts}. No bag was written"),
    });
    Exit::ContentErrors
}
