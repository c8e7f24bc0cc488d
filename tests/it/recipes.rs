//! The recipes of `docs/submission.zh-CN.md`, word for word: a real nginx, and the scripts of the workflows.

use std::fs;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use crate::support::{guidang, small_with, stderr, write};

fn recipe(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes").join(name);
    fs::read_to_string(path).unwrap()
}

/// nginx with the recipe's configuration, except for the port and the folder.
struct Nginx {
    process: Child,
    port: u16,
    _home: tempfile::TempDir,
}

impl Nginx {
    fn start(site: &Path) -> Option<Nginx> {
        let found = Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_ok();
        if !found {
            assert!(std::env::var_os("GUIDANG_NGINX").is_none(), "nginx is required and not there");
            eprintln!("SKIPPED: no nginx on this machine");
            return None;
        }
        let home = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = recipe("nginx.conf")
            .replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"))
            .replace("/srv/www/archive", site.to_str().unwrap());
        let folder = home.path().display();
        let whole = format!(
            "daemon off; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\nhttp {{\n types {{ text/html html; text/css css; text/javascript js; image/png png; image/svg+xml svg; application/json json; }}\n access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;\n{server}\n}}\n"
        );
        // The tests' own account must be able to serve its files.
        let whole = format!("user {};\n{whole}", account());
        fs::write(home.path().join("nginx.conf"), whole).unwrap();
        let process = Command::new("nginx")
            .args(["-p", home.path().to_str().unwrap(), "-c"])
            .arg(home.path().join("nginx.conf"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut nginx = Nginx { process, port, _home: home };
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(nginx.process.try_wait().unwrap().is_none(), "nginx did not start");
            assert!(began.elapsed() < Duration::from_secs(30), "nginx does not answer");
            std::thread::yield_now();
        }
        Some(nginx)
    }

    /// The answer to a request, head and body.
    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.0\r\nHost: archive\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // A signal to quit, which ends its workers too.
        let _ = Command::new("kill").arg(self.process.id().to_string()).status();
        let _ = self.process.wait();
    }
}

fn account() -> String {
    let asked = Command::new("id").arg("-un").output().unwrap();
    String::from_utf8(asked.stdout).unwrap().trim().to_owned()
}

/// While the site is replaced repeatedly, readers get whole pages and never an error.
#[cfg(unix)]
#[test]
fn readers_of_nginx_never_see_a_partial_site() {
    let root = small_with(&[]);
    let build = || {
        let built = guidang(root.path(), &["build", "-q", "-o", "www"]);
        assert!(built.status.success(), "{}", stderr(&built));
    };
    build();
    let Some(nginx) = Nginx::start(&root.path().join("www")) else { return };
    let first = nginx.get("/");
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("云岭县结对帮扶档案"), "{first}");
    assert!(first.contains("Content-Security-Policy: default-src 'none'"), "{first}");
    assert!(nginx.get("/.guidang").starts_with("HTTP/1.1 403"));
    assert!(nginx.get("/schools/").starts_with("HTTP/1.1 403"), "no listing of folders");
    let is_over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_over.load(Relaxed) {
                for path in ["/", "/schools/shiyan/index.html", "/static/site.js"] {
                    let answer = nginx.get(path);
                    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
                    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
                    let length =
                        head.lines().find_map(|line| line.strip_prefix("Content-Length: "));
                    assert_eq!(length.unwrap().parse(), Ok(body.len()), "{path}: a whole page");
                    reads += 1;
                }
            }
            reads
        });
        for round in 0..12 {
            let site = format!(
                "标题: 云岭县结对帮扶档案{round}\n学期:\n  - 名称: 2023—2024学年第二学期\n    开始: 2024-02-26\n    结束: 2024-07-05\n"
            );
            write(root.path(), "content/site.yaml", site.as_bytes());
            build();
        }
        is_over.store(true, Relaxed);
        assert!(0 < reader.join().unwrap());
    });
    assert!(nginx.get("/").contains("云岭县结对帮扶档案11"));
}

/// The pages have no style or script that the recipe's Content-Security-Policy forbids.
#[test]
fn the_recipes_content_security_policy_allows_what_pages_need() {
    let root = small_with(&[]);
    assert!(guidang(root.path(), &["build", "-q"]).status.success());
    for (path, bytes) in crate::support::files(&root.path().join("output")) {
        if path.ends_with(".html") {
            let text = String::from_utf8(bytes).unwrap();
            let inline = text
                .match_indices("<script")
                .any(|(at, _)| !text[at..].starts_with("<script src="));
            assert!(!inline, "{path} has a script of its own");
            assert!(!text.contains(" onclick=") && !text.contains("javascript:"), "{path}");
        }
    }
}

/// The scripts of a workflow file, in order.
fn scripts(text: &str) -> Vec<String> {
    let parsed: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let mut out = Vec::new();
    fn walk(value: &serde_yaml::Value, out: &mut Vec<String>) {
        match value {
            serde_yaml::Value::Mapping(map) => {
                for (key, value) in map {
                    match (key.as_str(), value) {
                        (Some("run"), serde_yaml::Value::String(run)) => out.push(run.clone()),
                        (Some("script"), serde_yaml::Value::Sequence(lines)) => {
                            out.extend(
                                lines.iter().filter_map(|line| line.as_str()).map(str::to_owned),
                            );
                        }
                        _ => walk(value, out),
                    }
                }
            }
            serde_yaml::Value::Sequence(items) => items.iter().for_each(|value| walk(value, out)),
            _ => {}
        }
    }
    walk(&parsed, &mut out);
    out
}

#[cfg(unix)]
#[test]
fn the_workflows_run_in_a_clone() {
    let root = small_with(&[]);
    let sh = |folder: &Path, script: &str| {
        let binary = Path::new(env!("CARGO_BIN_EXE_guidang")).parent().unwrap();
        let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        let done = Command::new("bash")
            .args(["-e", "-o", "pipefail", "-c", script])
            .current_dir(folder)
            .env("PATH", path)
            .env("HOME", root.path())
            .output()
            .unwrap();
        assert!(done.status.success(), "{script}: {}", stderr(&done));
        done
    };
    let commit = "git init -q -b main . && git add -A && git -c user.name=a -c user.email=a@example.invalid commit -qm x && git clone -q . clone";
    sh(root.path(), commit);
    let clone = root.path().join("clone");
    for name in ["gitea-actions.yaml", "gitlab-ci.yaml"] {
        let scripts = scripts(&recipe(name));
        assert!(3 <= scripts.len(), "{name}: {scripts:?}");
        for script in scripts {
            sh(&clone, &script);
        }
        assert!(clone.join("public/index.html").is_file(), "{name}");
        assert!(
            fs::read_to_string(clone.join("comment.md")).unwrap().contains("没有变化"),
            "{name}"
        );
        fs::remove_dir_all(clone.join("public")).unwrap();
    }
}
