//! The bytes of a request → what is asked for. Anything unusual is refused, not guessed at.

use std::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;

use crate::syntax::ascii::is_digits;

/// The folder of the server's own files: no page of a site has such a path.
pub(super) const OWN: &str = "_guidang";

/// A request with more headers is refused as malformed.
const MOST_HEADERS: usize = 100;

/// The methods that are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
    /// Only the local app takes these.
    Post,
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
    /// It does not know the secret of the local app.
    NoSecret,
    /// A page of another site sent it.
    ForeignPage,
    /// Its body has no length, or none that can be read.
    NoLength,
    /// Its body is longer than allowed.
    TooLong,
    /// Its body is of a kind that a form of another site could send.
    BodyType,
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
    /// The query as it was sent, without its `?`.
    pub(super) query: String,
    pub(super) headers: AppHeaders,
}

/// The headers that only the local app looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AppHeaders {
    pub(super) cookie: Option<String>,
    pub(super) origin: Option<String>,
    /// `Sec-Fetch-Site`: what the browser knows of the page that sent the request.
    pub(super) fetch_site: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) content_length: Option<String>,
    /// A body in pieces, whose length nobody knows.
    pub(super) transfer_encoding: Option<String>,
    /// `X-Guidang`, which a form of another site cannot send.
    pub(super) own_header: Option<String>,
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
        let target = target.split('#').next().unwrap_or_default();
        let (target, query) = target.split_once('?').unwrap_or((target, ""));
        if !target.starts_with('/') {
            return Err(RequestError::Malformed);
        }
        let host = single_header(parsed.headers, "host")?;
        let range = single_header(parsed.headers, "range")?;
        let method = match parsed.method {
            Some("GET") => Method::Get,
            Some("HEAD") => Method::Head,
            Some("POST") => Method::Post,
            _ => return Err(RequestError::Method),
        };
        let path = RequestPath::decode(target);
        let single = |name| single_header(parsed.headers, name);
        let headers = AppHeaders {
            cookie: single("cookie")?,
            origin: single("origin")?,
            fetch_site: single("sec-fetch-site")?,
            content_type: single("content-type")?,
            content_length: single("content-length")?,
            transfer_encoding: single("transfer-encoding")?,
            own_header: single("x-guidang")?,
        };
        let (target, query) = (target.to_owned(), query.to_owned());
        Ok(Request { method, target, path, host, range, query, headers })
    }

    /// Whether `Host` is one of this machine's own names, with any port or none: a port may be forwarded.
    pub(super) fn is_for_this_machine(&self) -> bool {
        let Some(host) = &self.host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => {
                if !is_digits(port) {
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

    /// What is asked of the local app: the path below `_guidang/edit/`, empty for its page.
    pub(super) fn of_app(&self) -> Option<String> {
        let path = self.path.as_ref()?;
        match &path.segments[..] {
            [first, second] if first == OWN && second == "edit" && path.ends_in_slash => {
                Some(String::new())
            }
            [first, second, rest @ ..] if first == OWN && second == "edit" && !rest.is_empty() => {
                Some(rest.join("/"))
            }
            _ => None,
        }
    }

    /// The values of the query, decoded; `None` for what is no text.
    pub(super) fn query_values(&self) -> Option<Vec<(String, String)>> {
        let mut values = Vec::new();
        for part in self.query.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            values.push((decode_query(name)?, decode_query(value)?));
        }
        Some(values)
    }
}

/// A name or a value of a query; a plus sign stands for a space.
fn decode_query(encoded: &str) -> Option<String> {
    let spaced = encoded.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
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
