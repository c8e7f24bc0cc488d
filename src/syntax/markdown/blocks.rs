//! Body → flat blocks for paper: a printed document or a PDF shows a body without HTML and without links.

use serde::Serialize;

use super::block_reader::BlockReader;
use super::events::events;
use super::prepare::prepare;

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TextRun {
    /// The text; empty for a line break.
    pub text: String,
    /// Whether it is emphasised or strong.
    pub strong: bool,
    /// Whether it is struck out.
    pub struck: bool,
    /// Whether a line ends after it.
    pub ends_line: bool,
    /// The number of the reference after it, from 1.
    pub note: Option<usize>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TableCell {
    /// Its text.
    pub runs: Vec<TextRun>,
    /// `left`, `center` or `right`.
    pub align: &'static str,
}

/// The kind of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyBlockKind {
    /// A heading of `level` 1 to 4: 一、 （一） 1. （1）.
    Heading,
    /// A paragraph; of a quotation if `depth` is not 0.
    Paragraph,
    /// An item of a list at `depth`, beginning with `marker`; without a marker it continues the item before.
    Item,
    /// A table with its `head` and `rows`.
    Table,
    /// The picture `src`, with its `alt`.
    Picture,
    /// The chart `src`, an SVG, with its caption in `runs`.
    Chart,
    /// Lines of code.
    Code,
    /// A horizontal rule.
    Rule,
}

/// A block of a body. Fields that a kind does not use are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Its kind.
    #[serde(rename = "is")]
    pub kind: BodyBlockKind,
    /// The level of a heading, 1 to 4; 1 for a paragraph that stays with what follows, as its title.
    pub level: usize,
    /// How deep it is in lists or quotations.
    pub depth: usize,
    /// The marker of an item: `1.`, `•`.
    pub marker: String,
    /// Its text.
    pub runs: Vec<TextRun>,
    /// The header of a table.
    pub head: Vec<TableCell>,
    /// The rows of a table below its header.
    pub rows: Vec<Vec<TableCell>>,
    /// The address of a picture, or the SVG of a chart.
    pub src: String,
    /// The file of a picture in the archive.
    pub file: String,
    /// The description of a picture.
    pub alt: String,
}

impl Block {
    /// An empty block of a kind.
    #[must_use]
    pub fn new(kind: BodyBlockKind) -> Block {
        Block {
            kind,
            level: 0,
            depth: 0,
            marker: String::new(),
            runs: Vec::new(),
            head: Vec::new(),
            rows: Vec::new(),
            src: String::new(),
            file: String::new(),
            alt: String::new(),
        }
    }
}

/// What a body asks of a caller who knows the archive.
pub struct BlockCallbacks<'c> {
    /// An address as written → the number of its reference; `None` prints the text alone.
    pub note: &'c mut dyn FnMut(&str) -> Option<usize>,
    /// The address of an image → the address from which it is shown, and its file; `None` prints its description.
    pub picture: &'c mut dyn FnMut(&str) -> Option<(String, String)>,
    /// The info string of a fenced block → the blocks in its place; `None` shows it as code.
    pub block: &'c mut dyn FnMut(&str) -> Option<Vec<Block>>,
}

/// The blocks of a body.
#[must_use]
pub fn blocks(body: &str, callbacks: BlockCallbacks<'_>) -> Vec<Block> {
    let prepared = prepare(body);
    let events = events(&prepared);
    BlockReader::new(&events, prepared.text(), callbacks).read()
}

#[cfg(test)]
mod tests;
