//! The open connections, and which of them is closed when there are too many.
//!
//! A browser opens a handful and asks at once. A connection that sends no request, or that is read from slowly, must not
//! keep others out: the oldest makes room.

use std::net::{IpAddr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// How many connections are open at once. Most of them wait for events.
const MOST: usize = 128;
/// How many of one peer may be open whose request has not come yet. Browsers open some in advance.
const MOST_WAITING: usize = 32;

/// The open connections, the oldest first.
#[derive(Debug, Default)]
pub(super) struct Connections {
    open: Mutex<Vec<Connection>>,
}

#[derive(Debug)]
struct Connection {
    peer: Option<IpAddr>,
    stream: Arc<TcpStream>,
    /// Whether its request has not come yet.
    is_waiting: bool,
}

/// A connection that is counted as long as this value lives, even if its thread panics.
#[derive(Debug)]
pub(super) struct ConnectionGuard {
    connections: Arc<Connections>,
    pub(super) stream: Arc<TcpStream>,
}

impl Connections {
    /// Adds a connection. Where there are too many, another one is closed.
    pub(super) fn add(self: &Arc<Self>, stream: TcpStream) -> ConnectionGuard {
        let peer = stream.peer_addr().ok().map(|address| address.ip());
        let stream = Arc::new(stream);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_of_peer = |other: &&Connection| other.is_waiting && other.peer == peer;
        if MOST_WAITING <= open.iter().filter(is_of_peer).count() {
            close_first(&mut open, |other| other.is_waiting && other.peer == peer);
        }
        if MOST <= open.len() && !close_first(&mut open, |other| other.is_waiting) {
            close_first(&mut open, |_| true);
        }
        open.push(Connection { peer, stream: Arc::clone(&stream), is_waiting: true });
        ConnectionGuard { connections: Arc::clone(self), stream }
    }
}

/// Closes the oldest connection of a kind; false when there is none. Its thread then reads the end and stops.
fn close_first(open: &mut Vec<Connection>, is_meant: impl Fn(&Connection) -> bool) -> bool {
    let Some(index) = open.iter().position(is_meant) else { return false };
    let _ = open.remove(index).stream.shutdown(Shutdown::Both); // the peer may be gone already
    true
}

impl ConnectionGuard {
    /// Notes that the request has come.
    pub(super) fn request_has_come(&self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        for connection in open.iter_mut() {
            if Arc::ptr_eq(&connection.stream, &self.stream) {
                connection.is_waiting = false;
            }
        }
    }
}

impl Drop for ConnectionGuard {
    fn drop(&mut self) {
        let mut open = self.connections.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain(|connection| !Arc::ptr_eq(&connection.stream, &self.stream));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;
    use std::net::TcpListener;

    use super::*;

    /// Connections of this machine to itself: the guards of the server and the streams of the clients.
    struct Pairs {
        listener: TcpListener,
        connections: Arc<Connections>,
    }

    impl Pairs {
        fn connect(&self) -> (ConnectionGuard, TcpStream) {
            let client = TcpStream::connect(self.listener.local_addr().unwrap()).unwrap();
            (self.connections.add(self.listener.accept().unwrap().0), client)
        }

        fn count(&self) -> usize {
            self.connections.open.lock().unwrap().len()
        }
    }

    fn pairs() -> Pairs {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        Pairs { listener, connections: Arc::default() }
    }

    fn is_closed(mut client: &TcpStream) -> bool {
        client.set_nonblocking(true).unwrap();
        matches!(client.read(&mut [0; 1]), Ok(0))
    }

    #[test]
    fn the_oldest_connection_without_a_request_makes_room() {
        let pairs = pairs();
        let waiting: Vec<_> = (0..MOST_WAITING).map(|_| pairs.connect()).collect();
        assert_eq!(pairs.count(), MOST_WAITING);
        let (guard, client) = pairs.connect();
        assert_eq!(pairs.count(), MOST_WAITING);
        assert!(is_closed(&waiting[0].1) && !is_closed(&waiting[1].1) && !is_closed(&client));
        guard.request_has_come();
        let (_next, _) = pairs.connect();
        assert!(!is_closed(&waiting[1].1), "an answered connection does not count as waiting");
        drop(waiting);
        assert_eq!(pairs.count(), 2);
    }

    #[test]
    fn a_new_connection_is_served_however_many_are_held_open() {
        let pairs = pairs();
        let mut held = Vec::new();
        for _ in 0..2 * MOST {
            let (guard, client) = pairs.connect();
            guard.request_has_come();
            held.push((guard, client));
        }
        assert_eq!(pairs.count(), MOST);
        assert!(is_closed(&held[MOST - 1].1) && !is_closed(&held[MOST].1));
    }
}
