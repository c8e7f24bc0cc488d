//! Texts of every encoding, rich text, and the texts between the bytes of old documents.

use encoding_rs::{GBK, UTF_16BE, UTF_16LE};

use super::looker::Looker;
use super::sheet;
use crate::diagnostics::AttachmentPlace;
use crate::privacy::{self, TableShape, telling_cells};
use crate::source;

/// The most bytes in which the kind of a text is looked for.
const SAMPLE: usize = 4096;
/// So many rows of a table in a text are looked at together, with its first lines in front.
const MAX_ROWS: usize = 200_000;
/// So many cells of them.
const MAX_CELLS: usize = 1_000_000;
/// The lines in which the sign between the cells of a table is looked for.
const HEAD_LINES: usize = 30;

/// The text of bytes; `None` when they are none. Characters that make no sense are replaced.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Ok(decoded) = source::decode(bytes) {
        return Some(decoded.text);
    }
    let sample = bytes.get(..bytes.len().min(SAMPLE)).unwrap_or_default();
    let zeros =
        |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even == 0 && odd == 0 {
        return Some(GBK.decode_without_bom_handling(bytes).0.into_owned());
    }
    // Without a mark of its order: the high bytes of digits and Latin letters are zeros.
    let many = sample.len() / 16;
    if many < odd && even == 0 {
        return Some(UTF_16LE.decode_without_bom_handling(bytes).0.into_owned());
    }
    if many < even && odd == 0 {
        return Some(UTF_16BE.decode_without_bom_handling(bytes).0.into_owned());
    }
    None
}

/// Searches a text, with the lines as places, and its table if it is one.
pub(super) fn look(looker: &mut Looker, text: &str) {
    looker.show(text);
    let (mut line, mut at) = (1, 0);
    for found in privacy::scan(text) {
        let start = found.span.start;
        line +=
            text.get(at..start).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count()
                as u32;
        at = start;
        looker.add(found, AttachmentPlace::Line(line));
    }
    if let Some(separator) = separator_of(text) {
        table(looker, text, separator);
    }
}

/// What stands between the cells of a table in a text: the sign that its first lines have most of. `None` for objects of
/// JSON and for markup.
fn separator_of(text: &str) -> Option<u8> {
    if text.trim_start().starts_with(['{', '[', '<']) {
        return None;
    }
    let lines = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(HEAD_LINES);
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0), (b'|', 0)];
    for line in lines {
        for (separator, count) in &mut counts {
            *count += line.bytes().take(SAMPLE).filter(|byte| byte == separator).count();
        }
    }
    // Of as many of two, the first.
    let (separator, count) = counts.into_iter().rev().max_by_key(|(_, count)| *count)?;
    (0 < count).then_some(separator)
}

/// Searches a table by the names of its columns, or the labels of its form.
fn table(looker: &mut Looker, text: &str, separator: u8) {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut part = TablePart::default();
    let (mut cells, mut first) = (0, 0);
    let mut record = csv::StringRecord::new();
    while !looker.is_full() && reader.read_record(&mut record).unwrap_or(false) {
        cells += record.len();
        part.lines.push(record.position().map_or(1, |position| position.line() as u32));
        part.rows.push(record.iter().map(str::to_owned).collect::<Vec<String>>());
        if MAX_ROWS <= part.rows.len() || MAX_CELLS <= cells {
            part.search(looker, first);
            // The names of the columns stand in the first lines.
            part.rows.truncate(HEAD_LINES);
            part.lines.truncate(HEAD_LINES);
            (cells, first) = (0, part.rows.len());
        }
    }
    part.search(looker, first);
}

/// Rows of a table with the lines in which they begin.
#[derive(Default)]
struct TablePart {
    rows: Vec<Vec<String>>,
    lines: Vec<u32>,
}

