//! `guidang hook …`: what git runs on a clone's commit, on a server's push, and after it.

use std::env;
use std::io::{self, BufRead};
use std::sync::Arc;

use super::Exit;
use super::server::{ROOT, Server};
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::diagnostics::{Diagnostic, Severity};
use crate::engine::submission::{self, Changes};
use crate::error::{Error, Operation};
use crate::l10n::Lang;
use crate::project::Snapshot;
use crate::source::Source;
use crate::source::git::{ObjectId, Repository, Revision};

/// One line of what git tells a pre-receive hook.
pub(super) struct Update {
    pub(super) old: Option<ObjectId>,
    pub(super) new: Option<ObjectId>,
    pub(super) branch: String,
}

/// `guidang hook pre-receive`: 0 takes the push, 1 refuses it whole.
pub(super) fn pre_receive(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let server = Server::here()?;
    terminal.lang = globals.lang.unwrap_or(Lang::Zh);
    let mut fine = true;
    for update in updates(io::stdin().lock())? {
        fine &= server.judge(&update, globals, terminal)?;
    }
    Ok(if fine { Exit::Done } else { Exit::ContentErrors })
}

/// `guidang hook pre-commit`: what is about to be committed checks clean, as far as it is touched.
pub(super) fn pre_commit(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let here = env::current_dir().map_err(Error::io(Operation::List, "."))?;
    let (repository, _) = Repository::of(&here)?;
    let prefix = repository.setting(ROOT).unwrap_or_default();
    let tree = repository.text(["write-tree"])?;
    let Some(tree) = ObjectId::new(tree.trim()) else { return Ok(Exit::Done) };
    let head = repository.resolve("HEAD", "commit").ok();
    let changes = repository.changes(head.as_ref(), &tree, &prefix)?;
    if !changes.keys().any(|it| it.starts_with("content/")) {
        return Ok(Exit::Done);
    }
    let new = Arc::new(Revision::open(&repository, tree.as_str(), &prefix, "content")?);
    let old = |head: &ObjectId| Revision::open(&repository, head.as_str(), &prefix, "content");
    let found = news(&new, &|| head.as_ref().map(old).transpose(), &changes, globals, terminal)?;
    terminal.diagnostics(&found, &*new);
    let refused = has_errors(&found);
    if refused {
        terminal.note(match terminal.lang {
            Lang::Zh => "没有提交：请按上面的提示改好，再“git add”并提交一次",
            Lang::En => "Nothing was committed: mend the above, `git add` and commit again",
        });
    }
    Ok(if refused { Exit::ContentErrors } else { Exit::Done })
}

/// What a tree newly has wrong. From then on messages are in the archive's language.
pub(super) fn news(
    new: &Arc<Revision>,
    old: &dyn Fn() -> Result<Option<Revision>, Error>,
    changes: &Changes,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Vec<Diagnostic>, Error> {
    let source: Arc<dyn Source> = Arc::<Revision>::clone(new);
    let snapshot = Snapshot::of_source(source, None)?;
    terminal.lang = globals.lang.unwrap_or(snapshot.archive.site.language);
    let before = || match old() {
        Ok(Some(old)) => match Snapshot::of_source(Arc::new(old), None) {
            Ok(snapshot) => snapshot.diagnostics,
            Err(_) => Vec::new(),
        },
        _ => Vec::new(),
    };
    Ok(submission::news(snapshot.diagnostics, &before, changes))
}

pub(super) fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|it| it.problem.severity() == Severity::Error)
}

/// `<old> <new> <ref>` a line. Tags and notes are no archive, and are left alone.
pub(super) fn updates(input: impl BufRead) -> Result<Vec<Update>, Error> {
    let mut out = Vec::new();
    for line in input.lines() {
        let line = line.map_err(Error::io(Operation::Read, "stdin"))?;
        let mut parts = line.splitn(3, ' ');
        let (Some(old), Some(new), Some(name)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        if name.starts_with("refs/tags/") || name.starts_with("refs/notes/") {
            continue;
        }
        let id = |text: &str| ObjectId::new(text).filter(|it| !it.is_none());
        let branch = name.strip_prefix("refs/heads/").unwrap_or(name).to_owned();
        out.push(Update { old: id(old), new: id(new), branch });
    }
    Ok(out)
}
