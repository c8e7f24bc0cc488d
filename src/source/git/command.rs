//! The one place that makes git commands, so that no object but those of the repository has a say.
//!
//! A replace ref, a graft or an alternate store of objects would let a pusher show other records than those that were
//! judged (docs/security.md).

use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use super::Repository;
use crate::error::{Error, Operation, UsageError};

/// A path below a device that holds no files, so no grafts are read.
const NO_FILE: &str = "/dev/null/none";
/// Set by git while a push waits for its verdict: the folder of the pushed objects, inside that of all others.
const QUARANTINE: &str = "GIT_QUARANTINE_PATH";
const ALTERNATES: &str = "GIT_ALTERNATE_OBJECT_DIRECTORIES";

impl Repository {
    pub(super) fn command<I: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = I>) -> Command {
        let mut command = Command::new("git");
        command
            .current_dir(&self.folder)
            // The output must not depend on the language of the machine.
            .env("LC_ALL", "C")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_GRAFT_FILE", NO_FILE)
            .arg("--no-replace-objects")
            .args(["-c", "core.quotepath=false", "-c", "log.showSignature=false"])
            .args(args)
            .stdin(Stdio::null());
        match quarantine_of(env::var_os(QUARANTINE)) {
            Some((pushed, objects)) => {
                command.env("GIT_OBJECT_DIRECTORY", pushed).env(ALTERNATES, objects);
            }
            None => {
                command.env_remove(ALTERNATES);
            }
        }
        command
    }

    /// The output of git, unless it has more bytes than the limit: then git is stopped, and there is none. `input` is
    /// what git reads.
    ///
    /// # Errors
    /// When git cannot be run or fails.
    pub fn run_bounded<I: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = I>,
        input: &[u8],
        limit: u64,
    ) -> Result<Option<Vec<u8>>, Error> {
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(no_git)?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let mut output = Vec::new();
        let message = thread::scope(|scope| {
            scope.spawn(move || stdin.map(|mut pipe| pipe.write_all(input)));
            let message = scope.spawn(move || read_message(stderr));
            if let Some(stdout) = stdout {
                // What cannot be read is missing, and git then fails.
                let _ = stdout.take(limit + 1).read_to_end(&mut output);
            }
            if is_over(&output, limit) {
                let _ = child.kill();
            }
            message.join().unwrap_or_default()
        });
        let status = child.wait().map_err(no_git)?;
        if is_over(&output, limit) {
            return Ok(None);
        }
        match status.success() {
            true => Ok(Some(output)),
            false => Err(UsageError::Git { said: message }.into()),
        }
    }
}

fn is_over(output: &[u8], limit: u64) -> bool {
    limit < output.len() as u64
}

fn read_message(pipe: Option<impl Read>) -> String {
    const MOST: u64 = 64 * 1024;
    let mut bytes = Vec::new();
    if let Some(pipe) = pipe {
        let mut pipe = pipe.take(MOST);
        let _ = pipe.read_to_end(&mut bytes);
        let _ = io::copy(&mut pipe.into_inner(), &mut io::sink());
    }
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

/// The folder of the objects that wait for their verdict, and that of the repository's own. Stores that the pusher's
/// environment names are left out: a commit must not rest on objects that leave with the pusher.
fn quarantine_of(path: Option<OsString>) -> Option<(OsString, OsString)> {
    let pushed = path?;
    let objects = Path::new(&pushed).parent()?.as_os_str().to_owned();
    let quoted = match objects.to_str() {
        // Git separates folders by this sign unless they are quoted.
        Some(text) if text.contains(SEPARATOR) => {
            format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")).into()
        }
        _ => objects,
    };
    Some((pushed, quoted))
}

/// The most bytes of a list of files that git gives, about two million of them. A tree that holds one folder a thousand
/// times over is small, and endless when it is listed.
pub(super) const MOST_LISTED: u64 = 256 * 1024 * 1024;

pub(super) fn too_many_files() -> Error {
    Error::custom(
        "仓库里的文件太多，列不完。请核对是不是提交了不该提交的文件夹。",
        "the repository lists too many files; check whether a folder was committed that should not be.",
    )
}

const SEPARATOR: char = if cfg!(windows) { ';' } else { ':' };

pub(super) fn no_git(error: io::Error) -> Error {
    Error::Io { operation: Operation::RunGit, path: "git".into(), source: error }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_repositorys_own_objects_stand_beside_those_of_a_push() {
        let of = |path: &str| quarantine_of(Some(path.into()));
        let want = Some(("/srv/a.git/objects/tmp_objdir-x".into(), "/srv/a.git/objects".into()));
        assert_eq!(of("/srv/a.git/objects/tmp_objdir-x"), want);
        let quoted = of("/srv/a:b\".git/objects/x").unwrap().1;
        assert_eq!(quoted, OsString::from("\"/srv/a:b\\\".git/objects\""));
        assert_eq!(quarantine_of(None), None);
    }
}
