//! The bytes of a request → what is asked for. Whatever is odd is refused, not guessed at.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::OWN;

/// What may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
}

/// Why a request is not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is not HTTP, or says a thing twice.
    Malformed,
    /// It wants something changed.
    Method,
    /// It names another machine. A page of somebody else can have its own name lead to this machine, and would then read
    /// what is shown here (DNS rebinding); a browser says that name in `Host`.
    ForeignHost,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Method,
    /// The path as it was sent, without what follows `?`.
    pub(super) target: String,
    /// The same, decoded; none when it cannot be a path of a site.
    pub(super) path: Option<Path>,
    pub(super) host: Option<String>,
    pub(super) range: Option<String>,
}

impl Request {
    /// Reads the head of a request, up to its empty line.
    pub(super) fn parse(head: &[u8]) -> Result<Request, Refused> {
        let head = std::str::from_utf8(head).map_err(|_| Refused::Malformed)?;
        let mut lines = head.split("\r\n");
        let first: Vec<&str> = lines.next().unwrap_or_default().split(' ').collect();
        let [method, target, "HTTP/1.0" | "HTTP/1.1"] = first[..] else {
            return Err(Refused::Malformed);
        };
        let target = target.split(['?', '#']).next().unwrap_or_default();
        if !target.starts_with('/') {
            return Err(Refused::Malformed);
        }
        let (mut host, mut range) = (None, None);
        for line in lines.take_while(|it| !it.is_empty()) {
            let (name, value) = line.split_once(':').ok_or(Refused::Malformed)?;
            let kept = match name.to_ascii_lowercase().as_str() {
                "host" => &mut host,
                "range" => &mut range,
                _ => continue,
            };
            if kept.replace(value.trim().to_owned()).is_some() {
                return Err(Refused::Malformed);
            }
        }
        let method = match method {
            "GET" => Method::Get,
            "HEAD" => Method::Head,
            _ => return Err(Refused::Method),
        };
        Ok(Request { method, target: target.to_owned(), path: Path::decode(target), host, range })
    }

    /// Whether the reader asked for this machine by one of its own names, with any port or none: a port may be forwarded.
    pub(super) fn is_for_this_machine(&self) -> bool {
        let Some(host) = &self.host else { return false };
        let name = match host.rsplit_once(':') {
            Some((name, port)) if !port.contains(']') => {
                if port.is_empty() || !port.bytes().all(|it| it.is_ascii_digit()) {
                    return false;
                }
                name
            }
            _ => host,
        };
        let v6 = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
        let is_loopback = match v6 {
            Some(v6) => v6.parse::<Ipv6Addr>().is_ok_and(|it| it.is_loopback()),
            None => name.parse::<Ipv4Addr>().is_ok_and(|it| it.is_loopback()),
        };
        is_loopback || name.eq_ignore_ascii_case("localhost")
    }

    /// What of the server's own is asked for, such as `events`.
    pub(super) fn own(&self) -> Option<&str> {
        match &self.path.as_ref()?.parts[..] {
            [first, name] if first == OWN => Some(name),
            _ => None,
        }
    }
}

/// A path below the folder of the site, and certainly below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Path {
    parts: Vec<String>,
    pub(super) ends_in_slash: bool,
}

impl Path {
    /// Decodes `/a/%E4%BD%A0.html`. None for what could leave the folder or name something else than a file of it, on any
    /// system: `..`, `\`, a drive, a hidden file, an empty part.
    fn decode(target: &str) -> Option<Path> {
        let under = target.strip_prefix('/')?;
        let ends_in_slash = under.is_empty() || under.ends_with('/');
        let under = under.strip_suffix('/').unwrap_or(under);
        if under.is_empty() {
            return (target == "/").then_some(Path { parts: Vec::new(), ends_in_slash });
        }
        // Cut first, then decode: an encoded `/` does not make two parts of one.
        let parts: Option<Vec<String>> = under.split('/').map(part).collect();
        Some(Path { parts: parts?, ends_in_slash })
    }

    /// The file, below the site; a folder is shown by its `index.html`.
    pub(super) fn to_file(&self) -> String {
        let index = self.ends_in_slash.then_some("index.html");
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).chain(index).collect();
        parts.join("/")
    }

    /// The name of the file.
    pub(super) fn name(&self) -> &str {
        match self.parts.last() {
            Some(name) if !self.ends_in_slash => name,
            _ => "index.html",
        }
    }
}

fn part(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let (high, low) = (char::from(rest.next()?), char::from(rest.next()?));
                u8::try_from(high.to_digit(16)? * 16 + low.to_digit(16)?).ok()?
            }
            _ => byte,
        });
    }
    let part = String::from_utf8(bytes).ok()?;
    let is_sound = !part.is_empty()
        && !part.starts_with('.')
        && !part.ends_with(['.', ' '])
        && !part.contains(|it: char| matches!(it, '/' | '\\' | ':') || it.is_control());
    is_sound.then_some(part)
}

/// A stretch of a file: a video is asked for in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) first: u64,
    pub(super) len: u64,
}

/// What of a file is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    All,
    Part(Range),
    /// A stretch that begins behind its end.
    Nothing,
}

impl Range {
    /// Reads `bytes=0-99`, `bytes=100-`, `bytes=-100`; anything else may be answered with all of it (RFC 9110 §14.2).
    pub(super) fn wanted(header: &str, size: u64) -> Wanted {
        let Some((first, last)) = header.strip_prefix("bytes=").and_then(|it| it.split_once('-'))
        else {
            return Wanted::All;
        };
        let range = match (first.parse::<u64>(), last.parse::<u64>()) {
            (Ok(first), Ok(last)) if first <= last => {
                Some((first, last.min(size.saturating_sub(1))))
            }
            (Ok(first), Err(_)) if last.is_empty() => Some((first, size.saturating_sub(1))),
            (Err(_), Ok(last)) if first.is_empty() => {
                if last == 0 {
                    return Wanted::Nothing;
                }
                Some((size.saturating_sub(last), size.saturating_sub(1)))
            }
            _ => None,
        };
        match range {
            None => Wanted::All,
            Some((first, _)) if size <= first => Wanted::Nothing,
            Some((first, last)) => Wanted::Part(Range { first, len: last + 1 - first }),
        }
    }
}
