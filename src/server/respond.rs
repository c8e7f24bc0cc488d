//! Responses, and how they are written to the connection.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::TcpStream;
use std::time::Duration;

use super::build_status::BuildStatus;
use super::byte_range::ByteRange;
use super::content_type::{HTML, TEXT};
use super::request::{Method, RequestError};

/// After this long without a build a listener gets an empty comment line, so that we notice when it has gone away.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A page may load from this server and from nowhere else; our own script and style sheet are served here too. No page of
/// ours has an inline script or style.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// The status of a response.
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

/// A response.
pub(super) struct Response {
    status: Status,
    content_type: &'static str,
    /// One header besides those that every response has.
    extra_header: Option<(&'static str, String)>,
    body: Body,
}

enum Body {
    Bytes(Vec<u8>),
    File(File, ByteRange),
}

impl Response {
    pub(super) fn bytes(
        status: Status,
        content_type: &'static str,
        bytes: impl Into<Vec<u8>>,
    ) -> Response {
        Response { status, content_type, extra_header: None, body: Body::Bytes(bytes.into()) }
    }

    /// A whole file, of which parts may be asked for.
    pub(super) fn whole(content_type: &'static str, bytes: Vec<u8>) -> Response {
        let extra_header = Some(("Accept-Ranges", "bytes".to_owned()));
        Response { status: Status::Ok, content_type, extra_header, body: Body::Bytes(bytes) }
    }

    /// A part of a file.
    pub(super) fn part(
        content_type: &'static str,
        mut bytes: Vec<u8>,
        part: ByteRange,
    ) -> Response {
        let size = bytes.len();
        let first = usize::try_from(part.first).unwrap_or(size).min(size);
        bytes.drain(..first);
        bytes.truncate(usize::try_from(part.len).unwrap_or(size));
        let extra_header = Some(("Content-Range", content_range(part, size as u64)));
        Response {
            status: Status::PartialContent,
            content_type,
            extra_header,
            body: Body::Bytes(bytes),
        }
    }

    pub(super) fn file(
        status: Status,
        content_type: &'static str,
        file: File,
        part: ByteRange,
        size: u64,
    ) -> Response {
        let extra_header = match status {
            Status::PartialContent => ("Content-Range", content_range(part, size)),
            _ => ("Accept-Ranges", "bytes".to_owned()),
        };
        Response {
            status,
            content_type,
            extra_header: Some(extra_header),
            body: Body::File(file, part),
        }
    }

    pub(super) fn out_of_range(size: u64) -> Response {
        let mut response = Response::bytes(Status::RangeNotSatisfiable, TEXT, "");
        response.extra_header = Some(("Content-Range", format!("bytes */{size}")));
        response
    }

    /// A redirect to a path of this site. The path came in as one line of visible characters, and goes out as such.
    pub(super) fn redirect(to: String) -> Response {
        let mut response = Response::bytes(Status::Found, TEXT, "");
        response.extra_header = Some(("Location", to));
        response
    }

    /// A refused request comes from no reader of the archive but from a program, or a browser that a foreign page led here:
    /// the answer is in both languages.
    pub(super) fn refusal(error: RequestError) -> Response {
        let (status, words) = match error {
            RequestError::Malformed => (Status::BadRequest, "看不懂的请求\nnot a request\n"),
            RequestError::Method => {
                (Status::MethodNotAllowed, "这里只能看\nhere one can only read\n")
            }
            RequestError::ForeignHost => (
                Status::Forbidden,
                "请用 http://localhost 或 http://127.0.0.1 打开；要从别的机器上看，启动时加 --host\n\
                 open it as http://localhost or http://127.0.0.1; for other machines start it with --host\n",
            ),
        };
        let mut response = Response::bytes(status, TEXT, words);
        if error == RequestError::Method {
            response.extra_header = Some(("Allow", "GET, HEAD".to_owned()));
        }
        response
    }
}

fn content_range(part: ByteRange, size: u64) -> String {
    format!("bytes {}-{}/{size}", part.first, part.first + part.len - 1)
}

/// Sends a response; to `HEAD` without its body.
pub(super) fn send(mut stream: &TcpStream, response: Response, method: Method) -> io::Result<()> {
    let Response { status, content_type, extra_header, body } = response;
    let len = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(_, part) => part.len,
    };
    let mut out = head(status, content_type);
    out.push_str(&format!("Content-Length: {len}\r\n"));
    if let Some((name, value)) = extra_header {
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

/// Streams the outcome of every build as server-sent events until the listener goes away. The first event is the current
/// status, so nothing is missed between loading a page and listening.
pub(super) fn events(mut stream: &TcpStream, builds: &BuildStatus) -> io::Result<()> {
    stream.write_all(head(Status::Ok, "text/event-stream").as_bytes())?;
    stream.write_all(b"\r\nretry: 1000\n\n")?;
    let mut status = builds.current();
    stream.write_all(format!("data: {}\n\n", status.event()).as_bytes())?;
    loop {
        match builds.newer_than(&status, HEARTBEAT) {
            Some(newer) => {
                status = newer;
                stream.write_all(format!("data: {}\n\n", status.event()).as_bytes())?;
            }
            None => stream.write_all(b":\n\n")?,
        }
    }
}

/// The status line and the headers that every response has.
fn head(status: Status, content_type: &str) -> String {
    let policy = match content_type {
        // A browser shows a PDF with a page of its own, which our policy would break.
        HTML | "text/html" | "image/svg+xml" => format!("Content-Security-Policy: {POLICY}\r\n"),
        _ => String::new(),
    };
    format!(
        "HTTP/1.1 {}\r\nContent-Type: {content_type}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n{policy}",
        status.line()
    )
}
