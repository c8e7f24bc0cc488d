//! The writer's links, images and fenced blocks: what it asks the archive about.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType};

use super::events::plain_text;
use super::href::{Address, address, clean, percent_decoded};
use super::html::Writer;
use super::{LinkKind, SmallImage, escape, slug};

impl Writer<'_, '_> {
    /// A fenced block is first offered to the archive (charts, tables); any other code is shown as it stands.
    pub(super) fn code_block(&mut self, at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let mut content = String::new();
        let mut end = at + 1;
        while let Some((Event::Text(it), _)) = self.events.get(end) {
            content.push_str(it);
            end += 1;
        }
        let made = match kind {
            CodeBlockKind::Fenced(fence) => (self.callbacks.block)(fence.trim(), &content),
            CodeBlockKind::Indented => None,
        };
        match made {
            Some(html) => self.out.push_str(&html),
            None => self.wrapped("<pre tabindex=\"0\"><code>", &content, "</code></pre>\n"),
        }
        end + 1
    }

    pub(super) fn link(&mut self, kind: LinkType, href: &str, title: &str) {
        let href = match kind {
            LinkType::Email => format!("mailto:{href}"),
            _ => clean(href),
        };
        let end = match self.resolved(&href, LinkKind::Link) {
            Some((href, address)) => {
                self.anchor(&href, address, title);
                "</a>"
            }
            None => "",
        };
        self.links.push(end);
    }

    /// The address to print and its kind; none where the text alone is to be printed. What comes back from the
    /// archive is looked at as well: no mistake there can make a harmful link.
    fn resolved(&mut self, href: &str, kind: LinkKind) -> Option<(String, Address)> {
        if address(href) == Address::Refused {
            return None;
        }
        let href = (self.callbacks.resolve)(href, kind)?;
        match address(&href) {
            Address::Refused => None,
            Address::Local if href.starts_with('#') => Some((self.in_page(&href), Address::Local)),
            found => Some((href, found)),
        }
    }

    /// `#工作目标` → the anchor of the heading with that text, if there is one.
    fn in_page(&self, href: &str) -> String {
        let wanted = slug::anchor(&percent_decoded(&href[1..]));
        if self.anchors.contains(wanted.as_str()) { format!("#{wanted}") } else { href.to_owned() }
    }

    fn anchor(&mut self, href: &str, address: Address, title: &str) {
        self.at_start = false;
        self.out.push_str("<a href=\"");
        escape::href(&mut self.out, href);
        self.out.push('"');
        if address == Address::Web {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        self.title(title);
        self.out.push('>');
    }

    /// An image of the archive. One from elsewhere would be a request to another host: it becomes a link.
    pub(super) fn image(&mut self, at: usize, src: &CowStr<'_>, title: &str) -> usize {
        let (alt, end) = plain_text(self.events, at + 1);
        self.at_start = false;
        match self.resolved(&clean(src), LinkKind::Image) {
            Some((href, Address::Local)) => {
                let small = (self.callbacks.copy)(&clean(src));
                let small = small.filter(|it| address(&it.src) == Address::Local);
                let is_copy = small.as_ref().is_some_and(|it| it.src != href);
                let is_link = is_copy && self.links.iter().all(|it| it.is_empty());
                if is_link {
                    self.anchor(&href, Address::Local, "");
                }
                self.img(&href, small, &alt, title);
                if is_link {
                    self.out.push_str("</a>");
                }
            }
            Some((href, address)) if self.links.iter().all(|it| it.is_empty()) => {
                self.anchor(&href, address, title);
                escape::text(&mut self.out, if alt.is_empty() { &href } else { &alt });
                self.out.push_str("</a>");
            }
            Some(_) | None => escape::text(&mut self.out, &alt),
        }
        end + 1
    }

    /// An image that is fetched when it comes into sight, and whose place is kept free for it.
    fn img(&mut self, href: &str, small: Option<SmallImage>, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        escape::href(&mut self.out, small.as_ref().map_or(href, |it| &it.src));
        self.out.push('"');
        self.attribute("alt", alt);
        self.title(title);
        if let Some(it) = small {
            let _ = write!(self.out, " width=\"{}\" height=\"{}\"", it.width, it.height);
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    fn title(&mut self, title: &str) {
        if !title.is_empty() {
            self.attribute("title", title);
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let _ = write!(self.out, " {name}=\"");
        escape::text(&mut self.out, value);
        self.out.push('"');
    }

    pub(super) fn wrapped(&mut self, before: &str, text: &str, after: &str) {
        self.out.push_str(before);
        escape::text(&mut self.out, text);
        self.out.push_str(after);
    }
}