impl TablePart {
    /// Searches the rows from this one on.
    fn search(&self, looker: &mut Looker, first: usize) {
        for cell in telling_cells(&self.rows, TableShape::Headed) {
            if cell.row < first {
                continue;
            }
            let row = self.rows.get(cell.row);
            let value = row.and_then(|row| row.get(cell.column)).map_or("", String::as_str);
            let line = self.lines.get(cell.row).copied().unwrap_or(1);
            looker.add(privacy::told(cell.label, value), AttachmentPlace::Line(line));
        }
        for (row, line) in self.rows.iter().zip(&self.lines).skip(first) {
            numbers_with_exponents(looker, row, *line);
        }
    }
}

/// Searches the numbers that a program for sheets wrote with an exponent: `1.3812345678E+10`.
fn numbers_with_exponents(looker: &mut Looker, row: &[String], line: u32) {
    for cell in row {
        let plain = sheet::plain_number(cell);
        if plain.len() != cell.trim().len() {
            looker.search(&plain, &AttachmentPlace::Line(line));
        }
    }
}

/// Searches rich text: its control words are dropped, its escapes read.
pub(super) fn rich_text(looker: &mut Looker, bytes: &[u8]) {
    let mut text = String::new();
    // The bytes of characters beyond ASCII come one by one.
    let mut pending: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => at = control(bytes, at, &mut text, &mut pending),
            b'{' | b'}' | b'\r' | b'\n' => {}
            0x80.. => pending.push(*byte),
            _ => {
                flush(&mut pending, &mut text);
                text.push(char::from(*byte));
            }
        }
    }
    flush(&mut pending, &mut text);
    look(looker, &text);
}

/// Reads what follows a backslash of rich text. Returns where it ends.
fn control(bytes: &[u8], at: usize, text: &mut String, pending: &mut Vec<u8>) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first() {
        Some(b'\'') => {
            let hex = rest.get(1..3).and_then(|hex| std::str::from_utf8(hex).ok());
            pending.extend(hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()));
            at + 3
        }
        Some(first) if first.is_ascii_alphabetic() => {
            flush(pending, text);
            let word = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            let number = rest
                .iter()
                .skip(word)
                .take(7)
                .take_while(|byte| byte.is_ascii_digit() || **byte == b'-')
                .count();
            let name = rest.get(..word).unwrap_or_default();
            let value =
                rest.get(word..word + number).and_then(|value| std::str::from_utf8(value).ok());
            let mut end = word + number;
            let is_space = rest.get(end) == Some(&b' ');
            match (name, value.and_then(|value| value.parse::<i32>().ok())) {
                (b"u", Some(code)) => {
                    text.extend(char::from_u32(code.rem_euclid(0x1_0000) as u32));
                    // One character stands for it where it cannot be shown.
                    end += usize::from(matches!(rest.get(end), Some(b'?' | b' ' | b'*')));
                    return at + end;
                }
                (b"par" | b"line" | b"row" | b"page" | b"sect", _) => text.push('\n'),
                (b"cell" | b"tab" | b"nestcell", _) => text.push('\t'),
                _ => {}
            }
            at + end + usize::from(is_space)
        }
        Some(b'~') => {
            flush(pending, text);
            text.push(' ');
            at + 1
        }
        Some(other) if other.is_ascii_punctuation() => {
            flush(pending, text);
            text.push(char::from(*other));
            at + 1
        }
        _ => at + 1,
    }
}

fn flush(pending: &mut Vec<u8>, text: &mut String) {
    if !pending.is_empty() {
        text.push_str(&GBK.decode_without_bom_handling(pending).0);
        pending.clear();
    }
}

/// Searches for numbers between other bytes: as ASCII, and as UTF-16 at both parities.
pub(super) fn binary(looker: &mut Looker, bytes: &[u8]) {
    let ascii: String = bytes
        .iter()
        .map(|byte| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { 'w' })
        .collect();
    let mut texts = vec![ascii];
    for offset in [0, 1] {
        let rest = bytes.get(offset..).unwrap_or_default();
        texts.push(UTF_16LE.decode_without_bom_handling(rest).0.into_owned());
    }
    for text in texts {
        for found in privacy::printed_numbers(&text) {
            if found.kind.is_certain() {
                looker.add(found, AttachmentPlace::Somewhere);
            }
        }
    }
}
