//! The servers of docs/submission.zh-CN.md: `git http-backend` behind a real nginx with the recipe's configuration, and
//! SSH with forced commands. Accounts clone, push, are refused, and a correction of a sealed term is accepted.
#![cfg(unix)]

use std::collections::HashMap;
use std::fs;
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::pushes::{THEIRS, VISIT, archive_files, command, done, git, remote};
use crate::support::{guidang, stderr, write};

/// A stand-in for fcgiwrap: runs the program that each FastCGI request names.
fn serve_fastcgi(listener: UnixListener, home: PathBuf) {
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let home = home.clone();
            std::thread::spawn(move || answer(stream, &home));
        }
    });
}

fn answer(mut stream: UnixStream, home: &Path) -> io::Result<()> {
    let (mut params, mut body) = (Vec::new(), Vec::new());
    loop {
        let mut head = [0; 8];
        stream.read_exact(&mut head)?;
        let length = usize::from(u16::from_be_bytes([head[4], head[5]]));
        let mut content = vec![0; length + usize::from(head[6])];
        stream.read_exact(&mut content)?;
        content.truncate(length);
        match head[1] {
            4 => params.extend(content),
            5 if content.is_empty() => break,
            5 => body.extend(content),
            _ => {}
        }
    }
    let params = parameters(&params);
    let mut backend = Command::new(&params["SCRIPT_FILENAME"])
        .env_clear()
        .envs(&params)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    let mut input = backend.stdin.take().unwrap();
    std::thread::spawn(move || input.write_all(&body));
    let output = backend.wait_with_output()?.stdout;
    for part in output.chunks(32_000).chain([&[][..]]) {
        record(&mut stream, 6, part)?;
    }
    record(&mut stream, 3, &[0; 8])
}

/// Writes a FastCGI record.
fn record(stream: &mut UnixStream, kind: u8, content: &[u8]) -> io::Result<()> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    stream.write_all(&[1, kind, 0, 1, length[0], length[1], 0, 0])?;
    stream.write_all(content)
}

/// Parses names and values, each after its length in one byte or in four.
fn parameters(mut bytes: &[u8]) -> HashMap<String, String> {
    let mut params = HashMap::new();
    let length = |bytes: &mut &[u8]| -> usize {
        let (size, after) = match bytes[0] {
            short @ 0..=127 => (usize::from(short), 1),
            _ => (u32::from_be_bytes([bytes[0] & 127, bytes[1], bytes[2], bytes[3]]) as usize, 4),
        };
        *bytes = &bytes[after..];
        size
    };
    while !bytes.is_empty() {
        let (name, value) = (length(&mut bytes), length(&mut bytes));
        let text = |part: &[u8]| String::from_utf8_lossy(part).into_owned();
        params.insert(text(&bytes[..name]), text(&bytes[name..name + value]));
        bytes = &bytes[name + value..];
    }
    params
}

/// A repository that the documented commands made, and a web server before it.
struct GitServer {
    home: tempfile::TempDir,
    nginx: Option<Child>,
    port: u16,
}

const ACCOUNTS: [&str; 3] = ["ju", "shiyan", "qinghe"];

