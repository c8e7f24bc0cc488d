//! The text of PDF files, as far as their fonts say which characters they show.

mod content;
mod fonts;
mod objects;
mod streams;

use super::looker::{Looker, Unread};
use super::plain;
use crate::diagnostics::AttachmentPlace;
use content::text_of;
use fonts::Fonts;
use objects::Value;
use streams::{Document, Object};

/// The most pages that are read.
const MAX_PAGES: usize = 5000;

/// Searches a PDF: its pages, forms, notes and properties.
pub(super) fn look(looker: &mut Looker, bytes: &[u8], depth: usize) {
    if memchr::memmem::find(bytes, b"/Encrypt").is_some() {
        return looker.note_unread(Unread::Document);
    }
    let document = Document::read(bytes, looker);
    let fonts = Fonts::read(&document, looker);
    look_at_others(looker, &document, depth);
    let mut has_text = false;
    let mut page = 0;
    for object in document.objects() {
        search_strings(looker, object);
        if is_page(object) {
            if MAX_PAGES <= page as usize {
                looker.note_unread(Unread::TooLarge);
                break;
            }
            page += 1;
            let resources = document.resources(object);
            let mut content = Vec::new();
            for stream in document.contents(object) {
                content.extend(document.stream(stream, looker));
                content.push(b'\n');
            }
            let text = text_of(&content, &fonts.of(&document, resources));
            has_text |= search(looker, &text, AttachmentPlace::Page(page));
            looker.show(&text);
        } else if is_form(object) {
            let content = document.stream(object.number, looker);
            let text = text_of(&content, &fonts.of(&document, document.resources(object)));
            has_text |= search(looker, &text, AttachmentPlace::Somewhere);
        }
    }
    if !has_text {
        // A scan, or fonts that do not say what they show.
        looker.note_unread(Unread::Document);
    }
}

/// Looks at what stands in no page: files that are attached, what the file says of itself, the values of forms.
fn look_at_others(looker: &mut Looker, document: &Document<'_>, depth: usize) {
    let mut forms = Vec::new();
    for object in document.objects() {
        match object.value.get("XFA").map(|form| (form, document.resolved(form))) {
            Some((_, Value::List(parts))) => forms.extend(parts.iter().filter_map(linked)),
            Some((form, _)) => forms.extend(linked(form)),
            None => {}
        }
    }
    for object in document.objects() {
        match object.value.get("Type").and_then(Value::name) {
            Some("EmbeddedFile") => {
                let bytes = document.stream(object.number, looker);
                looker.push_packed(bytes, depth + 1);
            }
            Some("Metadata") => forms.push(object.number),
            _ => {}
        }
    }
    for number in forms {
        let bytes = document.stream(number, looker);
        if let Some(text) = plain::decoded(&bytes) {
            looker.search(&text, &AttachmentPlace::Somewhere);
        }
    }
}

/// The number of the object that a value links to.
fn linked(value: &Value) -> Option<u32> {
    match value {
        Value::Link(number) => Some(*number),
        _ => None,
    }
}

/// Searches a text; whether there is any.
fn search(looker: &mut Looker, text: &str, place: AttachmentPlace) -> bool {
    looker.search(text, &place);
    text.chars().any(char::is_alphanumeric)
}

/// Searches the strings of an object: titles, notes, the fields of forms, addresses.
fn search_strings(looker: &mut Looker, object: &Object) {
    let mut strings = Vec::new();
    object.value.strings(&mut strings);
    for string in strings {
        if 6 <= string.len() {
            looker.search(&objects::plain_text(string), &AttachmentPlace::Somewhere);
        }
    }
}

fn is_page(object: &Object) -> bool {
    object.value.get("Type").and_then(Value::name) == Some("Page")
}

fn is_form(object: &Object) -> bool {
    object.value.get("Subtype").and_then(Value::name) == Some("Form")
}
