//! The attachments of records as they were published: their sizes, and the paths of reduced copies of pictures.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::photo::shrink::{Format, Size};

/// Content paths of files → what was published of them. A picture that is not here is shown itself, its size unknown.
pub type Attached = FxHashMap<String, Published>;

/// An attachment of a record, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Published {
    /// Its size.
    pub bytes: u64,
    /// Whether it could not be published, and a blank picture stands in its place.
    pub is_broken: bool,
    /// What is known of it when it is a picture that can be decoded.
    pub picture: Option<Picture>,
    /// The beginning of the text that its readers see, for the search; empty where there is none.
    pub text: String,
}

/// A picture, the right side up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
    /// Its copy for texts; `None` if the picture itself is small enough.
    pub page: Option<SmallPicture>,
    /// Its copy for lists; `None` if the picture itself is small enough.
    pub list: Option<SmallPicture>,
}

/// A small copy of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SmallPicture {
    /// Its path in the site.
    pub path: String,
    /// Its pixels from left to right.
    pub width: u32,
    /// Its pixels from top to bottom.
    pub height: u32,
}

/// The path of a copy of an attachment, in its folder: `…/zhaopian1.w1280.jpg`. Names of attachments have no dot except
/// that of their extension, so no attachment has this path.
#[must_use]
pub fn copy_path(attachment: &str, size: Size, format: Format) -> String {
    let (folder, name) = attachment.rsplit_once('/').unwrap_or(("", attachment));
    let stem = name.split('.').next().unwrap_or(name);
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{stem}.w{}.{}", size.longest(), format.ending())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_in_the_folder_of_their_picture() {
        for (attachment, copy) in [
            ("a/visits/x/zhaopian1.jpeg", "a/visits/x/zhaopian1.w1280.jpg"),
            ("a.b/x", "a.b/x.w1280.jpg"),
        ] {
            assert_eq!(copy_path(attachment, Size::Page, Format::Jpeg), copy);
        }
        assert_eq!(copy_path("x.png", Size::List, Format::Png), "x.w320.png");
    }
}
