//! EDGE: shows a site in a browser while its sources are edited, and watches the sources for changes. It knows bytes and
//! paths and nothing of schools; a [`PageProvider`] supplies the pages.
//!
//! The server is made of `std::net`: one request a connection, one thread each. The small HTTP server crates set no time
//! limits on a connection and hide the stream that server-sent events need, and a preview needs little more than `GET`.

mod build_status;
mod byte_range;
mod connections;
mod content_type;
mod debounce;
mod dir_snapshot;
mod editing;
mod http;
mod page;
pub(crate) mod preview;
mod request;
mod respond;
mod watch;
mod watch_event;

use std::fs::File;
use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub use build_status::{BuildFailure, BuildStatus, FailureItem};
pub use editing::{AppAnswer, AppCall, Editor, Sent};
pub(crate) use page::escaped;
pub use respond::Status;
pub use watch::{ChangedPaths, SourceWatcher, WatchOutcome};

use crate::error::{Error, Operation};
use build_status::StatusSnapshot;
use byte_range::{ByteRange, RangeSelection};
use connections::{ConnectionGuard, Connections};
use editing::Door;
use request::{Method, Request, RequestError};
use respond::Response;

/// A server that holds its port but does not answer yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// Supplies the pages of a site. It is called from many threads.
pub trait PageProvider: Send + Sync {
    /// Looks up a path of the site, such as `plans/2024.html`.
    fn find(&self, path: &str) -> PageLookup;
}

/// What there is at a path.
pub enum PageLookup {
    /// A page or a file that was rendered for this request.
    Bytes(Vec<u8>),
    /// A file and its size in bytes.
    File(File, u64),
    /// Other paths begin with this one.
    Folder,
    /// The page cannot be rendered, and why.
    Failed(Box<BuildFailure>),
    /// Nothing.
    Missing,
}

/// What every connection needs.
struct ServerContext {
    provider: Arc<dyn PageProvider>,
    status: Arc<BuildStatus>,
    /// Whether only this machine may ask.
    is_local: bool,
    /// The door of the local app, where the archive may be edited.
    door: Option<Door>,
}

impl Server {
    /// Takes a port; 0 takes any that is free.
    ///
    /// # Errors
    /// When another program has the port, or the machine has no such address.
    pub fn bind(host: IpAddr, port: u16) -> Result<Server, Error> {
        let address = SocketAddr::new(host, port);
        let listen_error = |error| Error::io(Operation::Listen, address.to_string())(error);
        let listener = TcpListener::bind(address).map_err(listen_error)?;
        let address = listener.local_addr().map_err(listen_error)?;
        Ok(Server { listener, address })
    }

    /// The address it listens on.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers from now on, in threads of its own, as long as the program runs. `editor` is the local app and its secret.
    pub fn start(
        self,
        provider: Arc<dyn PageProvider>,
        status: Arc<BuildStatus>,
        editor: Option<(Arc<dyn Editor>, String)>,
    ) {
        let is_local = self.address.ip().is_loopback();
        let port = self.address.port();
        let door = editor.map(|(editor, secret)| Door { secret, editor, port });
        let context = Arc::new(ServerContext { provider, status, is_local, door });
        let connections = Arc::new(Connections::default());
        thread::spawn(move || {
            for stream in self.listener.incoming() {
                match stream {
                    Ok(stream) => accept(stream, &context, &connections),
                    // Too many open files, or a connection gone before it was accepted: others will come.
                    Err(_) => thread::sleep(Duration::from_millis(50)),
                }
            }
        });
    }
}

fn accept(stream: TcpStream, context: &Arc<ServerContext>, connections: &Arc<Connections>) {
    let connection = connections.add(stream);
    let context = Arc::clone(context);
    // If no thread can be started the connection is closed, and the next one may fare better.
    let _ = thread::Builder::new().spawn(move || {
        // A client may go away at any time.
        let _ = handle(&connection, &context);
    });
}

fn handle(connection: &ConnectionGuard, context: &ServerContext) -> io::Result<()> {
    let stream: &TcpStream = &connection.stream;
    let head = http::read_head(stream)?;
    let request = match admitted(&head.bytes, context) {
        Ok(request) => request,
        Err(error) => {
            connection.request_has_come();
            respond::send(stream, Response::refusal(error), Method::Get)?;
            return http::drain(stream);
        }
    };
    if let Some(door) = &context.door {
        let has_come = || connection.request_has_come();
        if request.own() == Some("enter") {
            has_come();
            return respond::send(stream, door.enter(&request), request.method);
        }
        if let Some(path) = request.of_app() {
            return door.serve(stream, &request, &path, head.rest, &has_come);
        }
    }
    connection.request_has_come();
    match request.own() {
        Some("events") if request.method == Method::Get => respond::events(stream, &context.status),
        Some(name) => respond::send(stream, page::own(name), request.method),
        None => respond::send(stream, answer(&request, context), request.method),
    }
}

/// A request that may be answered.
fn admitted(head: &[u8], context: &ServerContext) -> Result<Request, RequestError> {
    let request = Request::parse(head)?;
    if context.is_local && !request.is_for_this_machine() {
        return Err(RequestError::ForeignHost);
    }
    let is_of_app = context.door.is_some() && request.of_app().is_some();
    if let Some(door) = &context.door
        && request.own() != Some("enter")
    {
        door.check(&request)?;
    }
    if request.method == Method::Post && !is_of_app {
        return Err(RequestError::Method);
    }
    Ok(request)
}

/// A file of the site, with our script in it when it is a page.
fn answer(request: &Request, context: &ServerContext) -> Response {
    let status = context.status.current();
    let Some(path) = &request.path else { return page::not_found(&status) };
    if status.has_no_site() {
        return page::failure(status.failure(), &status);
    }
    let content_type = content_type::of_name(path.name());
    match context.provider.find(&path.to_file()) {
        PageLookup::Missing => page::not_found(&status),
        PageLookup::Failed(failure) => page::failure(Some(&failure), &status),
        PageLookup::Folder if path.ends_in_slash => page::not_found(&status),
        PageLookup::Folder => Response::redirect(format!("{}/", request.target)),
        PageLookup::Bytes(bytes) if content_type == content_type::HTML => {
            page::with_script(bytes, &status)
        }
        PageLookup::File(file, _) if content_type == content_type::HTML => page_file(file, &status),
        PageLookup::Bytes(bytes) => {
            let size = bytes.len() as u64;
            match selection(request, size) {
                RangeSelection::All => Response::whole(content_type, bytes),
                RangeSelection::Part(part) => Response::part(content_type, bytes, part),
                RangeSelection::Unsatisfiable => Response::out_of_range(size),
            }
        }
        PageLookup::File(file, size) => match selection(request, size) {
            RangeSelection::All => {
                let whole = ByteRange { first: 0, len: size };
                Response::file(Status::Ok, content_type, file, whole, size)
            }
            RangeSelection::Part(part) => {
                Response::file(Status::PartialContent, content_type, file, part, size)
            }
            RangeSelection::Unsatisfiable => Response::out_of_range(size),
        },
    }
}

/// A page that is a file on the disk.
fn page_file(mut file: File, status: &StatusSnapshot) -> Response {
    let mut bytes = Vec::new();
    match file.read_to_end(&mut bytes) {
        Ok(_) => page::with_script(bytes, status),
        Err(_) => page::not_found(status),
    }
}

fn selection(request: &Request, size: u64) -> RangeSelection {
    match &request.range {
        Some(header) => RangeSelection::parse(header, size),
        None => RangeSelection::All,
    }
}

#[cfg(test)]
mod tests;
