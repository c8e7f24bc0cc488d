//! One commit a hand-in, with the school as its author.

use std::path::Path;

use crate::error::Error;
use crate::source::git::Repository;

/// The address of every author: no school has one that may stand in a history for ever. The domain is reserved for
/// addresses that do not exist (RFC 2606).
const ADDRESS: &str = "receive@guidang.invalid";

/// A repository that hand-ins are committed to.
#[derive(Debug)]
pub(super) struct CommitTarget {
    repository: Repository,
}

impl CommitTarget {
    /// The repository around an archive.
    pub(super) fn of(root: &Path) -> Result<CommitTarget, Error> {
        let (repository, _) = Repository::of(root)?;
        Ok(CommitTarget { repository })
    }

    /// Commits these paths, relative to the archive, and nothing else that may be staged. Nothing happens where they are
    /// committed already. The hand-in was judged by the rules of the hooks, so that these are not run again.
    pub(super) fn commit(
        &self,
        author: &str,
        message: &str,
        paths: &[String],
    ) -> Result<(), Error> {
        let with_paths = |args: &[&str], paths: &[String]| {
            let mut all = vec!["--literal-pathspecs".to_owned()];
            all.extend(args.iter().map(|arg| (*arg).to_owned()));
            all.push("--".to_owned());
            all.extend(paths.iter().cloned());
            all
        };
        let mut known: Vec<String> = Vec::new();
        for path in paths {
            let is_there = self.repository.folder().join(path).symlink_metadata().is_ok();
            let one = std::slice::from_ref(path);
            if is_there {
                self.repository.run(with_paths(&["add", "--force"], one))?;
                known.push(path.clone());
            } else if !self.repository.run(with_paths(&["ls-files", "-z"], one))?.is_empty() {
                known.push(path.clone());
            }
        }
        let status = with_paths(&["status", "--porcelain", "--untracked-files=all"], &known);
        if known.is_empty() || self.repository.run(status)?.is_empty() {
            return Ok(());
        }
        let author = format!("--author={} <{ADDRESS}>", plain_name(author));
        let message = format!("--message={message}");
        let mut args: Vec<String> = Vec::new();
        if self.repository.text(["var", "GIT_COMMITTER_IDENT"]).is_err() {
            args.extend(["-c".into(), "user.name=guidang".into()]);
            args.extend(["-c".into(), format!("user.email={ADDRESS}")]);
        }
        let commit = ["commit", "--quiet", "--no-verify", "--only", &author, &message];
        args.extend(with_paths(&commit, &known));
        self.repository.run(args).map(drop)
    }
}

/// A name without the signs that end it in a commit.
fn plain_name(name: &str) -> String {
    let plain: String = name.chars().filter(|ch| !ch.is_control() && !"<>".contains(*ch)).collect();
    let plain = plain.trim();
    if plain.is_empty() { "guidang".to_owned() } else { plain.to_owned() }
}
