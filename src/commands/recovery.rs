//! What a run says that finished what an earlier one began: a move, the closing of a term, a new school year.

use super::language;
use super::paths::shell_quoted;
use super::terminal::Terminal;
use crate::cli::Globals;
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::project::Recovery;

/// Says what was finished, in the language of the archive.
pub(super) fn tell(recovery: &Recovery, globals: &Globals, terminal: &Terminal) {
    let lang = match globals.lang {
        Some(lang) => lang,
        None => language::archive_language(globals.root.as_deref()).unwrap_or(terminal.lang),
    };
    if recovery.had_files {
        terminal.note(pick(
            lang,
            "上一次运行中途停了，没有做完的改动已经接着做完",
            "an earlier run stopped halfway; what it had begun was finished now",
        ));
    }
    for path in &recovery.outcome.skipped {
        terminal.error(&match lang {
            Lang::Zh => format!("“{path}”在这之间被改过，没有动它，请核对"),
            Lang::En => format!("`{path}` was changed meanwhile and left alone: check it"),
        });
    }
    if let Some(error) = &recovery.outcome.index_error {
        terminal.error(&not_staged(error, &recovery.to_stage, lang));
    } else if recovery.outcome.is_staged {
        terminal.note(pick(
            lang,
            "上一次的搬动git也记下了，请查看后提交（git commit）",
            "git holds the earlier move too: look at it and commit",
        ));
    }
}

/// The files are moved, and git does not know.
fn not_staged(error: &Error, paths: &[String], lang: Lang) -> String {
    let mut words = Vec::with_capacity(paths.len());
    for path in paths {
        words.push(shell_quoted(path));
    }
    let (words, why) = (words.join(" "), error.message(lang));
    // Git goes on with advice of its own.
    let why = why.lines().next().unwrap_or_default().trim_end_matches(['.', '。']);
    match lang {
        Lang::Zh => format!(
            "上一次的搬动，文件都改好了，但git还没有记下，这时提交会把搬走的当作删去：{why}。没有别的git在运行的，请删去.git里的index.lock，再运行一次guidang；或者自己运行 git add -A -- {words}"
        ),
        Lang::En => format!(
            "the files of an earlier move are as they should be, but git does not hold the move yet, and a commit would delete what was moved: {why}. If no other git is running, delete index.lock in .git and run guidang again; or run git add -A -- {words}"
        ),
    }
}
