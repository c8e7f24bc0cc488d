//! The objects of a PDF file and their unpacked streams. Objects are found by their beginnings, so that a damaged table
//! of contents hides nothing.

use std::io::Read;

use flate2::read::ZlibDecoder;
use memchr::memmem;
use rustc_hash::FxHashMap;

use super::objects::{Reader, Value};
use crate::attachment::looker::{Looker, Unread};

/// The most objects of a file.
const MAX_OBJECTS: usize = 500_000;
/// The most bytes of one unpacked stream.
const MAX_STREAM: usize = 32 * 1024 * 1024;
/// How far a page looks up for what it inherits.
const MAX_PARENTS: usize = 16;

/// An object: its number, its value, and where its stream is.
#[derive(Debug)]
pub(super) struct Object {
    pub(super) number: u32,
    pub(super) value: Value,
    stream: Option<(usize, usize)>,
}

/// The objects of a file.
pub(super) struct Document<'b> {
    bytes: &'b [u8],
    objects: Vec<Object>,
    by_number: FxHashMap<u32, usize>,
}

impl<'b> Document<'b> {
    pub(super) fn read(bytes: &'b [u8], looker: &mut Looker) -> Document<'b> {
        let mut document = Document { bytes, objects: Vec::new(), by_number: FxHashMap::default() };
        let mut past = 0;
        for at in memmem::find_iter(bytes, b"obj") {
            if at < past {
                continue;
            }
            if MAX_OBJECTS < document.objects.len() {
                looker.note_unread(Unread::TooLarge);
                break;
            }
            let Some(number) = number_before(bytes, at) else { continue };
            let mut reader = Reader::new(bytes, at + 3);
            let Some(value) = reader.value() else { continue };
            let stream = stream_at(bytes, &mut reader, &value);
            past = stream.map_or(reader.at, |(_, end)| end);
            document.add(Object { number, value, stream });
        }
        document.unpack_objects(looker);
        document
    }

    fn add(&mut self, object: Object) {
        self.by_number.insert(object.number, self.objects.len());
        self.objects.push(object);
    }

    /// Adds the objects that are packed in streams.
    fn unpack_objects(&mut self, looker: &mut Looker) {
        let mut packed = Vec::new();
        for object in &self.objects {
            if object.value.get("Type").and_then(Value::name) == Some("ObjStm") {
                packed.push((
                    object.number,
                    object.value.get("First").and_then(Value::number).unwrap_or(0.0) as usize,
                ));
            }
        }
        for (number, first) in packed {
            let bytes = self.stream(number, looker);
            let mut places = Reader::new(bytes.get(..first).unwrap_or_default(), 0);
            while let (Some(Value::Number(number)), Some(Value::Number(offset))) =
                (places.value(), places.value())
            {
                if MAX_OBJECTS < self.objects.len() {
                    looker.note_unread(Unread::TooLarge);
                    return;
                }
                if let Some(value) =
                    Reader::new(&bytes, first.saturating_add(offset as usize)).value()
                {
                    self.add(Object { number: number as u32, value, stream: None });
                }
            }
        }
    }

    pub(super) fn objects(&self) -> &[Object] {
        &self.objects
    }

    pub(super) fn object(&self, number: u32) -> Option<&Object> {
        self.objects.get(*self.by_number.get(&number)?)
    }

    /// The value itself, or that of the object it links to.
    pub(super) fn resolved<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value {
            Value::Link(number) => {
                self.object(*number).map_or(&Value::Null, |object| &object.value)
            }
            _ => value,
        }
    }

    /// The resources of a page or form, its own or those of what it is part of.
    pub(super) fn resources<'v>(&'v self, object: &'v Object) -> Option<&'v Value> {
        let mut value = &object.value;
        for _ in 0..MAX_PARENTS {
            if let Some(resources) = value.get("Resources") {
                return Some(self.resolved(resources));
            }
            value = self.resolved(value.get("Parent")?);
        }
        None
    }

    /// The numbers of the streams of a page.
    pub(super) fn contents(&self, page: &Object) -> Vec<u32> {
        let Some(contents) = page.value.get("Contents") else { return Vec::new() };
        let links = match (contents, self.resolved(contents)) {
            (_, Value::List(links)) => links.as_slice(),
            (link, _) => std::slice::from_ref(link),
        };
        links
            .iter()
            .filter_map(|link| if let Value::Link(number) = link { Some(*number) } else { None })
            .collect()
    }

