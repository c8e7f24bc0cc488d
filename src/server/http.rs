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

/// Reads up to the empty line. A head longer than allowed is returned empty, which is then refused as malformed.
pub(super) fn read_head(mut stream: &TcpStream) -> io::Result<Vec<u8>> {
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
            head.truncate(end + END_OF_HEAD.len());
            return Ok(head);
        }
        if LONGEST_HEAD < head.len() {
            return Ok(Vec::new());
        }
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
