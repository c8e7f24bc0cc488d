//! `guidang serve`: shows the site in a browser, and shows it anew on every change.

use std::net::{Ipv4Addr, SocketAddr};
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::load::Announcement;
use super::preview::{Attachments, Known, Parts, Preview, Voice, Wrong, guarded};
use super::terminal::Terminal;
use super::{Exit, browser, say};
use crate::cli::{Globals, Serve};
use crate::diagnostics::{self, Diagnostic, Severity};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::project::{LoadOptions, Project, Snapshot};
use crate::server::{
    BuildFailure, BuildStatus, ChangedPaths, FailureItem, Server, SourceWatcher, WatchOutcome,
};

/// How many errors are told over a page; who has more mends these first.
const MOST_TOLD: usize = 50;

pub(super) fn run(
    serve: &Serve,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let project = Project::find(globals.root.as_deref(), None)?;
    let origin = project.origin();
    let server = Server::bind(serve.host, serve.port)?;
    let scratch = scratch()?;
    // Watched before anything is read, so that no change falls in between.
    let mut changes = SourceWatcher::new(origin.root(), &["content", "themes"]);
    end_with(changes.stopper());
    let board = Arc::new(BuildStatus::default());
    let mut desk = Desk {
        project: &project,
        serve,
        globals,
        preview: Arc::default(),
        attachments: Arc::new(Attachments::new(scratch.path().join("files"))),
        board: Arc::clone(&board),
        known: Known::default(),
        aside: ThreadPoolBuilder::new().build().ok().map(Arc::new),
    };
    let address = address(server.address());
    server.start(Arc::<Preview>::clone(&desk.preview), Arc::clone(&board));
    greet(&address, serve, &changes, terminal)?;
    if serve.open {
        browser::open(address.as_ref());
    }
    let mut changed = ChangedPaths::Any;
    loop {
        terminal.restart();
        let made = guarded(|| desk.show(&changed, terminal));
        let lang = terminal.lang;
        match made.unwrap_or_else(|| Err(broken_down())) {
            Ok(Made::Site) => {}
            Ok(Made::Refused { diagnostics, counts }) => {
                terminal.note(&format!("{counts}{}", kept(board.has_site(), lang)));
                board.failed(
                    report(&diagnostics, &counts, note(board.has_site(), lang), lang),
                    lang,
                );
            }
            Err(fault) => {
                terminal.fault(&fault);
                board.failed(report_of(&fault, note(board.has_site(), lang), lang), lang);
            }
        }
        changed = match changes.wait() {
            WatchOutcome::Build(changed) => changed,
            WatchOutcome::Stop => return Ok(Exit::Done), // the folder goes with `scratch`
        };
        desk.preview.disturb();
    }
}

/// What came of a look at the sources.
enum Made {
    /// All have been told.
    Site,
    Refused {
        diagnostics: Vec<Diagnostic>,
        counts: String,
    },
}

/// All that stays from one look at the sources to the next.
struct Desk<'a> {
    project: &'a Project,
    serve: &'a Serve,
    globals: &'a Globals,
    preview: Arc<Preview>,
    attachments: Arc<Attachments>,
    board: Arc<BuildStatus>,
    known: Known,
    aside: Option<Arc<ThreadPool>>,
}

