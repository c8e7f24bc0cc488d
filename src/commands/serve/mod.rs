//! `guidang serve`: shows the site in a browser, and updates it on every change.

mod ending;
mod failure;
mod running;
mod secret;
mod session;

use std::io::IsTerminal;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::terminal::Terminal;
use super::{Exit, browser};
use crate::app::App;
use crate::cli::{Globals, Serve};
use crate::error::{Error, Operation, UsageError};
use crate::l10n::{Lang, pick};
use crate::output::WorkFolder;
use crate::project::{Origin, Project};
use crate::server::{ChangedPaths, Server, SourceWatcher, WatchOutcome};
use ending::{Ending, end_with_the_page};
use running::{Memory, Trace};
use session::{ServeSession, Shared};

pub(super) fn run(
    serve: &Serve,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    if serve.edit && !serve.host.is_loopback() {
        return Err(not_for_others());
    }
    let found = Origin::find(globals.root.as_deref(), None);
    let is_first_start =
        serve.edit && matches!(&found, Err(Error::Usage(UsageError::NoRoot { .. })));
    let memory = if serve.until_closed { Memory::of_person() } else { None };
    let wanted = found.as_ref().ok().map(Origin::root);
    if show_running(memory.as_ref(), wanted) {
        return Ok(Exit::Done);
    }
    let server = bind(serve)?;
    let recent = memory.as_ref().map(Memory::archives).unwrap_or_default();
    let app =
        serve.edit.then(|| Arc::new(App::new(terminal.lang, serve.as_of, serve.drafts, recent)));
    let shared = Shared::new(app);
    let mut address = browser_address(server.address());
    let secret = if serve.edit { Some(secret::new_secret()?) } else { None };
    if let Some(secret) = &secret {
        address.push_str(&format!("_guidang/enter?key={secret}"));
    }
    let trace = memory.map(|memory| Trace::begin(memory, &address, wanted));
    let ending = Arc::new(Ending::default());
    if let Some(app) = &shared.app {
        end_with_the_page(Arc::clone(app), serve.until_closed, Arc::clone(&ending));
    }
    let project = match &shared.app {
        Some(app) if is_first_start => {
            shared.start(server, secret);
            greet(&address, serve, true, terminal)?;
            let Some(root) = app.wait_for_archive() else { return Ok(Exit::Done) };
            Project::at(root)
        }
        _ => {
            let project = Project::at(found?.root());
            shared.start(server, secret);
            project
        }
    };
    let temporary = private_temp_dir()?;
    // The watch begins before anything is read, so that no change is missed.
    let mut changes = SourceWatcher::new(project.root(), &["content", "themes"]);
    stop_on_signal(changes.stopper());
    ending.stop_by(changes.stopper());
    if let Some(trace) = &trace {
        trace.opened(project.root());
    }
    let mut session =
        ServeSession::new(&project, serve, globals, temporary.path().join("files"), shared);
    if !is_first_start {
        greet(&address, serve, changes.has_notifications(), terminal)?;
    }
    update_until_stopped(&mut session, &mut changes, terminal);
    Ok(Exit::Done) // `temporary` removes its folder
}

fn update_until_stopped(
    session: &mut ServeSession<'_>,
    changes: &mut SourceWatcher,
    terminal: &mut Terminal,
) {
    let mut changed = ChangedPaths::Any;
    loop {
        terminal.restart();
        session.update(&changed, terminal);
        changed = match changes.wait() {
            WatchOutcome::Build(changed) => changed,
            WatchOutcome::Stop => return,
        };
        session.interrupt();
    }
}

/// Opens the page of an app that runs already: of the archive that is wanted, or of any where none was found. Returns whether
/// there is one.
fn show_running(memory: Option<&Memory>, wanted: Option<&Path>) -> bool {
    let address = memory.and_then(|memory| memory.running(wanted));
    if let Some(address) = &address {
        browser::open(address.as_ref());
    }
    address.is_some()
}

fn not_for_others() -> Error {
    Error::custom(
        "--edit 只能在本机用，不能和 --host 一起写。要让别人看，请另开一个不带 --edit 的 guidang serve。",
        "--edit is for this machine only and does not go with --host. For others to look, start another guidang serve without --edit.",
    )
}

/// The port that was asked for; for the local app any other one where that is taken, as by the app of another archive.
fn bind(serve: &Serve) -> Result<Server, Error> {
    let bound = Server::bind(serve.host, serve.port);
    if serve.edit && bound.is_err() {
        return Server::bind(serve.host, 0).or(bound);
    }
    bound
}

/// A folder that nobody else can read: drafts are shown here, and perhaps data that must never leave the machine.
fn private_temp_dir() -> Result<WorkFolder, Error> {
    let folder = std::env::temp_dir();
    WorkFolder::create(&folder, "guidang-serve-").map_err(Error::io(Operation::Stage, folder))
}

/// Stops on Ctrl-C or when the system asks, so that the temporary folder is removed. A second signal ends at once.
fn stop_on_signal(stop: impl Fn() + Send + 'static) {
    let is_stopping = AtomicBool::new(false);
    // Where no handler can be set, the system ends the process itself and only the folder is left.
    let _ = ctrlc::set_handler(move || {
        if is_stopping.swap(true, Ordering::Relaxed) {
            process::exit(130);
        }
        stop();
    });
}

/// The address for a browser, which cannot open the one that stands for all addresses of the machine.
fn browser_address(listens: SocketAddr) -> String {
    let shown = match listens.ip() {
        ip if ip.is_unspecified() => SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listens.port()),
        _ => listens,
    };
    format!("http://{shown}/")
}

fn greet(
    address: &str,
    serve: &Serve,
    has_notifications: bool,
    terminal: &Terminal,
) -> Result<(), Error> {
    let lang = terminal.lang;
    terminal.print(&match lang {
        Lang::Zh => format!("请用浏览器打开：{address}\n"),
        Lang::En => format!("open it in a browser: {address}\n"),
    })?;
    if !serve.host.is_loopback() {
        terminal.note(pick(
            lang,
            "注意：同一网络里的人都能看到，包括还没有公开的内容",
            "warning: everybody in this network can see it, including what is not published yet",
        ));
    }
    if !has_notifications {
        terminal.note(pick(
            lang,
            "系统不能通知文件的改动，改为定时查看，更新会稍慢",
            "the system cannot report changed files; they are checked from time to time instead",
        ));
    }
    terminal.note(pick(
        lang,
        "保存后页面自动刷新；按Ctrl-C结束",
        "pages reload when files are saved; press Ctrl-C to stop",
    ));
    // Where nobody sees the address, such as in a pipe, nobody waits for a browser either.
    if serve.open || serve.edit && std::io::stdout().is_terminal() {
        browser::open(address.as_ref());
    }
    Ok(())
}
