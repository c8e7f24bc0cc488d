//! Events → HTML. The only tags are those written here; anything else in a body is text.

use std::borrow::Cow;
use std::fmt::Write;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use rustc_hash::FxHashSet;

use super::chars::is_indent;
use super::events::{
    LineBreak, SpannedEvent, is_strikethrough, item_number, plain_text, soft_break,
};
use super::footnotes::Footnotes;
use super::{Heading, LinkKind, SmallImage, escape};

/// The deepest nesting of lists and quotes that is rendered; deeper ones stay at this depth.
const MAX_BLOCK_DEPTH: usize = 16;
/// The deepest nesting of emphasis that is rendered.
const MAX_INLINE_DEPTH: usize = 16;
/// The most cells and characters of the label of a table.
const MAX_LABEL_CELLS: usize = 8;
const MAX_LABEL_CHARS: usize = 60;

/// What a body asks of a caller who knows the archive.
pub(super) struct RenderCallbacks<'c> {
    /// An address as written → the address to print.
    pub(super) resolve: &'c mut dyn FnMut(&str, LinkKind) -> Option<String>,
    /// A fenced block → the HTML in its place.
    pub(super) block: &'c mut dyn FnMut(&str, &str) -> Option<String>,
    /// The address of an image as written → its copy to show.
    pub(super) copy: &'c mut dyn FnMut(&str) -> Option<SmallImage>,
}

/// A link whose text is being written.
pub(super) struct OpenLink {
    /// The tag that ends it; empty where only the text is printed.
    pub(super) end_tag: &'static str,
    /// Where its text begins in the HTML.
    pub(super) text_start: usize,
    /// Its address, which is shown if there is no text.
    pub(super) address: String,
}

/// Writes the HTML of one body.
pub(super) struct HtmlWriter<'e, 'c> {
    pub(super) events: &'e [SpannedEvent<'e>],
    source: &'e str,
    pub(super) headings: &'e [(Heading, usize)],
    next_heading: usize,
    pub(super) anchors: FxHashSet<&'e str>,
    pub(super) callbacks: RenderCallbacks<'c>,
    footnotes: Footnotes<'e>,
    pub(super) out: String,
    block_depth: usize,
    /// The numbers of the next items of the open lists, `None` for one without numbers.
    next_numbers: Vec<Option<u64>>,
    inline_depth: usize,
    /// The links that are open.
    pub(super) open_links: Vec<OpenLink>,
    alignments: &'e [Alignment],
    /// The index of the next cell in its row.
    column: usize,
    in_head: bool,
    in_paragraph: bool,
    /// Whether a line begins, whose indent is dropped.
    pub(super) at_line_start: bool,
}

