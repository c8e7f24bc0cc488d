//! `guidang hook post-receive`: publishes the protected branch in the folder that the repository's settings name.

use super::Exit;
use super::build::build_site;
use super::server::{self, Server};
use super::terminal::Terminal;
use crate::cli::{Build, Globals};
use crate::error::Error;
use crate::project::Project;
use crate::source::git::ObjectId;

pub(super) fn run(globals: &Globals, terminal: &mut Terminal) -> Result<Exit, Error> {
    let server = Server::here()?;
    let Some(output) = server.repository.setting(server::PUBLISH) else { return Ok(Exit::Done) };
    if !server.is_told_of_protected()? {
        return Ok(Exit::Done);
    }
    let build = Build { output: Some(output.into()), ..Build::default() };
    let mut built: Option<ObjectId> = None;
    // Another push may arrive while this one is built, and the site must not stay behind it.
    while let Some(tip) = server.tip() {
        if built.as_ref() == Some(&tip) {
            break;
        }
        let (repository, prefix) = (server.repository.clone(), server.prefix.clone());
        let project = Project::at_revision(repository, prefix, tip.clone());
        build_site(&project, &build, globals, terminal)?;
        built = Some(tip);
    }
    Ok(Exit::Done)
}
