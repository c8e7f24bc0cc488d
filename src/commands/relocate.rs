//! `guidang move`: another id or place for a record, plan, pair or school; the merging of schools.

use std::path::Path;
use std::sync::Arc;

use super::load::lock_and_load;
use super::terminal::Terminal;
use super::{Exit, find_root, shell_quoted};
use crate::cli::{Globals, Relocate};
use crate::diagnostics::{Diagnostic, Severity};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::model::{Access, Archive, Grant, SchoolIx};
use crate::privacy;
use crate::project::{MoveOutcome, MoveRepository, Project, Snapshot, carry_out, today};
use crate::relocate::{MoveInputs, MovePlan, MovedSource, NotMoved, merge, relocate};
use crate::source::Source;
use crate::source::git::Repository;

/// So many files with changes are named.
const MOST_NAMED: usize = 5;

pub(super) fn run(
    asked: &Relocate,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let root = find_root(globals)?;
    let (writer, snapshot) =
        lock_and_load(&Project::at(&root), "move", asked.dry_run, globals, terminal)?;
    let errors = errors(&snapshot.diagnostics);
    if !errors.is_empty() {
        terminal.diagnostics(&errors, &*snapshot.source);
        terminal.note(pick(
            terminal.lang,
            "没有搬：内容有错误，读不懂的引用跟不了。请先改好",
            "nothing was moved: the content has errors, and a reference that cannot be read cannot follow; fix them first",
        ));
        return Ok(Exit::ContentErrors);
    }
    let (plan, merged) = match plan(asked, &snapshot) {
        Ok(planned) => planned,
        Err(NotMoved::Failed(error)) => return Err(error),
        Err(NotMoved::Refused(refusal)) => {
            let (zh, en) = (refusal.text(Lang::Zh), refusal.text(Lang::En));
            // A number of a person may stand on the command line.
            return Err(Error::custom(privacy::redact(&zh), privacy::redact(&en)));
        }
    };
    if let Some(problems) = problems_after(&snapshot, &plan)? {
        terminal.diagnostics(&problems.diagnostics, &*problems.source);
        terminal.note(pick(
            terminal.lang,
            "没有搬：搬过去以后会有以上错误",
            "nothing was moved: the errors above would be there afterwards",
        ));
        return Ok(Exit::ContentErrors);
    }
    let repository = match &writer {
        Some(_) => repository(&root, &plan)?,
        None => None,
    };
    print_plan(&plan, terminal)?;
    let outcome = match &writer {
        Some(writer) => Some(carry_out(writer, &root, &plan, repository.as_ref())?),
        None => None,
    };
    if let Some(school) = merged {
        note_merge(&snapshot, school, terminal);
    }
    Ok(finish(&plan, outcome.as_ref(), terminal))
}

/// The repository that takes part in the move.
fn repository(root: &Path, plan: &MovePlan) -> Result<Option<Repository>, Error> {
    match MoveRepository::of(root, plan)? {
        MoveRepository::Changed(paths) => Err(not_committed(&paths)),
        MoveRepository::Clean(repository) => Ok(Some(repository)),
        MoveRepository::None => Ok(None),
    }
}

fn errors(diagnostics: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut errors = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.problem.severity() == Severity::Error {
            errors.push(diagnostic.clone());
        }
    }
    errors
}

/// What is to change, and the school that ends.
fn plan(asked: &Relocate, snapshot: &Snapshot) -> Result<(MovePlan, Option<SchoolIx>), NotMoved> {
    let inputs = MoveInputs {
        archive: &snapshot.archive,
        seals: &snapshot.seals,
        source: &*snapshot.source,
    };
    if !asked.merge {
        return Ok((relocate(inputs, &asked.old, &asked.new)?, None));
    }
    let day = asked.date.unwrap_or_else(today);
    let (plan, school) = merge(inputs, (&asked.old, &asked.new), day)?;
    Ok((plan, Some(school)))
}

/// The errors that the archive would have.
struct ProblemsAfter {
    diagnostics: Vec<Diagnostic>,
    source: Arc<dyn Source>,
}

/// The errors that the archive would have after a move; `None` without any. The attachments are the same as before.
fn problems_after(snapshot: &Snapshot, plan: &MovePlan) -> Result<Option<ProblemsAfter>, Error> {
    let source: Arc<dyn Source> = Arc::new(MovedSource::new(snapshot.source.clone(), plan));
    let after = Snapshot::of_changed_source(source.clone(), &|_| false)?;
    let diagnostics = errors(&after.diagnostics);
    Ok((!diagnostics.is_empty()).then_some(ProblemsAfter { diagnostics, source }))
}

