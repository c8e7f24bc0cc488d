//! Links, images and fenced blocks in HTML, about which the writer asks its callbacks.

use std::fmt::Write;

use pulldown_cmark::{CodeBlockKind, CowStr, LinkType};

use super::events::{code_content, plain_text};
use super::href::{AddressKind, address_kind, clean, percent_decoded};
use super::html::{HtmlWriter, OpenLink};
use super::{LinkKind, SmallImage, escape, slug};

impl HtmlWriter<'_, '_> {
    /// Writes what the callback makes of a fenced block (a chart, a table), or the code itself. Returns the index of the
    /// next event.
    pub(super) fn code_block(&mut self, index: usize, kind: &CodeBlockKind<'_>) -> usize {
        let (content, end) = code_content(self.events, index + 1);
        let html = match kind {
            CodeBlockKind::Fenced(info) => (self.callbacks.block)(info.trim(), &content),
            CodeBlockKind::Indented => None,
        };
        match html {
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
        let end_tag = match self.resolved(&href, LinkKind::Link) {
            Some((href, kind)) => {
                self.anchor(&href, kind, title);
                "</a>"
            }
            None => "",
        };
        let link = OpenLink { end_tag, text_start: self.out.len(), address: href };
        self.open_links.push(link);
    }

    /// Ends a link. One without a visible text shows its address, so that there is something to click.
    pub(super) fn end_link(&mut self) {
        let Some(link) = self.open_links.pop() else { return };
        let text = self.out.get(link.text_start..).unwrap_or_default();
        if !link.end_tag.is_empty() && text.trim().is_empty() {
            self.out.truncate(link.text_start);
            escape::text(&mut self.out, &percent_decoded(&link.address));
        }
        if !link.end_tag.is_empty() && address_kind(&link.address) == AddressKind::Web {
            let mut address = String::new();
            escape::text(&mut address, &link.address);
            // On paper the address stands behind the text of a link, but not behind itself.
            if self.out.get(link.text_start..) == Some(address.as_str()) {
                self.out.insert_str(link.text_start - 1, " class=\"address\"");
            }
        }
        self.out.push_str(link.end_tag);
    }

    /// The address to print and its kind; `None` prints the text alone. The address that the callback returns is checked
    /// too, so that no mistake there can make a harmful link.
    fn resolved(&mut self, href: &str, link: LinkKind) -> Option<(String, AddressKind)> {
        if address_kind(href) == AddressKind::Refused {
            return None;
        }
        let href = (self.callbacks.resolve)(href, link)?;
        match address_kind(&href) {
            AddressKind::Refused => None,
            AddressKind::Local if href.starts_with('#') => {
                Some((self.in_page(href), AddressKind::Local))
            }
            kind => Some((href, kind)),
        }
    }

    /// `#工作目标` → the anchor of the heading with that text, if there is one.
    fn in_page(&self, href: String) -> String {
        let anchor = slug::anchor(&percent_decoded(&href[1..]));
        if self.anchors.contains(anchor.as_str()) { format!("#{anchor}") } else { href }
    }

    fn anchor(&mut self, href: &str, kind: AddressKind, title: &str) {
        self.at_line_start = false;
        self.out.push_str("<a href=\"");
        escape::href(&mut self.out, href);
        self.out.push('"');
        if kind == AddressKind::Web {
            self.out.push_str(" rel=\"noopener noreferrer\"");
        }
        self.title(title);
        self.out.push('>');
    }

    /// Writes an image of the archive. An image from elsewhere would be a request to another host, so it becomes a link.
    /// Returns the index of the next event.
    pub(super) fn image(&mut self, index: usize, src: &CowStr<'_>, title: &str) -> usize {
        let (alt, end) = plain_text(self.events, index + 1);
        self.at_line_start = false;
        let in_link = self.open_links.iter().any(|link| !link.end_tag.is_empty());
        let src = clean(src);
        let mut shown = self.resolved(&src, LinkKind::Image);
        if shown.is_none()
            && let Some((href, AddressKind::Local)) = self.resolved(&src, LinkKind::Link)
        {
            // A film, a document: no picture, but a file of the archive.
            if !in_link {
                self.anchor(&href, AddressKind::Local, title);
            }
            escape::text(&mut self.out, if alt.is_empty() { &src } else { &alt });
            if !in_link {
                self.out.push_str("</a>");
            }
            return end + 1;
        }
        match shown.take() {
            Some((href, AddressKind::Local)) => {
                let copy = (self.callbacks.copy)(&src);
                let copy = copy.filter(|copy| address_kind(&copy.src) == AddressKind::Local);
                let is_link = !in_link && copy.as_ref().is_some_and(|copy| copy.src != href);
                if is_link {
                    self.anchor(&href, AddressKind::Local, "");
                }
                self.img(&href, copy, &alt, title);
                if is_link {
                    self.out.push_str("</a>");
                }
            }
            Some((href, kind)) if !in_link => {
                self.anchor(&href, kind, title);
                escape::text(&mut self.out, if alt.is_empty() { &href } else { &alt });
                self.out.push_str("</a>");
            }
            Some(_) | None => escape::text(&mut self.out, &alt),
        }
        end + 1
    }

    /// Writes an image that is fetched when it comes into view. If its size is known, its place is reserved.
    fn img(&mut self, href: &str, copy: Option<SmallImage>, alt: &str, title: &str) {
        self.out.push_str("<img src=\"");
        escape::href(&mut self.out, copy.as_ref().map_or(href, |copy| &copy.src));
        self.out.push('"');
        self.attribute("alt", alt);
        self.title(title);
        if let Some(SmallImage { width, height, .. }) = copy {
            let _ = write!(self.out, " width=\"{width}\" height=\"{height}\"");
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
