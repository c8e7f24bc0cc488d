//! Events → flat blocks.

use std::mem;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};

use super::blocks::{Block, BlockCallbacks, BodyBlockKind, TableCell, TextRun};
use super::chars::is_indent;
use super::events::{
    LineBreak, SpannedEvent, code_content, headings, is_strikethrough, item_number, plain_text,
    soft_break,
};
use super::href::{AddressKind, address_kind, clean};

/// What a block is in.
enum Container {
    /// A list; a numbered one has the number of its next item.
    List(Option<u64>),
    Quote,
}

/// A link whose text is being read.
struct OpenLink {
    /// The number of its reference.
    note: Option<usize>,
    /// The numbers of blocks and runs before its text.
    before: (usize, usize),
    /// Its address, which is shown if there is no text.
    address: String,
}

/// Reads the events of one body.
pub(super) struct BlockReader<'e, 'c> {
    events: &'e [SpannedEvent<'e>],
    source: &'e str,
    callbacks: BlockCallbacks<'c>,
    /// The levels of the headings, in order.
    heading_levels: Vec<usize>,
    next_heading: usize,
    blocks: Vec<Block>,
    /// The text gathered since the last block.
    runs: Vec<TextRun>,
    containers: Vec<Container>,
    /// The marker of the item that begins with the next block.
    marker: String,
    /// The label of the footnote that begins with the next block.
    footnote: Option<String>,
    strong_depth: usize,
    struck_depth: usize,
    /// The links that are open.
    links: Vec<OpenLink>,
    table: Option<Block>,
    alignments: &'e [Alignment],
    row: Vec<TableCell>,
    /// Whether a line begins, whose indent is dropped.
    at_line_start: bool,
}

