//! Bounds for the headers of a tar file. The library reads a name or an extended header (PAX) whole into memory, however
//! long the file says that it is; this reader looks at the same bytes first.

use std::io::{self, ErrorKind, Read};

const BLOCK: usize = 512;
/// The longest name or extended header: names have a few hundred bytes.
const LONGEST: u64 = 1 << 20;

/// A reader of a tar file that fails before a header which is too long.
pub(super) struct TarGuard<R> {
    reader: R,
    state: State,
    /// The size of the next file, where an extended header gives one.
    next_size: Option<u64>,
}

/// What the next bytes of the file are.
enum State {
    /// A header, of which these bytes have been read.
    Header(Vec<u8>),
    /// An extended header with so many bytes left, of which these have been read.
    Extended(u64, Vec<u8>),
    /// So many bytes of a file, with the padding behind them.
    Data(u64),
}

impl<R> TarGuard<R> {
    pub(super) fn new(reader: R) -> TarGuard<R> {
        TarGuard { reader, state: State::Header(Vec::with_capacity(BLOCK)), next_size: None }
    }

    /// Follows the bytes that were read.
    fn follow(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let taken = match &mut self.state {
                State::Header(header) => {
                    let taken = bytes.len().min(BLOCK - header.len());
                    header.extend_from_slice(&bytes[..taken]);
                    if header.len() == BLOCK {
                        let header = std::mem::take(header);
                        self.state = self.after_header(&header)?;
                    }
                    taken
                }
                State::Extended(left, content) => {
                    let taken = bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                    content.extend_from_slice(&bytes[..taken]);
                    *left -= taken as u64;
                    if *left == 0 {
                        let content = std::mem::take(content);
                        self.next_size = size_record(&content).or(self.next_size);
                        self.state = State::Header(Vec::with_capacity(BLOCK));
                    }
                    taken
                }
                State::Data(left) => {
                    let taken = bytes.len().min(usize::try_from(*left).unwrap_or(usize::MAX));
                    *left -= taken as u64;
                    if *left == 0 {
                        self.state = State::Header(Vec::with_capacity(BLOCK));
                    }
                    taken
                }
            };
            bytes = &bytes[taken..];
        }
        Ok(())
    }

    /// What follows a header.
    fn after_header(&mut self, header: &[u8]) -> io::Result<State> {
        if header.iter().all(|byte| *byte == 0) {
            return Ok(State::Header(Vec::with_capacity(BLOCK))); // the end of the file
        }
        let size = size_in(&header[124..136])?;
        let kind = header[156];
        if matches!(kind, b'x' | b'g' | b'X' | b'L' | b'K' | b'V') {
            if LONGEST < size {
                return Err(ErrorKind::QuotaExceeded.into());
            }
            let padded = padded(size)?;
            return Ok(match padded {
                0 => State::Header(Vec::with_capacity(BLOCK)),
                // Only the header of the next file tells its size.
                _ if kind == b'x' => State::Extended(padded, Vec::new()),
                _ => State::Data(padded),
            });
        }
        if kind == b'S' {
            return Err(io::Error::new(ErrorKind::InvalidData, "a sparse file"));
        }
        let padded = padded(self.next_size.take().unwrap_or(size))?;
        Ok(match padded {
            0 => State::Header(Vec::with_capacity(BLOCK)),
            _ => State::Data(padded),
        })
    }
}

impl<R: Read> Read for TarGuard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.reader.read(into)?;
        self.follow(into.get(..count).unwrap_or_default())?;
        Ok(count)
    }
}

fn padded(size: u64) -> io::Result<u64> {
    size.checked_next_multiple_of(BLOCK as u64).ok_or_else(|| ErrorKind::InvalidData.into())
}

/// The size in a header: octal digits, or a big-endian number whose first bit is set.
fn size_in(field: &[u8]) -> io::Result<u64> {
    if field[0] & 0x80 != 0 {
        let bytes = field.get(4..12).and_then(|bytes| bytes.try_into().ok());
        return bytes.map(u64::from_be_bytes).ok_or_else(|| ErrorKind::InvalidData.into());
    }
    let text = String::from_utf8_lossy(field);
    let digits = text.trim_matches([' ', '\0']);
    let digits = digits.split('\0').next().unwrap_or_default().trim();
    match digits {
        "" => Ok(0),
        digits => u64::from_str_radix(digits, 8).map_err(|_| ErrorKind::InvalidData.into()),
    }
}

/// The size that an extended header gives: its last record `size=`.
fn size_record(content: &[u8]) -> Option<u64> {
    let mut size = None;
    let mut rest = content;
    while let Some(space) = rest.iter().position(|byte| *byte == b' ') {
        let length: usize = std::str::from_utf8(&rest[..space]).ok()?.parse().ok()?;
        let record = rest.get(space + 1..length)?;
        if let Some(value) = record.strip_prefix(b"size=") {
            let value = std::str::from_utf8(value).ok()?.trim_end_matches('\n');
            size = value.parse().ok();
        }
        rest = rest.get(length..)?;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(kind: u8, size: &str) -> Vec<u8> {
        let mut header = vec![0; BLOCK];
        header[0] = b'x';
        header[124..124 + size.len()].copy_from_slice(size.as_bytes());
        header[156] = kind;
        header
    }

    fn read(bytes: &[u8]) -> io::Result<usize> {
        io::copy(&mut TarGuard::new(bytes), &mut io::sink()).map(|count| count as usize)
    }

    #[test]
    fn a_header_that_is_too_long_stops_the_reading_before_its_bytes() {
        for kind in *b"xgLK" {
            let long = [header(kind, "00010000000\0"), vec![b'a'; BLOCK]].concat();
            assert_eq!(read(&long).unwrap_err().kind(), ErrorKind::QuotaExceeded);
            let short = [header(kind, "00000000003\0"), vec![b'a'; BLOCK]].concat();
            assert_eq!(read(&short).unwrap(), short.len());
        }
    }

    #[test]
    fn sizes_in_extended_headers_are_followed() {
        let mut extended = b"12 size=600\n".to_vec();
        extended.resize(BLOCK, 0);
        // The data look like headers that are too long; they are no headers.
        let data = header(b'x', "77777777777\0").repeat(2);
        let file = [header(b'x', "00000000014\0"), extended, header(b'0', "0\0"), data].concat();
        assert_eq!(read(&file).unwrap(), file.len());
        assert!(read(&file[2 * BLOCK..]).is_err(), "without the extended header they are");
    }

    #[test]
    fn large_sizes_are_read() {
        let mut field = [0; 12];
        field[0] = 0x80;
        field[11] = 7;
        assert_eq!(size_in(&field).unwrap(), 7);
        assert_eq!(size_in(b"0000644 \0\0\0\0").unwrap(), 0o644);
        assert!(size_in(b"nonsense\0\0\0\0").is_err());
    }
}
