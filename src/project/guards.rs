//! The settings of git that guard a repository which receives pushes, and what of them is missing (docs/security.md).

use std::path::Path;

use super::hooks::{is_installed, script_names};
use super::push::{ADMIN_SETTING, BRANCH_SETTING, PUBLISH_SETTING, PUSHER_SETTING, PushReceiver};
use crate::error::Error;
use crate::parse;
use crate::source::git::{Repository, Revision};

/// A setting of git, and the value that guards the repository.
pub(crate) struct Guard {
    pub(crate) name: &'static str,
    value: &'static str,
    /// Whether another value that was chosen is as good.
    is_own_choice: bool,
}

const fn fixed(name: &'static str, value: &'static str) -> Guard {
    Guard { name, value, is_own_choice: false }
}

/// In the order in which they are reported.
const GUARDS: [Guard; 7] = [
    // Malformed objects, names like `..` and `.git`.
    fixed("receive.fsckObjects", "true"),
    fixed("transfer.fsckObjects", "true"),
    // The bytes of a push as it is sent.
    Guard { name: "receive.maxInputSize", value: "500m", is_own_choice: true },
    // Nobody replaces one object by another.
    fixed("core.useReplaceRefs", "false"),
    // What was accepted survives a power cut.
    fixed("core.fsync", "all"),
    // Where branches pointed to, to restore them.
    Guard { name: "core.logAllRefUpdates", value: "always", is_own_choice: true },
    // No history whose beginning is missing.
    fixed("receive.shallowUpdate", "false"),
];

/// Something by which a push could get around the rules, or that keeps the archive from working.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Opening {
    /// A setting is missing or has another value.
    Setting { name: &'static str, wanted: &'static str },
    /// A setting makes git overlook broken objects.
    Overlooks { name: String },
    /// A script is missing, changed or cannot be run.
    Script { name: &'static str },
    /// No shared branch is named.
    NoBranch { branch: String },
    /// HEAD names another branch than the shared one, so clones check out another.
    Head { branch: String },
    /// Whoever pushes first creates the shared branch.
    AnyoneFirst { branch: String },
    /// No variable is named that holds the pusher's name.
    NoPusher,
    /// Everybody may change everything.
    NoAccess,
    /// Nobody may change what belongs to all.
    NoAdministrator,
    /// References that replace or annotate objects.
    Reference { name: String },
    /// Grafts change who the parents of commits are.
    Grafts,
    /// People without an account may push.
    Anonymous { name: &'static str },
    /// Every account of the machine may write to the repository.
    WritableByAll,
}

/// Sets the guards of a repository. Returns those that were set, with their values.
pub(crate) fn set_guards(
    repository: &Repository,
) -> Result<Vec<(&'static str, &'static str)>, Error> {
    let mut set = Vec::new();
    for guard in &GUARDS {
        if !guard.holds(repository) {
            repository.set(guard.name, guard.value)?;
            set.push((guard.name, guard.value));
        }
    }
    Ok(set)
}

impl Guard {
    fn holds(&self, repository: &Repository) -> bool {
        match repository.setting(self.name) {
            Some(value) if self.is_own_choice => value != "0",
            Some(value) => plain(&value) == self.value,
            None => false,
        }
    }
}

/// Git has several words for true and false.
fn plain(value: &str) -> String {
    match &*value.to_ascii_lowercase() {
        "true" | "yes" | "on" | "1" => "true".into(),
        "false" | "no" | "off" | "0" => "false".into(),
        other => other.to_owned(),
    }
}

/// What is open in a repository that receives pushes.
pub(crate) fn openings(repository: &Repository) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    for guard in &GUARDS {
        if !guard.holds(repository) {
            openings.push(Opening::Setting { name: guard.name, wanted: guard.value });
        }
    }
    let publishes = repository.setting(PUBLISH_SETTING).is_some();
    for name in script_names(publishes) {
        if !is_installed(repository, name)? {
            openings.push(Opening::Script { name });
        }
    }
    openings.extend(weak_settings(repository));
    openings.extend(foreign_references(repository)?);
    openings.extend(branch_openings(repository)?);
    Ok(openings)
}

/// Settings that let pushes in, or broken objects.
fn weak_settings(repository: &Repository) -> Vec<Opening> {
    let mut openings = Vec::new();
    let pattern = r"^(fsck|receive\.fsck|fetch\.fsck)\.";
    let listed = repository.text(["config", "--name-only", "--get-regexp", pattern]);
    for name in listed.unwrap_or_default().lines() {
        openings.push(Opening::Overlooks { name: name.to_owned() });
    }
    for name in ["http.receivepack", "daemon.receivepack"] {
        if repository.setting(name).is_some_and(|value| plain(&value) == "true") {
            openings.push(Opening::Anonymous { name });
        }
    }
    if repository.setting(PUSHER_SETTING).is_none() {
        openings.push(Opening::NoPusher);
    }
    if repository.own_path("objects").is_ok_and(|path| is_writable_by_all(&path)) {
        openings.push(Opening::WritableByAll);
    }
    openings
}

fn foreign_references(repository: &Repository) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    let listed = ["for-each-ref", "--format=%(refname)", "refs/replace/", "refs/notes/"];
    for name in repository.text(listed)?.lines() {
        openings.push(Opening::Reference { name: name.to_owned() });
    }
    if repository.own_path("info/grafts").is_ok_and(|path| path.exists()) {
        openings.push(Opening::Grafts);
    }
    Ok(openings)
}

/// Whether the shared branch is named, and by whom it may be changed.
fn branch_openings(repository: &Repository) -> Result<Vec<Opening>, Error> {
    let mut openings = Vec::new();
    let receiver = PushReceiver::of(repository.clone())?;
    let branch = receiver.protected.clone();
    if repository.setting(BRANCH_SETTING).is_none() {
        openings.push(Opening::NoBranch { branch: branch.clone() });
    }
    if repository.head_branch().as_ref() != Some(&branch) {
        openings.push(Opening::Head { branch: branch.clone() });
    }
    let administrators = repository.settings(ADMIN_SETTING);
    let Some(tip) = receiver.tip() else {
        if administrators.is_empty() {
            openings.push(Opening::AnyoneFirst { branch });
        }
        return Ok(openings);
    };
    let is_yaml = |path: &str| path.ends_with(".yaml") && !path.starts_with("content/seals/");
    let prefix = &receiver.prefix;
    let tree = Revision::open_filtered(repository, tip.as_str(), prefix, "content", &is_yaml)?;
    match parse::archive(&tree)?.access {
        None => openings.push(Opening::NoAccess),
        Some(access) => {
            let has_all = access.grants.values().any(|grant| *grant == crate::model::Grant::All);
            if !has_all && administrators.is_empty() {
                openings.push(Opening::NoAdministrator);
            }
        }
    }
    Ok(openings)
}

#[cfg(unix)]
fn is_writable_by_all(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & 0o002 != 0)
}

#[cfg(not(unix))]
fn is_writable_by_all(_: &Path) -> bool {
    false
}
