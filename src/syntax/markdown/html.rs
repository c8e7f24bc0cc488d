//! Events → HTML. The only tags are the ones written out here; whatever a body holds besides is text.

use std::fmt::Write;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};
use rustc_hash::FxHashSet;

use super::chars::is_indent;
use super::events::{Break, Placed, plain_text, soft_break};
use super::notes::Notes;
use super::{Heading, LinkKind, SmallImage, escape};

/// Lists and quotes in one another that are still drawn as such; deeper ones go on at this depth.
const DEEPEST_BLOCK: usize = 16;
/// The same for emphasis.
const DEEPEST_INLINE: usize = 16;

/// The questions that a body puts to whoever knows the archive.
pub(super) struct Callbacks<'c> {
    /// An address as written → the address to print.
    pub(super) resolve: &'c mut dyn FnMut(&str, LinkKind) -> Option<String>,
    /// A fenced block → the HTML in its place.
    pub(super) block: &'c mut dyn FnMut(&str, &str) -> Option<String>,
    /// The address of an image as written → how it is shown.
    pub(super) copy: &'c mut dyn FnMut(&str) -> Option<SmallImage>,
}

/// Writes one body.
pub(super) struct Writer<'e, 'c> {
    pub(super) events: &'e [Placed<'e>],
    source: &'e str,
    pub(super) headings: &'e [(Heading, usize)],
    next_heading: usize,
    pub(super) anchors: FxHashSet<&'e str>,
    pub(super) callbacks: Callbacks<'c>,
    notes: Notes<'e>,
    pub(super) out: String,
    blocks: usize,
    inlines: usize,
    pub(super) links: Vec<&'static str>,
    cells: Option<(&'e [Alignment], usize)>,
    in_head: bool,
    in_paragraph: bool,
    pub(super) at_start: bool,
}

