//! What the commands do, with input and output: the outermost edge.

mod archive;
mod browser;
mod build;
mod check;
mod close;
mod exit;
mod explain;
mod export;
mod find;
mod fmt;
mod fmt_files;
mod forms;
mod hook;
mod hook_check;
mod hook_install;
mod import;
mod init;
mod language;
mod load;
mod new;
mod number;
mod paths;
mod pdf;
mod post_receive;
mod preset;
mod receive;
mod recovery;
mod regular_file;
mod relocate;
mod rollover;
mod seal;
mod serve;
mod start;
mod status;
mod terminal;
mod timed;
mod verify;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::cli::{self, Command, Globals, Hook};
use crate::error::Error;
use crate::l10n::Lang;
use crate::syntax::foreign::silence_guarded;
use terminal::Terminal;

pub(crate) use exit::{Exit, exit};
pub(crate) use paths::{find_root, shell_quoted, shown};

/// Prints help, or what is wrong with the arguments, in the language that `--lang` names, else in that of the archive
/// around the current folder, else in that of the locale.
fn refuse(args: &[OsString], guessed: Lang, error: clap::Error) -> ExitCode {
    let lang = match cli::guess_lang(args, None) == cli::guess_lang(args, Some("en")) {
        true => guessed,
        false => language::archive_language(None).unwrap_or(guessed),
    };
    let error = if lang == guessed { error } else { cli::parse(args, lang).err().unwrap_or(error) };
    let is_help = !error.use_stderr();
    match cli::usage_error(&error).filter(|_| lang == Lang::Zh && !is_help) {
        Some(message) => {
            let _ = io::stderr().write_all(message.as_bytes());
        }
        None if lang == Lang::Zh && is_help => {
            let text = cli::help(&error.render().to_string());
            let _ = io::stdout().write_all(text.as_bytes());
        }
        None => {
            let _ = error.print();
            if error.kind() == clap::error::ErrorKind::InvalidSubcommand {
                let _ =
                    io::stderr().write_all(b"There is no command and no folder of that name.\n");
            }
        }
    }
    ExitCode::from(if is_help { 0 } else { 2 })
}

/// Runs a command line (the program's name first).
#[must_use]
pub fn run(args: &[OsString]) -> ExitCode {
    silence_guarded();
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| env::var(name).ok())
        .find(|value| !value.is_empty());
    let start = start::read(args);
    if start::leave_window(&start, args) {
        return ExitCode::SUCCESS;
    }
    let args = &start.arguments[..];
    let guessed = cli::guess_lang(args, locale.as_deref());
    let (globals, command) = match cli::parse(args, guessed) {
        Ok(parsed) => parsed,
        Err(error) => return refuse(args, guessed, error),
    };
    // Before anything else reads the archive.
    let recovery = crate::project::finish_interrupted(globals.root.as_deref());
    let lang = match globals.lang {
        Some(lang) => lang,
        None if may_skip_archive(&command) => {
            language::archive_language(globals.root.as_deref()).unwrap_or(guessed)
        }
        None => guessed,
    };
    let mut terminal = Terminal::new(lang, globals.quiet, globals.verbose);
    if let Some(recovery) = &recovery {
        recovery::tell(recovery, &globals, &terminal);
    }
    let done = run_command(&command, &globals, &mut terminal);
    if start.is_unseen
        && let Err(error) = &done
    {
        start::show_error(&error.message(terminal.lang), terminal.lang);
    }
    finish(done, &terminal)
}

/// Whether a command can end without having read the archive, which tells the others their language.
fn may_skip_archive(command: &Command) -> bool {
    matches!(
        command,
        Command::Explain { .. }
            | Command::Schema { .. }
            | Command::Preset(_)
            | Command::Template(_)
            | Command::Verify(_)
            | Command::Receive(_)
            | Command::Pdf(_)
            | Command::Hook(Hook::Install(_) | Hook::Check)
    )
}

fn run_command(
    command: &Command,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    match command {
        Command::Init { dir, empty, preset } => init::run(dir, *empty, preset.as_deref(), terminal),
        Command::Close(asked) => close::run(asked, globals, terminal),
        Command::Rollover(asked) => rollover::run(asked, globals, terminal),
        Command::Preset(asked) => preset::run(asked, globals, terminal),
        Command::New(new) => new::run(new, globals, terminal),
        Command::Check { format, strict, git_tree } => {
            check::run(*format, *strict, git_tree.as_deref(), globals, terminal)
        }
        Command::Explain { code } => explain::run(code.as_deref(), terminal),
        Command::Schema { output } => explain::schemas(output, terminal),
        Command::Completions(shell) => explain::completions(*shell, terminal),
        Command::Man { output } => explain::man(output.as_deref(), terminal),
        Command::Import(asked) => import::run(asked, globals, terminal),
        Command::Fmt(asked) => fmt::run(asked, globals, terminal),
        Command::Number { dry_run } => number::run(*dry_run, globals, terminal),
        Command::Move(asked) => relocate::run(asked, globals, terminal),
        Command::Seal(asked) => seal::run(asked, globals, terminal),
        Command::Hook(Hook::Install(asked)) => hook_install::run(asked, globals, terminal),
        Command::Hook(Hook::Check) => hook_check::run(globals, terminal),
        Command::Hook(Hook::PreCommit) => hook::pre_commit(globals, terminal),
        Command::Hook(Hook::PreReceive) => hook::pre_receive(globals, terminal),
        Command::Hook(Hook::PostReceive) => post_receive::run(globals, terminal),
        Command::Receive(asked) => receive::run(asked, globals, terminal),
        Command::Archive(asked) => archive::run(asked, globals, terminal),
        Command::Verify(asked) => verify::run(asked, terminal),
        Command::Build(build) => build::run(build, globals, terminal),
        Command::Pdf(asked) => pdf::run(asked, globals, terminal),
        Command::Export(asked) => export::run(asked, globals, terminal),
        Command::Fill(asked) => forms::fill::run(asked, globals, terminal),
        Command::Template(asked) => forms::template::run(asked, globals, terminal),
        Command::Serve(serve) => serve::run(serve, globals, terminal),
        Command::Status { format, school, plan, as_of, compare, uncounted, follow_ups } => {
            let args = status::StatusArgs {
                format: *format,
                school: school.as_deref(),
                plan: plan.as_deref(),
                as_of: *as_of,
                compare: compare.as_deref(),
                uncounted: *uncounted,
                follow_ups: *follow_ups,
            };
            status::run(&args, globals, terminal)
        }
    }
}

/// The exit code of a command; what stopped it is printed.
fn finish(done: Result<Exit, Error>, terminal: &Terminal) -> ExitCode {
    match done {
        Ok(Exit::Done) => ExitCode::SUCCESS,
        Ok(Exit::ContentErrors) => ExitCode::from(1),
        Ok(Exit::Incomplete) => ExitCode::from(3),
        Err(fault) => {
            terminal.fault(&fault);
            ExitCode::from(fault.exit_code())
        }
    }
}