impl Desk<'_> {
    /// Reads what has changed, and shows the site that comes of it.
    fn show(&mut self, changed: &ChangedPaths, terminal: &mut Terminal) -> Result<Made, Error> {
        let (origin, serve) = (self.project.origin(), self.serve);
        // What is known may be half known where this breaks down.
        let mut known = std::mem::take(&mut self.known);
        let tree = Some(known.tree(origin, changed)?);
        let options = LoadOptions {
            as_of: serve.as_of,
            with_theme: true,
            parse_cache: Some(&mut known.memo),
            tree,
        };
        let mut announcement = Announcement::new(self.project, self.globals, terminal);
        let snapshot = self.project.load_with(options, &mut announcement)?;
        let provenance = known.provenance(origin);
        self.known = known;
        terminal.diagnostics(&snapshot.diagnostics, &*snapshot.source);
        let counts = terminal.counts(&snapshot.diagnostics);
        if snapshot.has_errors() || snapshot.theme.is_none() {
            return Ok(Made::Refused { diagnostics: snapshot.diagnostics, counts });
        }
        let snapshot = Arc::new(snapshot);
        let voice = Late {
            board: Arc::clone(&self.board),
            terminal: terminal.clone(),
            snapshot: Arc::clone(&snapshot),
        };
        let parts = Parts {
            snapshot: Arc::clone(&snapshot),
            provenance,
            drafts: serve.drafts,
            photos: self.project.photo_cache(),
            attachments: Arc::clone(&self.attachments),
            aside: self.aside.clone(),
        };
        let tell = || {
            let time = terminal.time();
            terminal.note(&match terminal.lang {
                Lang::Zh => format!("已更新：{counts}，用时{time}"),
                Lang::En => format!("up to date: {counts}, in {time}"),
            });
            self.board.built(terminal.lang);
        };
        match self.preview.show(parts, voice, tell) {
            Ok(broken) => {
                terminal.broken_pictures(&broken);
                Ok(Made::Site)
            }
            Err(Wrong::Leaks(leaks)) => {
                terminal.diagnostics(&leaks, &*snapshot.source);
                let counts = terminal.counts(&leaks);
                Ok(Made::Refused { diagnostics: leaks, counts })
            }
            Err(Wrong::Error(fault)) => Err(fault),
            Err(Wrong::Broken) => Err(broken_down()),
        }
    }
}

/// Tells what is wrong with pages that are made when the site is shown already.
struct Late {
    board: Arc<BuildStatus>,
    terminal: Terminal,
    snapshot: Arc<Snapshot>,
}

impl Voice for Late {
    fn report(&self, wrong: &Wrong) -> BuildFailure {
        let (terminal, lang) = (&self.terminal, self.terminal.lang);
        let note = say(
            lang,
            "这一页要改好才能看，也才能发布。",
            "Until this is mended the page cannot be shown, nor the site be published.",
        );
        match wrong {
            Wrong::Leaks(leaks) => report(leaks, &terminal.counts(leaks), note, lang),
            Wrong::Error(fault) => report_of(fault, note, lang),
            Wrong::Broken => report_of(&broken_down(), note, lang),
        }
    }

    fn tell(&self, wrong: &Wrong) {
        match wrong {
            Wrong::Leaks(leaks) => self.terminal.diagnostics(leaks, &*self.snapshot.source),
            Wrong::Error(fault) => self.terminal.fault(fault),
            Wrong::Broken => self.terminal.fault(&broken_down()),
        }
        let note = say(
            self.terminal.lang,
            "页面已更新，但有的页面做不出来或不能公开；改好以前不能发布。",
            "The pages are up to date, but some cannot be made or shown; until this is mended the site cannot be published.",
        );
        self.board.failed(
            BuildFailure { note: note.to_owned(), ..self.report(wrong) },
            self.terminal.lang,
        );
    }
}

/// A folder that nobody can guess or look into: drafts are seen here, and perhaps what must never leave the machine.
fn scratch() -> Result<tempfile::TempDir, Error> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("guidang-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    builder.tempdir().map_err(Error::io(Operation::Stage, std::env::temp_dir()))
}

/// Ctrl-C, or the system's wish, ends the waiting, and the folder is removed. Who cannot wait for a build asks twice.
fn end_with(stop: impl Fn() + Send + 'static) {
    let is_asked = AtomicBool::new(false);
    // Where the system does not let us hear of it, it ends the program itself; only the folder is left behind.
    let _ = ctrlc::set_handler(move || {
        if is_asked.swap(true, Ordering::Relaxed) {
            process::exit(130);
        }
        stop();
    });
}

/// The address for a browser; one that stands for all of the machine's is no place to go to.
fn address(listens: SocketAddr) -> String {
    let shown = match listens.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listens.port()),
        _ => listens,
    };
    format!("http://{shown}/")
}

fn greet(
    address: &str,
    serve: &Serve,
    changes: &SourceWatcher,
    terminal: &Terminal,
) -> Result<(), Error> {
    let lang = terminal.lang;
    terminal.print(&match lang {
        Lang::Zh => format!("请用浏览器打开：{address}\n"),
        Lang::En => format!("open it in a browser: {address}\n"),
    })?;
    if !serve.host.is_loopback() {
        terminal.note(say(
            lang,
            "注意：同一网络里的人都能看到，包括还没有公开的内容",
            "mind: everybody in this network can look, also at what is not published yet",
        ));
    }
    if !changes.has_notifications() {
        terminal.note(say(
            lang,
            "系统不能通知文件的改动，改为定时查看，更新会稍慢",
            "the system cannot tell of changed files; they are looked for from time to time instead",
        ));
    }
    terminal.note(say(
        lang,
        "保存后页面自动刷新；按Ctrl-C结束",
        "pages reload when files are saved; Ctrl-C ends it",
    ));
    Ok(())
}

