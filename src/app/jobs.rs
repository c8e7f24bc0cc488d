//! `do` and `job`: tasks for the whole archive. Each is the program itself, started with the command that a person would
//! type, so that the checks and the messages are the same; one runs at a time.

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::refusal::Refused;
use super::session::{App, Opened};
use crate::l10n::app_messages::AppRefusal;
use crate::l10n::pick;

/// The most lines of a task that are kept.
const MOST_LINES: usize = 5000;

/// What is to be done.
#[derive(Deserialize)]
pub(super) struct TaskCall {
    pub(super) action: String,
    #[serde(default)]
    term: Option<String>,
    #[serde(default)]
    pub(super) path: Option<String>,
}

#[derive(Serialize)]
pub(super) struct Started {
    job: String,
}

/// A task and how far it is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Job {
    #[serde(skip)]
    id: String,
    state: &'static str,
    lines: Vec<String>,
    result: Value,
}

/// The tasks since the program started.
#[derive(Default)]
pub(super) struct Jobs {
    list: Arc<Mutex<Vec<Job>>>,
}

impl Jobs {
    /// Whether a task is not done yet.
    pub(super) fn is_running(&self) -> bool {
        locked(&self.list).iter().any(|job| job.state == "running")
    }
}

fn locked(list: &Mutex<Vec<Job>>) -> MutexGuard<'_, Vec<Job>> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `do`: starts a task.
pub(super) fn start(app: &App, call: &TaskCall) -> Result<Started, Refused> {
    let opened = app.opened()?;
    if call.action == "print" {
        let result = printed(&opened, call)?;
        return Ok(Started { job: add(&app.jobs, "done", result)? });
    }
    let term = call.term.clone().filter(|term| !term.is_empty() && !term.starts_with('-'));
    let arguments = match (call.action.as_str(), term) {
        ("check" | "build" | "archive", _) => vec![call.action.clone()],
        ("seal" | "close", Some(term)) => vec![call.action.clone(), term],
        _ => return Err(AppRefusal::NotUnderstood.into()),
    };
    let result = match call.action.as_str() {
        "build" => json!({ "path": opened.root.join("output").display().to_string() }),
        _ => Value::Null,
    };
    start_program(app, opened, arguments, result)
}

/// Starts the program with some arguments; `result` is what the page gets with the task.
pub(super) fn start_program(
    app: &App,
    opened: Opened,
    arguments: Vec<String>,
    result: Value,
) -> Result<Started, Refused> {
    let id = add(&app.jobs, "running", result)?;
    let list = Arc::clone(&app.jobs.list);
    let started = Started { job: id.clone() };
    let run = move || {
        let is_done = run(&opened, &arguments, &list, &id);
        update(&list, &id, |job| job.state = if is_done { "done" } else { "failed" });
    };
    if thread::Builder::new().spawn(run).is_err() {
        update(&app.jobs.list, &started.job, |job| job.state = "failed");
    }
    Ok(started)
}

/// `job`: how far a task is.
pub(super) fn state(app: &App, id: &str) -> Result<Job, Refused> {
    let list = locked(&app.jobs.list);
    let found = list.iter().find(|job| job.id == id).cloned();
    found.ok_or(AppRefusal::NoSuchFile.into())
}

/// Adds a task, unless another one is running.
fn add(jobs: &Jobs, state: &'static str, result: Value) -> Result<String, Refused> {
    let mut list = locked(&jobs.list);
    if list.iter().any(|job| job.state == "running") {
        return Err(AppRefusal::Busy.into());
    }
    let id = (list.len() + 1).to_string();
    list.push(Job { id: id.clone(), state, lines: Vec::new(), result });
    Ok(id)
}

fn update(list: &Mutex<Vec<Job>>, id: &str, change: impl FnOnce(&mut Job)) {
    if let Some(job) = locked(list).iter_mut().find(|job| job.id == id) {
        change(job);
    }
}

/// Runs the program with some arguments; false when it did not do what was asked.
fn run(opened: &Opened, arguments: &[String], list: &Arc<Mutex<Vec<Job>>>, id: &str) -> bool {
    let Ok(program) = std::env::current_exe() else { return false };
    let mut command = Command::new(program);
    command.args(arguments).arg("--root").arg(&opened.root);
    command.args(["--lang", pick(opened.lang(), "zh", "en")]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.current_dir(&opened.root).spawn() else { return false };
    let mut readers = Vec::new();
    if let Some(out) = child.stdout.take() {
        readers.push(reader(out, Arc::clone(list), id.to_owned()));
    }
    if let Some(errors) = child.stderr.take() {
        readers.push(reader(errors, Arc::clone(list), id.to_owned()));
    }
    for reader in readers.into_iter().flatten() {
        let _ = reader.join(); // what it could not read is not shown
    }
    child.wait().is_ok_and(|status| status.success())
}

/// Adds the lines of a stream to a task as they come.
fn reader(
    stream: impl Read + Send + 'static,
    list: Arc<Mutex<Vec<Job>>>,
    id: String,
) -> Option<thread::JoinHandle<()>> {
    let read = move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            update(&list, &id, |job| {
                if job.lines.len() < MOST_LINES && !line.trim().is_empty() {
                    job.lines.push(line);
                }
            });
        }
    };
    thread::Builder::new().spawn(read).ok()
}

/// The page of a document for printing, or that of a term's completeness check.
fn printed(opened: &Opened, call: &TaskCall) -> Result<Value, Refused> {
    let page = match (&call.path, &call.term) {
        (Some(path), _) => {
            let row = opened.index().row(path);
            let page = row.and_then(|row| row.page.clone()).ok_or(AppRefusal::NoSuchFile)?;
            match row.map(|row| row.kind) {
                Some("summary" | "plan") => format!("print/{page}"),
                _ => page,
            }
        }
        (None, Some(term)) => {
            let terms = &opened.snapshot.archive.calendar;
            let found = terms.terms().find(|(_, known)| known.name == *term);
            let (at, _) = found.ok_or(AppRefusal::NotUnderstood)?;
            let site = opened.snapshot.site(false, None);
            let page = site.routes.printed_completeness.get(at.0);
            page.cloned().ok_or(AppRefusal::NoSuchFile)?
        }
        (None, None) => return Err(AppRefusal::NotUnderstood.into()),
    };
    Ok(json!({ "page": page }))
}
