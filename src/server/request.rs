//! The bytes of a request → what is asked for. Anything unusual is refused, not guessed at.

use std::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;

use super::OWN;

/// A request with more headers is refused as malformed.
const MOST_HEADERS: usize = 100;

/// The methods that are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
}

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RequestError {
    /// It is not HTTP, or gives `Host` or `Range` twice.
    Malformed,
    /// It wants to change something.
    Method,
    /// It names another machine. A foreign page can make its own name lead to this machine and would then read what is
    /// shown here (DNS rebinding); a browser gives that name in `Host`.
    ForeignHost,
}

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Method,
    /// The path as it was sent, without the query.
    pub(super) target: String,
    /// The decoded path; `None` when it cannot be a path of a site.
    pub(super) path: Option<RequestPath>,
    pub(super) host: Option<String>,
    pub(super) range: Option<String>,
}

impl Request {
    /// Parses the head of a request, up to its empty line.
    pub(super) fn parse(head: &[u8]) -> Result<Request, RequestError> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(head) {
            Ok(httparse::Status::Complete(_)) => {}
            Ok(httparse::Status::Partial) | Err(_) => return Err(RequestError::Malformed),
        }
        let target = parsed.path.unwrap_or_default();
        let target = target.split(['?', '#']).next().unwrap_or_default();
        if !target.starts_with('/') {
            return Err(RequestError::Malformed);
        }
        let host = single_header(parsed.headers, "host")?;
        let range = single_header(parsed.headers, "range")?;
        let method = match parsed.method {
            Some("GET") => Method::Get,
            Some("HEAD") => Method::Head,
            _ => return Err(RequestError::Method),
        };
        let path = RequestPath::decode(target);
        Ok(Request { method, target: target.to_owned(), path, host, range })
    }

    /// Whether `Host` is one of this machine's own names, with any port or none: a port may be forwarded.
    pub(super) fn is_for_this_machine(&self) -> bool {
        let Some(host) = &self.host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => {
                if port.is_empty() || !port.bytes().all(|byte| byte.is_ascii_digit()) {
                    return false;
                }
                name
            }
            _ => host,
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(v6) => v6.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback()),
            None => name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
        }
    }

    /// The file of the server itself that is asked for, such as `events`.
    pub(super) fn own(&self) -> Option<&str> {
        match &self.path.as_ref()?.segments[..] {
            [first, name] if first == OWN => Some(name),
            _ => None,
        }
    }
}

/// The value of a header that may appear once at most.
fn single_header(
    headers: &[httparse::Header<'_>],
    name: &str,
) -> Result<Option<String>, RequestError> {
    let mut found = None;
    for header in headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name)) {
        let value = std::str::from_utf8(header.value).map_err(|_| RequestError::Malformed)?;
        if found.replace(value.trim().to_owned()).is_some() {
            return Err(RequestError::Malformed);
        }
    }
    Ok(found)
}

/// A path that is certainly below the folder of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RequestPath {
    segments: Vec<String>,
    pub(super) ends_in_slash: bool,
}

impl RequestPath {
    /// Decodes `/a/%E4%BD%A0.html`. `None` for what could leave the folder or name something else than a file in it, on
    /// any system: `..`, `\`, a drive, a hidden file, an empty segment.
    fn decode(target: &str) -> Option<RequestPath> {
        let below = target.strip_prefix('/')?;
        let ends_in_slash = below.is_empty() || below.ends_with('/');
        let below = below.strip_suffix('/').unwrap_or(below);
        let mut segments = Vec::new();
        if below.is_empty() {
            return (target == "/").then_some(RequestPath { segments, ends_in_slash });
        }
        // Split first, then decode: an encoded `/` does not make two segments of one.
        for encoded in below.split('/') {
            segments.push(decode_segment(encoded)?);
        }
        Some(RequestPath { segments, ends_in_slash })
    }

    /// The file below the site; a folder is shown by its `index.html`.
    pub(super) fn to_file(&self) -> String {
        let mut file = self.segments.join("/");
        if self.ends_in_slash {
            if !file.is_empty() {
                file.push('/');
            }
            file.push_str("index.html");
        }
        file
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        match self.segments.last() {
            Some(name) if !self.ends_in_slash => name,
            _ => "index.html",
        }
    }
}

/// Decodes one segment; `None` for a bare `%`, for bytes that are not UTF-8 and for a name that is not safe.
fn decode_segment(encoded: &str) -> Option<String> {
    for after_percent in encoded.as_bytes().split(|byte| *byte == b'%').skip(1) {
        let digits = after_percent.get(..2)?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
    }
    let segment = percent_decode_str(encoded).decode_utf8().ok()?;
    let is_safe = !segment.is_empty()
        && !segment.starts_with('.')
        && !segment.ends_with(['.', ' '])
        && !segment.contains(['/', '\\', ':'])
        && !segment.contains(char::is_control);
    is_safe.then(|| segment.into_owned())
}
