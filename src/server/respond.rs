//! Answers onto the wire.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::build_status::BuildStatus;
use super::http::HTML;
use super::request::{Method, Range, Refused};

/// After so long without news a listener gets a line that means nothing: thus we notice that it has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A page may load from here and from nowhere else; our own script and style sheet lie here too. No page of ours has a
/// script or style within itself.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    Ok,
    PartialContent,
    Found,
    BadRequest,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    RangeNotSatisfiable,
    ServiceUnavailable,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::PartialContent => "206 Partial Content",
            Status::Found => "302 Found",
            Status::BadRequest => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
            Status::RangeNotSatisfiable => "416 Range Not Satisfiable",
            Status::ServiceUnavailable => "503 Service Unavailable",
        }
    }
}

/// An answer.
pub(super) struct Response {
    status: Status,
    kind: &'static str,
    more: Option<(&'static str, String)>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    File(File, Range),
}

impl Response {
    pub(super) fn bytes(status: Status, kind: &'static str, bytes: impl Into<Vec<u8>>) -> Response {
        Response { status, kind, more: None, body: Body::Bytes(bytes.into()) }
    }

    /// All of a file, of which parts may be asked for.
    pub(super) fn whole(kind: &'static str, bytes: Vec<u8>) -> Response {
        let more = Some(("Accept-Ranges", "bytes".to_owned()));
        Response { status: Status::Ok, kind, more, body: Body::Bytes(bytes) }
    }

    /// A part of it.
    pub(super) fn part(kind: &'static str, mut bytes: Vec<u8>, part: Range) -> Response {
        let size = bytes.len();
        let first = usize::try_from(part.first).unwrap_or(size).min(size);
        bytes.drain(..first);
        bytes.truncate(usize::try_from(part.len).unwrap_or(size));
        let more = Some(("Content-Range", content_range(part, size as u64)));
        Response { status: Status::PartialContent, kind, more, body: Body::Bytes(bytes) }
    }

    pub(super) fn file(
        status: Status,
        kind: &'static str,
        file: File,
        part: Range,
        size: u64,
    ) -> Response {
        let more = match status {
            Status::PartialContent => ("Content-Range", content_range(part, size)),
            _ => ("Accept-Ranges", "bytes".to_owned()),
        };
        Response { status, kind, more: Some(more), body: Body::File(file, part) }
    }

    pub(super) fn out_of_range(size: u64) -> Response {
        let mut response = Response::bytes(Status::RangeNotSatisfiable, TEXT, "");
        response.more = Some(("Content-Range", format!("bytes */{size}")));
        response
    }

    /// To a path of this site. It came in as one line of visible characters, and goes out as such.
    pub(super) fn moved(to: String) -> Response {
        let mut response = Response::bytes(Status::Found, TEXT, "");
        response.more = Some(("Location", to));
        response
    }

    /// Who is refused is no reader of the archive: a browser led here by a strange page, or a program. Both languages.
    pub(super) fn refusal(refused: Refused) -> Response {
        let (status, words) = match refused {
            Refused::Malformed => (Status::BadRequest, "看不懂的请求\nnot a request\n"),
            Refused::Method => (Status::MethodNotAllowed, "这里只能看\nhere one can only read\n"),
            Refused::ForeignHost => (
                Status::Forbidden,
                "请用 http://localhost 或 http://127.0.0.1 打开；要从别的机器上看，启动时加 --host\n\
                 open it as http://localhost or http://127.0.0.1; for other machines start it with --host\n",
            ),
        };
        let mut response = Response::bytes(status, TEXT, words);
        if refused == Refused::Method {
            response.more = Some(("Allow", "GET, HEAD".to_owned()));
        }
        response
    }
}

const TEXT: &str = "text/plain; charset=utf-8";

fn content_range(part: Range, size: u64) -> String {
    format!("bytes {}-{}/{size}", part.first, part.first + part.len - 1)
}

/// Sends an answer; to `HEAD` without its body.
pub(super) fn send(mut stream: &TcpStream, response: Response, method: Method) -> io::Result<()> {
    let Response { status, kind, more, body } = response;
    let len = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(_, part) => part.len,
    };
    let mut out = head(status, kind);
    out.push_str(&format!("Content-Length: {len}\r\n"));
    if let Some((name, value)) = more {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    out.push_str("\r\n");
    let mut out = out.into_bytes();
    let is_head = method == Method::Head;
    match body {
        Body::Bytes(bytes) => {
            if !is_head {
                out.extend_from_slice(&bytes);
            }
            stream.write_all(&out)
        }
        Body::File(mut file, part) => {
            stream.write_all(&out)?;
            if is_head {
                return Ok(());
            }
            file.seek(SeekFrom::Start(part.first))?;
            io::copy(&mut file.take(part.len), &mut stream).map(drop)
        }
    }
}

/// Tells of every build, as server-sent events, until the listener goes away. The first event is how things stand, so
/// nothing is missed between a page and its listening.
pub(super) fn events(mut stream: &TcpStream, board: &BuildStatus) -> io::Result<()> {
    stream.write_all(head(Status::Ok, "text/event-stream").as_bytes())?;
    stream.write_all(b"\r\nretry: 1000\n\n")?;
    let mut seen = board.first();
    loop {
        stream.write_all(format!("data: {}\n\n", seen.event()).as_bytes())?;
        loop {
            match board.after(&seen, HEARTBEAT) {
                Some(news) => {
                    seen = news;
                    break;
                }
                None => stream.write_all(b":\n\n")?,
            }
        }
    }
}

/// The line of the status and the headers that every answer has.
fn head(status: Status, kind: &str) -> String {
    let policy = match kind {
        // A PDF is shown by a page of the browser's own, which a policy of ours would break.
        HTML | "text/html" | "image/svg+xml" => format!("Content-Security-Policy: {POLICY}\r\n"),
        _ => String::new(),
    };
    format!(
        "HTTP/1.1 {}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n{policy}",
        status.line()
    )
}
