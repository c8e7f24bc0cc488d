//! `guidang hook …`: what git runs on a clone's commit and on a server's push.

use std::io;

use super::Exit;
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::diagnostics;
use crate::error::Error;
use crate::l10n::Lang;
use crate::project::{PushReceiver, PushVerdict, SubmissionReview, review_commit};
use crate::source::git::parse_ref_updates;

/// `guidang hook pre-receive`: exit code 0 accepts the push, 1 refuses it as a whole.
pub(super) fn pre_receive(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let receiver = PushReceiver::here()?;
    terminal.lang = globals.lang.unwrap_or(Lang::Zh);
    let mut is_accepted = true;
    for update in parse_ref_updates(io::stdin().lock())? {
        match receiver.review(&update)? {
            PushVerdict::Accepted => {}
            PushVerdict::Refused(problem) => {
                terminal.refusal(&problem);
                is_accepted = false;
            }
            PushVerdict::Reviewed(review) => {
                print_review(&review, globals, terminal);
                if review.has_errors() {
                    is_accepted = false;
                    terminal.note(&not_accepted(&update.branch, &review, terminal.lang));
                }
            }
        }
    }
    Ok(if is_accepted { Exit::Done } else { Exit::ContentErrors })
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
