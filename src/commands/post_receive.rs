//! `guidang hook post-receive`: publishes the shared branch in the folder that the repository's settings name.

use std::io;
use std::path::Path;

use super::Exit;
use super::build::build_site;
use super::terminal::Terminal;
use crate::cli::{Build, Globals};
use crate::error::Error;
use crate::l10n::{Lang, pick};
use crate::output::MARKER;
use crate::project::{PUBLISH_SETTING, Project, PublishLock, PublishState, PushReceiver};
use crate::source::git::{ObjectId, parse_ref_updates};

pub(super) fn run(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let receiver = PushReceiver::here()?;
    terminal.lang = globals.lang.unwrap_or(Lang::Zh);
    let Some(output) = receiver.repository.setting(PUBLISH_SETTING) else { return Ok(Exit::Done) };
    let updates = parse_ref_updates(io::stdin().lock())?;
    if !updates.iter().any(|update| receiver.is_protected(update)) {
        return Ok(Exit::Done);
    }
    let Some(_lock) = PublishLock::wait(&receiver.repository)? else {
        terminal.error(pick(
            terminal.lang,
            "已收下，但上一次发布十分钟还没有结束，网站没有更新。请告诉管理员；下一次推送时会再发布",
            "accepted, but another publishing has not ended for ten minutes, so the site was not updated. Tell the maintainer; the next push publishes again",
        ));
        return Ok(Exit::ContentErrors);
    };
    let mut exit = Exit::Done;
    let mut done: Option<ObjectId> = None;
    // Another push may arrive while this one is built, and the site must not stay behind it.
    while let Some(tip) = receiver.tip() {
        if done.as_ref() == Some(&tip) || is_published(&receiver, &tip, &output)? {
            break;
        }
        exit = publish(&receiver, &tip, &output, globals, terminal)?;
        done = Some(tip);
    }
    Ok(exit)
}

/// Whether the push that held the lock before published this commit too.
fn is_published(receiver: &PushReceiver, tip: &ObjectId, output: &str) -> Result<bool, Error> {
    let state = PublishState::read(&receiver.repository)?;
    let is_shown = state
        .is_some_and(|state| !state.failed() && state.published.as_deref() == Some(tip.as_str()));
    Ok(is_shown && Path::new(output).join(MARKER).exists())
}

/// Builds the site of a commit, and writes what became of it.
fn publish(
    receiver: &PushReceiver,
    tip: &ObjectId,
    output: &str,
    globals: &Globals,
    terminal: &mut Terminal,
) -> Result<Exit, Error> {
    let build = Build { output: Some(output.into()), ..Build::default() };
    let (repository, prefix) = (receiver.repository.clone(), receiver.prefix.clone());
    let project = Project::at_revision(repository, prefix, tip.clone());
    let failure = match build_site(&project, &build, globals, terminal) {
        Ok(Exit::Done) => None,
        Ok(Exit::ContentErrors | Exit::Incomplete) => Some(
            pick(
                terminal.lang,
                "内容有错误，见推送时的提示（guidang check可以再看）",
                "errors in the content, printed after the push (guidang check prints them again)",
            )
            .to_owned(),
        ),
        Err(error) => {
            terminal.fault(&error);
            Some(error.message(terminal.lang))
        }
    };
    let now = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let state = PublishState::write(&receiver.repository, tip, failure, &now)?;
    if !state.failed() {
        return Ok(Exit::Done);
    }
    terminal.error(pick(
        terminal.lang,
        "已收下，但网站没有更新。请把上面的提示告诉管理员；改好后的下一次推送会更新网站",
        "accepted, but the site was not updated. Tell the maintainer what is printed above; the next push after it is fixed updates the site",
    ));
    terminal.line(&state.text(terminal.lang));
    Ok(Exit::ContentErrors)
}