fn broken_down() -> Error {
    Error::custom(
        "程序内部出错，这次没有生成。改动文件后会再试；终端里有出错的位置，请告诉开发者。",
        "The program itself failed, and nothing was built. It tries again on the next change; the terminal says where it failed: please tell the developers.",
    )
}

fn kept(has_site: bool, lang: Lang) -> &'static str {
    match (lang, has_site) {
        (Lang::Zh, true) => "。浏览器里仍是上一次的网站",
        (Lang::Zh, false) => "。还没有网站可看",
        (Lang::En, true) => ". The browser still shows the site of before",
        (Lang::En, false) => ". There is no site to show yet",
    }
}

/// What is said over the page: the errors alone, as warnings stop nothing.
fn report(diagnostics: &[Diagnostic], counts: &str, note: &str, lang: Lang) -> BuildFailure {
    let is_error = |it: &&Diagnostic| it.problem.severity() == Severity::Error;
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(is_error).collect();
    let trouble = |it: &&Diagnostic| {
        let words = it.words(lang);
        FailureItem {
            place: Some(diagnostics::place(it)),
            code: Some(it.problem.code().word()),
            message: diagnostics::visible(&words.message),
            help: words.help.map(|it| diagnostics::visible(&it)),
        }
    };
    let rest = errors.len().saturating_sub(MOST_TOLD);
    BuildFailure {
        more: (0 < rest).then(|| match lang {
            Lang::Zh => format!("另有{rest}个错误，先改好上面的"),
            Lang::En => format!("{rest} more; mend those above first"),
        }),
        ..bare(counts, errors.iter().take(MOST_TOLD).map(trouble).collect(), note, lang)
    }
}

fn report_of(fault: &Error, note: &str, lang: Lang) -> BuildFailure {
    let message = diagnostics::visible(&crate::privacy::redact(&fault.message(lang)));
    let trouble = FailureItem { place: None, code: None, message, help: None };
    bare(say(lang, "没有生成", "Nothing was built"), vec![trouble], note, lang)
}

/// What the reader sees meanwhile.
fn note(has_site: bool, lang: Lang) -> &'static str {
    match has_site {
        true => say(
            lang,
            "下面仍是上一次的页面。改好并保存，这里会自动更新。",
            "Below is the page of before. Mend and save, and it is brought up to date.",
        ),
        false => say(lang, "改好并保存，这里会自动更新。", "Mend and save, and the page appears."),
    }
}

fn bare(title: &str, problems: Vec<FailureItem>, note: &str, lang: Lang) -> BuildFailure {
    BuildFailure {
        title: title.to_owned(),
        note: note.to_owned(),
        problems,
        more: None,
        dismiss: say(lang, "收起", "Put aside").to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::panic;

    use super::*;
    use crate::diagnostics::{Problem, Span, Stray};

    #[test]
    fn a_build_that_breaks_down_ends_nothing() {
        assert_eq!(guarded(|| 1), Some(1));
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let broken: Option<u8> = guarded(|| panic!("on purpose"));
        panic::set_hook(hook);
        assert_eq!(broken, None);
        let report = report_of(&broken_down(), note(true, Lang::En), Lang::En);
        assert!(report.problems[0].message.contains("program itself failed"));
    }

    #[test]
    fn a_report_holds_no_more_than_can_be_read_and_no_number_of_anybody() {
        let file = "content/13812345678\u{202e}\n.md";
        let one = Diagnostic::new(file, Span::new(2, 3, 0), Problem::StrayFile(Stray::NotAFile));
        let all = vec![one; MOST_TOLD + 2];
        let errors = diagnostics::count(&all).0;
        let report = report(&all, "", "", Lang::Zh);
        assert_eq!(report.problems.len(), errors.min(MOST_TOLD));
        assert_eq!(report.more.is_some(), MOST_TOLD < errors);
        for place in report.problems.iter().filter_map(|it| it.place.as_ref()) {
            assert!(place.ends_with(":2:3") && !place.contains("13812345678"), "{place}");
            assert!(!place.contains(['\u{202e}', '\n']), "{place}");
        }
    }
}
