//! EDGE: a site, shown in a browser while somebody writes; and the news that sources have changed. Knows bytes and paths
//! and nothing of schools: a [`PageProvider`] has the pages.
//!
//! The server is made of `std::net`: one request a connection, one thread each. The small crates for HTTP set no time
//! limits on a connection and hide the stream that server-sent events need, and of HTTP a preview wants little more than
//! `GET`.

mod build_status;
mod debounce;
mod http;
mod page;
mod request;
mod respond;
mod watch;

use std::fs::File;
use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

pub use build_status::{BuildFailure, BuildStatus, FailureItem};
pub use watch::{ChangedPaths, SourceWatcher, WatchOutcome};

use crate::error::{Error, Operation};
use request::{Method, Range, Refused, Request, Wanted};
use respond::{Response, Status};

/// So many connections are answered at once. A browser opens a handful; the rest wait as listeners for events.
const MOST_AT_ONCE: usize = 128;

/// What the server keeps for itself: no page of a site has such a path.
const OWN: &str = "_guidang";

/// A server that has its port, but answers nobody yet.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

/// Where what is shown comes from. It is asked from many threads.
pub trait PageProvider: Send + Sync {
    /// What there is at a path of the site: `plans/2024.html`.
    fn find(&self, path: &str) -> PageLookup;
}

/// What there is at a path.
pub enum PageLookup {
    /// A page or a file that was made for the asking.
    Bytes(Vec<u8>),
    /// A file and its size.
    File(File, u64),
    /// Other paths begin with this one.
    Folder,
    /// It cannot be made, and why.
    Failed(Box<BuildFailure>),
    /// Nothing.
    Missing,
}

/// What every connection needs.
struct Shared {
    shelf: Arc<dyn PageProvider>,
    board: Arc<BuildStatus>,
    /// Whether only this machine may ask.
    is_local: bool,
}

impl Server {
    /// Takes a port; 0 takes any that is free.
    ///
    /// # Errors
    /// When another program has it, or the machine has no such address.
    pub fn bind(host: IpAddr, port: u16) -> Result<Server, Error> {
        let address = SocketAddr::new(host, port);
        let fault = |error| Error::io(Operation::Listen, address.to_string())(error);
        let listener = TcpListener::bind(address).map_err(fault)?;
        let address = listener.local_addr().map_err(fault)?;
        Ok(Server { listener, address })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers from now on, in threads of its own, as long as the program runs.
    pub fn start(self, shelf: Arc<dyn PageProvider>, board: Arc<BuildStatus>) {
        let is_local = self.address.ip().is_loopback();
        let shared = Arc::new(Shared { shelf, board, is_local });
        let open = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in self.listener.incoming() {
                match stream {
                    Ok(stream) => accept(stream, &shared, &open),
                    // Too many files open, or a connection gone before it was taken: others will come.
                    Err(_) => thread::sleep(Duration::from_millis(50)),
                }
            }
        });
    }
}

/// A connection that is counted as long as it lives, whatever becomes of its thread.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn accept(stream: TcpStream, shared: &Arc<Shared>, open: &Arc<AtomicUsize>) {
    let counted = Counted(Arc::clone(open));
    if MOST_AT_ONCE <= open.fetch_add(1, Ordering::Relaxed) {
        return; // closed unanswered; the browser asks again
    }
    let shared = Arc::clone(shared);
    // Where no thread can be had the connection is closed, and the next one may fare better.
    let _ = thread::Builder::new().spawn(move || {
        // That the other side has gone away is its own affair.
        let _ = converse(&stream, &shared);
        drop(counted);
    });
}

fn converse(stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    let head = http::read_head(stream)?;
    let request = match Request::parse(&head) {
        Ok(request) if shared.is_local && !request.is_for_this_machine() => {
            Err(Refused::ForeignHost)
        }
        parsed => parsed,
    };
    let request = match request {
        Ok(request) => request,
        Err(refused) => {
            respond::send(stream, Response::refusal(refused), Method::Get)?;
            return http::linger(stream);
        }
    };
    match request.own() {
        Some("events") if request.method == Method::Get => respond::events(stream, &shared.board),
        own => {
            let response = own.map_or_else(|| answer(&request, shared), page::own);
            respond::send(stream, response, request.method)
        }
    }
}

/// A file of the site, with our script in it when it is a page.
fn answer(request: &Request, shared: &Shared) -> Response {
    let seen = shared.board.first();
    let Some(path) = &request.path else { return page::not_found(&seen) };
    if seen.has_no_site() {
        return page::failure(seen.report(), &seen);
    }
    let kind = http::kind(path.name());
    let wanted = |size| request.range.as_deref().map_or(Wanted::All, |it| Range::wanted(it, size));
    match shared.shelf.find(&path.to_file()) {
        PageLookup::Missing => page::not_found(&seen),
        PageLookup::Failed(report) => page::failure(Some(&report), &seen),
        PageLookup::Folder if path.ends_in_slash => page::not_found(&seen),
        PageLookup::Folder => Response::moved(format!("{}/", request.target)),
        PageLookup::Bytes(bytes) if kind == http::HTML => page::with_script(bytes, &seen),
        PageLookup::File(mut file, _) if kind == http::HTML => {
            let mut bytes = Vec::new();
            match file.read_to_end(&mut bytes) {
                Ok(_) => page::with_script(bytes, &seen),
                Err(_) => page::not_found(&seen),
            }
        }
        PageLookup::Bytes(bytes) => match wanted(bytes.len() as u64) {
            Wanted::All => Response::whole(kind, bytes),
            Wanted::Part(part) => Response::part(kind, bytes, part),
            Wanted::Nothing => Response::out_of_range(bytes.len() as u64),
        },
        PageLookup::File(file, size) => match wanted(size) {
            Wanted::All => {
                Response::file(Status::Ok, kind, file, Range { first: 0, len: size }, size)
            }
            Wanted::Part(part) => Response::file(Status::PartialContent, kind, file, part, size),
            Wanted::Nothing => Response::out_of_range(size),
        },
    }
}

#[cfg(test)]
mod tests;