impl GitServer {
    fn new(pusher: &str) -> GitServer {
        let server = GitServer { home: tempfile::tempdir().unwrap(), nginx: None, port: 0 };
        let repository = server.path("git/archive.git");
        fs::create_dir_all(&repository).unwrap();
        done(git(&repository, &["init", "-q", "--bare", "-b", "main", "."], b""));
        let site = server.path("www/archive");
        fs::create_dir_all(site.parent().unwrap()).unwrap();
        let args = ["hook", "install", "--branch", "main", "--admin", "ju", "--pusher", pusher];
        let args = [&args[..], &["--publish", site.to_str().unwrap()]].concat();
        let installed = guidang(&repository, &args);
        assert!(installed.status.success(), "{}", stderr(&installed));
        let checked = guidang(&repository, &["hook", "check"]);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
        server
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// Starts nginx with the recipe, except for places and the port. `None`, with a message, where there is no nginx.
    fn with_nginx() -> Option<GitServer> {
        if Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_err() {
            assert!(std::env::var_os("GUIDANG_NGINX").is_none(), "nginx is required and not there");
            eprintln!("SKIPPED: no nginx on this machine");
            return None;
        }
        let mut server = GitServer::new("REMOTE_USER");
        let socket = server.path("fcgi.socket");
        serve_fastcgi(UnixListener::bind(&socket).unwrap(), server.path("."));
        let mut accounts = String::new();
        for account in ACCOUNTS {
            accounts.push_str(&format!("{account}:{{PLAIN}}{account}-pass\n"));
        }
        fs::write(server.path("accounts"), accounts).unwrap();
        server.port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let programs = done(git(&server.path("."), &["--exec-path"], b""));
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let recipe = fs::read_to_string(root.join("docs/recipes/nginx-git.conf")).unwrap();
        let mut config = recipe;
        for (documented, here) in [
            ("127.0.0.1:8081", format!("127.0.0.1:{}", server.port)),
            ("/etc/nginx/guidang.htpasswd", text(server.path("accounts"))),
            ("/usr/lib/git-core", programs),
            ("/srv/git", text(server.path("git"))),
            ("/run/fcgiwrap.socket", text(socket)),
        ] {
            assert!(config.contains(documented), "{documented}");
            config = config.replace(documented, &here);
        }
        let folder = server.home.path().display();
        let account = done(Command::new("id").arg("-un").output().unwrap());
        let whole = format!(
            "user {account};\ndaemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\n access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{config}\n}}\n"
        );
        fs::write(server.path("nginx.conf"), whole).unwrap();
        let mut nginx = Command::new("nginx")
            .args(["-p", server.home.path().to_str().unwrap(), "-c"])
            .arg(server.path("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", server.port)).is_err() {
            assert!(nginx.try_wait().unwrap().is_none(), "nginx did not start");
            assert!(began.elapsed() < Duration::from_secs(30), "nginx does not answer");
            std::thread::sleep(Duration::from_millis(10));
        }
        server.nginx = Some(nginx);
        Some(server)
    }

    fn address(&self, account: &str, password: &str) -> String {
        let who = if account.is_empty() { String::new() } else { format!("{account}:{password}@") };
        format!("http://{who}127.0.0.1:{}/archive.git", self.port)
    }

    /// Git as somebody at a school runs it.
    fn run(&self, folder: &str, args: &[&str]) -> Output {
        command(&self.path(folder), args).env("GIT_TERMINAL_PROMPT", "0").output().unwrap()
    }

    fn commit(&self, clone: &str, files: &[(&str, &[u8])]) {
        for (path, bytes) in files {
            write(&self.path(clone), path, bytes);
        }
        done(self.run(clone, &["add", "-A"]));
        done(self.run(clone, &["commit", "-q", "-m", "改动"]));
    }

    fn site(&self, path: &str) -> String {
        fs::read_to_string(self.path("www/archive").join(path)).unwrap_or_default()
    }

    /// What the documented server is for, whatever leads to it. `clone` clones as an account.
    fn work(&self, clone: &dyn Fn(&str) -> Output) {
        // The county begins, in the clone of the empty repository.
        done(clone("ju"));
        let files: Vec<(&str, &[u8])> =
            archive_files().map(|(path, text)| (path, text.as_bytes())).collect();
        self.commit("ju", &files);
        // More than git sends in one piece.
        let noise: Vec<u8> =
            (0..3_000_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 11) as u8).collect();
        self.commit("ju", &[("资料.bin", &noise)]);
        let pushed = self.run("ju", &["push", "-q", "origin", "HEAD:main"]);
        assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
        assert!(self.site("data/records.json").contains("第一次送教"));
        // A school hands in its own record, and not those of others.
        for account in ["shiyan", "qinghe"] {
            done(clone(account));
            let text = VISIT.replace("第一次", account);
            let path = format!("content/学校/{account}/活动/2024-04-10.md");
            done(self.run(account, &["pull", "-q", "origin", "main"]));
            self.commit(account, &[(&path, text.as_bytes())]);
            let pushed = self.run(account, &["push", "-q", "origin", "HEAD:main"]);
            assert!(pushed.status.success(), "{}", String::from_utf8_lossy(&pushed.stderr));
            assert!(self.site("data/records.json").contains(&format!("{account}送教")));
        }
        self.commit("qinghe", &[(THEIRS, VISIT.replace("第一次", "夺来的").as_bytes())]);
        let refused = self.run("qinghe", &["push", "-q", "origin", "HEAD:main"]);
        assert!(!refused.status.success());
        assert!(remote(&refused).contains("“qinghe”不能改动“云岭县实验幼儿园”的文件"));
        assert!(!self.site("data/records.json").contains("夺来的"));
        self.correct();
        // All is owned by the one account that the server runs under, so the next push can write everywhere.
        let checked = guidang(&self.path("git/archive.git"), &["hook", "check"]);
        assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
    }

