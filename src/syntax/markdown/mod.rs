//! Bodies of records → safe HTML, headings, and what the checks need.
//!
//! CommonMark with tables, `~~struck~~` text, footnotes and task lists. For Chinese text:
//! - emphasis works next to Chinese punctuation, radicals and emoji: `这是**重点（一）**的说明`, `本周**📌重点**`;
//! - a line break between two Chinese characters is not a space; a line that begins with a typed indent (two
//!   ideographic spaces) begins a paragraph, and the indent itself is dropped;
//! - a line break stays one before a label, a typed number or a bullet, after the end of a sentence, and between lines
//!   that begin alike or stand apart as rows of a form do;
//! - an address may have spaces: `![现场](照片 1.jpg)`; a bare `https://…` is a link;
//! - a single `~` stays: people write ranges with it (`63%~68%`);
//! - text after four typed spaces or a tab is a paragraph, not code; code stands between fences.
//!
//! For safety, HTML is shown as text. A link leads to `http`, `https`, `mailto` or a relative address, an image to a
//! relative one; otherwise only its text is printed. No input yields another tag or attribute, and none takes long.
//!
//! Nothing here reads files or knows the archive: the caller says where links lead and what blocks become.

mod autolinks;
mod block_reader;
pub mod blocks;
mod chars;
mod escape;
mod events;
mod figures;
mod footnotes;
mod form_lines;
#[cfg(test)]
mod forms_tests;
mod href;
mod html;
mod indents;
mod line_pairs;
mod links;
mod marks;
mod outline;
mod prepare;
mod slips;
mod slug;
mod span_map;
#[cfg(test)]
mod tests;

pub use figures::{Figures, figures_of};
pub use href::{AddressKind, address_kind};
pub use outline::{FencedBlock, Outline, OutlineHeading, OutlineLink, outline};
pub use slips::{Slip, SlipKind, slips};
pub use slug::anchor;
pub use span_map::BodySpan;

/// The use of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// `[text](address)`.
    Link,
    /// `![text](address)`.
    Image,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6. The title of the page is 1.
    pub level: u8,
    /// Its anchor, unique in the body. See [`anchor`].
    pub id: String,
    /// Its plain text.
    pub text: String,
}

/// A body as HTML.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The HTML.
    pub html: String,
    /// Its headings, in order.
    pub toc: Vec<Heading>,
}

/// An image of the archive as a page shows it, at most as large as the page needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallImage {
    /// The address of a small copy, or of the image itself.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Renders a body as HTML. `resolve` gets each address as written and returns the address to print, or `None` to print
/// the text alone; it is not called for addresses that are refused in any case. `block` gets the info string of a
/// fenced block (`chart`) and its content, and returns the HTML to print in its place, or `None` to show it as code.
#[must_use]
pub fn render(
    body: &str,
    resolve: &mut dyn FnMut(&str, LinkKind) -> Option<String>,
    block: &mut dyn FnMut(&str, &str) -> Option<String>,
) -> Rendered {
    render_with_copies(body, resolve, block, &mut |_| None)
}

/// Renders a body as [`render`] does, with small copies of images. `copy` gets the address of an image as written; a
/// copy links to its image.
#[must_use]
pub fn render_with_copies(
    body: &str,
    resolve: &mut dyn FnMut(&str, LinkKind) -> Option<String>,
    block: &mut dyn FnMut(&str, &str) -> Option<String>,
    copy: &mut dyn FnMut(&str) -> Option<SmallImage>,
) -> Rendered {
    let prepared = prepare::prepare(body);
    let events = events::events(&prepared);
    let headings = events::headings(&events);
    let callbacks = html::RenderCallbacks { resolve, block, copy };
    let html = html::HtmlWriter::new(&events, prepared.text(), &headings, callbacks).finish();
    Rendered { html, toc: headings.into_iter().map(|(heading, _)| heading).collect() }
}