    /// The unpacked bytes of an object's stream.
    pub(super) fn stream(&self, number: u32, looker: &mut Looker) -> Vec<u8> {
        let Some(object) = self.object(number) else { return Vec::new() };
        let Some((from, to)) = object.stream else { return Vec::new() };
        let packed = self.bytes.get(from..to).unwrap_or_default();
        let filters = self.filters(object);
        // A page may show one stream as often as it likes.
        if filters.is_empty() && !looker.take(packed.len()) {
            return Vec::new();
        }
        let mut bytes = packed.to_vec();
        for filter in filters {
            let limit = MAX_STREAM.min(looker.budget());
            let Some(unpacked) = unpacked(&filter, &bytes, limit) else {
                looker.note_unread(Unread::Document);
                return Vec::new();
            };
            if limit < unpacked.len() {
                looker.note_too_large(limit);
                return Vec::new();
            }
            bytes = unpacked;
            if !looker.take(bytes.len()) {
                return Vec::new();
            }
        }
        bytes
    }

    fn filters(&self, object: &Object) -> Vec<String> {
        match object.value.get("Filter").map(|filter| self.resolved(filter)) {
            Some(Value::Name(name)) => vec![name.clone()],
            Some(Value::List(names)) => {
                names.iter().filter_map(Value::name).map(str::to_owned).take(4).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The number of the object whose `obj` stands at a place: `12 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let start = at.saturating_sub(24);
    let before = String::from_utf8_lossy(bytes.get(start..at)?).into_owned();
    let mut words =
        before.rsplit(|ch: char| ch.is_whitespace() || ch == '\0').filter(|word| !word.is_empty());
    let (generation, number) = (words.next()?, words.next()?);
    generation.parse::<u32>().ok()?;
    let digits = number.trim_start_matches(|ch: char| !ch.is_ascii_digit());
    digits.parse().ok()
}

/// Where the stream after a dictionary begins and ends.
fn stream_at(bytes: &[u8], reader: &mut Reader<'_>, value: &Value) -> Option<(usize, usize)> {
    value.get("Length")?;
    let Some(Value::Word(word)) = reader.value() else { return None };
    if word != "stream" {
        return None;
    }
    let mut from = reader.at;
    from += usize::from(bytes.get(from) == Some(&b'\r'));
    from += usize::from(bytes.get(from) == Some(&b'\n'));
    let declared = value
        .get("Length")
        .and_then(Value::number)
        .map(|length| from.saturating_add(length as usize));
    if let Some(end) = declared
        && bytes.get(end..).is_some_and(begins_end)
    {
        return Some((from, end));
    }
    let end = memmem::find(bytes.get(from..)?, b"endstream").map_or(bytes.len(), |end| from + end);
    Some((from, end))
}

/// Whether the end of a stream is near.
fn begins_end(rest: &[u8]) -> bool {
    let near = rest.get(..rest.len().min(16)).unwrap_or_default();
    near.trim_ascii_start().starts_with(b"endstream")
}

/// The bytes that a filter packed; at most one more than `limit`. `None` for filters of pictures and unknown ones.
fn unpacked(filter: &str, bytes: &[u8], limit: usize) -> Option<Vec<u8>> {
    match filter {
        "FlateDecode" | "Fl" => {
            let mut out = Vec::new();
            // What comes before damage counts.
            let _ = ZlibDecoder::new(bytes).take(limit as u64 + 1).read_to_end(&mut out);
            Some(out)
        }
        "ASCIIHexDecode" | "AHx" => match Reader::new(&[b"<", bytes].concat(), 0).value() {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        },
        "ASCII85Decode" | "A85" => Some(ascii85(bytes)),
        _ => None,
    }
}

/// The bytes of a text in base 85.
fn ascii85(text: &[u8]) -> Vec<u8> {
    let (mut out, mut group, mut count) = (Vec::new(), 0_u32, 0);
    for byte in text {
        match byte {
            b'z' if count == 0 => out.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(byte - b'!'));
                count += 1;
                if count == 5 {
                    out.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    if 1 < count {
        for _ in count..5 {
            group = group.wrapping_mul(85).wrapping_add(84);
        }
        out.extend(group.to_be_bytes().iter().take(count - 1));
    }
    out
}
