//! Files beside records as they were published: how large they are, and where small copies of pictures lie.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::layout::PageCtx;
use super::routes::ending;
use crate::photo::shrink::{Format, Size};

/// Content paths of files → what was published of them. A picture that is not here is shown itself, its size unknown.
pub type Attached = FxHashMap<String, Published>;

/// A file beside a record, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// Its size.
    pub bytes: u64,
    /// What is known of it when it is a picture that can be decoded.
    pub picture: Option<Picture>,
}

/// A picture, the right side up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
    /// Its copy for texts; none when it is small enough itself.
    pub page: Option<SmallPicture>,
    /// Its copy for lists; likewise.
    pub list: Option<SmallPicture>,
}

/// A small copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SmallPicture {
    /// Where it lies in the site.
    pub path: String,
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
}

/// Where the copy of an attachment lies, beside it: `…/zhaopian1.w1280.jpg`. Names of attachments have no dot but that of
/// their ending, so no attachment lies there.
#[must_use]
pub fn copy_path(attachment: &str, size: Size, format: Format) -> String {
    let (folder, name) = attachment.rsplit_once('/').unwrap_or(("", attachment));
    let stem = name.split_once('.').map_or(name, |it| it.0);
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{stem}.w{}.{}", size.longest(), format.ending())
}

/// An `<img>` of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Hash)]
pub(super) struct Image<'s> {
    pub(super) src: String,
    pub(super) width: Option<u32>,
    pub(super) height: Option<u32>,
    /// The file's name without its ending.
    pub(super) alt: &'s str,
}

/// How an attachment is shown at a size; none when it is no picture.
pub(super) fn image<'f>(here: PageCtx<'_>, file: &'f str, size: Size) -> Option<Image<'f>> {
    let path = here.site.routes.attachments.get(file)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    let is_picture =
        matches!(ending(name).as_deref(), Some("jpg" | "jpeg" | "png" | "gif" | "webp" | "svg"));
    if !is_picture {
        return None;
    }
    let alt = name.rsplit_once('.').map_or(name, |it| it.0);
    let Some(picture) = here.site.attached.get(file).and_then(|it| it.picture.as_ref()) else {
        return Some(Image { src: here.to(path), width: None, height: None, alt });
    };
    let copy = match size {
        Size::Page => &picture.page,
        Size::List => &picture.list,
    };
    let (path, width, height) = match copy {
        Some(it) => (&it.path, it.width, it.height),
        None => (path, picture.width, picture.height),
    };
    Some(Image { src: here.to(path), width: Some(width), height: Some(height), alt })
}

/// What a file is and how large, as people say it: `PDF 1.2 MB`. None of both known: nothing.
pub(super) fn kind_and_size(here: PageCtx<'_>, file: &str) -> (Option<String>, Option<String>) {
    let size = here.site.attached.get(file).map(|it| size(it.bytes));
    (ending(file.rsplit('/').next().unwrap_or(file)).map(|it| it.to_ascii_uppercase()), size)
}

/// A size in units of 1024 bytes, rounded half up: `34 KB`, `1.2 MB`.
fn size(bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1024).max(1);
    match kilobytes {
        0..1000 => format!("{kilobytes} KB"),
        _ => {
            let tenths = (bytes * 10 + (1 << 19)) >> 20;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_said_as_people_say_them() {
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

    #[test]
    fn copies_lie_beside_their_picture() {
        let page = |it| copy_path(it, Size::Page, Format::Jpeg);
        assert_eq!(page("a/visits/x/zhaopian1.jpeg"), "a/visits/x/zhaopian1.w1280.jpg");
        assert_eq!(page("a.b/x"), "a.b/x.w1280.jpg");
        assert_eq!(copy_path("x.png", Size::List, Format::Png), "x.w320.png");
    }
}
