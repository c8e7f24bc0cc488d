//! Repairs YAML line by line: key positions are repaired, everything else is passed on.
//!
//! The usual parser cannot help: what needs repair does not parse. A small reader follows the open maps, lists and
//! texts instead. It knows for every line whether a key must be there, and leaves unchanged what is not certain.

use super::carry::Carry;
use super::changes::{Change, Piece};
use super::head::{Colon, Head, bare, head};
use super::labels::{LabelSet, Labels};
use super::levels::{Last, Levels, Stand};
use super::lines::{Indents, clean, cut, indent_change, is_marker, is_pure, is_wide_space};
use super::meaning;
use super::place::{Below, MapKind};
use crate::syntax::text::is_invisible;

/// One repair can make the next one possible; more rounds than this are never needed.
const ROUNDS: usize = 8;

/// YAML with repaired key positions, or unchanged if the repairs would change its meaning. The number of lines stays.
pub(super) fn repaired(yaml: &str, first_line: u32, labels: LabelSet) -> Piece {
    let (mut text, mut changes) = (yaml.to_owned(), Vec::new());
    for _ in 0..ROUNDS {
        let (next, more) = LineReader::new(&text, first_line, labels).repaired();
        if next == text && (text == yaml || meaning::is_unchanged(yaml, &text)) {
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

/// Goes through the lines once, and keeps what is open.
pub(super) struct LineReader<'a> {
    pub(super) lines: Vec<&'a str>,
    first_line: u32,
    pub(super) labels: Labels,
    pub(super) indents: Indents,
    pub(super) levels: Levels,
    pub(super) carry: Carry,
    pub(super) changes: Vec<Change>,
}

impl<'a> LineReader<'a> {
    fn new(yaml: &'a str, first_line: u32, labels: LabelSet) -> LineReader<'a> {
        let lines: Vec<&str> = yaml.split('\n').collect();
        let indents = Indents::of(&lines);
        let (levels, carry, changes) = (Levels::default(), Carry::Nothing, Vec::new());
        let labels = Labels::of(labels, &lines);
        LineReader { lines, first_line, labels, indents, levels, carry, changes }
    }

    fn repaired(mut self) -> (String, Vec<Change>) {
        let mut out = Vec::with_capacity(self.lines.len());
        for at in 0..self.lines.len() {
            let raw = self.lines[at];
            let text = self.carried(at).unwrap_or_else(|| self.line(at));
            if count_invisible(&text) < count_invisible(raw) {
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

    /// A line inside a text or brackets that began above. `None` means that they have ended.
    fn carried(&mut self, at: usize) -> Option<String> {
        let carried = self.carry.read(self.lines[at], self.indents)?;
        let change = indent_change(&carried.indented, self.number(at));
        self.changes.extend(change);
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
        let change = indent_change(run, self.number(at));
        self.changes.splice(before..before, change);
        " ".repeat(indent) + &text
    }

    /// A line at its place. `None` means more of a text, or nothing certain.
    fn standing(&mut self, at: usize, indent: usize, rest: &str, stand: Stand) -> Option<String> {
        match stand {
            Stand::Continued(level) | Stand::Lost(level) => {
                self.levels.close_below(level, Last::Text);
                None
            }
            Stand::Root => {
                self.levels.clear();
                Some(self.first(at, indent, rest, Below::Map(MapKind::Root)))
            }
            Stand::First(level, below) => {
                self.levels.close_below(level, Last::Nested);
                Some(self.first(at, indent, rest, below))
            }
            Stand::Sibling(level) => {
                self.levels.close_below(level, Last::Nested);
                self.sibling(at, indent, rest, self.levels.map_kind(level))
            }
        }
    }

    /// A further key or item of an open map or list.
    fn sibling(
        &mut self,
        at: usize,
        indent: usize,
        rest: &str,
        map_kind: MapKind,
    ) -> Option<String> {
        if is_item(rest) {
            return Some(self.item(at, indent, rest, map_kind));
        }
        let Some(head) = head(rest).filter(|head| is_key(head, rest, map_kind)) else {
            self.levels.end_with(Last::Text);
            return None;
        };
        Some(self.entry(at, indent, rest, head, map_kind))
    }

    /// A comment. Its text stays; Tabs before it become spaces.
    fn comment(&mut self, at: usize, run: &str, rest: &str) -> String {
        match self.indents.widths(run).first() {
            Some(width) if run.contains('\t') => {
                self.changes.extend(indent_change(run, self.number(at)));
                " ".repeat(*width) + rest
            }
            _ => [run, rest].concat(),
        }
    }

    /// The indentation of a line, and where it belongs. `None` means that its Tabs or wide spaces are ambiguous.
    fn place(&self, run: &str, rest: &str) -> Option<(usize, Stand)> {
        let is_item = is_item(rest);
        if run.bytes().all(|byte| byte == b' ') {
            return Some((run.len(), self.levels.stand(run.len(), is_item)));
        }
        if !is_item && head(rest).is_none() {
            return None;
        }
        for width in self.indents.widths(run) {
            let stand = self.levels.stand(width, is_item);
            let fits = match stand {
                Stand::Sibling(_) => true,
                Stand::First(..) => is_pure(run),
                Stand::Root | Stand::Continued(_) | Stand::Lost(_) => false,
            };
            if fits {
                return Some((width, stand));
            }
        }
        None
    }

    /// The first line of a map, list or text.
    fn first(&mut self, at: usize, indent: usize, rest: &str, below: Below) -> String {
        if is_item(rest) {
            let map_kind = match below {
                Below::Maps(map_kind) => map_kind,
                Below::Map(_) | Below::Texts => MapKind::Other,
            };
            self.levels.open(indent, true, map_kind);
            return self.item(at, indent, rest, map_kind);
        }
        let map_kind = match below {
            Below::Map(map_kind) => map_kind,
            Below::Maps(_) | Below::Texts => MapKind::Other,
        };
        match head(rest) {
            Some(head) if is_certain_key(&head, rest, map_kind) => {
                self.levels.open(indent, false, map_kind);
                self.entry(at, indent, rest, head, map_kind)
            }
            _ => self.value(at, self.levels.indent().unwrap_or(indent), rest, None),
        }
    }

    /// A list item, `- …`. `here` is the kind of the maps in the list.
    fn item(&mut self, at: usize, indent: usize, rest: &str, map_kind: MapKind) -> String {
        let inner = rest[1..].trim_start_matches(' ');
        let dash = &rest[..rest.len() - inner.len()];
        if inner.is_empty() || inner.starts_with('#') {
            self.levels.end_with(Last::Nothing(Below::Map(map_kind)));
            return rest.to_owned();
        }
        let below = if is_item(inner) { Below::Texts } else { Below::Map(map_kind) };
        dash.to_owned() + &self.first(at, indent + dash.len(), inner, below)
    }
}

/// Whether a head is a key where a key is expected. If the space after the colon is missing, the key must be known.
fn is_key(head: &Head<'_>, rest: &str, map_kind: MapKind) -> bool {
    head.colon != Colon::Glued || map_kind.knows(bare(head.key), &rest[head.value_at..])
}

/// Whether a head is a key where a map can begin: it has a proper colon, or is a key that the model expects here.
fn is_certain_key(head: &Head<'_>, rest: &str, map_kind: MapKind) -> bool {
    is_key(head, rest, map_kind)
        && (head.colon == Colon::Proper || map_kind.expects(bare(head.key)))
}

fn count_invisible(text: &str) -> usize {
    text.chars().filter(|ch| is_invisible(*ch)).count()
}

fn is_item(rest: &str) -> bool {
    rest == "-" || rest.starts_with("- ")
}
