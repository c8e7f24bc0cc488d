//! EDGE: a folder of finished pages, shown in a browser while somebody writes; and the news that sources have changed.
//! Knows bytes and paths and nothing of schools.
//!
//! The server is made of `std::net`: one request a connection, one thread each. The small crates for HTTP set no time
//! limits on a connection and hide the stream that server-sent events need, and of HTTP a preview wants little more than
//! `GET`.

mod board;
mod burst;
mod http;
mod page;
mod request;
mod respond;
mod watch;

use std::fs::File;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

pub use board::{Board, Report, Trouble};
pub use watch::{Changes, Next};

use crate::fault::{Doing, Fault};
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

/// What every connection needs.
struct Shared {
    /// The folder of the site. It is swapped as a whole, so its path stays.
    site: PathBuf,
    board: Arc<Board>,
    /// Whether only this machine may ask.
    is_local: bool,
}

impl Server {
    /// Takes a port; 0 takes any that is free.
    ///
    /// # Errors
    /// When another program has it, or the machine has no such address.
    pub fn bind(host: IpAddr, port: u16) -> Result<Server, Fault> {
        let address = SocketAddr::new(host, port);
        let fault = |error| Fault::io(Doing::Listen, address.to_string())(error);
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
    pub fn start(self, site: PathBuf, board: Arc<Board>) {
        let is_local = self.address.ip().is_loopback();
        let shared = Arc::new(Shared { site, board, is_local });
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
        return page::failure(&seen);
    }
    let file = shared.site.join(path.to_file());
    // Where a system cannot swap two folders in one step there is none for a moment: a second look finds the new one.
    let found = open(&file).or_else(|| {
        thread::sleep(Duration::from_millis(20));
        open(&file)
    });
    let Some((file, size)) = found else {
        let is_folder = !path.ends_in_slash && shared.site.join(path.to_file()).is_dir();
        return match is_folder {
            true => Response::moved(format!("{}/", request.target)),
            false => page::not_found(&seen),
        };
    };
    let kind = http::kind(path.name());
    if kind == http::HTML {
        return page::with_script(file, &seen);
    }
    let wanted = request.range.as_deref().map_or(Wanted::All, |it| Range::wanted(it, size));
    match wanted {
        Wanted::All => Response::file(Status::Ok, kind, file, Range { first: 0, len: size }, size),
        Wanted::Part(part) => Response::file(Status::PartialContent, kind, file, part, size),
        Wanted::Nothing => Response::out_of_range(size),
    }
}

fn open(path: &std::path::Path) -> Option<(File, u64)> {
    let file = File::open(path).ok()?;
    let about = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    Some((file, about.len()))
}

#[cfg(test)]
mod tests;
