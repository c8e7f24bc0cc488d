//! `guidang hook post-receive`: publishes the protected branch in the folder that the repository's settings name.

use std::io;

use super::Exit;
use super::build::build_site;
use super::terminal::Terminal;
use crate::cli::{Build, Globals};
use crate::error::Error;
use crate::project::{PUBLISH_SETTING, Project, PushReceiver};
use crate::source::git::{ObjectId, parse_ref_updates};

pub(super) fn run(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let receiver = PushReceiver::here()?;
    let Some(output) = receiver.repository.setting(PUBLISH_SETTING) else { return Ok(Exit::Done) };
    let updates = parse_ref_updates(io::stdin().lock())?;
    if !updates.iter().any(|update| receiver.is_protected(update)) {
        return Ok(Exit::Done);
    }
    let build = Build { output: Some(output.into()), ..Build::default() };
    let mut built: Option<ObjectId> = None;
    // Another push may arrive while this one is built, and the site must not stay behind it.
    while let Some(tip) = receiver.tip() {
        if built.as_ref() == Some(&tip) {
            break;
        }
        let (repository, prefix) = (receiver.repository.clone(), receiver.prefix.clone());
        let project = Project::at_revision(repository, prefix, tip.clone());
        build_site(&project, &build, globals, terminal)?;
        built = Some(tip);
    }
    Ok(Exit::Done)
}
