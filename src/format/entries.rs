//! A key with its value in a line of YAML: the colon is repaired, and a number or date written plainly.

use super::Change;
use super::carry::Carry;
use super::flow::{Flow, quote_end};
use super::head::{Colon, Head, bare, is_block_header, without_comment};
use super::invisible::Meaningless;
use super::levels::Last;
use super::lines::cut;
use super::place::{Below, Here};
use super::values::{plainly, uncurled};
use super::yaml::Reader;

impl Reader<'_> {
    /// `key: value`
    pub(super) fn entry(
        &mut self,
        at: usize,
        indent: usize,
        rest: &str,
        head: Head<'_>,
        here: Here,
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
        let before = match head.colon {
            Colon::Proper => proper(rest, head, key, has_tab),
            Colon::Wide | Colon::Glued => {
                key.to_owned() + if value.is_empty() { ":" } else { ": " }
            }
        };
        before + &self.value(at, indent, value, Some((key, here)))
    }

    /// What stands after a key or dash, or alone. `indent`: the column of what it belongs to.
    pub(super) fn value(
        &mut self,
        at: usize,
        indent: usize,
        value: &str,
        of: Option<(&str, Here)>,
    ) -> String {
        let said = without_comment(value).trim_end_matches([' ', '\t']);
        let Some(first) = said.chars().next() else {
            let below = of.map_or(Below::Texts, |(key, here)| here.below(key));
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
                let of = of.filter(|_| !self.goes_on(at, indent));
                self.plain(at, value, said, of)
            }
        }
    }

    /// A text in quotes, which may end further below.
    fn quoted(&mut self, at: usize, value: &str, quote: char) -> String {
        let raw = tail(self.lines[at], value);
        if quote_end(&raw[1..], quote).is_none() {
            self.carry = Carry::Quote(quote);
        }
        raw.to_owned()
    }

    /// A list or map in brackets, which may end further below.
    fn bracketed(&mut self, at: usize, value: &str) -> String {
        let (mut flow, mut out) = (Flow::default(), String::new());
        match flow.read(tail(self.lines[at], value), &mut out) {
            Some(rest) => out.push_str(rest),
            None => self.carry = Carry::Flow(flow),
        }
        out
    }

    /// A plain value on one line; `said` is it without its comment.
    fn plain(&mut self, at: usize, value: &str, said: &str, of: Option<(&str, Here)>) -> String {
        let of = of.filter(|(key, _)| !key.contains('：'));
        let plain = of
            .and_then(|(key, here)| plainly(key, here, said).or_else(|| uncurled(key, here, said)));
        let Some(plain) = plain else { return value.to_owned() };
        let line = self.number(at);
        for (is_so, change) in [
            (plain.quotes, Change::CurlyQuotes { line }),
            (plain.width, Change::WideDigits { line }),
            (plain.form, Change::DateForm { line }),
        ] {
            self.changes.extend(is_so.then_some(change));
        }
        plain.text + &value[said.len()..]
    }

    /// Whether a plain text may go on in the next line.
    fn goes_on(&self, at: usize, indent: usize) -> bool {
        let mut next = self.lines[at + 1..].iter().map(|it| cut(it));
        next.find(|(_, rest)| !rest.is_empty()).is_some_and(|(run, rest)| {
            let width = self.indents.widths(run).first().copied();
            width.unwrap_or(run.chars().count()) > indent && !rest.starts_with('#')
        })
    }
}

/// What stands before a value whose colon is right: without curly quotes around the key and without Tabs.
fn proper(rest: &str, head: Head<'_>, key: &str, has_tab: bool) -> String {
    let mut written = rest[..head.value_at].to_owned();
    if has_tab {
        written.truncate(written.trim_end().len());
        written.push(' ');
    }
    if key == head.key { written } else { key.to_owned() + &written[head.key.len()..] }
}

/// The end of a line as it was, with its invisible characters, that `value` is without them.
fn tail<'r>(raw: &'r str, value: &str) -> &'r str {
    let meaningless = Meaningless::in_line(raw);
    let mut kept = raw.char_indices().rev().filter(|(_, it)| !meaningless.drops(*it));
    let begin = value.chars().count().checked_sub(1).and_then(|it| kept.nth(it));
    &raw[begin.map_or(raw.len(), |(at, _)| at)..]
}
