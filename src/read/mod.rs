//! stub
#![allow(missing_docs)]
pub struct Decoded {
    pub text: String,
    pub encoding: Encoding,
}
pub enum Encoding {
    Utf8,
    Gb18030,
    Utf16Le,
    Utf16Be,
}
pub enum DecodeError {
    Binary { line: usize },
    Mixed { line: usize },
    Unknown { line: usize },
}
pub fn decode(bytes: &[u8]) -> Result<Decoded, DecodeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.replace("\r\n", "\n").replace('\r', "\n"),
            encoding: Encoding::Utf8,
        }),
        Err(_) => {
            let (text, _, bad) = encoding_rs::GB18030.decode(bytes);
            if bad {
                return Err(DecodeError::Unknown { line: 1 });
            }
            Ok(Decoded { text: text.replace("\r\n", "\n"), encoding: Encoding::Gb18030 })
        }
    }
}
