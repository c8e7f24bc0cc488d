//! YAML line by line: key positions are repaired, everything else is passed on.
//!
//! The usual parser cannot help: what needs repair does not parse. So a small reader follows the open maps, lists and
//! texts, knows for every line whether a key must stand there, and leaves alone whatever it is not sure of.

use super::carry::Carry;
use super::head::{Colon, Head, bare, head};
use super::invisible::is_invisible;
use super::levels::{Last, Levels, Stand};
use super::lines::{Indents, clean, cut, is_marker, is_pure, is_wide_space, told};
use super::meaning;
use super::place::{Below, Here};
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

/// Goes through the lines once.
pub(super) struct Reader<'a> {
    pub(super) lines: Vec<&'a str>,
    first_line: u32,
    pub(super) indents: Indents,
    pub(super) levels: Levels,
    pub(super) carry: Carry,
    pub(super) changes: Vec<Change>,
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

    /// The line's number in the file.
    pub(super) fn number(&self, at: usize) -> u32 {
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
        let Some(text) = self.standing(at, indent, rest, stand) else {
            return if matches!(stand, Stand::Continued(_)) { clean } else { raw.to_owned() };
        };
        let told = told(run, self.number(at));
        self.changes.splice(before..before, told);
        " ".repeat(indent) + &text
    }

    /// What stands at a place. None: more of a text, or nothing that is certain.
    fn standing(&mut self, at: usize, indent: usize, rest: &str, stand: Stand) -> Option<String> {
        match stand {
            Stand::Continued(level) | Stand::Lost(level) => {
                self.levels.close_below(level, Last::Text);
                None
            }
            Stand::Root => {
                self.levels.clear();
                Some(self.first(at, indent, rest, Below::Map(Here::Root)))
            }
            Stand::First(level, below) => {
                self.levels.close_below(level, Last::Nested);
                Some(self.first(at, indent, rest, below))
            }
            Stand::Sibling(level) => {
                self.levels.close_below(level, Last::Nested);
                self.sibling(at, indent, rest, self.levels.here(level))
            }
        }
    }

    /// A further key or item of what is open.
    fn sibling(&mut self, at: usize, indent: usize, rest: &str, here: Here) -> Option<String> {
        if is_item(rest) {
            return Some(self.item(at, indent, rest, here));
        }
        let Some(head) = head(rest).filter(|it| is_key(it, rest, here)) else {
            self.levels.end_with(Last::Text);
            return None;
        };
        Some(self.entry(at, indent, rest, head, here))
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
}

/// Whether a head is a key where a key must stand: a missing space needs a known one.
fn is_key(head: &Head<'_>, rest: &str, here: Here) -> bool {
    head.colon != Colon::Glued || here.knows(bare(head.key), &rest[head.value_at..])
}

fn is_item(rest: &str) -> bool {
    rest == "-" || rest.starts_with("- ")
}
