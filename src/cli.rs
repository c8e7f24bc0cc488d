//! Arguments → [`Command`], a plain enum. Help in the reader's language; does no work.

mod archive;
mod explain;
mod export;
mod fmt;
mod pdf;
mod serve;
mod submission;

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{Arg, ArgAction, ArgMatches};
pub use clap_complete::Shell;

use crate::l10n::Lang;
use crate::model::{Day, DayError};
use crate::scaffold::NewKind;

pub use archive::{Archive, Verify};
pub use export::Export;
pub use fmt::Fmt;
pub use pdf::Pdf;
pub use serve::Serve;
pub use submission::{Hook, Seal};

/// What holds for every command.
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

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CheckFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// Workflow commands.
    Github,
}

/// How progress is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusFormat {
    /// For people.
    Text,
    /// For programs: the rows of progress.json.
    Json,
    /// For spreadsheets.
    Csv,
    /// For a comment on a merge request.
    Markdown,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// `init DIR`
    Init {
        /// Where.
        dir: PathBuf,
        /// Without the example.
        empty: bool,
    },
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
    /// `fmt`
    Fmt(Fmt),
    /// `hook`
    Hook(Hook),
    /// `seal`
    Seal(Seal),
    /// `number`
    Number {
        /// `--dry-run`
        dry_run: bool,
    },
    /// `build`
    Build(Build),
    /// `pdf`
    Pdf(Pdf),
    /// `export`
    Export(Export),
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
    },
    /// `archive`
    Archive(Archive),
    /// `verify`
    Verify(Verify),
    /// `explain`
    Explain {
        /// The code; all of them without.
        code: Option<String>,
    },
    /// `completions SHELL`
    Completions(Shell),
    /// `man`
    Man {
        /// `-o`; none: the terminal.
        output: Option<PathBuf>,
    },
    /// `schema`
    Schema {
        /// `-o`
        output: PathBuf,
    },
}

/// `new KIND`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// Which kind.
    pub kind: NewKind,
    /// `--school`, by folder, name or short name.
    pub school: Option<String>,
    /// `--pair`
    pub pair: Option<String>,
    /// `--title`
    pub title: Option<String>,
    /// `--date`; today without.
    pub date: Option<Day>,
}

/// `build`
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Build {
    /// `-o`
    pub output: Option<PathBuf>,
    /// `--as-of`
    pub as_of: Option<Day>,
    /// `--strict`
    pub strict: bool,
    /// `--drafts`
    pub drafts: bool,
    /// `--open`
    pub open: bool,
    /// `--git-tree`
    pub git_tree: Option<String>,
    /// `--timings`: what each phase took; the file is for the time line, none when empty.
    pub timings: Option<PathBuf>,
}

/// Reads the arguments (the program's name first).
///
/// # Errors
/// What clap has to say, help and version included.
pub fn parse(args: &[std::ffi::OsString], lang: Lang) -> Result<(Globals, Command), clap::Error> {
    let matches = definition(lang).try_get_matches_from(args)?;
    let globals = Globals {
        root: matches.get_one::<PathBuf>("root").cloned(),
        lang: matches
            .get_one::<String>("lang")
            .map(|it| if it == "en" { Lang::En } else { Lang::Zh }),
        quiet: matches.get_flag("quiet"),
        verbose: matches.get_flag("verbose"),
    };
    let text = |matches: &ArgMatches, name: &str| matches.get_one::<String>(name).cloned();
    let day = |matches: &ArgMatches, name: &str| matches.get_one::<Day>(name).copied();
    let command = match matches.subcommand() {
        Some(("init", it)) => Command::Init {
            dir: it.get_one::<PathBuf>("dir").cloned().unwrap_or_default(),
            empty: it.get_flag("empty"),
        },
        Some(("new", it)) => Command::New(New {
            kind: text(it, "kind").and_then(|it| NewKind::from_code(&it)).unwrap_or(NewKind::Visit),
            school: text(it, "school"),
            pair: text(it, "pair"),
            title: text(it, "title"),
            date: day(it, "date"),
        }),
        Some(("check", it)) => Command::Check {
            format: match text(it, "format").as_deref() {
                Some("json") => CheckFormat::Json,
                Some("github") => CheckFormat::Github,
                _ => CheckFormat::Text,
            },
            strict: it.get_flag("strict"),
            git_tree: text(it, "git-tree"),
        },
        Some(("archive", it)) => Command::Archive(archive::read_archive(it)),
        Some(("verify", it)) => Command::Verify(archive::read_verify(it)),
        Some(("explain", it)) => Command::Explain { code: explain::read(it) },
        Some(("completions", it)) => Command::Completions(explain::read_completions(it)),
        Some(("man", it)) => Command::Man { output: explain::read_man(it) },
        Some(("schema", it)) => Command::Schema { output: explain::read_schema(it) },
        Some(("fmt", it)) => Command::Fmt(fmt::read(it)),
        Some(("pdf", it)) => Command::Pdf(pdf::read(it)),
        Some(("export", it)) => Command::Export(export::read(it)),
        Some(("serve", it)) => Command::Serve(serve::read(it)),
        Some(("number", it)) => Command::Number { dry_run: it.get_flag("dry-run") },
        Some(("seal", it)) => Command::Seal(submission::read_seal(it)),
        Some(("hook", it)) => Command::Hook(submission::read_hook(it)),
        Some(("status", it)) => Command::Status {
            format: match text(it, "format").as_deref() {
                Some("json") => StatusFormat::Json,
                Some("csv") => StatusFormat::Csv,
                Some("markdown") => StatusFormat::Markdown,
                _ => StatusFormat::Text,
            },
            school: text(it, "school"),
            plan: text(it, "plan"),
            as_of: day(it, "as-of"),
            compare: text(it, "compare"),
        },
        Some((_, it)) => Command::Build(Build {
            output: it.get_one::<PathBuf>("output").cloned(),
            as_of: day(it, "as-of"),
            strict: it.get_flag("strict"),
            drafts: it.get_flag("drafts"),
            open: it.get_flag("open"),
            git_tree: text(it, "git-tree"),
            timings: it.get_one::<PathBuf>("timings").cloned(),
        }),
        None => Command::Build(Build::default()),
    };
    Ok((globals, command))
}

