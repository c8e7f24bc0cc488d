//! The values that PDF files consist of.

use encoding_rs::UTF_16BE;

/// The deepest nesting of arrays and dictionaries.
const MAX_DEPTH: usize = 24;

/// The most entries of a dictionary.
const MAX_ENTRIES: usize = 4096;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// The object with this number.
    Link(u32),
    /// A word: an operator of a page, `obj`, `stream`.
    Word(String),
}

impl Value {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => {
                entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            _ => None,
        }
    }

    pub(super) fn name(&self) -> Option<&str> {
        match self {
            Value::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Collects all strings in a value.
    pub(super) fn strings<'v>(&'v self, strings: &mut Vec<&'v [u8]>) {
        match self {
            Value::Text(text) => strings.push(text),
            Value::List(values) => values.iter().for_each(|value| value.strings(strings)),
            Value::Map(entries) => entries.iter().for_each(|(_, value)| value.strings(strings)),
            _ => {}
        }
    }
}

/// A string for readers: UTF-16 with its mark, else as Latin letters.
pub(super) fn plain_text(string: &[u8]) -> String {
    match string.strip_prefix(b"\xfe\xff") {
        Some(rest) => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        None => String::from_utf8_lossy(string).into_owned(),
    }
}

/// Reads values from bytes.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    pub(super) at: usize,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Reader<'b> {
        Reader { bytes, at }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b'%' => {
                    while self.peek().is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                        self.at += 1;
                    }
                }
                0 | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next value; `None` at the end.
    pub(super) fn value(&mut self) -> Option<Value> {
        match self.value_at(0) {
            // Too deep: what follows is read all the same.
            None if self.at < self.bytes.len() => {
                self.at += 1;
                Some(Value::Null)
            }
            value => value,
        }
    }

    fn value_at(&mut self, depth: usize) -> Option<Value> {
        self.skip_space();
        let byte = self.peek()?;
        let next = self.bytes.get(self.at + 1).copied();
        match byte {
            _ if MAX_DEPTH < depth => None,
            b'/' => Some(Value::Name(self.name())),
            b'(' => Some(Value::Text(self.text())),
            b'<' if next == Some(b'<') => Some(self.map(depth)),
            b'<' => Some(Value::Text(self.hex())),
            b'[' => Some(self.list(depth)),
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number()),
            b']' | b'}' | b'{' | b')' | b'>' => {
                self.at += 1;
                Some(Value::Null)
            }
            _ => Some(self.word()),
        }
    }

    fn regular(&mut self) -> &'b [u8] {
        let start = self.at;
        while self.peek().is_some_and(|byte| !is_delimiter(byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn name(&mut self) -> String {
        self.at += 1;
        String::from_utf8_lossy(self.regular()).into_owned()
    }

    fn word(&mut self) -> Value {
        let start = self.at;
        let word = String::from_utf8_lossy(self.regular()).into_owned();
        if self.at == start {
            self.at += 1;
        }
        Value::Word(word)
    }

    /// A number, or a link to an object: `12 0 R`.
    fn number(&mut self) -> Value {
        let text = String::from_utf8_lossy(self.regular()).into_owned();
        let number: f64 = text.parse().unwrap_or(0.0);
        let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
        if is_whole && let Ok(object) = text.parse::<u32>() {
            let after = self.at;
            self.skip_space();
            let generation = self.regular();
            let is_generation = !generation.is_empty()
                && generation.len() <= 5
                && generation.iter().all(u8::is_ascii_digit);
            self.skip_space();
            let is_link = is_generation
                && self.peek() == Some(b'R')
                && self.bytes.get(self.at + 1).is_none_or(|byte| is_delimiter(*byte));
            if is_link {
                self.at += 1;
                return Value::Link(object);
            }
            self.at = after;
        }
        Value::Number(number)
    }

    /// A string in brackets, with its escapes read.
    fn text(&mut self) -> Vec<u8> {
        let (mut out, mut depth) = (Vec::new(), 0_usize);
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => {
                    depth += 1;
                    if 1 < depth {
                        out.push(byte);
                    }
                }
                b')' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return out;
                    }
                    out.push(byte);
                }
                b'\\' => self.escape(&mut out),
                _ => out.push(byte),
            }
        }
        out
    }

    fn escape(&mut self, out: &mut Vec<u8>) {
        let Some(byte) = self.peek() else { return };
        self.at += 1;
        match byte {
            b'n' => out.push(b'\n'),
            b'r' => out.push(b'\r'),
            b't' => out.push(b'\t'),
            b'\n' => {}
            b'\r' => {
                if self.peek() == Some(b'\n') {
                    self.at += 1;
                }
            }
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.peek() {
                        code = code * 8 + u32::from(digit - b'0');
                        self.at += 1;
                    }
                }
                out.push(code as u8);
            }
            _ => out.push(byte),
        }
    }

    /// A string in hexadecimal digits.
    fn hex(&mut self) -> Vec<u8> {
        self.at += 1;
        let (mut out, mut half) = (Vec::new(), None);
        while let Some(byte) = self.peek() {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            let Some(digit) = char::from(byte).to_digit(16) else { continue };
            half = match half {
                None => Some(digit),
                Some(high) => {
                    out.push((high * 16 + digit) as u8);
                    None
                }
            };
        }
        out.extend(half.map(|high| (high * 16) as u8));
        out
    }

    fn list(&mut self, depth: usize) -> Value {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(_) => match self.value_at(depth + 1) {
                    Some(value) => values.push(value),
                    None => break,
                },
            }
        }
        Value::List(values)
    }

    fn map(&mut self, depth: usize) -> Value {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None => break,
                Some(b'>') => {
                    self.at += 2;
                    break;
                }
                Some(b'/') => {
                    let name = self.name();
                    match self.value_at(depth + 1) {
                        Some(value) if entries.len() < MAX_ENTRIES => entries.push((name, value)),
                        Some(_) => {}
                        None => break,
                    }
                }
                Some(_) => self.at += 1,
            }
        }
        Value::Map(entries)
    }
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        0 | b'\t'
            | b'\n'
            | b'\x0c'
            | b'\r'
            | b' '
            | b'('
            | b')'
            | b'<'
            | b'>'
            | b'['
            | b']'
            | b'{'
            | b'}'
            | b'/'
            | b'%'
    )
}
