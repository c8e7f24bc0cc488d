//! Pushes over every rule of docs/security.md, by an administrator, two schools and a stranger, on repositories whose
//! HEAD is `main`, `master` or unborn. Each push is made by git's plumbing and sent to a real repository.

mod cases;
mod workshop;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use cases::{Case, Want};
pub use workshop::{Entry, Workshop, command, done, git, remote};

use crate::git::ARCHIVE;
pub use crate::git::VISIT;
use crate::support::guidang;

pub const THEIRS: &str = "content/学校/shiyan/活动/2024-03-15-送教.md";
pub const MINE: &str = "content/学校/qinghe/活动/2024-04-10.md";
/// The standard's own test number of a resident, and a mobile number of its example range.
pub const NUMBERS: [&str; 2] = ["11010519491231002X", "13800138000"];

/// The files of the archive: those of the tests of hooks, and a record of the other school.
pub fn archive_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    ARCHIVE.iter().copied().chain([("content/学校/qinghe/活动/2024-03-20.md", VISIT)])
}

/// A server whose shared branch holds the archive.
pub struct Servers {
    home: tempfile::TempDir,
}

impl Servers {
    fn new() -> Servers {
        let servers = Servers { home: tempfile::tempdir().unwrap() };
        servers.make("empty", "main", &[]);
        servers.make("named", "main", &["--admin", "ju"]);
        for (name, branch) in [("main", "main"), ("master", "master"), ("unborn", "main")] {
            servers.make(name, branch, &["--branch", branch]);
            let workshop = Workshop::copy_of(&servers.path(name), branch);
            let entries: Vec<_> =
                archive_files().map(|(path, text)| (path, Entry::File(text))).collect();
            let commit = workshop.commit_on(&[], &entries);
            let pushed = workshop.push("ju", &[format!("{commit}:refs/heads/{branch}")]);
            assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
            if name == "unborn" {
                workshop.on_server(&["symbolic-ref", "HEAD", "refs/heads/nowhere"]);
            }
            std::fs::remove_dir_all(servers.path(name)).unwrap();
            std::fs::rename(workshop.server(), servers.path(name)).unwrap();
        }
        servers
    }

    fn make(&self, name: &str, branch: &str, options: &[&str]) {
        let home = self.home.path();
        done(git(home, &["init", "-q", "--bare", "--template=", "-b", branch, name], b""));
        let installed = guidang(&self.path(name), &[&["hook", "install"], options].concat());
        assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
        // What every push costs besides; that it is set is tested elsewhere.
        done(git(&self.path(name), &["config", "core.fsync", "none"], b""));
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }
}

pub fn servers() -> &'static Servers {
    static SERVERS: OnceLock<Servers> = OnceLock::new();
    SERVERS.get_or_init(Servers::new)
}

/// Makes and sends one push. Returns what was wrong.
fn run(case: &Case, template: &Path) -> Result<(), String> {
    let branch = if case.server == "master" { "master" } else { "main" };
    let workshop = Workshop::copy_of(template, branch);
    let refspecs = (case.make)(&workshop);
    let before = workshop.on_server(&["for-each-ref"]);
    let pushed = workshop.push(case.pusher, &refspecs);
    let (messages, all) = (remote(&pushed), String::from_utf8_lossy(&pushed.stderr).into_owned());
    if all.contains("panicked") || NUMBERS.iter().any(|number| messages.contains(number)) {
        return Err(format!("a panic or personal data: {all}"));
    }
    match case.want {
        Want::Taken if pushed.status.success() => Ok(()),
        Want::Refused(words) if !pushed.status.success() && all.contains(words) => {
            match workshop.on_server(&["for-each-ref"]) == before {
                true => Ok(()),
                false => Err("refused, and yet a reference changed".to_owned()),
            }
        }
        Want::Taken => Err(format!("was refused: {all}")),
        Want::Refused(words) => {
            Err(format!("{}, without \"{words}\": {all}", pushed.status.success()))
        }
    }
}

/// How long a push of one record takes on a repository of ten thousand. Not part of the usual run:
/// `cargo test --release --test it ten_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "measures the time of a release build"]
fn a_push_to_ten_thousand_records() {
    let workshop = Workshop::copy_of(&servers().path("main"), "main");
    let mut texts = Vec::new();
    for at in 0..10_000 {
        let day = format!("2024-{:02}-{:02}", 3 + at % 4, 1 + at / 4 % 28);
        let school = if at % 2 == 0 { "qinghe" } else { "shiyan" };
        let path = format!("content/学校/{school}/活动/{day}-{at}.md");
        texts.push((
            path,
            VISIT.replace("2024-03-15", &day).replace("第一次", &format!("第{at}次")),
        ));
    }
    let entries: Vec<_> =
        texts.iter().map(|(path, text)| (path.as_str(), Entry::File(text))).collect();
    let commit = workshop.commit(&entries);
    done(workshop.push_shared(&commit));
    let commit = workshop.commit(&[(MINE, Entry::File(VISIT))]);
    let began = std::time::Instant::now();
    done(workshop.push("qinghe", &[format!("{commit}:refs/heads/main")]));
    eprintln!("a push of one record to 10,000: {:.2} s", began.elapsed().as_secs_f64());
}

#[test]
fn every_push_is_judged_by_the_rules() {
    let cases = cases::all();
    assert!(150 <= cases.len(), "{} pushes", cases.len());
    let (next, servers) = (AtomicUsize::new(0), servers());
    let wrong = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Relaxed)) {
                    if let Err(why) = run(case, &servers.path(case.server)) {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("{} ({}): {why}", case.name, case.server));
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {} pushes:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