    /// The county seals the term; a school hands in a correction, which the county accepts.
    fn correct(&self) {
        let seal = |day: &str| {
            let sealed = guidang(&self.path("ju"), &["seal", "2023-2024-2", "--date", day]);
            assert!(sealed.status.success(), "{}", stderr(&sealed));
            self.commit("ju", &[]);
            done(self.run("ju", &["push", "-q", "origin", "HEAD:main"]));
        };
        done(self.run("ju", &["pull", "-q", "origin", "main"]));
        seal("2024-07-10");
        done(self.run("shiyan", &["pull", "-q", "origin", "main"]));
        let text =
            VISIT.replace("送教课时: 4", "送教课时: 5").replace("类型", "更正: 少记了一节\n类型");
        self.commit("shiyan", &[(THEIRS, text.as_bytes())]);
        assert!(!self.run("shiyan", &["push", "-q", "origin", "HEAD:main"]).status.success());
        let handed_in =
            self.run("shiyan", &["push", "-q", "origin", "HEAD:refs/heads/更正-shiyan"]);
        assert!(handed_in.status.success(), "{}", remote(&handed_in));
        done(self.run("ju", &["fetch", "-q"]));
        done(self.run("ju", &["merge", "-q", "--no-edit", "origin/更正-shiyan"]));
        seal("2024-09-02");
        let records: Vec<PathBuf> = walkdir::WalkDir::new(self.path("www/archive"))
            .into_iter()
            .map(|entry| entry.unwrap().into_path())
            .filter(|path| path.to_string_lossy().contains("2024-03-15"))
            .collect();
        let shown = records
            .iter()
            .any(|path| fs::read_to_string(path).is_ok_and(|page| page.contains("少记了一节")));
        assert!(shown, "{records:?}");
    }
}

impl Drop for GitServer {
    fn drop(&mut self) {
        if let Some(mut nginx) = self.nginx.take() {
            // A signal to quit, which ends its workers too.
            let _ = Command::new("kill").arg(nginx.id().to_string()).status();
            let _ = nginx.wait();
        }
    }
}

#[test]
fn schools_submit_through_nginx_with_an_account_each() {
    let Some(server) = GitServer::with_nginx() else { return };
    let clone = |account: &str| {
        let address = server.address(account, &format!("{account}-pass"));
        server.run(".", &["clone", "-q", &address, account])
    };
    server.work(&clone);
    // Without an account, with a wrong password, or for other files of the server there is nothing.
    for (account, password) in [("", ""), ("ju", "wrong"), ("nobody", "x")] {
        let refused = server.run(".", &["ls-remote", &server.address(account, password)]);
        assert!(!refused.status.success(), "{account}");
    }
    let mut stream = TcpStream::connect(("127.0.0.1", server.port)).unwrap();
    write!(stream, "GET /other.git/config HTTP/1.0\r\nHost: x\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
}

/// What sshd does with a key whose line has a forced command, without sshd.
#[test]
fn schools_submit_through_ssh_with_forced_commands() {
    let server = GitServer::new("GUIDANG_PUSHER");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let document = fs::read_to_string(root.join("docs/submission.zh-CN.md")).unwrap();
    let line = document.lines().find(|line| line.starts_with("restrict,command=")).unwrap();
    let forced = line.strip_prefix("restrict,command=\"").unwrap();
    let (forced, _) = forced.rsplit_once("\" ssh-ed25519").unwrap();
    let forced = forced.replace("\\\"", "\"");
    assert!(forced.contains("qinghe"), "{forced}");
    for account in ACCOUNTS {
        let script = server.path(&format!("ssh-{account}"));
        let forced = forced.replace("qinghe", account);
        // The last argument is what the client asks for; `env -i` is what sshd keeps of the client's environment.
        let text = format!(
            "#!/bin/sh\nfor last; do :; done\nexec env -i PATH=\"$PATH\" HOME='{}' SSH_ORIGINAL_COMMAND=\"$last\" sh -c '{forced}'\n",
            server.home.path().display()
        );
        fs::write(&script, text).unwrap();
        fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let address = format!("ssh://git@server{}", server.path("git/archive.git").display());
    let clone = |account: &str| {
        let ssh = server.path(&format!("ssh-{account}"));
        let set = format!("core.sshCommand={}", ssh.display());
        server.run(".", &["clone", "-q", "-c", &set, "-c", "ssh.variant=simple", &address, account])
    };
    server.work(&clone);
    // A pusher cannot name somebody else, nor run another program.
    for asked in ["env GUIDANG_PUSHER=ju git-receive-pack 'git/archive.git'", "sh -c id", "id"] {
        let mut ssh = Command::new(server.path("ssh-qinghe"));
        let output = ssh.args(["git@server", asked]).output().unwrap();
        assert!(!output.status.success(), "{asked}: {}", String::from_utf8_lossy(&output.stdout));
    }
    let pushed = server.run(
        "qinghe",
        &[
            "push",
            "-q",
            "--receive-pack=env GUIDANG_PUSHER=ju git-receive-pack",
            "origin",
            "HEAD:main",
        ],
    );
    assert!(!pushed.status.success());
}
