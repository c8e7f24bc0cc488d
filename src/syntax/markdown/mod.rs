//! Bodies of records → safe HTML, headings, and what the checks need.
//!
//! CommonMark with tables, `~~struck~~` text, footnotes and task lists, and besides, for Chinese:
//! - emphasis works beside Chinese punctuation: `这是**重点（一）**的说明`;
//! - a line break between two Chinese characters is no space; a line that begins with a typed indent (two
//!   ideographic spaces) begins a paragraph, and the indent itself is dropped;
//! - a single `~` stays: it writes a range (`63%~68%`);
//! - Chinese text behind four typed spaces is a paragraph, not code.
//!
//! And for safety: HTML is shown as text; a link leads to `http`, `https`, `mailto` or a relative address, an image
//! to a relative one, or its text is printed alone. No input makes another tag or attribute, and none takes long.
//!
//! Pure: knows neither files nor the archive; whoever calls says where links lead and what blocks become.

pub mod blocks;
mod chars;
mod escape;
mod events;
mod href;
mod html;
mod links;
mod notes;
mod outline;
mod prepare;
mod slug;
#[cfg(test)]
mod tests;

pub use href::{Address, address};
pub use outline::{At, BlockAt, HeadingAt, LinkAt, Outline, outline};
pub use slug::anchor;

/// What an address is for.
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
    /// 2 to 6: `#` is 2, since the page's title is its 1.
    pub level: u8,
    /// Its anchor, unique in the body (see [`anchor`]).
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

/// An image of the archive as it is shown, at most as large as a page needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmallImage {
    /// The address to print: that of a small copy, or of the image itself.
    pub src: String,
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
}

/// Makes HTML of a body. `resolve` gets each address as written and returns the one to print, or none to print the
/// text alone; addresses that are refused anyway never reach it. `block` gets what stands behind the fence of a
/// fenced block (`chart`) and its content, and returns the HTML for its place (taken as it is), or none to show it as code.
#[must_use]
pub fn render(
    body: &str,
    resolve: &mut dyn FnMut(&str, LinkKind) -> Option<String>,
    block: &mut dyn FnMut(&str, &str) -> Option<String>,
) -> Rendered {
    render_with_copies(body, resolve, block, &mut |_| None)
}

/// The same with small copies of images: `copy` gets the address of an image as written. A copy leads to the image.
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
    let callbacks = html::Callbacks { resolve, block, copy };
    let html = html::Writer::new(&events, prepared.text(), &headings, callbacks).finish();
    Rendered { html, toc: headings.into_iter().map(|(heading, _)| heading).collect() }
}
