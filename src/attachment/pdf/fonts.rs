//! Which characters the codes of a font show.

use encoding_rs::{GBK, UTF_16BE};
use rustc_hash::FxHashMap;

use super::objects::{Reader, Value};
use super::streams::Document;
use crate::attachment::looker::Looker;

/// The most fonts of a page.
const MAX_FONTS: usize = 1000;
/// The most characters that a font names.
const MAX_CODES: usize = 70_000;

/// How a font writes its characters.
#[derive(Debug, Clone, Default)]
pub(super) struct Font {
    /// Whether a code has two bytes.
    is_wide: bool,
    encoding: Encoding,
    /// What the font itself says of its codes.
    codes: FxHashMap<u32, String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Encoding {
    /// One byte a character, as in ASCII.
    #[default]
    Latin,
    Gbk,
    Utf16,
    /// Only the font knows.
    Unknown,
}

impl Font {
    /// The text of a string in this font.
    pub(super) fn text(&self, string: &[u8]) -> String {
        if self.codes.is_empty() {
            return match self.encoding {
                Encoding::Latin => string.iter().map(|byte| char::from(*byte)).collect(),
                Encoding::Gbk => GBK.decode_without_bom_handling(string).0.into_owned(),
                Encoding::Utf16 => UTF_16BE.decode_without_bom_handling(string).0.into_owned(),
                Encoding::Unknown => String::new(),
            };
        }
        let mut out = String::new();
        for code in string.chunks(if self.is_wide { 2 } else { 1 }) {
            let mut number = 0;
            for byte in code {
                number = number << 8 | u32::from(*byte);
            }
            match self.codes.get(&number) {
                Some(text) => out.push_str(text),
                None if !self.is_wide => out.extend(char::from_u32(number)),
                None => out.push('\u{fffd}'),
            }
        }
        out
    }
}

/// The fonts of a file, by the numbers of their objects.
pub(super) struct Fonts {
    fonts: FxHashMap<u32, Font>,
}

impl Fonts {
    pub(super) fn read(document: &Document<'_>, looker: &mut Looker) -> Fonts {
        let mut fonts = FxHashMap::default();
        for object in document.objects() {
            if object.value.get("Type").and_then(Value::name) == Some("Font") {
                fonts.insert(object.number, font(document, &object.value, looker));
            }
        }
        Fonts { fonts }
    }

    /// The fonts that resources name.
    pub(super) fn of<'f>(
        &'f self,
        document: &Document<'_>,
        resources: Option<&Value>,
    ) -> FxHashMap<String, &'f Font> {
        let mut named = FxHashMap::default();
        let fonts = resources.and_then(|resources| resources.get("Font"));
        let Some(Value::Map(entries)) = fonts.map(|fonts| document.resolved(fonts)) else {
            return named;
        };
        for (name, value) in entries.iter().take(MAX_FONTS) {
            if let Value::Link(number) = value
                && let Some(font) = self.fonts.get(number)
            {
                named.insert(name.clone(), font);
            }
        }
        named
    }
}

fn font(document: &Document<'_>, value: &Value, looker: &mut Looker) -> Font {
    let is_wide = value.get("Subtype").and_then(Value::name) == Some("Type0");
    let encoding = value.get("Encoding").map(|encoding| document.resolved(encoding));
    let name = encoding.and_then(Value::name).unwrap_or_default();
    let mut font = Font {
        is_wide,
        encoding: match name {
            _ if !is_wide => Encoding::Latin,
            _ if name.contains("UCS2") || name.contains("UTF16") => Encoding::Utf16,
            _ if name.starts_with("GBK")
                || name.starts_with("GB-EUC")
                || name.starts_with("GBpc") =>
            {
                Encoding::Gbk
            }
            _ => Encoding::Unknown,
        },
        codes: FxHashMap::default(),
    };
    if let Some(Value::List(differences)) =
        encoding.and_then(|encoding| encoding.get("Differences"))
    {
        read_differences(differences, &mut font.codes);
    }
    if let Some(Value::Link(number)) = value.get("ToUnicode") {
        read_map(&document.stream(*number, looker), &mut font.codes);
    }
    font
}

/// The characters that a font calls by their names: those that numbers consist of.
fn read_differences(differences: &[Value], codes: &mut FxHashMap<u32, String>) {
    const NAMES: [&str; 10] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
    let mut code = 0;
    for value in differences {
        match value {
            Value::Number(number) => code = *number as u32,
            Value::Name(name) => {
                if let Some(digit) = NAMES.iter().position(|known| known == name) {
                    codes.insert(code, digit.to_string());
                } else if name.len() == 1 {
                    codes.insert(code, name.clone());
                } else if let Some(ch) = name
                    .strip_prefix("uni")
                    .and_then(|hex| u32::from_str_radix(hex, 16).ok())
                    .and_then(char::from_u32)
                {
                    codes.insert(code, ch.to_string());
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// Reads a map from codes to characters.
fn read_map(map: &[u8], codes: &mut FxHashMap<u32, String>) {
    let mut reader = Reader::new(map, 0);
    let mut operands: Vec<Value> = Vec::new();
    while let Some(value) = reader.value() {
        let Value::Word(word) = &value else {
            if operands.len() < MAX_CODES {
                operands.push(value);
            }
            continue;
        };
        match word.as_str() {
            "endbfchar" => read_characters(&operands, codes),
            "endbfrange" => read_ranges(&operands, codes),
            _ => {}
        }
        operands.clear();
    }
}

fn read_characters(operands: &[Value], codes: &mut FxHashMap<u32, String>) {
    for pair in operands.chunks_exact(2) {
        if let [Value::Text(code), Value::Text(text)] = pair
            && codes.len() < MAX_CODES
        {
            codes.insert(number_of(code), utf16(text));
        }
    }
}

fn read_ranges(operands: &[Value], codes: &mut FxHashMap<u32, String>) {
    for triple in operands.chunks_exact(3) {
        let [Value::Text(first), Value::Text(last), target] = triple else { continue };
        let (first, last) = (number_of(first), number_of(last));
        for (offset, code) in (first..=last).enumerate().take(0x1_0000) {
            if MAX_CODES <= codes.len() {
                return;
            }
            let text = match target {
                Value::Text(start) => shifted(start, offset as u32),
                Value::List(texts) => match texts.get(offset) {
                    Some(Value::Text(text)) => utf16(text),
                    _ => break,
                },
                _ => break,
            };
            codes.insert(code, text);
        }
    }
}

fn number_of(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(text: &[u8]) -> String {
    UTF_16BE.decode_without_bom_handling(text).0.into_owned()
}

/// A text with its last character moved on.
fn shifted(start: &[u8], offset: u32) -> String {
    let mut text = utf16(start);
    if let Some(last) = text.pop() {
        text.extend(char::from_u32((last as u32).saturating_add(offset)));
    }
    text
}
