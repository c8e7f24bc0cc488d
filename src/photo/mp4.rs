//! MP4, MOV, 3GP and M4A: boxes in boxes. Where and when a film was taken stands in boxes beside those that make the film,
//! and in tracks of their own. These are blanked in place, so that everything else stays where the film says that it is.

use std::borrow::Cow;
use std::ops::Range;

use super::bytes::number;

/// The boxes that make a film, by the box that they are in; empty: at the top.
const KEPT: [(&[u8], &[&[u8; 4]]); 6] = [
    (b"", &[b"ftyp", b"moov", b"mdat", b"moof", b"styp", b"sidx", b"mfra", b"pdin"]),
    (b"moov", &[b"mvhd", b"trak", b"mvex", b"iods"]),
    (b"trak", &[b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"clip", b"matt", b"load"]),
    (b"mdia", &[b"mdhd", b"hdlr", b"minf", b"elng"]),
    (b"moof", &[b"mfhd", b"traf"]),
    (
        b"traf",
        &[b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"subs", b"senc", b"saiz", b"saio"],
    ),
];
/// The kinds of tracks that are seen, heard or read.
const TRACKS: [&[u8]; 8] = [b"vide", b"soun", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"hint"];
/// The most boxes that are looked at.
const MOST_BOXES: usize = 100_000;

/// A box: its type, where it begins, and where its content is.
#[derive(Debug, Clone)]
struct FilmBox {
    kind: [u8; 4],
    at: usize,
    content: Range<usize>,
}

/// The film without metadata; `None` when it is broken, or has metadata that cannot be found.
pub(super) fn clean(bytes: &[u8]) -> Option<Cow<'_, [u8]>> {
    let mut cleaner = Cleaner { out: bytes.to_vec(), ..Cleaner::default() };
    for inner in cleaner.boxes(0..bytes.len())? {
        if inner.kind == *b"mdat" {
            cleaner.data.push(inner.content);
        }
    }
    cleaner.clean(b"", 0..bytes.len())?;
    if cleaner.has_blank_track && cleaner.is_fragmented {
        return None; // its data are spread over the file
    }
    Some(if cleaner.out == bytes { bytes.into() } else { cleaner.out.into() })
}

#[derive(Default)]
struct Cleaner {
    out: Vec<u8>,
    /// Where the data of all tracks are, in the order of the file.
    data: Vec<Range<usize>>,
    looked_at: usize,
    /// The bytes of blanked data.
    blanked: usize,
    has_blank_track: bool,
    is_fragmented: bool,
}

impl Cleaner {
    /// Cleans the boxes in a range, which is the content of a box `parent`.
    fn clean(&mut self, parent: &[u8], range: Range<usize>) -> Option<()> {
        let (_, kept) = KEPT.iter().find(|(of, _)| *of == parent)?;
        for inner in self.boxes(range)? {
            self.looked_at += 1;
            if MOST_BOXES < self.looked_at {
                return None;
            }
            self.is_fragmented |= inner.kind == *b"moof";
            if !kept.iter().any(|kind| inner.kind == **kind) {
                self.blank(&inner);
                continue;
            }
            match &inner.kind {
                b"trak" if !self.is_seen_or_heard(inner.content.clone())? => {
                    self.blank_samples(inner.content.clone())?;
                    self.blank(&inner);
                    self.has_blank_track = true;
                }
                b"moov" | b"trak" | b"mdia" | b"moof" | b"traf" => {
                    self.clean(&inner.kind, inner.content)?;
                }
                b"mvhd" | b"tkhd" | b"mdhd" => self.blank_times(inner.content)?,
                // The name of a handler follows 24 bytes.
                b"hdlr" => self.out.get_mut(inner.content)?.get_mut(24..)?.fill(0),
                _ => {}
            }
        }
        Some(())
    }