impl<'e, 'c> BlockReader<'e, 'c> {
    /// A reader for the events of `source`, the prepared text.
    pub(super) fn new(
        events: &'e [SpannedEvent<'e>],
        source: &'e str,
        callbacks: BlockCallbacks<'c>,
    ) -> BlockReader<'e, 'c> {
        let headings = headings(events);
        BlockReader {
            events,
            source,
            callbacks,
            heading_levels: headings.iter().map(|(heading, _)| heading.level.into()).collect(),
            next_heading: 0,
            blocks: Vec::new(),
            runs: Vec::new(),
            containers: Vec::new(),
            marker: String::new(),
            footnote: None,
            strong_depth: 0,
            struck_depth: 0,
            links: Vec::new(),
            table: None,
            alignments: &[],
            row: Vec::new(),
            at_line_start: true,
        }
    }

    /// All blocks.
    pub(super) fn read(mut self) -> Vec<Block> {
        let mut index = 0;
        let events = self.events;
        while let Some((event, _)) = events.get(index) {
            index = self.event(index, event);
        }
        self.flush();
        self.blocks
    }

    /// Reads the event at `index`; returns the index of the next one.
    fn event(&mut self, index: usize, event: &'e Event<'e>) -> usize {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code(index, kind),
            Event::Start(Tag::Image { dest_url, .. }) => return self.image(index, dest_url),
            Event::Start(tag) => self.start(index, tag),
            Event::End(tag) => self.end(index, *tag),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(text),
            Event::SoftBreak => match soft_break(self.events, index) {
                LineBreak::Joined => self.at_line_start = true,
                LineBreak::Space => self.text(" "),
                LineBreak::Kept | LineBreak::Paragraph => self.end_line(),
            },
            Event::HardBreak => self.end_line(),
            Event::Rule => {
                self.flush();
                self.blocks.push(Block::new(BodyBlockKind::Rule));
            }
            Event::TaskListMarker(done) => self.text(if *done { "☑ " } else { "☐ " }),
            Event::FootnoteReference(name) => self.text(&footnote_label(name)),
        }
        index + 1
    }

    fn start(&mut self, index: usize, tag: &'e Tag<'e>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock | Tag::Heading { .. } => self.flush(),
            Tag::BlockQuote(_) => {
                self.flush();
                self.containers.push(Container::Quote);
            }
            Tag::List(first) => {
                self.flush();
                self.containers.push(Container::List(*first));
            }
            Tag::Item => {
                self.flush();
                self.marker = match self.containers.last_mut() {
                    Some(Container::List(Some(number))) => {
                        let shown = item_number(&self.events[index], self.source, *number);
                        *number = shown + 1;
                        format!("{shown}.")
                    }
                    _ => "•".to_owned(),
                };
            }
            Tag::FootnoteDefinition(name) => {
                self.flush();
                self.footnote = Some(footnote_label(name));
            }
            Tag::Table(alignments) => {
                self.flush();
                self.alignments = alignments;
                self.table = Some(Block::new(BodyBlockKind::Table));
            }
            Tag::TableCell => self.at_line_start = true,
            Tag::Emphasis | Tag::Strong => self.strong_depth += 1,
            Tag::Strikethrough if self.is_struck(index) => self.struck_depth += 1,
            Tag::Strikethrough => self.text("~"),
            Tag::Link { link_type, dest_url, .. } => self.start_link(*link_type, clean(dest_url)),
            _ => {}
        }
    }

    fn end(&mut self, index: usize, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock | TagEnd::FootnoteDefinition => self.flush(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) | TagEnd::List(_) => {
                self.flush();
                self.containers.pop();
            }
            TagEnd::Item => {
                // An item without a text still has its number.
                if !self.marker.is_empty() && self.runs.is_empty() {
                    self.runs.push(TextRun::default());
                }
                self.flush();
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => {
                let row = mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.head = row;
                }
            }
            TagEnd::TableRow => {
                let row = mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    table.rows.push(row);
                }
            }
            TagEnd::Table => {
                self.blocks.extend(self.table.take());
                self.at_line_start = true;
            }
            TagEnd::Emphasis | TagEnd::Strong => {
                self.strong_depth = self.strong_depth.saturating_sub(1);
            }
            TagEnd::Strikethrough if self.is_struck(index) => {
                self.struck_depth = self.struck_depth.saturating_sub(1);
            }
            TagEnd::Strikethrough => self.text("~"),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    /// Begins a link. One whose text is its address needs no reference.
    fn start_link(&mut self, link_type: LinkType, address: String) {
        let note = match link_type {
            LinkType::Autolink | LinkType::Email => None,
            _ => (self.callbacks.note)(&address),
        };
        let before = (self.blocks.len(), self.runs.len());
        self.links.push(OpenLink { note, before, address });
    }

    /// Ends a link. One without a text shows its address.
    fn end_link(&mut self) {
        let Some(link) = self.links.pop() else { return };
        if link.before == (self.blocks.len(), self.runs.len()) {
            self.text(&link.address);
        } else if link.note.is_some()
            && let Some(last) = self.runs.last_mut()
        {
            last.note = link.note;
        }
    }

    fn end_heading(&mut self) {
        let level = self.heading_levels.get(self.next_heading).copied().unwrap_or(2);
        self.next_heading += 1;
        let runs = mem::take(&mut self.runs);
        let level = level.saturating_sub(1).clamp(1, 4);
        self.blocks.push(Block { level, runs, ..Block::new(BodyBlockKind::Heading) });
        self.at_line_start = true;
    }

    fn end_cell(&mut self) {
        let align = match self.alignments.get(self.row.len()) {
            Some(Alignment::Center) => "center",
            Some(Alignment::Right) => "right",
            _ => "left",
        };
        let runs = mem::take(&mut self.runs);
        self.row.push(TableCell { runs, align });
    }

    fn is_struck(&self, index: usize) -> bool {
        is_strikethrough(&self.events[index], self.source)
    }

    fn text(&mut self, text: &str) {
        let text = if self.at_line_start { text.trim_start_matches(is_indent) } else { text };
        if text.is_empty() {
            return;
        }
        self.at_line_start = false;
        let (strong, struck) = (0 < self.strong_depth, 0 < self.struck_depth);
        match self.runs.last_mut() {
            Some(last)
                if (last.strong, last.struck) == (strong, struck)
                    && !last.ends_line
                    && last.note.is_none()
                    && self.links.is_empty() =>
            {
                last.text.push_str(text);
            }
            _ => {
                self.runs.push(TextRun {
                    text: text.to_owned(),
                    strong,
                    struck,
                    ..TextRun::default()
                });
            }
        }
    }

    fn end_line(&mut self) {
        self.runs.push(TextRun { ends_line: true, ..TextRun::default() });
        self.at_line_start = true;
    }

    /// Makes a paragraph or an item of the text gathered so far. Within a table there are none.
    fn flush(&mut self) {
        if self.table.is_some() {
            return;
        }
        self.at_line_start = true;
        let mut runs = mem::take(&mut self.runs);
        if runs.is_empty() {
            return;
        }
        if let Some(label) = self.footnote.take() {
            runs.insert(0, TextRun { text: label, ..TextRun::default() });
        }
        let marker = mem::take(&mut self.marker);
        let is_in_list =
            self.containers.iter().any(|container| matches!(container, Container::List(_)));
        let kind = if is_in_list { BodyBlockKind::Item } else { BodyBlockKind::Paragraph };
        let depth = self.containers.len();
        self.blocks.push(Block { depth, marker, runs, ..Block::new(kind) });
    }

    fn code(&mut self, index: usize, kind: &CodeBlockKind<'_>) -> usize {
        self.flush();
        let (content, end) = code_content(self.events, index + 1);
        let blocks = match kind {
            CodeBlockKind::Fenced(info) => (self.callbacks.block)(info.trim()),
            CodeBlockKind::Indented => None,
        };
        match blocks {
            Some(blocks) => self.blocks.extend(blocks),
            None => {
                let runs = vec![TextRun { text: content, ..TextRun::default() }];
                self.blocks.push(Block { runs, ..Block::new(BodyBlockKind::Code) });
            }
        }
        end + 1
    }

    fn image(&mut self, index: usize, address: &CowStr<'_>) -> usize {
        let (alt, end) = plain_text(self.events, index + 1);
        let picture = (self.callbacks.picture)(&clean(address));
        match picture {
            Some((src, file)) if self.table.is_none() => {
                self.flush();
                self.blocks.push(Block { src, file, alt, ..Block::new(BodyBlockKind::Picture) });
            }
            _ if alt.is_empty() && address_kind(address) == AddressKind::Web => {
                self.text(&clean(address));
            }
            _ => self.text(&alt),
        }
        end + 1
    }
}

fn footnote_label(name: &str) -> String {
    format!("〔注{name}〕")
}
