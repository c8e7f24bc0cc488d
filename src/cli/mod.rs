//! Command line arguments: parses them into [`Command`], a plain enum, and holds the help texts. Does no work itself.
//!
//! Every subcommand has a file: its arguments, how they are read from the matches of `clap`, and its definition in
//! the reader's language.

mod archive;
mod build;
mod check;
mod chinese;
mod close;
mod completions;
mod explain;
mod export;
mod fill;
mod fmt;
mod hook;
mod import;
mod init;
mod man;
mod new;
mod number;
mod options;
mod pdf;
mod preset;
mod receive;
mod relocate;
mod rollover;
mod schema;
mod seal;
mod serve;
mod status;
mod template;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches};
pub use clap_complete::Shell;

pub(crate) use chinese::{help, usage_error};

use crate::l10n::{Lang, pick};
use crate::model::Day;

pub use archive::Archive;
pub use build::Build;
pub use check::CheckFormat;
pub use close::Close;
pub use export::Export;
pub use fill::Fill;
pub use fmt::Fmt;
pub use hook::{Hook, HookInstall};
pub use import::Import;
pub use new::New;
pub use pdf::Pdf;
pub use preset::{Preset, PresetAdd};
pub use receive::{Receive, ReportFormat};
pub use relocate::Relocate;
pub use rollover::Rollover;
pub use seal::Seal;
pub use serve::Serve;
pub use status::StatusFormat;
pub use template::FormTemplate;
pub use verify::Verify;

/// The options that every command takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Globals {
    /// `--root`
    pub root: Option<PathBuf>,
    /// `--lang`
    pub lang: Option<Lang>,
    /// `-q`
    pub quiet: bool,
    /// `-v`
    pub verbose: bool,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `init DIR`
    Init {
        /// The folder to create the archive in.
        dir: PathBuf,
        /// `--empty`: without the example.
        empty: bool,
        /// `--preset`, by name or title.
        preset: Option<String>,
    },
    /// `preset`
    Preset(Preset),
    /// `new KIND`
    New(New),
    /// `check`
    Check {
        /// `--format`
        format: CheckFormat,
        /// `--strict`
        strict: bool,
        /// `--git-tree`
        git_tree: Option<String>,
    },
    /// `import`
    Import(Import),
    /// `fmt`
    Fmt(Fmt),
    /// `hook`
    Hook(Hook),
    /// `seal`
    Seal(Seal),
    /// `close`
    Close(Close),
    /// `rollover`
    Rollover(Rollover),
    /// `number`
    Number {
        /// `--dry-run`
        dry_run: bool,
    },
    /// `move OLD NEW`
    Move(Relocate),
    /// `build`
    Build(Build),
    /// `pdf`
    Pdf(Pdf),
    /// `export`
    Export(Export),
    /// `fill`
    Fill(Fill),
    /// `template`
    Template(FormTemplate),
    /// `serve`
    Serve(Serve),
    /// `status`
    Status {
        /// `--format`
        format: StatusFormat,
        /// `--school`
        school: Option<String>,
        /// `--plan`
        plan: Option<String>,
        /// `--as-of`
        as_of: Option<Day>,
        /// `--compare`
        compare: Option<String>,
        /// `--uncounted`
        uncounted: bool,
        /// `--follow-ups`
        follow_ups: bool,
    },
    /// `receive`
    Receive(Receive),
    /// `archive`
    Archive(Archive),
    /// `verify`
    Verify(Verify),
    /// `explain`
    Explain {
        /// The code to explain; `None` lists all codes.
        code: Option<String>,
    },
    /// `completions SHELL`
    Completions(Shell),
    /// `man`
    Man {
        /// `-o`; `None` prints the page to the terminal.
        output: Option<PathBuf>,
    },
    /// `schema`
    Schema {
        /// `-o`
        output: PathBuf,
    },
}

/// Parses the arguments, of which the first is the program's name.
///
/// # Errors
/// The message of `clap` about arguments that do not fit; `--help` and `--version` come back as errors too.
pub fn parse(args: &[OsString], lang: Lang) -> Result<(Globals, Command), clap::Error> {
    let matches = definition(lang).try_get_matches_from(args)?;
    let lang = match options::text(&matches, "lang").as_deref() {
        None => None,
        Some("en") => Some(Lang::En),
        Some(_) => Some(Lang::Zh),
    };
    let globals = Globals {
        root: options::path(&matches, "root"),
        lang,
        quiet: matches.get_flag("quiet"),
        verbose: matches.get_flag("verbose"),
    };
    let command = match matches.subcommand() {
        Some((name, matches)) => read_command(name, matches),
        None => Command::Build(Build::default()),
    };
    Ok((globals, command))
}