fn print_plan(plan: &MovePlan, terminal: &Terminal) -> Result<(), Error> {
    for rename in &plan.renames {
        terminal.item(&format!("{} → {}", rename.from, rename.to))?;
    }
    for edit in &plan.edits {
        terminal.item(&match terminal.lang {
            Lang::Zh => format!("改 {}", edit.path),
            Lang::En => format!("changes {}", edit.path),
        })?;
    }
    Ok(())
}

fn not_committed(paths: &[String]) -> Error {
    let named = paths.iter().take(MOST_NAMED).map(String::as_str).collect::<Vec<_>>();
    let (zh, en) = (named.join("、"), named.join(", "));
    let count = paths.len();
    Error::custom(
        format!(
            "没有搬：要改动的文件里有{count}个还没有提交（{zh}）。请先 git add 或提交，万一要退回才退得回去。"
        ),
        format!(
            "nothing was moved: {count} of the files that would change are not committed ({en}); stage or commit them first, so that the move can be taken back"
        ),
    )
}

/// What a person has to decide when a school ends.
fn note_merge(snapshot: &Snapshot, school: SchoolIx, terminal: &Terminal) {
    let pairs = open_pairs(&snapshot.archive, school);
    if !pairs.is_empty() {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!(
                "还要请您定：它所在的结对没有写“结束”（{}），不再结对的请写上日期",
                pairs.join("、")
            ),
            Lang::En => format!(
                "to be decided: pairs that it is in have no `end` ({}); write a date where they ended",
                pairs.join(", ")
            ),
        });
    }
    let pushers = match &snapshot.access {
        Some(access) => pushers_of(access, school),
        None => Vec::new(),
    };
    if !pushers.is_empty() {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("还要请您定：权限.yaml里{}仍可改它的文件夹", pushers.join("、")),
            Lang::En => format!(
                "to be decided: in access.yaml {} may still change its folder",
                pushers.join(", ")
            ),
        });
    }
}

/// The names of the pairs that a school is in and that have not ended.
fn open_pairs(archive: &Archive, school: SchoolIx) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for pair in &archive.pairs {
        if pair.end.is_none() && pair.holds(school) {
            names.push(&pair.name);
        }
    }
    names
}

/// Those who may change the folder of a school, apart from those who may change everything.
fn pushers_of(access: &Access, school: SchoolIx) -> Vec<&str> {
    let mut pushers: Vec<&str> = Vec::new();
    for (pusher, grant) in &access.grants {
        if let Grant::Of { schools, .. } = grant
            && schools.contains(&school)
        {
            pushers.push(pusher);
        }
    }
    pushers
}

fn finish(plan: &MovePlan, outcome: Option<&MoveOutcome>, terminal: &Terminal) -> Exit {
    let (old, new) = &plan.ids;
    let count = plan.edits.len();
    let Some(outcome) = outcome else {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!("{old} → {new}：会改{count}个文件；没有写文件"),
            Lang::En => format!("{old} → {new}: {count} files would change; nothing was written"),
        });
        return Exit::Done;
    };
    for path in &outcome.skipped {
        terminal.error(&match terminal.lang {
            Lang::Zh => format!("“{path}”刚才被别的程序改了，没有动它；旧名仍然有效"),
            Lang::En => {
                format!("`{path}` was changed by another program just now and left alone; the old name stays good")
            }
        });
    }
    if let Some(error) = &outcome.index_error {
        let error = error.message(terminal.lang);
        terminal.error(&match terminal.lang {
            Lang::Zh => format!("文件都改好了，但git没有记下改名，请运行 git add -A content：{error}"),
            Lang::En => format!(
                "the files are as they should be, but git did not record the move, run git add -A content: {error}"
            ),
        });
    }
    if outcome.is_staged {
        note_lost(plan, terminal);
    }
    terminal.note(&match (terminal.lang, outcome.is_staged) {
        (Lang::Zh, true) => {
            format!("{old} → {new}：改了{count}个文件，git已经记下，请查看后提交（git commit）")
        }
        (Lang::Zh, false) => format!("{old} → {new}：改了{count}个文件"),
        (Lang::En, true) => {
            format!("{old} → {new}: {count} files changed and staged; look at them and commit")
        }
        (Lang::En, false) => format!("{old} → {new}: {count} files changed"),
    });
    match outcome.index_error {
        Some(_) => Exit::Incomplete,
        None => Exit::Done,
    }
}

/// The moved files that git takes for new ones, and how their history is found all the same.
fn note_lost(plan: &MovePlan, terminal: &Terminal) {
    for (old, new) in plan.lost_to_git() {
        terminal.note(&match terminal.lang {
            Lang::Zh => format!(
                "“{new}”太短，改的又多，git不把它看作改名：git log --follow 只看到这一次，以前的历史用 git log -- {} 看",
                shell_quoted(&old)
            ),
            Lang::En => format!(
                "`{new}` is so short that git does not see that it was moved: git log --follow begins here, and git log -- {} shows what was before",
                shell_quoted(&old)
            ),
        });
    }
}
