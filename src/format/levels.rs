//! The maps and lists that are open at a line of block YAML, and where the next line stands among them.

use super::place::{Below, Here};

/// A map or list that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level {
    /// The column of its keys or dashes.
    pub(super) indent: usize,
    pub(super) is_list: bool,
    /// What the map is, or the maps in the list.
    pub(super) here: Here,
    pub(super) last: Last,
}

/// What its last entry has so far.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Last {
    /// Nothing after the colon or dash: something may follow below.
    Nothing(Below),
    /// A text, quotes or brackets: what is indented deeper belongs to it.
    Text,
    /// A map or list.
    Nested,
}

/// Where a line stands. The number is the level that it belongs to, or hangs from.
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
    /// No place for it: the indentation is wrong, or this reader is.
    Lost(usize),
}

/// The open levels, outermost first.
#[derive(Debug, Default)]
pub(super) struct Levels(Vec<Level>);

impl Levels {
    /// Where a line with this indentation stands.
    pub(super) fn stand(&self, indent: usize, is_item: bool) -> Stand {
        let Some(at) = self.0.iter().rposition(|it| it.indent <= indent) else {
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
            // A list may stand right below its key, without indentation.
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

    /// Forgets what is deeper than a level, and says what its last entry has.
    pub(super) fn close_below(&mut self, at: usize, last: Last) {
        self.0.truncate(at + 1);
        self.end_with(last);
    }

    /// What the last entry of the innermost level has.
    pub(super) fn end_with(&mut self, last: Last) {
        if let Some(level) = self.0.last_mut() {
            level.last = last;
        }
    }

    /// Opens a map or list.
    pub(super) fn open(&mut self, indent: usize, is_list: bool, here: Here) {
        self.0.push(Level { indent, is_list, here, last: Last::Nested });
    }

    /// What an open map or list is.
    pub(super) fn here(&self, at: usize) -> Here {
        self.0.get(at).map_or(Here::Other, |it| it.here)
    }

    /// The column of the innermost level.
    pub(super) fn indent(&self) -> Option<usize> {
        self.0.last().map(|it| it.indent)
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }
}