impl<'e, 'c> Writer<'e, 'c> {
    /// A writer for the events of `source`, the prepared text.
    pub(super) fn new(
        events: &'e [Placed<'e>],
        source: &'e str,
        headings: &'e [(Heading, usize)],
        callbacks: Callbacks<'c>,
    ) -> Writer<'e, 'c> {
        Writer {
            events,
            source,
            headings,
            next_heading: 0,
            anchors: headings.iter().map(|(heading, _)| heading.id.as_str()).collect(),
            callbacks,
            notes: Notes::of(events),
            out: String::with_capacity(source.len() + source.len() / 2),
            blocks: 0,
            inlines: 0,
            links: Vec::new(),
            cells: None,
            in_head: false,
            in_paragraph: false,
            at_start: false,
        }
    }

    /// The HTML of the body, its notes at the end.
    pub(super) fn finish(mut self) -> String {
        let mut at = 0;
        while let Some((event, _)) = self.events.get(at) {
            at = self.event(at, event);
        }
        self.notes.finish(&mut self.out);
        self.out
    }

    /// Writes the event at `at`; returns the place of the next one.
    fn event(&mut self, at: usize, event: &'e Event<'e>) -> usize {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(at, kind),
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                return self.image(at, dest_url, title);
            }
            Event::Start(tag) => self.start(at, tag),
            Event::End(tag) => self.end(at, *tag),
            Event::Text(it) | Event::Html(it) | Event::InlineHtml(it) => self.text(it),
            Event::Code(it) => {
                self.at_start = false;
                self.wrapped("<code>", it, "</code>");
            }
            Event::SoftBreak => self.soft_break(at),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => {
                let mark = if *done { '☑' } else { '☐' };
                let _ = write!(self.out, "<span class=\"task\">{mark}</span> ");
            }
            Event::FootnoteReference(name) => self.notes.refer(&mut self.out, name),
            Event::InlineMath(it) | Event::DisplayMath(it) => self.text(it),
        }
        at + 1
    }

    fn start(&mut self, at: usize, tag: &'e Tag<'e>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => {
                self.out.push_str("<p>");
                (self.in_paragraph, self.at_start) = (true, true);
            }
            Tag::Heading { .. } => {
                if let Some((heading, _)) = self.headings.get(self.next_heading) {
                    let _ = write!(self.out, "<h{} id=\"{}\">", heading.level, heading.id);
                }
                self.at_start = true;
            }
            Tag::BlockQuote(_) => self.open_block("<blockquote>\n"),
            Tag::List(None | Some(1)) => {
                self.open_block(if matches!(tag, Tag::List(None)) { "<ul>\n" } else { "<ol>\n" });
            }
            Tag::List(Some(first)) => self.open_block(&format!("<ol start=\"{first}\">\n")),
            Tag::Item => {
                self.block_tag("<li>");
                self.at_start = true;
            }
            Tag::FootnoteDefinition(name) => self.notes.open(name, &mut self.out),
            Tag::Table(alignments) => {
                self.cells = Some((alignments, 0));
                self.out.push_str("<div class=\"table-wrap\" tabindex=\"0\" role=\"region\"");
                self.table_label(at);
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
            Tag::Strikethrough => self.strike(at, "<del>"),
            Tag::Link { link_type, dest_url, title, .. } => self.link(*link_type, dest_url, title),
            _ => {}
        }
    }

    fn end(&mut self, at: usize, tag: TagEnd) {
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
                self.close_block(if numbered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.block_tag("</li>\n"),
            TagEnd::FootnoteDefinition => self.notes.close(&mut self.out),
            TagEnd::Table => {
                let rows = matches!(
                    self.events.get(at.wrapping_sub(1)),
                    Some((Event::End(TagEnd::TableRow), _))
                );
                self.out.push_str(if rows {
                    "</tbody></table></div>\n"
                } else {
                    "</table></div>\n"
                });
            }
            TagEnd::TableHead => {
                self.in_head = false;
                self.out.push_str("</tr></thead>\n");
                if let Some((Event::Start(Tag::TableRow), _)) = self.events.get(at + 1) {
                    self.out.push_str("<tbody>\n");
                }
                self.first_cell();
            }
            TagEnd::TableRow => {
                self.out.push_str("</tr>\n");
                self.first_cell();
            }
            TagEnd::TableCell => self.out.push_str(if self.in_head { "</th>" } else { "</td>" }),
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.strike(at, "</del>"),
            TagEnd::Link => self.out.push_str(self.links.pop().unwrap_or_default()),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = if self.at_start { text.trim_start_matches(is_indent) } else { text };
        self.at_start &= text.is_empty();
        escape::text(&mut self.out, text);
    }

    fn soft_break(&mut self, at: usize) {
        match soft_break(self.events, at) {
            Break::Joined => {}
            Break::Space => self.out.push('\n'),
            Break::Paragraph if self.in_paragraph && self.inlines == 0 && self.links.is_empty() => {
                self.out.push_str("</p>\n<p>");
            }
            Break::Paragraph => self.out.push_str("<br>\n"),
        }
        self.at_start = true;
    }

    fn open_block(&mut self, tag: &str) {
        self.blocks += 1;
        self.block_tag(tag);
    }

    fn close_block(&mut self, tag: &str) {
        self.block_tag(tag);
        self.blocks -= 1;
    }

    fn block_tag(&mut self, tag: &str) {
        if self.blocks <= DEEPEST_BLOCK {
            self.out.push_str(tag);
        }
    }

    fn open_inline(&mut self, tag: &str) {
        self.inlines += 1;
        if self.inlines <= DEEPEST_INLINE {
            self.out.push_str(tag);
        }
    }

    fn close_inline(&mut self, tag: &str) {
        if self.inlines <= DEEPEST_INLINE {
            self.out.push_str(tag);
        }
        self.inlines -= 1;
    }

    /// `~~` strikes out; a single `~` is how people write a range (`63%~68%`) and stays.
    fn strike(&mut self, at: usize, tag: &str) {
        let source = self.source.get(self.events[at].1.clone()).unwrap_or_default();
        if !source.starts_with("~~") {
            self.out.push('~');
        } else if tag == "<del>" {
            self.open_inline(tag);
        } else {
            self.close_inline(tag);
        }
    }

    fn first_cell(&mut self) {
        if let Some((_, column)) = &mut self.cells {
            *column = 0;
        }
    }

    fn cell(&mut self) {
        let Some((alignments, column)) = &mut self.cells else { return };
        let class = match alignments.get(*column) {
            Some(Alignment::Left) => " class=\"align-left\"",
            Some(Alignment::Center) => " class=\"align-center\"",
            Some(Alignment::Right) => " class=\"align-right\"",
            Some(Alignment::None) | None => "",
        };
        *column += 1;
        let start = if self.in_head { "<th scope=\"col\"" } else { "<td" };
        let _ = write!(self.out, "{start}{class}>");
        self.at_start = true;
    }

    /// Names the table by its head's cells, for those who hear it: `项目、人数、金额`.
    fn table_label(&mut self, at: usize) {
        let mut cells = Vec::new();
        for (at, (event, _)) in self.events.iter().enumerate().skip(at) {
            match event {
                Event::Start(Tag::TableCell) if cells.len() < 8 => {
                    cells.push(plain_text(self.events, at + 1).0);
                }
                Event::End(TagEnd::TableHead) => break,
                _ => {}
            }
        }
        let label = cells.join(if cells.concat().is_ascii() { ", " } else { "、" });
        let label: String = label.chars().take(60).collect();
        if !label.is_empty() {
            self.attribute("aria-label", &label);
        }
    }
}
