//! The texts of problems: what was found, and what to write instead. One file a language.

mod en;
mod example_day;
mod import_en;
mod import_zh;
mod message;
mod misread_en;
mod misread_zh;
mod oddity_en;
mod oddity_zh;
mod push_en;
mod push_zh;
mod zh;

use std::borrow::Cow;

use super::{BilingualName, ImportNote, ImportPlace, ImportRefusal, Problem, WhyMissing};
use crate::l10n::quotes::nested;
use crate::model::Lang;
use crate::privacy;

pub use message::Message;

impl Problem {
    /// The message in a language. Texts quoted from the content are shortened, and personal data in them is masked.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Message {
        let Message { text, help } = match lang {
            Lang::Zh => zh::message(self),
            Lang::En => en::message(self),
        };
        Message { text: redacted(text), help: help.map(redacted) }
    }
}

impl ImportPlace {
    /// How people find the place: `第2个表“活动时间”`, `C14`.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        redacted(match lang {
            Lang::Zh => import_zh::place(self),
            Lang::En => import_en::place(self),
        })
    }
}

impl ImportNote {
    /// The message in a language. It names all that is not in the record, however long that is; personal data is masked.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Message {
        let Message { text, help } = match lang {
            Lang::Zh => import_zh::note(self),
            Lang::En => import_en::note(self),
        };
        Message { text: masked(nested(&text)), help: help.filter(|help| !help.is_empty()) }
    }
}

impl ImportRefusal {
    /// The message in a language.
    #[must_use]
    pub fn message(&self, lang: Lang) -> Message {
        let Message { text, help } = match lang {
            Lang::Zh => import_zh::refusal(self),
            Lang::En => import_en::refusal(self),
        };
        let help = help.filter(|help| !help.is_empty());
        Message { text: redacted(text), help: help.map(redacted) }
    }
}

impl WhyMissing {
    /// The reason alone, as the pages of the portal give it.
    #[must_use]
    pub fn reason(&self, lang: Lang) -> String {
        redacted(match lang {
            Lang::Zh => zh::why_missing(self),
            Lang::En => en::why_missing(self),
        })
    }
}

/// The most characters of a message. A cell of a table can hold a whole file.
const MAX_CHARS: usize = 600;

/// Shortens a text, nests its quotation marks and masks personal data in it.
fn redacted(text: String) -> String {
    masked(nested(&shortened(text)))
}

fn masked(text: String) -> String {
    match privacy::redact(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(masked) => masked,
    }
}

/// The beginning and the end of a text that is too long.
fn shortened(text: String) -> String {
    if text.char_indices().nth(MAX_CHARS).is_none() {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut short: String = chars[..MAX_CHARS / 2].iter().collect();
    short.push_str("……");
    short.extend(&chars[chars.len() - MAX_CHARS / 4..]);
    short
}

/// Whether a map with these keys also takes what else a form asks.
fn takes_other(allowed: &[BilingualName]) -> bool {
    allowed.iter().any(|key| key.en == "other")
}

/// Whether a tag is that of a table.
fn is_html_table(tag: &str) -> bool {
    let lower = tag.to_lowercase();
    ["<table", "<tr", "<td", "<th", "<tbody"].iter().any(|start| lower.starts_with(start))
}

/// The name of an HTML tag: `br` for `<br/>`.
fn html_tag(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|ch: char| !ch.is_ascii_alphanumeric()).unwrap_or(name.len());
    name[..end].to_lowercase()
}

/// The address of the picture of an `<img>`.
fn html_source(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("src=")?;
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (source, _) = rest[1..].split_once(quote)?;
    (!source.is_empty()).then_some(source)
}

/// Whether a link leads to a picture, by its ending.
fn is_picture(href: &str) -> bool {
    let lower = href.to_lowercase();
    [".jpg", ".jpeg", ".png", ".webp", ".gif"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether an address is a place on somebody's own computer: `D:\照片\1.jpg`, `file:///…`.
fn is_on_own_disk(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    let bytes = lower.as_bytes();
    let has_drive = bytes.first().is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(1) == Some(&b':')
        && matches!(bytes.get(2), Some(b'\\' | b'/'));
    has_drive || lower.starts_with("file:")
}

/// What stands behind the last separator of a path, of whatever system.
fn last_name(href: &str) -> &str {
    href.rsplit(['/', '\\']).next().unwrap_or(href)
}

/// Bytes in megabytes, rounded up, so that a size above a limit never reads as if it were within it.
fn megabytes(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}
