//! A key with its value in a line of YAML: the colon is repaired, and a number or date written plainly.

use super::carry::Carry;
use super::changes::Change;
use super::flow::{Flow, quote_end};
use super::head::{Colon, Head, bare, is_block_header, without_comment};
use super::invisible::Meaningless;
use super::levels::Last;
use super::lines::cut;
use super::place::{Below, MapKind};
use super::values::{plainly, uncurled};
use super::yaml::LineReader;

impl LineReader<'_> {
    /// `key: value`
    pub(super) fn entry(
        &mut self,
        at: usize,
        indent: usize,
        rest: &str,
        head: Head<'_>,
        map_kind: MapKind,
    ) -> String {
        let line = self.number(at);
        let is_quoted = !rest.starts_with(head.key);
        let key = if is_quoted { head.key } else { bare(head.key) };
        let value = &rest[head.value_at..];
        let has_tab = head.gap_has_tab(rest);
        let colon = match head.colon {
            Colon::Proper if !has_tab => None,
            Colon::Proper | Colon::Glued => Some(Change::MissingSpace { line }),
            Colon::Wide => Some(Change::WideColon { line }),
        };
        let quotes = (key != head.key).then_some(Change::CurlyQuotes { line });
        self.changes.extend(quotes.into_iter().chain(colon));
        let standard = match map_kind {
            MapKind::Root if !is_quoted => self.labels.standard(key, without_comment(value).trim()),
            _ => None,
        };
        if standard.is_some() {
            self.changes.push(Change::Label { line });
        }
        let key = standard.unwrap_or(key);
        let before = match head.colon {
            Colon::Proper => proper(rest, head, key, has_tab),
            Colon::Wide | Colon::Glued => {
                key.to_owned() + if value.is_empty() { ":" } else { ": " }
            }
        };
        before + &self.value(at, indent, value, Some((key, map_kind)))
    }

    /// The value after a key or dash, or alone. `indent` is the column of what it belongs to.
    pub(super) fn value(
        &mut self,
        at: usize,
        indent: usize,
        value: &str,
        of: Option<(&str, MapKind)>,
    ) -> String {
        let bare_value = without_comment(value).trim_end_matches([' ', '\t']);
        let Some(first) = bare_value.chars().next() else {
            let below = of.map_or(Below::Texts, |(key, map_kind)| map_kind.below(key));
            self.levels.end_with(Last::Nothing(below));
            return value.to_owned();
        };
        self.levels.end_with(Last::Text);
        match first {
            '|' | '>' if is_block_header(value) => {
                self.carry = Carry::Block { indent, content: None };
                value.to_owned()
            }
            '"' | '\'' => self.quoted(at, value, first),
            '[' | '{' => self.bracketed(at, value),
            _ => {
                let of = of.filter(|_| !self.continues(at, indent));
                self.plain(at, value, bare_value, of)
            }
        }
    }

    /// A text in quotes, which can end on a later line.
    fn quoted(&mut self, at: usize, value: &str, quote: char) -> String {
        let raw = tail(self.lines[at], value);
        if quote_end(&raw[1..], quote).is_none() {
            self.carry = Carry::Quote(quote);
        }
        raw.to_owned()
    }

    /// A list or map in brackets, which can end on a later line.
    fn bracketed(&mut self, at: usize, value: &str) -> String {
        let (mut flow, mut out) = (Flow::default(), String::new());
        match flow.read(tail(self.lines[at], value), &mut out) {
            Some(rest) => out.push_str(rest),
            None => self.carry = Carry::Flow(flow),
        }
        out
    }

    /// A plain value on one line; `bare_value` is the value without its comment.
    fn plain(
        &mut self,
        at: usize,
        value: &str,
        bare_value: &str,
        of: Option<(&str, MapKind)>,
    ) -> String {
        let of = of.filter(|(key, _)| !key.contains('：'));
        let plain = of.and_then(|(key, map_kind)| {
            plainly(key, map_kind, bare_value).or_else(|| uncurled(key, map_kind, bare_value))
        });
        let Some(plain) = plain else { return value.to_owned() };
        let line = self.number(at);
        for (applies, change) in [
            (plain.quotes, Change::CurlyQuotes { line }),
            (plain.width, Change::WideDigits { line }),
            (plain.form, Change::DateForm { line }),
        ] {
            if applies {
                self.changes.push(change);
            }
        }
        plain.text + &value[bare_value.len()..]
    }

    /// Whether a plain text can continue on the next line.
    fn continues(&self, at: usize, indent: usize) -> bool {
        for line in &self.lines[at + 1..] {
            let (run, rest) = cut(line);
            if !rest.is_empty() {
                let width = self.indents.widths(run).first().copied();
                return width.unwrap_or(run.chars().count()) > indent && !rest.starts_with('#');
            }
        }
        false
    }
}

/// The text before a value whose colon is right, without curly quotes around the key and without Tabs.
fn proper(rest: &str, head: Head<'_>, key: &str, has_tab: bool) -> String {
    let mut written = rest[..head.value_at].to_owned();
    if has_tab {
        written.truncate(written.trim_end().len());
        written.push(' ');
    }
    if key == head.key { written } else { key.to_owned() + &written[head.key.len()..] }
}

/// The end of the original line that corresponds to `value`, including invisible characters.
fn tail<'r>(raw: &'r str, value: &str) -> &'r str {
    let meaningless = Meaningless::in_line(raw);
    let mut remaining = value.chars().count();
    if remaining == 0 {
        return "";
    }
    for (at, ch) in raw.char_indices().rev() {
        if !meaningless.drops(ch) {
            remaining -= 1;
        }
        if remaining == 0 {
            return &raw[at..];
        }
    }
    ""
}
