//! The door of the local app (docs/interface.md §6.2): who may ask, and what reaches it. It knows nothing of records; an
//! [`Editor`] answers the calls.
//!
//! The secret is in the address that was printed, and then in a cookie that no other site's request carries. A request
//! that changes something also comes from a page of this very address, with a header and a kind of body that no form of
//! another site can send.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::Duration;

use super::content_type;
use super::http::Body;
use super::request::{Method, Request, RequestError};
use super::respond::{self, Response, Status};
use crate::syntax::ascii::is_digits;

/// The most bytes of a call: the text of a record, its values and the names of its files.
const LONGEST_CALL: u64 = 8 << 20;

/// Answers the calls of the local app. It is called from many threads.
pub trait Editor: Send + Sync {
    /// A file of the app's page by its name, such as `app.js`; the page itself is `index.html`.
    fn page_file(&self, name: &str) -> Option<Vec<u8>>;

    /// Answers a call.
    fn answer(&self, call: AppCall<'_>) -> AppAnswer;

    /// The next event after a number, in the form of server-sent events; without a number only later ones count. `None`
    /// when there is none for so long.
    fn next_event(&self, after: Option<u64>, patience: Duration) -> Option<(u64, String)>;

    /// The most bytes of a file that is sent to it.
    fn longest_upload(&self) -> u64;
}

/// A call of the app's page.
pub struct AppCall<'b> {
    /// Its name: `records`.
    pub name: &'b str,
    /// The values of its query.
    pub query: Vec<(String, String)>,
    /// What was sent with it.
    pub sent: Sent<'b>,
}

/// What was sent with a call.
pub enum Sent<'b> {
    /// Nothing: the call only asks, and changes nothing.
    Nothing,
    /// JSON.
    Json(Vec<u8>),
    /// A file, still to be read.
    File(&'b mut dyn Read),
}

/// The answer to a call.
pub struct AppAnswer {
    /// Whether it could be done.
    pub status: Status,
    /// The kind of its bytes by the ending of a file's name: `json`, `jpg`.
    pub ending: String,
    /// What is answered.
    pub bytes: Vec<u8>,
}

/// Who may come in, and what is behind the door.
pub(super) struct Door {
    pub(super) secret: String,
    pub(super) editor: std::sync::Arc<dyn Editor>,
    /// The port, which tells the cookies of two running apps apart.
    pub(super) port: u16,
}

impl Door {
    /// Whether a request may be answered at all; with the local app also the pages of the preview need the secret.
    pub(super) fn check(&self, request: &Request) -> Result<(), RequestError> {
        let site = request.headers.fetch_site.as_deref();
        if !self.knows_secret(request) {
            return Err(RequestError::NoSecret);
        }
        if !matches!(site, None | Some("same-origin" | "none")) || self.is_of_another(request) {
            return Err(RequestError::ForeignPage);
        }
        Ok(())
    }

    /// Whether the page that sent a request says that it is another one's.
    fn is_of_another(&self, request: &Request) -> bool {
        match (&request.headers.origin, &request.host) {
            (Some(origin), Some(host)) => *origin != format!("http://{host}"),
            (Some(_), None) => true,
            (None, _) => request.method == Method::Post,
        }
    }

    fn cookie_name(&self) -> String {
        format!("guidang-{}", self.port)
    }

    fn knows_secret(&self, request: &Request) -> bool {
        let name = self.cookie_name();
        let cookies = request.headers.cookie.as_deref().unwrap_or_default();
        let mut is_known = false;
        for cookie in cookies.split(';') {
            if let Some((key, value)) = cookie.trim().split_once('=')
                && key == name
            {
                is_known |= are_equal(value, &self.secret);
            }
        }
        is_known
    }

    /// The answer to the address that was printed: a cookie, and the way to the app.
    pub(super) fn enter(&self, request: &Request) -> Response {
        let values = request.query_values().unwrap_or_default();
        let key = values.iter().find(|(name, _)| name == "key");
        let is_known = key.is_some_and(|(_, value)| are_equal(value, &self.secret));
        if !is_known || request.method != Method::Get {
            return Response::refusal(RequestError::NoSecret).unframed();
        }
        let (name, secret) = (self.cookie_name(), &self.secret);
        let cookie = format!("{name}={secret}; HttpOnly; SameSite=Strict; Path=/");
        let to = format!("/{}/edit/", super::request::OWN);
        Response::redirect(to).with_header("Set-Cookie", cookie).unframed()
    }

