//! YAML line by line: key positions are repaired, everything else is passed on.
//!
//! The usual parser cannot help: what needs repair does not parse. So a small reader follows the open maps, lists and
//! texts, knows for every line whether a key must stand there, and leaves alone whatever it is not sure of.

use super::carry::Carry;
use super::flow::{Flow, quote_end};
use super::head::{Colon, Head, bare, head, is_block_header, without_comment};
use super::invisible::{Meaningless, is_invisible};
use super::levels::{Last, Levels, Stand};
use super::lines::{Indents, clean, cut, is_marker, is_pure, is_wide_space, told};
use super::meaning;
use super::place::{Below, Here};
use super::values::{plainly, uncurled};
use super::{Change, Piece};

/// One repair may bring the next within reach; more rounds than this are never needed.
const ROUNDS: usize = 8;

/// YAML with its key positions repaired, or as it was when the net below does not hold. Never more or fewer lines.
pub(super) fn repaired(yaml: &str, first_line: u32) -> Piece {
    let (mut text, mut changes) = (yaml.to_owned(), Vec::new());
    for _ in 0..ROUNDS {
        let (next, more) = Reader::new(&text, first_line).repaired();
        if next == text && (text == yaml || meaning::is_kept(yaml, &text)) {
            return Piece { text, changes, left: None };
        } else if next == text {
            break;
        }
        text = next;
        changes.extend(more);
    }
    let line = meaning::unread_line(&text, first_line);
    let line = line.or_else(|| changes.iter().find_map(Change::line)).unwrap_or(first_line);
    Piece { text: yaml.to_owned(), changes: Vec::new(), left: Some(line) }
}

struct Reader<'a> {
    lines: Vec<&'a str>,
    first_line: u32,
    indents: Indents,
    levels: Levels,
    carry: Carry,
    changes: Vec<Change>,
}

impl<'a> Reader<'a> {
    fn new(yaml: &'a str, first_line: u32) -> Reader<'a> {
        let lines: Vec<&str> = yaml.split('\n').collect();
        let indents = Indents::of(&lines);
        let (levels, carry, changes) = (Levels::default(), Carry::Nothing, Vec::new());
        Reader { lines, first_line, indents, levels, carry, changes }
    }

    fn repaired(mut self) -> (String, Vec<Change>) {
        let mut out = Vec::with_capacity(self.lines.len());
        for at in 0..self.lines.len() {
            let raw = self.lines[at];
            let text = self.carried(at).unwrap_or_else(|| self.line(at));
            let unseen = |text: &str| text.chars().filter(|it| is_invisible(*it)).count();
            if unseen(&text) < unseen(raw) {
                self.changes.push(Change::Invisible { line: self.number(at) });
            }
            out.push(text);
        }
        (out.join("\n"), self.changes)
    }

    fn number(&self, at: usize) -> u32 {
        self.first_line + at as u32
    }

    /// A line inside a text or brackets that began above. None: they have ended.
    fn carried(&mut self, at: usize) -> Option<String> {
        let carried = self.carry.read(self.lines[at], self.indents)?;
        let told = told(&carried.indented, self.number(at));
        self.changes.extend(told);
        Some(carried.text)
    }

    /// A line of its own.
    fn line(&mut self, at: usize) -> String {
        let raw = self.lines[at];
        let clean = clean(raw);
        let (run, rest) = cut(&clean);
        if rest.is_empty() {
            return clean;
        }
        if is_marker(&clean) {
            self.levels.clear();
            return clean;
        }
        if rest.starts_with('#') && !run.contains(is_wide_space) {
            return self.comment(at, run, rest);
        }
        let Some((indent, stand)) = self.place(run, rest) else { return raw.to_owned() };
        let before = self.changes.len();
        let text = match stand {
            Stand::Continued(level) => {
                self.levels.close_below(level, Last::Text);
                return clean;
            }
            Stand::Lost(level) => {
                self.levels.close_below(level, Last::Text);
                return raw.to_owned();
            }
            Stand::Root => {
                self.levels.clear();
                self.first(at, indent, rest, Below::Map(Here::Root))
            }
            Stand::First(level, below) => {
                self.levels.close_below(level, Last::Nested);
                self.first(at, indent, rest, below)
            }
            Stand::Sibling(level) => {
                self.levels.close_below(level, Last::Nested);
                let here = self.levels.here(level);
                match is_item(rest) {
                    true => self.item(at, indent, rest, here),
                    false => match head(rest).filter(|it| is_key(it, rest, here)) {
                        Some(head) => self.entry(at, indent, rest, head, here),
                        None => {
                            self.levels.end_with(Last::Text);
                            return raw.to_owned();
                        }
                    },
                }
            }
        };
        let told = told(run, self.number(at));
        self.changes.splice(before..before, told);
        " ".repeat(indent) + &text
    }

    /// A comment keeps its words; Tabs before it become spaces.
    fn comment(&mut self, at: usize, run: &str, rest: &str) -> String {
        match self.indents.widths(run).first() {
            Some(width) if run.contains('\t') => {
                self.changes.extend(told(run, self.number(at)));
                " ".repeat(*width) + rest
            }
            _ => [run, rest].concat(),
        }
    }

    /// How deep a line is, and where it stands. None: Tabs or wide spaces that could mean several things.
    fn place(&self, run: &str, rest: &str) -> Option<(usize, Stand)> {
        let is_item = is_item(rest);
        if run.bytes().all(|it| it == b' ') {
            return Some((run.len(), self.levels.stand(run.len(), is_item)));
        }
        if !is_item && head(rest).is_none() {
            return None;
        }
        let placed = self.indents.widths(run).into_iter();
        let mut placed = placed.map(|it| (it, self.levels.stand(it, is_item)));
        placed.find(|(_, stand)| match stand {
            Stand::Sibling(_) => true,
            Stand::First(..) => is_pure(run),
            Stand::Root | Stand::Continued(_) | Stand::Lost(_) => false,
        })
    }

    /// The first line of a map, list or text.
    fn first(&mut self, at: usize, indent: usize, rest: &str, below: Below) -> String {
        if is_item(rest) {
            let here = match below {
                Below::Maps(here) => here,
                Below::Map(_) | Below::Texts => Here::Other,
            };
            self.levels.open(indent, true, here);
            return self.item(at, indent, rest, here);
        }
        let here = match below {
            Below::Map(here) => here,
            Below::Maps(_) | Below::Texts => Here::Other,
        };
        let is_certain = |it: &Head<'_>| {
            is_key(it, rest, here) && (it.colon == Colon::Proper || here.expects(bare(it.key)))
        };
        match head(rest).filter(is_certain) {
            Some(head) => {
                self.levels.open(indent, false, here);
                self.entry(at, indent, rest, head, here)
            }
            None => self.value(at, self.levels.indent().unwrap_or(indent), rest, None),
        }
    }

