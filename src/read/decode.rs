//! Bytes → text: UTF-8 with or without BOM, UTF-16 with BOM, GB18030 (DOMAIN: how teachers' editors save).
//!
//! No guessing by statistics of languages. The trap: `学校` and `小学` saved as GBK are valid UTF-8 (`ѧУ`, `Сѧ`), so a
//! file whose characters all lie in U+0080–07FF is taken for GBK.

use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};

/// How a file was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without BOM.
    Utf8,
    /// GB18030, GBK or GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

/// A text without BOM and with LF line ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// How it was saved.
    pub encoding: Encoding,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecodeError {
    /// They hold a NUL.
    Binary {
        /// The line, from 1.
        line: usize,
    },
    /// Mostly UTF-8, but not all: two encodings in one file, or cut short.
    Mixed {
        /// The line of the first byte that does not fit.
        line: usize,
    },
    /// None of the known encodings.
    Unknown {
        /// The line of the first byte that does not fit.
        line: usize,
    },
}

/// Reads a text.
///
/// # Errors
/// When it is not one, with the line.
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return utf16(UTF_16LE, rest, Encoding::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFE\xFF") {
        return utf16(UTF_16BE, rest, Encoding::Utf16Be);
    }
    let (rest, marked) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if let Some(at) = rest.iter().position(|it| *it == 0) {
        return Err(DecodeError::Binary { line: line_of(rest, at) });
    }
    match std::str::from_utf8(rest) {
        Ok(text) if marked || !looks_like_gbk(text) => Ok(decoded(text, Encoding::Utf8)),
        Ok(text) => Ok(gb18030(rest).unwrap_or_else(|| decoded(text, Encoding::Utf8))),
        Err(error) => {
            let line = line_of(rest, error.valid_up_to());
            if marked || mostly_utf8(rest) {
                return Err(DecodeError::Mixed { line });
            }
            gb18030(rest).ok_or(DecodeError::Unknown { line })
        }
    }
}

fn decoded(text: &str, encoding: Encoding) -> Decoded {
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    };
    Decoded { text, encoding }
}

/// Valid UTF-8 in which every character beyond ASCII has two bytes, and not only signs that Chinese texts use too.
fn looks_like_gbk(text: &str) -> bool {
    let beyond = || text.chars().filter(|it| !it.is_ascii());
    let signs = |it: char| matches!(it, '·' | '×' | '÷' | '°' | '±' | '§');
    !text.is_ascii() && beyond().all(|it| it.len_utf8() == 2) && !beyond().all(signs)
}

/// Whether more than half of the sequences beyond ASCII are valid UTF-8: pure GBK has about a quarter.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad < good
}

fn gb18030(bytes: &[u8]) -> Option<Decoded> {
    let text = GB18030.decode_without_bom_handling_and_without_replacement(bytes)?;
    let beyond = text.chars().filter(|it| !it.is_ascii()).count();
    let chinese = |it: &char| {
        matches!(it, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{323af}'
            | '“' | '”' | '‘' | '’' | '…' | '—' | '·' | '×' | '÷' | '°' | '±' | '§' | '①'..='⑳' | 'Ⅰ'..='Ⅻ' | '√' | '℃' | '→')
    };
    let fits = text.chars().filter(chinese).count();
    (fits * 10 >= beyond * 9).then(|| decoded(&text, Encoding::Gb18030))
}

fn utf16(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
    named: Encoding,
) -> Result<Decoded, DecodeError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) if !text.contains('\0') => Ok(decoded(&text, named)),
        Some(_) => Err(DecodeError::Binary { line: 1 }),
        None => Err(DecodeError::Mixed { line: 1 }),
    }
}

fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|it| **it == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Encoding) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn what_editors_save() {
        for (bytes, text, encoding) in [
            (&b"\xEF\xBB\xBFa\r\nb\rc"[..], "a\nb\nc", Encoding::Utf8),
            ("标题: 送教".as_bytes(), "标题: 送教", Encoding::Utf8),
            (b"\xD1\xA7\xD0\xA3", "学校", Encoding::Gb18030),
            (b"\xD0\xA1\xD1\xA7", "小学", Encoding::Gb18030),
            (b"\xC1\xAA\xCD\xA8", "联通", Encoding::Gb18030),
            (b"\xD7\xB4\xCC\xAC", "状态", Encoding::Gb18030),
            ("3×4·5°".as_bytes(), "3×4·5°", Encoding::Utf8),
            ("“a” — …".as_bytes(), "“a” — …", Encoding::Utf8),
            (b"\xFF\xFEa\x00\x87\x65", "a文", Encoding::Utf16Le),
            (b"\xFE\xFF\x00a\x65\x87", "a文", Encoding::Utf16Be),
            (b"", "", Encoding::Utf8),
        ] {
            assert_eq!(read(bytes), (text.to_owned(), encoding), "{bytes:X?}");
        }
        for rare in ["㻏𬭩䶮", "一", "元", "女", "未校", "学习", "选台"] {
            let (bytes, ..) = GB18030.encode(rare);
            assert_eq!(read(&bytes), (rare.to_owned(), Encoding::Gb18030), "{rare}");
        }
    }

    #[test]
    fn what_is_no_text() {
        let mixed = ["标题: 送教下乡活动\n地点: ".as_bytes(), b"\xC1\xAA\xCD\xA8"].concat();
        assert_eq!(decode(&mixed), Err(DecodeError::Mixed { line: 2 }));
        let cut = &"标题: 送教下乡\n".as_bytes()[..15];
        assert_eq!(decode(cut), Err(DecodeError::Mixed { line: 1 }));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0"), Err(DecodeError::Binary { line: 3 }));
        assert_eq!(decode(b"a\nna\xefve caf\xe9"), Err(DecodeError::Unknown { line: 2 }));
        assert_eq!(decode(b"\xFF\xFEa"), Err(DecodeError::Mixed { line: 1 }));
    }
}
