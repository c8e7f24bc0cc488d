//! Who pushes, as the server says it and never as the commits do.

use std::env;
use std::process::Command;

use crate::source::git::Repository;

/// The setting that names the environment variable with the pusher's name. Where it is set, no other counts.
pub(crate) const PUSHER_SETTING: &str = "guidang.pusherEnv";
/// The value of that setting with which the system's account counts.
pub(crate) const SYSTEM_ACCOUNT: &str = "account";
/// The variables in which servers name the pusher.
const KNOWN: [&str; 4] = ["GITEA_PUSHER_NAME", "FORGEJO_PUSHER_NAME", "GL_USERNAME", "REMOTE_USER"];

/// The name of the pusher; empty when the server does not say it.
pub(super) fn pusher(repository: &Repository) -> String {
    match repository.setting(PUSHER_SETTING) {
        Some(setting) if setting == SYSTEM_ACCOUNT => system_account(),
        Some(variable) => value_of(&variable).unwrap_or_default(),
        None => KNOWN.into_iter().find_map(value_of).unwrap_or_else(system_account),
    }
}

fn value_of(variable: &str) -> Option<String> {
    env::var(variable).ok().filter(|value| !value.is_empty())
}

/// The account that the program runs under.
fn system_account() -> String {
    if cfg!(windows) {
        return env::var("USERNAME").unwrap_or_default();
    }
    match Command::new("id").arg("-un").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Err(_) => String::new(),
    }
}
