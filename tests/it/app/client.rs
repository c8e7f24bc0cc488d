//! A running app, and calls of it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::start_server;

/// The timeout of a failing test; no duration is asserted.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The local app of an archive.
pub struct App {
    child: Child,
    pub host: String,
    pub secret: String,
    scratch: tempfile::TempDir,
}

/// An answer: its status, its head and its body.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

impl App {
    pub fn start(root: &Path) -> App {
        App::start_in(root, &["serve", "--edit", "--port", "0", "-q"])
    }

    pub fn start_in(folder: &Path, args: &[&str]) -> App {
        let scratch = tempfile::tempdir().unwrap();
        let (child, line) = start_server(folder, args, scratch.path());
        let address = line.trim().split("http://").nth(1).unwrap();
        let (host, secret) = address.split_once("/_guidang/enter?key=").unwrap();
        App { child, host: host.to_owned(), secret: secret.to_owned(), scratch }
    }

    /// The cookie that the address gives.
    pub fn cookie(&self) -> String {
        let port = self.host.rsplit(':').next().unwrap();
        format!("guidang-{port}={}", self.secret)
    }

    /// Sends bytes as they are.
    pub fn send(&self, bytes: &[u8]) -> Answer {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let _ = stream.write_all(bytes); // a refused request may be cut off
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|window| window == b"\r\n\r\n").expect("no answer");
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        Answer { status: head[9..12].parse().unwrap(), head, body: all[end + 4..].to_vec() }
    }

    /// A request with these headers and no others.
    pub fn ask(&self, line: &str, headers: &[&str], body: &[u8]) -> Answer {
        let mut bytes = format!("{line} HTTP/1.1\r\n").into_bytes();
        for header in headers {
            bytes.extend_from_slice(format!("{header}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        self.send(&bytes)
    }

    /// The headers that the page of the app sends.
    pub fn page_headers(&self) -> Vec<String> {
        vec![
            format!("Host: {}", self.host),
            format!("Origin: http://{}", self.host),
            format!("Cookie: {}", self.cookie()),
            "Sec-Fetch-Site: same-origin".to_owned(),
            "X-Guidang: 1".to_owned(),
        ]
    }

    /// A call that asks.
    pub fn get(&self, call: &str) -> Answer {
        let headers = self.page_headers();
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        self.ask(&format!("GET /_guidang/edit/api/{call}"), &headers, b"")
    }

    /// A call that changes something.
    pub fn post(&self, call: &str, body: &Value) -> Answer {
        self.post_bytes(call, "application/json", body.to_string().as_bytes())
    }

    pub fn post_bytes(&self, call: &str, content_type: &str, body: &[u8]) -> Answer {
        let mut headers = self.page_headers();
        headers.push(format!("Content-Type: {content_type}"));
        headers.push(format!("Content-Length: {}", body.len()));
        let headers: Vec<&str> = headers.iter().map(String::as_str).collect();
        self.ask(&format!("POST /_guidang/edit/api/{call}"), &headers, body)
    }

    /// What a call answers, which must be done.
    #[track_caller]
    pub fn done(&self, call: &str, body: &Value) -> Value {
        let answer = self.post(call, body);
        assert_eq!(answer.status, 200, "{call}: {}", answer.text());
        answer.json()
    }

    #[track_caller]
    pub fn told(&self, call: &str) -> Value {
        let answer = self.get(call);
        assert_eq!(answer.status, 200, "{call}: {}", answer.text());
        answer.json()
    }

    /// Waits until a call answers what is wanted.
    #[track_caller]
    pub fn until(&self, call: &str, is_wanted: impl Fn(&Value) -> bool) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let answer = self.get(call);
            if answer.status == 200 && is_wanted(&answer.json()) {
                return answer.json();
            }
            assert!(Instant::now() < until, "{call}: {}", answer.text());
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Waits until the archive was read.
    #[track_caller]
    pub fn ready(self) -> App {
        self.until("start", |start| !start["archive"].is_null());
        self
    }

    /// Ends the program at once.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// The folder of its temporary files.
    pub fn scratch(&self) -> &Path {
        self.scratch.path()
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The events that the page receives.
pub struct Listening(BufReader<TcpStream>);

impl App {
    pub fn listen(&self) -> Listening {
        let mut stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let headers = self.page_headers().join("\r\n");
        let head = format!("GET /_guidang/edit/api/events HTTP/1.1\r\n{headers}\r\n\r\n");
        stream.write_all(head.as_bytes()).unwrap();
        let mut listening = Listening(BufReader::new(stream));
        listening.until("retry:", |_| true);
        listening
    }
}

impl Listening {
    /// The lines from one that begins so to the first after it that is wanted.
    pub fn until(&mut self, beginning: &str, is_wanted: impl Fn(&str) -> bool) -> String {
        let mut has_begun = false;
        loop {
            let mut line = String::new();
            assert_ne!(
                self.0.read_line(&mut line).unwrap(),
                0,
                "the events ended before {beginning}"
            );
            has_begun |= line.starts_with(beginning);
            if has_begun && is_wanted(&line) {
                return line;
            }
        }
    }
}
