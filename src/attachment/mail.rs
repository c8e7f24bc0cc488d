//! Mails and visiting cards: parts in base64, texts in quoted-printable.

use super::looker::{Looker, Unread};
use super::plain;

/// The most parts of a mail.
const MAX_PARTS: usize = 200;

/// Looks into the encoded parts of a text, if it has any.
pub(super) fn look(looker: &mut Looker, text: &str, depth: usize) {
    let lower = text.to_ascii_lowercase();
    if lower.contains("quoted-printable")
        && let Some(plain) = plain::decoded(&quoted_printable(text.as_bytes()))
    {
        plain::look(looker, &plain);
    }
    if lower.contains("=?") {
        let mut subjects = String::new();
        encoded_words(text, &mut subjects);
        plain::look(looker, &subjects);
    }
    let (mut at, mut parts) = (0, 0);
    while let Some(found) = lower.get(at..).and_then(|rest| rest.find("base64")) {
        at += found + "base64".len();
        parts += 1;
        if MAX_PARTS < parts {
            looker.note_unread(Unread::TooLarge);
            break;
        }
        let bytes = base64(text.get(at..).unwrap_or_default());
        if bytes.len() <= 8 {
            continue;
        }
        if !looker.take(bytes.len()) {
            break;
        }
        looker.push_packed(bytes, depth + 1);
    }
}

/// The texts of headers that are not ASCII: `=?UTF-8?B?…?=`, a line each.
fn encoded_words(text: &str, out: &mut String) {
    for line in text.lines() {
        let mut rest = line;
        while let Some((_, word)) = rest.split_once("=?") {
            rest = word;
            let mut fields = word.splitn(4, '?');
            let (_, Some(coding), Some(coded)) = (fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            let bytes = match coding {
                "B" | "b" => base64(&format!(":{coded}")),
                "Q" | "q" => quoted_printable(coded.replace('_', " ").as_bytes()),
                _ => continue,
            };
            out.push_str(&plain::decoded(&bytes).unwrap_or_default());
            rest = fields.next().unwrap_or_default();
        }
        out.push('\n');
    }
}

/// The bytes of a text in quoted-printable: `=31` is a byte, `=` at the end of a line joins it with the next.
fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let pair = text.get(at + 1..at + 3).and_then(|pair| std::str::from_utf8(pair).ok());
        let code = pair.and_then(|pair| u8::from_str_radix(pair, 16).ok());
        match (byte, code) {
            (b'=', Some(code)) => {
                out.push(code);
                at += 3;
            }
            (b'=', None) if text.get(at + 1) == Some(&b'\n') => at += 2,
            _ => {
                out.push(*byte);
                at += 1;
            }
        }
    }
    out
}

/// The bytes of the base64 that follows the headers of a part, or the label of a picture in a visiting card.
fn base64(text: &str) -> Vec<u8> {
    let body = match text.split_once("\n\n") {
        // Other headers may follow the one of the encoding.
        Some((head, body))
            if head.len() < 2000 && !head.trim_start().starts_with([':', ',', ';']) =>
        {
            body
        }
        _ => text.split_once([':', ',']).map_or("", |(_, body)| body),
    };
    let (mut out, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for byte in body.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'\r' | b'\n' | b' ' => continue,
            _ => break,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if 8 <= count {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}
