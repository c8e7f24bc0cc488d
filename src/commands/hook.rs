//! `guidang hook …`: what git runs on a clone's commit and on a server's push.

use std::io;

use super::Exit;
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::diagnostics::{self, Diagnostic};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::project::{PushReceiver, PushReview, SubmissionReview, review_commit};
use crate::source::MemorySource;
use crate::source::git::parse_ref_updates;

/// `guidang hook pre-receive`: exit code 0 accepts the push, 1 refuses it as a whole.
pub(super) fn pre_receive(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let receiver = PushReceiver::here()?;
    terminal.lang = globals.lang.unwrap_or(Lang::Zh);
    let push = receiver.review(&parse_ref_updates(io::stdin().lock())?)?;
    print_push(&push, globals, terminal);
    Ok(if push.is_accepted() { Exit::Done } else { Exit::ContentErrors })
}

/// Prints what is wrong with a push, and what to do.
fn print_push(push: &PushReview, globals: &Globals, terminal: &mut Terminal) {
    terminal.lang = globals.lang.unwrap_or(push.lang);
    for problem in &push.refused {
        terminal.refusal(problem);
    }
    terminal.diagnostics(&push.findings, &MemorySource::default());
    let mut is_told = false;
    for branch in &push.reviews {
        print_review(&branch.review, globals, terminal);
        if branch.review.has_errors() {
            is_told = true;
            terminal.note(&not_accepted(&branch.name, &branch.review, terminal.lang));
        }
    }
    if push.is_accepted() {
        return;
    }
    if push.concerns_history {
        terminal.note(pick(
            terminal.lang,
            "有的问题在较早的提交里，后来改掉也还留在历史里：改好后请合成一次，git reset --soft origin/main，再提交、推送",
            "Some problems are in earlier commits, and stay in the history: fix them, make one commit of those not pushed yet (git reset --soft origin/main), and push again",
        ));
    }
    if !is_told {
        terminal.note(pick(terminal.lang, "没有收下这次推送", "The push was not accepted"));
    }
}

/// `guidang hook pre-commit`: what is about to be committed must add no errors.
pub(super) fn pre_commit(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let Some(review) = review_commit()? else { return Ok(Exit::Done) };
    print_review(&review, globals, terminal);
    if !review.has_errors() {
        return Ok(Exit::Done);
    }
    terminal.note(match terminal.lang {
        Lang::Zh => "没有提交：请按上面的提示改好，再“git add”并提交一次",
        Lang::En => "Nothing was committed: fix the errors above, `git add` and commit again",
    });
    Ok(Exit::ContentErrors)
}

/// Prints the problems. From then on messages are in the archive's language, unless `--lang` names another.
fn print_review(review: &SubmissionReview, globals: &Globals, terminal: &mut Terminal) {
    terminal.lang = globals.lang.unwrap_or(review.lang);
    terminal.diagnostics(&review.diagnostics, &*review.source);
    for correction in &review.corrections {
        terminal.note(&correction_waits(correction, terminal.lang));
    }
}

/// A correction of a sealed term is handed in on a branch, and accepted by whoever seals the term again.
fn correction_waits(correction: &Diagnostic, lang: Lang) -> String {
    let place = diagnostics::place(correction);
    match lang {
        Lang::Zh => format!(
            "{place}: 对已封存学期的更正，等管理员核对并重新封存。请推送到单独的分支：git push origin HEAD:refs/heads/更正"
        ),
        Lang::En => format!(
            "{place}: a correction of a sealed term, which waits for the maintainer to seal the term again. Push it to a branch of its own: git push origin HEAD:refs/heads/correction"
        ),
    }
}

fn not_accepted(branch: &str, review: &SubmissionReview, lang: Lang) -> String {
    let (errors, _) = diagnostics::count(&review.diagnostics);
    match lang {
        Lang::Zh => {
            format!("没有收下“{branch}”：{errors}个错误。请按上面的提示改好，提交后再推送一次")
        }
        Lang::En => format!(
            "`{branch}` was not accepted: {errors} errors. Fix the errors above, commit and push again"
        ),
    }
}
