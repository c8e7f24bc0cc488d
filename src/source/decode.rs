//! Bytes of a record → its text. The encoding follows from rules (docs/domain.md §5), not from statistics of a
//! language: byte order mark, UTF-8, GB18030, or an error with its line. What is valid UTF-8 is UTF-8; where that makes
//! little sense, [`mistaken_gbk`] says so.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The text of a file, without a byte order mark and with every line ending as LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding of the bytes; any but UTF-8 deserves a warning.
    pub encoding: Encoding,
}

/// The encoding of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// GB18030, and so GBK and GB2312: what older Notepad and Excel call ANSI.
    Gb18030,
    /// UTF-16, low byte first, with a byte order mark: what older Notepad calls Unicode.
    Utf16Le,
    /// UTF-16, high byte first, with a byte order mark.
    Utf16Be,
}

/// Why a file cannot be read as text. Lines count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DecodeError {
    /// A NUL byte: a picture, a Word document, anything but text.
    Binary {
        /// The line of the first NUL.
        line: usize,
    },
    /// Two encodings in one file, or a character cut in half.
    Mixed {
        /// The line of the first bytes in another encoding than those before.
        line: usize,
    },
    /// Neither UTF-8 nor GB18030: Big5, Latin-1 and the like.
    Unknown {
        /// The line of the first character that makes no sense.
        line: usize,
    },
}

impl Encoding {
    /// The name by which people know it: `UTF-8`, `GBK`, `UTF-16`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Gb18030 => "GBK",
            Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        }
    }
}

impl DecodeError {
    /// The line of the file, from 1.
    #[must_use]
    pub fn line(self) -> usize {
        match self {
            DecodeError::Binary { line }
            | DecodeError::Mixed { line }
            | DecodeError::Unknown { line } => line,
        }
    }
}

/// The text of a file.
///
/// # Errors
/// When the bytes are not text, mix two encodings, were cut off, or fit no encoding.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        refuse_nul(rest)?;
        let text = str::from_utf8(rest)
            .map_err(|error| DecodeError::Mixed { line: line_at(rest, error.valid_up_to()) })?;
        return Ok(decoded(Cow::Borrowed(text), Encoding::Utf8));
    }
    if bytes.starts_with(b"\xff\xfe") {
        return utf16(bytes, UTF_16LE, Encoding::Utf16Le);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return utf16(bytes, UTF_16BE, Encoding::Utf16Be);
    }
    refuse_nul(bytes)?;
    // Several times as fast as the standard library with Chinese.
    match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(decoded(text, Encoding::Utf8)),
        None => refuse_mixed(bytes).and_then(|()| gb18030(bytes)),
    }
}

/// The first foreign word of a text in UTF-8 that probably is Chinese in GBK, and what it would be. 学校 in GBK happens to
/// be valid UTF-8, "ѧУ", as are 682 of the 3755 commonest characters.
///
/// Only if every character that is not ASCII would be one of the commonest, none stands next to a letter (`café`), and
/// not all are signs, Latin or Greek letters (`120 m²`, `lǜ`, `α`).
#[must_use]
pub fn mistaken_gbk(text: &str) -> Option<(String, String)> {
    if text.is_ascii() || text.bytes().any(|byte| 0xe0 <= byte) {
        return None;
    }
    let bytes = text.as_bytes();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let mut is_odd = false;
    let mut word: Option<Range<usize>> = None;
    for (at, ch) in text.char_indices().filter(|(_, ch)| !ch.is_ascii()) {
        let end = at + ch.len_utf8();
        let is_common = matches!(bytes.get(at..end), Some([0xb0..=0xd7, 0xa1..=0xfe]));
        if !is_common || is_letter(at.checked_sub(1)) || is_letter(Some(end)) {
            return None;
        }
        is_odd |= !is_western(ch);
        word = match word {
            None => Some(at..end),
            Some(word) if word.end == at => Some(word.start..end),
            word => word,
        };
    }
    let range = word.filter(|_| is_odd)?;
    let (meant, _) = GB18030.decode_without_bom_handling(bytes.get(range.clone())?);
    Some((text.get(range)?.to_owned(), meant.into_owned()))
}

/// Signs, letters and accents of Western Europe, letters of pinyin, Greek letters.
fn is_western(ch: char) -> bool {
    matches!(ch, '\u{a0}'..='\u{ff}' | '\u{391}'..='\u{3c9}' | '\u{1cd}'..='\u{1dc}')
        || matches!(ch, 'ā' | 'ē' | 'ě' | 'ī' | 'ń' | 'ň' | 'ō' | 'ū' | 'ǹ')
}

fn refuse_nul(bytes: &[u8]) -> Result<(), DecodeError> {
    if !bytes.contains(&0) {
        return Ok(());
    }
    let at = bytes.iter().position(|&byte| byte == 0).unwrap_or(0);
    Err(DecodeError::Binary { line: line_at(bytes, at) })
}

