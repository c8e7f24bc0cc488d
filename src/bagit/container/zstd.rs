//! Zstandard: the frames of a file, one after another, as one stream.

use std::io::{self, BufRead, Read, Write};

use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use ruzstd::encoding::{CompressionLevel, FrameCompressor};

const MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// Whether a file begins with a frame or a skippable frame (RFC 8878 §3.1).
pub(super) fn is_zstd(head: &[u8]) -> bool {
    head.starts_with(&MAGIC) || is_skippable(head)
}

fn is_skippable(head: &[u8]) -> bool {
    matches!(head, [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Decompresses a sequence of frames.
pub(super) struct FrameReader<R> {
    source: R,
    decoder: FrameDecoder,
    is_in_frame: bool,
}

impl<R: BufRead> FrameReader<R> {
    pub(super) fn new(source: R) -> FrameReader<R> {
        FrameReader { source, decoder: FrameDecoder::new(), is_in_frame: false }
    }

    /// Begins the next frame; false at the end of the file.
    fn next_frame(&mut self) -> io::Result<bool> {
        loop {
            if self.source.fill_buf()?.is_empty() {
                return Ok(false);
            }
            let mut head = [0; 4];
            self.source.read_exact(&mut head)?;
            if !is_skippable(&head) {
                let whole = head.as_slice().chain(&mut self.source);
                self.decoder.reset(whole).map_err(io::Error::other)?;
                return Ok(true);
            }
            let mut length = [0; 4];
            self.source.read_exact(&mut length)?;
            let length = u64::from(u32::from_le_bytes(length));
            io::copy(&mut (&mut self.source).take(length), &mut io::sink())?;
        }
    }
}

impl<R: BufRead> Read for FrameReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_in_frame {
                self.is_in_frame = self.next_frame()?;
                if !self.is_in_frame {
                    return Ok(0);
                }
            }
            if self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let some = BlockDecodingStrategy::UptoBytes(into.len().max(1));
                self.decoder.decode_blocks(&mut self.source, some).map_err(io::Error::other)?;
            }
            let count = self.decoder.read(into)?;
            if count > 0 || into.is_empty() {
                return Ok(count);
            }
            if self.decoder.is_finished() {
                let sums =
                    (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum());
                if let (Some(stored), Some(computed)) = sums
                    && stored != computed
                {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                self.is_in_frame = false;
            }
        }
    }
}

/// Compresses. The encoder has no way to fail, so an error is kept until it has finished.
pub(super) fn compress(from: impl Read, to: impl Write) -> io::Result<()> {
    let mut encoder = FrameCompressor::new(CompressionLevel::Fastest);
    encoder.set_source(ErrorKeeper { inner: from, error: None });
    encoder.set_drain(ErrorKeeper { inner: to, error: None });
    encoder.compress();
    let read = encoder.take_source().and_then(|keeper| keeper.error);
    let written = encoder.take_drain().and_then(|keeper| keeper.error);
    match read.or(written) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// A reader or writer that keeps its first error instead of returning it.
struct ErrorKeeper<T> {
    inner: T,
    error: Option<io::Error>,
}

impl<R: Read> Read for ErrorKeeper<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.inner.read(into) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.error = Some(error);
                    return Ok(0);
                }
                done => return done,
            }
        }
    }
}

impl<W: Write> Write for ErrorKeeper<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.error.is_none() {
            self.error = self.inner.write_all(bytes).err();
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