    /// The boxes in a range; `None` when one leaves it.
    fn boxes(&self, range: Range<usize>) -> Option<Vec<FilmBox>> {
        let mut boxes = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if range.end - at < 8 {
                // Old programs end a list with four zeros.
                let rest = self.out.get(at..range.end)?;
                return rest.iter().all(|byte| *byte == 0).then_some(boxes);
            }
            let head = self.out.get(at..at + 8)?;
            let kind: [u8; 4] = head[4..8].try_into().ok()?;
            let (length, size) = match number(&head[..4]) {
                0 => (8, range.end - at),
                1 => (16, number(self.out.get(at + 8..at + 16)?)),
                size => (8, size),
            };
            let end = at.checked_add(size).filter(|end| *end <= range.end && length <= size)?;
            boxes.push(FilmBox { kind, at, content: at + length..end });
            if MOST_BOXES < boxes.len() {
                return None;
            }
            at = end;
        }
        Some(boxes)
    }

    fn child(&self, range: Range<usize>, kind: &[u8; 4]) -> Option<Range<usize>> {
        let boxes = self.boxes(range)?;
        boxes.into_iter().find(|inner| inner.kind == *kind).map(|found| found.content)
    }

    /// Makes a box one of free space, of the same length.
    fn blank(&mut self, of: &FilmBox) {
        if let Some(kind) = self.out.get_mut(of.at + 4..of.at + 8) {
            kind.copy_from_slice(b"free");
        }
        if let Some(content) = self.out.get_mut(of.content.clone()) {
            content.fill(0);
        }
    }

    /// Blanks the times of making and of change: two numbers behind the version and the flags.
    fn blank_times(&mut self, content: Range<usize>) -> Option<()> {
        let content = self.out.get_mut(content)?;
        let size = if *content.first()? == 1 { 16 } else { 8 };
        content.get_mut(4..4 + size)?.fill(0);
        Some(())
    }

    fn is_seen_or_heard(&self, track: Range<usize>) -> Option<bool> {
        let media = self.child(track, b"mdia")?;
        let handler = self.child(media, b"hdlr")?;
        let kind = self.out.get(handler.start + 8..handler.start + 12)?;
        Some(TRACKS.contains(&kind))
    }

    /// Blanks the data of a track, wherever they are in the file.
    fn blank_samples(&mut self, track: Range<usize>) -> Option<()> {
        let media = self.child(track, b"mdia")?;
        let info = self.child(media, b"minf")?;
        let table = self.child(info, b"stbl")?;
        let samples = SampleTable {
            sizes: self.sizes(table.clone())?,
            runs: self.rows(self.child(table.clone(), b"stsc")?, 12)?,
            chunks: match self.child(table.clone(), b"stco") {
                Some(chunks) => self.rows(chunks, 4)?,
                None => self.rows(self.child(table, b"co64")?, 8)?,
            },
        };
        for range in samples.ranges()? {
            self.blanked = self.blanked.checked_add(range.len())?;
            if self.out.len() < self.blanked || !self.is_data(&range) {
                return None;
            }
            self.out.get_mut(range)?.fill(0);
        }
        Some(())
    }

    /// Whether a range is among the data of tracks: nothing else may be blanked by what a track says.
    fn is_data(&self, range: &Range<usize>) -> bool {
        let next = self.data.partition_point(|data| data.start <= range.start);
        let data = next.checked_sub(1).and_then(|index| self.data.get(index));
        data.is_some_and(|data| range.end <= data.end)
    }

    /// The sizes of the samples.
    fn sizes(&self, table: Range<usize>) -> Option<Sizes> {
        let content = self.child(table, b"stsz")?;
        let head = self.out.get(content.clone())?.get(..12)?;
        match number(&head[4..8]) {
            0 => {
                let list = content.start + 4..content.end;
                Some(Sizes::Listed(self.rows(list, 4)?))
            }
            size => Some(Sizes::Same(size)),
        }
    }

    /// The rows of a table: version and flags, a count, then rows of `width` bytes.
    fn rows(&self, content: Range<usize>, width: usize) -> Option<Rows> {
        let content = self.out.get(content)?;
        let count = number(content.get(4..8)?);
        let rows = content.get(8..8_usize.checked_add(count.checked_mul(width)?)?)?;
        Some(Rows { bytes: rows.to_vec(), width })
    }
}

enum Sizes {
    Same(usize),
    Listed(Rows),
}

/// The rows of a table, each of `width` bytes.
struct Rows {
    bytes: Vec<u8>,
    width: usize,
}

impl Rows {
    fn row(&self, index: usize) -> Option<&[u8]> {
        let at = index.checked_mul(self.width)?;
        self.bytes.get(at..at.checked_add(self.width)?)
    }

    fn count(&self) -> usize {
        self.bytes.len() / self.width
    }
}

/// Where the data of a track are: chunks, each of several samples.
struct SampleTable {
    sizes: Sizes,
    /// From which chunk on each has how many samples.
    runs: Rows,
    chunks: Rows,
}

impl SampleTable {
    /// The place of each chunk.
    fn ranges(&self) -> Option<Vec<Range<usize>>> {
        let mut ranges = Vec::with_capacity(self.chunks.count());
        let (mut run, mut sample) = (0, 0);
        for index in 0..self.chunks.count() {
            while self.runs.row(run + 1).is_some_and(|next| number(&next[..4]) <= index + 1) {
                run += 1;
            }
            let count = number(self.runs.row(run)?.get(4..8)?);
            let next = sample + count;
            let size = match &self.sizes {
                Sizes::Same(size) => size.checked_mul(count)?,
                Sizes::Listed(sizes) => {
                    let mut size = 0;
                    for row in sample..next.min(sizes.count()) {
                        size += number(sizes.row(row)?);
                    }
                    size
                }
            };
            sample = next;
            let at = number(self.chunks.row(index)?);
            ranges.push(at..at.checked_add(size)?);
        }
        Some(ranges)
    }
}
