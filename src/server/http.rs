//! The parts of HTTP besides request and response: reading a head off the wire, and ending a connection politely.

use std::io::{self, ErrorKind, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

/// The longest request head in bytes; browsers send about one kilobyte.
const LONGEST_HEAD: usize = 16 * 1024;

/// How long a client may take to send its request, and to take each piece of a response. Browsers open connections that
/// they may never use.
const PATIENCE: Duration = Duration::from_secs(10);

/// What ends the head of a request.
const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// The head of a request, and what was read after it.
pub(super) struct ReadHead {
    pub(super) bytes: Vec<u8>,
    pub(super) rest: Vec<u8>,
}

/// Reads up to the empty line. A head longer than allowed is returned empty, which is then refused as malformed.
pub(super) fn read_head(mut stream: &TcpStream) -> io::Result<ReadHead> {
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let until = Instant::now() + PATIENCE;
    let (mut head, mut piece) = (Vec::new(), [0; 2048]);
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_read_timeout(Some(left))?;
        let count = match stream.read(&mut piece) {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            other => other?,
        };
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(&piece[..count]);
        if let Some(end) = memchr::memmem::find(&head, END_OF_HEAD) {
            let rest = head.split_off(end + END_OF_HEAD.len());
            return Ok(ReadHead { bytes: head, rest });
        }
        if LONGEST_HEAD < head.len() {
            return Ok(ReadHead { bytes: Vec::new(), rest: Vec::new() });
        }
    }
}

/// The slowest pace at which a body may come, in bytes a second: it comes from this machine.
const SLOWEST: u64 = 1 << 20;

/// The body of a request, which ends after the length that was declared. One that comes too slowly is an error.
pub(super) struct Body<'s> {
    stream: &'s TcpStream,
    /// What was read together with the head.
    rest: Vec<u8>,
    at: usize,
    left: u64,
    until: Instant,
}

impl<'s> Body<'s> {
    pub(super) fn new(stream: &'s TcpStream, mut rest: Vec<u8>, length: u64) -> Body<'s> {
        rest.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        let patience = PATIENCE + Duration::from_secs(length / SLOWEST);
        Body { stream, rest, at: 0, left: length, until: Instant::now() + patience }
    }

    /// Whether all of it was read.
    pub(super) fn is_at_end(&self) -> bool {
        self.left == 0
    }
}

impl Read for Body<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(into.len());
        let Some(into) = into.get_mut(..most).filter(|into| !into.is_empty()) else { return Ok(0) };
        let known = self.rest.get(self.at..).unwrap_or_default();
        let count = match known.len().min(into.len()) {
            0 => {
                let patience = self.until.saturating_duration_since(Instant::now());
                if patience.is_zero() {
                    return Err(ErrorKind::TimedOut.into());
                }
                self.stream.set_read_timeout(Some(patience))?;
                let mut stream = self.stream;
                match stream.read(into)? {
                    0 => return Err(ErrorKind::UnexpectedEof.into()),
                    count => count,
                }
            }
            count => {
                into[..count].copy_from_slice(&known[..count]);
                self.at += count;
                count
            }
        };
        self.left -= count as u64;
        Ok(count)
    }
}

/// Reads for a moment what a refused request still sends: if the connection closed at once, the system would discard our
/// response too.
pub(super) fn drain(mut stream: &TcpStream) -> io::Result<()> {
    stream.shutdown(Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(300)))?;
    let mut piece = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut piece)? == 0 {
            break;
        }
    }
    Ok(())
}
