//! The maps and lists that are open at a line of block YAML, and where the next line belongs among them.

use super::place::{Below, MapKind};

/// A map or list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    /// The column of its keys or dashes.
    pub(super) indent: usize,
    pub(super) is_list: bool,
    /// The kind of the map, or of the maps in the list.
    pub(super) map_kind: MapKind,
    pub(super) last: Last,
}

/// The value of its last entry, as far as it was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Last {
    /// Nothing after the colon or dash: something may follow below.
    Nothing(Below),
    /// A text, quotes or brackets: what is indented deeper belongs to it.
    Text,
    /// A map or list.
    Nested,
}

/// Where a line belongs. The number is the level that contains it, or below whose last entry it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stand {
    /// It begins the file.
    Root,
    /// A further key of a map, or item of a list.
    Sibling(usize),
    /// The first thing below a key or dash.
    First(usize, Below),
    /// More of a text.
    Continued(usize),
    /// Nowhere: the indentation is wrong, or this reader is.
    Lost(usize),
}

/// The open levels, outermost first.
#[derive(Debug, Default)]
pub(super) struct Levels(Vec<Level>);

impl Levels {
    /// Where a line with this indentation belongs.
    pub(super) fn stand(&self, indent: usize, is_item: bool) -> Stand {
        let Some(at) = self.0.iter().rposition(|level| level.indent <= indent) else {
            return Stand::Root;
        };
        let level = &self.0[at];
        if level.indent < indent {
            return match level.last {
                Last::Nothing(below) => Stand::First(at, below),
                Last::Text => Stand::Continued(at),
                Last::Nested => Stand::Lost(at),
            };
        }
        match (level.is_list, is_item) {
            (true, true) | (false, false) => Stand::Sibling(at),
            // A list can begin right below its key, without indentation.
            (false, true) => match level.last {
                Last::Nothing(below) => Stand::First(at, below),
                Last::Text | Last::Nested => Stand::Lost(at),
            },
            (true, false) => match at.checked_sub(1) {
                Some(map) if self.0[map].indent == indent => Stand::Sibling(map),
                _ => Stand::Lost(at),
            },
        }
    }

    /// Closes the levels deeper than this one, and sets what its last entry has.
    pub(super) fn close_below(&mut self, at: usize, last: Last) {
        self.0.truncate(at + 1);
        self.end_with(last);
    }

    /// Sets what the last entry of the innermost level has.
    pub(super) fn end_with(&mut self, last: Last) {
        if let Some(level) = self.0.last_mut() {
            level.last = last;
        }
    }

    /// Opens a map or list.
    pub(super) fn open(&mut self, indent: usize, is_list: bool, map_kind: MapKind) {
        self.0.push(Level { indent, is_list, map_kind, last: Last::Nested });
    }

    /// The kind of an open map, or of the maps in an open list.
    pub(super) fn map_kind(&self, at: usize) -> MapKind {
        self.0.get(at).map_or(MapKind::Other, |level| level.map_kind)
    }

    /// The column of the innermost level.
    pub(super) fn indent(&self) -> Option<usize> {
        self.0.last().map(|level| level.indent)
    }

    /// Closes all levels.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