impl<'e, 'c> HtmlWriter<'e, 'c> {
    /// A writer for the events of `source`, the prepared text.
    pub(super) fn new(
        events: &'e [SpannedEvent<'e>],
        source: &'e str,
        headings: &'e [(Heading, usize)],
        callbacks: RenderCallbacks<'c>,
    ) -> HtmlWriter<'e, 'c> {
        HtmlWriter {
            events,
            source,
            headings,
            next_heading: 0,
            anchors: headings.iter().map(|(heading, _)| heading.id.as_str()).collect(),
            callbacks,
            footnotes: Footnotes::of(events),
            out: String::with_capacity(source.len() + source.len() / 2),
            block_depth: 0,
            next_numbers: Vec::new(),
            inline_depth: 0,
            open_links: Vec::new(),
            alignments: &[],
            column: 0,
            in_head: false,
            in_paragraph: false,
            at_line_start: false,
        }
    }

    /// The HTML of the body, with its footnotes at the end.
    pub(super) fn finish(mut self) -> String {
        let mut index = 0;
        while let Some((event, _)) = self.events.get(index) {
            index = self.event(index, event);
        }
        self.footnotes.finish(&mut self.out);
        self.out
    }

    /// Writes the event at `index`; returns the index of the next one.
    fn event(&mut self, index: usize, event: &'e Event<'e>) -> usize {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(index, kind),
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                return self.image(index, dest_url, title);
            }
            Event::Start(tag) => self.start(index, tag),
            Event::End(tag) => self.end(index, *tag),
            Event::Text(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text) => self.text(text),
            Event::Code(code) => {
                self.at_line_start = false;
                self.wrapped("<code>", code, "</code>");
            }
            Event::SoftBreak => self.soft_break(index),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                let mark = if *done { '☑' } else { '☐' };
                let _ = write!(self.out, "<span class=\"task\">{mark}</span> ");
            }
            Event::FootnoteReference(name) => self.footnotes.refer(&mut self.out, name),
        }
        index + 1
    }

    fn start(&mut self, index: usize, tag: &'e Tag<'e>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                self.out.push_str("<p>");
                (self.in_paragraph, self.at_line_start) = (true, true);
            }
            Tag::Heading { .. } => {
                if let Some((heading, _)) = self.headings.get(self.next_heading) {
                    let _ = write!(self.out, "<h{} id=\"{}\">", heading.level, heading.id);
                }
                self.at_line_start = true;
            }
            Tag::BlockQuote(_) => self.open_block("<blockquote>\n"),
            Tag::List(first) => {
                self.next_numbers.push(*first);
                match first {
                    None => self.open_block("<ul>\n"),
                    Some(1) => self.open_block("<ol>\n"),
                    Some(first) => self.open_block(&format!("<ol start=\"{first}\">\n")),
                }
            }
            Tag::Item => self.item(index),
            Tag::FootnoteDefinition(name) => self.footnotes.open(name, &mut self.out),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                self.column = 0;
                self.out.push_str("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\"");
                self.table_label(index);
                self.out.push_str("><table>\n");
            }
            Tag::TableHead => {
                self.in_head = true;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => self.out.push_str("<tr>"),
            Tag::TableCell => self.cell(),
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_strikethrough(index),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            _ => {}
        }
    }

    fn end(&mut self, index: usize, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::HtmlBlock => {
                self.out.push_str("</p>\n");
                self.in_paragraph = false;
            }
            TagEnd::Heading(_) => {
                if let Some((heading, _)) = self.headings.get(self.next_heading) {
                    let _ = writeln!(self.out, "</h{}>", heading.level);
                }
                self.next_heading += 1;
            }
            TagEnd::BlockQuote(_) => self.close_block("</blockquote>\n"),
            TagEnd::List(numbered) => {
                self.next_numbers.pop();
                self.close_block(if numbered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.block_tag("</li>\n"),
            TagEnd::FootnoteDefinition => self.footnotes.close(&mut self.out),
            TagEnd::Table => {
                let last = self.events.get(index.wrapping_sub(1));
                if let Some((Event::End(TagEnd::TableRow), _)) = last {
                    self.out.push_str("</tbody>");
                }
                self.out.push_str("</table></div>\n");
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead>\n");
                if let Some((Event::Start(Tag::TableRow), _)) = self.events.get(index + 1) {
                    self.out.push_str("<tbody>\n");
                }
                self.column = 0;
            }
            TagEnd::TableRow => {
                self.out.push_str("</tr>\n");
                self.column = 0;
            }
            TagEnd::TableCell => self.out.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_strikethrough(index),
            TagEnd::Link => self.end_link(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = if self.at_line_start { text.trim_start_matches(is_indent) } else { text };
        self.at_line_start &= text.is_empty();
        escape::text(&mut self.out, text);
    }

    fn soft_break(&mut self, index: usize) {
        match soft_break(self.events, index) {
            LineBreak::Joined => {}
            LineBreak::Space => self.out.push('\n'),
            LineBreak::Kept => self.out.push_str("<br>\n"),
            LineBreak::Paragraph
                if self.in_paragraph && self.inline_depth == 0 && self.open_links.is_empty() =>
            {
                self.out.push_str("</p>\n<p>");
            }
            LineBreak::Paragraph => self.out.push_str("<br>\n"),
        }
        self.at_line_start = true;
    }

    fn open_block(&mut self, tag: &str) {
        self.block_depth += 1;
        self.block_tag(tag);
    }

    fn close_block(&mut self, tag: &str) {
        self.block_tag(tag);
        self.block_depth -= 1;
    }

    fn block_tag(&mut self, tag: &str) {
        if self.block_depth <= MAX_BLOCK_DEPTH {
            self.out.push_str(tag);
        }
    }

    fn open_inline(&mut self, tag: &str) {
        self.inline_depth += 1;
        if self.inline_depth <= MAX_INLINE_DEPTH {
            self.out.push_str(tag);
        }
    }

    fn close_inline(&mut self, tag: &str) {
        if self.inline_depth <= MAX_INLINE_DEPTH {
            self.out.push_str(tag);
        }
        self.inline_depth -= 1;
    }

    fn open_strikethrough(&mut self, index: usize) {
        match is_strikethrough(&self.events[index], self.source) {
            true => self.open_inline("<del>"),
            false => self.out.push('~'),
        }
    }

    fn close_strikethrough(&mut self, index: usize) {
        match is_strikethrough(&self.events[index], self.source) {
            true => self.close_inline("</del>"),
            false => self.out.push('~'),
        }
    }

    fn item(&mut self, index: usize) {
        let mut tag = Cow::Borrowed("<li>");
        if let Some(Some(next)) = self.next_numbers.last_mut() {
            let number = item_number(&self.events[index], self.source, *next);
            if number != *next {
                tag = Cow::Owned(format!("<li value=\"{number}\">"));
            }
            *next = number + 1;
        }
        self.block_tag(&tag);
        self.at_line_start = true;
    }

    fn cell(&mut self) {
        let class = match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        self.column += 1;
        let start = if self.in_head { "<th scope=\"col\"" } else { "<td" };
        let _ = write!(self.out, "{start}{class}>");
        self.at_line_start = true;
    }

    /// Labels the table with the cells of its header, for screen readers: `项目、人数、金额`.
    fn table_label(&mut self, start: usize) {
        let mut cells = Vec::new();
        for (index, (event, _)) in self.events.iter().enumerate().skip(start) {
            match event {
                Event::Start(Tag::TableCell) if cells.len() < MAX_LABEL_CELLS => {
                    cells.push(plain_text(self.events, index + 1).0);
                }
                Event::End(TagEnd::TableHead) => break,
                _ => {}
            }
        }
        let label = cells.join(if cells.concat().is_ascii() { ", " } else { "、" });
        let label: String = label.chars().take(MAX_LABEL_CHARS).collect();
        if !label.is_empty() {
            self.attribute("aria-label", &label);
        }
    }
}