/// The command of a subcommand's matches. `clap` accepts only the names that [`definition`] lists.
fn read_command(name: &str, matches: &ArgMatches) -> Command {
    match name {
        "init" => init::read(matches),
        "preset" => Command::Preset(preset::read(matches)),
        "close" => Command::Close(close::read(matches)),
        "rollover" => Command::Rollover(rollover::read(matches)),
        "new" => Command::New(new::read(matches)),
        "check" => check::read(matches),
        "import" => Command::Import(import::read(matches)),
        "fmt" => Command::Fmt(fmt::read(matches)),
        "hook" => Command::Hook(hook::read(matches)),
        "seal" => Command::Seal(seal::read(matches)),
        "number" => Command::Number { dry_run: matches.get_flag("dry-run") },
        "move" => Command::Move(relocate::read(matches)),
        "pdf" => Command::Pdf(pdf::read(matches)),
        "export" => Command::Export(export::read(matches)),
        "fill" => Command::Fill(fill::read(matches)),
        "template" => Command::Template(template::read(matches)),
        "serve" => Command::Serve(serve::read(matches)),
        "status" => status::read(matches),
        "receive" => Command::Receive(receive::read(matches)),
        "archive" => Command::Archive(archive::read(matches)),
        "verify" => Command::Verify(verify::read(matches)),
        "explain" => Command::Explain { code: options::text(matches, "code") },
        "completions" => Command::Completions(completions::read(matches)),
        "man" => Command::Man { output: options::path(matches, "output") },
        "schema" => Command::Schema { output: schema::read(matches) },
        _ => Command::Build(build::read(matches)),
    }
}

/// Whether a word is the name of a command, or another name of one.
#[must_use]
pub fn is_command(word: &str) -> bool {
    let all = commands(Lang::Zh);
    word == "help"
        || all.get_subcommands().any(|command| {
            command.get_name() == word || command.get_all_aliases().any(|name| name == word)
        })
}

/// The language of messages before the arguments are parsed: `--lang`, else the locale.
#[must_use]
pub fn guess_lang(args: &[OsString], locale: Option<&str>) -> Lang {
    let mut wanted = None;
    let mut args = args.iter().filter_map(|arg| arg.to_str());
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            wanted = args.next();
        } else {
            wanted = arg.strip_prefix("--lang=");
        }
        if wanted.is_some() {
            break;
        }
    }
    match wanted.or(locale) {
        Some(lang) if lang.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The whole command line, with its help in one language.
#[must_use]
pub fn definition(lang: Lang) -> clap::Command {
    let command = commands(lang);
    match lang {
        Lang::Zh => chinese::with_headings(command, true),
        Lang::En => command,
    }
}

fn commands(lang: Lang) -> clap::Command {
    clap::Command::new("guidang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(pick(
            lang,
            "归档：把学校的计划、活动记录和总结生成为可浏览的静态档案，用图表对照计划目标看进度",
            "guidang: turns schools' plans, visits and summaries into a browsable static archive with charts of progress",
        ))
        .after_help(pick(
            lang,
            "不会用命令行？双击程序，或运行“guidang .”，就在浏览器里填写、检查、生成网站。\n一个命令的说明：guidang 命令 --help",
            "No command line? Double-click the program, or run `guidang .`, to write, check and build in a browser.\nAbout one command: guidang COMMAND --help",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args(global_options(lang))
        .subcommands([
            init::definition(lang),
            preset::definition(lang),
            rollover::definition(lang),
            close::definition(lang),
            new::definition(lang),
            check::definition(lang),
            build::definition(lang),
            serve::definition(lang),
            status::definition(lang),
            pdf::definition(lang),
            template::definition(lang),
            fill::definition(lang),
            export::definition(lang),
            import::definition(lang),
            receive::definition(lang),
            fmt::definition(lang),
            hook::definition(lang),
            seal::definition(lang),
            number::definition(lang),
            relocate::definition(lang),
            archive::definition(lang),
            verify::definition(lang),
            explain::definition(lang),
            schema::definition(lang),
            completions::definition(lang),
            man::definition(lang),
        ])
}

/// `--root`, `--lang`, `-q` and `-v`.
fn global_options(lang: Lang) -> [Arg; 4] {
    let root = Arg::new("root")
        .long("root")
        .value_name(pick(lang, "文件夹", "DIR"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(pick(
            lang,
            "含有 content/ 的文件夹；默认从当前文件夹往上找",
            "the folder that holds content/; default: searched upward",
        ));
    let language = Arg::new("lang")
        .long("lang")
        .value_name(pick(lang, "语言", "LANG"))
        .value_parser(PossibleValuesParser::new(["zh", "en"]))
        .help(pick(lang, "提示信息的语言", "language of messages"));
    let quiet = options::flag("quiet").short('q').help(pick(lang, "只说错误", "print errors only"));
    let verbose =
        options::flag("verbose").short('v').help(pick(lang, "多说一些", "print more detail"));
    [root.global(true), language.global(true), quiet.global(true), verbose.global(true)]
}
