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

/// The policy for a page that no page may show in a frame: the local app.
const UNFRAMED_POLICY: &str = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// The status of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// 200.
    Ok,
    /// 206.
    PartialContent,
    /// 302.
    Found,
    /// 400.
    BadRequest,
    /// 403.
    Forbidden,
    /// 404.
    NotFound,
    /// 405.
    MethodNotAllowed,
    /// 409: what is to be changed is another by now.
    Conflict,
    /// 411.
    LengthRequired,
    /// 413.
    TooLarge,
    /// 415.
    UnsupportedMediaType,
    /// 416.
    RangeNotSatisfiable,
    /// 422: understood, and refused for what it says.
    Unprocessable,
    /// 500.
    Failed,
    /// 503.
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
            Status::Conflict => "409 Conflict",
            Status::LengthRequired => "411 Length Required",
            Status::TooLarge => "413 Content Too Large",
            Status::UnsupportedMediaType => "415 Unsupported Media Type",
            Status::RangeNotSatisfiable => "416 Range Not Satisfiable",
            Status::Unprocessable => "422 Unprocessable Content",
            Status::Failed => "500 Internal Server Error",
            Status::ServiceUnavailable => "503 Service Unavailable",
        }
    }
}

/// A response.
pub(super) struct Response {
    status: Status,
    content_type: &'static str,
    /// Headers besides those that every response has.
    extra_headers: Vec<(&'static str, String)>,
    /// Whether no page may show it in a frame, not even one of ours.
    is_unframed: bool,
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
        Response {
            status,
            content_type,
            extra_headers: Vec::new(),
            is_unframed: false,
            body: Body::Bytes(bytes.into()),
        }
    }

    /// The response with one more header.
    pub(super) fn with_header(mut self, name: &'static str, value: String) -> Response {
        self.extra_headers.push((name, value));
        self
    }

    /// The response with the policy by which no page may show it in a frame.
    pub(super) fn unframed(mut self) -> Response {
        self.is_unframed = true;
        self
    }

    /// A whole file, of which parts may be asked for.
    pub(super) fn whole(content_type: &'static str, bytes: Vec<u8>) -> Response {
        let whole = Response::bytes(Status::Ok, content_type, bytes);
        whole.with_header("Accept-Ranges", "bytes".to_owned())
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
        let range = content_range(part, size as u64);
        let response = Response::bytes(Status::PartialContent, content_type, bytes);
        response.with_header("Content-Range", range)
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
        let body = Body::File(file, part);
        let extra_headers = vec![extra_header];
        Response { status, content_type, extra_headers, is_unframed: false, body }
    }

    pub(super) fn out_of_range(size: u64) -> Response {
        let response = Response::bytes(Status::RangeNotSatisfiable, TEXT, "");
        response.with_header("Content-Range", format!("bytes */{size}"))
    }

    /// A redirect to a path of this site. The path came in as one line of visible characters, and goes out as such.
    pub(super) fn redirect(to: String) -> Response {
        Response::bytes(Status::Found, TEXT, "").with_header("Location", to)
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
            RequestError::NoSecret => (
                Status::Forbidden,
                "请用启动时显示的那个地址打开（以key=结尾带一串字符）\n\
                 open it by the address that was shown at the start (the one with key= in it)\n",
            ),
            RequestError::ForeignPage => {
                (Status::Forbidden, "别的网页不能用它\nno other page may use this\n")
            }
            RequestError::NoLength => (Status::LengthRequired, "要写明长度\ngive the length\n"),
            RequestError::TooLong => (Status::TooLarge, "太大了\ntoo large\n"),
            RequestError::BodyType => {
                (Status::UnsupportedMediaType, "内容的类型不对\nthe content has the wrong type\n")
            }
        };
        let response = Response::bytes(status, TEXT, words);
        if error == RequestError::Method {
            return response.with_header("Allow", "GET, HEAD".to_owned());
        }
        response
    }
}

fn content_range(part: ByteRange, size: u64) -> String {
    format!("bytes {}-{}/{size}", part.first, part.first + part.len - 1)
}

/// Sends a response; to `HEAD` without its body.
pub(super) fn send(mut stream: &TcpStream, response: Response, method: Method) -> io::Result<()> {
    let Response { status, content_type, extra_headers, is_unframed, body } = response;
    let len = match &body {
        Body::Bytes(bytes) => bytes.len() as u64,
        Body::File(_, part) => part.len,
    };
    let policy = if is_unframed { UNFRAMED_POLICY } else { POLICY };
    let mut out = head(status, content_type, policy);
    out.push_str(&format!("Content-Length: {len}\r\n"));
    for (name, value) in extra_headers {
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

/// Streams the events of the local app until the listener goes away. `next` returns the number of the next event after a
/// number and its text; `None` when there is none for a while.
pub(super) fn app_events(
    mut stream: &TcpStream,
    next: &dyn Fn(Option<u64>, Duration) -> Option<(u64, String)>,
) -> io::Result<()> {
    begin_events(stream)?;
    let mut seen = None;
    loop {
        match next(seen, HEARTBEAT) {
            Some((number, event)) => {
                seen = Some(number);
                stream.write_all(event.as_bytes())?;
            }
            None => stream.write_all(b":\n\n")?,
        }
    }
}

/// Streams the outcome of every build as server-sent events until the listener goes away. The first event is the current
/// status, so nothing is missed between loading a page and listening.
pub(super) fn events(mut stream: &TcpStream, builds: &BuildStatus) -> io::Result<()> {
    begin_events(stream)?;
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

/// Begins a response of server-sent events.
fn begin_events(mut stream: &TcpStream) -> io::Result<()> {
    stream.write_all(head(Status::Ok, "text/event-stream", POLICY).as_bytes())?;
    stream.write_all(b"\r\nretry: 1000\n\n")
}

/// The status line and the headers that every response has.
fn head(status: Status, content_type: &str, policy: &str) -> String {
    let policy = match content_type {
        // A browser shows a PDF with a page of its own, which our policy would break.
        HTML | "text/html" | "image/svg+xml" => format!("Content-Security-Policy: {policy}\r\n"),
        _ => String::new(),
    };
    format!(
        "HTTP/1.1 {}\r\nContent-Type: {content_type}\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\
         Referrer-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n{policy}",
        status.line()
    )
}