/// The language for what is said before the arguments are read: `--lang`, else the locale.
#[must_use]
pub fn guess_lang(args: &[std::ffi::OsString], locale: Option<&str>) -> Lang {
    let args: Vec<&str> = args.iter().filter_map(|it| it.to_str()).collect();
    let next = args.windows(2).find(|it| it[0] == "--lang").map(|it| it[1]);
    let joined = args.iter().find_map(|it| it.strip_prefix("--lang="));
    match next.or(joined).or(locale) {
        Some(it) if it.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}

/// The whole command line, in one language.
#[must_use]
pub fn definition(lang: Lang) -> clap::Command {
    let say = |zh: &'static str, en: &'static str| if lang == Lang::Zh { zh } else { en };
    let date = || {
        Arg::new("as-of").long("as-of").value_name(say("日期", "DATE")).value_parser(day).help(say(
            "截至日，如 2024-06-30；默认取站点.yaml的“截至日”，再默认取最晚一条记录的日期",
            "the day on which progress is judged; default: site.yaml's as_of, else the latest record's",
        ))
    };
    let strict = || {
        Arg::new("strict")
            .long("strict")
            .action(ArgAction::SetTrue)
            .help(say("有警告也算不通过", "let warnings fail"))
    };
    let git_tree = || {
        Arg::new("git-tree").long("git-tree").value_name(say("版本", "REV")).help(say(
            "读仓库里的这个版本（分支或提交），不用检出",
            "read this revision of the repository, without a checkout",
        ))
    };
    let format = |values: &'static [&'static str]| {
        Arg::new("format")
            .long("format")
            .value_name(say("格式", "FORMAT"))
            .value_parser(PossibleValuesParser::new(values))
            .default_value(values[0])
            .help(say("输出格式", "shape of the output"))
    };
    let named = |name: &'static str, zh, en| {
        Arg::new(name).long(name).value_name(say("名称", "NAME")).help(say(zh, en))
    };
    let init = clap::Command::new("init")
        .about(say("新建一个马上可以生成的档案", "make a new archive that builds at once"))
        .arg(
            Arg::new("dir")
                .required(true)
                .value_name(say("文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say(
                    "放在哪里；必须是空的或还不存在",
                    "where; must be empty or not exist yet",
                )),
        )
        .arg(
            Arg::new("empty")
                .long("empty")
                .action(ArgAction::SetTrue)
                .help(say("不要示例内容", "without the example")),
        );
    let new = clap::Command::new("new")
        .about(say("新建一条可以直接填写的记录", "make a record that is ready to fill in"))
        .arg(
            Arg::new("kind")
                .required(true)
                .value_name(say("种类", "KIND"))
                .value_parser(PossibleValuesParser::new(NewKind::ALL.map(NewKind::code)))
                .help(say("记录的种类", "which kind")),
        )
        .arg(named(
            "school",
            "学校的文件夹名、名称或简称；新建学校时为文件夹名",
            "the school's folder, name or short name; for a new school its folder",
        ))
        .arg(named(
            "pair",
            "结对的文件夹名或名称；新建结对时为文件夹名",
            "the pair's folder or name; for a new pair its folder",
        ))
        .arg(named("title", "标题", "the title"))
        .arg(
            Arg::new("date")
                .long("date")
                .value_name(say("日期", "DATE"))
                .value_parser(day)
                .help(say("日期；默认今天", "the date; default: today")),
        );
    let check = clap::Command::new("check")
        .about(say("检查全部内容，不写任何文件", "check everything; writes nothing"))
        .arg(format(&["text", "json", "github"]))
        .arg(strict())
        .arg(git_tree());
    let build = clap::Command::new("build")
        .about(say("生成网站", "build the site"))
        .arg(output(lang).help(say(
            "输出到哪里；默认是档案里的 output",
            "where to; default: `output` in the root",
        )))
        .arg(date())
        .arg(strict())
        .arg(git_tree())
        .arg(Arg::new("drafts").long("drafts").action(ArgAction::SetTrue).help(say(
            "连草稿一起显示（标明“草稿”，仍不计数）",
            "show drafts too, marked; they still count for nothing",
        )))
        .arg(
            Arg::new("timings")
                .long("timings")
                .value_name(say("文件", "FILE"))
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("")
                .value_parser(clap::builder::OsStringValueParser::new().map(PathBuf::from))
                .help(say(
                    "说明各步用了多少时间；写了文件名（.json）就另存时间线，可用浏览器打开",
                    "tell what each phase took; with a file name, save the time line for a browser too",
                )),
        )
        .arg(
            Arg::new("open")
                .long("open")
                .action(ArgAction::SetTrue)
                .help(say("生成后用浏览器打开", "open it in a browser")),
        );
    let status = clap::Command::new("status")
        .about(say("在终端里看进度，最差的在前", "progress in the terminal, worst first"))
        .arg(format(&["text", "json", "csv", "markdown"]))
        .arg(named("school", "只看一所学校", "one school only"))
        .arg(named("plan", "只看一个计划", "one plan only"))
        .arg(date())
        .arg(Arg::new("compare").long("compare").value_name(say("版本", "REV")).help(say(
            "与仓库里的这个版本（分支或提交）比，只列变化",
            "what changes from this revision (branch or commit) of the repository",
        )));
    clap::Command::new("guidang")
        .version(env!("CARGO_PKG_VERSION"))
        .about(say(
            "归档：把学校的计划、活动记录和总结生成为可浏览的静态档案，用图表对照计划目标看进度",
            "guidang: turns schools' plans, visits and summaries into a browsable static archive with charts of progress",
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("root")
                .long("root")
                .global(true)
                .value_name(say("文件夹", "DIR"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(say("含有 content/ 的文件夹；默认从当前文件夹往上找", "the folder that holds content/; default: searched upward")),
        )
        .arg(
            Arg::new("lang")
                .long("lang")
                .global(true)
                .value_name(say("语言", "LANG"))
                .value_parser(PossibleValuesParser::new(["zh", "en"]))
                .help(say("提示信息的语言", "language of messages")),
        )
        .arg(Arg::new("quiet").short('q').long("quiet").global(true).action(ArgAction::SetTrue).help(say("只说错误", "say errors only")))
        .arg(Arg::new("verbose").short('v').long("verbose").global(true).action(ArgAction::SetTrue).help(say("多说一些", "say more")))
        .subcommands([init, new, check, build, serve::definition(lang), status, pdf::definition(lang, date()), export::definition(lang, date()), fmt::definition(lang), submission::hook(lang), submission::seal(lang), submission::number(lang), archive::archive(lang), archive::verify(lang), explain::definition(lang), explain::schema(lang), explain::completions(lang), explain::man(lang)])
}

/// `-o`, a folder.
fn output(lang: Lang) -> Arg {
    Arg::new("output")
        .short('o')
        .long("output")
        .value_name(if lang == Lang::Zh { "文件夹" } else { "DIR" })
        .value_parser(clap::value_parser!(PathBuf))
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).map_err(|why| match why {
        DayError::NoSuchDay { .. } => "no such day / 日历上没有这一天".to_owned(),
        _ => "write 2024-06-30 / 请写成 2024-06-30".to_owned(),
    })
}
