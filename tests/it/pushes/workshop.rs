//! A repository that receives pushes, and a workshop in which the objects of a push are made by git's plumbing.

use std::cell::Cell;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::support::copy;

/// What an entry of a commit becomes.
pub enum Entry<'a> {
    File(&'a str),
    Bytes(&'a [u8]),
    Link(&'a str),
    /// A submodule at some commit.
    Submodule,
    Executable(&'a str),
    Gone,
}

/// A commit to make.
pub struct Draft<'a> {
    pub parents: &'a [&'a str],
    pub entries: &'a [(&'a str, Entry<'a>)],
    pub message: &'a str,
    pub author: &'a str,
    pub committer: &'a str,
}

pub const SOMEONE: &str = "县教育局 <ju@example.invalid>";

pub struct Workshop {
    home: tempfile::TempDir,
    /// The shared branch.
    pub branch: String,
    made: Cell<usize>,
}

impl Workshop {
    /// A copy of a prepared server, and an own repository with the same objects.
    pub fn copy_of(template: &Path, branch: &str) -> Workshop {
        let home = tempfile::tempdir().unwrap();
        let server = home.path().join("server.git");
        copy(template, &server);
        copy(template, &home.path().join("own.git"));
        for folder in ["server.git", "own.git"] {
            // Empty folders are not copied, and git wants them.
            for own in ["refs/heads", "refs/tags", "objects/info", "objects/pack"] {
                fs::create_dir_all(home.path().join(folder).join(own)).unwrap();
            }
        }
        #[cfg(unix)]
        for hook in ["pre-receive", "post-receive"] {
            use std::os::unix::fs::PermissionsExt;
            let path = server.join("hooks").join(hook);
            if path.exists() {
                fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
            }
        }
        let _ = fs::remove_dir_all(home.path().join("own.git/hooks"));
        Workshop { home, branch: branch.to_owned(), made: Cell::new(0) }
    }

    pub fn server(&self) -> PathBuf {
        self.home.path().join("server.git")
    }

    /// Runs git in the server's repository.
    #[track_caller]
    pub fn on_server(&self, args: &[&str]) -> String {
        done(git(&self.server(), args, b""))
    }

    /// The last commit of the shared branch.
    pub fn tip(&self) -> String {
        self.on_server(&["rev-parse", &format!("refs/heads/{}", self.branch)])
    }

    #[track_caller]
    pub fn git(&self, args: &[&str], input: &[u8]) -> String {
        done(git(&self.home.path().join("own.git"), args, input))
    }

    /// A commit upon the shared branch.
    #[track_caller]
    pub fn commit(&self, entries: &[(&str, Entry<'_>)]) -> String {
        self.commit_on(&[&self.tip()], entries)
    }

    #[track_caller]
    pub fn commit_on(&self, parents: &[&str], entries: &[(&str, Entry<'_>)]) -> String {
        let (author, committer) = (SOMEONE, SOMEONE);
        self.draft(&Draft { parents, entries, message: "改动", author, committer })
    }

    #[track_caller]
    pub fn draft(&self, draft: &Draft<'_>) -> String {
        self.made.set(self.made.get() + 1);
        let name = format!("refs/other/{}", self.made.get());
        let mut stream = Vec::new();
        let Draft { message, author, committer, .. } = draft;
        write!(stream, "commit {name}\nauthor {author} 1710000000 +0800\ncommitter {committer} 1710000000 +0800\ndata {}\n{message}\n", message.len()).unwrap();
        for (index, parent) in draft.parents.iter().enumerate() {
            let word = if index == 0 { "from" } else { "merge" };
            writeln!(stream, "{word} {parent}").unwrap();
        }
        for (path, entry) in draft.entries {
            let (mode, bytes) = match entry {
                Entry::File(text) => ("100644", text.as_bytes()),
                Entry::Bytes(bytes) => ("100644", *bytes),
                Entry::Executable(text) => ("100755", text.as_bytes()),
                Entry::Link(target) => ("120000", target.as_bytes()),
                Entry::Submodule => {
                    writeln!(stream, "M 160000 {} {path}", "1".repeat(40)).unwrap();
                    continue;
                }
                Entry::Gone => {
                    writeln!(stream, "D {path}").unwrap();
                    continue;
                }
            };
            writeln!(stream, "M {mode} inline {path}\ndata {}", bytes.len()).unwrap();
            stream.extend_from_slice(bytes);
            stream.push(b'\n');
        }
        self.git(&["fast-import", "--quiet", "--force"], &stream);
        self.git(&["rev-parse", &name], b"")
    }

    /// A commit upon the shared branch in whose folder of qinghe's visits lies this raw tree.
    #[track_caller]
    pub fn commit_of_raw_tree(&self, raw: &[u8]) -> String {
        let args = ["hash-object", "-t", "tree", "--literally", "-w", "--stdin"];
        let mut tree = self.git(&args, raw);
        let mut folders = vec!["content", "学校", "qinghe", "活动"];
        while let Some(folder) = folders.pop() {
            let at = format!("{}:{}", self.tip(), folders.join("/"));
            let listed = self.git(&["ls-tree", "-z", &at], b"");
            let mut lines: Vec<String> = Vec::new();
            for line in listed.split('\0').filter(|line| !line.is_empty()) {
                if !line.ends_with(&format!("\t{folder}")) {
                    lines.push(line.to_owned());
                }
            }
            lines.push(format!("040000 tree {tree}\t{folder}"));
            tree = self.git(&["mktree", "-z", "--missing"], (lines.join("\0") + "\0").as_bytes());
        }
        self.git(&["commit-tree", &tree, "-p", &self.tip(), "-m", "改动"], b"")
    }

    /// Takes over what others pushed.
    pub fn fetch(&self) {
        let server = self.server();
        self.git(
            &["fetch", "-q", server.to_str().unwrap(), "refs/heads/*:refs/other/fetched/*"],
            b"",
        );
    }

    /// Pushes a commit to the shared branch as the administrator.
    pub fn push_shared(&self, commit: &str) -> Output {
        self.push("ju", &[format!("{commit}:refs/heads/{}", self.branch)])
    }

    /// Pushes as an account that the server knows.
    pub fn push(&self, pusher: &str, refspecs: &[String]) -> Output {
        let server = self.server();
        let mut args = vec!["push", "-q", server.to_str().unwrap()];
        args.extend(refspecs.iter().map(String::as_str));
        command(&self.home.path().join("own.git"), &args)
            .env("GITEA_PUSHER_NAME", pusher)
            .output()
            .unwrap()
    }
}

/// Git in a folder, with nothing of the machine's own settings.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command
        .args(args)
        .current_dir(folder)
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "ju")
        .env("GIT_AUTHOR_EMAIL", "ju@example.invalid")
        .env("GIT_COMMITTER_NAME", "ju")
        .env("GIT_COMMITTER_EMAIL", "ju@example.invalid");
    for name in ["GIT_DIR", "LC_ALL", "LANG", "GITEA_PUSHER_NAME", "REMOTE_USER"] {
        command.env_remove(name);
    }
    command
}

pub fn git(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

/// What git printed, which must have succeeded.
#[track_caller]
pub fn done(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
}

/// The lines of the server, without git's own `remote: `.
pub fn remote(output: &Output) -> String {
    let all = String::from_utf8_lossy(&output.stderr);
    let mut lines = String::new();
    for line in all.lines().filter_map(|line| line.strip_prefix("remote: ")) {
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}