/// Checks that bytes which are not valid UTF-8 hold not too much UTF-8 to be GB18030. Too much is: everything but a
/// broken end; at least as many characters of UTF-8 as faults; or several such characters in a row. For the last two
/// only characters count that have a byte below A1, which GB2312 never uses: 时间。 in GBK contains a character of UTF-8
/// by accident.
fn refuse_mixed(bytes: &[u8]) -> Result<(), DecodeError> {
    let (mut long, mut clear, mut faults, mut run) = (0_usize, 0_usize, 0_usize, 0_usize);
    let (mut first_fault, mut first_run, mut at) = (bytes.len(), None, 0);
    for chunk in bytes.utf8_chunks() {
        for ch in chunk.valid().chars() {
            let length = ch.len_utf8();
            if 3 <= length {
                long += 1;
                if bytes[at + 1..at + length].iter().any(|&byte| byte < 0xa1) {
                    clear += 1;
                    run += 1;
                    if run == CLEAR_RUN {
                        first_run = first_run.or(Some(at));
                    }
                }
            } else if length == 2 {
                run = 0;
            }
            at += length;
        }
        if !chunk.invalid().is_empty() {
            first_fault = first_fault.min(at);
            faults += 1;
            run = 0;
            at += chunk.invalid().len();
        }
    }
    let is_cut = str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none()) && 0 < long;
    if is_cut || (0 < clear && faults <= clear) {
        Err(DecodeError::Mixed { line: line_at(bytes, first_fault) })
    } else if let Some(first_run) = first_run {
        Err(DecodeError::Mixed { line: line_at(bytes, first_fault.max(first_run)) })
    } else {
        Ok(())
    }
}

/// This many unambiguous characters of UTF-8 without a fault between them are no accident.
const CLEAR_RUN: usize = 4;

fn gb18030(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let mut decoder = GB18030.new_decoder_without_bom_handling();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {}
        DecoderResult::Malformed(..) | DecoderResult::OutputFull => {
            return Err(DecodeError::Unknown { line: line_at_end(&text) });
        }
    }
    match implausible(&text) {
        Some(at) => Err(DecodeError::Unknown { line: line_at(text.as_bytes(), at) }),
        None => Ok(decoded(Cow::Owned(text), Encoding::Gb18030)),
    }
}

/// The offset of the first odd character, if fewer than nine tenths of the non-ASCII characters are ones that schools
/// write. A text in Big5 or Latin-1 decodes as GB18030 too, but to nonsense.
fn implausible(text: &str) -> Option<usize> {
    let (mut usual, mut odd, mut first_odd) = (0_usize, 0_usize, None);
    for (at, ch) in text.char_indices() {
        match ch {
            '\0'..='\x7f' => {}
            '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' => {
                usual += 1;
            }
            '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}' => usual += 1,
            // “ ” — … ‰ ℃ Ⅳ → √ ① ■ ★ and the signs of Latin-1 that GB2312 has.
            '\u{2000}'..='\u{27bf}' | '·' | '×' | '÷' | '°' | '±' | '§' => usual += 1,
            // Pinyin with tones proves nothing.
            'à' | 'á' | 'è' | 'é' | 'ê' | 'ì' | 'í' | 'ò' | 'ó' | 'ù' | 'ú' | 'ü' => {}
            'ā' | 'ē' | 'ě' | 'ī' | 'ń' | 'ň' | 'ō' | 'ū' => {}
            'ǎ' | 'ǐ' | 'ǒ' | 'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ǹ' => {}
            _ => {
                odd += 1;
                first_odd = first_odd.or(Some(at));
            }
        }
    }
    first_odd.filter(|_| usual < 9 * odd)
}

fn utf16(
    bytes: &[u8],
    coder: &'static encoding_rs::Encoding,
    encoding: Encoding,
) -> Result<Decoded, DecodeError> {
    let mut decoder = coder.new_decoder_with_bom_removal();
    let room = decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or(0);
    let mut text = String::with_capacity(room);
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::InputEmpty => {
            refuse_nul(text.as_bytes())?;
            Ok(decoded(Cow::Owned(text), encoding))
        }
        DecoderResult::Malformed(..) | DecoderResult::OutputFull => {
            Err(DecodeError::Mixed { line: line_at_end(&text) })
        }
    }
}

fn decoded(text: Cow<'_, str>, encoding: Encoding) -> Decoded {
    let text = if text.as_bytes().contains(&b'\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.into_owned()
    };
    Decoded { text, encoding }
}

/// The line that contains the byte at `at`. In none of the encodings that are passed here is a line ending part of
/// another character.
fn line_at(bytes: &[u8], at: usize) -> usize {
    let mut line = 1;
    for (index, byte) in bytes.iter().enumerate().take(at) {
        match byte {
            b'\n' => line += 1,
            b'\r' if bytes.get(index + 1) != Some(&b'\n') => line += 1,
            _ => {}
        }
    }
    line
}

fn line_at_end(text: &str) -> usize {
    line_at(text.as_bytes(), text.len())
}

#[cfg(test)]
mod tests;
