//! The text that the operators of a page show.

use rustc_hash::FxHashMap;

use super::fonts::Font;
use super::objects::{Reader, Value};

/// The most operands of an operator.
const MAX_OPERANDS: usize = 64;
/// A move back of so many thousandths of the size of the font is a space.
const SPACE: f64 = -200.0;

/// The text of a page.
pub(super) fn text_of(content: &[u8], fonts: &FxHashMap<String, &Font>) -> String {
    let mut page = Page {
        fonts,
        plain: Font::default(),
        font: None,
        text: String::new(),
        line: 0.0,
        shown: 0.0,
    };
    let mut reader = Reader::new(content, 0);
    let mut operands: Vec<Value> = Vec::new();
    while let Some(value) = reader.value() {
        match value {
            Value::Word(operator) => {
                page.operate(&operator, &operands);
                operands.clear();
            }
            _ if operands.len() < MAX_OPERANDS => operands.push(value),
            _ => {}
        }
    }
    page.text
}

struct Page<'f> {
    fonts: &'f FxHashMap<String, &'f Font>,
    /// What stands for a font that is not known.
    plain: Font,
    font: Option<&'f Font>,
    text: String,
    /// How high the line is on the page.
    line: f64,
    /// How high the last text was.
    shown: f64,
}

impl Page<'_> {
    fn operate(&mut self, operator: &str, operands: &[Value]) {
        match (operator, operands) {
            ("Tf", [Value::Name(name), ..]) => self.font = self.fonts.get(name).copied(),
            ("Tj", [.., Value::Text(text)]) => self.show(text),
            ("'" | "\"", [.., Value::Text(text)]) => {
                self.text.push('\n');
                self.show(text);
            }
            ("TJ", [.., Value::List(parts)]) => {
                for part in parts {
                    match part {
                        Value::Text(text) => self.show(text),
                        Value::Number(shift) if *shift < SPACE => self.text.push(' '),
                        _ => {}
                    }
                }
            }
            ("Td" | "TD", [Value::Number(_), Value::Number(down)]) => {
                self.move_to(self.line + down)
            }
            ("Tm", [.., Value::Number(height)]) => self.move_to(*height),
            ("T*", _) => self.text.push('\n'),
            ("BT", _) => self.line = 0.0,
            _ => {}
        }
    }

    fn show(&mut self, text: &[u8]) {
        let shown = self.font.unwrap_or(&self.plain).text(text);
        self.text.push_str(&shown);
    }

    /// Goes to another place: on the same line, or on another one.
    fn move_to(&mut self, height: f64) {
        self.text.push(if (height - self.shown).abs() < 1.0 { ' ' } else { '\n' });
        (self.line, self.shown) = (height, height);
    }
}