    /// Answers what is asked of the app; `path` is below its folder.
    pub(super) fn serve(
        &self,
        stream: &TcpStream,
        request: &Request,
        path: &str,
        rest: Vec<u8>,
        has_come: &dyn Fn(),
    ) -> io::Result<()> {
        let Some(name) = path.strip_prefix("api/") else {
            has_come();
            return respond::send(stream, self.file(request, path), request.method);
        };
        if name == "events" && request.method == Method::Get {
            has_come();
            let next = |after, patience| self.editor.next_event(after, patience);
            return respond::app_events(stream, &next);
        }
        let answered = self.call(stream, request, name, rest, has_come)?;
        let is_read = !matches!(answered, Answered::Unread(_));
        let (Answered::Read(response) | Answered::Unread(response)) = answered;
        respond::send(stream, response.unframed(), request.method)?;
        if is_read { Ok(()) } else { super::http::drain(stream) }
    }

    /// A file of the app's page.
    fn file(&self, request: &Request, path: &str) -> Response {
        if request.method == Method::Post {
            return Response::refusal(RequestError::Method).unframed();
        }
        let name = if path.is_empty() { "index.html" } else { path };
        match self.editor.page_file(name) {
            Some(bytes) => {
                Response::bytes(Status::Ok, content_type::of_name(name), bytes).unframed()
            }
            None => Response::bytes(Status::NotFound, content_type::TEXT, "").unframed(),
        }
    }

    fn call(
        &self,
        stream: &TcpStream,
        request: &Request,
        name: &str,
        rest: Vec<u8>,
        has_come: &dyn Fn(),
    ) -> io::Result<Answered> {
        let Some(query) = request.query_values() else {
            return Ok(Answered::Unread(Response::refusal(RequestError::Malformed)));
        };
        if request.method != Method::Post {
            has_come();
            let call = AppCall { name, query, sent: Sent::Nothing };
            return Ok(Answered::Read(response_of(self.editor.answer(call))));
        }
        let (kind, length) = match self.body_of(request) {
            Ok(declared) => declared,
            Err(error) => return Ok(Answered::Unread(Response::refusal(error))),
        };
        let mut body = Body::new(stream, rest, length);
        let answer = match kind {
            BodyKind::Json => {
                let mut bytes = Vec::new();
                body.read_to_end(&mut bytes)?;
                has_come();
                self.editor.answer(AppCall { name, query, sent: Sent::Json(bytes) })
            }
            BodyKind::File => {
                // A large file takes its time; whoever sends it knows the secret.
                has_come();
                self.editor.answer(AppCall { name, query, sent: Sent::File(&mut body) })
            }
        };
        let response = response_of(answer);
        Ok(if body.is_at_end() { Answered::Read(response) } else { Answered::Unread(response) })
    }

    /// The kind and the length of a body that may be read.
    fn body_of(&self, request: &Request) -> Result<(BodyKind, u64), RequestError> {
        let headers = &request.headers;
        if headers.own_header.as_deref() != Some("1") {
            return Err(RequestError::ForeignPage);
        }
        let declared = headers.content_type.as_deref().unwrap_or_default();
        let declared = declared.split(';').next().unwrap_or_default().trim();
        let (kind, longest) = match declared.to_ascii_lowercase().as_str() {
            "application/json" => (BodyKind::Json, LONGEST_CALL),
            "application/octet-stream" => (BodyKind::File, self.editor.longest_upload()),
            _ => return Err(RequestError::BodyType),
        };
        let length = headers.content_length.as_deref().unwrap_or_default();
        let is_number = is_digits(length);
        if headers.transfer_encoding.is_some() || !is_number {
            return Err(RequestError::NoLength);
        }
        match length.parse::<u64>() {
            Ok(length) if length <= longest => Ok((kind, length)),
            _ => Err(RequestError::TooLong),
        }
    }
}

enum Answered {
    Read(Response),
    /// Something that was sent is not read.
    Unread(Response),
}

enum BodyKind {
    Json,
    File,
}

fn response_of(answer: AppAnswer) -> Response {
    let content_type = content_type::of_name(&format!("a.{}", answer.ending));
    Response::bytes(answer.status, content_type, answer.bytes)
}

/// Whether two texts are equal, in a time that does not tell where they differ.
fn are_equal(given: &str, secret: &str) -> bool {
    let mut difference = given.len() ^ secret.len();
    for (one, other) in given.bytes().zip(secret.bytes()) {
        difference |= usize::from(one ^ other);
    }
    difference == 0
}
