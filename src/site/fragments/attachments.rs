//! The files that are attached to a record or plan, and pictures among them.

use std::borrow::Cow;

use serde::Serialize;

use crate::photo::shrink::Size;
use crate::site::model::page_ctx::PageCtx;
use crate::site::model::routes::ending;
use crate::site::values::describe::template_struct;

template_struct! {
    /// A picture as it is shown.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Hash)]
    pub(crate) struct Image<'s> {
        /// The file to show, a smaller copy where there is one.
        pub(crate) src: String,
        /// Its pixels from left to right; none when not known.
        pub(crate) width: Option<u32>,
        /// Its pixels from top to bottom.
        pub(crate) height: Option<u32>,
        /// Its name without ending.
        pub(crate) alt: &'s str,
    }
}

/// The picture of an attachment at a size; `None` if the attachment is not a picture.
pub(crate) fn image<'f>(ctx: PageCtx<'_>, file: &'f str, size: Size) -> Option<Image<'f>> {
    let path = ctx.site.routes.attachments.get(file)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_picture =
        crate::photo::format_named(name).is_some() || ending(name).as_deref() == Some("svg");
    let published = ctx.site.attached().get(file);
    if !is_picture || is_broken(ctx, file) {
        return None;
    }
    let alt = match name.rsplit_once('.') {
        Some((stem, _)) => stem,
        None => name,
    };
    let Some(picture) = published.and_then(|published| published.picture.as_ref()) else {
        return Some(Image { src: ctx.to(path), width: None, height: None, alt });
    };
    let copy = match size {
        Size::Page => &picture.page,
        Size::List => &picture.list,
    };
    let (path, width, height) = match copy {
        Some(copy) => (&copy.path, copy.width, copy.height),
        None => (path, picture.width, picture.height),
    };
    Some(Image { src: ctx.to(path), width: Some(width), height: Some(height), alt })
}

/// Whether a file could not be published.
pub(crate) fn is_broken(ctx: PageCtx<'_>, file: &str) -> bool {
    ctx.site.attached().get(file).is_some_and(|published| published.is_broken)
}

/// The kind and the size of a file, each if it is known: `PDF`, `1.2 MB`.
pub(crate) fn kind_and_size(ctx: PageCtx<'_>, file: &str) -> (Option<String>, Option<String>) {
    let mut kind = ending(file.rsplit('/').next().unwrap_or(file));
    if let Some(kind) = &mut kind {
        kind.make_ascii_uppercase();
    }
    (kind, ctx.site.attached().get(file).map(|published| size(published.bytes)))
}

/// A size in units of 1024 bytes, rounded half up: `34 KB`, `1.2 MB`.
pub(crate) fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024).max(1);
    match kilobytes {
        0..1000 => format!("{kilobytes} KB"),
        _ => {
            let tenths = (bytes * 10 + (1 << 19)) >> 20;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

template_struct! {
    /// A file beside a record.
    #[derive(Debug, Serialize)]
    pub(crate) struct Attachment<'s> {
        /// Its name.
        pub(crate) name: Cow<'s, str>,
        /// Where it is.
        pub(crate) href: String,
        /// Its ending in capitals.
        pub(crate) of_type: Option<String>,
        /// Its size, `1.2 MB`; none when not known.
        pub(crate) size: Option<String>,
        /// Whether it cannot be opened, or cannot be published.
        pub(crate) is_broken: bool,
        /// The picture that it is, unless the text shows it already.
        pub(crate) picture: Option<Image<'s>>,
        /// The beginning of its text, which the search finds; empty where it has none that can be read.
        pub(crate) text: &'s str,
    }
}

/// Appends the names of files, and what stands in them, to the text that the search indexes.
pub(crate) fn say_files(files: &[Attachment<'_>], text: &mut String) {
    for file in files {
        text.push_str(&file.name);
        text.push('\n');
        text.push_str(file.text);
    }
}

/// The files that are attached to a record. `body` is its text as HTML: pictures that it shows are not repeated.
pub(crate) fn attachments<'s>(
    ctx: PageCtx<'s>,
    files: &'s [String],
    body: &str,
) -> Vec<Attachment<'s>> {
    let mut attachments = Vec::new();
    for file in files {
        let Some(path) = ctx.site.routes.attachments.get(file) else { continue };
        let name = file.rsplit('/').next().unwrap_or(file);
        let (of_type, size) = kind_and_size(ctx, file);
        let is_in_text = match image(ctx, file, Size::Page) {
            Some(picture) => body.contains(&format!("src=\"{}\"", picture.src)),
            None => false,
        };
        attachments.push(Attachment {
            name: Cow::Borrowed(name),
            href: ctx.to(path),
            of_type,
            size,
            is_broken: is_broken(ctx, file),
            picture: if is_in_text { None } else { image(ctx, file, Size::List) },
            text: ctx.site.attached().get(file).map_or("", |published| &published.text),
        });
    }
    attachments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_units_of_1024_bytes() {
        for (bytes, said) in [
            (0, "1 KB"),
            (1025, "2 KB"),
            (999 << 10, "999 KB"),
            (1000 << 10, "1.0 MB"),
            (1 << 20, "1.0 MB"),
            (5 << 18, "1.3 MB"),
            (25 << 20, "25.0 MB"),
        ] {
            assert_eq!(size(bytes), said, "{bytes}");
        }
    }
}