    /// `- …`; `here`: what the maps in the list are.
    fn item(&mut self, at: usize, indent: usize, rest: &str, here: Here) -> String {
        let inner = rest[1..].trim_start_matches(' ');
        let dash = &rest[..rest.len() - inner.len()];
        if inner.is_empty() || inner.starts_with('#') {
            self.levels.end_with(Last::Nothing(Below::Map(here)));
            return rest.to_owned();
        }
        let below = if is_item(inner) { Below::Texts } else { Below::Map(here) };
        dash.to_owned() + &self.first(at, indent + dash.len(), inner, below)
    }

    /// `key: value`
    fn entry(
        &mut self,
        at: usize,
        indent: usize,
        rest: &str,
        head: Head<'_>,
        here: Here,
    ) -> String {
        let line = self.number(at);
        let key = bare(head.key);
        let value = &rest[head.value_at..];
        if key != head.key {
            self.changes.push(Change::CurlyQuotes { line });
        }
        let before = match head.colon {
            Colon::Proper => {
                let colon = match head.gap_has_tab(rest) {
                    true => rest[..head.value_at].trim_end().to_owned() + " ",
                    false => rest[..head.value_at].to_owned(),
                };
                if key == head.key { colon } else { key.to_owned() + &colon[head.key.len()..] }
            }
            Colon::Wide | Colon::Glued => {
                key.to_owned() + if value.is_empty() { ":" } else { ": " }
            }
        };
        match head.colon {
            Colon::Proper if !head.gap_has_tab(rest) => {}
            Colon::Proper => self.changes.push(Change::MissingSpace { line }),
            Colon::Wide => self.changes.push(Change::WideColon { line }),
            Colon::Glued => self.changes.push(Change::MissingSpace { line }),
        }
        before + &self.value(at, indent, value, Some((key, here)))
    }

    /// What stands after a key or dash, or alone. `indent`: the column of what it belongs to.
    fn value(&mut self, at: usize, indent: usize, value: &str, of: Option<(&str, Here)>) -> String {
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
            }
            '"' | '\'' => {
                let raw = tail(self.lines[at], value);
                if quote_end(&raw[1..], first).is_none() {
                    self.carry = Carry::Quote(first);
                }
                return raw.to_owned();
            }
            '[' | '{' => {
                let (mut flow, mut out) = (Flow::default(), String::new());
                match flow.read(tail(self.lines[at], value), &mut out) {
                    Some(rest) => out.push_str(rest),
                    None => self.carry = Carry::Flow(flow),
                }
                return out;
            }
            _ => {}
        }
        let of = of.filter(|(key, _)| !key.contains('：') && !self.goes_on(at, indent));
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

/// Whether a head is a key where a key must stand: a missing space needs a known one.
fn is_key(head: &Head<'_>, rest: &str, here: Here) -> bool {
    head.colon != Colon::Glued || here.knows(bare(head.key), &rest[head.value_at..])
}

fn is_item(rest: &str) -> bool {
    rest == "-" || rest.starts_with("- ")
}

/// The end of a line as it was, with its invisible characters, that `value` is without them.
fn tail<'r>(raw: &'r str, value: &str) -> &'r str {
    let meaningless = Meaningless::in_line(raw);
    let mut kept = raw.char_indices().rev().filter(|(_, it)| !meaningless.drops(*it));
    let begin = value.chars().count().checked_sub(1).and_then(|it| kept.nth(it));
    &raw[begin.map_or(raw.len(), |(at, _)| at)..]
}
